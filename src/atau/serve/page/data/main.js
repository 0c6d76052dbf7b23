// The page: joins the form, the text, the card, the lists beside the text and the downloads.
import { hideCard } from "./card.js";
import { announce, byId, calm, element } from "./dom.js";
import { CannotHold, fileName, formats, save } from "./downloads.js";
import { Editor } from "./editor.js";
import { drawFailures, listen } from "./input.js";
import { drawMap, placesOf } from "./map.js";
import { drawNetwork, networkOf } from "./network.js";
import { drawFacts, drawFilters, drawNames, drawPeople } from "./side.js";
import { TextView } from "./text_view.js";
import { applyWords, grouped, language, percent, preferred, settings, t } from "./words.js";

const texts = [];
const chosen = { off: new Set(), score: 0, text: null, model: null };

const shown = (mark) =>
  !chosen.off.has(mark.label) && (chosen.score === 0 || !mark.found || mark.found.score === null || Number(mark.found.score) * 100 >= chosen.score);

const view = new TextView(byId("reading"), shown);
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
  drawFilters(text, chosen, filtered);
  if (!text) return;
  drawDocuments();
  drawPeople(text, lead);
  drawNames(text, (mark) => editor.lead(mark));
  drawFacts(text, lead);
  drawFigures();
  byId("count").textContent = counted(text);
};

const counted = (text) => {
  const marks = text.marks.filter(shown);
  return marks.length === text.marks.length ? t("marks", { n: grouped(marks.length) }) : t("marks_of", { n: grouped(marks.length), all: grouped(text.marks.length) });
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
      element("span", { class: "name", dir: "auto" }, text.name),
      text.corrected && element("span", { class: "dot", title: t("corrected"), role: "img", "aria-label": t("corrected") }),
      element("span", { class: "count" }, grouped(text.marks.length))))));
  byId("documents-title").textContent = t("documents", { n: grouped(texts.length) });
  byId("documents-box").hidden = texts.length < 2;
  byId("all").hidden = texts.length < 2;
};

const open = (number) => {
  chosen.text = texts[number] || null;
  byId("result").hidden = !chosen.text;
  if (glow) glow.clear();
  if (!chosen.text) return drawAround();
  byId("title").textContent = titleOf(chosen.text);
  byId("reading").setAttribute("aria-label", t("text_of", { name: chosen.text.name }));
  editor.open(chosen.text);
  drawAround();
};

const titleOf = (text) => {
  const title = text.record.meta?.title;
  return typeof title === "string" && title.trim() ? title : text.name;
};

const filtered = () => {
  view.refreshAll();
  if (chosen.text) byId("count").textContent = counted(chosen.text);
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
  } else drawFilters(null, chosen, filtered);
};

const drawScore = () => {
  const words = chosen.score ? t("at_least", { score: percent(chosen.score / 100) }) : t("any_score");
  byId("score-words").textContent = words;
  byId("score").setAttribute("aria-valuetext", words);
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
  byId("score").addEventListener("input", () => {
    chosen.score = Number(byId("score").value);
    drawScore();
    filtered();
  });
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
      if (chosen.fresh) byId("result").scrollIntoView({ behavior: calm() ? "auto" : "smooth" });
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
