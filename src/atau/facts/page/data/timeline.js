// People and their offices over time. A point is a sentence: full where the text says the date, hollow where only the
// date of the document is known. A line joins the first and the last; nothing is drawn beyond what is stated.
const ENDS = ["dismissed", "former", "deceased"];
const BEGINS = ["appointed", "elected"];

const timelinePeople = () => {
  const people = new Map();
  for (const row of data.offices) {
    if (!officeShown(row)) continue;
    if (!people.has(row.person)) people.set(row.person, []);
    people.get(row.person).push(row);
  }
  const all = [...people].map(([person, rows]) => ({
    person, rows,
    total: rows.reduce((sum, row) => sum + row.total, 0),
    last: rows.flatMap((row) => row.dates).reduce((a, b) => (a > b ? a : b), ""),
  }));
  const order = byId("timeline-order").value;
  const by = {
    total: (a, b) => b.total - a.total || nameOf(a.person).localeCompare(nameOf(b.person), "kk"),
    name: (a, b) => nameOf(a.person).localeCompare(nameOf(b.person), "kk"),
    last: (a, b) => b.last.localeCompare(a.last) || b.total - a.total,
  };
  for (const item of all) item.rows.sort((a, b) => (a.dates[0] || "9999").localeCompare(b.dates[0] || "9999") || a.number - b.number);
  return all.sort(by[order]);
};

const timeScale = (people) => {
  const ends = people.flatMap((item) => item.rows.flatMap((row) => row.dates.filter(inPeriod).map(period)));
  if (!ends.length) return null;
  let [begin, end] = [d3.min(ends, (one) => one[0]), d3.max(ends, (one) => one[1])];
  const room = Math.max((end - begin) * 0.02, 15 * 864e5);
  return d3.scaleUtc([begin - room, end + room], [0, 100]);
};
const tickText = (date) => {
  const [year, month, day] = date.toISOString().slice(0, 10).split("-");
  if (day !== "01") return shownDate([year, month, day].join("-"));
  return month === "01" ? year : shownDate(year + "-" + month);
};
const across = (made, scale, at) => {
  made.style.setProperty("--at", scale(at).toFixed(3) + "%");
  return made;
};
const stretch = (className, scale, begin, end) => {
  const made = across(element("span", { class: className }), scale, begin);
  made.style.setProperty("--wide", (scale(end) - scale(begin)).toFixed(3) + "%");
  return made;
};

const track = (row, scale, ticks) => {
  const times = row.times.filter((time) => time[1] && inPeriod(time[1]));
  const box = element("div", { class: "track" }, ticks.map((tick) => across(element("span", { class: "tick" }), scale, tick)));
  const middles = times.map((time) => d3.mean(period(time[1])));
  if (middles.length > 1) box.append(stretch("line " + row.status, scale, d3.min(middles), d3.max(middles)));
  times.forEach((time, index) => {
    const [begin, end] = period(time[1]);
    if (scale(end) - scale(begin) > 1.5) box.append(stretch("about", scale, begin, end));
    const shape = ENDS.includes(time[0]) ? "end" : BEGINS.includes(time[0]) ? "begin" : "";
    box.append(across(element("button", {
      type: "button", class: ["point", time[0], shape, time[2] ? "said" : "dated"].join(" "), title: when(time),
      "aria-label": row.office + ": " + when(time), onclick: () => openOffice(row.number),
    }), scale, middles[index]));
  });
  return box;
};

// The words at the ends of the axis are moved inwards: those that would stand on the one before go.
const thinOut = (labels) => {
  let edge = -Infinity;
  for (const label of labels) {
    const { left, right, width } = label.getBoundingClientRect();
    if (width && left < edge + 6) label.remove();
    else edge = right;
  }
};

const drawTimeline = () => {
  const people = timelinePeople();
  const scale = timeScale(people);
  // Those of whom no date is known are in the table.
  const dated = people.filter((item) => item.rows.some((row) => row.dates.some(inPeriod)));
  byId("timeline-undated").textContent = dated.length < people.length ? t("timeline_undated", { n: grouped(people.length - dated.length) }) : "";
  for (const name of ["axis", "legend"]) byId("timeline-" + name).hidden = dated.length === 0;
  const wide = byId("timeline-list").clientWidth;
  const ticks = scale ? scale.ticks(wide < 600 ? 4 : 8) : [];
  byId("timeline-axis").replaceChildren(element("div", { class: "track" }, ticks.map((tick) =>
    across(element("span", { class: "year" + (scale(tick) > 95 ? " last" : scale(tick) < 5 ? " first" : "") }, tickText(tick)), scale, tick))));
  thinOut(byId("timeline-axis").querySelectorAll(".year"));
  const lane = (row) => element("div", { class: "lane" },
    element("div", { class: "what" },
      element("button", { type: "button", class: "link office", lang: "kk", onclick: () => openOffice(row.number) }, row.office),
      element("small", {}, [nameOf(row.organisation), nameOf(row.place)].filter(Boolean).join(", "))),
    row.dates.some(inPeriod) ? track(row, scale, ticks) : element("div", { class: "track none" }, t("undated")));
  paged(byId("timeline-list"), byId("timeline-more"), byId("timeline-count"), dated, (item) => element("li", { class: "life" },
    element("div", { class: "who" }, entityButton(item.person)), element("div", { class: "lanes" }, item.rows.slice(0, 12).map(lane),
      item.rows.length > 12 && element("p", { class: "muted" }, t("shown", { n: 12, all: grouped(item.rows.length) })))), 12);
};
byId("timeline-order").addEventListener("input", drawTimeline);
sections.push({ id: "timeline", draw: drawTimeline, empty: () => data.offices.length === 0 });
