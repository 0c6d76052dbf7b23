"""The organisation and the place of an office."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache
from typing import Final

from atau.facts.holdings.pairs import Pair
from atau.facts.tables import GENERAL_NOUNS, organisation_words
from atau.facts.view import BREAK, LINE, FactDoc, Named
from atau.lexicon.places import places

_LABELS: Final = ("ORG", "LOC")
_OBLIQUE: Final = frozenset(("loc", "dat", "abl", "gen", "attr"))
_NEAR: Final = 3
_CASES: Final = ("да", "де", "та", "те", "на", "не", "нан", "нен", "ның", "нің", "ға", "ге")


class OwnerFinder:
    """Finds the organisation and the place of each office of a document.

    scenes: first characters of the places of births and deaths, which no general noun of an office means.
    """

    def __init__(self, view: FactDoc, scenes: Container[int] = ()) -> None:
        self.view = view
        self._scenes = scenes
        self._known: dict[tuple[int, int], tuple[frozenset[str], str]] = {}

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
        view = self.view
        first = office.start
        while first > 0 and view.norms[first - 1] != BREAK:
            first -= 1
        before = [named for named in view.flat[: office.index] if named.label == "ORG"]
        for inside in ([named for named in before if named.start >= first], before):
            if len({named.cluster for named in inside}) == 1:
                return inside[-1]
        return None

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
        if not words[-1].endswith(_CASES) if words else view.case(near) not in _OBLIQUE:
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
            stem = next((norm.removesuffix(ending) for ending in _GENITIVES if norm.endswith(ending)), norm)
            known = offices.get(norm, frozenset()) | offices.get(stem, frozenset())
            found |= known
            if not known and len(stem) >= _SHORTEST:
                stems.add(stem)
        return found, stems

    def _only(self, kinds: set[str], stems: set[str], label: str, office: Named) -> Named | None:
        """The nearest mention before the office of the one name of these kinds; None where there are two, or none.

        stems: nouns of which a name is one where it ends in the noun (жасақ: құтқару жасағы). An organisation of
        another level is not meant: облыстық мәслихаттың депутаты is none of the аудандық мәслихат.
        """
        levels = _LEVELS.intersection(self.view.norms[office.start : office.end])
        found: dict[str, Named] = {}
        unknown: dict[str, Named] = {}
        for named in self._named():
            if named.start >= office.start:
                break
            if named.label != label or named.span.start_char in self._scenes:
                continue
            others = _LEVELS.intersection(self.view.norms[named.start : named.end])
            if label == "ORG" and levels and others and levels.isdisjoint(others):
                continue
            key = (named.start, named.end)
            own, noun = self._known[key] if key in self._known else self._known.setdefault(key, self._kinds(named))
            if own & kinds or any(_is_form(noun, stem) for stem in stems):
                found[named.cluster] = named
                if len(found) > 1:
                    return None
            elif not own:
                unknown[named.cluster] = named
        if not found and label == "ORG" and kinds & _OF_BARE_NAMES:
            found = unknown  # «Толқын» … клуб директоры
        return next(iter(found.values())) if len(found) == 1 else None

    def _named(self) -> Iterator[Named]:
        for named in self.view.flat:
            yield named
            yield from named.nested

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
            near = (word for word in names if following.startswith(word) and len(following) - len(word) < _MAX_ENDING)
            found = next(near, None)
            if found is not None:
                return names[found], found
            if not following or following not in between:
                break
            token = self.view.after(token + 1)
        town = named.label == "LOC" and named.normal in _towns()
        return _TOWN if town else frozenset(), last if " " in named.normal else following


def _is_form(word: str, stem: str) -> bool:
    """Whether a word is `stem` with a possessive, with or without a case: жасақ, жасағы."""
    return word.startswith(stem[:-1]) and 0 < len(word) - len(stem) <= _MAX_ENDING


_SHORTEST: Final = 4
#: Adjectives of the level of an organ.
_LEVELS: Final = frozenset(("республикалық", "облыстық", "қалалық", "аудандық", "ауылдық", "кенттік"))
#: Kinds whose names stand alone, without a word that says what they are.
_OF_BARE_NAMES: Final = frozenset(("club", "theatre", "company", "editorial"))
_GENITIVES: Final = ("тың", "тің", "дың", "дің", "ның", "нің")
_TOWN: Final = frozenset(("town",))
_DESCRIPTORS: Final = 3
_MAX_ENDING: Final = 5


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
