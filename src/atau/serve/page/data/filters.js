// What the check boxes and the slider let through, in the text and beside it. Downloads hold all of it.
import { byId, element } from "./dom.js";
import { grouped, labelWords, percent, settings, t } from "./words.js";

const off = new Set();
let least = 0;

const sure = (score) => least === 0 || score === null || score === undefined || Number(score) * 100 >= least;

/** Whether a mark passes; one that a person made has no score and passes the slider. */
export const markShown = (mark) => !off.has(mark.label) && sure(mark.found?.score);

/** Whether a fact about `mention` passes. */
export const factShown = (fact, mention) => !off.has(mention?.label) && sure(fact.score);

export const filtering = () => off.size > 0 || least > 0;

/** The check boxes of the labels, with how many of `marks` each has; changed() after each press. */
export const drawFilters = (marks, changed) => {
  const counts = new Map();
  for (const mark of marks) counts.set(mark.label, (counts.get(mark.label) || 0) + 1);
  const names = settings.labels.map((label) => label.name);
  const all = [...names, ...[...counts.keys()].filter((label) => !names.includes(label)).sort()];
  byId("filter-labels").replaceChildren(...all.map((label) =>
    element("label", { class: "check", "data-label": label },
      element("input", { type: "checkbox", checked: !off.has(label), value: label, onchange: (event) => {
        off[event.target.checked ? "delete" : "add"](label);
        changed();
      } }),
      element("span", { class: "swatch" }, labelWords(label)), element("span", { class: "count" }, grouped(counts.get(label) || 0)))));
};

/** The confidence that the slider asks for, in words. */
export const drawScore = () => {
  const words = least ? t("at_least", { score: percent(least / 100) }) : t("any_score");
  byId("score-words").textContent = words;
  byId("score").setAttribute("aria-valuetext", words);
};

export const listenScore = (changed) => byId("score").addEventListener("input", () => {
  least = Number(byId("score").value);
  drawScore();
  changed();
});
