"""The organisation and the place of an office."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from atau.facts.holdings.pairs import Pair
from atau.facts.tables import GENERAL_NOUNS
from atau.facts.view import FactDoc, Named

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
            kind = self._general(pair.office)
            if kind is not None:
                meant = self._only(kind, pair.office.start)
                if meant is not None:
                    return (meant, None) if meant.label == "ORG" else (None, meant)
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

    def _general(self, office: Named) -> tuple[str, str] | None:
        """Kind and label of the general noun that the office begins with."""
        offices, _ = _nouns()
        for norm in self.view.norms[office.start : office.end]:
            for word, kind in offices.items():
                if norm == word or (norm.startswith(word) and norm[len(word) :] in _GENITIVES):
                    return kind
        return None

    def _only(self, kind: tuple[str, str], before: int) -> Named | None:
        """The nearest mention before a token of the one name of this kind; None where there are two, or none."""
        found: dict[str, Named] = {}
        for named in self._named():
            if named.start >= before:
                break
            if named.label == kind[1] and self._kind(named) == kind[0]:
                found[named.cluster] = named
        return next(iter(found.values())) if len(found) == 1 else None

    def _named(self) -> Iterator[Named]:
        for named in self.view.flat:
            yield named
            yield from named.nested

    def _kind(self, named: Named) -> str | None:
        """The kind of a name by its last word, else by the word behind it."""
        _, names = _nouns()
        last = named.normal.lower().rpartition(" ")[2]
        if last in names:
            return names[last]
        following = self.view.norm(self.view.after(named.end))
        if following in "»”" and following:
            following = self.view.norm(self.view.after(named.end + 1))
        return next(
            (kind for word, kind in names.items() if following.startswith(word) and len(following) - len(word) < 5),
            None,
        )


_GENITIVES: Final = frozenset(("тың", "тің", "дың", "дің", "ның", "нің"))


@lru_cache(maxsize=1)
def _nouns() -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Nouns of offices with kind and label, and words that end names with their kind."""
    rows = GENERAL_NOUNS.read()
    offices = {word: (kind, label) for word, kind, label, use in rows if use != "name"}
    names = {word: kind for word, kind, _, use in rows if use != "office"}
    return offices, names
