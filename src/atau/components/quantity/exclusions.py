"""What makes a number no amount: dates, durations, ages, numbering, articles, titles; codes are in quantity_codes."""

from __future__ import annotations

import re
from fractions import Fraction

from atau.components.quantity.codes import DASHES, HOUR, is_address, is_code
from atau.components.quantity.grammar import Grammar
from atau.morphology.numerals import Numeral, read

_OPEN, _CLOSE = frozenset('«“"„'), frozenset('»”"“')
_CALENDAR = {"time", "age", "month"}
_TITLE_LENGTH = 6
# 1992 басталып: after a number of things stands a noun
# 33-тармақ, 2-сынып
_ORDINAL = re.compile(r"\d+-[^\W\d]")
_ROMAN = re.compile(r"[ivxіхл]+")
_VERB = re.compile(r"(?:[ыі]п|[тд][ыі]|[ғқгк][ае]н)$")
# сәуірде, сәуірден, сәуірдегі: the date ends with the month; шілде itself only looks so.
_DATE_ENDS = re.compile(r"(?:[дт][ае](?:н|ғы|гі)?)$")


def is_excluded(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    """Whether the number in elements start..end (end excluded) is no amount."""
    if _calendar(grammar, numeral, start, end):
        grammar.date_end = end
        return True
    if is_code(grammar, start, end) or is_address(grammar, start, end):
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
    if before.text in HOUR and numeral.value <= 24:
        return True
    number = grammar.items[start].form == "number"
    if number and "month" in before.classes and not _date_ends(before.text):
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
        if "and" not in grammar.at(i).classes and grammar.at(i).text not in DASHES:
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


def _date_ends(month: str) -> bool:
    """No day comes after the month: «15 мамырда 40 адам келді»."""
    return month != "шілде" and _DATE_ENDS.search(month) is not None


def _month_before(grammar: Grammar, start: int) -> bool:
    """қаңтар – 6, 20: only days stand between the month and the number."""
    for i in range(start - 1, max(-1, start - 16), -1):
        word = grammar.items[i]
        if "month" in word.classes:
            return not _date_ends(word.text)
        if word.form != "number" and word.text not in ("-", "–", "—", ",", ":"):
            return False
    return False


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
    if grammar.at(start - 1).text not in DASHES or first.num is None or item.form != "number":
        return False
    return len(item.text) == 2 and len(first.text) == 4 and 1000 <= first.num.value <= 2060


def _year(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    """A bare number like a year, with nothing that makes it an amount."""
    text = grammar.items[start].text[:4]
    if end != start + 1 and numeral.high is None:
        return False
    if not (text.isdecimal() and len(text) == 4 and grammar.items[start].text[4:5] not in set("0123456789.,")):
        return False
    after, before = grammar.at(end), grammar.at(start - 1)
    if 1000 <= int(text) <= 2060 and (before.text, after.text) == ("(", ")"):
        return True
    if 1400 <= int(text) <= 2060 and before.text == "(" and after.text in (",", ";", "-", "–", "—"):
        return True
    if 1000 <= int(text) <= 2060 and (start == 0 or before.text == "*") and after.text in DASHES:
        return True
    if not 1800 <= int(text) <= 2060 or numeral.possessive:
        return False
    if after.senses and after.classes & {"nom", "abl"}:
        return False
    if grammar.unit_at(end) is not None:
        return False
    if after.text == "(" and grammar.at(end + 2).text == "%":
        return False  # 1980 (93,2%) педагог
    if "total" in before.classes or (before.form == "sign" and "total" in grammar.at(start - 2).classes):
        return False
    plain = after.form == "word" and not grammar.elements.capital[end] and "and" not in after.classes
    plain = plain and not _VERB.search(after.text)
    return not (plain and numeral.case == "nom" and "dat" not in after.classes)


def _clock(grammar: Grammar, numeral: Numeral, start: int, end: int) -> bool:
    """9.00, 18.30, 15.09: two digits after a point, in the bounds of a clock or a calendar."""
    text = grammar.items[start].text
    hour, point, minute = text[:5].partition(".")
    if not point or len(minute.rstrip("-")) < 2 or not (hour.isdecimal() and minute[:2].isdecimal()):
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
    for title in grammar.lexicon.cues.titles:
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
    if "and" in after.classes or after.text in DASHES:
        return grammar.at(end + 1).num is None
    return True
