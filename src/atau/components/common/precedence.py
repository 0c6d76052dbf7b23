"""Which of several overlapping candidates comes first, without a model; the first difference decides:

1. longer in tokens before shorter;
2. of equal length, the label that comes first in `atau.labels.PRECEDENCE`;
3. of equal label, the rule with the higher precision on development gold (data/rules.tsv);
4. of equal precision, the earlier start, then the rule id in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from spacy.tokens import Doc

from atau import labels
from atau.components.common import candidates
from atau.components.common.tables import RULES

# The score of a rule that has no line in data/rules.tsv.
UNKNOWN_PRECISION: Final = 0.5


class Candidate(NamedTuple):
    """Tokens `start:end` may be a mention of `label`, says `source`, right with probability `score`."""

    start: int
    end: int
    label: str
    source: str
    score: float


def _ranked(found: Iterable[Candidate]) -> list[Candidate]:
    return sorted(
        set(found),
        key=lambda c: (c.start - c.end, labels.rank(c.label), -c.score, c.start, c.source),
    )


def _by_place(found: Iterable[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda c: (c.start, -c.end))


def resolve(found: Iterable[Candidate], taken: Iterable[Candidate] = ()) -> list[Candidate]:
    """The entities, in order of place: `taken`, and what fits beside them in the order of precedence."""
    flat = list(taken)
    covered = {i for candidate in flat for i in range(candidate.start, candidate.end)}
    for candidate in _ranked(found):
        span = range(candidate.start, candidate.end)
        if covered.isdisjoint(span):
            flat.append(candidate)
            covered.update(span)
    return _by_place(flat)


def resolve_nested(found: Iterable[Candidate], flat: Iterable[Candidate]) -> list[Candidate]:
    """The mentions directly inside the entities `flat`, in order of place: the largest first, one level deep."""
    owner = {i: holder for holder in flat if holder.label in labels.HOLDERS for i in range(holder.start, holder.end)}
    inner: set[int] = set()
    nested: list[Candidate] = []
    for candidate in _ranked(found):
        span = range(candidate.start, candidate.end)
        holder = owner.get(candidate.start)
        if (
            holder is not None
            and candidate.label in labels.NESTABLE
            and candidate.end <= holder.end
            and candidate.end - candidate.start < holder.end - holder.start
            and inner.isdisjoint(span)
        ):
            nested.append(candidate)
            inner.update(span)
    return _by_place(nested)


@lru_cache(maxsize=1)
def rule_precisions() -> dict[str, float]:
    """Rule id to the share of its candidates that are right on development gold (data/rules.tsv)."""
    return {row[0]: float(row[1]) for row in RULES.read()}


@lru_cache(maxsize=1)
def certain_rules() -> frozenset[str]:
    """The ids of the rules whose candidates stand against any candidate of the model."""
    return frozenset(row[0] for row in RULES.read() if row[3] == "yes")


def rule_candidates(doc: Doc) -> list[Candidate]:
    """The candidates of the rules (``doc.spans["rules"]``) that no veto meets, each with the precision of its rule."""
    precision = rule_precisions()
    forbidden = candidates.vetoed(doc)
    return [
        Candidate(span.start, span.end, span.label_, span.id_, precision.get(span.id_, UNKNOWN_PRECISION))
        for span in doc.spans.get(candidates.RULES, ())
        if span.label_ not in forbidden or forbidden[span.label_].isdisjoint(range(span.start, span.end))
    ]
