"""What a word can be in a person's name: a given name, a surname, a patronymic, an unknown word, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from atau.components.common.endings import endings_of
from atau.components.common.noun_roles import NounRoles, noun_roles
from atau.components.common.tables import ENDINGS, NOUN_PHRASE_WORDS, OFFICES
from atau.components.person.words import WORD_TABLES, PersonWords
from atau.morphology import Case, analyses, inflect
from atau.tables import TableSet

_MAX_CACHED = 50_000
_CASES: Final[tuple[Case, ...]] = ("gen", "dat", "acc", "loc", "abl", "ins")
# A genitive may stand after a whole name as well as between two.
_OBJECT_CASES: Final = frozenset(("acc", "dat", "abl", "ins"))
# Shorter stems are found in too many words.
_SHORTEST_STEM = 4
# Of a case after a possessive (-ның, -нда); to try every stem of a long word would take quadratic time.
_LONGEST_ENDING = 4
# «Семейдегі»: no name, unlike one in -тегі.
_ATTRIBUTIVE = ("дағы", "дегі", "тағы")
_SURE_SURNAMES = ("ов", "ова", "ев", "ева")
# A listed given name counts among the likeliest readings only.
_LIKELIEST = 4
#: The tables that a `PersonLexicon` reads.
TABLES: Final = (*WORD_TABLES, OFFICES, NOUN_PHRASE_WORDS, ENDINGS)


class Part(Enum):
    """What a word is in a name. UNKNOWN: a capitalised word that is not listed. NONE: not part of a name."""

    GIVEN = auto()
    SURNAME = auto()
    PATRONYMIC = auto()
    INITIALS = auto()
    NICKNAME = auto()
    UNKNOWN = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class NameRole:
    """bare: the word is in the nominative, so that the name may go on. weak: it is a common word or a place too."""

    part: Part
    bare: bool = True
    weak: bool = False


# A way to read a word: its stem, and whether the word is the stem itself.
_Reading = tuple[str, bool]


class PersonLexicon(PersonWords):
    """The words of the person grammar, with the roles of any word in a name. Raises TableError on a faulty table."""

    def __init__(self, tables: TableSet) -> None:
        super().__init__(tables)
        self.noun_roles: NounRoles = noun_roles(tables)
        self._case_endings = endings_of(tables).case
        self._roles: dict[str, NameRole] = {}

    def role(self, norm: str) -> NameRole:
        """The best reading of a word: as it stands first, then without its case ending.

        >>> lexicon = PersonLexicon(TableSet(TABLES))
        >>> role = lexicon.role("сейітовтің")
        >>> role.part.name, role.bare
        ('SURNAME', False)
        >>> [lexicon.role(norm).part.name for norm in ("айгүл", "жандосұлына", "зорг", "астана", "5")]
        ['GIVEN', 'PATRONYMIC', 'UNKNOWN', 'NONE', 'NONE']
        """
        role = self._roles.get(norm)
        if role is None:
            if len(self._roles) > _MAX_CACHED:
                self._roles.clear()
            role = self._roles[norm] = self._classify(norm)
        return role

    def is_surname(self, norm: str) -> bool:
        """A surname by its ending, or that of a well-known politician or athlete: never a given name or another word.

        >>> lexicon = PersonLexicon(TableSet(TABLES))
        >>> [lexicon.is_surname(norm) for norm in ("сейітов", "байден", "аллен")]
        [True, True, False]
        """
        known = self.names.surnames.get(norm)
        if known is not None and known.kind not in ("statesman", "sports"):
            return not known.weak and self.names.ends_like_surname(norm)
        return self.role(norm).part is Part.SURNAME and not self.role(norm).weak

    def stems(self, norm: str) -> frozenset[str]:
        """All words that a word may be a form of, itself included.

        >>> sorted(PersonLexicon(TableSet(TABLES)).stems("айгүлге"))
        ['айгүл', 'айгүлге']
        """
        return frozenset(stem for stem, _ in self._readings(norm))

    def inflected(self, norm: str) -> frozenset[str]:
        """The words that a word may be an object of: in the accusative, dative, ablative or instrumental.

        >>> lexicon = PersonLexicon(TableSet(TABLES))
        >>> [sorted(lexicon.inflected(norm)) for norm in ("айгүлге", "айгүлдің", "айгүл")]
        [['айгүл'], [], []]
        """
        return frozenset(
            a.stem
            for a in analyses(norm)
            if a.case in _OBJECT_CASES and a.number == "sg" and not a.possessive and not a.attributive
        )

    def _classify(self, norm: str) -> NameRole:
        if not norm.replace("-", "").isalpha() or len(norm) < 2:
            return NameRole(Part.NONE)
        readings = self._readings(norm)
        if norm.endswith(_ATTRIBUTIVE) or self._is_common(norm, readings):
            return NameRole(Part.NONE, bare=False)
        return (
            self._patronymic(readings)
            or self._listed_given_name(readings)
            or self._surname_or_compound(readings)
            or self._family(norm)
            or NameRole(Part.UNKNOWN, bare=len(readings) == 1)
        )

    def _readings(self, norm: str) -> list[_Reading]:
        """The word as it stands, then its stems, the likeliest first.

        >>> PersonLexicon(TableSet(TABLES))._readings("айгүлге")
        [('айгүлге', True), ('айгүл', False), ('айгүл', False)]
        """
        readings = [(norm, True)]
        for analysis in analyses(norm):
            plain = analysis.number == "sg" and not analysis.possessive and not analysis.attributive
            if plain and analysis.stem != norm:
                readings.append((analysis.stem, False))
        if self.names.is_dative_of_nickname(norm):
            readings.insert(1, (norm[:-1], False))
        for stem in self._possessed_stems(norm):
            readings.insert(1, (stem, False))
        # Surnames in -ов, -ев take the endings of either harmony: Шәріповтің and Шәріповтың.
        for ending in self._case_endings:
            if norm.endswith(ending) and len(norm) - len(ending) >= _SHORTEST_STEM:
                readings.append((norm[: -len(ending)], False))
        return readings

    def _possessed_stems(self, norm: str) -> Iterator[str]:
        """What ends in -ұлы, -қызы or -тегі and is inflected as a possessive, the longest first.

        >>> list(PersonLexicon(TableSet(TABLES))._possessed_stems("жандосұлына"))
        ['жандосұлы']
        """
        for cut in range(len(norm) - 1, max(_SHORTEST_STEM, len(norm) - _LONGEST_ENDING) - 1, -1):
            stem = norm[:cut]
            if self.names.name_class(stem) == "poss" and any(
                inflect(stem, "sg", "", case, cls="poss") == norm for case in _CASES
            ):
                yield stem

    def _is_common(self, norm: str, readings: Sequence[_Reading]) -> bool:
        """A form of a word that the noun phrases know, and not of a listed given name.

        >>> lexicon = PersonLexicon(TableSet(TABLES))
        >>> [lexicon._is_common(norm, [(norm, True)]) for norm in ("әкім", "министр", "сейітов")]
        [False, True, False]
        """
        listed = any(stem in self.names.given_names for stem, _ in readings[:_LIKELIEST])
        return not listed and (self.noun_roles.listed(norm) or any(stem in self.trades for stem, _ in readings))

    def _patronymic(self, readings: Sequence[_Reading]) -> NameRole | None:
        for stem, bare in readings:
            if self.names.patronymic_like(stem):
                return NameRole(Part.PATRONYMIC, bare)
        return None

    def _listed_given_name(self, readings: Sequence[_Reading]) -> NameRole | None:
        for stem, bare in readings:
            listed = self.names.given_names.get(stem)
            if listed is not None:
                return NameRole(Part.GIVEN, bare, listed.weak or self.is_place(stem))
        return None

    def _surname_or_compound(self, readings: Sequence[_Reading]) -> NameRole | None:
        """A surname, a given name made of known parts, or the name of a place, which is not part of a person's name.

        >>> lexicon = PersonLexicon(TableSet(TABLES))
        >>> [lexicon._surname_or_compound([(norm, True)]).part.name for norm in ("ахметов", "асылмұрат", "ростов")]
        ['SURNAME', 'GIVEN', 'NONE']
        """
        for stem, bare in readings:
            if self.is_place(stem):
                return NameRole(Part.NONE, bare)
            if self.names.surname_like(stem) or self.is_article_name(stem):
                known = self.names.surnames.get(stem)
                return NameRole(Part.SURNAME, bare, known is not None and known.weak)
            if self.names.is_given_name(stem):
                return NameRole(Part.GIVEN, bare)
            if self.names.nickname_like(stem):
                return NameRole(Part.NICKNAME, bare)
        return None

    def _family(self, norm: str) -> NameRole | None:
        """A surname in the plural; alone only one that is surely a surname: балериналар are dancers."""
        surname = self.family(norm)
        return NameRole(Part.SURNAME, False, not surname.endswith(_SURE_SURNAMES)) if surname else None
