"""Conversion of annotations to spaCy Docs and Examples, shared by the corpus readers."""

from __future__ import annotations

import itertools
import random
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans

from atau.corpus.marked import Mark

NESTED = "nested"
#: Key of ``doc.user_data``: the tokens are the data set's own, separated by single spaces; augmenters keep them.
OWN_TOKENS = "atau_own_tokens"
ExampleAugmenter = Callable[[Language, Example], Iterator[Example]]
_SHOWN = 3


class Warns(Protocol):
    """A reader that remembers whether it has warned about its file."""

    path: Path | None
    warned: bool


@dataclass(slots=True)
class Alignment:
    """Annotations expanded to whole tokens, as (where, mention, result), and those lost, as (where, mention)."""

    expanded: list[tuple[str, str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)

    def warn(self, reader: Warns) -> None:
        """One warning for all of them, with their number and the first few; a reader warns on its first pass only."""
        if (self.expanded or self.lost) and not reader.warned:
            reader.warned = True
            shown = [f"{where}: {text!r} became {grown!r}" for where, text, grown in self.expanded[:_SHOWN]]
            shown += [f"{where}: {text!r} was lost" for where, text in self.lost[:_SHOWN]]
            warnings.warn(
                f"{reader.path}: {len(self.expanded)} annotations cut a token and were expanded to whole tokens, "
                f"{len(self.lost)} could not be kept next to another ({'; '.join(shown)}). Correct them; atau validate "
                "lists all.",
                stacklevel=2,
            )


def set_marks(doc: Doc, marks: Iterable[Mark], where: str, alignment: Alignment) -> Doc:
    """Write the outermost marks to ``doc.ents`` and those directly inside them to ``doc.spans["nested"]``.

    A mark that cuts a token grows to whole tokens; of two that then overlap the longer one stays. Both are recorded in
    `alignment` with `where`. Returns `doc`.
    """
    spans: tuple[list[Span], list[Span]] = ([], [])
    for mark in marks:
        if mark.depth > 1:
            continue
        span = doc.char_span(mark.start, mark.end, label=mark.label)
        if span is None:
            text = doc.text[mark.start : mark.end]
            span = doc.char_span(mark.start, mark.end, label=mark.label, alignment_mode="expand")
            if span is None:
                alignment.lost.append((where, text))
                continue
            alignment.expanded.append((where, text, span.text))
        spans[mark.depth].append(span)
    for layer in spans:
        kept = filter_spans(layer)
        lost = Counter((s.start, s.end, s.label_) for s in layer) - Counter((s.start, s.end, s.label_) for s in kept)
        alignment.lost.extend((where, doc[start:end].text) for start, end, _ in sorted(lost.elements()))
        layer[:] = kept
    doc.set_ents(spans[0])
    doc.spans[NESTED] = spans[1]
    return doc


def pieces(reference: Doc, max_length: int) -> Iterator[Doc]:
    """`reference` whole where it has at most `max_length` tokens (0: no limit), else cut at sentence ends.

    Sentences are filled up to the limit; none is ever cut, and no cut goes through a mention, so a piece can be
    longer. The pieces hold the ents and the nested spans of the whole.
    """
    if not max_length or len(reference) <= max_length:
        yield reference
        return
    nested = list(reference.spans.get(NESTED, ()))
    starts = [sent.start for sent in reference.sents] if reference.has_annotation("SENT_START") else [0]
    inside = {i for span in reference.ents for i in range(span.start + 1, span.end)}
    bounds = [*(start for start in starts if start not in inside), len(reference)]
    begin = 0
    for last, end in itertools.pairwise(bounds):
        if end - begin > max_length and last > begin:
            yield _piece(reference, begin, last, nested)
            begin = last
    if begin < len(reference):
        yield _piece(reference, begin, len(reference), nested)


def _piece(doc: Doc, start: int, end: int, nested: list[Span]) -> Doc:
    piece = doc[start:end].as_doc()
    piece.spans[NESTED] = [
        Span(piece, s.start - start, s.end - start, label=s.label) for s in nested if start <= s.start and s.end <= end
    ]
    return piece


def same_tokens(nlp: Language, reference: Doc) -> Example:
    """An Example whose predicted side has the tokens of `reference` and no annotation."""
    words = [token.text for token in reference]
    return Example(Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for token in reference]), reference)


class Passes:
    """The order of the examples of each pass over a corpus, and the augmentation of it.

    With `shuffle` every pass has an order of its own, the same in every run with the same seed; the whole corpus is in
    memory then. Without it examples stream. `limit` counts examples before augmentation (0: no limit).
    """

    def __init__(self, limit: int, shuffle: bool, seed: int, augmenter: ExampleAugmenter | None) -> None:
        self.limit, self.shuffle, self.augmenter = limit, shuffle, augmenter
        self._random = random.Random(seed)

    def __call__(self, nlp: Language, examples: Iterable[Example]) -> Iterator[Example]:
        """The examples of one pass."""
        if self.shuffle:
            kept = list(_first(examples, self.limit))
            self._random.shuffle(kept)
            examples = kept
        else:
            examples = _first(examples, self.limit)
        for example in examples:
            if self.augmenter is None:
                yield example
            else:
                yield from self.augmenter(nlp, example)


def _first(examples: Iterable[Example], limit: int) -> Iterator[Example]:
    for number, example in enumerate(examples, 1):
        yield example
        if number == limit:
            return
