// A document of the page: its text, its marks, and what was done to them, which can be undone.
import { Offsets } from "./offsets.js";
import { marksOf, sorted } from "./marks.js";

const MOST = 500;
const ROLES = ["person", "office", "organisation", "place", "part", "whole", "subject", "quantity"];

// Where a mention of the record stands: the same for a mark as it was found and for a fact that rests on it.
const spot = ({ start, end, label }) => `${start}-${end}-${label}`;

export class AnnotatedText {
  /** name: of the file, or the number of a text that was pasted; headline: the first line of such a text. */
  constructor(record, name, headline = "") {
    if (typeof record.text !== "string") throw new TypeError("a record without text");
    this.record = record;
    this.name = name;
    this.headline = headline;
    this.text = record.text;
    this.offsets = new Offsets(this.text);
    this.marks = marksOf(record, this.offsets);
    this.found = this.marks;
    this.past = [];
    this.future = [];
    this.saved = this.marks;
  }
  get title() {
    const title = this.record.meta?.title;
    return typeof title === "string" && title.trim() ? title : this.headline || this.name;
  }
  get corrected() {
    return this.marks !== this.found;
  }
  /** Whether corrections were made that no download holds. */
  get unsaved() {
    return this.corrected && this.marks !== this.saved;
  }
  /** Replace the mark `old` (null for a new one) by `mark` (null to delete it). */
  change(old, mark) {
    const kept = this.marks.filter((one) => one !== old);
    this.past.push(this.marks);
    if (this.past.length > MOST) this.past.shift();
    this.future = [];
    this.marks = mark ? sorted([...kept, mark]) : kept;
  }
  undo() {
    if (!this.past.length) return false;
    this.future.push(this.marks);
    this.marks = this.past.pop();
    return true;
  }
  redo() {
    if (!this.future.length) return false;
    this.past.push(this.marks);
    this.marks = this.future.pop();
    return true;
  }
  /** Facts whose mentions all stand as they were found; the others rested on marks that were changed. */
  facts() {
    const all = this.record.facts || [];
    if (!this.corrected) return all;
    if (this.standing?.marks !== this.marks) {
      const spots = new Set(this.marks.filter((mark) => mark.found).map((mark) => spot(mark.found)));
      this.standing = { marks: this.marks, facts: all.filter((fact) => ROLES.every((role) => !fact[role] || spots.has(spot(fact[role])))) };
    }
    return this.standing.facts;
  }
  /** People with those of their mentions that still stand and, where `shown` is given, pass it; so do their offices. */
  people(shown = null) {
    const all = this.record.people;
    if (!all || !(this.corrected || shown)) return all || [];
    const marks = this.marks.filter((mark) => mark.found && (!shown || shown(mark)));
    const spots = new Set(marks.map((mark) => spot(mark.found)));
    const offices = (given) => given.filter((mark) => mark.label === "POSITION").map((mark) => mark.found.normal);
    const kept = new Set(offices(marks));
    const gone = new Set(offices(this.found).filter((office) => !kept.has(office)));
    return all
      .map((person) => ({
        ...person,
        mentions: person.mentions.filter(([start, end]) => spots.has(spot({ start, end, label: "PERSON" }))),
        offices: person.offices.filter((office) => !gone.has(office)),
      }))
      .filter((person) => person.mentions.length);
  }
}
