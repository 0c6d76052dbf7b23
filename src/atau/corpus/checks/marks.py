"""Checks of single marks: label, edges, nesting, tokens; and of the text and the front matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from atau.corpus.align import contracted, expanded, suggestion
from atau.corpus.checks.article import CheckedArticle
from atau.corpus.marked import BLANK_LINE, Mark
from atau.corpus.problems import Problem, Severity
from atau.corpus.records import LABELS
from atau.labels import HOLDERS, NESTABLE

_OPENING: Final = "«“„‘‹"
_CLOSING: Final = "»”’›"
_STOPS: Final = frozenset(",;:!?.…")


def check_text(article: CheckedArticle) -> Iterator[Problem]:
    """The text must be NFC (composed letters), one text one spelling."""
    text = article.record.text
    if unicodedata.is_normalized("NFC", text):
        return
    for token in article.doc:
        if not unicodedata.is_normalized("NFC", token.text):
            form = unicodedata.normalize("NFC", token.text)
            yield article.problem(token.idx, "error", "not-nfc", "not NFC (composed letters)", f"“{form}”")
            return
    # A combining character after a token's end: the place is not worth more work.
    yield article.problem(0, "error", "not-nfc", "not NFC (composed letters)")


def check_marks(article: CheckedArticle) -> Iterator[Problem]:
    """All checks that need a mark, those that hold it, and the tokens."""
    holders: list[Mark] = []
    tokens = [(s, e) for s, e, w in zip(article.starts, article.ends, article.words, strict=True) if not w.space]
    starts, ends = {s for s, _ in tokens}, {e for _, e in tokens}
    for mark in article.record.marks:
        while holders and holders[-1].end <= mark.start:
            holders.pop()
        piece = article.record.text[mark.start : mark.end]
        if mark.label not in LABELS:
            yield article.about(mark, "error", "label", f"unknown label; there are {', '.join(LABELS)}")
        yield from _nesting(article, mark, holders)
        holders.append(mark)
        if not piece.strip():
            yield article.about(mark, "error", "empty-mark", "the mark is empty or holds white space only")
            continue
        if BLANK_LINE.search(piece):
            yield article.about(mark, "error", "paragraph", "the mark runs over an empty line; is its ⟧ missing?")
        if piece != piece.strip():
            yield article.about(mark, "error", "edge-space", "white space at the edge of the mark belongs outside")
        elif mark.start not in starts or mark.end not in ends:
            near = suggestion(
                article.record.text, expanded(tokens, mark.start, mark.end), contracted(tokens, mark.start, mark.end)
            )
            # Letter-spaced words may have been put together wrongly: there the mark may know better.
            severity: Severity = "warning" if _at_spaces(article.record.text, mark, starts, ends) else "error"
            yield article.about(mark, severity, "cut-token", "the mark cuts a token", f"; {near}")
        yield from _edges(article, mark, piece.strip())


def _at_spaces(text: str, mark: Mark, starts: set[int], ends: set[int]) -> bool:
    """Whether the edges inside of tokens stand at white space."""
    left = mark.start in starts or text[mark.start - 1].isspace()
    return left and (mark.end in ends or text[mark.end].isspace())


def _nesting(article: CheckedArticle, mark: Mark, holders: list[Mark]) -> Iterator[Problem]:
    if not holders:
        return
    holder = holders[-1]
    if len(holders) > 1:
        yield article.about(mark, "error", "depth", "marks nest one level deep only; the innermost is not opened again")
    elif holder.label in LABELS and holder.label not in HOLDERS:
        yield article.about(mark, "error", "nesting", f"nothing is marked inside a {holder.label}")
    elif mark.label in LABELS and mark.label not in NESTABLE:
        yield article.about(mark, "error", "nesting", f"a {mark.label} is not marked inside a {holder.label}")
    elif (mark.start, mark.end) == (holder.start, holder.end):
        yield article.about(mark, "error", "nesting", f"covers the same text as the {holder.label} around it")


def _edges(article: CheckedArticle, mark: Mark, piece: str) -> Iterator[Problem]:
    opens, closes = piece[0] in _OPENING, piece[-1] in _CLOSING
    straight = piece[0] == piece[-1] == '"' and len(piece) > 1 and piece.count('"') == 2
    if straight or (opens and closes and _closing(piece) == len(piece) - 1):
        yield article.about(mark, "error", "quotes", "quotation marks round a whole name stay outside of the mark")
    elif opens and not any(char in piece[1:] for char in _CLOSING + "“"):
        yield article.about(mark, "error", "quotes", "the mark opens a quotation that it does not close")
    elif closes and not any(char in piece[:-1] for char in _OPENING + '"'):
        yield article.about(mark, "error", "quotes", "the mark closes a quotation that it does not open")
    elif _unpaired(piece):
        yield article.about(mark, "warning", "quotes", "quotation marks inside the mark do not pair up")
    inside = article.inside(mark)
    last = article.words[inside[-1]].form if inside else ""
    if last in _STOPS or last == "...":
        severity: Severity = "warning" if last == "." else "error"
        yield article.about(mark, severity, "edge-stop", "the punctuation at the end belongs outside")
    if inside and article.words[inside[0]].form in (*_STOPS, "–", "—", ")", "]"):
        yield article.about(mark, "error", "edge-stop", "the punctuation at the beginning belongs outside")


def _unpaired(piece: str) -> bool:
    """Whether quotation marks do not pair up. Beside a name that begins with one, newspapers write one closing mark for
    two, or the other way about (``«Каспий» ӘКК» ҰК» АҚ``); that is let pass."""
    return piece.count('"') % 2 > 0 or (piece[0] not in _OPENING and piece.count("«") != piece.count("»"))


def _closing(piece: str) -> int:
    """Where the quotation that opens `piece` is closed; -1: it is not."""
    depth = 0
    for i, char in enumerate(piece):
        depth += char in _OPENING
        if char in _CLOSING or (char in "“" and i and depth > 1 and piece[0] == "„"):
            depth -= 1
            if depth <= 0:
                return i
    return -1


REQUIRED: Final = ("id", "topic", "register")


def check_header(header: dict[str, str], lines: dict[str, int], file: str, stem: str) -> Iterator[Problem]:
    """An article of the corpus says its id, topic and register; its id is the name of its file."""
    for key in REQUIRED:
        if not header.get(key):
            message = f"the front matter must say `{key}: …`"
            yield Problem(file, lines.get(key, 1), 1, "error", "header", message)
    identity = header.get("id", "")
    if identity and identity != stem:
        message = "the id differs from the name of the file"
        yield Problem(file, lines.get("id", 1), 1, "warning", "id-name", message, identity)
    if "dirt" in header and not all(part.strip() for part in header["dirt"].split(",")):
        message = "`dirt` must be a list parted by commas, without empty items; leave it out for a clean text"
        yield Problem(file, lines["dirt"], 1, "error", "header", message)
