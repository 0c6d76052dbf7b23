"""The organisation and the place of an office."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property
from typing import Final

from atau.facts.cases import case_by_ending, without_genitive
from atau.facts.holdings.kinds import CLOSING, kinds_of, nouns
from atau.facts.holdings.list_owners import ListOwners
from atau.facts.holdings.named_before import SHORTEST, Runs, stem_key, stems_of
from atau.facts.holdings.pairs import Pair
from atau.facts.tables import words_of
from atau.facts.view import LINE, FactDoc, Named
from atau.morphology.numerals_words import word_class

_LABELS: Final = ("ORG", "LOC")
_OBLIQUE: Final = frozenset(("loc", "dat", "abl", "gen", "attr"))
_OWNING: Final = frozenset(("gen", "attr"))
_NEAR: Final = 3


class OwnerFinder:
    """Finds the organisation and the place of each office of a document.

    scenes: first characters of the places of births and deaths, which no general noun of an office means.
    """

    def __init__(self, view: FactDoc, scenes: Container[int] = ()) -> None:
        self.view = view
        self._scenes = scenes
        self._lists = ListOwners(view)

    def owners(self, pair: Pair) -> tuple[Named | None, Named | None]:
        """(organisation, place) of the office of `pair`; None for what the text does not say."""
        organisation, place = self._nested(pair.office)
        if organisation is None and place is None:
            organisation, place = self._before(pair)
        if organisation is None and place is None and pair.verb >= 0:
            organisation = self._where(pair)
        if organisation is None and place is None:
            organisation, place = self._meant(pair.office)
        if organisation is None and place is None and pair.verb < 0:
            organisation = self._lists.owner(pair)
        return organisation, place

    def _nested(self, office: Named) -> tuple[Named | None, Named | None]:
        last: dict[str, Named] = {}
        for inner in office.nested:
            last[inner.label] = inner
        return last.get("ORG"), last.get("LOC")

    def _before(self, pair: Pair) -> tuple[Named | None, Named | None]:
        """An organisation or place directly before the office: `«Тұлпар» компаниясында директор болып`.

        Without a verb in the genitive (`«Тұлпар» компаниясының директоры`), or as it is before an office in the
        possessive (`«Тұлпар» ЖШС директоры`).
        """
        view, office = self.view, pair.office
        if not office.index:
            return None, None
        near = view.flat[office.index - 1]
        if near.label not in _LABELS or near.start < view.sentence_bounds(office.start)[0]:
            return None, None
        between = view.gap(near.end, office.start)
        words = [word for word in between if word not in CLOSING and word != LINE]
        if pair.verb >= 0:
            words = self._without_time(words)
        if len(words) > _NEAR or not all(word.isalpha() for word in words):
            return None, None
        case = case_by_ending(words[-1]) if words else view.case(near)
        owned = not words and case == "nom" and near.label == "ORG" and _is_owned(view.norms[office.end - 1])
        if case not in (_OBLIQUE if pair.verb >= 0 else _OWNING) and not owned:
            return None, None
        return (near, None) if near.label == "ORG" else (None, near)

    def _where(self, pair: Pair) -> Named | None:
        """An organisation in the locative before person and office: `«Тұлпар» зауытында Серік Омар директор болып`."""
        view, office = self.view, pair.office
        if not office.index >= 2 or view.flat[office.index - 1] is not pair.person:
            return None
        near = view.flat[office.index - 2]
        if near.label != "ORG" or near.start < view.sentence_bounds(office.start)[0]:
            return None
        words = [word for word in view.gap(near.end, pair.person.start) if word not in CLOSING and word != LINE]
        if not all(word.isalnum() for word in (*words, *view.gap(pair.person.end, office.start))):
            return None
        words = self._without_time(words)
        if len(words) > _NEAR:
            return None
        return near if (case_by_ending(words[-1]) if words else view.case(near)) == "loc" else None

    def _without_time(self, words: list[str]) -> list[str]:
        """Words before an office without those behind them that say since when or how long: `… отыз жыл директор`."""
        known = words_of()
        last = len(words)
        while last and (
            words[last - 1][:1].isdigit()
            or words[last - 1] in known["adverb"]
            or words[last - 1] in known["year"]
            or words[last - 1] in known["since"]
            or word_class(words[last - 1]) is not None
        ):
            last -= 1
        return words[:last]

    # Nouns that stand for the one organisation or place of a kind

    def _meant(self, office: Named) -> tuple[Named | None, Named | None]:
        """What a general noun of the office means: an organisation (мектеп директоры) before a place (аудан әкімі)."""
        nouns, stems = self._general(office)
        for label in _LABELS:
            kinds = {kind for kind, of in nouns if of == label}
            meant = self._only(kinds, stems, label, office) if kinds or stems else None
            if meant is not None:
                return (meant, None) if label == "ORG" else (None, meant)
        return None, None

    def _general(self, office: Named) -> tuple[set[tuple[str, str]], set[str]]:
        """Kinds and labels of the general nouns of an office, and its nouns that no table lists."""
        offices = nouns().offices
        found: set[tuple[str, str]] = set()
        stems: set[str] = set()
        for norm in self.view.norms[office.start : office.end - 1]:
            stem = without_genitive(norm)
            known = offices.get(norm, frozenset()) | offices.get(stem, frozenset())
            found |= known
            if not known and len(stem) >= SHORTEST:
                stems.add(stem)
        return found, stems

    def _only(self, kinds: set[str], stems: set[str], label: str, office: Named) -> Named | None:
        """The nearest mention before the office of the one name of these kinds; None where there are two, or none.

        stems: nouns of which a name is one where it ends in the noun (жасақ: құтқару жасағы). An organisation of
        another level is not meant: облыстық мәслихаттың депутаты is none of the аудандық мәслихат.
        """
        levels = _LEVELS.intersection(self.view.norms[office.start : office.end]) if label == "ORG" else frozenset()
        keys = [(label, "kind", kind) for kind in kinds] + [(label, "stem", stem_key(stem)) for stem in stems]
        count, found = self._runs.only(keys, levels, office.start)
        if not count and label == "ORG" and kinds & _OF_BARE_NAMES:
            _, found = self._runs.only([(label, "bare", "")], levels, office.start)  # «Толқын» … клуб директоры
        return found

    @cached_property
    def _runs(self) -> Runs:
        """The organisations and places of the text by the kinds and nouns of their names."""
        runs = Runs()
        for named in (one for flat in self.view.flat for one in (flat, *flat.nested)):
            if named.label not in _LABELS or named.span.start_char in self._scenes:
                continue
            kinds, noun = kinds_of(self.view, named)
            levels = _LEVELS.intersection(self.view.norms[named.start : named.end])
            for kind in kinds:
                runs.add((named.label, "kind", kind), levels, named)
            for stem in stems_of(noun):
                runs.add((named.label, "stem", stem), levels, named)
            if not kinds:
                runs.add((named.label, "bare", ""), levels, named)
        return runs


def _is_owned(norm: str) -> bool:
    """Whether an office has the possessive: директоры, басшысы."""
    return norm.endswith(("ы", "і")) and not norm.endswith(("шы", "ші"))


#: Adjectives of the level of an organ.
_LEVELS: Final = frozenset(("республикалық", "облыстық", "қалалық", "аудандық", "ауылдық", "кенттік"))
#: Kinds whose names stand alone, without a word that says what they are.
_OF_BARE_NAMES: Final = frozenset(("club", "theatre", "company", "editorial"))
