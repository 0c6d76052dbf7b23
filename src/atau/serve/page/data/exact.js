// JSON whose numbers stay as they are written: a binary float would round an amount of many digits or of decimals.

export class Exact {
  constructor(source) {
    this.source = source;
    Object.freeze(this);
  }
  toString() {
    return this.source;
  }
  valueOf() {
    return Number(this.source);
  }
}

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const words = new Map([["true", true], ["false", false], ["null", null]]);

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }
  fail() {
    throw new SyntaxError(`not JSON at character ${this.at}`);
  }
  skip() {
    space.lastIndex = this.at;
    space.exec(this.text);
    this.at = space.lastIndex;
    return this.text[this.at];
  }
  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) this.fail();
    this.at = pattern.lastIndex;
    return found[0];
  }
  value() {
    const first = this.skip();
    if (first === "{") return this.object();
    if (first === "[") return this.list();
    if (first === '"') return this.string();
    for (const [word, value] of words) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return new Exact(this.match(number));
  }
  string() {
    // The quotes are found without reading the text between them: a text of a million letters is one string.
    let end = this.at;
    let slashes;
    do {
      end = this.text.indexOf('"', end + 1);
      if (end < 0) this.fail();
      slashes = 0;
      while (this.text[end - 1 - slashes] === "\\") slashes++;
    } while (slashes % 2);
    const source = this.text.slice(this.at, end + 1);
    this.at = end + 1;
    return JSON.parse(source);
  }
  list() {
    const found = [];
    this.at++;
    if (this.skip() === "]") return this.closed(found);
    for (;;) {
      found.push(this.value());
      if (this.skip() === "]") return this.closed(found);
      this.comma();
    }
  }
  object() {
    // Without a prototype: no key of a stranger reaches one.
    const found = Object.create(null);
    this.at++;
    if (this.skip() === "}") return this.closed(found);
    for (;;) {
      if (this.skip() !== '"') this.fail();
      const key = this.string();
      if (this.skip() !== ":") this.fail();
      this.at++;
      found[key] = this.value();
      if (this.skip() === "}") return this.closed(found);
      this.comma();
    }
  }
  closed(found) {
    this.at++;
    return found;
  }
  comma() {
    if (this.text[this.at] !== ",") this.fail();
    this.at++;
  }
}

/** The value of a JSON text, its numbers as `Exact`. Throws SyntaxError. */
export const parseJson = (text) => {
  const reader = new Reader(text);
  const value = reader.value();
  if (reader.skip() !== undefined) reader.fail();
  return value;
};

// What some programs take for the end of a line.
const separators = /[\u0085\u2028\u2029]/g;
const escaped = (text) =>
  JSON.stringify(text).replace(separators, (sign) => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"));

/** JSON of one line; numbers that were read are written as they were. */
export const writeJson = (value) => {
  if (value instanceof Exact) return value.source;
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value)) return "[" + value.map(writeJson).join(", ") + "]";
  if (value !== null && typeof value === "object") {
    const pairs = Object.entries(value).filter(([, item]) => item !== undefined);
    return "{" + pairs.map(([key, item]) => escaped(key) + ": " + writeJson(item)).join(", ") + "}";
  }
  return JSON.stringify(value);
};
