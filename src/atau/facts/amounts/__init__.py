"""Amounts: a quantity, what it counts or measures, and the organisation or place that it is said of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from atau.facts.amounts.carried import carried
from atau.facts.amounts.changed import predicated
from atau.facts.amounts.clauses import NOMINATIVE_KINDS, Counted
from atau.facts.amounts.counted import counted_of
from atau.facts.amounts.grid import Grid, Place
from atau.facts.amounts.lists import announced, owner_of_item, owner_of_list, priced
from atau.facts.amounts.parallel import Said, parallel
from atau.facts.amounts.phrase import Kind, is_finite, kind_of
from atau.facts.amounts.subject import equated_subject, subject_of
from atau.facts.evidence import common
from atau.facts.named import value_of
from atau.facts.records import Amount
from atau.facts.tables import amount_words, words_of
from atau.facts.view import FactDoc, Named
from atau.labels import AMOUNTS

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
    found += _outside_tables(view, said)
    return found


def _in_table(view: FactDoc, amount: Named, value: Mapping[str, Any] | None, place: Place) -> Amount:
    cell = place.counted
    counted = None if cell is None else Counted(cell.start, cell.end, "facts.amount_cell")
    return _record(view, amount, value, counted, place.owner, place.year)


def _outside_tables(view: FactDoc, said: Sequence[Said]) -> Iterator[Amount]:
    before: tuple[int, Named | None, bool] = (-1, None, False)
    for i, (amount, value, own) in enumerate(said):
        kind = value.get("kind") if value else None
        carry = None if own else carried(view, said, i)
        apart = carry if own or carry else announced(view, amount)
        counted = own or apart or _unsaid(view, said, i)
        beside = counted is not None and apart is None and counted.source != "facts.amount_parallel"
        start = min(amount.start, counted.start) if counted and beside else amount.start
        end = max(amount.end, counted.end) if counted and beside else amount.end
        subject = _owner_inside(view, amount, counted) or subject_of(view, amount, start, end, kind)
        joined = subject is None and before[0] >= 0 and before[2] is (counted is not None)
        joined = joined and (carry is not None or _is_joined(view, before[0], start))
        if joined:
            subject = before[1]  # ауданында 3 мектеп, 2 балабақша бар
        subject = subject or owner_of_item(view, amount) or owner_of_list(view, amount)
        before = end, subject, counted is not None
        if counted is None and _is_unread(view, amount):
            continue
        behind = subject is not None and subject.start >= amount.end  # екеуін «Арай» қоры төледі
        if counted is None and (subject is None or not (kind == "money" or behind or joined)):
            subject = equated_subject(view, amount)  # of money alone a verb says whose it is
            if subject is None:
                continue
        yield _record(view, amount, value, counted, subject)


def _owner_inside(view: FactDoc, amount: Named, counted: Counted | None) -> Named | None:
    """The name between a part and the noun that says what it is: `бесеуі – Арай мектебінің мұғалімі`."""
    if counted is None or counted.source != "facts.amount_part" or amount.index + 1 >= len(view.flat):
        return None
    named = view.flat[amount.index + 1]
    return named if named.end <= counted.start and named.label in ("ORG", "LOC") else None


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


def _is_joined(view: FactDoc, left: int, right: int) -> bool:
    """Whether two amounts stand side by side in one list."""
    gap = view.gap(left, right)
    return len(gap) == 1 and (gap[0] in (",", ";") or gap[0] in words_of()["coordinator"])


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
