// Beside the text: people with their offices, what else is named, and the facts; each leads to its place in the text.
import { byId, element, linkButton } from "./dom.js";
import { amountWords, dateWords, grouped, known, labelWords, percent, settings, t } from "./words.js";

const FIRST = 40;

/** A list of which the first items are drawn, with a button for all. */
const list = (id, items, draw) => {
  const node = byId(id);
  const show = (count) => {
    node.replaceChildren(...items.slice(0, count).map(draw));
    if (items.length <= count) return;
    const rest = element("button", { type: "button", class: "quiet", onclick: () => {
      show(items.length);
      node.children[count]?.querySelector("button")?.focus();
    } }, t("show_all", { n: grouped(items.length) }));
    node.append(element("li", {}, rest));
  };
  show(FIRST);
  node.closest("section").hidden = items.length === 0;
};

/** People with their offices; each press leads to the next mention. */
export const drawPeople = (annotated, lead) => {
  list("people", annotated.people(), (person) => {
    let next = 0;
    const act = () => {
      const [start, end] = person.mentions[next++ % person.mentions.length];
      lead(Number(start), Number(end));
    };
    return element("li", {},
      linkButton("person", person.name, act, { lang: "kk" }),
      person.mentions.length > 1 && element("span", { class: "count", title: t("mentions", { n: person.mentions.length }) }, grouped(person.mentions.length)),
      person.offices.length > 0 && element("small", { lang: "kk" }, person.offices.join("; ")));
  });
};

/** [{label, name, marks}] of what is named most: marks of one cluster or, without one, of one form. */
export const entitiesOf = (annotated, labels) => {
  const all = new Map();
  for (const mark of annotated.marks) {
    if (!labels.includes(mark.label)) continue;
    const name = mark.found?.normal || annotated.text.slice(mark.start, mark.end);
    const key = mark.label + "\u0000" + (mark.found?.cluster || name);
    if (!all.has(key)) all.set(key, { label: mark.label, name, marks: [], cluster: mark.found?.cluster });
    all.get(key).marks.push(mark);
  }
  return [...all.values()].sort((one, other) => other.marks.length - one.marks.length || one.marks[0].start - other.marks[0].start);
};

const kinds = { ORG: "organisation", LOC: "place" };
export const drawNames = (annotated, leadToMark) => {
  for (const [label, kind] of Object.entries(kinds)) {
    list(kind + "s", entitiesOf(annotated, [label]), (entity) => {
      let next = 0;
      return element("li", {},
        linkButton(kind, entity.name, () => leadToMark(entity.marks[next++ % entity.marks.length]), { lang: "kk" }),
        entity.marks.length > 1 && element("span", { class: "count", title: t("mentions", { n: entity.marks.length }) }, grouped(entity.marks.length)));
    });
  }
};

const name = (mention) => (mention ? mention.normal || mention.text : "");

/** What a fact says, in the order in which it is read. */
export const factWords = (fact) => {
  if (fact.kind === "amount") {
    const subject = name(fact.subject);
    const counted = fact.counted && fact.counted !== fact.value?.counted ? fact.counted : "";
    return [amountWords(fact.value) || name(fact.quantity), counted, subject];
  }
  if (fact.kind === "located") return [name(fact.organisation), name(fact.place)];
  if (fact.kind === "part") return [name(fact.part), name(fact.whole)];
  if (fact.kind === "life") return [name(fact.person), name(fact.place)];
  return [name(fact.person), name(fact.office), name(fact.organisation), name(fact.place)];
};

const factKind = (fact) => {
  if (fact.status) return known("status." + fact.status, fact.status);
  if (fact.event) return known("event." + fact.event, fact.event);
  return known("fact." + fact.kind, fact.kind);
};

export const drawFacts = (annotated, lead) => {
  const facts = annotated.facts();
  list("facts", facts, (fact) => {
    const words = factWords(fact).filter(Boolean);
    // The organisation often stands in the name of the office already.
    const [first, ...rest] = words.filter((one, at) => !words.slice(0, at).some((other) => other.includes(one)));
    return element("li", {},
      linkButton("fact", first || fact.kind, () => lead(Number(fact.sentence[0]), Number(fact.sentence[1]), Number(fact.start)), { lang: "kk" }),
      element("span", { class: "pill " + String(fact.status || fact.event || fact.kind).replace(/\W/g, "") }, factKind(fact)),
      rest.length > 0 && element("span", { class: "rest", lang: "kk" }, rest.join(" · ")),
      element("small", {}, [fact.date && dateWords(fact.date), t("fact_score", { score: percent(fact.score) })].filter(Boolean).join(" · ")));
  });
  const gone = (annotated.record.facts || []).length - facts.length;
  const note = byId("facts-gone");
  note.hidden = gone === 0;
  note.textContent = gone ? t("facts_gone", { n: gone }) : "";
  if (gone) byId("facts").closest("section").hidden = false;
};

/** The check boxes of the labels, with how many marks each has. */
export const drawFilters = (annotated, chosen, changed) => {
  const counts = new Map();
  for (const mark of annotated?.marks || []) counts.set(mark.label, (counts.get(mark.label) || 0) + 1);
  const names = settings.labels.map((label) => label.name);
  const all = [...names, ...[...counts.keys()].filter((label) => !names.includes(label)).sort()];
  byId("filter-labels").replaceChildren(...all.map((label) =>
    element("label", { class: "check", "data-label": label },
      element("input", { type: "checkbox", checked: !chosen.off.has(label), value: label, onchange: (event) => {
        chosen.off[event.target.checked ? "delete" : "add"](label);
        changed();
      } }),
      element("span", { class: "swatch" }, labelWords(label)), element("span", { class: "count" }, grouped(counts.get(label) || 0)))));
};
