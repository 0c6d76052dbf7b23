"""Scores of dictionary forms, values and clusters against the attributes of annotated text.

Attributes of an annotation: `normal` and `cluster` of names; of an amount `value`, `low`, `high`, `unit`, `kind`,
`approx`, `counted`, as `atau.components.quantity.value.Quantity` names them (empty if there is none).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any, Final

from atau.evaluation.spans import Counts

NUMBERS: Final = ("value", "low", "high")
TEXTS: Final = ("unit", "kind", "approx", "counted")


@dataclass(slots=True)
class Accuracy:
    """How many answers are right. missing: no answer was given; wrong: (where, given, expected)."""

    right: int = 0
    total: int = 0
    missing: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Share of right answers; 0 if there are none."""
        return self.right / self.total if self.total else 0.0

    def add(self, where: str, given: str | None, expected: str) -> None:
        """Count one answer."""
        self.total += 1
        self.right += given == expected
        self.missing += given is None
        if given != expected:
            self.wrong.append((where, given or "", expected))


def clusters_of(mentions: Iterable[tuple[Hashable, str | None]]) -> list[set[Hashable]]:
    """(mention, cluster id) as sets of mentions; a mention without an id is alone in its cluster."""
    groups: dict[Hashable, set[Hashable]] = {}
    for mention, cluster in mentions:
        groups.setdefault(("of", cluster) if cluster else ("alone", mention), set()).add(mention)
    return list(groups.values())


def pairwise(gold: Sequence[set[Hashable]], given: Sequence[set[Hashable]]) -> Counts:
    """Pairs of mentions in one cluster: right, spurious and missed ones.

    >>> pairwise([{1, 2, 3}], [{1, 2}, {3}]).recall
    0.3333333333333333
    """
    expected, found = _pairs(gold), _pairs(given)
    both = len(expected & found)
    return Counts(tp=both, fp=len(found) - both, fn=len(expected) - both)


def _pairs(clusters: Sequence[set[Hashable]]) -> set[frozenset[Hashable]]:
    return {frozenset(pair) for cluster in clusters for pair in combinations(cluster, 2)}


def quantity_text(quantity: Mapping[str, Any] | None, names: Sequence[str] = (*NUMBERS, *TEXTS)) -> str | None:
    """Fields of a quantity as a string to compare; None without one. Raises ValueError for an invalid number."""
    if quantity is None:
        return None
    parts = []
    for name in names:
        value = quantity.get("exact", quantity.get("value")) if name == "value" else quantity.get(name)
        if value is None or value == "":
            continue
        parts.append(f"{name}={_number(value) if name in NUMBERS else value}")
    return "; ".join(parts)


def _number(value: Any) -> str:
    """A number in canonical form: 31.50, 31,5 and 63/2 are the same."""
    try:
        return str(Fraction(str(value).replace(",", ".").replace(" ", "")))
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{value!r} is not a number; write 4500000000, 31.5 or 1/3") from None


def expected_quantity(attributes: Mapping[str, str]) -> tuple[Mapping[str, str], tuple[str, ...]] | None:
    """The annotated amount and the names of its annotated fields; None if nothing of it is annotated."""
    names = tuple(name for name in (*NUMBERS, *TEXTS) if name in attributes)
    return (attributes, names) if names else None


def add_counts(counts: Counts, more: Counts) -> None:
    """Add the pairs of another document."""
    counts.tp += more.tp
    counts.fp += more.fp
    counts.fn += more.fn


def common_errors(accuracy: Accuracy, limit: int = 40) -> list[tuple[tuple[str, str, str], int]]:
    """The wrong answers, most frequent first."""
    return Counter(accuracy.wrong).most_common(limit)
