"""Numbers that are part of a name: of a vehicle by its model, of a paper by its number, of a code.

Kazakh puts a number before what it counts; one behind a noun, with nothing after it to count, names the thing.
"""

from __future__ import annotations

import re
from typing import Final

from atau.components.quantity.context import NumberContext
from atau.components.quantity.view import DASHES

_PAPERS: Final = frozenset(
    (
        "акт", "бағыт", "бұйрық", "декларация", "келісімшарт", "кесте", "куәлік", "лот", "маршрут", "ордер", "полис",
        "протокол", "рейс", "сертификат", "сурет", "форма", "хаттама", "шарт", "шот-фактура", "іс", "қаулы", "өкім",
        "өтінім",
    )
)  # fmt: skip
# Words of payment orders, and numbers of tax payers abroad.
_CODE: Final = "коды"
_CODES: Final = frozenset((_CODE, "бқк", "инн", "кбе", "кбк", "кнп", "тмк", "төк", "унп"))
_MACHINES: Final = re.compile(
    r"(?:авто|тік)?(?:ұшағ|көліг|трактор|комбайн|танк|зымыран|смартфон|самосвал|автобус|кешен|модел|дрон|мотоцикл)"
    r"(?:(?:л|т)?(?:ар|ер))?[ыі]|(?:үлгі|жүйе|машина)(?:лер|лар)?[ыі]?с?[ыі]"
)
_BUREAUS: Final = frozenset(("ан", "ил", "ка", "ми", "миг", "су", "ту", "як", "боинг", "аэробус"))
# БелАЗ, КамАЗ
_MIXED_CASE: Final = re.compile(r"[А-ЯӘҒҚҢӨҰҮҺІ]\w*[а-яәғқңөұүһі]\w*[А-ЯӘҒҚҢӨҰҮҺІ]\w*")
_FEWEST_DIGITS_OF_A_MODEL: Final = 3
# What a clause goes on with where nothing was counted: жасалды, қараңыз, мініп; not 12 болды, 500 тұрады.
_VERB: Final = re.compile(r"\w+(?:[дт][ыі]|[аей]ды|[ей]ді|[ғқ]ан|[гк]ен|[ыі]п|ңыз|ңіз|мей|май)")
_OF_AMOUNTS: Final = (
    "артты",
    "асты",
    "азай",
    "бол",
    "жет",
    "кел",
    "көбей",
    "құра",
    "тең",
    "тұр",
    "өс",
    "түс",
    "кеткен",
)
_POSTPOSITIONS: Final = frozenset(("арқылы", "бойынша", "жөнінде", "негізінде", "туралы"))
_LIGHT: Final = {"жұмыс": "істе", "қызмет": "ет", "іске": "қос"}


def paper_by_number(number: NumberContext) -> bool | None:
    """A paper, a route, a table, and its number.

    Example: `Жиында хаттама [12] толтырылды.`
    Example: `Ол келісімшарт [45] бойынша төледі.`
    Example: `Өсім төменде (кесте [3]) берілді.`
    """
    if number.before.text not in _PAPERS or not _names(number):
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
    if word not in _CODES or not _names(number) or number.has_unit:
        return None
    # Коды 12 таңбадан тұрады
    return True if sign or word != _CODE or number.after.form != "word" else None


def model(number: NumberContext) -> bool | None:
    """The number of a model, after a name with capitals in it or before a machine.

    Example: `Карьерде БелАЗ [75131] жұмыс істейді.`
    Example: `Егістікте МТЗ [82] тракторы жүр.`
    Example: `Әуежайға Ту [154] ұшағы қонды.`
    """
    grammar, name = number.grammar, number.start - 1
    if not (number.capital_at(name) and number.before.form == "word" and _names(number)) or number.has_unit:
        return None
    form = grammar.elements.form(name)
    mixed = _MIXED_CASE.fullmatch(form) is not None
    machine = _MACHINES.fullmatch(number.after.text) is not None
    if machine and (mixed or form.isupper() or number.before.text in _BUREAUS):
        return True
    long = mixed and len(number.first.text) >= _FEWEST_DIGITS_OF_A_MODEL
    return True if long and (_goes_on(number) or number.after.form != "word") else None


def _names(number: NumberContext) -> bool:
    """Bare digits, which may name something."""
    num = number.first.num
    return number.single and num is not None and num.bare and num.text.isdecimal()


def _goes_on(number: NumberContext) -> bool:
    """What comes after the number is nothing that it counts, but a verb or a postposition."""
    after, follows = number.after.text, number.ahead(2).text
    if after in _POSTPOSITIONS or follows.startswith(_LIGHT.get(after, "\n")):
        return True
    counted = number.has_unit or number.after.senses or number.grammar.lexicon.counted.find([after]) is not None
    return not counted and _VERB.fullmatch(after) is not None and not after.startswith(_OF_AMOUNTS)
