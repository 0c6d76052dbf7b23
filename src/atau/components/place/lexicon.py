"""What the place grammar knows of single words: names of places and persons, descriptors, ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.components.common.gazetteer import place_names_of
from atau.components.common.noun_roles import noun_roles
from atau.components.common.sentence_start import begins, is_common_noun
from atau.components.common.tables import ENDINGS, NOUN_PHRASE_WORDS, OFFICES
from atau.components.common.token_facts import Word
from atau.components.place.tables import PLACE_DESCRIPTORS, PLACE_WORDS, WORD_KINDS
from atau.lexicon import NAME_TABLES, names_of
from atau.morphology import match
from atau.tables import TableSet

_MAX_CACHED = 50_000
# Shorter words that end like a genitive may be names.
_SHORTEST_GENITIVE = 5
# The last tokens of а/о and а. о., which show no case.
_SHORT: Final = frozenset({"а/о", "о."})
#: The tables that a `PlaceLexicon` reads.
TABLES: Final = (PLACE_DESCRIPTORS, PLACE_WORDS, *NAME_TABLES, OFFICES, NOUN_PHRASE_WORDS, ENDINGS)


class PlaceLexicon:
    """The tables of the place grammar, with answers by NORM. Raises TableError on a faulty table."""

    def __init__(self, tables: TableSet) -> None:
        self.gazetteer = place_names_of(tables)
        self.names = names_of(tables)
        self.roles = noun_roles(tables)
        rows = tables.rows(PLACE_DESCRIPTORS)
        self._descriptors = {row[0]: row[1] for row in rows if " " not in row[0]}
        #: First word to the words after it and the kind, for descriptors of several tokens (кен орны, а/о).
        self._compounds: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for row in rows:
            first, *others = row[0].split()
            if others:
                self._compounds.setdefault(first, []).append((tuple(others), row[1]))
        self._stems = dict.fromkeys(self._descriptors, "")
        self._all_stems = {row[0].split()[-1]: "" for row in rows}
        self._last_stems = {others[-1]: "" for found in self._compounds.values() for others, _ in found}
        self._kinds: dict[str, str] = {}
        words: dict[str, set[str]] = {kind: set() for kind in WORD_KINDS}
        for word, kind in tables.rows(PLACE_WORDS):
            words[kind].add(word)
        self.beside = tuple(words["beside"])
        self.joins = frozenset(words["join"])
        self.named_after = frozenset(words["named_after"])
        self.not_first = frozenset(words["not_first"])
        self.opens = frozenset(words["opens"])
        self.ranks = frozenset(words["rank"])
        self.relational = frozenset(words["relational"])
        self.streets = tuple(words["street"])
        self.area_units = frozenset(words["area_unit"])
        self._roads = dict.fromkeys(words["road"], "")
        self.road_words = frozenset(words["road_word"])
        self._venues = dict.fromkeys(words["venue"], "")

    def descriptor(self, norm: str) -> str:
        """inside, outside, quoted or "", for a possessed descriptor or its abbreviation.

        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> [lexicon.descriptor(norm) for norm in ("облысында", "қаласы", "ауд.", "мешітіне", "қала")]
        ['inside', 'outside', 'outside', 'inside', '']
        """
        kind = self._kinds.get(norm)
        if kind is None:
            if len(self._kinds) > _MAX_CACHED:
                self._kinds.clear()
            kind = self._kinds[norm] = self._find_descriptor(norm)
        return kind

    def _find_descriptor(self, norm: str) -> str:
        if norm in self._descriptors and (norm.endswith(".") or "/" in norm):
            return self._descriptors[norm]
        for analysis in match(norm, self._stems):
            if analysis.possessive == "3":
                return self._descriptors[analysis.stem]
        return ""

    def descriptor_at(self, tokens: Sequence[Word], i: int) -> tuple[str, int]:
        """The kind of the descriptor at token `i` and the token after it; ("", i) without one.

        >>> from atau.components.common.token_facts import make_word
        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> [lexicon.descriptor_at([make_word(w) for w in text.split()], 0) for text in ("көлінде", "кен орны", "кен")]
        [('outside', 1), ('outside', 2), ('', 0)]
        """
        if i >= len(tokens):
            return "", i
        norm = tokens[i].norm
        kind = self.descriptor(norm)
        if kind:
            return kind, i + 1
        for others, kind in self._compounds.get(norm, ()):
            end = i + 1 + len(others)
            if end > len(tokens) or any(tokens[i + j].norm != other for j, other in enumerate(others[:-1], 1)):
                continue
            last = tokens[end - 1].norm
            abbreviated = len(others) > 1 and last == others[-1]
            if abbreviated or any(a.possessive == "3" for a in match(last, {others[-1]: ""})):
                return kind, end
        return "", i

    def plural(self, tokens: Sequence[Word], start: int, end: int) -> bool:
        """The descriptor of tokens `start:end` is a plural, which several names share.

        >>> from atau.components.common.token_facts import make_word
        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> [lexicon.plural([make_word(w) for w in text.split()], 0, 2) for text in ("кен орындарында", "кен орнында")]
        [True, False]
        """
        stems = self._stems if end == start + 1 else self._last_stems
        return any(a.number == "pl" and a.possessive == "3" for a in match(tokens[end - 1].norm, stems))

    def rank_end(self, tokens: Sequence[Word], i: int) -> int:
        """The token after the rank of the person whose name ends before token `i`: the name of a place holds it.

        >>> from atau.components.common.token_facts import make_word
        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> [lexicon.rank_end([make_word(w) for w in text.split()], 1) for text in ("Төле би", "Төле сөйледі")]
        [2, 1]
        """
        if i >= len(tokens) or tokens[i].norm not in self.ranks or tokens[i].title:
            return i
        # «Атақты ақын ауылына келді» speaks of a poet.
        return i if begins(tokens, i - 1) and is_common_noun(tokens[i - 1].norm) else i + 1

    def personal(self, norm: str) -> bool:
        """A given name, a surname or a patronymic, as it stands.

        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> [lexicon.personal(norm) for norm in ("абай", "құнанбаев", "жандосұлы", "қала")]
        [True, True, True, False]
        """
        names = self.names
        return names.is_given_name(norm) or names.surname_like(norm) or names.patronymic_like(norm)

    def venue(self, norm: str) -> bool:
        """A house of art in a case of going there or being there: it is named as a place, not as an organisation.

        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> lexicon.venue("театрында"), lexicon.venue("театрының")
        (True, False)
        """
        return any(a.possessive == "3" and a.case in ("loc", "dat", "abl") for a in match(norm, self._venues))

    def road(self, norm: str) -> str:
        """The number, sg or pl, of a possessed word for a road; "" for other words.

        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> [lexicon.road(norm) for norm in ("жолында", "тасжолдары", "жол")]
        ['sg', 'pl', '']
        """
        return next((a.number for a in match(norm, self._roads) if a.possessive == "3"), "")

    def genitive(self, norm: str) -> bool:
        """`norm` ends like a genitive, and so it is no name before a descriptor."""
        return len(norm) >= _SHORTEST_GENITIVE and norm.endswith(self.roles.endings.genitive)

    def closes(self, tokens: Sequence[Word], end: int) -> bool:
        """The noun phrase that ends before token `end` is closed: its last word has a case in which it owns nothing.

        >>> from atau.components.common.token_facts import make_word
        >>> lexicon = PlaceLexicon(TableSet(TABLES))
        >>> [lexicon.closes([make_word(word)], 1) for word in ("ауданына", "ауданының", "ауданындағы", "ауданы")]
        [True, False, False, False]
        """
        last = tokens[end - 1].norm
        if last in _SHORT:
            # «Тасты а/о әкімі»: the owner of what the next word names.
            return end < len(tokens) and not tokens[end].title and not self.roles.listed(tokens[end].norm)
        found = match(last, self._all_stems)
        return bool(found) and all(a.case not in ("nom", "gen") and not a.attributive for a in found)
