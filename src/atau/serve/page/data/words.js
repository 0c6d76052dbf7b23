// The words of the page in the chosen language, and numbers as that language writes them.
import { digitsIn, numberIn, unitIn } from "./numbers.js";

export const settings = { words: {}, units: {}, rules: {}, labels: [] };
export const language = { code: "kk" };

/** The words of a key with {names} filled in. */
export const t = (key, values = {}) =>
  settings.words[language.code][key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** The words of a key where the page has them, otherwise `other`. */
export const known = (key, other) => (Object.hasOwn(settings.words[language.code], key) ? t(key) : other);

export const labelWords = (label) => known("label." + label, label);
export const labelShort = (label) => known("short." + label, label);

export const grouped = (number) => digitsIn(language.code, number);

/** A quantity of a record in words: its number exactly as it was given, its unit in the language of the page; "" where
 * no number is certain. */
export const amountWords = (quantity) => {
  const number = quantity ? numberIn(language.code, quantity) : "";
  const unit = quantity?.unit && unitIn(language.code, settings.units[language.code], quantity.unit, quantity);
  return number && [number, unit, quantity.counted].filter(Boolean).join(" ");
};

/** The beginning of a long text, never half a character. */
export const excerpt = (text, most = 140) => (text.length > most ? text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "") + "…" : text);

/** 2020-10-12 → 12.10.2020; less exact dates stay less exact. */
export const dateWords = (date) => (language.code === "en" ? date : date.split("-").reverse().join("."));

export const percent = (score) => {
  const rounded = Math.round(Number(score) * 1000) / 10;
  return grouped(rounded) + (language.code === "en" ? "%" : " %");
};

/** Where a mark comes from: [line, …]. Ids of rules that the page has no words for are shown as they are. */
export const sourceWords = (source) => {
  if (!source) return [];
  const rules = settings.rules[language.code];
  return source.split("+").map((id) => (id === "model" ? t("source_model") : Object.hasOwn(rules, id) ? rules[id] : t("source_rule", { id })));
};

/** The first language of the browser that the page has. */
export const preferred = (wanted) => {
  const asked = new URLSearchParams(location.search).get("lang");
  const codes = [asked, ...wanted].filter(Boolean).map((code) => code.toLowerCase().split("-")[0]);
  return codes.find((code) => Object.hasOwn(settings.words, code)) || "kk";
};

/** Put the words of the language into all elements that name a key. */
export const applyWords = (root) => {
  const set = (name, put) => {
    for (const one of root.querySelectorAll(`[data-${name}]`)) put(one, t(one.getAttribute("data-" + name)));
  };
  set("t", (one, words) => { one.textContent = words; });
  set("t-label", (one, words) => one.setAttribute("aria-label", words));
  set("t-title", (one, words) => one.setAttribute("title", words));
  set("t-placeholder", (one, words) => one.setAttribute("placeholder", words));
};
