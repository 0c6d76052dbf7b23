"""Amounts: a quantity, what it counts or measures, and the organisation or place that it is said of."""

from __future__ import annotations

from atau.facts.amounts.counted import counted_of
from atau.facts.amounts.subject import subject_of
from atau.facts.evidence import common
from atau.facts.records import Amount
from atau.facts.times import Times
from atau.facts.view import FactDoc, value_of
from atau.labels import AMOUNTS

__all__ = ["find_amounts"]


def find_amounts(view: FactDoc, times: Times) -> list[Amount]:
    """The amounts of a document of which the text says what they count or measure, or whose they are."""
    found = []
    for amount in view.flat:
        if amount.label not in AMOUNTS:
            continue
        value = value_of(amount)
        counted = counted_of(view, amount, value)
        start = min(amount.start, counted.start) if counted else amount.start
        end = max(amount.end, counted.end) if counted else amount.end
        subject = subject_of(view, amount, start, end)
        if counted is None and subject is None:
            continue
        doc = view.doc
        words = None
        if counted is not None:
            words = doc.text[doc[counted.start].idx : doc[counted.end - 1].idx + len(doc[counted.end - 1])]
        if subject is not None:
            start, end = min(start, subject.start), max(end, subject.end)
        source = counted.source if counted else "facts.amount_subject"
        found.append(
            Amount(
                **common(view, start, end, source),
                quantity=amount.record(),
                value=value,
                counted=words,
                subject=subject.record() if subject else None,
            )
        )
    return found
