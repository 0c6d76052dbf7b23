"""The tables of the scripts: which letters stand for which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"
LATIN: Final = ("latin-2021", "latin-2018", "latin-2017", "latin-kazinform", "latin-ascii")
ARABIC: Final = "arabic"
#: Cyrillic with damaged letters.
DAMAGED: Final = ("font", "scan")
_CYRILLIC: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"

LETTERS: Final = Table(
    _DATA / "letters.tsv",
    ("variety", "written", "cyrillic", "use"),
    unique=("variety", "written", "cyrillic"),
    values={"variety": tuple(name.replace("-", "_") for name in (*LATIN, ARABIC, *DAMAGED)), "use": ("both", "read")},
)
CAPITALS: Final = Table(_DATA / "capitals.tsv", ("word", "case"), unique=("word",), values={"case": ("title", "upper")})

# What a reading costs that its alphabet has for emergencies, and one that only another alphabet has, in nats.
_RARE: Final = 2.0
_OTHER: Final = 4.0
# A letter without its mark, in a text that writes marks.
_PLAIN: Final = 5.5


@dataclass(frozen=True, slots=True)
class Variety:
    """An alphabet: its name, written letters to (Cyrillic letters, cost in nats), and the longest key."""

    name: str
    readings: Mapping[str, tuple[tuple[str, float], ...]]
    longest: int

    def owns(self, letter: str) -> bool:
        """The letter is one of this alphabet, not of another that it is mixed with."""
        return any(not cost for small in (letter, letter.lower()) for _, cost in self.readings.get(small, ()))


def letters() -> list[tuple[str, str, str, str]]:
    """The rows of the table, with the names of LATIN and ARABIC. Raises TableError on a faulty table."""
    return [(name.replace("_", "-"), written, cyrillic, use) for name, written, cyrillic, use in LETTERS.read()]


@lru_cache(maxsize=1)
def varieties() -> dict[str, Variety]:
    """Name to alphabet. A Latin one also reads the letters of the others, at a cost: texts mix them.

    Raises TableError on a faulty table.
    """
    rows = letters()
    found = {}
    for name in (*LATIN, ARABIC, *DAMAGED):
        costs: dict[str, dict[str, float]] = {}
        if name in DAMAGED:
            costs = {letter: {letter: 0.0} for letter in _CYRILLIC}
        for variety, written, cyrillic, use in rows:
            if variety != name and not (variety in LATIN and name in LATIN):
                continue
            other = _PLAIN if variety == "latin-ascii" else _OTHER
            cost = other if variety != name else _RARE if use == "read" else 0.0
            known = costs.setdefault(written, {})
            known[cyrillic] = min(cost, known.get(cyrillic, cost))
        readings = {written: tuple(sorted(options.items())) for written, options in costs.items()}
        found[name] = Variety(name, readings, max(map(len, readings)))
    return found
