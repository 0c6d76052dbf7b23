"""The word lists of the person grammar, and what they say of a word by itself: an initial, a trade, a place."""

from __future__ import annotations

import re
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.person.tables import PERSON_WORDS, WORD_KINDS
from atau.lexicon import NAME_TABLES, names_of, places_of
from atau.morphology import analyses
from atau.tables import TableSet

# A shorter name behind an article may be a common word.
_SHORTEST_AFTER_ARTICLE = 3
# How many letters of a trade do not change before an ending.
_TRADE_BEGINS = 3
# Surnames take endings of either harmony.
_PLURAL = re.compile(r"(.{4,})[тдл][ае]р(?:[гғқкндт]\w{1,3}|мен|і|ы)?")
#: The tables that `PersonWords` reads.
WORD_TABLES: Final = (PERSON_WORDS, *NAME_TABLES)


class PersonWords:
    """The word lists of the person grammar. Raises TableError on a faulty table."""

    def __init__(self, tables: TableSet) -> None:
        self.names = names_of(tables)
        self._places = frozenset(p.name.lower() for p in places_of(tables) if " " not in p.name and not p.weak)
        words: dict[str, list[str]] = {kind: [] for kind in WORD_KINDS}
        for word, kind in tables.rows(PERSON_WORDS):
            words[kind].append(word)
        self.named_after = frozenset(words["after"])
        self.never = frozenset(words["not"])
        self.titles = tuple(words["title"])
        self.articles = frozenset(words["article"])
        self.sure_particles = frozenset(words["sure_particle"])
        self.leading = frozenset(words["leading"])
        self.circumstances = frozenset(words["circumstance"])
        self.kin = frozenset(words["kin"])
        self.named = frozenset(words["named"])
        self.rulers = frozenset(words["ruler"])
        self.nobles = self.rulers.union(words["noble"])
        self.offices = frozenset(words["office"])
        self.says = frozenset(words["says"])
        self.syllables = frozenset(words["syllable"])
        self.trades = frozenset(words["role"])
        self._trade_beginnings = frozenset(trade[:_TRADE_BEGINS] for trade in self.trades)
        self.honorifics = frozenset(words["honorific"])
        self.given_particles = frozenset(words["given_particle"])
        self.particles = self.given_particles.union(words["particle"])
        self.patronymics = tuple(words["patronymic"])
        self.long_initials = frozenset(words["initial"])

    def is_initial(self, word: Word) -> bool:
        """A capital with a dot, or one of the initials of two letters.

        >>> from atau.components.common.token_facts import make_word
        >>> words = PersonWords(TableSet(WORD_TABLES))
        >>> [words.is_initial(make_word(form)) for form in ("Қ.", "Дж.", "қ.", "Ст.")]
        [True, True, False, False]
        """
        return word.title and ((len(word.form) == 2 and word.form[1] == ".") or word.norm in self.long_initials)

    def is_trade(self, norm: str) -> bool:
        """A trade or a people, with a possessive or not: `шабуылшы`, `режиссерім`, `жапон`.

        >>> words = PersonWords(TableSet(WORD_TABLES))
        >>> [words.is_trade(norm) for norm in ("шабуылшы", "режиссерім", "алаң")]
        [True, True, False]
        """
        if norm in self.trades:
            return True
        # Few words begin as one of them does, and analyses take time.
        return norm[:_TRADE_BEGINS] in self._trade_beginnings and any(
            a.case == "nom" and a.stem in self.trades for a in analyses(norm)
        )

    def is_place(self, norm: str) -> bool:
        """The dictionary form of a place of one word.

        >>> PersonWords(TableSet(WORD_TABLES)).is_place("алматы")
        True
        """
        return norm in self._places

    def is_foreign(self, norm: str) -> bool:
        """A listed given name of foreign or Russian origin.

        >>> PersonWords(TableSet(WORD_TABLES)).is_foreign("дональд")
        True
        """
        listed = self.names.given_names.get(norm)
        return listed is not None and listed.origin in ("foreign", "russian")

    def is_family(self, norm: str) -> bool:
        """A surname in the plural, in any case.

        >>> words = PersonWords(TableSet(WORD_TABLES))
        >>> [words.is_family(norm) for norm in ("сейітовтер", "лопатиндерге", "сейітовтің", "үйлер")]
        [True, True, False, False]
        """
        return self.family(norm) is not None

    def family(self, norm: str) -> str | None:
        """The surname that the word is the plural of, None where it is none.

        >>> PersonWords(TableSet(WORD_TABLES)).family("лопатиндерге")
        'лопатин'
        """
        plural = _PLURAL.fullmatch(norm)
        return plural[1] if plural and self.names.surname_like(plural[1]) else None

    def has_article(self, word: Word) -> bool:
        """A surname with an Arabic article, which may be in small letters: `Әл-Масри`, `әл-Масри`.

        >>> from atau.components.common.token_facts import make_word
        >>> words = PersonWords(TableSet(WORD_TABLES))
        >>> [words.has_article(make_word(form)) for form in ("Әл-Масри", "әл-Масри", "әл-ауқат", "Ер-Тарғын")]
        [True, True, False, False]
        """
        article, hyphen, name = word.form.partition("-")
        long = len(name) >= _SHORTEST_AFTER_ARTICLE
        return bool(hyphen) and article.lower() in self.articles and name[:1].isupper() and long

    def is_article_name(self, stem: str) -> bool:
        """Whether a stem is such a surname: `әл-масри`.

        >>> PersonWords(TableSet(WORD_TABLES)).is_article_name("әл-масри")
        True
        """
        article, hyphen, name = stem.partition("-")
        plain = hyphen and article in self.articles and len(name) >= _SHORTEST_AFTER_ARTICLE
        return bool(plain) and not self.names.is_not_surname(stem)
