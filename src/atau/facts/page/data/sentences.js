// A sentence with its mentions highlighted, and the panel that shows sentences and cards.

// Offsets count code points, strings of JavaScript UTF-16 code units.
const painted = (letters, marks, start, end, span) => {
  const pieces = [];
  let position = start;
  for (let index = 0; index < marks.length; index++) {
    const [from, to, label] = marks[index];
    if (from < position || to > end) continue;
    const inner = marks.slice(index + 1).filter((mark) => mark[0] >= from && mark[1] <= to);
    const mark = element("mark", { "data-label": label, class: from >= span[1] || to <= span[0] ? "faint" : null, title: known("label." + label, t("label.other")) });
    mark.style.setProperty("--c", colors[label] || fallback);
    mark.append(...painted(letters, inner, from, to, span));
    pieces.push(letters.slice(position, from).join(""), mark);
    position = to;
  }
  pieces.push(letters.slice(position, end).join(""));
  return pieces;
};

const sentenceMarks = (number) => {
  const [sentence, from, to, ...flat] = data.evidence[number];
  const marks = [];
  for (let index = 0; index < flat.length; index += 3) marks.push(flat.slice(index, index + 3));
  marks.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return [data.sentences[sentence], marks, [from, to]];
};

const quoted = (number) => {
  const [[, , text], marks, span] = sentenceMarks(number);
  const letters = Array.from(text);
  return element("p", { class: "quote", lang: "kk" }, painted(letters, marks, 0, letters.length, span));
};

const source = (number) => {
  const [[documentNumber, offset]] = sentenceMarks(number);
  const document = data.documents[documentNumber];
  return element("footer", { class: "source" },
    element("button", { type: "button", class: "link document", onclick: () => openDocument(documentNumber) }, document.title),
    document.date && element("time", { datetime: document.date }, shownDate(document.date)),
    document.site && element("span", {}, document.site),
    document.url && outside(document),
    element("span", { class: "offset" }, t("offset", { n: grouped(offset) })));
};

const outside = (document) =>
  element("a", { href: document.url, target: "_blank", rel: "noopener noreferrer", class: "outside" }, t("open") + " ↗");

// One sentence may state several things, such as an appointment and an office: it is shown once.
const sentenceList = (numbers, note) => {
  const once = new Map();
  for (const number of numbers) {
    const sentence = data.evidence[number][0];
    once.set(sentence, [...(once.get(sentence) || []), number]);
  }
  return element("div", { class: "sentences" }, [...once.values()].map((same) => {
    const said = note ? [...new Set(same.map(note))].join("; ") : "";
    return element("article", {}, said && element("p", { class: "when" }, said), quoted(same[0]), source(same[0]));
  }));
};

const panel = byId("panel");
const visited = [];
let opener = null;

const showPanel = (draw) => {
  byId("panel-body").replaceChildren(...draw().flat().filter(Boolean));
  byId("panel-back").hidden = visited.length < 2;
  if (!panel.open) {
    opener = document.activeElement;
    panel.showModal();
  }
  panel.scrollTop = 0;
  byId("panel-body").querySelector("h2")?.focus();
};
const openPanel = (draw) => {
  visited.push(draw);
  showPanel(draw);
};
byId("panel-back").addEventListener("click", () => {
  visited.pop();
  showPanel(visited[visited.length - 1]);
});
byId("panel-close").addEventListener("click", () => panel.close());
panel.addEventListener("click", (event) => {
  if (event.target === panel) panel.close();
});
panel.addEventListener("close", () => {
  visited.length = 0;
  // What opened the panel may have been drawn anew.
  if (opener && opener.isConnected) opener.focus();
});
const panelHead = (kind, name) => [
  element("p", { class: "kicker " + kind }, t("kind." + kind)),
  element("h2", { id: "panel-title", tabindex: "-1" }, name),
];
