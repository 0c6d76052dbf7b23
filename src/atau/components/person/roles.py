"""What a word can be in a person's name: a given name, a surname, a patronymic, an unknown word, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from atau.components.common.endings import endings_of
from atau.components.common.noun_roles import NounRoles, noun_roles
from atau.components.common.tables import ENDINGS, NOUN_PHRASE_WORDS, OFFICES
from atau.components.common.token_facts import Word
from atau.components.person.tables import PERSON_WORDS, WORD_KINDS
from atau.lexicon import NAME_TABLES, names_of, places_of
from atau.morphology import Case, analyses, inflect
from atau.tables import TableSet

_MAX_CACHED = 50_000
_CASES: Final[tuple[Case, ...]] = ("gen", "dat", "acc", "loc", "abl", "ins")
# A genitive may stand after a whole name as well as between two.
_OBJECT_CASES: Final = frozenset(("acc", "dat", "abl", "ins"))
# Shorter stems are found in too many words.
_SHORTEST_STEM = 4
# Of a case behind a possessive (-ның, -нда); in a long word all stems would take the square of its length.
_LONGEST_ENDING = 4
# «Семейдегі»: no name, unlike one in -тегі.
_ATTRIBUTIVE = ("дағы", "дегі", "тағы")
# How many letters of a trade do not change before an ending.
_TRADE_BEGINS = 3
# Surnames take endings of either harmony.
_PLURAL = re.compile(r"(.{4,})[тдл][ае]р(?:[гғқкндт]\w{1,3}|мен|і|ы)?")
_SURE_SURNAMES = ("ов", "ова", "ев", "ева")
# A listed given name counts among the likeliest readings only.
_LIKELIEST = 4
#: The tables that a `PersonLexicon` reads.
TABLES: Final = (PERSON_WORDS, *NAME_TABLES, OFFICES, NOUN_PHRASE_WORDS, ENDINGS)


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


class PersonLexicon:
    """The tables of the person grammar, with answers by NORM. Raises TableError on a faulty table."""

    def __init__(self, tables: TableSet) -> None:
        self.names = names_of(tables)
        self.noun_roles: NounRoles = noun_roles(tables)
        self._case_endings = endings_of(tables).case
        self._places = frozenset(p.name.lower() for p in places_of(tables) if " " not in p.name and not p.weak)
        self._roles: dict[str, NameRole] = {}
        words: dict[str, list[str]] = {kind: [] for kind in WORD_KINDS}
        for word, kind in tables.rows(PERSON_WORDS):
            words[kind].append(word)
        self.named_after = frozenset(words["after"])
        self.never = frozenset(words["not"])
        self.titles = tuple(words["title"])
        self.articles = frozenset(words["article"])
        self.sure_particles = frozenset(words["sure_particle"])
        self.leading = frozenset(words["leading"])
        self.kin = frozenset(words["kin"])
        self.named = frozenset(words["named"])
        self.nobles = frozenset(words["noble"])
        self.offices = frozenset(words["office"])
        self.says = frozenset(words["says"])
        self.syllables = frozenset(words["syllable"])
        self._trades = frozenset(words["role"])
        self._trade_beginnings = frozenset(trade[:_TRADE_BEGINS] for trade in self._trades)
        self.honorifics = frozenset(words["honorific"])
        self.given_particles = frozenset(words["given_particle"])
        self.particles = self.given_particles.union(words["particle"])
        self.patronymics = tuple(words["patronymic"])
        self.long_initials = frozenset(words["initial"])

    def is_initial(self, word: Word) -> bool:
        """A capital with a dot, or one of the initials of two letters.

        >>> from atau.components.common.token_facts import make_word
        >>> lexicon = PersonLexicon(TableSet(TABLES))
        >>> [lexicon.is_initial(make_word(form)) for form in ("Қ.", "Дж.", "қ.", "Ст.")]
        [True, True, False, False]
        """
        return word.title and ((len(word.form) == 2 and word.form[1] == ".") or word.norm in self.long_initials)

    def is_trade(self, norm: str) -> bool:
        """A trade or a people, with a possessive or not: `шабуылшы`, `режиссерім`, `жапон`.

        >>> lexicon = PersonLexicon(TableSet(TABLES))
        >>> [lexicon.is_trade(norm) for norm in ("шабуылшы", "режиссерім", "алаң")]
        [True, True, False]
        """
        if norm in self._trades:
            return True
        # Few words begin as one of them does, and analyses take time.
        return norm[:_TRADE_BEGINS] in self._trade_beginnings and any(
            a.case == "nom" and a.stem in self._trades for a in analyses(norm)
        )

    def is_place(self, norm: str) -> bool:
        """The dictionary form of a place of one word.

        >>> PersonLexicon(TableSet(TABLES)).is_place("алматы")
        True
        """
        return norm in self._places

    def is_foreign(self, norm: str) -> bool:
        """A listed given name that is not borne by Kazakhs.

        >>> PersonLexicon(TableSet(TABLES)).is_foreign("дональд")
        True
        """
        listed = self.names.given_names.get(norm)
        return listed is not None and listed.origin in ("foreign", "russian")

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

    def is_family(self, norm: str) -> bool:
        """A surname in the plural, in any case.

        >>> lexicon = PersonLexicon(TableSet(TABLES))
        >>> [lexicon.is_family(norm) for norm in ("сейітовтер", "лопатиндерге", "сейітовтің", "үйлер")]
        [True, True, False, False]
        """
        plural = _PLURAL.fullmatch(norm)
        return plural is not None and self.names.surname_like(plural[1])

    def has_article(self, word: Word) -> bool:
        """A surname with an Arabic article, which may be in small letters: `Әл-Масри`, `әл-Масри`.

        >>> from atau.components.common.token_facts import make_word
        >>> lexicon = PersonLexicon(TableSet(TABLES))
        >>> [lexicon.has_article(make_word(form)) for form in ("Әл-Масри", "әл-Масри", "әл-ауқат", "Ер-Тарғын")]
        [True, True, False, False]
        """
        article, hyphen, name = word.form.partition("-")
        return bool(hyphen) and article.lower() in self.articles and name[:1].isupper() and len(name) > 2

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
        return not listed and (self.noun_roles.listed(norm) or any(stem in self._trades for stem, _ in readings))

    def _patronymic(self, readings: Sequence[_Reading]) -> NameRole | None:
        for stem, bare in readings:
            if self.names.patronymic_like(stem):
                return NameRole(Part.PATRONYMIC, bare)
        return None

    def _listed_given_name(self, readings: Sequence[_Reading]) -> NameRole | None:
        for stem, bare in readings:
            listed = self.names.given_names.get(stem)
            if listed is not None:
                return NameRole(Part.GIVEN, bare, listed.weak or stem in self._places)
        return None

    def _surname_or_compound(self, readings: Sequence[_Reading]) -> NameRole | None:
        """A surname, a given name made of known parts, or the name of a place, which is not part of a person's name.

        >>> lexicon = PersonLexicon(TableSet(TABLES))
        >>> [lexicon._surname_or_compound([(norm, True)]).part.name for norm in ("ахметов", "асылмұрат", "ростов")]
        ['SURNAME', 'GIVEN', 'NONE']
        """
        for stem, bare in readings:
            if stem in self._places:
                return NameRole(Part.NONE, bare)
            if self.names.surname_like(stem) or self._is_article_name(stem):
                known = self.names.surnames.get(stem)
                return NameRole(Part.SURNAME, bare, known is not None and known.weak)
            if self.names.is_given_name(stem):
                return NameRole(Part.GIVEN, bare)
            if self.names.nickname_like(stem):
                return NameRole(Part.NICKNAME, bare)
        return None

    def _family(self, norm: str) -> NameRole | None:
        """A surname in the plural; alone only one that is surely a surname: балериналар are dancers."""
        plural = _PLURAL.fullmatch(norm) if self.is_family(norm) else None
        return NameRole(Part.SURNAME, False, not plural[1].endswith(_SURE_SURNAMES)) if plural else None

    def _is_article_name(self, stem: str) -> bool:
        """What an Arabic article begins: `әл-масри`.

        >>> PersonLexicon(TableSet(TABLES))._is_article_name("әл-масри")
        True
        """
        article, hyphen, name = stem.partition("-")
        plain = hyphen and article in self.articles and len(name) >= _SHORTEST_STEM - 1
        return bool(plain) and not self.names.is_not_surname(stem)
