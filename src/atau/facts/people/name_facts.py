"""What the names of a person say, in letters that can be compared over spellings and scripts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from atau.components.normalizer.person_names import NameParser, PersonName
from atau.components.normalizer.tables import NORMALIZER_WORDS
from atau.facts.people.letters import plain, rough, skeleton
from atau.facts.people.tables import NAME_PARTICLES, SURNAME_ENDINGS
from atau.lang.transliteration import transliterate
from atau.lexicon import shared_names
from atau.lexicon.name_tables import NAME_PARTS

_MAX_CACHED: Final = 16_384
_SHORTEST_ROOT: Final = 3
_CYRILLIC: Final = ("\u0400", "\u052f")
# A name of two words keeps a word that is a particle elsewhere: Ван Цзяньго.
_WORDS_WITH_PARTICLES: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class NameFacts:
    """The parts of a person's names in plain letters; one object for each set of names, compared as an object.

    surnames: in the masculine. roots: the surnames without their endings. givens, fathers: given names, and those in
    patronymics. middles: the words between the first and the last of a name of three or more, one entry for each such
    name. initials: of the given name and the father's, one letter each, roughly (see `rough`). gender: m or f where a
    surname or patronymic shows it, else "".
    """

    surnames: frozenset[str] = frozenset()
    roots: frozenset[str] = frozenset()
    givens: frozenset[str] = frozenset()
    fathers: frozenset[str] = frozenset()
    middles: frozenset[str] = frozenset()
    initials: tuple[str, ...] = ()
    gender: str = ""

    @property
    def is_surname_only(self) -> bool:
        """A surname without a given name or initials."""
        return bool(self.surnames) and not self.givens and not self.initials

    @property
    def is_given_only(self) -> bool:
        """A given name without anything else: it tells nobody apart."""
        return not self.surnames and not self.fathers

    @property
    def given_initials(self) -> frozenset[str]:
        """The first letters of the given name, roughly."""
        letters = {rough(given)[:1] for given in self.givens}
        return frozenset(letters or self.initials[:1])


@lru_cache(maxsize=1)
def _parser() -> NameParser:
    return NameParser(shared_names(), [word for word, kind in NORMALIZER_WORDS.read() if kind == "father"])


@lru_cache(maxsize=1)
def _gendered() -> tuple[tuple[str, str], ...]:
    """(ending, gender) of surnames and patronymics, longest first."""
    rows = [
        (part, gender)
        for part, role, _, gender in NAME_PARTS.read()
        if gender in ("m", "f") and role in ("patronymic", "patronymic_of_name", "surname")
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The endings of surnames, and (feminine, masculine)."""
    rows = SURNAME_ENDINGS.read()
    by_length = sorted((row[0] for row in rows), key=lambda ending: (-len(ending), ending))
    feminine = sorted(((row[1], row[0]) for row in rows if row[1]), key=lambda pair: (-len(pair[0]), pair))
    return tuple(by_length), tuple(feminine)


@lru_cache(maxsize=1)
def _no_names() -> dict[str, frozenset[str]]:
    rows = NAME_PARTICLES.read()
    return {use: frozenset(word for word, kind in rows if kind == use) for use in ("particle", "address")}


def masculine(surname: str) -> str:
    """A surname in plain letters as a man bears it.

    >>> masculine(plain("Сулейменова")), masculine(plain("Толстая"))
    ('suleimenov', 'tolstaia')
    """
    for feminine, ending in _endings()[1]:
        if surname.endswith(feminine) and len(surname) - len(feminine) >= _SHORTEST_ROOT - 1:
            return surname[: -len(feminine)] + ending
    return surname


def root(surname: str) -> str:
    """A masculine surname in plain letters, roughly, without its ending and the vowel before it.

    >>> root("toksanov"), root("toksanuli"), root("moldagali"), root("moldagaliev")
    ('tuksan', 'tuksan', 'muldagal', 'muldagal')
    """
    for ending in _endings()[0]:
        if surname.endswith(ending) and len(surname) - len(ending) >= _SHORTEST_ROOT:
            surname = surname[: -len(ending)]
            break
    bones = rough(surname)
    shorter = bones.rstrip("aeiou")
    return shorter if len(shorter) >= _SHORTEST_ROOT else bones


@lru_cache(maxsize=_MAX_CACHED)
def name_facts(names: tuple[str, ...]) -> NameFacts:
    """What all names of a person say together.

    >>> facts = name_facts(("Қ. Сабыров", "Қайрат Ерланұлы Сабыров"))
    >>> sorted(facts.surnames), sorted(facts.givens), sorted(facts.fathers), facts.gender
    (['sabirov'], ['kairat'], ['erlan'], 'm')
    """
    read = [_read(name) for name in names]
    parsed = [name for name, _ in read]
    surnames = frozenset(masculine(name.surname or name.single) for name in parsed if name.surname or name.single)
    initials = max((name.initials for name in parsed), key=len, default=())
    return NameFacts(
        surnames=surnames,
        roots=frozenset(map(root, surnames)),
        givens=frozenset(name.given for name in parsed if name.given),
        fathers=frozenset(name.father for name in parsed if name.father),
        middles=frozenset(middle for _, middle in read if middle),
        initials=initials,
        gender=_gender(names),
    )


def _gender(names: Iterable[str]) -> str:
    """The gender that the endings show; "" where none does, or where they contradict each other."""
    found = set()
    for name in names:
        for word in name.lower().split()[-3:]:
            gender = next((gender for ending, gender in _gendered() if word.endswith(ending)), "")
            if len(word) > _SHORTEST_ROOT + 1 and gender and word not in shared_names().given_names:
                found.add(gender)
    return found.pop() if len(found) == 1 else ""


def parse_name(name: str) -> PersonName:
    """The parts of a name in plain letters; a single word that may be a given name or a surname counts as surname."""
    return _read(name)[0]


@lru_cache(maxsize=_MAX_CACHED)
def _read(name: str) -> tuple[PersonName, str]:
    """The parts of a name, and the words between the first and the last that are none of them (Пак Чжун Хо)."""
    words = _without_particles(name.lower().split())
    read = [word if is_cyrillic(word) else transliterate(word).lower() for word in words]
    parsed = _parser().parse(" ".join(read))
    # The letters as they are written say more than their reading: Mercer is no Мерцер.
    written = dict(zip(read, words, strict=True))

    def letters(part: str) -> str:
        return plain(" ".join(written.get(word, word) for word in part.split()))

    parts = {word for part in (*parsed.words, *parsed.initials) for word in part.split()}
    middle = "".join(letters(word) for word in read[1:-1] if word not in parts and not word.endswith("."))
    found = PersonName(
        given=letters(parsed.given),
        surname=letters(parsed.surname),
        patronymic=letters(parsed.patronymic),
        father=letters(parsed.father),
        initials=tuple(rough(plain(initial))[:1] for initial in parsed.initials),
        single=letters(parsed.single),
    )
    return found, middle


def _without_particles(words: list[str]) -> list[str]:
    """
    >>> _without_particles("питер ван дер берг".split()), _without_particles("гүлнәр апай".split())
    (['питер', 'берг'], ['гүлнәр'])
    """
    no_names = _no_names()
    words = [word for word in words if word not in no_names["address"]] or words
    if len(words) >= _WORDS_WITH_PARTICLES:
        words = [word for word in words if word not in no_names["particle"]] or words
    return words


def is_cyrillic(word: str) -> bool:
    """Whether all letters are Cyrillic ones."""
    return all(not char.isalpha() or _CYRILLIC[0] <= char <= _CYRILLIC[1] for char in word)


@lru_cache(maxsize=1)
def known_givens() -> frozenset[str]:
    """The listed given names in plain letters: two of them that differ are two names, however alike."""
    return frozenset(map(plain, shared_names().given_names))


def block_letters(word: str) -> str:
    """The letters by which names are looked up: consonants alone; short ones keep their vowels.

    >>> block_letters("tulegen"), block_letters("kim")
    ('tlgn', 'kim')
    """
    bones = skeleton(word)
    return bones if len(bones) >= _SHORTEST_ROOT else rough(word)
