"""Duties given to somebody: `әкімнің міндетін атқару Серік Омарға жүктелді`, and offices with the verb inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from atau.facts.doubt import is_doubtful
from atau.facts.holdings.pairs import Pair
from atau.facts.records import Status
from atau.facts.tables import words_of
from atau.facts.view import FactDoc, Named

_DUTY: Final = "міндетін"
_DOING: Final = "атқару"
_REACH: Final = 20
_DATIVE: Final = "dat"
_PAST: Final = ("ді", "ды", "ген", "ған", "ін", "ын")


def entrusted(view: FactDoc) -> Iterator[Pair]:
    """Acting holders: an office in the genitive, its duty, the one person in the dative, a verb of giving."""
    for office in view.flat:
        if office.label != "POSITION":
            continue
        token = view.after(office.end)
        if view.norm(token) != _DUTY:
            continue
        end = min(view.sentence_bounds(office.start)[1], token + _REACH)
        if not any(norm == _DOING or norm == _DOING + "ды" for norm in view.norms[token:end]):
            continue
        people = [
            named for named in view.in_sentence(token, end) if named.label == "PERSON" and view.case(named) == _DATIVE
        ]
        if len(people) != 1:
            continue
        verb = view.after(people[0].end)
        if _gives(view.norm(verb)) and not is_doubtful(view, verb, end):
            yield Pair(people[0], office, "facts.event", Status.ACTING, verb)


def is_glued(view: FactDoc, office: Named) -> bool:
    """Whether a mention runs from the duty of one office into another: `әкімінің міндетін атқару орынбасары`."""
    norms = [norm for norm in view.norms[office.start : office.end] if norm]
    return _DOING in norms[:-1] or norms[0] == _DOING


def _gives(norm: str) -> bool:
    """A form of a verb of giving that says that it has happened; denied forms do not."""
    return any(
        norm.startswith(stem) and norm.endswith(_PAST) and not norm.startswith(("м", "б", "п"), len(stem))
        for stem in words_of()["entrust"]
    )
