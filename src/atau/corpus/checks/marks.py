"""Checks of single annotations (label, boundaries, nesting, tokens), of the text and of the front matter."""

from __future__ import annotations

import re
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
# –25 градус: a dash at a number is its sign.
_MINUS: Final = re.compile(r"[–—]\d")


def check_text(article: CheckedArticle) -> Iterator[Problem]:
    """The text must be in Unicode form NFC (composed letters)."""
    text = article.record.text
    if unicodedata.is_normalized("NFC", text):
        return
    for token in article.doc:
        if not unicodedata.is_normalized("NFC", token.text):
            form = unicodedata.normalize("NFC", token.text)
            yield article.problem(token.idx, "error", "not-nfc", "not NFC (composed letters)", f"“{form}”")
            return
    # The combining character follows the end of a token; report it at the start of the text.
    yield article.problem(0, "error", "not-nfc", "not NFC (composed letters)")


def check_marks(article: CheckedArticle) -> Iterator[Problem]:
    """All checks of an annotation that need its tokens and the annotations around it."""
    holders: list[Mark] = []
    tokens = [(s, e) for s, e, w in zip(article.starts, article.ends, article.words, strict=True) if not w.space]
    starts, ends = {s for s, _ in tokens}, {e for _, e in tokens}
    for mark in article.record.marks:
        while holders and holders[-1].end <= mark.start:
            holders.pop()
        piece = article.record.text[mark.start : mark.end]
        if mark.label not in LABELS:
            yield article.about(mark, "error", "label", f"unknown label; use one of {', '.join(LABELS)}")
        yield from _nesting(article, mark, holders)
        holders.append(mark)
        if len(holders) > 2:
            continue  # already an error; and of marks that hold one another by the thousand each would be read whole
        if not piece.strip():
            yield article.about(mark, "error", "empty-mark", "the annotation is empty or only white space")
            continue
        if BLANK_LINE.search(piece):
            yield article.about(mark, "error", "paragraph", "the annotation spans an empty line; is its ⟧ missing?")
        if piece != piece.strip():
            yield article.about(mark, "error", "edge-space", "white space at its edge belongs outside the annotation")
        elif mark.start not in starts or mark.end not in ends:
            near = suggestion(
                article.record.text, expanded(tokens, mark.start, mark.end), contracted(tokens, mark.start, mark.end)
            )
            # The tokenizer may have joined letter-spaced words wrongly, so the annotation may be right.
            severity: Severity = "warning" if _at_spaces(article.record.text, mark, starts, ends) else "error"
            yield article.about(mark, severity, "cut-token", "the annotation cuts a token", f"; {near}")
        yield from _edges(article, mark, piece.strip())


def _at_spaces(text: str, mark: Mark, starts: set[int], ends: set[int]) -> bool:
    """Whether the edges that are inside tokens are next to white space."""
    left = mark.start in starts or text[mark.start - 1].isspace()
    return left and (mark.end in ends or text[mark.end].isspace())


def _nesting(article: CheckedArticle, mark: Mark, holders: list[Mark]) -> Iterator[Problem]:
    if not holders:
        return
    holder = holders[-1]
    if len(holders) > 1:
        yield article.about(mark, "error", "depth", "annotations nest one level deep only")
    elif holder.label in LABELS and holder.label not in HOLDERS:
        yield article.about(mark, "error", "nesting", f"nothing is annotated inside a {holder.label}")
    elif mark.label in LABELS and mark.label not in NESTABLE:
        yield article.about(mark, "error", "nesting", f"a {mark.label} is not annotated inside a {holder.label}")
    elif (mark.start, mark.end) == (holder.start, holder.end):
        yield article.about(mark, "error", "nesting", f"covers the same text as the {holder.label} around it")


def _edges(article: CheckedArticle, mark: Mark, piece: str) -> Iterator[Problem]:
    opens, closes = piece[0] in _OPENING, piece[-1] in _CLOSING
    straight = piece[0] == piece[-1] == '"' and len(piece) > 1 and piece.count('"') == 2
    if straight or (opens and closes and _closing(piece) == len(piece) - 1):
        yield article.about(
            mark, "error", "quotes", "quotation marks around a whole name belong outside the annotation"
        )
    elif opens and not any(char in piece[1:] for char in _CLOSING + "“"):
        yield article.about(mark, "error", "quotes", "the annotation opens a quotation that it does not close")
    elif closes and not any(char in piece[:-1] for char in _OPENING + '"'):
        yield article.about(mark, "error", "quotes", "the annotation closes a quotation that it does not open")
    elif _unpaired(piece):
        yield article.about(mark, "warning", "quotes", "quotation marks inside the annotation are not balanced")
    inside = article.inside(mark)
    last = article.words[inside[-1]].form if inside else ""
    if last in _STOPS or last == "...":
        severity: Severity = "warning" if last == "." else "error"
        yield article.about(mark, severity, "edge-stop", "the punctuation at the end belongs outside")
    signed = mark.label == "QUANTITY" and _MINUS.match(piece) is not None
    if inside and article.words[inside[0]].form in (*_STOPS, "–", "—", ")", "]") and not signed:
        yield article.about(mark, "error", "edge-stop", "the punctuation at the beginning belongs outside")


def _unpaired(piece: str) -> bool:
    """Whether quotation marks are not balanced. After a name that begins with one, newspapers write one closing mark
    for two, or two for one (``«Каспий» ӘКК» ҰК» АҚ``); that is accepted."""
    return piece.count('"') % 2 > 0 or (piece[0] not in _OPENING and piece.count("«") != piece.count("»"))


def _closing(piece: str) -> int:
    """The index at which the quotation that opens `piece` is closed, -1 if it is not."""
    depth = 0
    for i, char in enumerate(piece):
        depth += char in _OPENING
        if char in _CLOSING or (char in "“" and i and depth > 1 and piece[0] == "„"):
            depth -= 1
            if depth <= 0:
                return i
    return -1


REQUIRED: Final = ("id",)
#: What the corpus of this project says of each article. Training needs none of it, reports split their scores by it.
WANTED: Final = ("topic", "register")


def check_header(header: dict[str, str], lines: dict[str, int], file: str, names: set[str]) -> Iterator[Problem]:
    """An article gives its id, which is one of `names` (its file name), and should give topic and register."""
    for key in REQUIRED:
        if not header.get(key):
            message = f"the front matter must have `{key}: …`"
            yield Problem(file, lines.get(key, 1), 1, "error", "header", message)
    for key in WANTED:
        if not header.get(key):
            message = f"the front matter should have `{key}: …`; scores can be split by it"
            yield Problem(file, lines.get(key, 1), 1, "warning", "header", message)
    identity = header.get("id", "")
    if identity and identity not in names:
        message = "the id differs from the file name"
        yield Problem(file, lines.get("id", 1), 1, "warning", "id-name", message, identity)
    if "dirt" in header and not all(part.strip() for part in header["dirt"].split(",")):
        message = "`dirt` must be a comma-separated list without empty items; omit it for a clean text"
        yield Problem(file, lines["dirt"], 1, "error", "header", message)
