// The text with its marks. It is editable for the browser only so that it has a caret and can be selected with the
// keyboard; every change of the letters is refused, and what slips through is drawn anew.
import { chunkEnds, chunkOf } from "./chunks.js";
import { element } from "./dom.js";
import { markAt, nestedMarks } from "./marks.js";
import { labelShort } from "./words.js";

export class TextView {
  /** host: the element of the text. shown(mark): whether it passes the filters. */
  constructor(host, shown) {
    this.host = host;
    this.shown = shown;
    this.base = new WeakMap();
    this.chunks = [];
    this.marks = [];
    this.text = "";
    this.current = null;
    this.near = new IntersectionObserver((entries) => this.reached(entries), { rootMargin: "1200px 0px" });
    this.guard = new MutationObserver(() => this.redraw());
    host.addEventListener("beforeinput", (event) => event.preventDefault());
    host.addEventListener("dragover", (event) => event.preventDefault());
    for (const name of ["copy", "cut"]) host.addEventListener(name, (event) => this.copied(event));
    addEventListener("beforeprint", () => this.drawAll());
  }
  set(text, marks) {
    this.text = text;
    this.marks = marks;
    this.current = null;
    this.redraw();
  }
  redraw() {
    this.quietly(() => {
      this.near.disconnect();
      this.outer = nestedMarks(this.marks);
      this.ends = chunkEnds(this.text, this.outer);
      let start = 0;
      let first = 0;
      this.chunks = this.ends.map((end, number) => {
        let last = first;
        while (last < this.outer.length && this.outer[last].mark.start < end) last++;
        const node = element("div", { class: "chunk", dir: "auto" });
        const chunk = { number, start, end, node, items: this.outer.slice(first, last), drawn: false };
        [start, first] = [end, last];
        return chunk;
      });
      for (const chunk of this.chunks) this.drawChunk(chunk, chunk.number < 3);
      this.host.replaceChildren(...this.chunks.map((chunk) => chunk.node));
      for (const chunk of this.chunks) {
        chunk.node.__chunk = chunk;
        if (!chunk.drawn) this.near.observe(chunk.node);
      }
    });
  }
  /** Other marks of the same text: only the pieces in which they differ are drawn anew. */
  update(marks) {
    // To set a selection in the text takes the focus there.
    const selected = document.activeElement === this.host ? this.selection() : null;
    const before = new Set(this.marks);
    const after = new Set(marks);
    const changed = [...this.marks.filter((mark) => !after.has(mark)), ...marks.filter((mark) => !before.has(mark))];
    this.marks = marks;
    const outer = nestedMarks(marks);
    const touched = new Set(changed.map((mark) => chunkOf(this.ends, mark.start)));
    if (changed.some((mark) => chunkOf(this.ends, mark.start) !== chunkOf(this.ends, mark.end - 1))) this.redraw();
    else {
      this.quietly(() => {
        for (const number of touched) {
          const chunk = this.chunks[number];
          chunk.items = outer.filter((item) => item.mark.start >= chunk.start && item.mark.end <= chunk.end);
          this.drawChunk(chunk, true);
        }
      });
    }
    if (selected) this.select(selected.start, selected.end);
  }
  quietly(draw) {
    this.guard.disconnect();
    draw();
    this.guard.observe(this.host, { childList: true, characterData: true, subtree: true });
  }
  reached(entries) {
    for (const entry of entries) {
      const chunk = entry.target.__chunk;
      if (entry.isIntersecting && !chunk.drawn) this.quietly(() => this.keepingSelection(chunk, () => this.drawChunk(chunk, true)));
    }
  }
  keepingSelection(chunk, draw) {
    const focused = document.activeElement === this.host && chunk.node.contains(document.getSelection()?.anchorNode);
    const selected = focused ? this.selection() : null;
    draw();
    if (selected) this.select(selected.start, selected.end);
  }
  drawAll() {
    this.quietly(() => {
      for (const chunk of this.chunks) if (!chunk.drawn) this.drawChunk(chunk, true);
    });
  }
  drawChunk(chunk, withMarks) {
    chunk.drawn = withMarks;
    chunk.node.replaceChildren(...this.pieces(withMarks ? chunk.items : [], chunk.start, chunk.end));
    if (withMarks) this.near.unobserve(chunk.node);
  }
  pieces(items, start, end) {
    const found = [];
    let at = start;
    const words = (to) => {
      // A tab stands between cells of a table.
      for (const part of this.text.slice(at, to).split(/(\t)/).filter(Boolean)) {
        const node = document.createTextNode(part);
        this.base.set(node, at);
        at += part.length;
        found.push(part === "\t" ? element("span", { class: "tab" }, node) : node);
      }
    };
    for (const { mark, inner } of items) {
      words(mark.start);
      found.push(this.markElement(mark, inner));
      at = mark.end;
    }
    words(end);
    return found;
  }
  markElement(mark, inner) {
    const made = element("mark", { "data-label": mark.label, class: mark.change ? "changed" : null },
      this.pieces(inner, mark.start, mark.end),
      element("span", { class: "tag", contenteditable: "false" }, labelShort(mark.label)));
    made.__mark = mark;
    this.refresh(made);
    return made;
  }
  refresh(made) {
    made.classList.toggle("off", !this.shown(made.__mark));
    made.classList.toggle("current", made.__mark === this.current);
  }
  /** After a change of filters, language or choice. */
  refreshAll({ words = false } = {}) {
    this.quietly(() => {
      for (const made of this.host.querySelectorAll("mark")) {
        this.refresh(made);
        if (words) made.lastChild.textContent = labelShort(made.__mark.label);
      }
    });
  }
  choose(mark) {
    this.current = mark;
    for (const made of this.host.querySelectorAll("mark.current")) this.refresh(made);
    const made = mark && this.elementOf(mark);
    if (made) this.refresh(made);
  }
  elementOf(mark) {
    const chunk = this.chunkFor(mark.start);
    return [...chunk.node.querySelectorAll("mark")].find((made) => made.__mark === mark);
  }
  markOf(node) {
    const made = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("mark:not(.off)");
    return made && this.host.contains(made) ? made.__mark : undefined;
  }
  markAround(at, to = at) {
    return markAt(this.marks.filter(this.shown), at, to);
  }
  chunkFor(at) {
    const chunk = this.chunks[chunkOf(this.ends, at)];
    if (!chunk.drawn) this.quietly(() => this.drawChunk(chunk, true));
    return chunk;
  }
  /** The offset in the text of a place in the tree; null outside of the text. */
  offsetOf(node, offset) {
    if (!this.host.contains(node)) return null;
    const tag = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".tag");
    if (tag) return tag.parentElement.__mark.end;
    if (this.base.has(node)) return this.base.get(node) + offset;
    const walker = document.createTreeWalker(this.host, NodeFilter.SHOW_TEXT);
    const child = node.childNodes[offset];
    if (child) {
      walker.currentNode = child;
      if (child.nodeType !== Node.TEXT_NODE || !this.base.has(child)) while (walker.nextNode() && !this.base.has(walker.currentNode));
      return this.base.get(walker.currentNode) ?? this.text.length;
    }
    walker.currentNode = node;
    for (let last = node; last; last = last.lastChild) walker.currentNode = last;
    while (!this.base.has(walker.currentNode)) if (!walker.previousNode()) return 0;
    return this.base.get(walker.currentNode) + walker.currentNode.length;
  }
  /** {start, end} of what is selected in the text, equal for a caret; null where the selection is elsewhere. */
  selection() {
    const selection = document.getSelection();
    if (!selection || !selection.rangeCount) return null;
    const ends = [[selection.anchorNode, selection.anchorOffset], [selection.focusNode, selection.focusOffset]];
    const [one, other] = ends.map(([node, offset]) => this.offsetOf(node, offset));
    return one === null || other === null ? null : { start: Math.min(one, other), end: Math.max(one, other) };
  }
  place(at, atEnd) {
    const chunk = this.chunkFor(atEnd && at > 0 ? at - 1 : at);
    const walker = document.createTreeWalker(chunk.node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const from = this.base.get(walker.currentNode);
      if (from === undefined) continue;
      const to = from + walker.currentNode.length;
      if (at < to || (at === to && (atEnd || to === this.text.length))) return [walker.currentNode, Math.max(0, at - from)];
    }
    return [chunk.node, 0];
  }
  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.place(start, false));
    range.setEnd(...this.place(end, end > start));
    return range;
  }
  select(start, end) {
    const range = this.range(start, end);
    document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  }
  copied(event) {
    const selected = this.selection();
    if (!selected || selected.start === selected.end) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.text.slice(selected.start, selected.end));
  }
}
