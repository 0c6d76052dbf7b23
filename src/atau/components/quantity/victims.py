"""`бір` as the number of victims, beside another number of them: `бір адам қаза тауып, төртеуі жараланды`."""

from __future__ import annotations

from typing import Final

from atau.components.quantity.context import NumberContext
from atau.components.quantity.grammar import Grammar

_ENDS: Final = frozenset(".!?;:")
# How far a verb stands from its subject, and the other number from that verb.
_CLAUSE: Final = 6
_NEAR: Final = 10


def is_one_victim(number: NumberContext) -> bool:
    """Whether something befalls one person, and others who are counted too, in the same sentence."""
    grammar, victim = number.grammar, number.words.victim
    if number.after.form != "word" or number.after.num is not None:
        return False
    verb = _befalls(grammar, number.end + 1, victim)
    if verb is None:
        return False
    for i in range(verb + 1, verb + _NEAR):
        if _ends(grammar, i):
            break
        if _counts(grammar, i):
            return _befalls(grammar, i + 1, victim) is not None
    for i in range(number.start - 1, number.start - _NEAR, -1):
        if _ends(grammar, i):
            break
        if _counts(grammar, i):
            other = _befalls(grammar, i + 1, victim)
            return other is not None and other < number.start
    return False


def _ends(grammar: Grammar, i: int) -> bool:
    item = grammar.at(i)
    return item.form == "break" or item.text in _ENDS


def _befalls(grammar: Grammar, i: int, victim: tuple[str, ...]) -> int | None:
    """Where the word for what befalls victims stands in the clause that goes on at `i`; None without one."""
    for j in range(i, i + _CLAUSE):
        item = grammar.at(j)
        if item.num is not None or item.form == "break" or item.text in _ENDS or item.text == ",":
            return None
        if item.text.startswith(victim):
            return j
    return None


def _counts(grammar: Grammar, i: int) -> bool:
    """Whether people are counted at `i`: төртеуі, 12-сі, үш адам; not 5 күн."""
    num, after = grammar.nums[i], grammar.at(i + 1)
    if num is None or num.kind == "ordinal" or num.case != "nom":
        return False
    if num.role == "collective" or num.possessive:
        return True
    return after.form == "word" and not after.classes and grammar.unit_at(i + 1) is None
