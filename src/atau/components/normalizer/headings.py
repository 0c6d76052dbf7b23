"""What the headings of a table say of its figures: `Сомасы, мың теңге`, `Шығыс (млн теңге)`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from atau.components.common.token_facts import Word
from atau.components.quantity.value import Quantity

_ENDS: Final = frozenset(".!?")
# What sets the unit apart from the name before it.
_MARKS: Final = frozenset(",(")
_LONGEST: Final = 12
_LONGEST_UNIT: Final = 4
_YEARS: Final = (1900, 2100)


class UnitWords(NamedTuple):
    """What words of a heading are.

    one: what one of the unit is (`мың теңге`: 1,000 KZT), None where the words are no unit. is_scale: of `мың`, `млн`.
    is_currency: of currencies and percentages. is_unit: of scale words and any unit.
    """

    one: Callable[[Sequence[str]], Quantity | None]
    is_scale: Callable[[str], bool]
    is_currency: Callable[[str], bool]
    is_unit: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a heading says of its figures: the amount that one of them stands for; None where that is in doubt."""

    one: Quantity | None


class Headings:
    """Reads the cells of headings. words: of the text; a cell is a pair of its first word and the one behind it."""

    def __init__(self, words: Sequence[Word], units: UnitWords) -> None:
        self._words = words
        self._units = units

    def of_columns(self, line: Sequence[Word], cells: Sequence[tuple[int, int]]) -> list[Claim | None]:
        """What each cell says of the figures below it; nothing in a line that has figures itself."""
        several = len(cells) > 1
        if any(word.digit and not is_year(word.form) for word in line):
            return []
        if not several and (len(line) > _LONGEST or line[-1].form in _ENDS):
            return []
        return [self._claim([w for w in self._words[slice(*cell)] if not w.space], several) for cell in cells]

    def of_row(self, places: Sequence[tuple[int, int]]) -> Claim | None:
        """What the first cell in words says of the figures of its row: `Кіріс, мың теңге`.

        In doubt for a unit without a name (`доллар`, `мың теңге`), and for one that a price may be for: `Сүт, литр`.
        """
        if len(places) == 1:
            return None
        cells = [[word for word in self._words[slice(*cell)] if not word.space] for cell in places]
        names = [cell for cell in cells if cell and not any(word.digit for word in cell)]
        if not names or not any(word.digit for cell in cells for word in cell):
            return None
        forms = [[word.form for word in name] for name in names]
        if any(_MARKS.isdisjoint(name) and self._is_unit(name) for name in forms):
            return Claim(None)
        claim = None if _MARKS.isdisjoint(forms[0]) else self._claim(names[0], several=False)
        if claim is None or claim.one is None or claim.one.kind in ("count", "money", "percent"):
            return claim
        return Claim(None)

    def _is_unit(self, forms: list[str]) -> bool:
        """Whether the words are a unit or a scale; not what is counted."""
        one = self._units.one(forms) if len(forms) <= _LONGEST_UNIT else None
        return one is not None and (one.unit is not None or one.value != 1)

    def _claim(self, words: list[Word], several: bool) -> Claim | None:
        """What the words of a cell say. several: it is one of several, so that the unit may stand behind its name."""
        while words and words[-1].form in (":", "."):
            words = words[:-1]
        if not any(self._units.is_unit(word.norm) for word in words):
            return None
        forms = [word.form for word in words]
        marked: list[str] | None = None
        if forms and forms[-1] == ")" and "(" in forms:
            marked = forms[len(forms) - forms[::-1].index("(") : -1]
        elif "," in forms:
            marked = forms[len(forms) - forms[::-1].index(",") :]
        tries = [marked] if marked is not None else [forms]
        if several and marked is None:
            tries += [forms[-n:] for n in range(min(_LONGEST_UNIT, len(forms) - 1), 0, -1)]
        for unit in tries:
            one = self._units.one(unit) if 0 < len(unit) <= _LONGEST_UNIT else None
            if one is not None:
                if one.unit is None and one.value == 1:
                    return None
                # A bare `млн` without a name before it is not surely what the figures are counted in.
                return Claim(one if one.unit is not None or marked is not None else None)
        checked = marked if marked is not None else forms if several else []
        doubtful = any(self._units.is_scale(form.lower()) or self._units.is_currency(form.lower()) for form in checked)
        return Claim(None) if doubtful else None


def is_year(form: str) -> bool:
    """Whether the digits are a year, which heads a column.

    >>> is_year("2024"), is_year("2024-2025"), is_year("512")
    (True, True, False)
    """
    return all(part.isdecimal() and _YEARS[0] <= int(part) <= _YEARS[1] for part in form[:9].split("-"))
