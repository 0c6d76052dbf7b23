"""Numbers of things and counters: ordinals, papers and their parts, numbers after № in a list, views of a page."""

from __future__ import annotations

import re
from typing import Final

from atau.components.quantity.context import NumberContext
from atau.components.quantity.elements import Element
from atau.components.quantity.endings import PLURAL
from atau.components.quantity.view import DASHES
from atau.morphology.numerals_words import SUFFIXES

_MAX_LISTED: Final = 20
# бап, бет, тур
_SHORTEST_HEAD: Final = 3
# 123 ABC 01; Cyrillic letters stand for the Latin ones that they look like
_PLATE_DIGITS: Final = re.compile(r"\d{3}")
_PLATE_LETTERS: Final = re.compile(r"[a-z]{2,3}|[авсенкмортху]{2,3}")
_REGION: Final = re.compile(r"0[1-9]|1\d|20")
# 33-орынға, 9-сынып; not 25-ке
_ORDINAL: Final = re.compile(r"\d+-([^\W\d]{2,})")


def is_certain(number: NumberContext) -> bool:
    """Whether the number is surely no amount, so that no model may take it for one: a counter or a shared ordinal."""
    if views(number) or view_counter(number) or shared_noun(number):
        return True
    if not ordinal_before_ordinal(number):
        return False
    found = _ORDINAL.match(number.after.text)
    return found is not None and found[1].startswith(tuple(number.words.headed))


def ordinal_before_ordinal(number: NumberContext) -> bool | None:
    """An ordinal in the ablative, before another one, which bears the noun of both.

    Example: `Команда [12-ден] 9-орынға жылжыды.`
    """
    after, single = number.after, number.single and number.last.form == "number"
    shared = single and number.numeral.case == "abl" and after.form == "id" and _ORDINAL.match(after.text)
    return True if shared else None


def shared_noun(number: NumberContext) -> bool | None:
    """Ordinals in a list, with one noun for all, in the plural; what is counted stands in the singular.

    Example: `Премьер-лиганың [22] және 23 турлары шегерілді.`
    Example: `Кітаптың 45, 46 және [47] беттері жыртылған.`
    Example: `Бүгін [12] және 45 нөмірлі автобустар жүрмейді.`
    """
    grammar, i = number.grammar, number.end
    if not (number.single and _is_bare(number.last)):
        return None
    listed = _joins_ordinals(number, number.start - 1) and _is_bare(number.back(2))
    for _ in range(_MAX_LISTED):
        if listed and _is_shared(number, i):
            return True
        if not _joins_ordinals(number, i) or not _is_bare(grammar.at(i + 1)):
            return None
        i, listed = i + 2, True
    return None


def _is_bare(element: Element) -> bool:
    """Digits without an ending, of one number or of a range."""
    return element.num is not None and element.num.bare and element.num.text.replace("-", "").isdecimal()


def _joins_ordinals(number: NumberContext, i: int) -> bool:
    text = number.grammar.at(i).text
    return text == "," or text in number.words.listed


def _is_shared(number: NumberContext, i: int) -> bool:
    """Whether the noun at `i` is one of several ordinals: беттері, сынып оқушылары, нөмірлі."""
    text, exact = number.grammar.at(i).text, number.grammar.lexicon.cues.exact
    if text.startswith("нөмір") or any("paper" in exact.get(words, {}) for words in (text, number.grammar.two(i))):
        return True
    for length in range(_SHORTEST_HEAD, len(text)):
        plural = PLURAL.fullmatch(text[length:]) if text[:length] in number.words.headed else None
        if plural is not None and plural[1] in SUFFIXES:
            return True
    return False


def views(number: NumberContext) -> bool | None:
    """How often something was viewed.

    Example: `Бейне [318] рет көрсетілді.`
    """
    return True if number.after.text == "рет" and number.ahead(2).text in number.words.viewed else None


def view_counter(number: NumberContext) -> bool | None:
    """How often a page was viewed, after the word for it.

    Example: `Көрілім саны: [318]`
    Example: `Қаралды: [45] рет`
    Example: `👁 [742]`
    Example: `Пікірлер ([7])`
    """
    if number.before.text == "(" and number.after.text == ")":
        return True if number.back(2).text in number.words.views else None
    i = number.start - 1
    colon = number.grammar.at(i).text == ":"
    i -= colon
    counted = number.grammar.at(i).text == "саны"
    i -= counted
    word = number.grammar.at(i)
    if word.text not in number.words.views or not (colon or counted or word.form == "sign"):
        return None
    ends = number.after.form != "word" or number.grammar.starts_line(number.end)
    return True if ends or number.after.text == "рет" else None


def numbered(number: NumberContext) -> bool | None:
    """A number in a list that begins with №: the sign counts for every number of the list.

    Example: `№5, 6 және [7] мектептер жабылды.`
    """
    grammar, listed, i = number.grammar, number.words.listed, number.start - 1

    def joins(at: int) -> bool:
        text = grammar.at(at).text
        return text == "," or text in listed

    while number.start - i < _MAX_LISTED and joins(i) and grammar.at(i - 1).form == "number":
        i -= 2
    signed = grammar.at(i).text == "№" or (joins(i) and grammar.at(i - 1).text.startswith("№"))
    return True if signed else None


def numbered_paper(number: NumberContext) -> bool | None:
    """The number of a paper or a part of one, after a dash.

    Example: `Заңның [13] - тармағында жазылған.`
    """
    return True if number.after.text in DASHES and "paper" in number.ahead(2).classes else None


def spaced_ordinal(number: NumberContext) -> bool | None:
    """An ordinal whose hyphen is set like a dash.

    Example: `Кезек [30] - жылдары басталды.`
    """
    num, follows, end = number.last.num, number.ahead(2), number.end
    whole = num is not None and num.bare and num.text.isdecimal()
    if number.after.text != "-" or not whole or follows.form != "word" or follows.num is not None:
        return None
    spoken = number.grammar.elements.capital[end + 1] or follows.text in number.words.clause
    return True if not spoken and number.grammar.unit_at(end + 1) is None else None


def plate(number: NumberContext) -> bool | None:
    """The digits of a number plate: those before its letters, and the number of the region.

    Example: `Көлік нөмірі [123] ABC 01 болды.`
    Example: `Көлік 123 ABC [17] болды.`
    """
    region = _PLATE_LETTERS.fullmatch(number.before.text) is not None
    letters = number.start - 1 if region else number.end
    grammar = number.grammar
    written = grammar.at(letters - 1).text, grammar.at(letters).text, grammar.at(letters + 1).text
    parts = zip((_PLATE_DIGITS, _PLATE_LETTERS, _REGION), written, strict=True)
    is_plate = number.single and number.capital_at(letters) and all(part.fullmatch(text) for part, text in parts)
    return True if is_plate and grammar.unit_at(letters) is None else None


def standard(number: NumberContext) -> bool | None:
    """The number of a standard, with its year or without.

    Example: `Ол СТ РК [1174-2003] стандартына сай.`
    Example: `Зауыт ISO [9001] сертификатын алды.`
    """
    pair = f"{number.back(2).text} {number.before.text}"
    named = not number.names.standard.isdisjoint((number.before.text, pair))
    return True if named and number.capital_at(number.start - 1) and not number.has_unit else None


def before_paper(number: NumberContext) -> bool | None:
    """A word for a paper, a class, a room after the number.

    Example: `Ол [8] сынып оқушысы.`
    Example: `Бұл [5] бап бойынша шешілді.`
    """
    if number.last.form != "number":
        return None
    pair = number.grammar.two(number.end)
    papers = "paper" in number.grammar.lexicon.cues.exact.get(pair, {}) or "paper" in number.after.classes
    return True if papers else None
