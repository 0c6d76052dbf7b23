"""A word without its case: `Атыраудан` Атырау, `әкімінің` әкімі.

Number and possessive stay, for they belong to the name (`облыстары`, `министрлігі`). A word that a table lists is read
through it (Алматы is not an accusative, Қазақстан not an ablative); for others, the likeliest analysis decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from atau.components.common.endings import endings_of
from atau.components.common.tables import OFFICES
from atau.components.normalizer.tables import NOMINATIVE_TABLES, NOMINATIVES, NORMALIZER_WORDS, WORD_KINDS
from atau.components.organisation.tables import ORG_HEADS, ORG_NAMES
from atau.components.place.tables import PLACE_DESCRIPTORS
from atau.components.quantity.tables import COUNTED_WORDS
from atau.lexicon import Place, names_of, places_of
from atau.morphology import Analysis, analyses, inflect, match
from atau.tables import Row, TableSet

_HYPHENS = "-‐‑–"
_MAX_CACHED = 16_384
_MAX_NAME = 24
_SHORTEST = 3
_SHORT_PLACE = 5
# The possessive of the third person before a case: ипподромында, консерваториясына
_OWNED = re.compile(r"(\w{3,}[ыі])(?:нда|нде|ндағы|ндегі|на|не|нан|нен)")
# A loan with the vowel that links it to a case: Шахтинскі-дегі
_LINKED = re.compile(r"(?:ск|рг|нк|кт)[ыі]$")
# Endings that names do not end in, whatever their harmony: Друцэның, Файфтағы
_PLAIN_ENDING = re.compile(r"(\w{3,}?)(?:[ндт][ыі]ң|[дт][ае]ғы|[дт]егі)")


class Nominatives:
    """The words that names may end in, and the nominative of any word through them. Raises TableError.

    tables: tables with the names of `NOMINATIVE_TABLES`; one that is not there is the package's.
    """

    def __init__(self, tables: TableSet) -> None:
        self.names = names_of(tables)
        self.places = places_of(tables)
        words: dict[str, list[str]] = {kind: [] for kind in WORD_KINDS}
        for word, kind in tables.rows(NORMALIZER_WORDS):
            words[kind].append(word)
        self.words: Mapping[str, tuple[str, ...]] = {kind: tuple(found) for kind, found in words.items()}
        endings = endings_of(tables)
        #: Case endings as they are written apart from what has no Kazakh stem: БҰҰ-ның, «Қазпочта»-ға, II-ге.
        self.case_endings = frozenset((*endings.case, *endings.possessed_case, *endings.attributive))
        #: By label: the words that a name of this kind may end in, lower case, with their inflection class.
        self.by_label = self._by_label(tables)
        nouns = {word: "" for word, kind in tables.rows(COUNTED_WORDS) if kind == "noun" and " " not in word}
        nouns.update((word, cls) for word, cls in tables.rows(NOMINATIVES))
        self._common = {**nouns, **self.by_label["ORG"], **self.by_label["POSITION"]}
        self._proper = {**self.by_label["PERSON"], **self._common, **self.by_label["LOC"]}
        self._shared_heads = dict.fromkeys(self.words["shared_head"], "")
        self.nominative = lru_cache(maxsize=_MAX_CACHED)(self._nominative)
        self.shared_head = lru_cache(maxsize=_MAX_CACHED)(self._shared_head)

    def _by_label(self, tables: TableSet) -> dict[str, Mapping[str, str]]:
        names = self.names
        return {
            "PERSON": {name: names.name_class(name) for name in (*names.given_names, *names.surnames)},
            "LOC": _last_words_of_places(self.places, tables.rows(PLACE_DESCRIPTORS)),
            "ORG": _last_words_of_organisations(tables.rows(ORG_HEADS), tables.rows(ORG_NAMES)),
            "POSITION": _last_words_of_positions(tables.rows(OFFICES), self.words["possessed_end"]),
        }

    def is_known(self, norm: str, label: str) -> bool:
        """Whether a word in lower case is a form of one that ends names of `label`.

        >>> shared_nominatives().is_known("облысында", "LOC"), shared_nominatives().is_known("облысында", "ORG")
        (True, False)
        """
        return bool(match(norm, self.by_label.get(label, {})))

    def _shared_head(self, norm: str) -> str:
        """The singular of a plural that several places share (`Павлодар және Ақтөбе облыстары`), or an empty string.

        >>> shared_nominatives().shared_head("облыстарында"), shared_nominatives().shared_head("облысында")
        ('облысы', '')
        """
        for analysis in match(norm, self._shared_heads):
            if analysis.number == "pl" and analysis.possessive == "3":
                return inflect(analysis.stem, "sg", "3")
        return ""

    def _nominative(self, norm: str, label: str = "", capital: bool = True, alone: bool = True) -> str:
        """See `nominative`."""
        first, hyphen, last = norm.rpartition("-")
        if hyphen and len(first) > 1 and last in self.case_endings:
            return first
        found = _known(norm, self.by_label.get(label, {}))
        if found is None and label == "PERSON":
            found = _known(norm, self._person_stems(norm))
        if found is None and label == "PERSON" and self.names.is_dative_of_nickname(norm):
            return norm[:-1]
        if found is None:
            found = _known(norm, self._proper if capital else self._common)
        if found is not None:
            return found
        if hyphen and last:
            return f"{first}-{self.nominative(last, label, capital, alone)}"
        return norm if norm.endswith(self.words["bare_end"]) else _likely(norm, label, capital and alone)

    def _person_stems(self, norm: str) -> dict[str, str]:
        """What a form may leave that looks like a surname, a patronymic or a given name, with its class.

        >>> shared_nominatives()._person_stems("нұрболатұлына")
        {'нұрболатұлы': 'poss', 'нұрболат': '', 'нұрбол': '', 'нұр': ''}
        """
        names = self.names
        found = {}
        for cut in range(min(len(norm), _MAX_NAME), 2, -1):
            stem = norm[:cut].rstrip(_HYPHENS)
            if names.patronymic_like(stem) or names.surname_like(stem) or names.is_given_name(stem):
                found[stem] = names.name_class(stem)
        return found


def _last_words_of_places(places: Iterable[Place], descriptors: Iterable[Row]) -> dict[str, str]:
    """Descriptors, and the last words of place names with their class.

    >>> _last_words_of_places([Place("Атырау облысы", "region", "poss")], [("аудан", "outside"), ("ауд.", "outside")])
    {'аудан': '', 'облысы': 'poss'}
    """
    found = {row[0]: "" for row in descriptors}
    for place in places:
        first, _, last = place.name.lower().rpartition(" ")
        if first or last not in found:
            found[last] = place.cls
    return {word: cls for word, cls in found.items() if not word.endswith(".")}


def _last_words_of_organisations(heads: Iterable[Row], names: Iterable[Row]) -> dict[str, str]:
    """Nouns that name a kind of organisation, and the last words of known names with their class.

    >>> _last_words_of_organisations([("банк", "")], [("Қазақстан Темір Жолы", "poss")])
    {'банк': '', 'жолы': 'poss'}
    """
    found = {row[0]: "" for row in heads if " " not in row[0]}
    for row in names:
        found.setdefault(row[0].lower().rpartition(" ")[2], row[1])
    return found


def _last_words_of_positions(positions: Iterable[Row], possessed: tuple[str, ...]) -> dict[str, str]:
    """The last words of positions with their class; what ends in one of `possessed` is a possessive.

    >>> _last_words_of_positions([("елбасы", "full"), ("бас дәрігер", "full")], ("басы",))
    {'дәрігер': '', 'елбасы': 'poss'}
    """
    lasts = {row[0].rpartition(" ")[2] for row in positions if not row[0].endswith(".")}
    return {last: "poss" if last.endswith(possessed) else "" for last in sorted(lasts)}


def _rank(analysis: Analysis) -> tuple[int, bool, bool]:
    return -len(analysis.stem), analysis.possessive not in ("", "3"), analysis.number == "pl"


def _known(norm: str, stems: Mapping[str, str]) -> str | None:
    """The nominative of the longest stem of `stems` that `norm` is a form of."""
    found = match(norm, stems)
    if not found:
        return None
    best = min(found, key=_rank)
    if best.number == "sg" and not best.possessive and norm.startswith(best.stem):
        return best.stem  # with a linking vowel, too: Шахтинскі-дегі
    cls = stems[best.stem]
    bare = inflect(best.stem, best.number, best.possessive, cls=cls)
    full = inflect(best.stem, best.number, best.possessive, best.case, attributive=best.attributive, cls=cls)
    return norm[: len(norm) - (len(full) - len(bare))].rstrip(_HYPHENS)


def _likely(norm: str, label: str, proper: bool) -> str:
    """The nominative of a word that is not listed."""
    owned = None if proper else _OWNED.fullmatch(norm)
    if owned:
        return owned[1]
    for analysis in analyses(norm):
        if (proper or label == "PERSON") and (analysis.number != "sg" or analysis.possessive):
            continue
        if analysis.possessive not in ("", "3"):
            continue
        bare = inflect(analysis.stem, analysis.number, analysis.possessive)
        if label == "LOC" and analysis.case == "acc" and len(bare) < _SHORT_PLACE:
            continue  # Бақты, Тасты are places
        if norm.startswith(bare) and (len(bare) >= _SHORTEST or not proper):
            if bare == norm:
                break
            return bare[:-1] if proper and _LINKED.search(bare) else bare
    foreign = _PLAIN_ENDING.fullmatch(norm)
    return foreign[1] if foreign else norm


def nominatives(tables: TableSet) -> Nominatives:
    """The nominatives of a component with these tables; components without rows of the user share one."""
    return Nominatives(tables) if tables.is_custom(*NOMINATIVE_TABLES) else shared_nominatives()


@lru_cache(maxsize=1)
def shared_nominatives() -> Nominatives:
    """The nominatives of the package's tables; they are read once."""
    return Nominatives(TableSet(NOMINATIVE_TABLES))


def nominative(norm: str, label: str = "", capital: bool = True, alone: bool = True) -> str:
    """The nominative of a word in lower case that ends a name of `label`; always the beginning of `norm`.

    capital: the word is written with one. alone: it is the whole name; then, written with a capital, it bears no
    possessive unless the lexicon knows it.

    >>> nominative("алматыдан", "LOC"), nominative("министрлігіне", "ORG"), nominative("жолдасғалиұлының", "PERSON")
    ('алматы', 'министрлігі', 'жолдасғалиұлы')
    """
    return shared_nominatives().nominative(norm, label, capital, alone)
