"""What an amount is said of that goes on from the amount before it in the same sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.facts.amounts.clauses import Counted, is_adverb, is_converb
from atau.facts.amounts.parallel import Said
from atau.facts.tables import amount_words
from atau.facts.view import LINE, FactDoc, Named
from atau.morphology.numerals_words import word_class

#: Patterns that name a measure or a thing before its amount.
_OF_THINGS: Final = frozenset(("facts.amount_said", "facts.amount_measure"))
_PERCENT: Final = ("пайызы", "пайызын")
_THAT_IS: Final = "яғни"


def carried(view: FactDoc, said: Sequence[Said], index: int) -> Counted | None:
    """What amount `index` is said of, where the amount before it says so.

    A part: `Жігіттердің 14-і ұланға, 11-і флотқа аттанды`, `үш сынама алынды, екеуі таза`. The same in other units:
    `шегі 24 АЕК, яғни 94 мың теңге`. A second change of the same thing, or the second of a pair: `акциясы 2 пайызға
    қымбаттап, 840 теңгеге жетті`, `күріш – 460 және 430 теңге`.
    """
    if not index:
        return None
    before, amount = said[index - 1], said[index].amount
    counted = before.counted
    if counted is None or view.sentence_bounds(before.amount.start) != view.sentence_bounds(amount.start):
        return None
    gap = view.gap(before.amount.end, amount.start)
    if _is_part(view, amount, gap) or gap in ((_THAT_IS,), (",", _THAT_IS)):
        return counted
    if counted.source not in _OF_THINGS or counted.start > before.amount.start:
        return None
    paired = len(gap) == 1 and gap[0] in amount_words()["and"]
    return counted if paired or _goes_on(view, before.amount.end, amount.start) else None


def _is_part(view: FactDoc, amount: Named, gap: Sequence[str]) -> bool:
    """Whether an amount is a numeral with a possessive, and no pronoun says of what: екеуі, not соның екеуі."""
    norm = view.words[amount.end - 1].norm
    number = word_class(norm)
    possessed = bool(number.possessive) if number is not None else norm in _PERCENT
    return possessed and amount_words()["pronoun"].isdisjoint(gap)


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
