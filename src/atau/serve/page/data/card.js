// The card of a mark: what is known of it, and what can be done with it. It floats below the mark, on a phone it stands
// at the lower end of the window. In the tree it follows the text, so that Tab leads from the text to it.
import { byId, element, kazakh } from "./dom.js";
import { amountWords, excerpt, grouped, known, labelWords, percent, settings, sourceWords, t } from "./words.js";

const card = byId("card");
const line = (key, ...values) =>
  values.some(Boolean) ? [element("dt", {}, t(key)), element("dd", {}, values.filter(Boolean))] : [];

const placeWords = (place) =>
  place && [place.name, known("what." + place.kind, place.kind), place.region, place.country].filter(Boolean).join(", ");

/** Rows of [term, value] of what is known of `mark`. */
const facts = (mark, cluster) => {
  const found = mark.found;
  if (!found) return [element("p", { class: "note" }, t("by_you"))];
  const sources = sourceWords(found.source);
  return [
    mark.change ? element("p", { class: "note" }, t("by_you")) : null,
    element("dl", {},
      line("normal", found.normal && element("span", kazakh, excerpt(found.normal))),
      line("value", amountWords(found.quantity) && element("b", { class: "amount" }, amountWords(found.quantity))),
      line("same_person", cluster && element("span", kazakh, excerpt(cluster))),
      line("place", placeWords(found.place)),
      line("score", found.score !== null && found.score !== undefined && meter(found.score)),
      line("why", sources.map((words) => element("span", { class: "why" }, words)))),
  ];
};

const meter = (score) => {
  const bar = element("span", { class: "meter", "aria-hidden": "true" });
  bar.style.setProperty("--score", Number(score));
  return [bar, element("span", { title: String(score) }, percent(score))];
};

const button = (key, onclick, more = {}, face) =>
  element("button", { type: "button", onclick, "aria-label": t(key), title: t(key), ...more }, face || t(key));

const labelButtons = (chosen, act) =>
  element("div", { class: "labels", role: "group", "aria-label": t("label_group") }, settings.labels.map(({ name }, number) =>
    element("button", { type: "button", "data-label": name, "data-do": "label", "aria-pressed": String(name === chosen), title: `${labelWords(name)} (${number + 1})`, onclick: () => act(name) },
      labelWords(name), element("kbd", { "aria-hidden": "true" }, number + 1))));

const edgeButtons = (edit) =>
  element("div", { class: "edges" }, ["start", "end"].map((edge) =>
    element("div", { role: "group", "aria-label": t("edge_" + edge) },
      element("span", { "aria-hidden": "true" }, t("edge_" + edge)),
      button(`${edge}_left`, () => edit.moveEdge(edge, -1), { "data-do": `${edge}-left` }, "←"),
      button(`${edge}_right`, () => edit.moveEdge(edge, 1), { "data-do": `${edge}-right` }, "→"))));

const head = (label, text) => [
  element("p", { class: "kind", "data-label": label }, labelWords(label)),
  element("p", { class: "piece", dir: "auto" }, excerpt(text)),
];

/** Show a mark; `peek` is for one that the pointer is over: nothing can be done there. */
export const showMark = (view, mark, { peek, cluster, edit, rectangle }) => {
  const text = view.text.slice(mark.start, mark.end);
  const parts = [...head(mark.label, text), ...facts(mark, cluster)];
  if (!peek) {
    parts.push(labelButtons(mark.label, edit.label), edgeButtons(edit),
      element("div", { class: "row" },
        button("delete", edit.remove, { class: "danger", "data-do": "delete" }),
        button("previous", edit.previous, { "data-do": "previous" }, "‹"),
        button("next", edit.next, { "data-do": "next" }, "›"),
        button("close", edit.close, { class: "quiet", "data-do": "close" })));
  }
  show(parts, peek, rectangle, t("card_of", { label: labelWords(mark.label), text: excerpt(text) }));
};

/** Ask for the label of what is selected. */
export const showSelection = (text, { edit, rectangle, words }) => {
  show([
    element("p", { class: "kind" }, t("mark_as")),
    element("p", { class: "piece", dir: "auto" }, excerpt(text)),
    labelButtons(null, edit.label),
    element("div", { class: "row" }, element("span", { class: "note" }, t("letters", { n: grouped(words) })), button("close", edit.close, { class: "quiet", "data-do": "close" })),
  ], false, rectangle, t("mark_as"));
};

const show = (parts, peek, rectangle, name) => {
  // The keyboard stays on the button that was used, though the card is drawn anew.
  const used = card.contains(document.activeElement) ? document.activeElement : null;
  const same = used && { act: used.dataset.do, label: used.dataset.label };
  card.replaceChildren(...parts.flat().filter(Boolean));
  card.classList.toggle("peek", Boolean(peek));
  card.setAttribute("aria-label", name);
  card.hidden = false;
  place(rectangle);
  if (!same?.act) return;
  const again = [...card.querySelectorAll(`[data-do="${same.act}"]`)].find((one) => same.act !== "label" || one.dataset.label === same.label);
  (again || card.querySelector("button"))?.focus();
};

const place = (rectangle) => {
  const frame = card.offsetParent?.getBoundingClientRect() || { left: 0, top: 0, width: innerWidth };
  const left = Math.max(0, Math.min(rectangle.left - frame.left, frame.width - card.offsetWidth));
  const below = rectangle.bottom + card.offsetHeight + 12 < innerHeight || rectangle.top < card.offsetHeight + 12;
  const top = below ? rectangle.bottom - frame.top + 8 : rectangle.top - frame.top - card.offsetHeight - 8;
  card.style.setProperty("--left", left + "px");
  card.style.setProperty("--top", top + "px");
  // On a phone the card covers the lower half of the window: what it is about moves above it.
  const covered = getComputedStyle(card).position === "fixed" ? rectangle.bottom + 24 - card.getBoundingClientRect().top : 0;
  if (covered > 0) scrollBy(0, covered);
};

export const hideCard = () => { card.hidden = true; };
export const cardShown = () => !card.hidden;
export const peeking = () => !card.hidden && card.classList.contains("peek");
