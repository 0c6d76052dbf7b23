"""The parts of a person's name, and whether two names can be one person's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from atau.lexicon import given_names, is_given_name, patronymic_like, surname_like, surnames

_INITIAL = re.compile(r"[^\W\d_]{1,2}\.")
_PATRONYMIC = re.compile(r"(?:ұлы|қызы|ович|евич|ич|овна|евна|ична|тегі)$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in lower case. single: one word of which nobody can say whether it is the given name or the surname.

    initials: without points, in the order of the text.
    """

    given: str = ""
    surname: str = ""
    patronymic: str = ""
    initials: tuple[str, ...] = ()
    single: str = ""

    @property
    def parts(self) -> int:
        """How much the name tells: full words count twice, initials once."""
        full = sum(map(bool, (self.given, self.surname, self.patronymic, self.single)))
        return 2 * full + len(self.initials)

    @property
    def words(self) -> tuple[str, ...]:
        """The words by which it can be likened to another name."""
        return tuple(word for word in (self.given, self.surname, self.patronymic, self.single) if word)

    @property
    def alone(self) -> bool:
        """A given name or an uncertain word without anything else."""
        return not self.surname and not self.patronymic and not self.initials


@lru_cache(maxsize=16384)
def parse_name(normal: str) -> PersonName:
    """The parts of a name in its dictionary form (`Қ. Е. Көшербаев`, `Наурызбай Сейітқалиұлы`)."""
    pieces = normal.lower().split()
    initials = tuple(piece[:-1] for piece in pieces if _INITIAL.fullmatch(piece))
    words = [piece for piece in pieces if not _INITIAL.fullmatch(piece)]
    if not words:
        return PersonName(initials=initials)
    fathers = [word for word in words[1:] if patronymic_like(word)]
    patronymic = fathers[-1] if fathers else ""
    rest = [word for word in words if word != patronymic]
    if initials and len(words) == 1 and patronymic_like(words[0]):  # К. Сейдахметқызы
        return PersonName(patronymic=words[0], initials=initials)
    if initials:
        return PersonName(surname=" ".join(rest) or patronymic, initials=initials)
    if len(rest) == 1:
        word = rest[0]
        if patronymic:  # Махамбет Жолдасғалиұлы
            return PersonName(given=word, patronymic=patronymic)
        if _surname(word) and not is_given_name(word):
            return PersonName(surname=word)
        return PersonName(given=word) if is_given_name(word) else PersonName(single=word)
    first, last = rest[0], rest[-1]
    if _surname(first) and not _surname(last) and first not in given_names():
        first, last = last, first  # Көшербаев Қырымбек
    return PersonName(given=first, surname=last, patronymic=patronymic)


def _surname(word: str) -> bool:
    return word in surnames() or surname_like(word)


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _initials_agree(initials: tuple[str, ...], name: PersonName) -> bool:
    """Whether initials fit the words, or the initials, of another name."""
    if name.initials:
        return all(a[0] == b[0] for a, b in zip(initials, name.initials, strict=False))
    words = (name.given, name.patronymic)
    return all(not word or word[0] == initial[0] for initial, word in zip(initials, words, strict=False))


def compatible(one: PersonName, other: PersonName) -> bool:
    """Whether the names have a word in common and nothing in them says that they are two persons'."""
    for lone, name in ((one, other), (other, one)):
        word = lone.single or (lone.given if lone.alone else "")
        # Зейнолла alone may be the given name or the surname of the other
        if word and (lone.single or not name.alone):
            return word in (name.given, name.surname, name.single)
    if not (_agree(one.surname, other.surname) and _agree(one.given, other.given)):
        return False
    if not _agree(_PATRONYMIC.sub("", one.patronymic), _PATRONYMIC.sub("", other.patronymic)):
        return False
    if not (_initials_agree(one.initials, other) and _initials_agree(other.initials, one)):
        return False
    if (one.surname and one.surname == other.surname) or (one.given and one.given == other.given):
        return True
    # К. Сейдахметқызы, Күлпаш Сейдахметқызы
    named = (one.given and other.initials) or (other.given and one.initials)
    return bool(named and one.patronymic and one.patronymic == other.patronymic)


def merge(one: PersonName, other: PersonName) -> PersonName:
    """What two compatible names say together."""
    longer = one.initials if len(one.initials) >= len(other.initials) else other.initials
    return replace(
        one,
        given=one.given or other.given,
        surname=one.surname or other.surname,
        patronymic=one.patronymic or other.patronymic,
        initials=longer,
        single="" if (one.given or one.surname or other.given or other.surname) else one.single,
    )
