"""The organisation and the place of an office."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from atau.facts.holdings.pairs import Pair
from atau.facts.tables import GENERAL_NOUNS, organisation_words
from atau.facts.view import FactDoc, Named
from atau.lexicon.places import places

_LABELS: Final = ("ORG", "LOC")
_OBLIQUE: Final = frozenset(("loc", "dat", "abl", "gen", "attr"))
_NEAR: Final = 3


class OwnerFinder:
    """Finds the organisation and the place of each office of a document."""

    def __init__(self, view: FactDoc) -> None:
        self.view = view

    def owners(self, pair: Pair) -> tuple[Named | None, Named | None]:
        """(organisation, place) of the office of `pair`; None for what the text does not say."""
        organisation, place = self._nested(pair.office)
        if pair.verb >= 0 and organisation is None and place is None:
            organisation, place = self._before(pair.office)
        if organisation is None and place is None:
            return self._meant(pair.office)
        return organisation, place

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
        if len(between) > _NEAR or any(not word.isalpha() and word not in "»”" for word in between):
            return None, None
        if not between and view.case(near) not in _OBLIQUE:
            return None, None
        return (near, None) if near.label == "ORG" else (None, near)

    # Nouns that stand for the one organisation or place of a kind

    def _meant(self, office: Named) -> tuple[Named | None, Named | None]:
        """What a general noun of the office means: an organisation (мектеп директоры) before a place (аудан әкімі)."""
        nouns = self._general(office)
        for label in _LABELS:
            kinds = {kind for kind, of in nouns if of == label}
            meant = self._only(kinds, label, office.start) if kinds else None
            if meant is not None:
                return (meant, None) if label == "ORG" else (None, meant)
        return None, None

    def _general(self, office: Named) -> set[tuple[str, str]]:
        """Kinds and labels of the general nouns of an office."""
        offices, _ = _nouns()
        found: set[tuple[str, str]] = set()
        for norm in self.view.norms[office.start : office.end - 1]:
            found |= offices.get(norm, frozenset())
            stem = next((norm.removesuffix(ending) for ending in _GENITIVES if norm.endswith(ending)), "")
            found |= offices.get(stem, frozenset())
        return found

    def _only(self, kinds: set[str], label: str, before: int) -> Named | None:
        """The nearest mention before a token of the one name of these kinds; None where there are two, or none."""
        found: dict[str, Named] = {}
        unknown: dict[str, Named] = {}
        for named in self._named():
            if named.start >= before:
                break
            if named.label != label:
                continue
            own = self._kinds(named)
            if own & kinds:
                found[named.cluster] = named
            elif not own:
                unknown[named.cluster] = named
        if not found and label == "ORG":
            found = unknown  # «Оқжетпес» … клуб директоры
        return next(iter(found.values())) if len(found) == 1 else None

    def _named(self) -> Iterator[Named]:
        for named in self.view.flat:
            yield named
            yield from named.nested

    def _kinds(self, named: Named) -> frozenset[str]:
        """The kinds of a name by its last word, else by the word behind it, else by the list of places."""
        _, names = _nouns()
        last = named.normal.lower().rpartition(" ")[2].strip('»”"')
        if last in names:
            return names[last]
        token = self.view.after(named.end)
        if self.view.norm(token) in ("»", "”", '"'):
            token = self.view.after(token + 1)
        between = organisation_words()["between"]
        for _ in range(_DESCRIPTORS):
            following = self.view.norm(token)
            found = next(
                (word for word in names if following.startswith(word) and len(following) - len(word) < 5), None
            )
            if found is not None:
                return names[found]
            if not following or following not in between:
                break
            token = self.view.after(token + 1)
        return _TOWN if named.label == "LOC" and named.normal in _towns() else frozenset()


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
