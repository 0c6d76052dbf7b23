"""Numeral words that are often something else: the article бір, a part of a people, a quarter, Russian он."""

from __future__ import annotations

import re
from typing import Final

from atau.components.quantity.context import NumberContext
from atau.components.quantity.victims import is_one_victim
from atau.components.quantity.view import DASHES
from atau.morphology import match

_NINETY: Final = 90
# What жарты is a half of in names and fixed expressions.
_HALVES: Final = dict.fromkeys(("шар", "жол", "арал", "ай", "өмір", "түн"), "")
_ROMAN: Final = re.compile(r"[ivxіхл]+")
_AND: Final = frozenset(("және", "мен", "пен", "бен"))
_LIST: Final = _AND | {","}
_PRIZES: Final = ("медал", "жүлде")
_KAZAKH_TOO: Final = frozenset(("не", "же", "я", "и", "о", "с", "в"))
_KAZAKH_LETTERS: Final = re.compile("[әғқңөұүһі]")
_OPENING, _CLOSING = frozenset("«„"), frozenset("»")
_QUOTES: Final = frozenset('«»„“”"')
_LONGEST_QUOTATION: Final = 30
_NEVER_ALONE: Final = frozenset(("whole", "andhalf", "quarter", "zero"))


def russian_word(number: NumberContext) -> bool | None:
    """Russian `он`, which is no ten.

    Example: `Көрші «пусть [он] сам придёт» деді.`
    Example: `Куәгер: «Я его видел, [он] стоял у входа» деді.`
    """
    if number.first.text != "он" or not number.single:
        return None
    words = number.words.russian
    said = number.after.text == "не" and number.ahead(2).num is None and number.ahead(2).form == "word"
    after = number.after.text in words and number.after.text != "не"
    before = number.before.text in words and number.before.text != "не"
    return True if said or after or before or _in_russian_quotation(number) else None


def _in_russian_quotation(number: NumberContext) -> bool:
    """Whether the number stands in quotation marks among words of which one is Russian and none surely Kazakh."""
    before, after = _quoted_words(number, -1), _quoted_words(number, 1)
    if before is None or after is None:
        return False
    texts = [*before, *after]
    russian = any(text in number.words.russian and text not in _KAZAKH_TOO for text in texts)
    return russian and not any(_KAZAKH_LETTERS.search(text) for text in texts)


def _quoted_words(number: NumberContext, step: int) -> list[str] | None:
    """The texts from the number up to the quotation mark, backwards for step -1; None without such a mark."""
    i = number.start - 1 if step < 0 else number.end
    found: list[str] = []
    for _ in range(_LONGEST_QUOTATION):
        item = number.grammar.at(i)
        if item.form == "break" or item.text in (_CLOSING if step < 0 else _OPENING):
            return None
        if item.text in _QUOTES:
            return found
        found.append(item.text)
        i += step
    return None


def numeral_word(number: NumberContext) -> bool | None:
    """One numeral word that is often something else.

    Example: `[Бір] кісі келді.`
    Example: `Ол ұлы [жүз] туралы айтты.`
    Example: `Жыл қорытындысы бойынша [тоқсан] сайын есеп беріледі.`
    Example: `Жылдың бірінші жартысында, ІІ [жарты] жылда болды.`
    """
    num = number.first.num
    if not number.single or num is None or number.first.form != "word":
        return None
    if num.role == "unit" and num.value == 1:
        return _is_article(number)
    if num.role == "hundred":
        return _is_part_of_people(number)
    if num.role == "ten" and num.value == _NINETY:
        ranked = "rank" in number.before.classes
        return ranked or "quarter" in number.after.classes or number.after.form != "word"
    if num.role == "half":
        if "rank" in number.before.classes or _ROMAN.fullmatch(number.before.text):
            return True
        return not num.possessive and _is_half_of_name(number)
    if num.role == "zero" and number.has_unit:
        return False  # нөл градус
    return num.role in _NEVER_ALONE or num.value == 0


def _is_half_of_name(number: NumberContext) -> bool:
    """`жарты` where it counts nothing: жарты шар, жарты жолда; not жарты ұпай, жарты айран."""
    if number.has_unit or number.after.senses:
        return False
    return number.after.form != "word" or number.capital_after or bool(match(number.after.text, _HALVES))


def _is_part_of_people(number: NumberContext) -> bool:
    """`жүз` as one of the three parts of the Kazakh people, not a hundred."""
    capital = number.grammar.elements.capital[number.start] and number.start > 0
    if "rank" in number.before.classes or capital:
        return True
    return number.numeral.case != "nom" and not number.after.senses


def _is_article(number: NumberContext) -> bool:
    """`бір` as an article, not the number one."""
    after, follows = number.after, number.ahead(2)
    if number.numeral.case != "nom" or number.numeral.possessive:
        return True
    if after.text == "ғана" or follows.text == "ғана" or _in_list_of_amounts(number) or is_one_victim(number):
        return False
    if after.text == "жұмыс" and follows.text.startswith("ор"):
        return False
    if "one" in after.classes or number.has_unit:
        return False
    if after.text in number.words.medal and (follows.text in _LIST or follows.text.startswith(_PRIZES)):
        return False
    if "and" in after.classes or after.text in DASHES:
        return follows.num is None
    return True


def _in_list_of_amounts(number: NumberContext) -> bool:
    """`бір` in a contrast of numbers: алты ит, үш маймыл, бір түйе; бір бұзау мен 300 мың теңге."""
    joint = number.ahead(2).text
    # Before a comma only what is counted, without an ending: бір бөлме, 33 м²; not бір сөзбен, 20 адам.
    counts = joint == "," and number.grammar.lexicon.counted.find([number.after.text]) == number.after.text
    if (counts or joint in _AND) and number.ahead(3).num is not None:
        return True
    if number.before.text not in _LIST or number.after.form != "word":
        return False
    counted = number.back(3).num is not None and number.back(2).form == "word" and number.back(2).num is None
    return counted and not number.grammar.elements.capital[number.start - 2]
