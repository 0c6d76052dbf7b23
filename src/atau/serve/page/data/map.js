// The map of the places of a text; outlines are those of the page of facts (Natural Earth).
import { byId, drawn } from "./dom.js";
import { entitiesOf } from "./side.js";
import { excerpt, grouped, t } from "./words.js";

let loaded = null;
const fetched = async (name) => (await fetch(new URL("vendor/" + name, import.meta.url))).json();

/** d3 and what else the figures share; loaded when the first figure is drawn. */
export const libraries = async () => {
  await import("./vendor/d3.min.js");
  return import("./canvas.js");
};

const load = async () => {
  const [canvas, , world, regions] = await Promise.all([libraries(), import("./vendor/topojson-client.min.js"), fetched("countries-110m.json"), fetched("kazakhstan.json")]);
  const { topojson } = globalThis;
  const countries = topojson.feature(world, world.objects.countries);
  // Antarctica, number 010, would take a quarter of the map.
  const inhabited = { type: "FeatureCollection", features: countries.features.filter((country) => country.id !== "010") };
  const borders = topojson.mesh(world, world.objects.countries, (one, other) => one !== other);
  // Without holes: a city is drawn over its region.
  for (const region of regions.features) region.geometry.coordinates = region.geometry.coordinates.map((polygon) => [polygon[0]]);
  return { ...canvas, inhabited, borders, regions };
};

/** Places of the text that have coordinates. A continent is no point: the one of Asia would lie in Tibet. */
export const placesOf = (annotated) =>
  entitiesOf(annotated, ["LOC"]).flatMap((entity) => {
    const place = entity.marks.map((mark) => mark.found?.place).find((one) => one && one.kind !== "continent" && one.latitude !== null && one.longitude !== null);
    return place ? [{ ...entity, at: [Number(place.longitude), Number(place.latitude)] }] : [];
  });

const projection = (d3, home, regions, inhabited, width, height) =>
  home
    ? d3.geoConicEqualArea().parallels([43, 53]).rotate([-67, 0]).fitExtent([[12, 12], [width - 12, height - 12]], regions)
    : d3.geoEqualEarth().rotate([-20, 0]).fitExtent([[2, 2], [width - 2, height - 2]], inhabited);

/** Draw `places`; act(place) is what pressing one does. */
export const drawMap = async (places, act) => {
  loaded ||= load();
  const { declutter, roving, zoomable, inhabited, borders, regions } = await loaded;
  const { d3 } = globalThis;
  const [svg, figure] = [byId("map-svg"), byId("map-figure")];
  const inside = ({ at: [lon, lat] }) => lon > 45 && lon < 89 && lat > 40 && lat < 56;
  const home = places.every((place) => inside(place) && d3.geoContains(regions, place.at));
  const width = Math.max(260, figure.clientWidth || 400);
  const height = Math.round(width * (home ? 0.62 : 0.52));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const project = projection(d3, home, regions, inhabited, width, height);
  const path = d3.geoPath(project.clipExtent([[-width, -height], [2 * width, 2 * height]]));
  const land = drawn("g", { class: "land" },
    drawn("path", { class: "country", d: path(inhabited) }),
    !home && drawn("path", { class: "border", d: path(borders) }),
    regions.features.map((region) => drawn("path", { class: "region", d: path(region) })));
  const most = Math.max(1, ...places.map((place) => place.marks.length));
  const items = places.slice(0, 300).map((place) => {
    const r = 3.5 + 7 * Math.sqrt(place.marks.length / most);
    const label = drawn("text", {}, excerpt(place.name, 60));
    const mark = drawn("g", { class: "node place", role: "button", "aria-label": t("node_place", { name: place.name, n: grouped(place.marks.length) }) },
      drawn("title", {}, place.name), drawn("circle", { r }), label);
    mark.addEventListener("click", () => act(place));
    return { at: project(place.at), r, label, texts: [excerpt(place.name, 60)], mark };
  });
  svg.replaceChildren(land, drawn("g", { class: "nodes" }, items.map((item) => item.mark)));
  roving(items.map((item) => item.mark));
  zoomable(svg, figure, (transform) => {
    land.setAttribute("transform", transform);
    for (const item of items) {
      [item.x, item.y] = transform.apply(item.at);
      item.mark.setAttribute("transform", `translate(${item.x.toFixed(1)},${item.y.toFixed(1)})`);
    }
    declutter(items, width, height);
  }, [1, 30]).to(d3.zoomIdentity);
};
