// What the network and the map share: zoom by buttons, pinch and Ctrl + wheel, labels that do not overlap, and one tab
// stop for all nodes, between which the arrow keys move.

// `place(transform)` puts everything where it belongs; sizes stay, distances grow.
const zoomable = (svg, figure, place, extent) => {
  const zoom = d3.zoom().scaleExtent(extent)
    // A wheel or one finger alone scrolls the page.
    .filter((event) => (event.type === "wheel" ? event.ctrlKey || event.metaKey : event.type.startsWith("touch") ? event.touches.length > 1 || svg.__zoom.k > 1 : !event.button))
    .on("zoom", (event) => {
      svg.style.setProperty("touch-action", event.transform.k > 1 ? "none" : "pan-y");
      place(event.transform);
    });
  const selected = d3.select(svg).call(zoom).on("dblclick.zoom", null);
  const act = (name, run) => { figure.querySelector(`[data-zoom=${name}]`).onclick = run; };
  act("in", () => selected.call(zoom.scaleBy, 1.5));
  act("out", () => selected.call(zoom.scaleBy, 1 / 1.5));
  act("reset", () => selected.call(zoom.transform, d3.zoomIdentity));
  return { to: (transform) => selected.call(zoom.transform, transform) };
};

const ruler = document.createElement("canvas").getContext("2d");
const textWidth = (label, text) => {
  ruler.font = getComputedStyle(label).font || "12px sans-serif";
  return ruler.measureText(text).width + 8;
};

// Where a label may stand: right and left of its node, below and above it. Of each place: text-anchor, x, y, and the box.
const labelPlaces = ({ x, y, r }, wide) => [
  ["start", r + 4, 4, [x + r, y - 8, x + r + wide, y + 8]],
  ["end", -r - 4, 4, [x - r - wide, y - 8, x - r, y + 8]],
  ["middle", 0, r + 14, [x - wide / 2, y + r + 2, x + wide / 2, y + r + 18]],
  ["middle", 0, -r - 6, [x - wide / 2, y - r - 18, x + wide / 2, y - r - 2]],
];

// items: x, y, r, label (a text element), texts (what it may say, the longest first) by importance. A label stands where
// there is room for one of its texts, or is not shown.
const declutter = (items, width, height) => {
  const taken = items.map((item) => [item.x - item.r, item.y - item.r, item.x + item.r, item.y + item.r]);
  const points = taken.length;
  items.forEach((item, index) => {
    item.label.__wides = item.label.__wides || item.texts.map((text) => textWidth(item.label, text));
    const free = (box) => box[0] > 0 && box[2] < width && box[1] > 0 && box[3] < height && taken.every((other, at) =>
      (at === index && at < points) || box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1]);
    let text = item.texts[0];
    let place = null;
    for (const [at, wide] of item.label.__wides.entries()) {
      place = labelPlaces(item, wide).find((one) => free(one[3])) || null;
      if (place) {
        text = item.texts[at];
        break;
      }
    }
    item.label.classList.toggle("crowded", place === null);
    if (place) taken.push(place[3]);
    // A hidden one appears when its node is pointed at, on the side where it fits.
    const [right, left] = labelPlaces(item, item.label.__wides[0]);
    const [anchor, x, y] = place || (right[3][2] > width ? left : right);
    for (const [name, value] of [["text-anchor", anchor], ["x", x], ["y", y]]) item.label.setAttribute(name, value);
    if (item.label.textContent !== text) item.label.textContent = text;
  });
};

const roving = (nodes) => {
  nodes.forEach((node, index) => {
    node.setAttribute("tabindex", index ? "-1" : "0");
    node.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const to = event.key === "Home" ? 0 : event.key === "End" ? nodes.length - 1 : step ? (index + step + nodes.length) % nodes.length : -1;
      if (to >= 0) {
        event.preventDefault();
        node.setAttribute("tabindex", "-1");
        nodes[to].setAttribute("tabindex", "0");
        nodes[to].focus();
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        node.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      }
    });
  });
};
