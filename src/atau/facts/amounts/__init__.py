"""Amounts: a quantity, what it counts or measures, and the organisation or place that it is said of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from atau.facts.amounts.carried import carried
from atau.facts.amounts.changed import predicated
from atau.facts.amounts.clauses import NOMINATIVE_KINDS, Counted
from atau.facts.amounts.counted import counted_of
from atau.facts.amounts.flows import WEIGHT
from atau.facts.amounts.grid import Grid, Place
from atau.facts.amounts.headed import Entries, is_of_entry, owner_of_figures
from atau.facts.amounts.lists import announced, owner_of_item, owner_of_list, priced, titled
from atau.facts.amounts.parallel import PARALLEL, Said, is_joined, parallel, repeated_noun, shared_noun
from atau.facts.amounts.phrase import Kind, is_finite, is_plural, kind_of
from atau.facts.amounts.subject import equated_subject, named_behind, subject_of
from atau.facts.amounts.units import is_price, is_weight
from atau.facts.evidence import common
from atau.facts.named import value_of
from atau.facts.records import Amount
from atau.facts.tables import amount_words, words_of
from atau.facts.view import FactDoc, Named
from atau.labels import AMOUNTS
from atau.morphology.numerals_words import word_class

__all__ = ["find_amounts"]


def find_amounts(view: FactDoc) -> list[Amount]:
    """The amounts of a document of which the text says what they count or measure, or whose they are."""
    found: list[Amount] = []
    grid = Grid(view)
    said: list[Said] = []
    for amount in view.flat:
        if amount.label not in AMOUNTS:
            continue
        value = value_of(amount)
        cell = grid.place(amount)
        if cell is None:
            said.append(Said(amount, value, counted_of(view, amount, value)))
        else:
            found.append(_in_table(view, amount, value, cell))
    found += _Sentences(view, said).facts()
    return found


def _in_table(view: FactDoc, amount: Named, value: Mapping[str, Any] | None, place: Place) -> Amount:
    cell = place.counted
    counted = None if cell is None else Counted(cell.start, cell.end, "facts.amount_cell")
    return _record(view, amount, value, counted, place.owner, place.year)


class _Before(NamedTuple):
    """The amount before: the token behind it, whose it is, whether anything is counted, and whether it is a fact."""

    end: int
    subject: Named | None
    counted: bool
    kept: bool


class _Sentences:
    """Reads amounts outside of tables in the order of the text: one can go on from the amount before it.

    said: the amounts, and of each what its own clause counts.
    """

    def __init__(self, view: FactDoc, said: Sequence[Said]) -> None:
        self._view = view
        self._said = list(said)
        self._before: _Before | None = None
        self._entries = Entries(view)

    def facts(self) -> Iterator[Amount]:
        """The amounts of which the text says enough."""
        for i in range(len(self._said)):
            fact = self._fact(i)
            if fact is not None:
                yield fact

    def _fact(self, i: int) -> Amount | None:
        view, (amount, value, own) = self._view, self._said[i]
        shared = None if own is None else shared_noun(view, self._said, i) or repeated_noun(view, self._said, i)
        carry = carried(view, self._said, i) if own is None else None
        apart = carry if own or carry else announced(view, amount) or titled(view, amount)
        counted = shared or own or apart or _unsaid(view, self._said, i)
        if own is None and counted is not None and (carry is not None or counted.source == PARALLEL):
            self._said[i] = Said(amount, value, counted)  # the next can go on from this one
        start, end = amount.start, amount.end
        beside = counted is not None and apart is None and counted.source != PARALLEL
        if counted is not None and beside and ":" not in view.gap(counted.end, amount.start):
            start, end = min(start, counted.start), max(end, counted.end)
        kind = WEIGHT if is_weight(value) else value.get("kind") if value else None
        part = counted is not None and counted.source == "facts.amount_part"
        subject = _owner_inside(view, amount, counted) or named_behind(view, counted)
        subject = subject or subject_of(view, amount, start, end, kind, part=part)
        before = self._joined(start, counted, goes_on=carry is not None) if subject is None else None
        if before is not None:
            subject = before.subject
        subject = subject or owner_of_item(view, amount) or owner_of_list(view, amount)
        headed = None if subject else self._entries.owner(amount) or owner_of_figures(view, amount)
        subject = subject or headed
        timed = headed is not None and is_of_entry(view, amount, headed)
        alone = counted is None and not timed and not self._is_sure(amount, kind, subject, before)
        if alone:
            subject = None if _is_unread(view, amount) else equated_subject(view, amount)
        kept = not alone or subject is not None
        self._before = _Before(end, subject, counted is not None, kept)
        return _record(view, amount, value, counted, subject) if kept else None

    def _joined(self, start: int, counted: Counted | None, *, goes_on: bool) -> _Before | None:
        """The amount before, where this one stands beside it in one list: `ауданында 3 мектеп, 2 балабақша бар`."""
        before = self._before
        if before is None or before.counted is not (counted is not None):
            return None
        if counted is None and not before.kept:
            return None  # құймалары 5, 10 және 20 граммнан шығады
        if goes_on and any(is_plural(norm) for norm in self._view.norms[before.end : start]):
            return None  # қонақтар бір ұпай алып, шымкенттіктер екеуін жоғалтты
        return before if goes_on or is_joined(self._view, before.end, start) else None

    def _is_sure(self, amount: Named, kind: str | None, subject: Named | None, before: _Before | None) -> bool:
        """Whether an amount that counts nothing is a fact by its subject alone: of money a verb says whose it is."""
        if subject is None or _is_unread(self._view, amount) or is_price(self._view, amount):
            return False
        behind = subject.start >= amount.end and self._view.case(subject) == "nom"  # екеуін «Арай» қоры төледі
        part = subject.label == "ORG" and self._view.case(subject) == "nom" and _is_part(self._view, amount)
        return kind == "money" or behind or part or before is not None


def _owner_inside(view: FactDoc, amount: Named, counted: Counted | None) -> Named | None:
    """The name between a part and the noun that says what it is: `бесеуі – Арай мектебінің мұғалімі`."""
    if counted is None or counted.source != "facts.amount_part" or amount.index + 1 >= len(view.flat):
        return None
    named = view.flat[amount.index + 1]
    return named if named.end <= counted.start and named.label in ("ORG", "LOC") else None


def _is_part(view: FactDoc, amount: Named) -> bool:
    """Whether an amount is a part as an object: соның 800-ін, сегіз жүзін."""
    number = word_class(view.norms[amount.end - 1])
    return number is not None and number.possessive != "" and number.case == "acc"


def _is_unread(view: FactDoc, amount: Named) -> bool:
    """Whether a noun in the nominative stands before an amount, so that it is said of that and of no owner alone."""
    token = view.before(amount.start)
    if token < 0 or view.owner[token] >= 0 or not view.words[token].alpha:
        return False
    norm, words = view.norms[token], amount_words()
    said = norm in words["no_noun"] or norm in words["adverb"] or norm in words_of()["adverb"]
    named = norm.startswith(tuple(words["kind"]))  # Зачаганск кенті – 18,3 млн теңге
    return not said and not named and not is_finite(norm) and kind_of(norm) in NOMINATIVE_KINDS


def _unsaid(view: FactDoc, said: Sequence[Said], index: int) -> Counted | None:
    """What an amount without a noun behind it or a measure before it is said of."""
    amount = said[index].amount
    first = priced(view, amount)
    if first is not None:
        return first
    shared, before = parallel(view, said, index), predicated(view, amount)
    if shared is None or (before is not None and kind_of(view.norms[before.end - 1]) is Kind.NOUN):
        return before  # бізде орын 240, қазір 262 науқас жатыр
    return shared


def _record(
    view: FactDoc,
    amount: Named,
    value: Mapping[str, Any] | None,
    counted: Counted | None,
    subject: Named | None,
    date: str | None = None,
) -> Amount:
    doc = view.doc
    inside = [(amount.start, amount.end)]
    words = None
    if counted is not None:
        inside.append((counted.start, counted.end))
        words = view.text[doc[counted.start].idx : doc[counted.end - 1].idx + len(doc[counted.end - 1])]
    if subject is not None:
        inside.append((subject.start, subject.end))
    source = counted.source if counted else "facts.amount_subject"
    return Amount(
        **common(view, min(start for start, _ in inside), max(end for _, end in inside), source, date),
        quantity=amount.record(),
        value=value,
        counted=words,
        subject=subject.record() if subject else None,
    )
