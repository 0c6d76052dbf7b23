"""Who comes to an office that has just been left: `Әкім Серік Омар кетті. Оның орнына Марат Жан келді.`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from atau.facts.doubt import is_doubtful
from atau.facts.holdings.pairs import Pair
from atau.facts.holdings.verbs import VerbForm, verb_form
from atau.facts.records import Status
from atau.facts.tables import words_of
from atau.facts.view import BREAK, FactDoc, Named

_PLACE: Final = "орнына"
_COMING: Final = frozenset(("appointed", "elected"))
_STATUS: Final = {"appointed": Status.APPOINTED, "elected": Status.ELECTED}
_REACH: Final = 20


def successors(view: FactDoc, left: Sequence[Pair]) -> Iterator[Pair]:
    """A pair for each person who comes in the place of the one holder of `left` in this sentence or the one before.

    left: the pairs of those who have been dismissed. An office named with the verb is found with it, not here.
    """
    if not left:
        return
    for token, norm in enumerate(view.norms):
        if norm != _PLACE or view.owner[token] >= 0:
            continue
        office = _vacated(view, token, left)
        if office is None:
            continue
        end = min(view.sentence_bounds(token)[1], token + _REACH)
        people = [named for named in view.in_sentence(token, end) if named.label == "PERSON"]
        if len(people) != 1 or people[0].cluster in {pair.person.cluster for pair in left}:
            continue
        found = _verb(view, people[0], end)
        if found is None:
            continue
        verb, form = found
        case = "acc" if form.voice == "active" else "nom"
        if view.case(people[0]) == case and not is_doubtful(view, verb, end):
            yield Pair(people[0], office, "facts.successor", _STATUS[form.sense], verb)


def _vacated(view: FactDoc, token: int, left: Sequence[Pair]) -> Named | None:
    """The one office that was left before a token, with no other person or office in between."""
    start = view.sentence_bounds(token)[0]
    before = view.before(token)
    if before >= start and view.norms[before] != "," and view.norms[before] not in words_of()["vacated"]:
        return None  # әкімнің орнына
    first = view.sentence_bounds(view.before(start))[0] if view.before(start) >= 0 else start
    near = [pair for pair in left if pair.start >= first and pair.end <= token]
    if len({(pair.person.cluster, pair.office.normal) for pair in near}) != 1:
        return None
    pair = near[-1]
    if BREAK in view.norms[pair.end : token]:
        return None
    between = view.in_sentence(pair.end, token)
    return None if any(named.label in ("PERSON", "POSITION") for named in between) else pair.office


def _verb(view: FactDoc, person: Named, end: int) -> tuple[int, VerbForm] | None:
    """The verb of coming to an office behind a name; None where another name or office stands before it."""
    for token in range(person.end, end):
        if view.owner[token] >= 0 and view.flat[view.owner[token]].label in ("PERSON", "POSITION"):
            return None
        if view.norms[token] == ";":
            return None
        form = verb_form(view.norms[token])
        if form is not None and form.tense == "past" and form.sense in _COMING:
            return token, form
    return None
