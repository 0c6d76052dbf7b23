// The map: Kazakhstan with its regions, or the world. Outlines are those of Natural Earth.
const world = parsed("facts-world");
const countries = topojson.feature(world, world.objects.countries);
const borders = topojson.mesh(world, world.objects.countries, (a, b) => a !== b);
// Antarctica, number 010, would take a quarter of the map.
const inhabited = { type: "FeatureCollection", features: countries.features.filter((country) => country.id !== "010") };
// Without holes: a city is drawn over its region, and leased land belongs to it.
const regions = parsed("facts-regions");
for (const region of regions.features) region.geometry.coordinates = region.geometry.coordinates.map((polygon) => [polygon[0]]);
const mapView = { area: "" };

const places = data.entities.map((entity, number) => ({ entity, number })).filter((item) => item.entity.kind === "place");
// A continent is no point: the one of Asia would lie in Tibet.
const isPoint = ({ entity }) => entity.at && entity.what !== "continent";
const onMap = places.filter(isPoint);
const offMap = places.filter((item) => !isPoint(item));
for (const item of onMap) {
  const [lon, lat] = item.entity.at;
  item.inside = lon > 45 && lon < 89 && lat > 40 && lat < 56 && d3.geoContains(regions, item.entity.at);
}

const projections = {
  regions: (width, height) => d3.geoConicEqualArea().parallels([43, 53]).rotate([-67, 0]).fitExtent([[12, 12], [width - 12, height - 12]], regions),
  world: (width, height) => d3.geoEqualEarth().rotate([-20, 0]).fitExtent([[2, 2], [width - 2, height - 2]], inhabited),
};

const drawMap = () => {
  const figure = byId("map-figure");
  for (const name of ["figure", "notes", "lead"]) byId("map-" + name).hidden = onMap.length === 0;
  const svg = byId("map-svg");
  const area = mapView.area;
  for (const button of figure.querySelectorAll("[data-area]")) button.setAttribute("aria-pressed", button.dataset.area === area);
  const width = Math.max(280, figure.clientWidth || 900);
  const height = Math.round(Math.min(width * (area === "world" ? 0.48 : 0.56), 620));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const projection = projections[area](width, height);
  const path = d3.geoPath(projection.clipExtent([[-width, -height], [2 * width, 2 * height]]));
  const passing = onMap.filter((item) => found(item.entity.text));
  const shown = passing.filter((item) => area === "world" || item.inside).sort((a, b) => b.entity.mentions - a.entity.mentions || a.number - b.number);
  const outside = passing.length - shown.length;
  byId("map-count").textContent = [t("map_shown", { n: grouped(shown.length) }), outside && t("map_outside", { n: grouped(outside) })].filter(Boolean).join(" ");
  const most = shown.length ? Math.max(1, shown[0].entity.mentions) : 1;
  const land = drawn("g", { class: "land" },
    drawn("path", { class: "country", d: path(inhabited) }),
    area === "world" && drawn("path", { class: "border", d: path(borders) }),
    ...regions.features.map((region) => drawn("path", { class: "region", d: path(region) })));
  const items = shown.slice(0, 400).map((item) => {
    const [x, y] = projection(item.entity.at);
    const r = 3.5 + (width < 600 || area === "world" ? 8 : 14) * Math.sqrt(item.entity.mentions / most);
    const label = drawn("text", {}, item.entity.name);
    const mark = drawn("g", { class: "node place", role: "button", "aria-label": t("node_place", { name: item.entity.name, n: item.entity.mentions }) },
      drawn("title", {}, `${item.entity.name} · ${grouped(item.entity.mentions)}`), drawn("circle", { r }), label);
    mark.addEventListener("click", () => openEntity(item.number));
    return { at: [x, y], r, label, texts: [item.entity.name], mark };
  });
  svg.replaceChildren(land, drawn("g", { class: "nodes" }, items.map((item) => item.mark)));
  roving(items.map((item) => item.mark));
  const place = (transform) => {
    land.setAttribute("transform", transform);
    for (const item of items) [item.x, item.y] = transform.apply(item.at);
    for (const item of items) item.mark.setAttribute("transform", `translate(${item.x.toFixed(1)},${item.y.toFixed(1)})`);
    declutter(items, width, height);
  };
  zoomable(svg, figure, place, [1, 30]).to(d3.zoomIdentity);
  byId("map-geonames").hidden = !onMap.some((item) => (item.entity.source || "").startsWith("geonames:"));
  const unplaced = offMap.filter((item) => found(item.entity.text)).sort((a, b) => b.entity.mentions - a.entity.mentions);
  byId("map-off").hidden = unplaced.length === 0;
  byId("map-off-title").textContent = t("map_off", { n: grouped(unplaced.length) });
  byId("map-off-list").replaceChildren(...unplaced.slice(0, 100).map((item) => element("li", {}, entityButton(item.number))),
    ...(unplaced.length > 100 ? [element("li", { class: "muted" }, t("shown", { n: 100, all: grouped(unplaced.length) }))] : []));
};
// Where most places are.
mapView.area = onMap.filter((item) => item.inside).length * 2 >= onMap.length ? "regions" : "world";
for (const button of document.querySelectorAll("#map-figure [data-area]")) {
  button.addEventListener("click", () => {
    mapView.area = button.dataset.area;
    drawMap();
  });
}
sections.push({ id: "map", draw: drawMap, empty: () => onMap.length + offMap.length === 0 });
