"""Every error with its gold mention, its prediction and its sentence; and the confusion matrix."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

from atau.corpus.align import sentence_pipeline
from atau.evaluation.pairs import SpanPair, pair_up
from atau.evaluation.report_types import ErrorContext, ErrorItem, ErrorKind, Errors, ErrorSpan, Layer
from atau.evaluation.score_types import Confusion
from atau.evaluation.scored_text import LabelledSpan, PredictedSpan, ScoredText

if TYPE_CHECKING:
    from spacy.language import Language

MISSED: Final = "(missed)"
SPURIOUS: Final = "(spurious)"
# Broken text may have very long sentences; this much context on each side is enough.
_AROUND: Final = 400


class Sentences:
    """Sentence ends by the rules of ``spacy.blank("kk")``."""

    @cached_property
    def _nlp(self) -> Language:
        return sentence_pipeline()

    def __call__(self, text: str) -> list[tuple[int, int]]:
        """(start, end) in characters, without surrounding white space."""
        found = []
        with self._nlp.memory_zone():
            for sentence in self._nlp(text).sents:
                piece = sentence.text
                start = sentence.start_char + len(piece) - len(piece.lstrip())
                if piece.strip():
                    found.append((start, start + len(piece.strip())))
        return found


def confusion(scored_texts: Sequence[ScoredText], labels: Sequence[str]) -> Confusion:
    """Gold labels against predicted ones; the last column has missed mentions, the last row spurious ones.

    A mention is counted with its partner (see `pairs`), whether or not the boundaries are right.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for scored in scored_texts:
        for pair in pair_up(scored.gold, scored.predicted):
            gold = pair.gold.label if pair.gold else SPURIOUS
            counts[gold, pair.predicted.label if pair.predicted else MISSED] += 1
    rows, columns = [*labels, SPURIOUS], [*labels, MISSED]
    return {"rows": rows, "columns": columns, "counts": [[counts[row, column] for column in columns] for row in rows]}


def list_errors(scored_texts: Sequence[ScoredText], *, texts: bool = True, nested: bool = True) -> Errors:
    """All errors of the layers that are scored, and the sentences they are in.

    texts: without it, the result has only offsets and labels and no part of the texts. nested: whether the mentions
    inside others are scored; gold that was annotated without them does not make predicted ones wrong.
    """
    sentences = Sentences()
    items: list[ErrorItem] = []
    contexts: list[ErrorContext] = []
    known: dict[tuple[int, int, int], int] = {}
    counts: Counter[str] = Counter()
    for number, scored in enumerate(scored_texts):
        cut: list[tuple[int, int]] | None = None
        for layer, pair in _wrong(scored, nested):
            counts[pair.kind] += 1
            context = None
            if texts:
                cut = sentences(scored.text) if cut is None else cut
                bounds = _around(scored.text, cut, pair)
                key = (number, *bounds)
                if key not in known:
                    known[key] = len(contexts)
                    contexts.append(_context(scored, *bounds))
                context = known[key]
            items.append(
                {
                    "kind": cast(ErrorKind, pair.kind),
                    "layer": layer,
                    "document": scored.id,
                    "gold": _shown(scored, pair.gold, texts),
                    "predicted": _shown(scored, pair.predicted, texts),
                    "context": context,
                }
            )
    return {"counts": dict(sorted(counts.items())), "items": items, "contexts": contexts, "texts": texts}


def _wrong(scored: ScoredText, nested: bool) -> Iterator[tuple[Layer, SpanPair]]:
    for pair in pair_up(scored.gold, scored.predicted):
        if pair.kind != "correct":
            yield "outer", pair
    if not nested:
        return
    for pair in pair_up(scored.nested_gold, scored.nested_predicted):
        if pair.kind != "correct":
            yield "nested", pair


def _shown(scored: ScoredText, mention: LabelledSpan | PredictedSpan | None, texts: bool) -> ErrorSpan | None:
    if mention is None:
        return None
    entry: ErrorSpan = {"start": mention.start, "end": mention.end, "label": mention.label}
    if texts:
        entry["text"] = scored.text[mention.start : mention.end]
    if isinstance(mention, PredictedSpan):
        entry["score"], entry["source"] = mention.score, mention.source
    return entry


def _around(text: str, cut: Sequence[tuple[int, int]], pair: SpanPair) -> tuple[int, int]:
    spans = [m for m in (pair.gold, pair.predicted) if m is not None]
    start, end = min(m.start for m in spans), max(m.end for m in spans)
    first = bisect_right(cut, start, key=lambda s: s[1])
    last = bisect_left(cut, end, key=lambda s: s[0])
    if first < last:
        wide = min(start, cut[first][0]), max(end, cut[last - 1][1])
    else:
        wide = start, end
    return max(wide[0], start - _AROUND, 0), min(wide[1], end + _AROUND, len(text))


def _context(scored: ScoredText, start: int, end: int) -> ErrorContext:
    """A part of a text with all its annotations, their offsets counted from its start."""

    def inside(mentions: Sequence[LabelledSpan] | Sequence[PredictedSpan]) -> list[list[Any]]:
        touched = [m for m in mentions if m.start < end and start < m.end]
        return [[max(m.start, start) - start, min(m.end, end) - start, m.label] for m in touched]

    return {
        "document": scored.id,
        "start": start,
        "text": scored.text[start:end],
        "gold": inside(scored.gold),
        "predicted": inside(scored.predicted),
    }
