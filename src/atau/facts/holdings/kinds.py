"""Of which kind a name is: by its last word, the word behind it, or the list of places."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from atau.facts.holdings.named_before import MAX_ENDING
from atau.facts.tables import GENERAL_NOUNS, organisation_words
from atau.facts.view import FactDoc, Named
from atau.lexicon.places import places

#: What closes a quoted name.
CLOSING: Final = frozenset(("»", "”", '"'))
_TOWN: Final = frozenset(("town",))
_DESCRIPTORS: Final = 3


class Nouns(NamedTuple):
    """offices: nouns of offices with kinds and labels. names, behind: words that end a name, or stand behind one."""

    offices: dict[str, frozenset[tuple[str, str]]]
    names: dict[str, frozenset[str]]
    behind: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def nouns() -> Nouns:
    """The general nouns by their use, the longest first."""
    offices: dict[str, set[tuple[str, str]]] = {}
    names: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    for word, kind, label, use in sorted(GENERAL_NOUNS.read(), key=lambda row: -len(row[0])):
        if use == "office":
            offices.setdefault(word, set()).add((kind, label))
        else:
            behind.setdefault(word, set()).add(kind)
        if use == "name" or label == "ORG":  # Политехникалық колледж ends in the noun itself
            names.setdefault(word, set()).add(kind)
    return Nouns(
        {word: frozenset(found) for word, found in offices.items()},
        {word: frozenset(found) for word, found in names.items()},
        {word: frozenset(found) for word, found in behind.items()},
    )


def kinds_of(view: FactDoc, named: Named) -> tuple[frozenset[str], str]:
    """The kinds of a name, empty where nothing tells, and the noun that it ends in or that stands behind it."""
    known = nouns()
    last = named.normal.lower().rpartition(" ")[2].strip('»”"')
    if last in known.names:
        return known.names[last], last
    token = _after_mark(view, named)
    following = view.norm(token)
    for _ in range(_DESCRIPTORS):
        following = view.norm(token)
        found = _kind_behind(following)
        if found is not None:
            return known.behind[found], found
        if not following or following not in organisation_words()["between"]:
            break
        token = view.after(token + 1)
    town = named.label == "LOC" and named.normal in _towns()
    return _TOWN if town else frozenset(), last if " " in named.normal else following


def behind_name(view: FactDoc, named: Named) -> int:
    """The token behind a name, its closing mark and the words for its kind: «Тұлпар» шаруа қожалығы."""
    token = _after_mark(view, named)
    for _ in range(_DESCRIPTORS):
        norm = view.norm(token)
        if norm not in nouns().behind and norm not in organisation_words()["between"]:
            break
        token = view.after(token + 1)
    return token


def _after_mark(view: FactDoc, named: Named) -> int:
    token = view.after(named.end)
    return view.after(token + 1) if view.norm(token) in CLOSING else token


@lru_cache(16_384)
def _kind_behind(norm: str) -> str | None:
    """The word for a kind of which `norm` is a form."""
    near = (word for word in nouns().behind if norm.startswith(word) and len(norm) - len(word) < MAX_ENDING)
    return next(near, None)


@lru_cache(maxsize=1)
def _towns() -> frozenset[str]:
    """The names of towns that are nothing else."""
    kinds: dict[str, set[str]] = {}
    for place in places():
        kinds.setdefault(place.name, set()).add(place.kind)
    return frozenset(name for name, of in kinds.items() if "city" in of and "district" not in of)
