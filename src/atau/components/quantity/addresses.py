"""Numbers of an address: houses, postal codes; and numbers in names of products and in front of list entries."""

from __future__ import annotations

from typing import Final

from atau.components.quantity.context import NumberContext, Rule, decide
from atau.components.quantity.telephones import ends_telephone
from atau.components.quantity.view import DASHES

_MAX_HOUSE_DIGITS = 4
_POSTAL_DIGITS = 6
_MAX_ENTRY_DIGITS = 3


def is_address(number: NumberContext) -> bool:
    """Whether the number is a house after a street, a postal code or a part of a product's name."""
    return number.in_digits and number.first.num is not None and decide(ADDRESS_RULES, number)


def _digits(number: NumberContext) -> str:
    return number.first.num.text if number.first.num is not None else ""


def _is_plain(number: NumberContext) -> bool:
    return number.first.num is not None and number.first.num.bare and _digits(number).isdecimal()


def _leading_zero(number: NumberContext) -> bool | None:
    """A number with a zero in front.

    Example: `Оған [007] деген ат берілді.`
    """
    text = _digits(number)
    return True if len(text) > 1 and text.isdecimal() and text[0] == "0" else None


def _after_street(number: NumberContext) -> bool | None:
    """A house after its street.

    Example: `Ол Абай көшесі [48] үйде тұрады.`
    Example: `Ол Жібек жолы көшесі, [48] үйде тұрады.`
    """
    before = number.back(2) if number.before.text == "," else number.before
    return True if "street" in before.classes or "street" in number.before.classes else None


def _after_code_and_comma(number: NumberContext) -> bool | None:
    """One more code after a comma.

    Example: `Тел.: 8 (7182) 333754, [333986].`
    """
    if number.before.text != "," or number.grammar.code_end != number.start - 1:
        return None
    amount = len(_digits(number)) <= _MAX_HOUSE_DIGITS and ends_telephone(number.grammar, number.start - 2)
    return None if amount else True


def _house_after_comma(number: NumberContext) -> bool | None:
    """After a comma, before a word for a street, a room, a paper.

    Example: `Атырау, [12] пәтер.`
    """
    if number.before.text != ",":
        return None
    return True if number.after.classes & {"street", "before", "paper"} else None


def _after_code_and_dash(number: NumberContext) -> bool | None:
    """A code goes on after a dash.

    Example: `Анықтама № 4515 – [12] болды.`
    """
    return True if number.before.text in DASHES and number.grammar.code_end == number.start - 1 else None


def _postal_code(number: NumberContext) -> bool | None:
    """Six digits before the name of a town.

    Example: `Мекенжай: [060000], Атырау қаласы.`
    Example: `Мекенжай: [160000] Шымкент қаласы.`
    """
    after, capital = number.after.text, number.grammar.elements.capital
    if not _is_plain(number) or len(_digits(number)) != _POSTAL_DIGITS or not (after == "," or number.capital_after):
        return None
    return capital[number.end + 1 if after == "," else number.end] if number.ahead(2).form == "word" else None


def _product(number: NumberContext) -> bool | None:
    """A number after a word in Latin letters, a part of a name.

    Example: `Ол Windows [11] орнатты.`
    """
    before = number.before
    if before.form != "word" or number.start == 0 or not before.text.isascii() or before.num is not None:
        return None
    known = number.has_unit or bool(number.after.senses)
    return _is_plain(number) and not known and not before.classes


def _list_entry(number: NumberContext) -> bool | None:
    """The number of an entry, at the start of the text.

    Example: `[57] Кешен салынды.`
    """
    short = number.start == 0 and _is_plain(number) and len(_digits(number)) <= _MAX_ENTRY_DIGITS
    return True if short and number.capital_after and not number.after.classes else None


#: In the order in which they are asked.
ADDRESS_RULES: Final[tuple[Rule, ...]] = (
    _leading_zero,
    _after_street,
    _after_code_and_comma,
    _house_after_comma,
    _after_code_and_dash,
    _postal_code,
    _product,
    _list_entry,
)
