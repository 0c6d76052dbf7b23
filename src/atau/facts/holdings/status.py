"""The status that the words of an office, or those beside it, say."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from atau.facts.cases import case_by_ending
from atau.facts.doubt import is_doubtful
from atau.facts.endings import PLURAL
from atau.facts.holdings.pairs import EVENTS, Pair, without_possessive
from atau.facts.holdings.verbs import leaves, verb_form
from atau.facts.records import Status
from atau.facts.tables import links, words_of
from atau.facts.view import LINE, FactDoc, Named

#: The beginning of the words for the duties of an office, which another may carry out.
DUTY: Final = "міндет"
_REACH: Final = 20
_PEOPLE: Final = re.compile(f"{PLURAL}$")
#: Behind the stem of a decision: министрдің бұйрығымен:
_BY: Final = re.compile(r"(?:[ыі]|с[ыі])?[мбп]ен")
_LIST: Final = 150
_GIVEN: Final = ("беріл", "тағайында")
_HAS_BEEN: Final = ("сын", "сін", "ді", "ды", "ген", "ған")
_RANK: Final = ("атақ", "атағ", "шен", "дәреже")


def status_of(view: FactDoc, pair: Pair, dead: Container[str] = ()) -> Status:
    """The status of `pair`: an event comes first, then what the office itself says, then what stands beside it.

    dead: clusters of the persons of whom the text says that they have died.
    """
    own = office_status(view, pair.office)
    if pair.status is not None and pair.status is not Status.HOLDS:
        # «болған бұрынғы» says one thing twice; an acting head who was appointed has been appointed
        return pair.status
    if own is not Status.HOLDS:
        return own
    if pair.status is None:
        left = _left_for(view, pair)
        if left is not None:
            return left
        chosen = _chosen_before(view, pair)
        if chosen is not None:
            return chosen
        told = _told_by_heading(view, pair)
        if told is not None:
            return told
    if pair.person.cluster in dead or _is_dead(view, pair):
        return Status.FORMER if pair.verb >= 0 else Status.DECEASED  # a post of a career, or an office of the dead
    return pair.status or Status.HOLDS


def _chosen_before(view: FactDoc, pair: Pair) -> Status | None:
    """Elected or appointed, as a participle directly before office and name says: `жаңадан сайланған төраға Серік`."""
    token = view.before(pair.office.start)
    if pair.office.start > pair.person.start or token < 0 or view.owner[token] >= 0:
        return None
    form = verb_form(view.norms[token])
    if form is None or not form.participle or form.tense != "past" or form.voice != "passive":
        return None
    return EVENTS[form.sense] if form.sense in ("appointed", "elected") else None


def _told_by_heading(view: FactDoc, pair: Pair) -> Status | None:
    """What the heading of a list says of its items: `Тағайындалды:` and then a name with an office in each line."""
    if pair.source not in ("facts.apposition_after", "facts.label"):
        return None
    token = view.line_start(pair.start) - 1
    for _ in range(_LIST):
        if token <= 0:
            return None
        if view.norms[token] == ":" and view.closes_line(token + 1):
            break
        token -= 1
    else:
        return None
    end = token
    if _is_by_decision(view.norm(view.before(end))):
        return _said_of_first(view, end)
    if _awards_rank(view, view.line_start(end), end):
        rank = without_possessive(view.norms[pair.office.end - 1]) in words_of()["rank"]
        return Status.APPOINTED if rank else None
    for at in range(view.line_start(end), end):
        form = verb_form(view.norms[at])
        if form is None or form.sense not in EVENTS or _PEOPLE.search(view.norms[at]):
            continue  # қол қойғандар: people, no event
        if view.owner[at] < 0 and not is_doubtful(view, at, end):
            return EVENTS[form.sense]
    return None


def _awards_rank(view: FactDoc, start: int, end: int) -> bool:
    """Whether a heading gives ranks or titles to those of its list: `Кезекті әскери атақ берілсін:`."""
    verb = view.before(end)
    given = view.norm(verb).startswith(_GIVEN) and view.norm(verb).endswith(_HAS_BEEN)
    return given and any(norm.startswith(_RANK) for norm in view.norms[start:verb])


def _is_by_decision(norm: str) -> bool:
    return any(norm.startswith(stem) and _BY.fullmatch(norm, len(stem)) for stem in words_of()["decision"])


def _said_of_first(view: FactDoc, colon: int) -> Status | None:
    """What a decision says of the first item of its list, and so of those without a verb: `Бұйрықпен:`."""
    start = view.after(colon + 1)
    for at in range(start, view.sentence_bounds(start)[1]):
        form = verb_form(view.norms[at]) if view.owner[at] < 0 else None
        if form is not None and form.tense == "past" and form.sense in ("appointed", "elected"):
            return EVENTS[form.sense]
    return None


def office_status(view: FactDoc, office: Named) -> Status:
    """What the words of an office mention say: former, candidate, acting, or nothing."""
    words = words_of()
    norms = [_word_before(view, office), *view.norms[office.start : office.end]]
    if any(norm in words["former"] or norm.startswith("экс-") for norm in norms):
        return Status.FORMER
    norms = norms[1:]
    if norms[-1] in words["candidate"] and len(norms) > 1 and case_by_ending(norms[-2]) == "dat":
        return Status.CANDIDATE
    if any(norm in words["acting"] or norm.rstrip(".") == "м.а" for norm in norms) and any(
        norm.startswith((DUTY, "м.а")) for norm in norms
    ):
        return Status.ACTING
    return Status.HOLDS


def _word_before(view: FactDoc, office: Named) -> str:
    """The word before an office and the places or organisations that stand directly before it: `бұрынғы Арал әкімі`."""
    token = view.before(office.start)
    while token >= 0 and view.owner[token] >= 0:
        owner = view.flat[view.owner[token]]
        if owner.label not in ("LOC", "ORG") or LINE in view.gap(owner.start, office.start):
            return ""
        token = view.before(owner.start)
    return view.norm(token) if token >= 0 and LINE not in view.gap(token, office.start) else ""


def _is_dead(view: FactDoc, pair: Pair) -> bool:
    already = words_of()["already"]
    first = min(pair.office.start, pair.person.start)
    last = max(pair.office.start, pair.person.start)
    return any(view.norms[token] in already for token in range(max(0, first - 2), last))


def _left_for(view: FactDoc, pair: Pair) -> Status | None:
    """Dismissed, where the sentence says so without naming the office again: `төраға Серік Омар қызметінен кетті`.

    Of a name in the accusative an active verb says it: `Үкімет төраға Серік Омарды қызметінен босатты`.
    """
    case = view.case(pair.person)
    if pair.office.end > pair.person.start or case not in ("nom", "acc"):
        return None
    _, end = view.sentence_bounds(pair.person.start)
    end = min(end, pair.person.end + _REACH)
    known = links()
    for token in range(pair.person.end, end):
        norm = view.norms[token]
        if view.owner[token] >= 0 and view.flat[view.owner[token]].label in ("PERSON", "POSITION"):
            return None
        verb = view.after(token + 1)
        if verb >= end:
            return None
        if case == "nom" and leaves(norm, view.norm(verb)):
            return _dismissed(view, pair, verb, end)
        if known.get(norm) == "from":
            form = verb_form(view.norm(verb))
            if form is not None and form.sense == "dismissed" and (form.voice == "active") == (case == "acc"):
                return _dismissed(view, pair, verb, end)
            return None
    return None


def _dismissed(view: FactDoc, pair: Pair, verb: int, end: int) -> Status | None:
    if is_doubtful(view, verb, end):
        return None
    pair.verb = verb
    return Status.DISMISSED
