"""Columns: a token and its tag a line, an empty line after each sentence.

IOB2 as ``atau annotate --format conll`` writes it is separated by tabs and has comments before each record,
``# id = …``, ``# meta = {…}`` and ``# text = …``, so that the text is restored exactly; a backslash escapes what would
break a line. CoNLL-2002 and CoNLL-2003 (four columns) are separated by spaces and have no comments: a
``-DOCSTART-`` line begins a record, the text is the tokens joined by spaces, one line per sentence, and a space inside
a token is written as ``␣``.

The reader takes the first column for the token and the last for the tag, in IOB1, IOB2, IOBES or BILOU.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from atau.corpus.align import CharSpan
from atau.corpus.files import read_lines
from atau.corpus.formats.base import ReadOptions, load_json
from atau.corpus.formats.columns_escapes import DOCSTART, OPEN_BOX, unescape
from atau.corpus.problems import Notes
from atau.corpus.records import GoldRecord, LabelledSpan, arrange

TaggedToken = tuple[str, str, int]  # token, tag, line
_TAG: Final = re.compile(r"O|([BIESLU])-(.+)")
_COMMENT: Final = re.compile(r"# ?(id|text|meta) = (.*)")
_OTHER_COMMENT: Final = re.compile(r"# ?[\w.]+ ?=|# ?[\w.]+$")


@dataclass(slots=True)
class _Block:
    """The lines of a record."""

    line: int = 0
    identity: str | None = None
    text: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    sentences: list[list[TaggedToken]] = field(default_factory=lambda: [[]])

    @property
    def empty(self) -> bool:
        return self.identity is None and self.text is None and not any(self.sentences)


def read_columns(path: Path, options: ReadOptions, notes: Notes) -> Iterator[GoldRecord]:
    """Records of a file of columns: what follows ``# id``, what follows ``-DOCSTART-``, otherwise each sentence."""
    for number, block in enumerate(_blocks(path, notes), 1):
        yield _record(block, f"{path.stem}-{number}", path, notes)


def _blocks(path: Path, notes: Notes) -> Iterator[_Block]:
    block = _Block()
    grouped = False
    for number, line in read_lines(path, notes):
        comment = None if "\t" in line and "# id" not in line[:6] else _COMMENT.match(line)
        starts = (comment is not None and comment[1] == "id") or line.startswith(DOCSTART)
        if starts or (not grouped and not line.strip() and any(block.sentences)):
            if not block.empty:
                yield block
            block = _Block()
        grouped |= starts
        block.line = block.line or number
        if comment is not None:
            _comment(block, comment[1], unescape(comment[2]), number, path, notes)
        elif not line.strip():
            if block.sentences[-1]:
                block.sentences.append([])
        elif not line.startswith(DOCSTART) and not _OTHER_COMMENT.match(line):
            row = _row(line, number, path, notes)
            if row is not None:
                block.sentences[-1].append(row)
    if not block.empty:
        yield block


def _comment(block: _Block, key: str, value: str, number: int, path: Path, notes: Notes) -> None:
    if key == "id":
        block.identity = value
    elif key == "text":
        block.text = value
    elif value.startswith("{"):  # otherwise a comment of another tool
        try:
            block.meta = load_json(value)
        except ValueError as error:
            notes.error(path, number, "bad-json", f"`# meta` is not JSON: {error}")


def _row(line: str, number: int, path: Path, notes: Notes) -> TaggedToken | None:
    cells = line.split("\t") if "\t" in line else line.split(" ")
    cells = [cell for cell in cells if cell.strip()]
    if len(cells) < 2:
        notes.error(path, number, "bad-row", "a line must hold a token and its tag", line)
        return None
    tag = cells[-1].strip()
    if _TAG.fullmatch(tag) is None:
        notes.error(path, number, "bad-tag", f"the tag {tag!r} is neither O nor B-, I-, E-, S-, L-, U- with a label")
        tag = "O"
    return cells[0] if "\t" in line else cells[0].replace(OPEN_BOX, " "), tag, number


def _record(block: _Block, name: str, path: Path, notes: Notes) -> GoldRecord:
    sentences = [sentence for sentence in block.sentences if sentence]
    if block.identity is not None:  # ours: what would break a line was escaped
        sentences = [[(unescape(token), tag, line) for token, tag, line in sentence] for sentence in sentences]
    tokens = None if block.text is None else _find(block.text, sentences)
    if tokens is None:
        if block.text is not None:
            notes.warn(path, block.line, "other-text", "`# text` does not match the tokens, which are joined instead")
        text, tokens = _join(sentences)
    else:
        text = block.text or ""
    spans: list[LabelledSpan] = []
    first = 0
    for sentence in sentences:
        for start, end, label in _decode(sentence, path, notes):
            spans.append((tokens[first + start][0], tokens[first + end - 1][1], label, ()))
        first += len(sentence)
    marks, _ = arrange(spans)
    return GoldRecord(block.identity or name, text, marks, block.meta, str(path), block.line, tuple(tokens))


def _find(text: str, sentences: list[list[TaggedToken]]) -> list[CharSpan] | None:
    """Where the tokens stand in `text`, one after the other with nothing but white space between; None: not so."""
    found: list[CharSpan] = []
    position = 0
    for sentence in sentences:
        for token, _, _ in sentence:
            start = text.find(token, position)
            if start < 0 or text[position:start].strip():
                return None
            position = start + len(token)
            found.append((start, position))
    return None if text[position:].strip() else found


def _join(sentences: list[list[TaggedToken]]) -> tuple[str, list[CharSpan]]:
    text = "\n".join(" ".join(token for token, _, _ in sentence) for sentence in sentences)
    found: list[CharSpan] = []
    position = 0
    for sentence in sentences:
        for token, _, _ in sentence:
            found.append((position, position + len(token)))
            position += len(token) + 1
    return text, found


def _decode(sentence: list[TaggedToken], path: Path, notes: Notes) -> Iterator[tuple[int, int, str]]:
    """(first, end, label) of the marks of a sentence, in tokens.

    A mark begins with B, S or U, and with I or E after another label or O (as IOB1 has it).
    """
    start, label = -1, ""
    for i, (_, tag, _) in enumerate(sentence):
        found = _TAG.fullmatch(tag)
        prefix, kind = (found[1], found[2]) if found and found[1] else ("O", "")
        if label and (prefix in "OBSU" or kind != label):
            yield start, i, label
            label = ""
        if kind and not label:
            start, label = i, kind
        if label and prefix in "ELSU":
            yield start, i + 1, label
            label = ""
    if label:
        yield start, len(sentence), label
