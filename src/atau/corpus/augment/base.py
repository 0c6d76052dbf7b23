"""Augmenters for spaCy: Example in, Examples out; every entity stays aligned with tokens."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from atau.corpus.augment.edits import Source, Transform
from atau.corpus.examples import NESTED, OWN_TOKENS, same_tokens
from atau.corpus.marked import Mark, MarkedText


class Augmenter:
    """Callable as spaCy's ``@augmenters`` are: (pipeline, Example) to Examples.

    steps: transforms with the probability of each; they are applied one after the other. With `keep` the original
    example comes too, before the changed one. more: makers of new texts, with the probability that one follows an
    example; not where the tokens are the data set's own, which a new text does not have. A step whose result would not
    fall on tokens is left out, so every mark of every example is a span of tokens. The same seed gives the same changes
    for the same stream of examples. Raises ValueError for a probability outside of 0 to 1.
    """

    def __init__(
        self,
        steps: Sequence[tuple[Transform, float]],
        seed: int = 0,
        keep: bool = False,
        more: Sequence[tuple[Source, float]] = (),
    ) -> None:
        for _, level in (*steps, *more):
            if not 0 <= level <= 1:
                raise ValueError(f"a level is {level}; it is a probability, from 0 to 1")
        self.steps = tuple(steps)
        self.keep = keep
        self.more = tuple(more)
        self._random = random.Random(seed)

    def __call__(self, nlp: Language, example: Example) -> Iterator[Example]:
        """The changed example, or the original where no step changed it."""
        reference = example.reference
        before = marked_of(reference)
        own = not before.text or has_own_tokens(nlp, reference)
        current: tuple[MarkedText, Doc] | None = None
        for transform, level in self.steps:
            if self._random.random() >= level:
                continue
            source = current[0] if current else before
            changed = transform(source, self._random)
            if changed.text == source.text and changed.marks == source.marks:
                continue
            doc = doc_of(nlp, changed, own_tokens=own)
            if doc is not None:
                current = changed, doc
        if self.keep or current is None:
            yield example
        if current is not None:
            yield same_tokens(nlp, current[1])
        for make, level in self.more:
            if self._random.random() < level and not (own and before.text):
                doc = doc_of(nlp, make(self._random), own_tokens=False)
                if doc is not None:
                    yield same_tokens(nlp, doc)


def marked_of(doc: Doc) -> MarkedText:
    """The text of a Doc with its ents (depth 0) and nested spans (depth 1) as marks."""
    marks = [Mark(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    marks += [Mark(span.start_char, span.end_char, span.label_, 1) for span in doc.spans.get(NESTED, ())]
    return MarkedText(doc.text, tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.depth))))


def has_own_tokens(nlp: Language, doc: Doc) -> bool:
    """Whether the reader says so, or single spaces separate the words and the pipeline tokenizes differently."""
    if doc.user_data.get(OWN_TOKENS):
        return True
    if any(not token.whitespace_ for token in doc[:-1]):
        return False
    return [token.text for token in doc] != [token.text for token in nlp.make_doc(doc.text)]


def doc_of(nlp: Language, marked: MarkedText, *, own_tokens: bool) -> Doc | None:
    """A Doc with the marks as ents and nested spans, or None where a mark does not fall on whole tokens.

    own_tokens: the tokens are what stands between single spaces.
    """
    if own_tokens:
        words = marked.text.split(" ")
        if not all(words) or any(char.isspace() for word in words for char in word):
            return None
        doc = Doc(nlp.vocab, words=words, spaces=[True] * (len(words) - 1) + [False])
        doc.user_data[OWN_TOKENS] = True
    else:
        doc = nlp.make_doc(marked.text)
    spans: tuple[list[Span], list[Span]] = ([], [])
    for mark in marked.marks:
        span = doc.char_span(mark.start, mark.end, label=mark.label)
        if span is None or span[0].is_space or span[-1].is_space:
            return None
        spans[min(mark.depth, 1)].append(span)
    doc.set_ents(spans[0])
    doc.spans[NESTED] = spans[1]
    return doc
