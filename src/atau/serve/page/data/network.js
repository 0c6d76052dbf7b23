// The network of people, organisations and places of a text: a line is what its facts say of two of them.
import { byId, drawn } from "./dom.js";
import { factShown } from "./filters.js";
import { libraries } from "./map.js";
import { excerpt, known } from "./words.js";

const kinds = { PERSON: "person", ORG: "organisation", LOC: "place" };
const MOST = 40;
const STEPS = 250;

/** What a fact connects: [mention, mention, kind of the line]; nothing where it connects nothing. */
const endsOf = (fact) => {
  if (fact.kind === "holds") return [fact.person, fact.organisation || fact.place, "office"];
  if (fact.kind === "located") return [fact.organisation, fact.place, "located"];
  if (fact.kind === "part") return [fact.part, fact.whole, "part"];
  return fact.kind === "life" ? [fact.person, fact.place, fact.event] : [];
};

/** {nodes, edges} of the facts of a text that are shown. */
export const networkOf = (annotated) => {
  const nodes = new Map();
  const edges = new Map();
  const people = new Map(annotated.people().map((person) => [person.cluster, person.name]));
  const node = (mention) => {
    const key = mention.label + "\u0000" + (mention.cluster || mention.normal || mention.text);
    if (!nodes.has(key)) nodes.set(key, { name: people.get(mention.cluster) || mention.normal || mention.text, kind: kinds[mention.label], start: Number(mention.start), end: Number(mention.end), degree: 0 });
    return nodes.get(key);
  };
  for (const fact of annotated.facts()) {
    const [one, other, kind] = endsOf(fact);
    if (![one, other].every((mention) => mention && Object.hasOwn(kinds, mention.label) && factShown(fact, mention))) continue;
    const [source, target] = [node(one), node(other)];
    if (source === target) continue;
    const key = [source.name, target.name, kind].join("\u0000");
    if (edges.has(key)) continue;
    edges.set(key, { source, target, kind, fact });
    source.degree++;
    target.degree++;
  }
  const kept = new Set([...nodes.values()].filter((one) => one.degree).sort((one, other) => other.degree - one.degree).slice(0, MOST));
  return { nodes: [...kept], edges: [...edges.values()].filter((edge) => kept.has(edge.source) && kept.has(edge.target)) };
};

const shapes = {
  person: (r) => drawn("circle", { r }),
  organisation: (r) => drawn("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r, rx: 2 }),
  place: (r) => drawn("path", { d: `M0,${-r * 1.25}L${r * 1.25},0L0,${r * 1.25}L${-r * 1.25},0Z` }),
};

/** Draw the network; act(start, end) leads to a mention or to the sentence of a line. */
export const drawNetwork = async ({ nodes, edges }, act) => {
  const { declutter, roving, zoomable } = await libraries();
  const { d3 } = globalThis;
  const [svg, figure] = [byId("network-svg"), byId("network-figure")];
  const width = Math.max(260, figure.clientWidth || 400);
  const height = Math.round(Math.min(420, 110 + nodes.length * 18));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const points = nodes.map((node) => ({ node, r: 5 + 2 * Math.sqrt(node.degree) }));
  const pointOf = new Map(points.map((point) => [point.node, point]));
  const lines = edges.map((edge) => ({ edge, source: pointOf.get(edge.source), target: pointOf.get(edge.target) }));
  // Reckoned at once, so that nothing moves.
  d3.forceSimulation(points)
    .force("link", d3.forceLink(lines).distance(70))
    .force("charge", d3.forceManyBody().strength(-190))
    .force("x", d3.forceX(width / 2).strength(0.06)).force("y", d3.forceY(height / 2).strength(0.11))
    .force("apart", d3.forceCollide((point) => point.r + 12)).stop().tick(STEPS);
  const fit = (name, size, margin) => {
    const [low, high] = d3.extent(points, (point) => point[name]);
    return d3.scaleLinear().domain(high - low > 1 ? [low, high] : [low - 1, high + 1]).range([margin, size - margin]);
  };
  const [across, down] = [fit("x", width, Math.min(70, width / 4)), fit("y", height, 26)];
  for (const point of points) point.at = [across(point.x), down(point.y)];
  for (const line of lines) {
    const words = `${line.edge.source.name} — ${known("link." + line.edge.kind, line.edge.kind)} — ${line.edge.target.name}`;
    line.strokes = [drawn("line"), drawn("line", { class: "target" })];
    line.mark = drawn("g", { class: "edge", role: "button", "aria-label": words }, drawn("title", {}, words), line.strokes);
    line.mark.addEventListener("click", () => act(Number(line.edge.fact.sentence[0]), Number(line.edge.fact.sentence[1])));
  }
  for (const point of points) {
    point.label = drawn("text", {}, excerpt(point.node.name, 60));
    point.texts = [excerpt(point.node.name, 60)];
    const { kind, name, start, end } = point.node;
    point.mark = drawn("g", { class: "node " + kind, role: "button", "aria-label": name }, drawn("title", {}, name), shapes[kind](point.r), point.label);
    point.mark.addEventListener("click", () => act(start, end));
  }
  svg.replaceChildren(drawn("g", { class: "edges" }, lines.map((line) => line.mark)), drawn("g", { class: "nodes" }, points.map((point) => point.mark)));
  roving([...points, ...lines].map((one) => one.mark));
  zoomable(svg, figure, (transform) => {
    for (const point of points) {
      [point.x, point.y] = transform.apply(point.at);
      point.mark.setAttribute("transform", `translate(${point.x.toFixed(1)},${point.y.toFixed(1)})`);
    }
    for (const { strokes, source, target } of lines) {
      for (const [name, value] of [["x1", source.x], ["y1", source.y], ["x2", target.x], ["y2", target.y]]) {
        for (const stroke of strokes) stroke.setAttribute(name, value.toFixed(1));
      }
    }
    declutter(points, width, height);
  }, [1, 8]).to(d3.zoomIdentity);
};
