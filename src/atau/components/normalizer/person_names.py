"""The parts of a person's name, and whether two names can be one person's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from atau.lexicon import NameLexicon

_INITIAL = re.compile(r"[^\W\d_]{1,2}\.")
_MAX_CACHED = 16_384


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in lower case.

    father: the name in the patronymic. initials: without dots, in the order of the text. single: one word that may be
    the given name or the surname.
    """

    given: str = ""
    surname: str = ""
    patronymic: str = ""
    father: str = ""
    initials: tuple[str, ...] = ()
    single: str = ""

    @property
    def parts(self) -> int:
        """How complete the name is: full words count twice, initials once."""
        full = sum(map(bool, (self.given, self.surname, self.patronymic, self.single)))
        return 2 * full + len(self.initials)

    @property
    def words(self) -> tuple[str, ...]:
        """The words by which it can match another name."""
        return tuple(word for word in (self.given, self.surname, self.patronymic, self.single) if word)

    @property
    def alone(self) -> bool:
        """A given name or an uncertain word without anything else."""
        return not self.surname and not self.patronymic and not self.initials


class NameParser:
    """Parses names in their dictionary form.

    names: the given names and surnames. fathers: the endings of a patronymic after the father's name.
    """

    def __init__(self, names: NameLexicon, fathers: Iterable[str]) -> None:
        self._names = names
        self._fathers = tuple(sorted(fathers, key=lambda ending: (-len(ending), ending)))
        self.parse = lru_cache(maxsize=_MAX_CACHED)(self._parse)

    def _parse(self, normal: str) -> PersonName:
        """The parts of a name in its dictionary form (`Қ. Е. Көшербаев`, `Наурызбай Сейітқалиұлы`).

        >>> from atau.lexicon import shared_names
        >>> parser = NameParser(shared_names(), ["ұлы", "қызы"])
        >>> name = parser.parse("Сабыров Қайрат Ерланұлы")
        >>> name.given, name.surname, name.patronymic, name.father
        ('қайрат', 'сабыров', 'ерланұлы', 'ерлан')
        """
        pieces = normal.lower().split()
        initials = tuple(piece[:-1] for piece in pieces if _INITIAL.fullmatch(piece))
        words = [piece for piece in pieces if not _INITIAL.fullmatch(piece)]
        if not words:
            return PersonName(initials=initials)
        patronymics = [word for word in words[1:] if self._names.patronymic_like(word)]
        patronymic = patronymics[-1] if patronymics else ""
        rest = [word for word in words if word != patronymic]
        if initials:
            return self._with_initials(initials, words, rest, patronymic)
        if len(rest) == 1:
            return self._with_one_word(rest[0], patronymic)
        if not rest:  # Ерланұлы Ерланұлы
            return PersonName(patronymic=patronymic, father=self._father(patronymic))
        first, last = rest[0], rest[-1]
        if self._is_surname(first) and not self._is_surname(last) and first not in self._names.given_names:
            first, last = last, first  # Көшербаев Қырымбек
        return PersonName(given=first, surname=last, patronymic=patronymic, father=self._father(patronymic))

    def _with_initials(
        self, initials: tuple[str, ...], words: list[str], rest: list[str], patronymic: str
    ) -> PersonName:
        """`К. Сейдахметқызы`, `Қ. Е. Көшербаев`.

        rest: `words` without the patronymic.
        """
        if len(words) == 1 and self._names.patronymic_like(words[0]):
            return PersonName(patronymic=words[0], father=self._father(words[0]), initials=initials)
        return PersonName(surname=" ".join(rest) or patronymic, initials=initials)

    def _with_one_word(self, word: str, patronymic: str) -> PersonName:
        """`Махамбет Жолдасғалиұлы`, `Сабыров`, `Айгүл`, `Зейнолла`."""
        if patronymic:
            return PersonName(given=word, patronymic=patronymic, father=self._father(patronymic))
        if self._names.is_given_name(word):
            return PersonName(given=word)
        return PersonName(surname=word) if self._is_surname(word) else PersonName(single=word)

    def _is_surname(self, word: str) -> bool:
        return word in self._names.surnames or self._names.surname_like(word)

    def _father(self, patronymic: str) -> str:
        """The patronymic without its ending.

        >>> from atau.lexicon import shared_names
        >>> NameParser(shared_names(), ["ұлы", "ич", "ович"])._father("иванович")
        'иван'
        """
        for ending in self._fathers:
            if patronymic.endswith(ending):
                return patronymic[: -len(ending)]
        return patronymic


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _initials_agree(initials: tuple[str, ...], name: PersonName) -> bool:
    """Whether initials fit the words, or the initials, of another name."""
    if name.initials:
        return all(a[0] == b[0] for a, b in zip(initials, name.initials, strict=False))
    words = (name.given, name.patronymic)
    return all(not word or word[0] == initial[0] for initial, word in zip(initials, words, strict=False))


def compatible(one: PersonName, other: PersonName) -> bool:
    """Whether the names share a word and nothing in them shows that they are two people's."""
    for lone, name in ((one, other), (other, one)):
        word = lone.single or (lone.given if lone.alone else "")
        # Зейнолла alone may be the given name or the surname of the other
        if word and (lone.single or not name.alone):
            return word in (name.given, name.surname, name.single)
    if not (_agree(one.surname, other.surname) and _agree(one.given, other.given)):
        return False
    if not _agree(one.father, other.father):
        return False
    if not (_initials_agree(one.initials, other) and _initials_agree(other.initials, one)):
        return False
    if (one.surname and one.surname == other.surname) or (one.given and one.given == other.given):
        return True
    # К. Сейдахметқызы, Күлпаш Сейдахметқызы
    named = (one.given and other.initials) or (other.given and one.initials)
    return bool(named and one.patronymic and one.patronymic == other.patronymic)


def merge(one: PersonName, other: PersonName) -> PersonName:
    """Two compatible names as one."""
    longer = one.initials if len(one.initials) >= len(other.initials) else other.initials
    return replace(
        one,
        given=one.given or other.given,
        surname=one.surname or other.surname,
        patronymic=one.patronymic or other.patronymic,
        father=one.father if one.patronymic else other.father,
        initials=longer,
        single="" if (one.given or one.surname or other.given or other.surname) else one.single,
    )
