// Offsets of the service count characters (code points), strings of JavaScript code units of UTF-16. The two differ after
// a character beyond U+FFFF (an emoji), which is two units. Half a pair alone is one of either.

export class Offsets {
  constructor(text) {
    // Where pairs begin, in units.
    this.pairs = Array.from(text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), (found) => found.index);
    this.points = text.length - this.pairs.length;
  }
  // How many of the first pairs `before(unit of the pair, its number)` holds for; it holds for the first ones only.
  count(before) {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(this.pairs[middle], middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  toUnits(point) {
    return point + this.count((unit, number) => unit - number < point);
  }
  /** Between the halves of a pair it is the offset before it. */
  toPoints(unit) {
    return unit - this.count((pair) => pair < unit);
  }
}

const wordSign = /[\p{L}\p{N}\p{M}\u00ad\u200c\u200d]/u;
const spaceSign = /\s/;

const signBefore = (text, at) => {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff && at > 1 ? String.fromCodePoint(text.codePointAt(at - 2)) : text[at - 1];
};
const signAfter = (text, at) => (at < text.length ? String.fromCodePoint(text.codePointAt(at)) : undefined);
const isWord = (sign) => sign !== undefined && wordSign.test(sign);

/** Whether a word stands on both sides of `at`: an edge there would cut it. */
const cuts = (text, at) => at > 0 && at < text.length && isWord(signBefore(text, at)) && isWord(signAfter(text, at));

/** [start, end] without white space at its ends, and grown to whole words; null where nothing is left. */
export const wholeWords = (text, start, end) => {
  while (start < end && spaceSign.test(text[start])) start++;
  while (end > start && spaceSign.test(text[end - 1])) end--;
  if (start === end) return null;
  while (cuts(text, start)) start -= signBefore(text, start).length;
  while (cuts(text, end)) end += signAfter(text, end).length;
  return [start, end];
};

/** The next place to the right (step 1) or left (-1) of `at` where a word or a sign ends or begins, spaces skipped;
 * null at the end of the text. For an end (`atEnd`) it is one that something stands before, otherwise after. */
export const nextEdge = (text, at, step, atEnd) => {
  for (;;) {
    const sign = step > 0 ? signAfter(text, at) : at > 0 ? signBefore(text, at) : undefined;
    if (sign === undefined) return null;
    at += step * sign.length;
    const beside = atEnd ? (at > 0 ? signBefore(text, at) : undefined) : signAfter(text, at);
    if (beside !== undefined && !spaceSign.test(beside) && !cuts(text, at)) return at;
  }
};
