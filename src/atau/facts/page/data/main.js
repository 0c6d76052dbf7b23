// Language, filters, and drawing it all.
const draw = () => {
  for (const section of sections) {
    const empty = section.empty();
    byId(section.id).hidden = empty;
    document.querySelector(`nav a[href="#${section.id}"]`).hidden = empty;
    if (!empty) section.draw();
  }
};

const drawFrame = () => {
  document.documentElement.lang = state.language;
  for (const [attribute, set] of [
    ["data-t", (node, text) => { node.textContent = text; }],
    ["data-t-label", (node, text) => node.setAttribute("aria-label", text)],
    ["data-t-placeholder", (node, text) => node.setAttribute("placeholder", text)],
  ]) for (const node of document.querySelectorAll(`[${attribute}]`)) set(node, t(node.getAttribute(attribute)));
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", button.dataset.language === state.language);
  const years = data.documents.map((item) => item.date).filter(Boolean).sort();
  byId("span").textContent = years.length ? shownDate(years[0]) + (years[0] === years[years.length - 1] ? "" : " – " + shownDate(years[years.length - 1])) : "";
  byId("tiles").replaceChildren(...["documents", "people", "organisations", "places", "holdings", "amounts"].map((name) =>
    element("li", {}, element("b", {}, grouped(data.totals[name])), " ", element("span", {}, t("total." + name)))));
  byId("left-out").replaceChildren(...Object.entries(data.left_out).map(([name, count]) =>
    element("li", {}, t("left_out", { what: t("total." + name), n: grouped(count), all: grouped(data.totals[name]) }))));
  byId("notes").hidden = Object.keys(data.left_out).length === 0;
  const statuses = [...new Set(data.offices.flatMap((row) => row.times.map((time) => time[0])))];
  byId("status").replaceChildren(element("option", { value: "" }, t("any")), ...statuses.map((status) => element("option", { value: status }, t("status." + status))));
  byId("status").value = state.status;
  const dates = [...data.offices.flatMap((row) => row.dates), ...years, ...data.amounts.flatMap((group) => group.items.map((item) => item.date))];
  const listed = [...new Set(dates.filter(Boolean).map((date) => date.slice(0, 4)))].sort();
  for (const name of ["from", "to"]) {
    byId(name).replaceChildren(element("option", { value: "" }, t("any_year")), ...listed.map((year) => element("option", { value: year }, year)));
    byId(name).value = state[name];
  }
};

const update = () => {
  byId("reset").hidden = !(state.query || state.from || state.to || state.status);
  draw();
};

let waiting = 0;
byId("query").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    state.query = folded(byId("query").value.trim());
    update();
  }, 120);
});
for (const name of ["from", "to", "status"]) {
  byId(name).addEventListener("input", () => {
    state[name] = byId(name).value;
    update();
  });
}
byId("reset").addEventListener("click", () => {
  Object.assign(state, { query: "", from: "", to: "", status: "" });
  for (const name of ["query", "from", "to", "status"]) byId(name).value = "";
  update();
  byId("query").focus();
});

// A page opened from a file may have no storage.
const remembered = (value) => {
  try {
    if (value) localStorage.setItem("atau-language", value);
    return localStorage.getItem("atau-language");
  } catch {
    return null;
  }
};
const speak = (language) => {
  state.language = language;
  if (panel.open) panel.close();
  drawFrame();
  update();
};
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => speak(remembered(button.dataset.language) || button.dataset.language));
}

let width = window.innerWidth;
window.addEventListener("resize", () => {
  // On a phone the height changes as the address bar comes and goes.
  if (window.innerWidth === width) return;
  width = window.innerWidth;
  clearTimeout(waiting);
  waiting = setTimeout(draw, 150);
});

const wanted = [remembered(), ...(navigator.languages || [])].map((code) => (code || "").slice(0, 2)).find((code) => code in texts);
speak(wanted || "kk");
document.body.classList.add("ready");
