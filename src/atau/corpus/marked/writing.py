"""Marked text out of a text and its marks."""

from __future__ import annotations

from collections import Counter

from atau.corpus.marked.attributes import write_attributes
from atau.corpus.marked.text import BRACKET, FACT, FENCE, KEY, LABEL, Mark, MarkedText, Pairs


def write(marked: MarkedText) -> str:
    """The source of `marked`: ``parse(write(x)) == x``.

    Raises ValueError for what marked text cannot hold: marks that are empty, cross, lie outside of the text, are not
    in order or whose depth is not that of their nesting; labels, keys and values of another form.
    """
    out: list[str] = []
    position = 0
    stack: list[Mark] = []
    text = marked.text

    def copy(end: int, *, before_bracket: bool) -> None:
        nonlocal position
        out.append(_escape(text[position:end], before_bracket=before_bracket))
        position = end

    for mark in marked.marks:
        while stack and stack[-1].end <= mark.start:
            copy(stack.pop().end, before_bracket=True)
            out.append("⟧")
        _check(mark, stack, position, len(text))
        copy(mark.start, before_bracket=True)
        out.append(f"⟦{mark.label}{write_attributes(mark.attributes)} ")
        stack.append(mark)
    while stack:
        copy(stack.pop().end, before_bracket=True)
        out.append("⟧")
    copy(len(text), before_bracket=False)
    body = "".join(out)
    return _write_header(marked.header, body) + body


def _check(mark: Mark, stack: list[Mark], position: int, length: int) -> None:
    where = f"the mark {mark.label} at {mark.start}-{mark.end}"
    if LABEL.fullmatch(mark.label) is None:
        raise ValueError(f"{where}: a label must be capitals, digits, _ and -, and begin with a capital")
    if not 0 <= mark.start < mark.end <= length:
        raise ValueError(f"{where} is empty or outside of the text of {length} characters")
    if mark.start < position or (stack and stack[-1].end < mark.end):
        raise ValueError(f"{where} crosses another, or is not in order")
    if mark.depth != len(stack):
        raise ValueError(f"{where} has depth {mark.depth} instead of {len(stack)}")


def _escape(piece: str, *, before_bracket: bool) -> str:
    parts: list[str] = []
    position = 0
    for found in BRACKET.finditer(piece):
        between = piece[position : found.start()]
        parts += [between, "\\" * (1 + len(between) - len(between.rstrip("\\"))), found[0]]
        position = found.end()
    piece = "".join((*parts, piece[position:]))
    if before_bracket:
        piece += "\\" * (len(piece) - len(piece.rstrip("\\")))
    return piece


def _write_header(pairs: Pairs, body: str) -> str:
    lines: list[str] = []
    counts = Counter(key for key, _ in pairs)
    for key, value in pairs:
        if KEY.fullmatch(key) is None or (counts[key] > 1 and key != FACT):
            raise ValueError(f"{key!r} cannot be a key of the front matter, or is given twice")
        if value != value.strip() or "\n" in value:
            raise ValueError(f"the value of {key!r} must be one line without spaces at its ends")
        lines.append(f"{key}: {value}".rstrip() + "\n")
    if lines or FENCE.match(body):
        return f"---\n{''.join(lines)}---\n"
    return ""
