"""What is scored: a text with its gold mentions and the predicted ones."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

# Variants of one sentence of KazNERD: AID17, BID17.
_VARIANT: Final = re.compile(r"[A-Z]+ID(\d+)")


class LabelledSpan(NamedTuple):
    """A mention: characters ``start:end`` of a text, and its label."""

    start: int
    end: int
    label: str


class PredictedSpan(NamedTuple):
    """A predicted mention; score (0 to 1) and source (rule id, ``model`` or both) if known."""

    start: int
    end: int
    label: str
    score: float | None = None
    source: str | None = None

    @property
    def span(self) -> LabelledSpan:
        """The mention without score and source."""
        return LabelledSpan(self.start, self.end, self.label)


@dataclass(frozen=True, slots=True)
class ScoredText:
    """A gold text with its predictions.

    gold, predicted: the outermost mentions; nested_gold, nested_predicted: the mentions inside others. group: texts of
    one group are resampled together, because they are not independent of each other.
    """

    id: str
    text: str
    gold: tuple[LabelledSpan, ...] = ()
    predicted: tuple[PredictedSpan, ...] = ()
    nested_gold: tuple[LabelledSpan, ...] = ()
    nested_predicted: tuple[PredictedSpan, ...] = ()
    group: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)


def group_of(identity: str, meta: Mapping[str, Any], by: str | None = None) -> str:
    """The group of a record: the value of `by`, or ``group``, or the number in a KazNERD id, or its own id."""
    found = meta.get(by or "group")
    if found not in (None, ""):
        return f"group {found}"
    variant = _VARIANT.fullmatch(identity)
    return f"variants {variant[1]}" if variant else f"record {identity}"


def canonical(scored_texts: Iterable[ScoredText]) -> list[ScoredText]:
    """`scored_texts`, and the mentions of each, in an order that depends on their contents only."""

    def ordered(scored: ScoredText) -> ScoredText:
        return ScoredText(
            scored.id,
            scored.text,
            tuple(sorted(scored.gold)),
            tuple(sorted(scored.predicted, key=_sort_key)),
            tuple(sorted(scored.nested_gold)),
            tuple(sorted(scored.nested_predicted, key=_sort_key)),
            scored.group or f"record {scored.id}",
            scored.meta,
        )

    return sorted(
        map(ordered, scored_texts), key=lambda c: (c.id, c.group, c.text, c.gold, [_sort_key(p) for p in c.predicted])
    )


def _sort_key(mention: PredictedSpan) -> tuple[int, int, str, float, str]:
    return (*mention.span, -1.0 if mention.score is None else -mention.score, mention.source or "")


def labels_of(scored_texts: Sequence[ScoredText]) -> list[str]:
    """The labels in gold or predictions, sorted."""
    layers = (layer for c in scored_texts for layer in (c.gold, c.predicted, c.nested_gold, c.nested_predicted))
    return sorted({mention.label for layer in layers for mention in layer})


def only(scored: ScoredText, labels: frozenset[str]) -> ScoredText:
    """`scored` with only the mentions of `labels`, in gold and predictions."""
    return ScoredText(
        scored.id,
        scored.text,
        tuple(m for m in scored.gold if m.label in labels),
        tuple(m for m in scored.predicted if m.label in labels),
        tuple(m for m in scored.nested_gold if m.label in labels),
        tuple(m for m in scored.nested_predicted if m.label in labels),
        scored.group,
        scored.meta,
    )


def fingerprint(scored_texts: Iterable[ScoredText]) -> str:
    """SHA-256 of the texts and their gold, in any order: the same gold always has the same fingerprint."""
    records = sorted(
        hashlib.sha256(_hashed(scored).encode("utf-8", "surrogatepass")).digest() for scored in scored_texts
    )
    return hashlib.sha256(b"".join(records)).hexdigest()


def _hashed(scored: ScoredText) -> str:
    """What is hashed of a text. The wording is frozen: reports are compared by fingerprint across versions of atau."""

    def layer(spans: Iterable[LabelledSpan]) -> str:
        return ", ".join(f"Span(start={s.start!r}, end={s.end!r}, label={s.label!r})" for s in sorted(spans))

    return f"({scored.text!r}, [{layer(scored.gold)}], [{layer(scored.nested_gold)}])"
