// The corrected text as files that `atau validate`, `atau convert` and training read.
import { Exact, parseJson, writeJson } from "./exact.js";
import { nestedMarks } from "./marks.js";

const LABEL = /^[A-Z_][A-Z0-9_-]*$/;
const KEY = /^[\p{L}\p{M}_][\p{L}\p{N}\p{M}_.-]*$/u;
const HALF = /\p{Surrogate}/u;
const IDS = new Set(["id", "text", "ents", "nested", "people", "facts", "atau_schema"]);

/** A text that a format cannot hold. key: of the words that say why. */
export class CannotHold extends Error {
  constructor(key, values = {}) {
    super(key);
    Object.assign(this, { key, values });
  }
}

const idOf = (annotated) => (annotated.record.id === null || annotated.record.id === undefined ? annotated.name : String(annotated.record.id));

const checked = (annotated) => {
  if (HALF.test(annotated.text)) throw new CannotHold("no_half", { name: annotated.name });
  if (!annotated.text.trim()) throw new CannotHold("no_text", { name: annotated.name });
};

// --- marked text ---------------------------------------------------------------------------------

// A bracket that is text has a backslash before it; those before it are doubled, also before a bracket of a mark.
const escapedPiece = (piece, beforeBracket) => {
  const inside = piece.replace(/(\\*)([⟦⟧])/g, "$1$1\\$2");
  return beforeBracket ? inside.replace(/\\+$/, "$&$&") : inside;
};

const markedBody = (annotated) => {
  const { text } = annotated;
  const parts = [];
  let at = 0;
  const copy = (end, beforeBracket) => {
    parts.push(escapedPiece(text.slice(at, end), beforeBracket));
    at = end;
  };
  const put = ({ mark, inner }) => {
    if (!LABEL.test(mark.label)) throw new CannotHold("no_label", { name: annotated.name, label: mark.label });
    copy(mark.start, true);
    parts.push(`⟦${mark.label} `);
    inner.forEach(put);
    copy(mark.end, true);
    parts.push("⟧");
  };
  nestedMarks(annotated.marks).forEach(put);
  copy(text.length, false);
  return parts.join("");
};

const isJson = (line) => {
  if (/^(?:NaN|-?Infinity)/.test(line)) return true;
  try {
    parseJson(line);
    return true;
  } catch {
    return false;
  }
};
// On one line: a plain string as it is, anything else as JSON.
const oneLine = (value) => {
  const plain = typeof value === "string" && value && value === value.trim() && !/[\p{Cc}\u2028\u2029\ufeff]/u.test(value) && !isJson(value);
  return plain ? value : writeJson(value);
};

const metaOf = (record) => {
  const outer = Object.entries(record).filter(([key]) => !IDS.has(key) && key !== "meta");
  const { meta } = record;
  const inner = meta && typeof meta === "object" && !Array.isArray(meta) && !(meta instanceof Exact) ? Object.entries(meta) : [];
  return new Map([...outer, ...inner]);
};

const header = (annotated) => {
  const lines = [];
  const rest = Object.create(null);
  const id = idOf(annotated);
  const plain = id && id === id.trim() && !id.startsWith('"') && !/[\p{Cc}\u2028\u2029\ufeff]/u.test(id);
  lines.push("id: " + (plain ? id : writeJson(id)));
  for (const [key, value] of metaOf(annotated.record)) {
    if (KEY.test(key) && !["id", "meta", "fact"].includes(key)) lines.push(`${key}: ${oneLine(value)}`);
    else rest[key] = value;
  }
  if (Object.keys(rest).length) lines.push("meta: " + oneLine(rest));
  if (lines.some((line) => HALF.test(line))) throw new CannotHold("no_half", { name: annotated.name });
  return `---\n${lines.join("\n")}\n---\n`;
};

const cell = (text) => text.replace(/[\\\t\n\r]/g, (sign) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[sign]);

export const marked = (annotated) => {
  checked(annotated);
  return header(annotated) + markedBody(annotated);
};
const table = (all) => all.map((annotated) => {
  checked(annotated);
  return `${cell(idOf(annotated))}\t${cell(markedBody(annotated))}\n`;
}).join("");

// --- JSONL ---------------------------------------------------------------------------------------

const points = (annotated, mark) => ({ start: annotated.offsets.toPoints(mark.start), end: annotated.offsets.toPoints(mark.end) });

const mention = (annotated, mark) => {
  if (mark.found) return mark.found;
  const text = annotated.text.slice(mark.start, mark.end);
  // A dictionary form, a value or a score of what the mark was before would be that of another.
  return { ...points(annotated, mark), label: mark.label, text, normal: null, quantity: null, cluster: null, score: null, source: "manual" };
};

const jsonLine = (annotated) => {
  checked(annotated);
  const outer = nestedMarks(annotated.marks);
  const inner = (items) => items.flatMap((item) => [item.mark, ...inner(item.inner)]);
  const record = { ...annotated.record };
  if (record.id === undefined) record.id = annotated.name;
  record.ents = outer.map(({ mark }) => mention(annotated, mark));
  record.nested = outer.flatMap((item) => inner(item.inner)).map((mark) => mention(annotated, mark));
  record.people = annotated.record.people ? annotated.people() : null;
  if (record.facts) record.facts = annotated.facts();
  return writeJson(record) + "\n";
};

// --- Label Studio --------------------------------------------------------------------------------

const task = (annotated, number) => {
  checked(annotated);
  const result = annotated.marks.map((mark, index) => ({
    id: `m${index}`, from_name: "label", to_name: "text", type: "labels", origin: "manual",
    value: { ...points(annotated, mark), text: annotated.text.slice(mark.start, mark.end), labels: [mark.label] },
  }));
  const data = { ...Object.fromEntries(metaOf(annotated.record)), id: idOf(annotated), text: annotated.text };
  return writeJson({ id: number, data, annotations: [{ id: number, result }] });
};

/** Format to {ending, type, write(list of texts)}. Throws CannotHold. */
export const formats = {
  marked: { ending: (all) => (all.length > 1 ? ".tsv" : ".txt"), type: "text/plain", write: (all) => (all.length > 1 ? table(all) : marked(all[0])) },
  jsonl: { ending: () => ".jsonl", type: "application/x-ndjson", write: (all) => all.map(jsonLine).join("") },
  "label-studio": { ending: () => ".json", type: "application/json", write: (all) => "[\n" + all.map((one, index) => task(one, index + 1)).join(",\n") + "\n]\n" },
};

/** The name of a file to save: no separators, no dots in front, not too long. */
export const fileName = (name, ending) => {
  const safe = name.split(/[\\/]/).pop().replace(/\.\w{1,5}$/, "").replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"|?*%]/gu, "_").replace(/^[.\s]+/, "").slice(0, 80);
  return (safe || "atau") + ending;
};

export const save = (name, type, content) => {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
};
