"""Given names that share the surname in the plural after them: `Айдар пен Гауһар Сейітовтер`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.person.roles import Part, PersonLexicon

_JOINTS: Final = frozenset((",", "бен", "мен", "пен", "және", "әрі"))
_MOST: Final = 6
_GIVEN: Final = "person.given"


def given_names_before(
    lexicon: PersonLexicon, tokens: Sequence[Word], found: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """The given names, common words too, that stand before a name that ends in a surname in the plural.

    >>> found("PERSON", "Кеше Арман, Шолпан және Ерлан Сейітовтер келді.")
    ['Арман (person.given)', 'Шолпан (person.given)', 'Ерлан Сейітовтер (person.full)']
    >>> found("PERSON", "Кеше Арман мен Ерлан Сейітов келді.")
    ['Ерлан Сейітов (person.full)']
    """
    starts = {end: start for start, end, _ in found}
    for start, end, _ in found:
        if end - start < 2 or not lexicon.is_family(tokens[end - 1].norm):
            continue
        i = start
        for _ in range(_MOST):
            if i < 2 or tokens[i - 1].norm not in _JOINTS:
                break
            if i - 1 in starts:
                i = starts[i - 1]
                continue
            i -= 2
            role = lexicon.role(tokens[i].norm)
            if not tokens[i].title or role.part is not Part.GIVEN or not role.bare or lexicon.is_place(tokens[i].norm):
                break
            yield i, i + 1, _GIVEN
