// Elements. No text of a user is ever markup: children are elements or text nodes, and nothing here parses HTML.

const fill = (made, attributes, children) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
};

/** attributes: "on…" are listeners, true is an empty attribute, false and null none at all. */
export const element = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
export const drawn = (tag, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
export const byId = (id) => document.getElementById(id);

/** Tell a screen reader; what is said twice is said again. */
export const announce = (words) => {
  const region = byId("said");
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = words; });
};

/** Of words that the text or the model gave: one in Arabic letters turns nothing around it. */
export const kazakh = { lang: "kk", dir: "auto" };

/** The button of a name, an office, an amount that leads somewhere. */
export const linkButton = (kind, words, onclick, more = {}) =>
  element("button", { type: "button", class: "link " + kind, onclick, ...more }, words);

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
