// Data, words, elements and filters that all sections share. No text of a document is ever markup: textContent only.
const parsed = (id) => JSON.parse(document.getElementById(id).textContent);
const data = parsed("facts-data");
const { texts, units, colors, fallback } = parsed("facts-texts");
const byId = (id) => document.getElementById(id);

const state = { language: "kk", query: "", from: "", to: "", status: "" };
const sections = [];

const t = (key, values = {}) =>
  texts[state.language][key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

// attributes: "on…" are listeners, true is an empty attribute, false and null none at all.
const fill = (made, attributes, children) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
};
const element = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const drawn = (tag, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

const grouped = (number) => digitsIn(state.language, number);

// 2020-10-12 → 12.10.2020; less exact dates stay less exact.
const shownDate = (date) => (state.language === "en" ? date : date.split("-").reverse().join("."));

const period = (date) => {
  const [year, month, day] = date.split("-").map(Number);
  const begin = Date.UTC(year, (month || 1) - 1, day || 1);
  const end = day ? begin + 864e5 : month ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return [begin, end];
};

const folded = (text) => text.normalize("NFC").toLowerCase();
const entityText = (number) => {
  const entity = data.entities[number];
  return entity ? [entity.name, ...(entity.aliases || [])].join(" ") : "";
};
const haystack = (...parts) => folded(parts.filter(Boolean).join(" \n "));
const found = (text) => state.query.split(/\s+/).every((word) => text.includes(word));
const inPeriod = (date) => {
  if (!state.from && !state.to) return true;
  if (!date) return false;
  const year = date.slice(0, 4);
  return (!state.from || year >= state.from) && (!state.to || year <= state.to);
};

for (const entity of data.entities) entity.text = haystack(entity.name, ...(entity.aliases || []), entity.region, entity.country);
data.offices.forEach((row, number) => {
  row.number = number;
  row.text = haystack(entityText(row.person), row.office, entityText(row.organisation), entityText(row.place));
  row.dates = row.times.map((time) => time[1]).filter(Boolean);
  row.status = row.times[row.dates.length ? row.dates.length - 1 : row.times.length - 1][0];
});
data.documents.forEach((document, number) => {
  document.number = number;
  document.text = haystack(document.title, document.site, document.url, document.id);
});
for (const group of data.amounts) {
  for (const item of group.items) {
    const [document, , sentence] = data.sentences[data.evidence[item.evidence][0]];
    item.find = haystack(item.text, item.counted, entityText(item.subject), sentence, data.documents[document].title);
  }
}

const officeShown = (row) =>
  (!state.status || row.times.some((time) => time[0] === state.status)) &&
  (!(state.from || state.to) || row.dates.some(inPeriod)) && found(row.text);

// The first rows of a long list, with a button for more; `draw` gives the element of a row.
const paged = (list, button, count, items, draw, size) => {
  let shown = size;
  const show = () => {
    list.replaceChildren(...items.slice(0, shown).flatMap(draw));
    button.hidden = shown >= items.length;
    button.textContent = t("more", { n: Math.min(size, items.length - shown) });
    count.textContent = items.length ? t("shown", { n: grouped(Math.min(shown, items.length)), all: grouped(items.length) }) : t("nothing");
  };
  button.onclick = () => {
    const first = list.children.length;
    shown += size;
    show();
    // The keyboard goes on where the list ended.
    list.children[first]?.querySelector("button")?.focus();
  };
  show();
};
