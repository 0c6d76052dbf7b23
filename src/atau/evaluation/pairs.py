"""Pairs each predicted mention with a gold one; all schemes, the confusion matrix and the errors use the same pairs.

Each mention has at most one partner. Overlapping pairs are sorted by these criteria, in this order: equal boundaries;
equal label; larger overlap (intersection over union, in characters); position in the text. Going through them, a pair
is kept if neither side has a partner yet. The order in which the mentions were given does not matter, unlike in
nervaluate, which takes predictions one by one; the two agree if no mention overlaps two of the other side.

The schemes are those of SemEval-2013, task 9.1: strict, exact (boundaries), partial (boundaries, half a point for an
overlap) and type (label, any overlap).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from atau.evaluation.scored_text import LabelledSpan, PredictedSpan

Kind = Literal["correct", "type", "boundary", "type+boundary", "missed", "spurious"]
#: The kinds of error, as the report shows them.
KINDS: Final[tuple[Kind, ...]] = ("missed", "spurious", "type", "boundary", "type+boundary")
SCHEMES: Final = ("strict", "exact", "partial", "type")


@dataclass(frozen=True, slots=True)
class SpanPair:
    """A gold mention and its prediction; one of them is None where it has no partner."""

    gold: LabelledSpan | None
    predicted: PredictedSpan | None

    @property
    def kind(self) -> Kind:
        """correct, or the kind of error."""
        if self.predicted is None:
            return "missed"
        if self.gold is None:
            return "spurious"
        same_place = self.gold[:2] == self.predicted[:2]
        if self.gold.label == self.predicted.label:
            return "correct" if same_place else "boundary"
        return "type" if same_place else "type+boundary"


#: Credit for each kind of pair under each scheme; missed and spurious mentions get none.
CREDIT: Final[dict[str, dict[str, float]]] = {
    "strict": {"correct": 1.0},
    "exact": {"correct": 1.0, "type": 1.0},
    "partial": {"correct": 1.0, "type": 1.0, "boundary": 0.5, "type+boundary": 0.5},
    "type": {"correct": 1.0, "boundary": 1.0},
}


def pair_up(gold: Sequence[LabelledSpan], predicted: Sequence[PredictedSpan]) -> list[SpanPair]:
    """All mentions of both sides in pairs, in text order.

    Takes O(n log n) in the number of overlapping pairs, which is linear if mentions of one side do not overlap.
    """
    ordered_gold = sorted(gold)
    ordered = sorted(predicted, key=lambda m: (m.span, -(m.score or 0), m.source or ""))
    candidates = []
    first = 0
    for i, g in enumerate(ordered_gold):
        # Mentions may be nested, so those that end early are skipped only while no earlier one is longer.
        while first < len(ordered) and ordered[first].end <= g.start:
            first += 1
        for j in range(first, len(ordered)):
            p = ordered[j]
            if p.start >= g.end:
                break
            shared = min(g.end, p.end) - max(g.start, p.start)
            if shared > 0:
                union = max(g.end, p.end) - min(g.start, p.start)
                rank = (g[:2] != p[:2], g.label != p.label, -shared / union, g, p.span)
                candidates.append((rank, i, j))
    candidates.sort()
    partner_of_gold: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in partner_of_gold and j not in taken:
            partner_of_gold[i] = j
            taken.add(j)
    pairs = [
        SpanPair(g, ordered[partner_of_gold[i]] if i in partner_of_gold else None) for i, g in enumerate(ordered_gold)
    ]
    pairs += [SpanPair(None, p) for j, p in enumerate(ordered) if j not in taken]
    return sorted(pairs, key=_sort_key)


def credit(pairs: Sequence[SpanPair], scheme: str) -> float:
    """The points of `pairs` under a scheme; over the predicted mentions they give precision, over gold recall."""
    worth = CREDIT[scheme]
    return sum(worth.get(pair.kind, 0.0) for pair in pairs)


def _sort_key(pair: SpanPair) -> tuple[int, int, str, str]:
    mention = pair.gold or pair.predicted
    assert mention is not None
    other = pair.predicted.label if pair.predicted else ""
    return mention.start, mention.end, mention.label, other
