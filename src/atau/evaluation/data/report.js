"use strict";
(() => {
  const source = document.getElementById("errors-data");
  const list = document.getElementById("error-list");
  if (!source || !list) return;
  const data = JSON.parse(source.textContent);
  const PAGE = 20;
  const names = {
    missed: "missed", spurious: "spurious", type: "wrong type", boundary: "wrong boundary",
    "type+boundary": "wrong type and boundary",
  };
  const byId = (id) => document.getElementById(id);
  const filters = ["kind", "type", "layer", "order", "search"].map((name) => byId("filter-" + name));
  const [kind, type, layer, order, search] = filters;
  const count = byId("error-count");
  const more = byId("error-more");
  const state = { cell: null, shown: PAGE };

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  // Offsets count code points, JavaScript's strings UTF-16 code units.
  const paint = (context, marks, focus) => {
    const letters = Array.from(context.text);
    const paragraph = element("p");
    paragraph.lang = "kk";
    let position = 0;
    for (const [start, end, label] of [...marks].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (start < position) continue;
      paragraph.append(letters.slice(position, start).join(""));
      const mark = element("mark", focus && focus[0] === start && focus[1] === end ? "focus" : "");
      mark.style.setProperty("--c", data.colors[label] || data.fallback);
      mark.append(letters.slice(start, end).join(""), element("sup", "", label));
      paragraph.append(mark);
      position = end;
    }
    paragraph.append(letters.slice(position).join(""));
    return paragraph;
  };

  const side = (title, error, name) => {
    const box = element("div");
    box.append(element("h4", "", title));
    const own = error[name];
    if (error.context === null) {
      box.append(element("p", own ? "" : "empty", own ? `${own.label} ${own.start}–${own.end}` : "nothing"));
      return box;
    }
    const context = data.contexts[error.context];
    const focus = own ? [own.start - context.start, own.end - context.start, own.label] : null;
    const marks = error.layer === "nested" ? (focus ? [focus] : []) : context[name];
    box.append(paint(context, marks, focus));
    return box;
  };

  const card = (error) => {
    const box = element("article", "card");
    const head = element("div", "head");
    head.append(element("span", "badge " + (error.kind === "type+boundary" ? "both" : error.kind), names[error.kind]));
    const labels = [error.gold, error.predicted].map((mention) => (mention ? mention.label : "–"));
    head.append(element("span", "", labels[0] === labels[1] ? labels[0] : labels.join(" → ")));
    if (error.layer === "nested") head.append(element("span", "muted", "nested"));
    if (error.predicted && error.predicted.score !== null) {
      head.append(element("span", "muted", "confidence " + error.predicted.score.toFixed(2)));
    }
    if (error.predicted && error.predicted.source) head.append(element("span", "muted", error.predicted.source));
    head.append(element("span", "muted", error.document));
    const sides = element("div", "sides");
    sides.append(side("Gold", error, "gold"), side("Prediction", error, "predicted"));
    box.append(head, sides);
    return box;
  };

  const label = (mention) => (mention ? mention.label : null);
  const matches = (error) => {
    if (kind.value && error.kind !== kind.value) return false;
    if (type.value && label(error.gold) !== type.value && label(error.predicted) !== type.value) return false;
    if (layer.value && error.layer !== layer.value) return false;
    if (state.cell) {
      const [gold, predicted] = state.cell;
      if ((label(error.gold) || "(spurious)") !== gold || (label(error.predicted) || "(missed)") !== predicted) return false;
      if (error.layer !== "outer") return false;
    }
    const wanted = search.value.trim().toLowerCase();
    if (!wanted) return true;
    const texts = [error.document, error.gold && error.gold.text, error.predicted && error.predicted.text,
      error.context === null ? "" : data.contexts[error.context].text, error.predicted && error.predicted.source];
    return texts.some((text) => text && text.toLowerCase().includes(wanted));
  };
  const score = (error) => (error.predicted && error.predicted.score !== null ? error.predicted.score : -1);

  const show = () => {
    let found = data.items.filter(matches);
    if (order.value === "confident") found = [...found].sort((a, b) => score(b) - score(a));
    const cell = state.cell ? `, gold ${state.cell[0]} predicted as ${state.cell[1]}` : "";
    count.textContent = `${found.length} of ${data.items.length} errors${cell}`;
    list.replaceChildren(...found.slice(0, state.shown).map(card));
    more.hidden = found.length <= state.shown;
    more.textContent = `Show ${Math.min(PAGE, found.length - state.shown)} more`;
    byId("filter-reset").hidden = !(kind.value || type.value || layer.value || search.value || state.cell);
  };
  const restart = () => { state.shown = PAGE; show(); };

  for (const control of filters) control.addEventListener("input", restart);
  more.addEventListener("click", () => { state.shown += PAGE; show(); });
  byId("filter-reset").addEventListener("click", () => {
    for (const control of [kind, type, layer, search]) control.value = "";
    state.cell = null;
    restart();
  });
  for (const button of document.querySelectorAll("button[data-gold]")) {
    button.addEventListener("click", () => {
      for (const control of [kind, type, layer, search]) control.value = "";
      state.cell = [button.dataset.gold, button.dataset.predicted];
      restart();
      byId("errors").scrollIntoView();
    });
  }
  show();
})();
