"""The one place that knows the labels: a sixth label is one more line in `LABELS`."""

from __future__ import annotations

from typing import Final, NamedTuple


class Label(NamedTuple):
    """What the pipeline knows of a label.

    color: background as ``#rrggbb``, light enough for black text (contrast 4.5:1 and more; WCAG 2.1, AA).
    rank: of two candidates of equal length the one of the lower rank wins. nests: may stand inside a holder. holds: may
    have mentions inside. prefix: of the ids of its clusters ("p1"); "" for what is not joined. amount: has a value.
    """

    name: str
    color: str
    rank: int
    nests: bool = False
    holds: bool = False
    prefix: str = ""
    amount: bool = False


#: In the order in which they are shown.
LABELS: Final = (
    Label("PERSON", "#f4a6b7", rank=2, nests=True, prefix="p"),
    Label("POSITION", "#f7c873", rank=0, holds=True),
    Label("ORG", "#8ec5f4", rank=1, nests=True, holds=True, prefix="o"),
    Label("LOC", "#a5d8a2", rank=3, nests=True, prefix="l"),
    Label("QUANTITY", "#cdb8f0", rank=4, amount=True),
)

NAMES: Final = tuple(label.name for label in LABELS)
#: Names by rank.
PRECEDENCE: Final = tuple(label.name for label in sorted(LABELS, key=lambda label: label.rank))
NESTABLE: Final = frozenset(label.name for label in LABELS if label.nests)
HOLDERS: Final = frozenset(label.name for label in LABELS if label.holds)
#: Label to the prefix of its cluster ids, for those whose mentions are joined.
PREFIXES: Final = {label.name: label.prefix for label in LABELS if label.prefix}
#: Labels whose mentions are amounts; the last three are those of KazNERD.
AMOUNTS: Final = frozenset({label.name for label in LABELS if label.amount} | {"MONEY", "PERCENTAGE", "CARDINAL"})
#: Label to colour, for displaCy (entry point ``spacy_displacy_colors``).
COLORS: Final = {label.name: label.color for label in LABELS}
#: The colour of labels of other schemes.
FALLBACK: Final = "#d5d8dc"

_RANKS: Final = {name: rank for rank, name in enumerate(PRECEDENCE)}


def rank(name: str) -> int:
    """The place of a label in `PRECEDENCE`; those of other schemes come last."""
    return _RANKS.get(name, len(_RANKS))


def color(name: str) -> str:
    """The background of `name` as ``#rrggbb``; labels of other schemes share one grey."""
    return COLORS.get(name, FALLBACK)


def display_order(name: str) -> tuple[int, str]:
    """Sort key for labels as they are shown: those of `LABELS` in their order, then the others by name."""
    return (NAMES.index(name) if name in NAMES else len(NAMES)), name
