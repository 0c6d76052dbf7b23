"""How well the names of two people agree, part by part, and whether they contradict each other."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from atau.facts.people.letters import rough, skeleton, within_one_edit
from atau.facts.people.name_facts import NameFacts, known_givens

#: An entry holds the facts of two names, some 4 kB. Those of one block are compared one after the other, so that more
#: entries are hardly ever asked for again.
_MAX_CACHED: Final = 8192
# One letter makes another name of a short one: Асан, Әсан, but Асан, Есен.
_SHORTEST_NEAR: Final = 5


class Agreement(enum.IntEnum):
    """How a part of one name stands to that of another, the best first."""

    SAME = 5
    #: Other spellings of one name: Бақыт, Бахыт. Of a surname: another ending, Тоқсан, Тоқсанов.
    VARIANT = 4
    #: One letter apart.
    NEAR = 3
    #: The first letter agrees, and one of the two has no more.
    INITIAL = 2
    #: One of the two has nothing.
    UNKNOWN = 1
    CONFLICT = 0


@dataclass(frozen=True, slots=True)
class NameComparison:
    """The agreement of the parts of two names.

    crossed: the surname of one is the patronymic of the other (Тоқсанов, Тоқсанұлы). genders_differ: whether the
    endings show two genders.
    """

    surname: Agreement
    given: Agreement
    father: Agreement
    crossed: bool
    genders_differ: bool

    @property
    def surname_agrees(self) -> bool:
        """Whether the surnames, or what stands for them, are one."""
        return self.crossed or self.surname >= Agreement.NEAR

    @property
    def contradicts(self) -> bool:
        """Whether no person can have both names: two given names, two fathers or two genders.

        Two surnames are no contradiction: people marry.
        """
        return self.genders_differ or Agreement.CONFLICT in (self.given, self.father)

    @property
    def may_be_one(self) -> bool:
        """Whether the names alone allow one person: what they share is more than a given name, and nothing differs.

        A new surname needs the given name and the father's.
        """
        if self.contradicts:
            return False
        if self.surname_agrees:
            return True
        named = self.given >= Agreement.NEAR and self.father >= Agreement.NEAR
        return named or (self.surname == Agreement.UNKNOWN and self.father >= Agreement.NEAR)


@lru_cache(maxsize=_MAX_CACHED)
def compare_names(one: NameFacts, other: NameFacts) -> NameComparison:
    """How well two names agree.

    >>> from atau.facts.people.name_facts import name_facts
    >>> found = compare_names(name_facts(("Қ. Сабыров",)), name_facts(("Қайрат Ерланұлы Сабыров",)))
    >>> found.surname.name, found.given.name, found.father.name, found.may_be_one
    ('SAME', 'INITIAL', 'UNKNOWN', True)
    """
    surname = _surnames(one, other)
    crossed = _crossed(one, other)
    return NameComparison(
        surname=Agreement.UNKNOWN if crossed and surname == Agreement.CONFLICT else surname,
        given=_givens(one, other),
        father=_fathers(one, other, crossed=crossed),
        crossed=crossed,
        genders_differ=bool(one.gender and other.gender and one.gender != other.gender),
    )


def _best(one: frozenset[str], other: frozenset[str], agreement: Callable[[str, str], Agreement]) -> Agreement:
    if not one or not other:
        return Agreement.UNKNOWN
    if one & other:
        return Agreement.SAME
    return max(agreement(a, b) for a, b in product(one, other))


def _surnames(one: NameFacts, other: NameFacts) -> Agreement:
    found = _best(one.surnames, other.surnames, _spelled)
    if found < Agreement.VARIANT and one.roots & other.roots:
        return Agreement.VARIANT
    return found


def _spelled(one: str, other: str) -> Agreement:
    """
    >>> _spelled("nigmetulin", "nigmetolin").name, _spelled("ahmetov", "ahmedov").name, _spelled("asan", "esen").name
    ('VARIANT', 'NEAR', 'CONFLICT')
    """
    if rough(one) == rough(other):
        return Agreement.VARIANT
    if min(len(one), len(other)) < _SHORTEST_NEAR:
        return Agreement.CONFLICT
    near = within_one_edit(one, other) or within_one_edit(rough(one), rough(other))
    same_bones = skeleton(one) == skeleton(other) and len(skeleton(one)) >= _SHORTEST_NEAR - 1
    return Agreement.NEAR if near or same_bones else Agreement.CONFLICT


def _given(one: str, other: str) -> Agreement:
    """Two listed names that differ are two names, however alike.

    >>> _given("alia", "alima").name, _given("abdula", "abdulo").name
    ('CONFLICT', 'NEAR')
    """
    found = _spelled(one, other)
    if found == Agreement.NEAR and one in known_givens() and other in known_givens():
        return Agreement.CONFLICT
    return found


def _givens(one: NameFacts, other: NameFacts) -> Agreement:
    if one.middles and other.middles and not one.middles & other.middles:
        return Agreement.CONFLICT  # Пак Чжун Хо, Пак Чжин Хо
    found = _best(one.givens, other.givens, _given)
    if found != Agreement.UNKNOWN:
        return found
    letters, others = one.given_initials, other.given_initials
    if not letters or not others:
        return Agreement.UNKNOWN
    return Agreement.INITIAL if letters & others else Agreement.CONFLICT


def _fathers(one: NameFacts, other: NameFacts, *, crossed: bool) -> Agreement:
    found = _best(one.fathers, other.fathers, _spelled)
    if found != Agreement.UNKNOWN or crossed:
        return found
    letters, others = _father_initials(one), _father_initials(other)
    if not letters or not others:
        return Agreement.UNKNOWN
    return Agreement.INITIAL if letters & others else Agreement.CONFLICT


def _father_initials(name: NameFacts) -> frozenset[str]:
    return frozenset(rough(father)[:1] for father in name.fathers) or frozenset(name.initials[1:2])


def _crossed(one: NameFacts, other: NameFacts) -> bool:
    """Whether the surname of one is made of the father's name that the other has in place of a surname."""
    for left, right in ((one, other), (other, one)):
        if left.surnames or not left.fathers or right.fathers:
            continue
        roots = {rough(father).rstrip("aeiou") for father in left.fathers}
        if any(root.rstrip("aeiou") in roots for root in right.roots):
            return True
    return False
