"""What is scored: a text with the mentions that it has and those that were predicted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

# Variants of one sentence of KazNERD: AID17, BID17.
_VARIANT: Final = re.compile(r"[A-Z]+ID(\d+)")


class Span(NamedTuple):
    """Characters ``start:end`` of a text are a mention of `label`."""

    start: int
    end: int
    label: str


class Predicted(NamedTuple):
    """A predicted mention; score in 0..1 and source (rule id, ``model`` or both) where they are known."""

    start: int
    end: int
    label: str
    score: float | None = None
    source: str | None = None

    @property
    def span(self) -> Span:
        """The mention alone."""
        return Span(self.start, self.end, self.label)


@dataclass(frozen=True, slots=True)
class Case:
    """A gold text with its predictions.

    gold, predicted: the outermost mentions; nested_gold, nested_predicted: the mentions inside others. group: texts of
    one group are resampled together, as they are not independent of each other.
    """

    id: str
    text: str
    gold: tuple[Span, ...] = ()
    predicted: tuple[Predicted, ...] = ()
    nested_gold: tuple[Span, ...] = ()
    nested_predicted: tuple[Predicted, ...] = ()
    group: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)


def group_of(identity: str, meta: Mapping[str, Any], by: str | None = None) -> str:
    """The group of a record: its field `by`, else its ``group``, else the number of a KazNERD id, else its own id."""
    found = meta.get(by or "group")
    if found not in (None, ""):
        return f"group {found}"
    variant = _VARIANT.fullmatch(identity)
    return f"variants {variant[1]}" if variant else f"record {identity}"


def canonical(cases: Iterable[Case]) -> list[Case]:
    """`cases` in an order that depends on what they hold alone, their mentions too."""

    def ordered(case: Case) -> Case:
        return Case(
            case.id,
            case.text,
            tuple(sorted(case.gold)),
            tuple(sorted(case.predicted, key=_place)),
            tuple(sorted(case.nested_gold)),
            tuple(sorted(case.nested_predicted, key=_place)),
            case.group or f"record {case.id}",
            case.meta,
        )

    return sorted(map(ordered, cases), key=lambda c: (c.id, c.group, c.text, c.gold, [_place(p) for p in c.predicted]))


def _place(mention: Predicted) -> tuple[int, int, str, float, str]:
    return (*mention.span, -1.0 if mention.score is None else -mention.score, mention.source or "")


def labels_of(cases: Sequence[Case]) -> list[str]:
    """The labels in gold or predictions, sorted."""
    layers = (layer for c in cases for layer in (c.gold, c.predicted, c.nested_gold, c.nested_predicted))
    return sorted({mention.label for layer in layers for mention in layer})


def only(case: Case, labels: frozenset[str]) -> Case:
    """`case` without the mentions of other labels, on both sides."""
    return Case(
        case.id,
        case.text,
        tuple(m for m in case.gold if m.label in labels),
        tuple(m for m in case.predicted if m.label in labels),
        tuple(m for m in case.nested_gold if m.label in labels),
        tuple(m for m in case.nested_predicted if m.label in labels),
        case.group,
        case.meta,
    )


def fingerprint(cases: Iterable[Case]) -> str:
    """SHA-256 of the texts and their gold, whatever their order: the same gold has the same one."""
    records = sorted(
        hashlib.sha256(repr((c.text, sorted(c.gold), sorted(c.nested_gold))).encode("utf-8", "surrogatepass")).digest()
        for c in cases
    )
    return hashlib.sha256(b"".join(records)).hexdigest()
