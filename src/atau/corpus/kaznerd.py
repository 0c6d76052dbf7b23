"""The reader of KazNERD (Yeshpanov et al., LREC 2022): 25 types, television transcripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from atau.corpus.kaznerd_iob2 import IobSentence, KazNerdError, read_iob2
from atau.corpus.kaznerd_text import hesitations, spaces
from atau.corpus.marked import Mark
from atau.corpus.tables import KAZNERD_LABELS

Tokenization = Literal["atau", "kaznerd"]
TOKENIZATIONS: tuple[Tokenization, ...] = ("atau", "kaznerd")


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
