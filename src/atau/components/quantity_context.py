"""What makes a number no amount: dates, durations, ages, ids, numbering, articles, titles."""

from __future__ import annotations

import re
from fractions import Fraction

from atau.components.quantity_elements import EXACT, TITLES
from atau.components.quantity_grammar import Grammar
from atau.morphology.numerals import Numeral, read

_OPEN, _CLOSE = frozenset('«“"„'), frozenset('»”"“')
_DASHES = frozenset("-–—‑")
_CALENDAR = {"time", "age", "month"}
_NEW_CLAUSE = frozenset(
    ("деп", "деді", "бұл", "ол", "яғни", "ал", "олар", "оның", "бұлар", "сондай", "осы")
)
_TITLE_LENGTH = 6
# 1992 басталып: after a number of things stands a noun
# 33-тармақ, 2-сынып
_ORDINAL = re.compile(r"\d+-[^\W\d]")
_ROMAN = re.compile(r"[ivxіхл]+")
_VERB = re.compile(r"(?:[ыі]п|[тд][ыі]|[ғқгк][ае]н)$")


def is_excluded(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    """Whether the number in elements start..end (end excluded) is no amount."""
    if _calendar(grammar, numeral, start, end):
        grammar.date_end = end
        return True
    if _code(grammar, start, end) or _address(grammar, start, end):
        grammar.code_end = end
        return True
    return (
        _numbering(grammar, numeral, start, end)
        or _short_year(grammar, start)
        or _year(grammar, numeral, start, end)
        or _clock(grammar, numeral, start, end)
        or _title(grammar, start, end)
        or _word(grammar, numeral, start, end)
    )


def _time_after(grammar: Grammar, end: int) -> bool:
    """A unit of time, an age or a month stands at `end`."""
    word = grammar.at(end)
    if "timeword" in word.classes:
        return "time" in grammar.at(end + 1).classes
    if "youth" in word.classes:
        after = grammar.at(end + 1)
        return after.form != "word" or "ageword" in after.classes
    if word.text == "он" and "time" in grammar.at(end + 1).classes:
        return True
    if word.text in _CLOSE and "month" in grammar.at(end + 1).classes:
        return True  # «14» сәуірдегі
    # 2 күн, but 2 айналма; "per" words (сағатына) belong to the number after them.
    if "per" in word.classes and grammar.at(end + 1).num is not None:
        return False
    return bool(word.classes & _CALENDAR) or word.text.startswith("тоқсан")


def _calendar(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    if grammar.at(end).text == "." and "time" in grammar.at(end + 1).classes:
        return False
    if grammar.unit_at(end) is not None:
        return False  # айлық есептік көрсеткіш
    if _time_after(grammar, end):
        return True
    # 500-ге жуық жыл, 4 млрд. жыл
    i = end
    if grammar.at(end).text == "(" and grammar.at(end + 2).text == ")":
        i = end + 3  # 30 (отыз) күн
    elif grammar.at(start - 1).text == "(" and grammar.at(end).text == ")":
        i = end + 1
        if i > end and grammar.at(start - 2).num is not None and _time_after(grammar, i):
            return True
        i = end
    if _time_after(grammar, i):
        return True
    while i < end + 2 and (grammar.at(i).senses and grammar.at(i).classes & {"nom", "abl", "dat"}):
        i += 1
        if _time_after(grammar, i):
            return True
    before = grammar.at(start - 1)
    if before.text in ("сағат", "сағ", "сағ.") and numeral.value <= 24:
        return True
    if "month" in before.classes and grammar.items[start].form == "number":
        return True
    if grammar.date_end == start and (numeral.case == "dat" or "dat" in grammar.at(end).classes):
        return True  # сәуірдің 20-сынан 25-іне дейін
    if grammar.date_end == start - 1 and "and" in before.classes and before.text != ",":
        return True  # қарашаның 13 мен 20 аралығында
    small = grammar.items[start].form == "number" and numeral.value <= 31
    if small and _month_before(grammar, start):
        return True
    if small and "time" in before.classes and (numeral.possessive or numeral.high):
        return True  # айдың 13-і
    # 3, 5 және 7 жыл; 2 немесе 3 күн
    i = end
    for _ in range(4):
        if "and" not in grammar.at(i).classes and grammar.at(i).text not in _DASHES:
            break
        ordinal = grammar.at(i + 1)
        if ordinal.form == "id" and _ORDINAL.match(ordinal.text):
            return numeral.case == "nom" and grammar.items[start].form == "number"
        found = read(grammar.nums, i + 1) if i + 1 < len(grammar.items) else None
        if found is None or found[0].kind == "ordinal":
            break
        i = found[1]
        if _time_after(grammar, i):
            like = numeral.value <= 100 or (found[0].value > 1000 and numeral.value <= 2060)
            return like and numeral.case in ("nom", found[0].case)
    return False


def _month_before(grammar: Grammar, start: int) -> bool:
    """қаңтар – 6, 20: only days stand between the month and the number."""
    for i in range(start - 1, max(-1, start - 16), -1):
        word = grammar.items[i]
        if "month" in word.classes:
            return True
        if word.form != "number" and word.text not in ("-", "–", "—", ",", ":"):
            return False
    return False


def _address(grammar: Grammar, start: int, end: int) -> bool:
    """Houses after a street, postal codes, numbers in names of products."""
    item, before, after = grammar.items[start], grammar.at(start - 1), grammar.at(end)
    if item.form != "number" or item.num is None:
        return False
    text = item.num.text
    if len(text) > 1 and text.isdecimal() and text[0] == "0":
        return True
    if "street" in before.classes:
        return True
    if before.text == ",":
        if "street" in grammar.at(start - 2).classes or grammar.code_end == start - 1:
            return True
        if after.classes & {"street", "before", "paper"}:
            return True
    if before.text in _DASHES and grammar.code_end == start - 1:
        return True
    plain = item.num.bare and text.isdecimal()
    new = end < len(grammar.items) and grammar.elements.capital[end]
    if (
        plain
        and len(text) == 6
        and (after.text == "," or new)
        and grammar.at(end + 1).form == "word"
    ):
        return grammar.elements.capital[end + 1 if after.text == "," else end]
    if before.form == "word" and start > 0 and before.text.isascii() and before.num is None:
        known = grammar.unit_at(end) is not None or bool(after.senses)
        return plain and not known and not before.classes
    # 57 Кешен: the number of an entry in a list
    return start == 0 and plain and new and len(text) < 4 and not after.classes


def _code(grammar: Grammar, start: int, end: int) -> bool:
    """Telephones, addresses, ids: digits next to digits, after №, glued to a word."""
    items, glued = grammar.items, grammar.elements.glued
    before, after = grammar.at(start - 1), grammar.at(end)
    if items[start].form != "number":
        return False
    inside = before.text == "(" and after.text == ")"
    if inside and grammar.at(start - 2).text in ("7", "8") and len(items[start].text) >= 3:
        return True
    if after.text == "(" and items[start].text in ("7", "8") and grammar.at(end + 2).text == ")":
        return grammar.at(end + 1).form == "number" and len(grammar.at(end + 1).text) > 2
    bracketed = before.text == ")" and grammar.at(start - 3).text == "("
    if bracketed and len(items[start].text) > 4 and grammar.at(start - 2).form == "number":
        return True
    if before.text in ("№", "#", "+", "@", "_", "N") or "before" in before.classes:
        return True
    if before.text in (".", ":") and "before" in grammar.at(start - 2).classes:
        return True
    if before.form == "id" and not glued[start] and before.text[0].isdigit():
        return True
    last = items[end - 1]
    digits_after = after.form in ("number", "id") and not after.text.startswith("№")
    if digits_after and last.form == "number" and last.num is not None and last.num.bare:
        return True
    if before.form == "number" and before.num is not None and before.num.bare:
        return True
    if before.text in _DASHES or before.text in "/.,:":
        near = glued[start] and start > 1 and glued[start - 1]
        if near and (before.text != "," or grammar.at(start - 2).form in ("number", "id")):
            return True
    if after.text in _DASHES or after.text in ("/", ":", ".", ","):
        near = end + 1 < len(items) and glued[end] and glued[end + 1]
        if near and after.text != "," and grammar.ending(end) is None:
            if after.text == "/" and grammar.at(end + 1).num is None:
                return False
            return after.text in _DASHES or grammar.at(end + 1).form in ("number", "id")
    if after.text == ")" and before.text == "(" and len(items[start].text) >= 3:
        return grammar.at(end + 1).form in ("number", "id")
    follows = grammar.at(end + 1)
    if after.text in _DASHES and "paper" in follows.classes:
        return True  # 13 - тармағында
    number = last.num
    if number is not None and number.high is not None and number.high < number.value:
        return True  # 43-14
    if any(grammar.at(i).text.startswith("нөмір") for i in (end, end + 1)):
        return True
    whole = number is not None and number.bare and number.text.isdecimal()
    if after.text == "-" and whole and follows.form == "word" and follows.num is None:
        spoken = grammar.elements.capital[end + 1] or follows.text in _NEW_CLAUSE
        if not spoken and grammar.unit_at(end + 1) is None:
            return True  # 30 - жылдары, 27- кезекті
    near = end < len(items) and glued[end]
    if near and after.form == "word" and after.text.isascii() and grammar.unit_at(end) is None:
        return True  # 3D
    if last.form == "number" and "paper" in EXACT.get(f"{after.text} {follows.text}", {}):
        return True  # 8 сынып оқушылары
    return "paper" in after.classes and last.form == "number"


def _numbering(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    """`1.` and `2)` at the start of a line or sentence, or one more than the last such number."""
    text = grammar.items[start].text
    if end != start + 1 or grammar.items[start].form != "number" or len(text) > 4:
        return False
    after = grammar.at(end).text
    if after not in (".", ")") or numeral.case != "nom" or numeral.possessive:
        return False
    if after == ")":
        i = start - 1
        while i >= 0 and start - i < 30 and grammar.at(i).text not in ("(", ")", "\n\n"):
            i -= 1
        return grammar.at(i).text != "("
    fresh = grammar.elements.first[start] or grammar.at(start - 1).text in (".", "!", "?", ";", ":")
    if not fresh and text.isdecimal() and end + 1 < len(grammar.items):
        fresh = grammar.elements.capital[end + 1] and int(text) in (1, grammar.listed + 1)
        fresh = fresh and grammar.at(start - 1).form == "word"
    fresh = fresh or grammar.at(start - 1).text == ")"
    if fresh and text.isdecimal():
        grammar.listed = int(text)
    return fresh


def _short_year(grammar: Grammar, start: int) -> bool:
    """1965 – 91: the second of two years."""
    first, item = grammar.at(start - 2), grammar.items[start]
    if grammar.at(start - 1).text not in _DASHES or first.num is None or item.form != "number":
        return False
    return len(item.text) == 2 and len(first.text) == 4 and 1000 <= first.num.value <= 2060


def _year(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    """A bare number like a year, with nothing that makes it an amount."""
    text = grammar.items[start].text[:4]
    if end != start + 1 and numeral.high is None:
        return False
    if not (
        text.isdecimal()
        and len(text) == 4
        and grammar.items[start].text[4:5] not in set("0123456789.,")
    ):
        return False
    after, before = grammar.at(end), grammar.at(start - 1)
    if 1000 <= int(text) <= 2060 and (before.text, after.text) == ("(", ")"):
        return True
    if 1400 <= int(text) <= 2060 and before.text == "(" and after.text in (",", ";", "-", "–", "—"):
        return True
    if 1000 <= int(text) <= 2060 and (start == 0 or before.text == "*") and after.text in _DASHES:
        return True
    if not 1800 <= int(text) <= 2060 or numeral.possessive:
        return False
    if after.senses and after.classes & {"nom", "abl"}:
        return False
    if grammar.unit_at(end) is not None:
        return False
    if after.text == "(" and grammar.at(end + 2).text == "%":
        return False  # 1980 (93,2%) педагог
    if "total" in before.classes or (
        before.form == "sign" and "total" in grammar.at(start - 2).classes
    ):
        return False
    plain = (
        after.form == "word" and not grammar.elements.capital[end] and "and" not in after.classes
    )
    plain = plain and not _VERB.search(after.text)
    return not (plain and numeral.case == "nom" and "dat" not in after.classes)


def _clock(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    """9.00, 18.30, 15.09: two digits after a point, in the bounds of a clock or a calendar."""
    text = grammar.items[start].text
    hour, point, minute = text[:5].partition(".")
    if (
        not point
        or len(minute.rstrip("-")) < 2
        or not (hour.isdecimal() and minute[:2].isdecimal())
    ):
        return False
    if len(text) > len(hour) + 3 and text[len(hour) + 3].isdecimal():
        return False
    if int(hour) > 31 or int(minute[:2]) > 59 or grammar.unit_at(end) is not None:
        return False
    alone = end == start + 1 or numeral.high is not None
    return (alone and not grammar.at(end).senses) or "dat" in grammar.at(end).classes


def _title(grammar: Grammar, start: int, end: int) -> bool:
    """«100 нақты қадам»: a short quoted name that begins with the number."""
    words = tuple(grammar.at(i).text for i in range(start, start + 3))
    for title in TITLES:
        if grammar.at(start - 1).text not in _OPEN:
            break
        if words[: len(title) - 1] == title[:-1] and words[len(title) - 1].startswith(title[-1]):
            return True
    before = grammar.at(start - 1)
    if before.text not in _OPEN or not grammar.elements.glued[start]:
        return False
    for i in range(end, min(end + _TITLE_LENGTH, len(grammar.items))):
        text = grammar.items[i].text
        if text in _CLOSE:
            return grammar.at(i + 1).text != ","
        if text in (",", ".", "!", "?"):
            return False
    return False


def _word(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    """Numeral words that are often something else: бір, жүз, тоқсан, жарты."""
    if "rankword" in grammar.at(end).classes and "rankverb" in grammar.at(end + 1).classes:
        return numeral.case == "nom" and numeral.value <= 250
    if end != start + 1:
        return False
    item = grammar.items[start]
    num = item.num
    if num is not None and num.role == "scale" and item.text.startswith(("млн", "млрд", "трлн")):
        return True  # (млн. км²): a heading
    if num is None or item.form != "word":
        return False
    after, before = grammar.at(end), grammar.at(start - 1)
    if num.role == "unit" and num.value == 1:
        return _article(grammar, numeral, start, end)
    if num.role == "hundred":
        if "rank" in before.classes or (grammar.elements.capital[start] and start > 0):
            return True
        return numeral.case != "nom" and not after.senses
    if num.value == 90 and num.role == "ten":
        return "rank" in before.classes or "quarter" in after.classes or after.form != "word"
    if num.role == "half":
        if "rank" in before.classes or _ROMAN.fullmatch(before.text):
            return True
        return not num.possessive and grammar.unit_at(end) is None and not after.senses
    return num.role in ("whole", "andhalf", "quarter", "zero") or num.value == Fraction(0)


def _article(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    after = grammar.at(end)
    if numeral.case != "nom" or numeral.possessive:
        return True
    if after.text == "жұмыс" and grammar.at(end + 1).text.startswith("ор"):
        return False
    if "one" in after.classes or grammar.unit_at(end) is not None:
        return False
    if "and" in after.classes or after.text in _DASHES:
        return grammar.at(end + 1).num is None
    return True
