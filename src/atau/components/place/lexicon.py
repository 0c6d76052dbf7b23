"""What the place grammar knows of single words: names of places and persons, descriptors, ranks."""

from __future__ import annotations

from typing import Final

from atau.components.common.gazetteer import place_names_of
from atau.components.common.noun_roles import noun_roles
from atau.components.common.tables import ENDINGS, NOUN_PHRASE_WORDS, OFFICES
from atau.components.place.tables import PLACE_DESCRIPTORS, PLACE_WORDS, WORD_KINDS
from atau.lexicon import NAME_TABLES, names_of
from atau.morphology import match
from atau.tables import TableSet

_MAX_CACHED = 200_000
#: The tables that a `PlaceLexicon` reads.
TABLES: Final = (PLACE_DESCRIPTORS, PLACE_WORDS, *NAME_TABLES, OFFICES, NOUN_PHRASE_WORDS, ENDINGS)


class PlaceLexicon:
    """The tables of the place grammar, with answers by NORM. Raises TableError on a faulty table."""

    def __init__(self, tables: TableSet) -> None:
        self.gazetteer = place_names_of(tables)
        self.names = names_of(tables)
        self.roles = noun_roles(tables)
        self._descriptors = {row[0]: row[1] for row in tables.rows(PLACE_DESCRIPTORS)}
        self._stems = dict.fromkeys(self._descriptors, "")
        self._kinds: dict[str, str] = {}
        words: dict[str, set[str]] = {kind: set() for kind in WORD_KINDS}
        for word, kind in tables.rows(PLACE_WORDS):
            words[kind].add(word)
        self.joins = frozenset(words["join"])
        self.named_after = frozenset(words["named_after"])
        self.not_first = frozenset(words["not_first"])
        self.ranks = frozenset(words["rank"])
        self.relational = frozenset(words["relational"])
        self.streets = tuple(words["street"])

    def descriptor(self, norm: str) -> str:
        """inside, outside, quoted or "", for a possessed descriptor or its abbreviation.

        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> [lexicon.descriptor(norm) for norm in ("облысында", "қаласы", "ауд.", "мешітіне", "қала")]
        ['inside', 'outside', 'outside', 'quoted', '']
        """
        kind = self._kinds.get(norm)
        if kind is None:
            if len(self._kinds) > _MAX_CACHED:
                self._kinds.clear()
            kind = self._kinds[norm] = self._find_descriptor(norm)
        return kind

    def _find_descriptor(self, norm: str) -> str:
        if norm.endswith(".") and norm in self._descriptors:
            return self._descriptors[norm]
        for analysis in match(norm, self._stems):
            if analysis.possessive == "3":
                return self._descriptors[analysis.stem]
        return ""

    def plural(self, norm: str) -> bool:
        """A possessed descriptor in the plural, which several names share.

        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> lexicon.plural("аудандарында"), lexicon.plural("ауданында")
        (True, False)
        """
        return bool(self.descriptor(norm)) and any(a.number == "pl" for a in match(norm, self._stems))

    def personal(self, norm: str) -> bool:
        """A given name, a surname or a patronymic, as it stands.

        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> [lexicon.personal(norm) for norm in ("абай", "құнанбаев", "жандосұлы", "қала")]
        [True, True, True, False]
        """
        names = self.names
        return names.is_given_name(norm) or names.surname_like(norm) or names.patronymic_like(norm)
