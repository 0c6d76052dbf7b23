// The words of the page in the chosen language, and numbers as that language writes them.

export const settings = { words: {}, units: {}, rules: {}, labels: [] };
export const language = { code: "kk" };

const signs = { about: "≈ ", over: "> ", under: "< ", at_least: "≥ ", at_most: "≤ " };

/** The words of a key with {names} filled in. */
export const t = (key, values = {}) =>
  settings.words[language.code][key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** The words of a key where the page has them, otherwise `other`. */
export const known = (key, other) => (Object.hasOwn(settings.words[language.code], key) ? t(key) : other);

export const labelWords = (label) => known("label." + label, label);
export const labelShort = (label) => known("short." + label, label);

/** Digits are regrouped as text: a number of any length stays exact. */
export const grouped = (number) => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(number));
  if (!match) return String(number);
  const english = language.code === "en";
  const whole = match[2].replace(/\B(?=(\d{3})+$)/g, english ? "," : "\u202f");
  return (match[1] ? "−" : "") + whole + (match[3] ? (english ? "." : ",") + match[3] : "");
};

/** A quantity of a record in words: its number exactly as it was given, its unit in the language of the page. */
export const amountWords = (quantity) => {
  if (!quantity) return "";
  const sign = Object.hasOwn(signs, quantity.approx) ? signs[quantity.approx] : "";
  const { value, low, high, sides, exact } = quantity;
  let number = "";
  if (sides) number = sides.map(grouped).join(" × ");
  else if (exact) number = exact;
  else if (value !== undefined) number = sign + grouped(value);
  else if (low !== undefined && high !== undefined) number = sign + grouped(low) + " – " + grouped(high);
  else if (low !== undefined) number = (sign || "≥ ") + grouped(low);
  else if (high !== undefined) number = (sign || "≤ ") + grouped(high);
  return [number, unitWords(quantity.unit), quantity.counted].filter(Boolean).join(" ");
};

const unitWords = (unit) => {
  if (!unit) return "";
  const units = settings.units[language.code];
  return Object.hasOwn(units, unit) ? units[unit] : unit.replace(/[{}]/g, "");
};

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
