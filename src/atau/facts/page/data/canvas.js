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
const textWidth = (label) => {
  ruler.font = getComputedStyle(label).font || "12px sans-serif";
  return ruler.measureText(label.textContent).width;
};

// items: x, y, r, label (a text element) by importance. A label stands right or left of its node, or is not shown.
const declutter = (items, width, height) => {
  const taken = items.map((item) => [item.x - item.r, item.y - item.r, item.x + item.r, item.y + item.r]);
  const points = taken.length;
  items.forEach((item, index) => {
    item.wide = item.wide || textWidth(item.label) + 8;
    const free = (box) => box[0] > 0 && box[2] < width && box[1] > 0 && box[3] < height && taken.every((other, at) =>
      (at === index && at < points) || box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1]);
    const right = [item.x + item.r, item.y - 8, item.x + item.r + item.wide, item.y + 8];
    const left = [item.x - item.r - item.wide, item.y - 8, item.x - item.r, item.y + 8];
    const box = free(right) ? right : free(left) ? left : null;
    // A hidden one appears when its node is pointed at, on the side where it fits.
    const onLeft = box === left || (box === null && right[2] > width);
    item.label.setAttribute("text-anchor", onLeft ? "end" : "start");
    item.label.setAttribute("x", onLeft ? -item.r - 4 : item.r + 4);
    item.label.classList.toggle("crowded", box === null);
    if (box) taken.push(box);
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
