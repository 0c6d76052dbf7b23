// The network of people, organisations and places: of those that pass the filters the most connected.
const neighbours = new Map();
for (const edge of data.edges) {
  for (const [one, two] of [[edge[0], edge[1]], [edge[1], edge[0]]]) {
    if (!neighbours.has(one)) neighbours.set(one, new Map());
    if (!neighbours.get(one).has(two)) neighbours.get(one).set(two, []);
    neighbours.get(one).get(two).push(edge);
  }
}
const connected = new Set(neighbours.keys());
const network = { focus: null, drawn: "" };

const kindsShown = () => ["person", "organisation", "place"].filter((kind) => byId("network-" + kind).checked);
const edgeShown = (edge) =>
  (byId("network-together").checked || edge[2] !== "together") &&
  (!(state.from || state.to) || edge[4].some((number) => inPeriod(data.documents[data.sentences[data.evidence[number][0]][0]].date)));

// Numbers of the entities to draw, most connected first, and how many there would be without the bound.
const networkNodes = () => {
  const kinds = kindsShown();
  const shown = (number) => kinds.includes(data.entities[number].kind);
  const degrees = new Map();
  for (const edge of data.edges) {
    if (!shown(edge[0]) || !shown(edge[1]) || !edgeShown(edge)) continue;
    if (state.query && network.focus === null && !found(data.entities[edge[0]].text) && !found(data.entities[edge[1]].text)) continue;
    for (const end of [0, 1]) degrees.set(edge[end], (degrees.get(edge[end]) || 0) + Math.min(edge[3], 20) + 1);
  }
  let numbers = [...degrees.keys()];
  if (network.focus !== null) {
    const near = neighbours.get(network.focus) || new Map();
    const further = new Set([...near.keys()].flatMap((one) => [...neighbours.get(one).keys()]));
    numbers = numbers.filter((number) => number === network.focus || near.has(number) || further.has(number));
    const rank = (number) => (number === network.focus ? 0 : near.has(number) ? 1 : 2);
    numbers.sort((a, b) => rank(a) - rank(b) || degrees.get(b) - degrees.get(a));
  } else numbers.sort((a, b) => degrees.get(b) - degrees.get(a) || a - b);
  return [withCompany(numbers, Number(byId("network-size").value)), numbers.length];
};

// The first of `numbers`, each with an edge to another of them: who stands alone says nothing.
const withCompany = (numbers, size) => {
  const ranks = new Map(numbers.map((number, rank) => [number, rank]));
  const kept = new Set();
  for (const number of numbers) {
    if (kept.size >= size) break;
    if (kept.has(number)) continue;
    const near = [...neighbours.get(number)].filter(([other, edges]) => ranks.has(other) && edges.some(edgeShown)).map(([other]) => other);
    if (near.some((other) => kept.has(other))) kept.add(number);
    else if (near.length && kept.size + 2 <= size) kept.add(number).add(d3.least(near, (other) => ranks.get(other)));
  }
  return [...kept];
};

const networkEdges = (numbers) => {
  const kept = new Map(numbers.map((number, index) => [number, index]));
  const pairs = new Map();
  for (const edge of data.edges) {
    if (!kept.has(edge[0]) || !kept.has(edge[1]) || !edgeShown(edge)) continue;
    const key = Math.min(edge[0], edge[1]) + "-" + Math.max(edge[0], edge[1]);
    if (!pairs.has(key)) pairs.set(key, { source: kept.get(edge[0]), target: kept.get(edge[1]), edges: [], weight: 0 });
    pairs.get(key).edges.push(edge);
    pairs.get(key).weight += edge[3];
  }
  return [...pairs.values()];
};

// The layout is computed at once, always the same for the same data, and stretched over the drawing.
const layout = (nodes, edges, width, height) => {
  d3.forceSimulation(nodes)
    .force("link", d3.forceLink(edges).distance(46).strength((edge) => 1 / Math.min(nodes[edge.source.index].degree, nodes[edge.target.index].degree)))
    .force("charge", d3.forceManyBody().strength(-160).distanceMax(420))
    .force("collide", d3.forceCollide((node) => node.r + 9))
    .force("x", d3.forceX().strength(0.07))
    .force("y", d3.forceY().strength(0.07 * Math.max(1, width / height)))
    .stop().tick(nodes.length > 120 ? 140 : 260);
  const edge = Math.min(40, width / 10);
  for (const [axis, size, right] of [["x", width, Math.min(130, width / 4)], ["y", height, edge]]) {
    const [low, high] = d3.extent(nodes, (node) => node[axis]);
    const scale = high > low ? Math.min((size - edge - right) / (high - low), 2.2) : 1;
    const middle = (size + edge - right) / 2;
    for (const node of nodes) node[axis] = middle + (node[axis] - (low + high) / 2) * scale;
  }
};

const shortened = (name, length) => (name.length > length ? name.slice(0, length - 1) + "…" : name);
const shapes = {
  person: (r) => drawn("circle", { r }),
  organisation: (r) => drawn("rect", { x: -r * 0.9, y: -r * 0.9, width: r * 1.8, height: r * 1.8, rx: 2 }),
  place: (r) => drawn("path", { d: `M0,${-r * 1.15}L${r * 1.15},0L0,${r * 1.15}L${-r * 1.15},0Z` }),
};

const drawNetwork = () => {
  const figure = byId("network-figure");
  const svg = byId("network-svg");
  const [numbers, all] = networkNodes();
  const pairs = networkEdges(numbers);
  byId("network-count").textContent = numbers.length ? t(numbers.length < all ? "network_bounded" : "network_all", { n: grouped(numbers.length), all: grouped(all) }) : t("nothing");
  byId("network-focus").hidden = network.focus === null;
  byId("network-focus-name").textContent = network.focus === null ? "" : data.entities[network.focus].name;
  const width = Math.max(280, figure.clientWidth || 900);
  const height = width < 600 ? 460 : 600;
  const key = JSON.stringify([numbers, pairs.length, width, state.language, network.focus]);
  if (network.drawn === key) return;
  network.drawn = key;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const nodes = numbers.map((number) => ({ number, entity: data.entities[number], degree: 0 }));
  for (const pair of pairs) for (const end of ["source", "target"]) nodes[pair[end]].degree += 1;
  const most = d3.max(nodes, (node) => node.degree) || 1;
  for (const node of nodes) node.r = 4.5 + 9 * Math.sqrt(node.degree / most);
  layout(nodes, pairs, width, height);
  for (const pair of pairs) {
    // The wide line is not seen; it is there to be hit.
    pair.lines = [drawn("line", { "stroke-width": Math.min(1 + Math.sqrt(pair.weight - 1) * 0.7, 5) }), drawn("line", { class: "target" })];
    pair.line = drawn("g", { class: "edge " + (pair.edges.every((edge) => edge[2] === "together") ? "together" : "") },
      drawn("title", {}, [pair.source, pair.target].map((node) => node.entity.name).join(" — ")), pair.lines);
    pair.line.addEventListener("click", () => openEdges(pair.edges));
  }
  for (const node of nodes) {
    node.texts = [...new Set([width < 600 ? 17 : 34, 14].map((length) => shortened(node.entity.name, length)))];
    node.label = drawn("text", {}, node.texts[0]);
    node.mark = drawn("g", { class: "node " + node.entity.kind + (node.number === network.focus ? " focus" : ""), role: "button", "aria-label": t("node", { name: node.entity.name, kind: t("kind." + node.entity.kind), n: node.degree }) },
      drawn("title", {}, node.entity.name), shapes[node.entity.kind](node.r), node.label);
    node.mark.addEventListener("click", () => openEntity(node.number));
    const lit = (on) => () => {
      svg.classList.toggle("lit", on);
      for (const other of nodes) other.mark.classList.toggle("near", on && (other === node || (neighbours.get(node.number) || new Map()).has(other.number)));
      for (const pair of pairs) pair.line.classList.toggle("near", on && (pair.source === node || pair.target === node));
    };
    for (const [name, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]]) node.mark.addEventListener(name, lit(on));
  }
  svg.replaceChildren(drawn("g", { class: "edges" }, pairs.map((pair) => pair.line)), drawn("g", { class: "nodes" }, [...nodes].reverse().map((node) => node.mark)));
  roving(nodes.map((node) => node.mark));
  const place = (transform) => {
    const items = nodes.map((node) => ({ x: transform.applyX(node.x), y: transform.applyY(node.y), r: node.r, label: node.label, texts: node.texts, node }));
    for (const item of items) {
      item.node.mark.setAttribute("transform", `translate(${item.x.toFixed(1)},${item.y.toFixed(1)})`);
      [item.node.shownX, item.node.shownY] = [item.x.toFixed(1), item.y.toFixed(1)];
    }
    for (const pair of pairs) {
      for (const [name, value] of [["x1", pair.source.shownX], ["y1", pair.source.shownY], ["x2", pair.target.shownX], ["y2", pair.target.shownY]]) for (const line of pair.lines) line.setAttribute(name, value);
    }
    declutter(items, width, height);
  };
  zoomable(svg, figure, place, [1, 8]).to(d3.zoomIdentity);
};

const focusNetwork = (number) => {
  network.focus = number;
  panel.close();
  drawNetwork();
  byId("network").scrollIntoView();
};
byId("network-all").addEventListener("click", () => {
  network.focus = null;
  drawNetwork();
});
for (const name of ["person", "organisation", "place", "together", "size"]) byId("network-" + name).addEventListener("input", drawNetwork);
// A small screen has room for fewer names.
if (window.innerWidth < 600) byId("network-size").value = "25";
sections.push({ id: "network", draw: drawNetwork, empty: () => data.edges.length === 0 });
