"""Offices without a name, joined to the one person whom they can mean."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final

from atau.facts.holdings.pairs import Pair
from atau.facts.holdings.status import office_status, status_of
from atau.facts.records import Status
from atau.facts.tables import words_of
from atau.facts.view import BREAK, FactDoc, Named
from atau.facts.wordings import forms, may_mean, synonyms, words_of_office

_LEFT: Final = frozenset((Status.FORMER, Status.DISMISSED))


def again(view: FactDoc, pairs: Iterable[Pair]) -> list[Pair]:
    """A pair for each office that has none and is a shorter or another wording of one that has.

    It must fit the offices of one person only, be in the singular, and come after that person was named with theirs.
    `Бұрынғы әкім` means one who has left, `әкім` and `жаңа әкім` one who has not.
    """
    held: dict[tuple[str, str], Pair] = {}
    taken: set[int] = set()
    for pair in pairs:
        held.setdefault((pair.person.cluster, pair.office.normal), pair)
        taken.add(pair.office.index)
    placed = {cluster for cluster, _ in held}
    by_head = _by_head(held.values())
    meant: dict[str, Pair | None] = {}
    found: list[Pair] = []
    nameless = [one for one in view.flat if one.label == "POSITION" and one.nested and one.index not in taken]
    for office in view.flat:
        if office.label != "POSITION" or office.index in taken or office.nested:
            continue
        if office.normal not in meant:
            meant[office.normal] = _only_meant(office, by_head)
        known = meant[office.normal]
        if known is None or max(known.office.start, known.person.start) >= office.start:
            continue
        if (office_status(view, office) is Status.FORMER) != (status_of(view, known) in _LEFT):
            continue
        if _has_rival(known.office, office, nameless):
            continue
        if _words(office) != _words(known.office) and _is_certain(view, office, known.person, placed):
            found.append(Pair(known.person, office, "facts.office_again"))
    return found


def _by_head(pairs: Iterable[Pair]) -> dict[str, list[tuple[int, Pair]]]:
    """Numbered pairs by what the last word of their office may be without its possessive."""
    found: dict[str, list[tuple[int, Pair]]] = {}
    for number, pair in enumerate(pairs):
        words = _words(pair.office)
        for form in forms(words[-1]) if words else ():
            found.setdefault(form, []).append((number, pair))
    return found


def _only_meant(office: Named, by_head: Mapping[str, Sequence[tuple[int, Pair]]]) -> Pair | None:
    """The last pair that an office can stand for, where all such are of one person."""
    words = _words(office)
    if not words:
        return None
    head = forms(words[-1])
    last: tuple[int, Pair] | None = None
    for form in head.union(*(synonyms().get(form, frozenset()) for form in head)):
        for number, pair in by_head.get(form, ()):
            if not may_mean(words, _words(pair.office)):
                continue
            if last is not None and last[1].person.cluster != pair.person.cluster:
                return None
            last = max(last or (number, pair), (number, pair), key=lambda item: item[0])
    return last[1] if last else None


def _has_rival(known: Named, office: Named, nameless: Sequence[Named]) -> bool:
    """Whether somebody whom the text does not name has the same office of another place or organisation."""
    of = {inner.cluster for inner in known.nested}
    head = forms(_words(office)[-1])
    return bool(of) and any(
        of.isdisjoint(inner.cluster for inner in other.nested)
        and len(_words(other)) == len(_words(known))
        and not head.isdisjoint(forms(_words(other)[-1]))
        for other in nameless
    )


def _is_certain(view: FactDoc, office: Named, person: Named, placed: Container[str]) -> bool:
    """Whether nothing in the sentence denies or asks the office, and no other person stands nearer to it.

    Nearer may be who was named last in the paragraph and has no office. placed: clusters of those who have one.
    """
    start, end = view.sentence_bounds(office.start)
    if "?" in view.norms[office.end : end] or _is_denied(view, office):
        return False
    if view.case(office) != "nom":
        return True
    people = [named for named in view.in_sentence(start, end) if named.label == "PERSON"]
    before = view.person_before(office.index)
    if before is not None and BREAK not in view.norms[before.end : office.start]:
        people.append(before)
    return all(named.cluster == person.cluster or named.cluster in placed for named in people)


def _is_denied(view: FactDoc, office: Named) -> bool:
    """Whether the office is denied or doubted, and not what its holder did: `әкім емес`, `әкім болған жоқ`."""
    words = words_of()
    token = view.after(office.end)
    if view.norm(token).startswith(tuple(words["being"])):
        token = view.after(token + 1)
    return view.norm(token) in words["doubt"]


def _words(office: Named) -> tuple[str, ...]:
    return words_of_office(office.normal)
