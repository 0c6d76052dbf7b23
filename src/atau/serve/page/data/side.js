// Beside the text: people with their offices, what else is named, and the facts; each leads to its place in the text.
import { byId, element, kazakh, linkButton } from "./dom.js";
import { factShown, filtering, markShown } from "./filters.js";
import { fillList, placesButton } from "./lists.js";
import { dateWords, excerpt, grouped, known, percent, t } from "./words.js";

/** A list in its section, which is hidden where there is nothing to list. */
const list = (id, items, draw) => {
  byId(id).closest("section").hidden = items.length === 0;
  fillList(byId(id), items, draw);
};

/** People with their offices. */
export const drawPeople = (annotated, lead) =>
  list("people", annotated.people(filtering() ? markShown : null), (person) =>
    element("li", {},
      placesButton("person", person.name, person.mentions, ([start, end]) => lead(Number(start), Number(end))),
      person.offices.length > 0 && element("small", kazakh, excerpt(person.offices.join("; "), 400))));

/** [{label, name, marks}] of what is shown, the most often named first: marks of one cluster or, without one, of one form. */
export const entitiesOf = (annotated, labels) => {
  const all = new Map();
  for (const mark of annotated.marks) {
    if (!labels.includes(mark.label) || !markShown(mark)) continue;
    const name = mark.found?.normal || annotated.text.slice(mark.start, mark.end);
    const key = mark.label + "\u0000" + (mark.found?.cluster || name);
    if (!all.has(key)) all.set(key, { label: mark.label, name, marks: [], cluster: mark.found?.cluster });
    all.get(key).marks.push(mark);
  }
  return [...all.values()].sort((one, other) => other.marks.length - one.marks.length || one.marks[0].start - other.marks[0].start);
};

export const drawNames = (annotated, leadToMark) => {
  for (const [label, kind] of [["ORG", "organisation"], ["LOC", "place"]]) {
    list(kind + "s", entitiesOf(annotated, [label]), (entity) =>
      element("li", {}, placesButton(kind, entity.name, entity.marks, leadToMark)));
  }
};

const name = (mention) => (mention ? excerpt(mention.normal || mention.text || "") : "");

/** What a fact says: the mentions in the order in which they are read. */
const membersOf = (fact) => {
  if (fact.kind === "located") return [fact.organisation, fact.place];
  if (fact.kind === "part") return [fact.part, fact.whole];
  if (fact.kind === "life") return [fact.person, fact.place];
  return [fact.person, fact.office, fact.organisation, fact.place];
};

const factWords = (fact) => {
  const words = membersOf(fact).map(name).filter(Boolean);
  // The organisation and the place of an office often stand in its name already.
  return fact.kind === "holds" ? words.filter((one, at) => !words.slice(0, at).some((other) => other.includes(one))) : words;
};

const factKind = (fact) => {
  if (fact.status) return known("status." + fact.status, fact.status);
  if (fact.event) return known("event." + fact.event, fact.event);
  return known("fact." + fact.kind, fact.kind);
};

/** The facts that are shown but for amounts, which have a list of their own. */
export const drawFacts = (annotated, lead) => {
  const standing = annotated.facts();
  list("facts", standing.filter((fact) => fact.kind !== "amount" && factShown(fact, membersOf(fact).find(Boolean))), (fact) => {
    const [first, ...rest] = factWords(fact);
    return element("li", {},
      linkButton("fact", first || fact.kind, () => lead(Number(fact.sentence[0]), Number(fact.sentence[1]), Number(fact.start)), kazakh),
      element("span", { class: "pill " + String(fact.status || fact.event || fact.kind).replace(/\W/g, "") }, factKind(fact)),
      rest.length > 0 && element("span", { class: "rest", ...kazakh }, rest.join(" · ")),
      element("small", {}, [fact.date && dateWords(fact.date), t("fact_score", { score: percent(fact.score) })].filter(Boolean).join(" · ")));
  });
  const gone = (annotated.record.facts || []).length - standing.length;
  const note = byId("facts-gone");
  note.hidden = gone === 0;
  note.textContent = gone ? t("facts_gone", { n: grouped(gone) }) : "";
  if (gone) byId("facts").closest("section").hidden = false;
};
