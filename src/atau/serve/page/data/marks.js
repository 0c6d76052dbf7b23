// Marks of a text: offsets in code units, nested at most one in another, as `atau validate` wants gold to be.
import { settings } from "./words.js";

let made = 0;

/** found: what the service said of the mark; null for one that a person made or changed. change: "", "new", "label",
 * "edges". */
export const makeMark = (start, end, label, found = null, change = "") =>
  Object.freeze({ id: ++made, start, end, label, found, change });

const order = (one, other) => one.start - other.start || other.end - one.end || one.id - other.id;
export const sorted = (marks) => [...marks].sort(order);

/** The marks of a record, ents before those inside them. */
export const marksOf = (record, offsets) => {
  const items = [...(record.ents || []), ...(record.nested || [])];
  return sorted(items.map((item) => makeMark(offsets.toUnits(Number(item.start)), offsets.toUnits(Number(item.end)), item.label, item)));
};

/** [{mark, inner}] of sorted marks. One that crosses another, which no pipeline of atau makes, stands after it. */
export const nestedMarks = (marks) => {
  const outer = [];
  const open = [];
  for (const mark of marks) {
    while (open.length && open[open.length - 1].mark.end <= mark.start) open.pop();
    const item = { mark, inner: [] };
    const holder = open[open.length - 1];
    if (holder && mark.end > holder.mark.end) continue;
    (holder ? holder.inner : outer).push(item);
    open.push(item);
  }
  return outer;
};

/** The smallest mark around `at`, or around all of `at`–`to`; undefined where there is none. */
export const markAt = (marks, at, to = at) => {
  let best;
  for (const mark of marks) {
    if (mark.start > at) break;
    if (mark.end >= to && (mark.end > at || to > at || mark.end === at) && (!best || mark.end - mark.start < best.end - best.start)) best = mark;
  }
  return best;
};

const rules = (label) => settings.labels.find((one) => one.name === label);

/** Why `mark` cannot stand among `others`: [key, values] of the words, or null. */
export const problemOf = (text, others, mark) => {
  const piece = text.slice(mark.start, mark.end);
  if (!piece.trim()) return ["no_empty", {}];
  if (/\n[ \t\r]*\n/.test(piece)) return ["no_paragraphs", {}];
  const around = [];
  const inside = [];
  for (const other of others) {
    if (other.end <= mark.start || other.start >= mark.end) continue;
    if (other.start === mark.start && other.end === mark.end) return ["no_twice", { other: other.label }];
    if (other.start <= mark.start && other.end >= mark.end) around.push(other);
    else if (other.start >= mark.start && other.end <= mark.end) inside.push(other);
    else return ["no_crossing", { text: text.slice(other.start, other.end) }];
  }
  const deep = inside.some((one) => inside.some((other) => other !== one && other.start <= one.start && other.end >= one.end));
  if (around.length > 1 || (around.length && inside.length) || deep) return ["no_deeper", {}];
  const pair = around.length ? [[around[0], mark]] : inside.map((one) => [mark, one]);
  for (const [holder, held] of pair) {
    const [one, other] = [rules(holder.label), rules(held.label)];
    if (one && other && !(one.holds && other.nests)) return ["no_nesting", { outer: holder.label, inner: held.label }];
  }
  return null;
};
