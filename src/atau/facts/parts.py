"""Organisations that are a part of another: organs, branches, departments, daughters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from atau.facts.cases import NOMINATIVE, case_by_ending
from atau.facts.doubt import is_doubtful
from atau.facts.evidence import common
from atau.facts.quotes import QUOTES, outside, unquoted_gap
from atau.facts.records import Membership
from atau.facts.tables import organisation_words, words_of
from atau.facts.view import LINE, FactDoc, Named

_PARENT: Final = frozenset(("gen", "attr"))
_MAX_DESCRIPTOR: Final = 2
_BELONGING: Final = frozenset(("тобына", "холдингіне", "құрамына", "құрылымына"))
_ENTERS: Final = ("кіреді", "кірген", "кірді")


def find_parts(view: FactDoc) -> list[Membership]:
    """The memberships of a document, each pair once."""
    found: dict[tuple[str, str], Membership] = {}
    for part, whole, source in _pairs(view):
        key = (part.cluster, whole.cluster)
        if part.cluster != whole.cluster and key not in found:
            start, end = min(part.start, whole.start), max(part.end, whole.end)
            found[key] = Membership(**common(view, start, end, source), part=part.record(), whole=whole.record())
    return sorted(found.values(), key=lambda fact: fact.start)


def _pairs(view: FactDoc) -> Iterator[tuple[Named, Named, str]]:
    flat = view.flat
    for named in flat:
        if named.label == "ORG":
            inner = next((one for one in named.nested if one.label == "ORG"), None)
            if inner is not None and _is_parent(view, named, inner):
                yield named, inner, "facts.parent_in_name"
    sides = [*pairwise(flat), *(pair for named in flat if named.label == "POSITION" for pair in pairwise(named.nested))]
    for left, right in sides:
        if left.label == right.label == "ORG" and not _is_medium(right) and _leads_to(view, left, right):
            yield right, left, "facts.parent_before"
    yield from _by_verb(view)


def _is_medium(named: Named) -> bool:
    """Whether a name is that of a network on which others have pages: `«Арай» газетінің YouTube арнасы`."""
    return named.normal.lower() in organisation_words()["medium"]


def _by_verb(view: FactDoc) -> Iterator[tuple[Named, Named, str]]:
    """What belongs to a group or is in the structure of an organisation: `«Тұлпар» «Арай» тобына кіреді`."""
    for whole in view.flat:
        if whole.label != "ORG" or not whole.index:
            continue
        token = outside(view, whole.end, 1)
        verb = view.after(token + 1)
        start, end = view.sentence_bounds(whole.start)
        if not (view.norm(token) in _BELONGING and view.norm(verb).startswith(_ENTERS)) or is_doubtful(view, verb, end):
            continue
        before = view.in_sentence(start, whole.start)
        if not before and view.norm(view.after(start)) in words_of()["pronoun"]:  # Ол «Арай» тобына кіреді.
            previous = view.sentence_bounds(view.before(start))[0] if view.before(start) >= 0 else start
            before = view.in_sentence(previous, start)
        parts = [named for named in before if named.label == "ORG"]
        if len(parts) == 1 and view.case(parts[0]) == NOMINATIVE:
            yield parts[0], whole, "facts.part_verb"


def _is_parent(view: FactDoc, whole: Named, inner: Named) -> bool:
    """Whether the name inside is the parent, and not the name of the organisation itself (`«Өлке» баспасы ЖШС`)."""
    rest = [norm for norm in view.norms[inner.end : whole.end] if norm and norm not in QUOTES]
    if not rest:
        return False
    own = organisation_words()["own"]
    if view.case(inner) in _PARENT:
        return True
    first = rest[0]
    if first in own or any(first.startswith(word) for word in organisation_words()["under"]):
        return first not in own
    if len(rest) > 1 and case_by_ending(first) == "gen":  # «Тұлпар» зауытының кәсіподағы
        return True
    if _is_abbreviation(view, inner) and inner.start == whole.start and _is_title(view, inner.end, whole.end):
        return True  # ІІМ Ұлттық ұланы
    # «Нұр» партиясы … филиалы: a descriptor of the parent, then the head of the part
    return any(rest[-1].startswith(word) for word in organisation_words()["organ"])


def _is_abbreviation(view: FactDoc, named: Named) -> bool:
    """Whether a name is an abbreviation without quotation marks, perhaps behind that of a state: ІІМ, ҚР ІІМ."""
    words = [view.words[token] for token in range(named.start, named.end) if view.norms[token]]
    return all(word.alpha and word.upper and not word.latin for word in words)


def _is_title(view: FactDoc, start: int, end: int) -> bool:
    """Whether the tokens are a name of two words and more that begins with a capital and ends in a possessive."""
    words = [view.words[token] for token in range(start, end) if view.norms[token]]
    return len(words) > 1 and all(word.alpha for word in words) and words[0].title and not words[-1].upper


def _leads_to(view: FactDoc, parent: Named, part: Named) -> bool:
    """Whether the parent stands in the genitive, or as an attribute, directly before its part."""
    gap = [word for word in unquoted_gap(view, parent.end, part.start) if word != LINE]
    if not gap:
        return view.case(parent) in _PARENT
    if len(gap) > _MAX_DESCRIPTOR or not all(word.isalpha() for word in gap):
        return False
    return case_by_ending(gap[-1]) in _PARENT
