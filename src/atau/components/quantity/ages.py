"""Ages without the word for it: `Әжем 88-інде қайтыс болды`, `Үлкені 7-ге, кішісі 4-ке толды`."""

from __future__ import annotations

from typing import Final

from atau.components.quantity.context import NumberContext
from atau.components.quantity.elements import Element
from atau.lexicon import is_given_name, surname_like

_YOUNGEST, _OLDEST = 10, 110
_ENDS: Final = frozenset(".!?;:")
_GENITIVE: Final = ("ның", "нің", "дың", "дің", "тың", "тің")
# Words between a person and the age, and the age and the verb.
_NEAR: Final = 2
_CLAUSE: Final = 7


def age_of_life(number: NumberContext) -> bool | None:
    """The age at which something happens in the life of a person, in digits.

    Example: `Әжем [88-інде] қайтыс болды.`
    Example: `Зейнетке ол [61-де] шықты.`
    """
    if number.numeral.case != "loc" or not _is_whole(number) or not _YOUNGEST <= number.numeral.value <= _OLDEST:
        return None
    return True if _follows_person(number) and _happens_in_life(number) else None


def age_of_child(number: NumberContext) -> bool | None:
    """The age that children reach, each said of one.

    Example: `Үлкені [7-ге], кішісі 4-ке толды.`
    Example: `Немересі [9-ға] толды.`
    """
    if number.numeral.case != "dat" or not _is_whole(number) or not 0 < number.numeral.value <= _OLDEST:
        return None
    if number.before.text not in number.words.person:
        return None
    i, grammar = number.end, number.grammar
    while grammar.at(i).text in (",", "ал", "да", "де") or grammar.at(i).text in number.words.listed:
        i += 1
        if grammar.at(i).text in number.words.person:
            num = grammar.at(i + 1).num
            if num is None or num.case != "dat":
                return None
            i += 2
    return True if grammar.at(i).text in number.words.aged else None


def _is_whole(number: NumberContext) -> bool:
    num = number.last.num
    return number.single and number.in_digits and num is not None and num.text.isdecimal() and not number.has_unit


def _follows_person(number: NumberContext) -> bool:
    """Whether a person is the subject before the number, and not the owner of what it counts."""
    for n in range(1, _NEAR + 1):
        item = number.back(n)
        if item.form != "word" or item.num is not None or item.text.endswith(_GENITIVE):
            return False
        if item.text in number.words.person or _is_name(item, capital=number.capital_at(number.start - n)):
            return True
    return False


def _is_name(item: Element, *, capital: bool) -> bool:
    return capital and (is_given_name(item.text) or surname_like(item.text))


def _happens_in_life(number: NumberContext) -> bool:
    """Whether the sentence says what happens in a life: at its beginning, or after the number."""
    grammar, life = number.grammar, number.words.life
    for first, step in ((number.end, 1), (number.start - 1, -1)):
        for i in range(first, first + step * _CLAUSE, step):
            item = grammar.at(i)
            if item.form == "break" or item.text in _ENDS:
                break
            if item.text.startswith(life):
                return True
    return False
