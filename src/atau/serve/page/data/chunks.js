// A text in pieces of some thousand letters, each drawn with its marks when it comes near the window: a text of 100,000
// words has tens of thousands of marks, too many elements to draw at once.

const SIZE = 4000;
const MOST = 16000;

/** Where pieces end: after a line end where there is one, between words where a line is very long, never in a mark. */
export const chunkEnds = (text, outer) => {
  const ends = [];
  let start = 0;
  let next = 0;
  const outside = (end) => {
    while (next < outer.length && outer[next].mark.end <= end) next++;
    return next < outer.length && outer[next].mark.start < end ? outer[next].mark.end : end;
  };
  while (text.length - start > SIZE) {
    let end = text.indexOf("\n", start + SIZE) + 1 || text.length;
    if (end - start > MOST) end = text.indexOf(" ", start + SIZE) + 1 || text.length;
    for (let clear = outside(end); clear !== end; clear = outside(end)) {
      end = text.indexOf("\n", clear) + 1 || text.length;
      if (end - start > MOST) end = text.indexOf(" ", clear) + 1 || text.length;
    }
    ends.push(end);
    start = end;
  }
  if (start < text.length || !ends.length) ends.push(text.length);
  return ends;
};

/** The number of the piece that holds `at`; `ends` as of `chunkEnds`. */
export const chunkOf = (ends, at) => {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};
