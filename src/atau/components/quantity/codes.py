"""Numbers that identify something instead of counting it: ids, scores, and those of telephones.py and numbering.py."""

from __future__ import annotations

import re
from typing import Final

from atau.components.quantity.context import NumberContext, Rule, decide
from atau.components.quantity.elements import DIGIT_FORMS
from atau.components.quantity.named import code_by_name, model, paper_by_number
from atau.components.quantity.numbering import (
    before_paper,
    numbered,
    numbered_paper,
    ordinal_before_ordinal,
    plate,
    shared_noun,
    spaced_ordinal,
    standard,
    view_counter,
    views,
)
from atau.components.quantity.signs import sign_before
from atau.components.quantity.telephones import (
    after_area_code,
    area_code,
    bracketed_before_digits,
    country_code,
    emergency_service,
    telephone_or_bar_code,
)
from atau.components.quantity.view import DASHES

# A clock or a date says nothing about the number after it: 18:30 5 адам келді.
_CLOCK_OR_DATE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}\.\d{1,2}\.\d{2,4}")
_POINT_CLOCK = re.compile(r"\d{1,2}\.\d{2}")
_NUMBER_SIGNS = frozenset("№#+@_")
_JOINTS = frozenset("/.,:")


def is_code(number: NumberContext) -> bool:
    """Whether the number is a telephone number, an id, a score or the number of a thing."""
    if number.numeral.kind == "fraction" and number.end == number.start + 3:
        return False  # 3/4 бөлігі
    return number.in_digits and decide(CODE_RULES, number)


def _after_number_sign(number: NumberContext) -> bool | None:
    """A number after №, a similar sign, or a word for something that has a number.

    Example: `Ол № [13] мектепте оқыды.`
    Example: `Олар тел [4515] арқылы хабарласты.`
    """
    if number.before.text == "+" and number.after.form not in DIGIT_FORMS and number.after.text != "(":
        return None  # +5 градус
    return True if number.before.text in _NUMBER_SIGNS or "before" in number.before.classes else None


def _after_number_word(number: NumberContext) -> bool | None:
    """A number after such a word and a full stop or colon.

    Example: `Тел: [4515] хабарласыңыз.`
    """
    return True if number.before.text in (".", ":") and "before" in number.back(2).classes else None


def _after_id(number: NumberContext) -> bool | None:
    """A number after another code.

    Example: `Анықтама 1-22-33 [44] берілді.`
    """
    before = number.before
    if before.form != "id" or number.grammar.elements.glued[number.start] or not before.text[0].isdigit():
        return None
    return None if _after_clock(number) else True


def _before_digits(number: NumberContext) -> bool | None:
    """A number before more digits.

    Example: `Анықтама [45] 1234 берілді.`
    """
    after, last = number.after, number.last
    digits = after.form in DIGIT_FORMS and not after.text.startswith("№")
    if digits and number.grammar.elements.first[number.end]:
        return None  # the number of the next line
    return True if digits and last.form == "number" and last.num is not None and last.num.bare else None


def _after_digits(number: NumberContext) -> bool | None:
    """A number after more digits.

    Example: `Анықтама 45 [1234] берілді.`
    """
    before = number.before
    if number.grammar.elements.first[number.start]:
        return None
    bare = before.form == "number" and before.num is not None and before.num.bare
    return True if bare and not _after_clock(number) else None


def _glued_before(number: NumberContext) -> bool | None:
    """A number without a space after a dash, slash, point or colon.

    Example: `Бұл бөлім/[5] деп аталады.`
    """
    before, glued, start = number.before.text, number.grammar.elements.glued, number.start
    if not (before in DASHES or before in _JOINTS) or not (glued[start] and start > 1 and glued[start - 1]):
        return None
    if number.has_unit and sign_before(number.grammar, start):
        return None  # (-5 °C), -5°C/-7°C
    return True if before not in ",:" or number.back(2).form in DIGIT_FORMS else None


def _glued_after(number: NumberContext) -> bool | None:
    """A number without a space before a dash, slash, point or colon.

    Example: `Команда [3]:0 ұтты.`
    """
    after, glued, end = number.after.text, number.grammar.elements.glued, number.end
    if not (after in DASHES or after in _JOINTS) or not (end + 1 < len(glued) and glued[end] and glued[end + 1]):
        return None
    if after == "," or number.grammar.ending(end) is not None:
        return None
    if after == "/" and number.ahead(2).num is None:
        return False
    return after in DASHES or number.ahead(2).form in DIGIT_FORMS


def _score(number: NumberContext) -> bool | None:
    """The score of a match.

    Example: `Матч [3 – 1] есебімен аяқталды.`
    """
    last, scores = number.last.num, number.words.score
    if number.after.text in scores and last is not None:
        sides = (number.before.text, number.grammar.at(number.end - 2).text)
        return True if last.high is not None or not DASHES.isdisjoint(sides) else None
    return True if number.after.text in DASHES and number.ahead(3).text in scores else None


def _falling_range(number: NumberContext) -> bool | None:
    """Two numbers that would be a range from the larger to the smaller one.

    Example: `Анықтама [43-14] бойынша берілді.`
    """
    num = number.last.num
    return True if num is not None and num.high is not None and num.high < num.value else None


def _before_word_for_number(number: NumberContext) -> bool | None:
    """The word нөмір after the number.

    Example: `Ол [77] нөмірлі жейде киді.`
    """
    return True if any(number.ahead(n).text.startswith("нөмір") for n in (1, 2)) else None


def _glued_latin(number: NumberContext) -> bool | None:
    """Latin letters right after the number.

    Example: `Көрермендер [3]|D фильм көрді.`
    """
    glued = number.end < len(number.grammar.items) and number.grammar.elements.glued[number.end]
    latin = glued and number.after.form == "word" and number.after.text.isascii()
    return True if latin and not number.has_unit else None


#: In the order in which they are asked.
CODE_RULES: Final[tuple[Rule, ...]] = (
    area_code,
    country_code,
    after_area_code,
    _after_number_sign,
    _after_number_word,
    _after_id,
    _before_digits,
    _after_digits,
    _glued_before,
    _glued_after,
    ordinal_before_ordinal,
    shared_noun,
    views,
    view_counter,
    _score,
    numbered,
    telephone_or_bar_code,
    plate,
    standard,
    model,
    paper_by_number,
    code_by_name,
    bracketed_before_digits,
    emergency_service,
    numbered_paper,
    _falling_range,
    _before_word_for_number,
    spaced_ordinal,
    _glued_latin,
    before_paper,
)


def _after_clock(number: NumberContext) -> bool:
    """The number stands between a clock or a date and what it counts: «18:30 5 адам»."""
    if number.after.form != "word" or number.capital_after:
        return False
    text = number.before.text
    if number.back(2).text in number.words.hour and _POINT_CLOCK.fullmatch(text):
        return True
    return _CLOCK_OR_DATE.fullmatch(text) is not None
