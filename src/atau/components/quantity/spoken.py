"""Numbers of clocks and ages as people say them, counters of a page, rows of a table, idioms."""

from __future__ import annotations

from typing import Final

from atau.components.quantity.ages import age_of_child, age_of_life
from atau.components.quantity.context import NumberContext, Rule
from atau.components.quantity.telephones import dialled
from atau.components.quantity.view import DASHES

_HOURS: Final = 24
_HUNDRED: Final = 100
_MAX_ITEM: Final = 20
_KEYCAP: Final = ("\ufe0f", "\u20e3")
_GENITIVE: Final = ("ның", "нің", "дың", "дің", "тың", "тің")
_CELLS: Final = frozenset("|;\t")
_MAX_ROW_DIGITS: Final = 3
_OPENING, _CLOSING = frozenset('«"“„'), frozenset('»”"“')


def _whole(number: NumberContext) -> bool:
    return number.numeral.high is None and number.numeral.value == int(number.numeral.value)


def _part_of_day(number: NumberContext) -> bool | None:
    """A clock after a part of the day.

    Example: `Жиын таңғы [сегізде] басталды.`
    Example: `Дүкен кешкі [7-ден] кейін жабық.`
    """
    if number.before.text not in number.words.daypart or number.has_unit or not _whole(number):
        return None
    listed = "and" in number.after.classes and number.ahead(2).num is not None
    said = number.numeral.case in ("loc", "abl", "dat") or number.after.form != "word" or listed
    return True if said and number.numeral.value <= _HOURS else None


def _own_age(number: NumberContext) -> bool | None:
    """An age after the word for it.

    Example: `Жасы [сексен үште] еді.`
    Example: `Орташа жас – [34,7].`
    """
    dash = number.before.text in DASHES
    word = number.back(2).text if dash else number.before.text
    if word not in number.words.ageof or number.has_unit:
        return None
    return True if dash or number.numeral.case != "nom" else None


def _age_in_words(number: NumberContext) -> bool | None:
    """A number in words in the locative: an age, an hour or a day.

    Example: `Қызым [он екіде].`
    Example: `Ол күреске [он жетісінде] келді.`
    """
    numeral = number.numeral
    if number.first.form != "word" or numeral.case != "loc" or number.has_unit or not _whole(number):
        return None
    if not 1 < numeral.value < _HUNDRED or numeral.kind != "cardinal" or numeral.scale > 1:
        return None
    if not numeral.possessive:
        return True
    owner = number.before.text.endswith(_GENITIVE) and "month" not in number.before.classes
    return True if not number.single and not owner else None


def _keycap(number: NumberContext) -> bool | None:
    """The digit of a keycap, which numbers the items of a post.

    Example: `[1]|️⃣ Су келді.`
    """
    return True if number.in_digits and number.after.text.startswith(_KEYCAP) else None


def _class_with_letter(number: NumberContext) -> bool | None:
    """A school class with its letter.

    Example: `Бұл – [5] «Б» сыныбы.`
    """
    quoted = number.after.text in _OPENING and number.ahead(3).text in _CLOSING and len(number.ahead(2).text) == 1
    return True if quoted and number.ahead(4).text.startswith(("сынып", "сыныб")) else None


def _row_of_table(number: NumberContext) -> bool | None:
    """The number of a row, in the first cell of it.

    Example: `[1]; Арман; 34`
    """
    text, grammar = number.first.text, number.grammar
    if number.after.text not in _CELLS or not (number.single and text.isdecimal() and len(text) <= _MAX_ROW_DIGITS):
        return None
    at = number.start - (number.before.text == "|")
    first = at == 0 or (at < len(grammar.items) and grammar.elements.first[at])
    if not first or int(text) not in (1, grammar.listed + 1):
        return None
    grammar.listed = int(text)
    return True


def _idiom(number: NumberContext) -> bool | None:
    """A fixed expression of quantity_words.tsv.

    Example: `Пікір [екіге] жарылды.`
    Example: `Оның [төрт] түлігі сай.`
    """
    return True if any(map(number.begins, number.grammar.lexicon.cues.idioms)) else None


def _one_in(number: NumberContext) -> bool | None:
    """One out of so many, of whom nobody is counted.

    Example: `Ол [мыңның] бірі еді.`
    Example: `Мұны [екінің] бірі біледі.`
    """
    spelled = number.first.form == "word" and number.numeral.case == "gen" and not number.numeral.possessive
    one = number.after.num
    return True if spelled and number.single and one is not None and one.possessive and one.value == 1 else None


def _spelled_item(number: NumberContext) -> bool | None:
    """A number in words that heads a paragraph, or the name of a prayer before its time.

    Example: `[Үш]. Жүзу өзенде өтті.`
    Example: `Намаз: [бесін] 13:34 болады.`
    """
    if number.first.form != "word" or not number.single:
        return None
    if number.first.text == "бесін":
        return True if number.after.form == "id" else None
    item = number.grammar.elements.first[number.start] and number.after.text == "." and number.numeral.case == "nom"
    return True if item and number.numeral.value <= _MAX_ITEM and number.capital_at(number.end + 1) else None


#: In the order in which they are asked.
SPOKEN_RULES: Final[tuple[Rule, ...]] = (
    _part_of_day,
    _own_age,
    _age_in_words,
    age_of_life,
    age_of_child,
    _keycap,
    _class_with_letter,
    _row_of_table,
    dialled,
    _idiom,
    _one_in,
    _spelled_item,
)
