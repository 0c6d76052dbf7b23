// What a person does with the marks: by mouse, touch or keyboard, each step can be undone.
import { cardShown, hideCard, peeking, showMark, showSelection } from "./card.js";
import { announce, byId } from "./dom.js";
import { makeMark, problemOf } from "./marks.js";
import { nextEdge, wholeWords } from "./offsets.js";
import { amountWords, labelWords, settings, t } from "./words.js";

export class Editor {
  /** view: the `TextView`. changed(): after every change of marks. */
  constructor(view, changed) {
    this.view = view;
    this.changed = changed;
    this.annotated = null;
    this.mark = null;
    this.selected = null;
    // Where the page itself has set the caret; whether the pointer is selecting.
    this.expected = null;
    this.dragging = false;
    this.placing = false;
    this.acts = { label: this.label.bind(this), moveEdge: this.moveEdge.bind(this), remove: this.remove.bind(this), close: this.close.bind(this), next: () => this.step(1), previous: () => this.step(-1) };
    document.addEventListener("selectionchange", () => this.followed());
    view.host.addEventListener("keydown", (event) => this.key(event));
    byId("card").addEventListener("keydown", (event) => this.key(event));
    view.host.addEventListener("pointerover", (event) => this.hovered(event));
    view.host.addEventListener("pointerleave", () => peeking() && hideCard());
    view.host.addEventListener("focus", () => this.followed());
    view.host.addEventListener("pointerdown", () => { this.dragging = true; });
    document.addEventListener("pointerdown", (event) => this.outside(event.target));
    for (const name of ["pointerup", "pointercancel"]) {
      addEventListener(name, () => {
        if (!this.dragging) return;
        this.dragging = false;
        const selected = view.selection();
        if (selected && selected.start !== selected.end) this.followed();
      });
    }
    view.host.addEventListener("click", (event) => this.clicked(event));
  }
  open(annotated) {
    this.annotated = annotated;
    this.mark = this.selected = null;
    hideCard();
    this.view.set(annotated.text, annotated.marks);
  }
  hovered(event) {
    if (event.pointerType === "touch" || event.buttons || (cardShown() && !peeking())) return;
    const mark = this.view.markOf(event.target);
    if (!mark) hideCard();
    else showMark(this.view, mark, { peek: true, cluster: this.person(mark), edit: this.acts, rectangle: this.rectangle(mark.start, mark.end) });
  }
  /** A click chooses the mark under it; its tag, which is no text, gives the caret no place. */
  clicked(event) {
    const selected = this.view.selection();
    if (!this.annotated || (selected && selected.start !== selected.end)) return;
    const mark = this.view.markOf(event.target);
    if (mark && !(selected && selected.start >= mark.start && selected.start <= mark.end)) this.caret(mark.start);
    else this.expected = selected?.start ?? null;
    this.show(mark || (selected ? this.view.markAround(selected.start) : undefined));
  }
  /** The filters have changed: a mark that they hide is no longer chosen. */
  filtered() {
    if (this.mark && !this.view.shown(this.mark)) this.close();
  }
  /** A press beside the text and its card closes the card. */
  outside(target) {
    if (cardShown() && !this.view.host.contains(target) && !byId("card").contains(target)) this.close();
  }
  /** The caret or the selection moved. */
  followed() {
    if (!this.annotated || this.dragging || this.placing) return;
    // Of a card whose button is used, the mark stays chosen.
    if (byId("card").contains(document.activeElement)) return;
    const selected = document.activeElement === this.view.host ? this.view.selection() : null;
    // The browser tells of a caret that the page itself has set, later.
    if (!selected || (selected.start === selected.end && selected.start === this.expected)) return;
    this.expected = null;
    if (selected.start === selected.end) this.show(this.view.markAround(selected.start));
    else {
      const exact = this.annotated.marks.find((mark) => mark.start === selected.start && mark.end === selected.end && this.view.shown(mark));
      if (exact) this.show(exact);
      else this.ask(selected);
    }
  }
  ask(selected) {
    const words = wholeWords(this.annotated.text, selected.start, selected.end);
    if (!words) return this.show(undefined);
    const [start, end] = words;
    this.mark = null;
    this.selected = { start, end };
    this.view.choose(null);
    const points = this.annotated.offsets.toPoints(end) - this.annotated.offsets.toPoints(start);
    showSelection(this.annotated.text.slice(start, end), { edit: this.acts, words: points, rectangle: this.rectangle(start, end) });
  }
  show(mark) {
    const same = mark && mark === this.mark && cardShown() && !peeking();
    this.selected = null;
    this.mark = mark || null;
    this.view.choose(this.mark);
    if (!mark) return hideCard();
    showMark(this.view, mark, { cluster: this.person(mark), edit: this.acts, rectangle: this.rectangle(mark.start, mark.end) });
    if (!same) announce(this.words(mark));
  }
  words(mark) {
    const found = mark.found || {};
    return [labelWords(mark.label), this.annotated.text.slice(mark.start, mark.end), found.normal, amountWords(found.quantity)].filter(Boolean).join(", ");
  }
  person(mark) {
    const cluster = mark.found?.cluster;
    const person = cluster && (this.annotated.record.people || []).find((one) => one.cluster === cluster);
    return person ? [person.name, ...person.offices].filter((words) => words !== mark.found.normal).join(", ") : "";
  }
  rectangle(start, end) {
    const all = this.view.range(start, end).getClientRects();
    return all[all.length - 1] || this.view.host.getBoundingClientRect();
  }
  /** `label` for what is selected or, where a mark is chosen, for that. */
  label(label) {
    if (this.selected) this.replace(null, makeMark(this.selected.start, this.selected.end, label, null, "new"), "said_marked");
    else if (this.mark && this.mark.label !== label) this.replace(this.mark, makeMark(this.mark.start, this.mark.end, label, null, "label"), "said_label");
  }
  moveEdge(edge, step) {
    if (!this.mark) return;
    const { text } = this.annotated;
    const { start, end } = this.mark;
    const place = nextEdge(text, edge === "start" ? start : end, step, edge === "end");
    if (place === null) return this.refuse("no_further");
    const [from, to] = edge === "start" ? [place, end] : [start, place];
    if (from >= to) return this.refuse("no_empty");
    this.replace(this.mark, makeMark(from, to, this.mark.label, null, "edges"), "said_moved");
  }
  remove() {
    if (!this.mark) return;
    const [gone, inText] = [this.mark, byId("card").contains(document.activeElement)];
    this.annotated.change(gone, null);
    this.mark = null;
    hideCard();
    this.update();
    announce(t("said_deleted", { text: this.annotated.text.slice(gone.start, gone.end) }));
    if (inText) this.caret(gone.start);
  }
  replace(old, made, said) {
    const problem = problemOf(this.annotated.text, this.annotated.marks.filter((mark) => mark !== old), made);
    if (problem) return this.refuse(...problem);
    this.annotated.change(old, made);
    this.selected = null;
    this.mark = made;
    this.update();
    if (document.activeElement === this.view.host) this.caret(made.start);
    this.show(made);
    announce(t(said, { label: labelWords(made.label), text: this.annotated.text.slice(made.start, made.end) }));
  }
  refuse(key, values = {}) {
    const named = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name === "text" ? value : labelWords(value)]));
    const note = byId("card").querySelector(".refused") || document.createElement("p");
    note.className = "refused";
    note.textContent = t(key, named);
    byId("card").append(note);
    announce(note.textContent);
  }
  update() {
    this.view.update(this.annotated.marks);
    this.changed();
  }
  again(step) {
    if (!this.annotated) return;
    const done = step < 0 ? this.annotated.undo() : this.annotated.redo();
    if (!done) return announce(t(step < 0 ? "said_no_undo" : "said_no_redo"));
    this.mark = this.selected = null;
    hideCard();
    this.update();
    announce(t(step < 0 ? "said_undone" : "said_redone"));
  }
  /** To the next mark (1) or the one before (-1) of those that are shown. */
  step(step) {
    const shown = this.view.marks.filter(this.view.shown);
    if (!shown.length) return;
    const at = this.mark ? shown.indexOf(this.mark) : this.view.selection()?.start ?? 0;
    let number = this.mark ? at + step : step > 0 ? shown.findIndex((mark) => mark.start >= at) : shown.findLastIndex((mark) => mark.end <= at);
    if (!this.mark && number < 0) number = step > 0 ? 0 : shown.length - 1;
    this.lead(shown[(number + shown.length) % shown.length]);
  }
  /** Bring a mark into view and choose it. */
  lead(mark) {
    const inCard = byId("card").contains(document.activeElement);
    this.view.elementOf(mark)?.scrollIntoView({ block: "center" });
    if (!inCard) this.caret(mark.start);
    this.show(mark);
  }
  caret(at) {
    this.placing = true;
    this.view.host.focus({ preventScroll: true });
    this.view.select(at, at);
    this.placing = false;
    this.expected = at;
  }
  close() {
    const back = byId("card").contains(document.activeElement);
    const at = this.mark?.start ?? this.selected?.start ?? 0;
    this.mark = this.selected = null;
    this.view.choose(null);
    hideCard();
    if (back) this.caret(at);
  }
  key(event) {
    if (event.key === "Escape" && cardShown()) {
      event.preventDefault();
      return this.close();
    }
    const command = event.ctrlKey || event.metaKey;
    const inText = event.currentTarget === this.view.host;
    // By the place of the key: a Kazakh keyboard has letters where others have digits.
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    let act = null;
    if (command && event.code === "KeyZ") act = () => this.again(event.shiftKey ? 1 : -1);
    else if (command && event.code === "KeyY") act = () => this.again(1);
    else if (command || event.altKey) return;
    else if (digit && settings.labels[digit[1] - 1] && (this.mark || this.selected)) act = () => this.label(settings.labels[digit[1] - 1].name);
    else if (event.key === "Delete" || (event.key === "Backspace" && inText)) act = () => this.remove();
    else if (inText && event.key === "Enter" && cardShown()) act = () => byId("card").querySelector("[data-do=label]").focus();
    else if (inText && event.code === "KeyN") act = () => this.step(1);
    else if (inText && event.code === "KeyP") act = () => this.step(-1);
    else if (inText && (event.code === "BracketLeft" || event.code === "BracketRight")) {
      act = () => this.moveEdge(event.shiftKey ? "start" : "end", event.code === "BracketLeft" ? -1 : 1);
    }
    if (!act) return;
    event.preventDefault();
    act();
  }
}
