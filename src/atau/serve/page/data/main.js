// The page: joins the form, the text, the card, the lists beside the text and the downloads.
import { drawAmounts } from "./amounts.js";
import { hideCard } from "./card.js";
import { announce, byId, calm, element } from "./dom.js";
import { CannotHold, fileName, formats, save } from "./downloads.js";
import { Editor } from "./editor.js";
import { drawFilters, drawScore, listenScore, markShown } from "./filters.js";
import { drawFailures, listen } from "./input.js";
import { drawMap, placesOf } from "./map.js";
import { drawNetwork, networkOf } from "./network.js";
import { drawFacts, drawNames, drawPeople } from "./side.js";
import { TextView } from "./text_view.js";
import { applyWords, excerpt, grouped, language, preferred, settings, t } from "./words.js";

const texts = [];
const chosen = { text: null, model: null };

const view = new TextView(byId("reading"), markShown);
const editor = new Editor(view, () => drawAround());

// --- leading to a place of the text -----------------------------------------------------------------

const glow = globalThis.CSS?.highlights && new Highlight();
if (glow) CSS.highlights.set("sentence", glow);

/** Show characters `start`–`end` (code points), the window at `at`. */
const lead = (start, end, at = start) => {
  const { offsets } = chosen.text;
  const range = view.range(offsets.toUnits(start), offsets.toUnits(end));
  const place = view.range(offsets.toUnits(at), offsets.toUnits(at)).startContainer.parentElement;
  place.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
  hideCard();
  if (glow) {
    glow.clear();
    glow.add(range);
    editor.caret(offsets.toUnits(at));
  } else {
    view.host.focus({ preventScroll: true });
    view.select(offsets.toUnits(start), offsets.toUnits(end));
  }
  announce(t("said_led", { text: chosen.text.text.slice(offsets.toUnits(start), offsets.toUnits(end)) }));
};

// --- what is drawn --------------------------------------------------------------------------------

/** All that depends on the marks and is not the text. */
const drawAround = () => {
  const { text } = chosen;
  byId("undo").disabled = !text?.past.length;
  byId("redo").disabled = !text?.future.length;
  byId("corrected").hidden = !text?.corrected;
  drawFilters(text?.marks || [], filtered);
  if (!text) return;
  drawDocuments();
  drawLists();
};

/** What the filters change beside the text. */
const drawLists = () => {
  const { text } = chosen;
  const leadToMark = (mark) => editor.lead(mark);
  drawCount();
  drawPeople(text, lead);
  drawAmounts(text, leadToMark);
  drawFacts(text, lead);
  drawNames(text, leadToMark);
  drawFigures();
};

const drawCount = () => {
  const { marks } = chosen.text;
  const n = marks.filter(markShown).length;
  byId("count").textContent = n === marks.length ? t("marks", { n: grouped(n) }) : t("marks_of", { n: grouped(n), all: grouped(marks.length) });
};

const drawFigures = () => {
  const places = placesOf(chosen.text);
  const network = networkOf(chosen.text);
  byId("map").hidden = places.length === 0;
  byId("network").hidden = network.edges.length === 0;
  if (places.length) drawMap(places, (place) => editor.lead(place.marks[0])).catch(() => { byId("map").hidden = true; });
  if (network.edges.length) drawNetwork(network, lead).catch(() => { byId("network").hidden = true; });
};

const drawDocuments = () => {
  byId("documents").replaceChildren(...texts.map((text, number) =>
    element("li", {}, element("button", { type: "button", "aria-current": text === chosen.text ? "true" : null, onclick: () => open(number) },
      element("span", { class: "name", dir: "auto", title: text.name }, text.headline || text.name),
      text.corrected && element("span", { class: "dot", title: t("corrected"), role: "img", "aria-label": t("corrected") }),
      element("span", { class: "count" }, grouped(text.marks.length))))));
  byId("documents-title").textContent = t("documents", { n: grouped(texts.length) });
  byId("documents-box").hidden = texts.length < 2;
  byId("all").hidden = texts.length < 2;
};

const open = (number) => {
  chosen.text = texts[number] || null;
  byId("result").hidden = !chosen.text;
  document.querySelector(".skip").href = chosen.text ? "#reading" : "#text";
  if (glow) glow.clear();
  if (!chosen.text) return drawAround();
  byId("title").textContent = excerpt(chosen.text.title, 200);
  byId("reading").setAttribute("aria-label", t("text_of", { name: chosen.text.name }));
  editor.open(chosen.text);
  drawAround();
};

// The slider moves faster than a long text is listed.
let waiting = null;
const filtered = () => {
  view.refreshAll();
  editor.filtered();
  if (chosen.text) drawCount();
  clearTimeout(waiting);
  waiting = setTimeout(() => chosen.text && drawLists(), 100);
};

const drawModel = () => {
  const { model } = chosen;
  const words = model && [model.name, model.version].filter((part) => part !== undefined && part !== null).join(" ");
  byId("model").textContent = words ? t("model", { model: words }) : "";
};

/** Everything in the language of the page. */
const speak = (code) => {
  language.code = code;
  document.documentElement.lang = code;
  document.title = t("page_title");
  applyWords(document);
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === code));
  byId("version").textContent = settings.version;
  drawScore();
  drawFailures();
  drawModel();
  view.refreshAll({ words: true });
  if (chosen.text) {
    byId("reading").setAttribute("aria-label", t("text_of", { name: chosen.text.name }));
    hideCard();
    drawAround();
  } else drawFilters([], filtered);
};

// --- what is pressed ------------------------------------------------------------------------------

const download = (all) => {
  const format = formats[byId("format").value];
  const wanted = all ? texts : [chosen.text];
  const note = byId("download-note");
  note.hidden = true;
  try {
    const content = format.write(wanted);
    save(fileName(all ? "atau" : chosen.text.name, format.ending(wanted)), format.type, content);
    for (const text of wanted) text.saved = text.marks;
    announce(t("said_saved"));
  } catch (error) {
    if (!(error instanceof CannotHold)) throw error;
    note.hidden = false;
    note.textContent = t(error.key, error.values);
  }
};

const clear = () => {
  if (texts.some((text) => text.unsaved) && !confirm(t("confirm_clear"))) return;
  texts.length = 0;
  open(-1);
  drawDocuments();
  byId("text").value = "";
  byId("text").focus();
};

/** Lead to what was read. A button that waits loses the focus: the keyboard goes on from the title, not from the top. */
const arrive = () => {
  byId("result").scrollIntoView({ behavior: calm() ? "auto" : "smooth" });
  if (document.activeElement === document.body) byId("title").focus({ preventScroll: true });
};

const listenAll = () => {
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      speak(button.dataset.language);
      const address = new URL(location.href);
      address.searchParams.set("lang", button.dataset.language);
      history.replaceState(null, "", address);
    });
  }
  byId("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  listenScore(filtered);
  byId("tags").addEventListener("change", () => byId("reading").classList.toggle("bare", !byId("tags").checked));
  byId("undo").addEventListener("click", () => editor.again(-1));
  byId("redo").addEventListener("click", () => editor.again(1));
  byId("save").addEventListener("click", () => download(false));
  byId("save-all").addEventListener("click", () => download(true));
  byId("print").addEventListener("click", () => print());
  byId("clear").addEventListener("click", clear);
  addEventListener("beforeunload", (event) => {
    if (texts.some((text) => text.unsaved)) event.preventDefault();
  });
  listen({
    add: (annotated) => {
      texts.push(annotated);
      if (texts.length === 1 || !chosen.text || chosen.fresh) open(texts.length - 1);
      else drawDocuments();
      if (chosen.fresh) arrive();
      chosen.fresh = false;
    },
    model: (model) => {
      chosen.model = model;
      drawModel();
    },
    begun: () => { chosen.fresh = true; },
  });
};

const begin = async () => {
  Object.assign(settings, await (await fetch(new URL("settings.json", import.meta.url))).json());
  speak(preferred(navigator.languages));
  listenAll();
  document.documentElement.classList.add("ready");
};

begin();
