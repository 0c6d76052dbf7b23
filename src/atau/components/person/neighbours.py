"""Two people side by side, subject and object: `Тоқаев Путинді қабылдады`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.person.roles import Part, PersonLexicon

NEIGHBOUR: Final = "person.neighbour"
_SURE: Final = frozenset({"person.full", "person.surname", "person.initials", "person.given_unknown"})
# Adjectives look like these surnames, and such a surname may be the first half of a double one.
_DOUBTFUL: Final = ("ский", "цкий", "ской")


def split_neighbours(
    lexicon: PersonLexicon, tokens: Sequence[Word], found: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """`found` with another rule for the names that stand side by side and are surely two.

    The first ends in a surname in the nominative, the second in one with a case ending.

    >>> found("PERSON", "Кеше Сейітов Омаровпен, Асқар Тілеуов Ерлан Сейітовті күтті.")
    ['Сейітов (person.neighbour)', 'Омаровпен (person.neighbour)',
     'Асқар Тілеуов (person.neighbour)', 'Ерлан Сейітовті (person.neighbour)']
    >>> found("PERSON", "Кеше Асқар Тілеуовпен кездесті.")
    ['Асқар Тілеуовпен (person.full)']
    """
    result = list(found)
    for k in range(1, len(found)):
        first, second = found[k - 1], found[k]
        if first[1] == second[0] and _are_two(lexicon, tokens, first, second):
            result[k - 1] = (*first[:2], NEIGHBOUR)
            result[k] = (*second[:2], NEIGHBOUR)
    return result


def _are_two(
    lexicon: PersonLexicon, tokens: Sequence[Word], first: tuple[int, int, str], second: tuple[int, int, str]
) -> bool:
    """Both end in a surname, the first bare, the second inflected, and nothing speaks for one name.

    >>> found("PERSON", "Кеше Римский Корсаковты, Аллен Паркерді тыңдады.")
    ['Римский (person.surname)', 'Корсаковты (person.surname)', 'Аллен (person.surname)', 'Паркерді (person.surname)']
    """
    if first[2] not in _SURE or second[2] not in _SURE:
        return False
    subject, role = lexicon.role(tokens[first[1] - 1].norm), lexicon.role(tokens[second[1] - 1].norm)
    if not subject.bare or role.part is not Part.SURNAME or role.bare or tokens[first[1] - 1].norm.endswith(_DOUBTFUL):
        return False
    return first[1] - first[0] > 1 or (second[2] != "person.initials" and _stands_alone(lexicon, tokens, first[0]))


def _stands_alone(lexicon: PersonLexicon, tokens: Sequence[Word], i: int) -> bool:
    """Token `i` is a surname that is never a given name, and no given name that is not listed stands before it.

    >>> found("PERSON", "Кеше Зорг Тілеуов Сейітовті шақырды.")
    ['Зорг Тілеуов (person.unknown_given)', 'Сейітовті (person.surname)']
    """
    if not lexicon.is_surname(tokens[i].norm):
        return False
    before = tokens[i - 1] if i else None
    if before is None or not before.title or not before.alpha or before.form.endswith("."):
        return True
    return lexicon.role(before.norm).part is Part.NONE and not lexicon.is_place(before.norm)
