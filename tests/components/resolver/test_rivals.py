"""Rivals of a candidate: as if every pair were compared, in a time that does not grow with the square."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from atau.components.resolver.calibrator import CandidateFeatures
from atau.components.resolver.rivals import Rivals, rivals

_CANDIDATES = st.lists(
    st.builds(
        lambda start, length, label, probability, chosen: CandidateFeatures(
            start, start + length, label, probability / 9, chosen=chosen
        ),
        st.integers(0, 30),
        st.integers(1, 12),
        st.sampled_from(["LOC", "ORG", "PERSON"]),
        st.integers(0, 9),
        st.booleans(),
    ),
    max_size=60,
    unique_by=lambda c: c[:3],
)


def _pairs(candidates: list[CandidateFeatures]) -> list[Rivals]:
    found = []
    for c in candidates:
        others = [o for o in candidates if o is not c and o.start < c.end and c.start < o.end]
        around = [o for o in others if o.start <= c.start and c.end <= o.end and (o.start, o.end) != (c.start, c.end)]
        found.append(
            Rivals(
                max((o.probability for o in others), default=0.0),
                any(o.chosen for o in others),
                max((o.probability for o in around), default=0.0),
            )
        )
    return found


@given(_CANDIDATES)
def test_the_rivals_are_those_of_all_pairs(candidates: list[CandidateFeatures]) -> None:
    candidates.sort(key=lambda c: c[:3])
    assert rivals(candidates) == _pairs(candidates)


class _Counted(CandidateFeatures):
    """Counts how often anybody looks at the probability of a candidate."""

    seen = 0

    @property
    def probability(self) -> float:  # type: ignore[override]
        _Counted.seen += 1
        return self[3]


def _looks(size: int) -> int:
    """Looks at `size` candidates in one chain, under one that holds them all."""
    _Counted.seen = 0
    chain = [_Counted(i, i + 2, "LOC", 0.5) for i in range(1, size)]
    rivals([_Counted(0, size + 2, "ORG", 0.5), *chain])
    return _Counted.seen


def test_a_long_candidate_over_all_others_costs_no_more_than_they_do() -> None:
    assert _looks(4000) < 5 * _looks(1000)
