"""What an amount is said of that goes on from the amount before it in the same sentence."""

from __future__ import annotations

from collections.abc import Sequence

from atau.facts.amounts.clauses import Counted, is_adverb, is_converb
from atau.facts.amounts.parallel import Said
from atau.facts.amounts.phrase import AND
from atau.facts.view import LINE, FactDoc
from atau.morphology.numerals_words import word_class

_PART = "facts.amount_part"
#: Patterns that name a measure or a thing before its amount.
_OF_THINGS = frozenset(("facts.amount_said", "facts.amount_measure"))


def carried(view: FactDoc, said: Sequence[Said], index: int) -> Counted | None:
    """What amount `index` is said of, where the amount before it says so.

    A second part of the same whole: `Жігіттердің 14-і ұланға, 11-і флотқа аттанды`. A second change of the same thing:
    `акциясы 2 пайызға қымбаттап, 840 теңгеге жетті`. Or the second of a pair: `күріш – 460 және 430 теңге`.
    """
    if not index or said[index - 1].counted is None:
        return None
    before, amount = said[index - 1], said[index].amount
    counted = before.counted
    if counted is None or view.sentence_bounds(before.amount.start) != view.sentence_bounds(amount.start):
        return None
    if counted.source == _PART and counted.start < before.amount.start:
        return counted if _has_possessive(view, amount.end) else None
    if counted.source in _OF_THINGS and counted.start < before.amount.start:
        gap = view.gap(before.amount.end, amount.start)
        paired = len(gap) == 1 and gap[0] in AND
        return counted if paired or _goes_on(view, before.amount.end, amount.start) else None
    return None


def _has_possessive(view: FactDoc, end: int) -> bool:
    number = word_class(view.words[end - 1].norm)
    return number is not None and bool(number.possessive)


def _goes_on(view: FactDoc, start: int, end: int) -> bool:
    """Whether one converb with a comma stands between two amounts, and otherwise only adverbs."""
    converbs = 0
    for token in range(start, end):
        norm = view.norms[token]
        if not norm or norm == LINE:
            continue
        if view.owner[token] >= 0:
            return False
        if is_converb(norm):
            converbs += 1
        elif norm != "," and not is_adverb(norm):
            return False
    return converbs == 1
