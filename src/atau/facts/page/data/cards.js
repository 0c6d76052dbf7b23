// What the panel shows of an entity, an office, an amount, an edge or a document.

const entityButton = (number) => {
  const entity = data.entities[number];
  return element("button", { type: "button", class: "link " + entity.kind, onclick: () => openEntity(number) }, entity.name);
};
// Codes that the page has a word for; others are shown as they are.
const known = (key, otherwise) => (key in texts.en ? t(key) : otherwise);
const countryName = (code) => {
  if (!/^[A-Z]{2}$/.test(code || "") || !Intl.DisplayNames.supportedLocalesOf(state.language).length) return code;
  return new Intl.DisplayNames(state.language, { type: "region" }).of(code);
};
const joined = (parts, between) => parts.filter(Boolean).flatMap((part, index) => (index ? [between, part] : [part]));

const when = ([status, date, said]) =>
  t("status." + status) + (date ? ", " + t(said ? "said" : "dated", { date: shownDate(date) }) : ", " + t("undated"));

const whereOf = (row) =>
  joined([row.organisation !== undefined && entityButton(row.organisation), row.place !== undefined && entityButton(row.place)], ", ");

const linesOf = (title, items) => items.length > 0 && element("section", {}, element("h3", {}, title), element("ul", { class: "lines" }, items));

const officesOf = (number) => data.offices.filter((row) => [row.person, row.organisation, row.place].includes(number));
const officeLine = (row, own) =>
  element("li", {},
    joined([row.person !== own && entityButton(row.person),
      element("button", { type: "button", class: "link office", onclick: () => openOffice(row.number) }, row.office),
      row.organisation !== undefined && row.organisation !== own && entityButton(row.organisation),
      row.place !== undefined && row.place !== own && entityButton(row.place)], " · "),
    element("small", {}, when(row.times[Math.max(0, row.dates.length - 1)])));

const lifeLine = (event, own) =>
  element("li", {}, joined([t("event." + event.event), event.person !== own && entityButton(event.person),
    event.date && shownDate(event.date), event.place !== undefined && event.place !== own && entityButton(event.place)], " · "),
  element("button", { type: "button", class: "more small", onclick: () => openPanel(() => [
    panelHead("person", data.entities[event.person].name), sentenceList([event.evidence], () => t("event." + event.event))]) },
  t("sentence")));

const edgeLine = (edge, own) => {
  const other = edge[0] === own ? edge[1] : edge[0];
  return element("li", {}, joined([known("link." + edge[2], t("link.other")), entityButton(other)], " · "),
    element("button", { type: "button", class: "more small", onclick: () => openEdge(edge) }, t("sentences", { n: grouped(edge[3]) })));
};

// Several kinds of edges may join two entities.
const openEdges = (edges) => openPanel(() => [
  element("p", { class: "kicker" }, t("kind.link")),
  element("h2", { id: "panel-title", tabindex: "-1" }, joined([entityButton(edges[0][0]), entityButton(edges[0][1])], " — ")),
  ...edges.map((edge) => element("section", {},
    element("h3", {}, known("link." + edge[2], t("link.other"))),
    sentenceList(edge[4]), told(edge[3], edge[4].length))),
]);
const openEdge = (edge) => openEdges([edge]);

const told = (total, shown) =>
  total > shown && element("p", { class: "muted" }, t("of_sentences", { n: grouped(shown), all: grouped(total) }));

const openEntity = (number) => openPanel(() => {
  const entity = data.entities[number];
  const offices = officesOf(number);
  const life = data.life.filter((event) => event.person === number || event.place === number);
  const edges = data.edges.filter((edge) => edge[2] !== "office" && !["born", "died"].includes(edge[2]) && (edge[0] === number || edge[1] === number));
  const amounts = data.amounts.flatMap((group) => group.items.filter((item) => item.subject === number).map((item) => [group, item]));
  // Where no sentence was given for the entity itself, those of its facts.
  const stated = [...offices.flatMap((row) => row.times.map((time) => time[3])), ...edges.flatMap((edge) => edge[4]), ...amounts.map(([, item]) => item.evidence)];
  const sentences = entity.evidence.length ? entity.evidence : stated.slice(0, 5);
  const where = [known("what." + entity.what, entity.what), entity.region, countryName(entity.country)].filter(Boolean).join(", ");
  return [
    panelHead(entity.kind, entity.name),
    where && element("p", { class: "muted" }, where),
    element("p", { class: "muted" }, t("named", { n: grouped(entity.mentions), documents: grouped(entity.documents) })),
    entity.aliases?.length > 0 && element("p", { class: "muted", lang: "kk" }, t("aliases") + ": " + entity.aliases.join("; ")),
    connected.has(number) && element("p", {}, element("button", { type: "button", class: "more", onclick: () => focusNetwork(number) }, t("show_network"))),
    linesOf(t("posts"), offices.slice(0, 60).map((row) => officeLine(row, number))),
    offices.length > 60 && element("p", { class: "muted" }, t("shown", { n: 60, all: grouped(offices.length) })),
    linesOf(t("life"), life.slice(0, 60).map((event) => lifeLine(event, number))),
    linesOf(t("links"), edges.slice(0, 60).map((edge) => edgeLine(edge, number))),
    linesOf(t("amounts"), amounts.slice(0, 60).map(([group, item]) => element("li", {},
      element("button", { type: "button", class: "link amount", onclick: () => openAmount(group, item) }, amountWords(group, item)),
      element("small", { lang: "kk" }, item.text)))),
    sentences.length > 0 && element("section", {}, element("h3", {}, t("sentences_title")), sentenceList(sentences)),
  ];
});

const openOffice = (number) => openPanel(() => {
  const row = data.offices[number];
  const notes = new Map(row.times.map((time) => [time[3], when(time)]));
  return [
    element("p", { class: "kicker person" }, entityButton(row.person)),
    element("h2", { id: "panel-title", tabindex: "-1", lang: "kk" }, row.office),
    element("p", {}, whereOf(row)),
    sentenceList(row.times.map((time) => time[3]), (evidence) => notes.get(evidence)),
    told(row.total, row.times.length),
  ];
});

const openAmount = (group, item) => openPanel(() => [
  panelHead("amount", amountWords(group, item)),
  element("p", { lang: "kk" }, item.text + (item.counted ? " · " + item.counted : "")),
  item.subject !== undefined && element("p", {}, entityButton(item.subject)),
  sentenceList([item.evidence]),
]);

const openDocument = (number) => openPanel(() => {
  const document = data.documents[number];
  const stated = data.evidence.map((evidence, index) => [data.sentences[evidence[0]], index]).filter(([sentence]) => sentence[0] === number);
  // Of each sentence the evidence with the most marks.
  const best = new Map();
  for (const [sentence, index] of stated) {
    if (!best.has(sentence) || data.evidence[best.get(sentence)].length < data.evidence[index].length) best.set(sentence, index);
  }
  const ordered = [...best].sort((a, b) => a[0][1] - b[0][1]).map(([, index]) => index);
  return [
    panelHead("document", document.title),
    element("p", { class: "muted" }, joined([document.date && shownDate(document.date), document.site, document.url && outside(document)], " · ")),
    element("p", { class: "muted id" }, document.id),
    ordered.length === 0 && element("p", {}, t("nothing")),
    sentenceList(ordered.slice(0, 100)),
    ordered.length > 100 && element("p", { class: "muted" }, t("shown", { n: 100, all: grouped(ordered.length) })),
  ];
});
