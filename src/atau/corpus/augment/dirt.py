"""Dirt of the layout: letter case, quotation marks, wrapped lines, letter-spacing, Latin look-alikes."""

from __future__ import annotations

import random
import re

from atau.corpus.augment.edits import Edit, apply
from atau.corpus.marked import MarkedText
from atau.lang.text import normalize

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[«“„\"](?=\w)([^«»“”„\"\n]{1,80}?)(?<=[\w.!?])[»”“\"](?!\w)")
_STYLES = (("«", "»"), ("“", "”"), ("„", "“"), ('"', '"'), ("«", "”"))
_TWIN_OF = str.maketrans("АВСЕНІКМОРТХаеорсухіәөү", "ABCEHIKMOPTXaeopcyxiəɵү")
# A word is broken at a line end with at least so many letters on each side.
_HALF = 4
_NARROW, _WIDE = 30, 80
# Of a word in which Latin letters stand some are left Cyrillic, as a typist or a scanner has it.
_TWIN_SHARE = 0.5


def lower_case(marked: MarkedText, rng: random.Random) -> MarkedText:
    """Everything in lower case. Letters whose other case has another length stay, so offsets hold."""
    return MarkedText("".join(c.lower() if len(c.lower()) == 1 else c for c in marked.text), marked.marks)


def upper_case(marked: MarkedText, rng: random.Random) -> MarkedText:
    """Everything in capitals, as in a headline."""
    return MarkedText("".join(c.upper() if len(c.upper()) == 1 else c for c in marked.text), marked.marks)


def title_case(marked: MarkedText, rng: random.Random) -> MarkedText:
    """Every word with a capital; the other letters as they are."""
    text = re.sub(
        r"(?<![\w'’-])[^\W\d_]", lambda m: m[0].upper() if len(m[0].upper()) == 1 else m[0], marked.text
    )  # fmt: skip
    return MarkedText(text, marked.marks)


def change_quotes(marked: MarkedText, rng: random.Random) -> MarkedText:
    """One pair of quotation marks is dropped or takes another style; without a pair, an ORG gets one."""
    pairs = [found.span() for found in _QUOTED.finditer(marked.text)]
    if pairs:
        start, end = rng.choice(pairs)
        opening, closing = rng.choice((("", ""), *_STYLES))
        return _guarded(marked, [Edit(start, start + 1, opening), Edit(end - 1, end, closing)])
    names = [m for m in marked.marks if m.label == "ORG" and not m.depth and _is_bare(marked.text[m.start : m.end])]
    if not names:
        return marked
    name = rng.choice(names)
    opening, closing = rng.choice(_STYLES)
    return _guarded(marked, [Edit(name.start, name.start, opening), Edit(name.end, name.end, closing)])


def _is_bare(name: str) -> bool:
    """Whether quotation marks could stand round a name: a few words with capitals and nothing else."""
    words = name.split(" ")
    return len(words) < 4 and all(_WORD.fullmatch(word) and word[0].isupper() for word in words)


def wrap_lines(marked: MarkedText, rng: random.Random) -> MarkedText:
    """Lines of a narrow column: spaces become line feeds; some long words are broken by a hyphen at the line end."""
    width = rng.randint(_NARROW, _WIDE)
    hyphens = rng.random() < 0.5
    edits: list[Edit] = []
    begin = 0
    spaces = [i for i, char in enumerate(marked.text) if char == " "]
    bounds = [*spaces, len(marked.text)]
    for space, following in zip(spaces, bounds[1:], strict=False):
        if "\n" in marked.text[begin:space]:
            begin = marked.text.rindex("\n", begin, space) + 1
        if following - begin <= width:
            continue
        word = marked.text[space + 1 : following]
        room = width - (space + 1 - begin) - 1
        cut = min(room, len(word) - _HALF)
        if hyphens and cut >= _HALF and word.isalpha() and word[cut:].islower():
            edits.append(Edit(space + 1 + cut, space + 1 + cut, "-\n"))
            begin = space + 1 + cut
        else:
            edits.append(Edit(space, space + 1, "\n"))
            begin = space + 1
    return _guarded(marked, edits)


def letter_space(marked: MarkedText, rng: random.Random) -> MarkedText:
    """A run of one to five words with spaces between their letters, as PDFs give them."""
    words = list(_WORD.finditer(marked.text))
    if not words:
        return marked
    first = rng.randrange(len(words))
    run = words[first : first + rng.randint(1, 5)]
    gap = " " * rng.randint(1, 3)
    edits: list[Edit] = []
    last_end = run[0].start()
    for found in run:
        between = marked.text[last_end : found.start()]
        if between not in ("", " "):
            break
        if between:
            edits.append(Edit(last_end, found.start(), gap))
        edits += [Edit(i, i, " ") for i in range(found.start() + 1, found.end())]
        last_end = found.end()
    return _guarded(marked, edits)


def look_alikes(marked: MarkedText, rng: random.Random) -> MarkedText:
    """Latin letters for the Cyrillic ones that look the same, in some words; nothing moves.

    Only words whose NORM is known to undo it are touched.
    """
    letters = list(marked.text)
    for found in _WORD.finditer(marked.text):
        if rng.random() >= _TWIN_SHARE:
            continue
        word = found.group()
        changed = "".join(c.translate(_TWIN_OF) if rng.random() < _TWIN_SHARE else c for c in word)
        if changed != word and normalize(changed) == normalize(word):
            letters[found.start() : found.end()] = changed
    return MarkedText("".join(letters), marked.marks)


def _guarded(marked: MarkedText, edits: list[Edit]) -> MarkedText:
    """`marked` after the edits, or as it was where one of them crosses the edge of a mark."""
    try:
        return apply(marked, edits)
    except ValueError:
        return marked
