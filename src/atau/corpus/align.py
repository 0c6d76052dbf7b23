"""Alignment of annotations with tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from atau.corpus.marked import Mark
from atau.corpus.problems import Notes, excerpt_of
from atau.corpus.records import GoldRecord, LabelledSpan, arrange

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

OnMisaligned = Literal["keep", "strict", "expand", "contract", "drop"]
#: start and end in characters of the text.
CharSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The tokens of a text as (start, end) in characters, whether each is white space only, and the sentences as
    (first, end) in tokens."""

    spans: tuple[CharSpan, ...]
    blank: tuple[bool, ...]
    sentences: tuple[CharSpan, ...]

    @property
    def words(self) -> list[CharSpan]:
        """The tokens that are not white space; annotations must begin and end with these."""
        return [span for span, blank in zip(self.spans, self.blank, strict=True) if not blank]


def sentence_pipeline() -> Language:
    """``spacy.blank("kk")`` with sentences, for texts of any length."""
    import spacy

    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_sentences")
    nlp.max_length = 2**62
    return nlp


class RecordTokenizer:
    """Cuts records with the tokenizer of ``spacy.blank("kk")``; with ``source=True`` records that come with tokens
    (from columns, Prodigy, spaCy) keep these. The cut of the last record is remembered."""

    def __init__(self, *, source: bool = False) -> None:
        self._source = source
        self._last: tuple[GoldRecord, Segmentation] | None = None

    @cached_property
    def nlp(self) -> Language:
        return sentence_pipeline()

    def __call__(self, record: GoldRecord) -> Segmentation:
        last = self._last
        if last is None or last[0].text is not record.text or last[0].tokens is not record.tokens:
            doc = self.doc(record)
            spans = tuple((token.idx, token.idx + len(token)) for token in doc)
            blank = tuple(token.is_space for token in doc)
            sentences = tuple((sent.start, sent.end) for sent in doc.sents)
            last = self._last = record, Segmentation(spans, blank, sentences)
        return last[1]

    def doc(self, record: GoldRecord) -> Doc:
        """The record as a Doc with sentences; ``doc.text`` is its text."""
        if not self._source or record.tokens is None:
            return self.nlp(record.text)
        from spacy.tokens import Doc

        words, spaces = words_and_spaces(record.text, record.tokens)
        doc = Doc(self.nlp.vocab, words=words, spaces=spaces)
        for _, pipe in self.nlp.pipeline:
            doc = pipe(doc)
        return doc


def words_and_spaces(text: str, tokens: Sequence[CharSpan]) -> tuple[list[str], list[bool]]:
    """Words and spaces of a Doc with `tokens`; whatever is between them, except for one space, becomes a token too."""
    words: list[str] = []
    spaces: list[bool] = []
    position = 0
    for start, end in (*tokens, (len(text), len(text))):
        gap = text[position:start]
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if start < end:
            words.append(text[start:end])
            spaces.append(False)
        position = max(position, end)
    return words, spaces


def expanded(words: Sequence[CharSpan], start: int, end: int) -> CharSpan | None:
    """The boundaries of all words that overlap ``start:end``, None if there are none."""
    first = bisect_right(words, start, key=lambda word: word[1])
    last = bisect_left(words, end, key=lambda word: word[0])
    return (words[first][0], words[last - 1][1]) if first < last else None


def contracted(words: Sequence[CharSpan], start: int, end: int) -> CharSpan | None:
    """The boundaries of the words inside ``start:end``, None if there are none."""
    first = bisect_left(words, start, key=lambda word: word[0])
    last = bisect_right(words, end, key=lambda word: word[1])
    return (words[first][0], words[last - 1][1]) if first < last else None


def misaligned(
    marks: Sequence[Mark], words: Sequence[CharSpan]
) -> Iterator[tuple[Mark, CharSpan | None, CharSpan | None]]:
    """(mark, expanded, contracted) for each mark that does not begin and end on a word boundary."""
    starts = {start for start, _ in words}
    ends = {end for _, end in words}
    for mark in marks:
        if mark.start not in starts or mark.end not in ends:
            yield mark, expanded(words, mark.start, mark.end), contracted(words, mark.start, mark.end)


def suggestion(text: str, wide: CharSpan | None, narrow: CharSpan | None) -> str:
    """The nearest token boundaries, for an error message."""
    shown = [f"{name} to {span[0]}-{span[1]} “{excerpt_of(text, *span)}”" for name, span in
             (("expand", wide), ("contract", narrow)) if span is not None]  # fmt: skip
    return " or ".join(dict.fromkeys(shown)) or "no token there"


def align(record: GoldRecord, words: Sequence[CharSpan], policy: OnMisaligned, notes: Notes) -> GoldRecord:
    """Move the annotations of `record` to token boundaries according to `policy`; report each that is not on one.

    keep changes nothing; with strict the report is an error, and the mark does not go on. A mark for which there is no
    word is dropped; marks that become equal are joined, and of marks that come to cross the shorter is dropped.
    """
    off = {mark: (wide, narrow) for mark, wide, narrow in misaligned(record.marks, words)}
    if not off:
        return record
    tell = notes.error if policy == "strict" else notes.warn
    spans: list[LabelledSpan] = []
    seen: set[tuple[int, int, str]] = set()
    for mark in record.marks:
        place: CharSpan | None = (mark.start, mark.end)
        if mark in off:
            wide, narrow = off[mark]
            piece = excerpt_of(record.text, mark.start, mark.end)
            message = f"{record.id}: the annotation {mark.label} {mark.start}-{mark.end} is not on token boundaries"
            excerpt = f"“{piece}”; {suggestion(record.text, wide, narrow)}"
            tell(record.file, record.line, "misaligned", message, excerpt)
            if policy == "strict":
                place = None
            elif policy != "keep":
                place = wide if policy == "expand" else narrow if policy == "contract" else None
                notes.counts["dropped" if place is None else f"{policy}ed"] += 1
        if place is None:
            continue
        if mark in off and policy in ("expand", "contract") and (*place, mark.label) in seen:
            notes.counts["joined"] += 1
            continue
        seen.add((*place, mark.label))
        spans.append((*place, mark.label, mark.attributes))
    marks, crossing = arrange(spans)
    for start, end, label, _ in crossing:
        message = f"{record.id}: the annotation {label} {start}-{end} now crosses a longer one; it is omitted"
        notes.error(record.file, record.line, "crossing", message, excerpt_of(record.text, start, end))
    return replace(record, marks=marks)
