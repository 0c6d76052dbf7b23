"""Numbers that are part of a name: of a vehicle by its model, of a paper by its number, of a code.

Kazakh puts a number before what it counts; one behind a noun, with nothing after it to count, names the thing.
"""

from __future__ import annotations

import re
from typing import Final

from atau.components.quantity.context import NumberContext
from atau.components.quantity.view import DASHES

# Коды 12 таңбадан тұрады: what a code has, not which it is
_CODE: Final = "коды"
# БелАЗ, КамАЗ
_MIXED_CASE: Final = re.compile(r"[А-ЯӘҒҚҢӨҰҮҺІ]\w*[а-яәғқңөұүһі]\w*[А-ЯӘҒҚҢӨҰҮҺІ]\w*")
_FEWEST_DIGITS_OF_A_MODEL: Final = 3
# Ан, Ту: also ends of words, syllables, pronouns
_LONGEST_BUREAU: Final = 2
# What a clause goes on with where nothing was counted: жасалды, қараңыз, мініп; not 12 болды, 500 тұрады.
_VERB: Final = re.compile(r"\w+(?:[дт][ыі]|[аей]ды|[ей]ді|[ғқ]ан|[гк]ен|[ыі]п|ңыз|ңіз|мей|май)")


def paper_by_number(number: NumberContext) -> bool | None:
    """A paper, a route, a table, and its number.

    Example: `Жиында хаттама [12] толтырылды.`
    Example: `Ол келісімшарт [45] бойынша төледі.`
    Example: `Өсім төменде (кесте [3]) берілді.`
    """
    if number.before.text not in number.names.paper or not _names(number):
        return None
    bracketed = number.back(2).text == "(" and number.after.text == ")"
    return True if bracketed or _goes_on(number) else None


def code_by_name(number: NumberContext) -> bool | None:
    """A code of a payment order.

    Example: `Төлем: Кбе [17], КНП 859.`
    Example: `Төлем коды – [859].`
    """
    sign = number.before.text in DASHES or number.before.text == ":"
    word = number.back(2 if sign else 1).text
    if word not in number.names.code or not _names(number) or number.has_unit:
        return None
    return True if sign or word != _CODE or number.after.form != "word" else None


def model(number: NumberContext) -> bool | None:
    """The number of a model, after a name with capitals in it or before a machine.

    Example: `Карьерде БелАЗ [75131] жұмыс істейді.`
    Example: `Егістікте МТЗ [82] тракторы жүр.`
    Example: `Әуежайға Ту [154] ұшағынан шықты.`
    Example: `Ол Лада [2107] мініп жүр.`
    Example: `Боинг [737] Алматыға қонды.`
    """
    grammar, name = number.grammar, number.start - 1
    if not (number.capital_at(name) and number.before.form == "word" and _names(number)) or number.has_unit:
        return None
    form, make = grammar.elements.form(name), number.before.text in number.names.make
    mixed = _MIXED_CASE.fullmatch(form) is not None
    if (mixed or form.isupper() or make) and number.names.machine.fullmatch(number.after.text):
        return True
    long = len(number.first.text) >= _FEWEST_DIGITS_OF_A_MODEL
    if make and len(form) > _LONGEST_BUREAU:
        # Not Тойота 1520, Киа 900
        named_next = long and number.capital_at(number.end) and number.after.text not in number.names.make
        return True if named_next or _goes_on(number) else None
    return True if mixed and long and (_goes_on(number) or number.after.form != "word") else None


def _names(number: NumberContext) -> bool:
    """Bare digits, which may name something."""
    num = number.first.num
    return number.single and num is not None and num.bare and num.text.isdecimal()


def _goes_on(number: NumberContext) -> bool:
    """What comes after the number is nothing that it counts, but a verb or a postposition."""
    after, follows = number.after.text, number.ahead(2).text
    names = number.names
    if after in names.postposition or any(after == noun and follows.startswith(verb) for noun, verb in names.lightverb):
        return True
    counted = number.has_unit or number.after.senses or number.grammar.lexicon.counted.find([after]) is not None
    return not counted and _VERB.fullmatch(after) is not None and not after.startswith(names.amountverb)
