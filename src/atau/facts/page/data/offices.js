// The table of who holds which office.
const officeOrder = { column: "total", descending: true };
const nameOf = (number) => (number === undefined ? "" : data.entities[number].name);
const officeColumns = {
  person: (row) => nameOf(row.person),
  office: (row) => row.office,
  organisation: (row) => nameOf(row.organisation),
  place: (row) => nameOf(row.place),
  status: (row) => t("status." + row.status),
  date: (row) => row.dates[row.dates.length - 1] || "",
  total: (row) => row.total,
};

// A column without any entry is left out.
const columnsShown = Object.keys(officeColumns).filter((column) => data.offices.some((row) => column === "status" || officeColumns[column](row) !== ""));

const officeRow = (row) => {
  const last = row.times[Math.max(0, row.dates.length - 1)];
  const cell = (column, ...children) => columnsShown.includes(column) && element("td", { "data-column": t("column." + column), class: column }, ...children);
  return [
    element("tr", {},
      cell("person", entityButton(row.person)),
      cell("office", element("button", { type: "button", class: "link office", lang: "kk", onclick: () => openOffice(row.number) }, row.office)),
      cell("organisation", row.organisation !== undefined && entityButton(row.organisation)),
      cell("place", row.place !== undefined && entityButton(row.place)),
      cell("status", element("span", { class: "pill " + row.status }, t("status." + row.status))),
      cell("date", last[1] && element("time", { datetime: last[1], class: last[2] ? "said" : "dated", title: t(last[2] ? "said" : "dated", { date: shownDate(last[1]) }) }, shownDate(last[1]))),
      cell("total", element("button", { type: "button", class: "more small", "aria-label": t("sentences", { n: grouped(row.total) }), onclick: () => openOffice(row.number) }, grouped(row.total)))),
    // On paper nothing can be selected: the sentence follows its row.
    element("tr", { class: "paper" }, element("td", { colspan: columnsShown.length }, quoted(last[3]), source(last[3]))),
  ];
};

const compared = (one, two) => (typeof one === "number" ? one - two : one.localeCompare(two, "kk"));
const drawOffices = () => {
  const value = officeColumns[officeOrder.column];
  const rows = data.offices.filter(officeShown);
  // What is missing comes last, whichever the direction.
  rows.sort((a, b) => {
    const [one, two] = [value(a), value(b)];
    if (one === "" || two === "") return (one === "") - (two === "");
    return (officeOrder.descending ? -1 : 1) * compared(one, two) || nameOf(a.person).localeCompare(nameOf(b.person), "kk") || a.number - b.number;
  });
  byId("office-head").replaceChildren(element("tr", {}, columnsShown.map((column) => {
    const sorted = officeOrder.column === column;
    const direction = officeOrder.descending ? "descending" : "ascending";
    return element("th", { scope: "col", class: column, "aria-sort": sorted ? direction : null },
      element("button", { type: "button", "data-sort": column, onclick: () => {
        officeOrder.descending = sorted ? !officeOrder.descending : ["total", "date"].includes(column);
        officeOrder.column = column;
        drawOffices();
        document.querySelector(`#office-head [data-sort="${column}"]`).focus();
      } }, t("column." + column), element("span", { "aria-hidden": "true" }, sorted ? (officeOrder.descending ? " ↓" : " ↑") : "")));
  })));
  paged(byId("office-list"), byId("office-more"), byId("office-count"), rows, officeRow, 25);
};
sections.push({ id: "offices", draw: drawOffices, empty: () => data.offices.length === 0 });
