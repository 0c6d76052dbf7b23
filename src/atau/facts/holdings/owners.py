"""The organisation and the place of an office."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property, lru_cache
from typing import Final

from atau.facts.cases import case_by_ending, without_genitive
from atau.facts.holdings.named_before import MAX_ENDING, SHORTEST, Run, Runs, stem_key, stems_of
from atau.facts.holdings.pairs import Pair
from atau.facts.tables import GENERAL_NOUNS, organisation_words
from atau.facts.view import LINE, FactDoc, Named
from atau.lexicon.places import places

_LABELS: Final = ("ORG", "LOC")
_OBLIQUE: Final = frozenset(("loc", "dat", "abl", "gen", "attr"))
_NEAR: Final = 3


class OwnerFinder:
    """Finds the organisation and the place of each office of a document.

    scenes: first characters of the places of births and deaths, which no general noun of an office means.
    """

    def __init__(self, view: FactDoc, scenes: Container[int] = ()) -> None:
        self.view = view
        self._scenes = scenes

    def owners(self, pair: Pair) -> tuple[Named | None, Named | None]:
        """(organisation, place) of the office of `pair`; None for what the text does not say."""
        organisation, place = self._nested(pair.office)
        if pair.verb >= 0 and organisation is None and place is None:
            organisation, place = self._before(pair.office)
        if organisation is None and place is None:
            organisation, place = self._meant(pair.office)
        if organisation is None and place is None:
            if pair.source == "facts.label":
                organisation = self._heading(pair.office)
            elif pair.source == "facts.apposition":
                organisation = self._signed(pair)
        return organisation, place

    def _signed(self, pair: Pair) -> Named | None:
        """The organisation on the line above a signature: an office and a name alone on their line."""
        view, office = self.view, pair.office
        if not (office.index and view.opens_line(office.start) and view.closes_line(pair.person.end)):
            return None
        above = view.flat[office.index - 1]
        gap = [word for word in view.gap(above.end, office.start) if word not in ("»", "”", '"')]
        return above if above.label == "ORG" and gap == [LINE] else None

    def _heading(self, office: Named) -> Named | None:
        """The one organisation of the paragraph before an office in a list, else the one of the text before it."""
        count, found = self._organisations.only(office.start, self.view.paragraph_start(office.start))
        return found if count == 1 else self._organisations.only(office.start)[1]

    @cached_property
    def _organisations(self) -> Run:
        run = Run()
        for named in self.view.flat:
            if named.label == "ORG":
                run.add(named)
        return run

    def _nested(self, office: Named) -> tuple[Named | None, Named | None]:
        last: dict[str, Named] = {}
        for inner in office.nested:
            last[inner.label] = inner
        return last.get("ORG"), last.get("LOC")

    def _before(self, office: Named) -> tuple[Named | None, Named | None]:
        """An organisation or place directly before the office: `«Тұлпар» компаниясында директор болып`."""
        view = self.view
        if not office.index:
            return None, None
        near = view.flat[office.index - 1]
        if near.label not in _LABELS or near.start < view.sentence_bounds(office.start)[0]:
            return None, None
        between = view.gap(near.end, office.start)
        words = [word for word in between if word not in ("»", "”", '"')]
        if len(words) > _NEAR or not all(word.isalpha() for word in words):
            return None, None
        if (case_by_ending(words[-1]) if words else view.case(near)) not in _OBLIQUE:
            return None, None
        return (near, None) if near.label == "ORG" else (None, near)

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
        offices, _ = _nouns()
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
            kinds, noun = self._kinds(named)
            levels = _LEVELS.intersection(self.view.norms[named.start : named.end])
            for kind in kinds:
                runs.add((named.label, "kind", kind), levels, named)
            for stem in stems_of(noun):
                runs.add((named.label, "stem", stem), levels, named)
            if not kinds:
                runs.add((named.label, "bare", ""), levels, named)
        return runs

    def _kinds(self, named: Named) -> tuple[frozenset[str], str]:
        """The kinds of a name by its last word, else by the word behind it, else by the list of places; that word."""
        _, names = _nouns()
        last = named.normal.lower().rpartition(" ")[2].strip('»”"')
        if last in names:
            return names[last], last
        token = self.view.after(named.end)
        if self.view.norm(token) in ("»", "”", '"'):
            token = self.view.after(token + 1)
        between = organisation_words()["between"]
        following = self.view.norm(token)
        for _ in range(_DESCRIPTORS):
            following = self.view.norm(token)
            near = (word for word in names if following.startswith(word) and len(following) - len(word) < MAX_ENDING)
            found = next(near, None)
            if found is not None:
                return names[found], found
            if not following or following not in between:
                break
            token = self.view.after(token + 1)
        town = named.label == "LOC" and named.normal in _towns()
        return _TOWN if town else frozenset(), last if " " in named.normal else following


#: Adjectives of the level of an organ.
_LEVELS: Final = frozenset(("республикалық", "облыстық", "қалалық", "аудандық", "ауылдық", "кенттік"))
#: Kinds whose names stand alone, without a word that says what they are.
_OF_BARE_NAMES: Final = frozenset(("club", "theatre", "company", "editorial"))
_TOWN: Final = frozenset(("town",))
_DESCRIPTORS: Final = 3


@lru_cache(maxsize=1)
def _towns() -> frozenset[str]:
    """The names of towns that are nothing else."""
    kinds: dict[str, set[str]] = {}
    for place in places():
        kinds.setdefault(place.name, set()).add(place.kind)
    return frozenset(name for name, of in kinds.items() if "city" in of and "district" not in of)


@lru_cache(maxsize=1)
def _nouns() -> tuple[dict[str, frozenset[tuple[str, str]]], dict[str, frozenset[str]]]:
    """Nouns of offices with kinds and labels, and words that end names with their kinds."""
    offices: dict[str, set[tuple[str, str]]] = {}
    names: dict[str, set[str]] = {}
    for word, kind, label, use in GENERAL_NOUNS.read():
        if use == "office":
            offices.setdefault(word, set()).add((kind, label))
        else:
            names.setdefault(word, set()).add(kind)
    by_length = sorted(names.items(), key=lambda item: -len(item[0]))
    return (
        {word: frozenset(found) for word, found in offices.items()},
        {word: frozenset(found) for word, found in by_length},
    )
