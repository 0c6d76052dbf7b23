"""Decides which numbers are no amounts; its own rules are those for items of lists, titles, ranks and added time.

It asks about dates first (dates.py), then about codes and addresses (codes.py, addresses.py), what people say of clocks
and ages (spoken.py), and the rest: bare_dates.py, homonyms.py and the rules of its own.
"""

from __future__ import annotations

from typing import Final

from atau.components.quantity.addresses import is_address
from atau.components.quantity.bare_dates import clock, second_year, year
from atau.components.quantity.codes import is_code
from atau.components.quantity.context import NumberContext, Rule, decide
from atau.components.quantity.dates import is_date
from atau.components.quantity.grammar import Grammar
from atau.components.quantity.homonyms import numeral_word, russian_word
from atau.components.quantity.numbering import is_certain
from atau.components.quantity.spoken import SPOKEN_RULES
from atau.morphology.numerals import Numeral

_OPENING, _CLOSING = frozenset('«“"„'), frozenset('»”"“')
_SENTENCE_ENDS = frozenset(".!?;:")
_TITLE_LENGTH = 6
_TITLE_STOPS = frozenset(",.!?")
_NUMBERING_DIGITS = 4
_BRACKET_LENGTH = 30
_MAX_RANK = 250


def is_excluded(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    """Whether the number in elements start..end (end excluded) is not an amount."""
    number = NumberContext(grammar, numeral, start, end)
    if is_date(number):
        grammar.date_end = end
        return True
    if is_code(number) or is_address(number):
        grammar.code_end = end
        if is_certain(number):
            grammar.no_amounts.append((start, end))
        return True
    return decide(SPOKEN_RULES, number) or decide(OTHER_RULES, number)


def _item_before_bracket(number: NumberContext) -> bool | None:
    """An item of a numbered list, with a bracket.

    Example: `[2]) Орындалсын.`
    """
    if not _is_item(number) or number.after.text != ")":
        return None
    grammar, i = number.grammar, number.start - 1
    while i >= 0 and number.start - i < _BRACKET_LENGTH and grammar.at(i).text not in ("(", ")", "\n\n"):
        i -= 1
    return True if grammar.at(i).text != "(" else None


def _item_before_point(number: NumberContext) -> bool | None:
    """An item of a numbered list at the start of a line or sentence, or the one after the last such item.

    Example: `[1]. Бекітілсін.`
    """
    if not _is_item(number) or number.after.text != ".":
        return None
    grammar, text, before = number.grammar, number.first.text, number.before
    first = grammar.elements.first[number.start] or before.text in _SENTENCE_ENDS
    if not first and text.isdecimal() and number.end + 1 < len(grammar.items):
        next_one = grammar.elements.capital[number.end + 1] and int(text) in (1, grammar.listed + 1)
        first = next_one and (before.form == "word" or before.text in (",", ";"))
    first = first or before.text == ")"
    if first and text.isdecimal():
        grammar.listed = int(text)
    return True if first else None


def _is_item(number: NumberContext) -> bool:
    """A short number in digits, without an ending."""
    short = number.single and number.in_digits and len(number.first.text) <= _NUMBERING_DIGITS
    return short and number.numeral.case == "nom" and not number.numeral.possessive


def _known_title(number: NumberContext) -> bool | None:
    """A quoted name of quantity_words.tsv that begins with a number.

    Example: `Ол «[100] нақты қадам» бағдарламасын айтты.`
    """
    if number.before.text not in _OPENING:
        return None
    return True if any(map(number.begins, number.grammar.lexicon.cues.titles)) else None


def _short_title(number: NumberContext) -> bool | None:
    """A short quoted name that begins with the number.

    Example: `Ол «[7] өмір» фильмін көрді.`
    """
    grammar, end = number.grammar, number.end
    if number.before.text not in _OPENING or not grammar.elements.glued[number.start]:
        return None
    for i in range(end, min(end + _TITLE_LENGTH, len(grammar.items))):
        text = grammar.items[i].text
        if text in _CLOSING:
            return True if grammar.at(i + 1).text != "," else None
        if text in _TITLE_STOPS:
            return None
    return None


def _rank(number: NumberContext) -> bool | None:
    """The place somebody takes.

    Example: `Команда [5] орынды иеленді.`
    """
    if "rankword" in number.after.classes and "rankverb" in number.ahead(2).classes:
        return number.numeral.case == "nom" and number.numeral.value <= _MAX_RANK
    return None


def _scale_heading(number: NumberContext) -> bool | None:
    """A scale word without a number, as in the heading of a table.

    Example: `Аумағы ([млн]. км²) төменде.`
    """
    num = number.first.num
    scale = number.single and num is not None and num.role == "scale"
    return True if scale and number.first.text.startswith(tuple(number.words.heading)) else None


def _added_time(number: NumberContext) -> bool | None:
    """The minutes of a half, before those that are added.

    Example: `[90]+3 минутта гол соқты.`
    """
    grammar, end = number.grammar, number.end
    if number.after.text != "+" or not grammar.elements.glued[end] or grammar.at(end + 1).num is None:
        return None
    if "time" not in grammar.at(end + 2).classes:
        return None
    grammar.no_amounts.append((number.start, end))
    return True


#: In the order in which they are asked.
OTHER_RULES: Final[tuple[Rule, ...]] = (
    _added_time,
    _item_before_bracket,
    _item_before_point,
    second_year,
    year,
    clock,
    _known_title,
    _short_title,
    _rank,
    _scale_heading,
    russian_word,
    numeral_word,
)
