// The amounts of a text beside it: by kind and unit, the biggest first, with what the facts say of each.
import { byId, element, kazakh } from "./dom.js";
import { markShown } from "./filters.js";
import { fillList, placesButton } from "./lists.js";
import { amountWords, dateWords, excerpt, t } from "./words.js";

const MOST = 15;
const KINDS = ["money", "percent", "measure", "count", "fraction"];

/** The number by which amounts are put in order, never shown; NaN where there is none. */
const sizeOf = ({ value, high, low, sides, exact }) => {
  if (exact) {
    const [over, under = 1] = exact.split("/").map(Number);
    return over / under;
  }
  return Number(value ?? high ?? low ?? sides?.[0] ?? NaN);
};

// "орын" is said by "орындық" as well.
const repeats = (words, noun) => Boolean(noun) && !words.includes(" ") && words.toLowerCase().startsWith(noun.toLowerCase());

/** What the facts of an amount say of it: [{counted, subject, date}], words or "". */
const sayings = (facts, quantity) => facts.map((fact) => ({
  counted: fact.counted && !repeats(fact.counted, quantity?.counted) ? fact.counted : "",
  subject: fact.subject?.normal || fact.subject?.text || "",
  date: fact.date || "",
}));

/** [{kind, items: [{quantity, text, said, marks}]}] of the amounts that are shown: those said alike are one item. Amounts
 * without a certain value are of the kind "doubt", as the text writes them. */
export const amountsOf = (annotated) => {
  const factsAt = Map.groupBy(annotated.facts().filter((fact) => fact.kind === "amount" && fact.quantity), (fact) => Number(fact.quantity.start));
  const items = new Map();
  for (const mark of annotated.marks) {
    if (mark.label !== "QUANTITY" || !markShown(mark)) continue;
    const text = annotated.text.slice(mark.start, mark.end);
    const quantity = amountWords(mark.found?.quantity) ? mark.found.quantity : null;
    const facts = mark.found ? (factsAt.get(Number(mark.found.start)) || []).filter((fact) => Number(fact.quantity.end) === Number(mark.found.end)) : [];
    const said = sayings(facts, quantity);
    const key = JSON.stringify([quantity ? [quantity.kind, quantity.unit, amountWords(quantity)] : text, said]);
    if (!items.has(key)) items.set(key, { quantity, text, said, marks: [] });
    items.get(key).marks.push(mark);
  }
  const groups = Map.groupBy(items.values(), ({ quantity }) => (!quantity ? "doubt" : KINDS.includes(quantity.kind) ? quantity.kind : "other"));
  return [...KINDS, "other", "doubt"].filter((kind) => groups.has(kind)).map((kind) => ({ kind, items: ordered(groups.get(kind)) }));
};

/** The units of most amounts first, in each the biggest first; what is alike stays in the order of the text. */
const ordered = (items) => {
  const unitOf = ({ quantity }) => quantity?.unit || "";
  const totals = new Map();
  for (const item of items) totals.set(unitOf(item), (totals.get(unitOf(item)) || 0) + 1);
  const bigger = (one, other) => (one.quantity && other.quantity ? compare(sizeOf(other.quantity), sizeOf(one.quantity)) : 0);
  return items.sort((one, other) =>
    totals.get(unitOf(other)) - totals.get(unitOf(one)) || compare(unitOf(one), unitOf(other)) || bigger(one, other));
};
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Draw the section; lead(mark) leads to an amount in the text. */
export const drawAmounts = (annotated, lead) => {
  const groups = amountsOf(annotated);
  byId("amounts-box").hidden = groups.length === 0;
  byId("amounts").replaceChildren(...groups.flatMap(({ kind, items }) => {
    const list = element("ul", { class: "facts", "aria-labelledby": "amounts-" + kind });
    fillList(list, items, (item) => amountItem(item, lead), MOST);
    return [element("h4", { id: "amounts-" + kind }, t("amounts." + kind)), kind === "doubt" && element("p", { class: "note" }, t("amounts_doubt")), list].filter(Boolean);
  }));
};

const joined = (words) => words.toLowerCase().replace(/\s/g, "");
const amountItem = ({ quantity, text, said, marks }, lead) => {
  const words = quantity ? amountWords(quantity) : text;
  const about = said.map(({ counted, subject }) => [counted, subject].filter(Boolean).join(" · ")).filter(Boolean);
  const dates = said.map(({ date }) => date && dateWords(date)).filter(Boolean);
  const written = quantity && !joined(words).includes(joined(text)) && element("q", kazakh, excerpt(text));
  return element("li", {},
    placesButton("amount", words, marks, lead),
    about.length > 0 && element("span", { class: "rest", ...kazakh }, excerpt([...new Set(about)].join("; "), 400)),
    written && element("small", {}, written),
    dates.length > 0 && element("small", {}, [...new Set(dates)].join(", ")));
};
