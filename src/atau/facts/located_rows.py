"""Where an organisation is, said around it: by its office elsewhere, by two locatives, by the row of a table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

from atau.facts.cases import NOMINATIVE, case_by_ending
from atau.facts.doubt import is_doubtful
from atau.facts.quotes import QUOTES, outside, unquoted_gap
from atau.facts.tables import organisation_words
from atau.facts.view import BREAK, LINE, FactDoc, Named

_BARS: Final = frozenset(("|", "│"))
_MAX_DESCRIPTORS: Final = 3
_LONGEST_CLAUSE: Final = 12
#: Behind the name of an organisation in a register: the numbers of a company and of an owner.
_NUMBERS: Final = frozenset(("бсн", "жсн", "бин", "иин"))
#: Stands alone behind an organisation that a place has.
_EXISTS: Final = "бар"
#: Two words that say that an organisation works where the locative before it says; the beginning of the second.
_WORKS: Final = ("жұмыс", ("істейді", "істеп"))


def in_rows(view: FactDoc) -> Iterator[tuple[Named, Named]]:
    """The one organisation and the one place of a row of a table, each alone in a cell."""
    if _BARS.isdisjoint(view.norms):
        return
    for start, row in groupby(view.flat, key=lambda named: view.line_start(named.start)):
        mentions = list(row)
        organisations = [named for named in mentions if named.label == "ORG"]
        places = [named for named in mentions if named.label == "LOC"]
        if len(organisations) != 1 or len(places) != 1 or not _is_row(view, start):
            continue
        organisation, place = organisations[0], places[0]
        if not (_opens_cell(view, place) and _closes_cell(view, organisation)):
            continue
        apart = _closes_cell(view, place, organisation_words()["descriptor"]) and _opens_cell(view, organisation)
        together = place.index + 1 == organisation.index and _is_in_cell(view, place, organisation)
        if apart or together:
            yield organisation, place


def _is_in_cell(view: FactDoc, place: Named, organisation: Named) -> bool:
    """Whether a place and an organisation share a cell: `Арай ауылы, «Тұлпар» ЖШС`."""
    words = unquoted_gap(view, place.end, organisation.start)
    return 0 < len(words) <= _MAX_DESCRIPTORS + 1 and words[-1] == "," and not {",", *_BARS} & {*words[:-1]}


def in_registers(view: FactDoc) -> Iterator[tuple[Named, Named]]:
    """The places of the address in an item of a register, whose first name has a number of companies behind it."""
    if _NUMBERS.isdisjoint(view.norms):
        return
    for start, item in groupby(view.flat, key=lambda named: view.line_start(named.start)):
        organisation, *others = item
        if organisation.label != "ORG" or any(view.words[token].alpha for token in range(start, organisation.start)):
            continue
        if any(named.label == "ORG" for named in others):
            continue
        places = [named for named in others if named.label == "LOC"]
        if places and _NUMBERS.isdisjoint(view.norms[organisation.end : places[0].start]):
            continue
        for at, place in enumerate(places):
            if not _is_of_address(view, place) or (at and places[at - 1].index + 1 != place.index):
                break
            yield organisation, place


def _is_of_address(view: FactDoc, place: Named) -> bool:
    """Whether signs part a place, with the word for its kind, from what is around it."""
    before = outside(view, place.start, -1)
    token, _ = _behind_kind(view, place)
    while view.norm(token) in QUOTES:
        token, _ = _behind_kind(view, place, view.after(token + 1))
    norm = view.norm(token)
    return not view.norm(before).isalpha() and (not norm[:1].isalpha() or norm.rstrip(".") in ("қ", "а", "ауд"))


def _is_row(view: FactDoc, start: int) -> bool:
    """Whether the line that begins at a token has a bar."""
    for token in range(start, len(view.norms)):
        norm = view.norms[token]
        if norm in (LINE, BREAK):
            return False
        if norm in _BARS:
            return True
    return False


def _opens_cell(view: FactDoc, named: Named) -> bool:
    if view.opens_line(named.start):
        return True
    return view.norm(outside(view, named.start, -1)) in _BARS


def _closes_cell(view: FactDoc, named: Named, kinds: frozenset[str] = frozenset()) -> bool:
    """Whether a cell ends behind a mention and its mark, or behind a word of `kinds`, perhaps cut short: қ., ауд."""
    if view.closes_line(named.end):
        return True
    token = outside(view, named.end, 1)
    norm = view.norm(token).rstrip(".")
    if kinds and norm.isalpha() and any(kind.startswith(norm) or norm.startswith(kind) for kind in kinds):
        token = view.after(token + 1)
        if view.norm(token) == ".":
            token = view.after(token + 1)
    return view.norm(token) in _BARS or view.closes_line(token)


def by_offices(view: FactDoc) -> Iterator[tuple[Named, Named]]:
    """The owner of an office or a branch elsewhere: `«Тұлпар» банкінің Ақтаудағы филиалы`."""
    branches = tuple(organisation_words()["branch"])
    for left, right in pairwise(view.flat):
        if left.label != "ORG" or right.label != "LOC":
            continue
        between = unquoted_gap(view, left.end, right.start)
        if len(between) > _MAX_DESCRIPTORS or not all(word.isalpha() for word in between):
            continue
        if (case_by_ending(between[-1]) if between else view.case(left)) != "gen":
            continue
        token, case = _behind_kind(view, right)
        if case == "attr" and view.owner[token : token + 1] == [-1] and view.norm(token).startswith(branches):
            yield left, right


def _behind_kind(view: FactDoc, place: Named, token: int = -1) -> tuple[int, str]:
    """The token behind a place and the words for its kind, from `token` on if given, and the case of the last word."""
    token, case = view.after(place.end) if token < 0 else token, view.case(place)
    for _ in range(2):
        if not any(view.norm(token).startswith(word) for word in organisation_words()["descriptor"]):
            break
        token, case = view.after(token + 1), case_by_ending(view.norm(token))
    return token, case


def in_locatives(view: FactDoc) -> Iterator[tuple[Named, Named]]:
    """A place and an organisation in it, both in the locative: `Ақтауда, №5 мектепте оқиды`."""
    for left, right in pairwise(view.flat):
        if left.label != "LOC" or right.label != "ORG":
            continue
        token, case = _behind_kind(view, left)
        gap = unquoted_gap(view, token, right.start)
        if case != "loc" or gap != [","]:
            continue
        near = view.norms[right.end : right.end + _MAX_DESCRIPTORS]
        following = next((norm for norm in near if norm and norm not in QUOTES), "")
        if view.case(right) == "loc" or (following.isalpha() and case_by_ending(following) == "loc"):
            yield right, left


def at_work(view: FactDoc) -> Iterator[tuple[Named, Named]]:
    """An organisation that works or exists where the locative before it says: `Ақтауда «Тұлпар» жұмыс істейді`."""
    first, seconds = _WORKS
    if first not in view.norms and _EXISTS not in view.norms:
        return
    for left, right in pairwise(view.flat):
        if left.label != "LOC" or right.label != "ORG" or view.case(right) != NOMINATIVE:
            continue
        token, case = _behind_kind(view, left)
        if case != "loc" or unquoted_gap(view, token, right.start):
            continue
        _, end = view.sentence_bounds(right.start)
        behind = next((at for at in range(right.end, end) if view.norms[at] and view.norms[at] not in QUOTES), end)
        if behind < end and view.norms[behind] == _EXISTS and not is_doubtful(view, behind, end):
            yield right, left
        for at in range(right.end, min(end, right.end + _LONGEST_CLAUSE)):
            if view.norms[at] in (",", ";", LINE, BREAK) or view.owner[at] >= 0:
                break
            verb = view.after(at + 1)
            if view.norms[at] == first and view.norm(verb).startswith(seconds) and not is_doubtful(view, verb, end):
                yield right, left
                break
