// A document of the page: its text, its marks, and what was done to them, which can be undone.
import { Offsets } from "./offsets.js";
import { marksOf, sorted } from "./marks.js";

const MOST = 500;

export class AnnotatedText {
  constructor(record, name) {
    if (typeof record.text !== "string") throw new TypeError("a record without text");
    this.record = record;
    this.name = name;
    this.text = record.text;
    this.offsets = new Offsets(this.text);
    this.marks = marksOf(record, this.offsets);
    this.found = this.marks;
    this.past = [];
    this.future = [];
    this.saved = this.marks;
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
    const points = new Set(this.marks.filter((mark) => mark.found).map((mark) => this.points(mark)));
    const roles = ["person", "office", "organisation", "place", "part", "whole", "subject", "quantity"];
    return all.filter((fact) => roles.every((role) => !fact[role] || points.has(`${fact[role].start}-${fact[role].end}-${fact[role].label}`)));
  }
  points(mark) {
    return `${this.offsets.toPoints(mark.start)}-${this.offsets.toPoints(mark.end)}-${mark.label}`;
  }
  /** People with those of their mentions that still stand. */
  people() {
    const all = this.record.people;
    if (!all || !this.corrected) return all || [];
    const standing = new Set(this.marks.filter((mark) => mark.found).map((mark) => this.points(mark)));
    const offices = (marks) => marks.filter((mark) => mark.label === "POSITION" && mark.found).map((mark) => mark.found.normal);
    const kept = new Set(offices(this.marks));
    const gone = new Set(offices(this.found).filter((office) => !kept.has(office)));
    return all
      .map((person) => ({
        ...person,
        mentions: person.mentions.filter(([start, end]) => standing.has(`${start}-${end}-PERSON`)),
        offices: person.offices.filter((office) => !gone.has(office)),
      }))
      .filter((person) => person.mentions.length);
  }
}
