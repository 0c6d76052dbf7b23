"""The reader of KazNERD (Yeshpanov et al., LREC 2022): 25 types, television transcripts, IOB2 columns.

A file holds ``word tag`` lines, an empty line after each sentence, and in the variant with sentence ids a first line
such as ``AID17 O``. AID17, BID17, CID17 … are variants of one sentence (numbers in digits and in words), so the
*number* is the group that must never be split over training and test.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from atau.corpus.kaznerd_text import hesitations, spaces
from atau.corpus.marked import Mark
from atau.corpus.tables import KAZNERD_LABELS
from atau.morphology.numerals_words import word_class

Tokenization = Literal["atau", "kaznerd"]
TOKENIZATIONS: tuple[Tokenization, ...] = ("atau", "kaznerd")
_ID = re.compile(r"[A-Z]+ID(\d+)\Z")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"O\Z|([BI])-([A-Z][A-Z_]*)\Z")
# What may differ between variants of one sentence.
_VARIABLE = frozenset(
    {"CARDINAL", "ORDINAL", "DATE", "TIME", "MONEY", "PERCENTAGE", "QUANTITY", "CONTACT", "MISCELLANEOUS"}
)


class KazNerdError(ValueError):
    """A line that is not IOB2, or a label missing from the table; the message gives file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        super().__init__(f"{path}:{line}: {problem}")


@dataclass(frozen=True, slots=True)
class IobSentence:
    """A sentence as the file has it: words and IOB2 tags of the same length, the line it starts in.

    `id` is the sentence id, or the line number where the file has none; `group` is what variants share.
    """

    id: str
    group: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class KazNerdSentence:
    """A sentence as text, with its words, whether a space follows each of them, and its annotations.

    `other` are the mentions that the label table leaves unannotated, with KazNERD's types.
    Under the tokenization ``kaznerd`` the words are the file's and the text is the words joined by spaces.
    """

    id: str
    group: str
    text: str
    marks: tuple[Mark, ...]
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    tokenization: Tokenization
    other: tuple[Mark, ...] = ()

    def doc(self, nlp: Language) -> Doc:
        """A Doc without annotation: tokens of the pipeline's tokenizer, or KazNERD's own."""
        if self.tokenization == "kaznerd":
            return Doc(nlp.vocab, words=list(self.words), spaces=list(self.spaces))
        return nlp.make_doc(self.text)


@dataclass(slots=True)
class KazNerdCounts:
    """Counts of what was read.

    sentences, mentions: those yielded. hesitations: brackets removed. in_hesitations: mentions that stood in one and
    went with it. emptied: sentences of nothing but hesitations. unmapped: mentions left unmarked, per KazNERD type.
    """

    sentences: int = 0
    mentions: int = 0
    hesitations: int = 0
    in_hesitations: int = 0
    emptied: int = 0
    unmapped: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.sentences} sentences, {self.mentions} mentions; {self.hesitations} hesitations removed, "
            f"{self.in_hesitations} mentions and {self.emptied} whole sentences with them; "
            f"{self.unmapped.total()} mentions of types outside the table"
        )


def label_map(labels: str | Path = "core") -> Mapping[str, str]:
    """From KazNERD's types to the labels of training; "" leaves a mention unannotated.

    labels: ``core`` (the five types of atau), ``all`` (the 25 as they are) or the path of a table with the columns
    ``label`` and ``core``. Raises TableError on a faulty table.
    """
    rows = KAZNERD_LABELS.read(None if str(labels) in {"core", "all"} else labels)
    return MappingProxyType({label: label if str(labels) == "all" else core for label, core in rows})


def read_iob2(path: Path | str) -> Iterator[IobSentence]:
    """The sentences of an IOB2 file, one after the other.

    Raises KazNerdError, with file and line, for a line that is not ``word tag``, a tag that is not IOB2, an I- tag
    that continues nothing, and bytes that are not UTF-8; FileNotFoundError if there is no such file.
    """
    path = Path(path)
    rows: list[tuple[str, str]] = []
    first = 0
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            try:
                line = raw.decode("utf-8").removeprefix("\ufeff").strip("\r\n \t")
            except UnicodeDecodeError as error:
                raise KazNerdError(path, number, f"not UTF-8 ({error.reason}); save the file as UTF-8") from None
            if not line:
                if rows:
                    yield _sentence(path, rows, first)
                rows = []
                continue
            if not rows:
                first = number
            rows.append(_row(path, number, line, rows[-1][1] if rows else "O"))
    if rows:
        yield _sentence(path, rows, first)


def looks_like_iob2(path: Path | str) -> bool:
    """Whether the first line of a file that is not empty is ``word tag`` (marked text has no such first line)."""
    with Path(path).open("rb") as stream:
        first = next((line for line in stream if line.strip()), b"")
    cells = first.decode("utf-8", errors="replace").removeprefix("\ufeff").split()
    return len(cells) == 2 and _TAG.match(cells[1]) is not None


def _row(path: Path, number: int, line: str, previous: str) -> tuple[str, str]:
    cells = line.split()
    if len(cells) != 2:
        raise KazNerdError(path, number, f"{len(cells)} columns in {line!r}; expected a word, a space and a tag")
    word, tag = cells
    found = _TAG.match(tag)
    if found is None:
        raise KazNerdError(path, number, f"{tag!r} is not an IOB2 tag; use O, B-TYPE or I-TYPE")
    if found.group(1) == "I" and previous[2:] != found.group(2):
        raise KazNerdError(path, number, f"{tag} after {previous} continues nothing; a mention starts with B-")
    return word, tag


def _sentence(path: Path, rows: list[tuple[str, str]], line: int) -> IobSentence:
    found = _ID.match(rows[0][0])
    if found and rows[0][1] == "O":
        if len(rows) == 1:
            raise KazNerdError(path, line, f"{rows[0][0]} is not followed by a sentence; remove the id or add one")
        words, tags = zip(*rows[1:], strict=True)
        return IobSentence(rows[0][0], found.group(1), words, tags, line)
    words, tags = zip(*rows, strict=True)
    return IobSentence(f"line{line}", _skeleton(words, tags), words, tags, line)


def _skeleton(words: tuple[str, ...], tags: tuple[str, ...]) -> str:
    """What variants of one sentence share where the file has no ids: its words without numbers and dates."""
    hesitant = hesitations(words, tags)
    kept = [
        word.lower()
        for word, tag, drop in zip(words, tags, hesitant, strict=True)
        if not drop and tag[2:] not in _VARIABLE and _HAS_LETTER.search(word) and not _is_number(word.lower())
    ]
    return " ".join(kept) or " ".join(words).lower()


def _is_number(norm: str) -> bool:
    return any(char.isdigit() for char in norm) or word_class(norm) is not None


def read_kaznerd(
    path: Path | str,
    *,
    labels: str | Path = "core",
    tokenization: Tokenization = "atau",
    report: KazNerdCounts | None = None,
) -> Iterator[KazNerdSentence]:
    """The sentences of a KazNERD file as records, in the order of the file.

    labels: see `label_map`. tokenization: ``atau`` gives running text (numbers, per cents, quotation marks and
    punctuation joined, hesitations removed); ``kaznerd`` leaves every token as it is, so that scores can be compared
    with those published. report: counts are added to it.
    Raises KazNerdError (see `read_iob2`), also for a type that the table does not know; TableError; ValueError for
    an unknown tokenization.
    """
    if tokenization not in TOKENIZATIONS:
        raise ValueError(f"unknown tokenization {tokenization!r}; use one of {', '.join(TOKENIZATIONS)}")
    table = label_map(labels)
    report = report if report is not None else KazNerdCounts()
    for sentence in read_iob2(path):
        for offset, tag in enumerate(sentence.tags):
            if tag != "O" and tag[2:] not in table:
                line = sentence.line + offset + (not sentence.id.startswith("line"))
                raise KazNerdError(
                    Path(path), line, f"{tag[2:]} is missing from the label table; add it with its target"
                )
        record = _record(sentence, table, tokenization, report)
        if record is not None:
            report.sentences += 1
            report.mentions += len(record.marks)
            yield record


def _record(
    sentence: IobSentence, table: Mapping[str, str], tokenization: Tokenization, report: KazNerdCounts
) -> KazNerdSentence | None:
    words, tags = list(sentence.words), list(sentence.tags)
    numbers = _mention_numbers(tags)
    kinds = {number: tag[2:] for number, tag in zip(numbers, tags, strict=True) if number}
    if tokenization == "atau":
        dropped = hesitations(words, tags)
        report.hesitations += sum(d and w in "([" for d, w in zip(dropped, words, strict=True))
        kept = [i for i, drop in enumerate(dropped) if not drop]
        words, tags = [words[i] for i in kept], [tags[i] for i in kept]
        numbers = [numbers[i] for i in kept]
        report.in_hesitations += len(kinds.keys() - set(numbers))
        if not words:
            report.emptied += 1
            return None
        follows = spaces(words, tags)
    else:
        follows = [True] * (len(words) - 1) + [False]
    marks: list[Mark] = []
    other: list[Mark] = []
    offset = 0
    bounds: dict[int, tuple[int, int]] = {}
    for word, number, space in zip(words, numbers, follows, strict=True):
        if number:
            bounds[number] = (bounds.get(number, (offset,))[0], offset + len(word))
        offset += len(word) + space
    for number, (start, end) in bounds.items():
        label = table[kinds[number]]
        if label:
            marks.append(Mark(start, end, label))
        else:
            report.unmapped[kinds[number]] += 1
            other.append(Mark(start, end, kinds[number]))
    text = "".join(word + " " * space for word, space in zip(words, follows, strict=True))
    return KazNerdSentence(
        sentence.id, sentence.group, text, tuple(marks), tuple(words), tuple(follows), tokenization, tuple(other)
    )


def _mention_numbers(tags: list[str]) -> list[int]:
    """The running number of the mention that each word belongs to, from 1; 0 outside."""
    out: list[int] = []
    last = 0
    for tag in tags:
        last += tag.startswith("B-")
        out.append(0 if tag == "O" else last)
    return out
