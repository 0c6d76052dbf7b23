// The documents that were read, those of most sentences first.
const drawDocuments = () => {
  const rows = data.documents.filter((item) => found(item.text) && inPeriod(item.date));
  const newest = byId("document-order").value === "date";
  rows.sort((a, b) => (newest ? (b.date || "").localeCompare(a.date || "") : b.sentences - a.sentences) || a.number - b.number);
  paged(byId("document-list"), byId("document-more"), byId("document-count"), rows, (item) => element("li", {},
    element("button", { type: "button", class: "link document", onclick: () => openDocument(item.number) }, item.title),
    element("small", {}, joined([item.date && element("time", { datetime: item.date }, shownDate(item.date)), item.site, t("sentences", { n: grouped(item.sentences) }), item.url && outside(item)], " · "))), 20);
};
byId("document-order").addEventListener("input", drawDocuments);
sections.push({ id: "documents", draw: drawDocuments, empty: () => data.documents.length === 0 });
