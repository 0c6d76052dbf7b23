// Lists beside the text: the first items are drawn, a button draws all of them.
import { element, kazakh, linkButton } from "./dom.js";
import { excerpt, grouped, t } from "./words.js";

/** Fill `node`, a list, with what `draw` makes of the first `most` items. */
export const fillList = (node, items, draw, most = 40) => {
  node.replaceChildren(...items.slice(0, most).map(draw));
  if (items.length <= most) return;
  const all = () => {
    fillList(node, items, draw, items.length);
    node.children[most].querySelector("button")?.focus();
  };
  node.append(element("li", {}, element("button", { type: "button", class: "quiet", onclick: all }, t("show_all", { n: grouped(items.length) }))));
};

/** A name that leads to its places in the text, to the next one with each press, and how many there are. */
export const placesButton = (kind, words, places, lead) => {
  let next = 0;
  return [
    linkButton(kind, excerpt(words), () => lead(places[next++ % places.length]), kind === "amount" ? { dir: "auto" } : kazakh),
    places.length > 1 && element("span", { class: "count", title: t("mentions", { n: grouped(places.length) }) }, grouped(places.length)),
  ];
};
