"""Numbers that are no amounts but codes: telephones, houses, ids, scores, numbers after №."""

from __future__ import annotations

import re

from atau.components.quantity.grammar import Grammar

DASHES = frozenset("-–—‑")
HOUR = frozenset(("сағат", "сағ", "сағ."))
_NEW_CLAUSE = frozenset(("деп", "деді", "бұл", "ол", "яғни", "ал", "олар", "оның", "бұлар", "сондай", "осы"))
# A clock or a date says nothing of the number after it: 18:30 5 адам келді.
_CLOCK_OR_DATE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}\.\d{1,2}\.\d{2,4}")
_POINT_CLOCK = re.compile(r"\d{1,2}\.\d{2}")
_PHONE_SIGNS = frozenset("-()+")
_PHONE_DIGITS = 9
_PHONE_PARTS = 12
_MAX_LISTED = 20
_LISTED = frozenset((",", "және", "мен", "пен", "бен"))
_SCORE = frozenset(("есебі", "есебімен", "есебінде", "есебінен", "есеппен"))
_EMERGENCY = re.compile(r"10[1-9]|112")
_SERVICE = re.compile(r"қызмет(?!кер)")


def is_code(grammar: Grammar, start: int, end: int) -> bool:
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
    after_clock = _after_clock(grammar, start, end)
    if before.form == "id" and not glued[start] and before.text[0].isdigit() and not after_clock:
        return True
    last = items[end - 1]
    digits_after = after.form in ("number", "id") and not after.text.startswith("№")
    if digits_after and last.form == "number" and last.num is not None and last.num.bare:
        return True
    if before.form == "number" and before.num is not None and before.num.bare and not after_clock:
        return True
    if before.text in DASHES or before.text in "/.,:":
        near = glued[start] and start > 1 and glued[start - 1]
        if near and (before.text != "," or grammar.at(start - 2).form in ("number", "id")):
            return True
    if after.text in DASHES or after.text in ("/", ":", ".", ","):
        near = end + 1 < len(items) and glued[end] and glued[end + 1]
        if near and after.text != "," and grammar.ending(end) is None:
            if after.text == "/" and grammar.at(end + 1).num is None:
                return False
            return after.text in DASHES or grammar.at(end + 1).form in ("number", "id")
    if _score(grammar, start, end) or _numbered(grammar, start):
        return True
    if after.text == ")" and before.text == "(" and len(items[start].text) >= 3:
        return grammar.at(end + 1).form in ("number", "id")
    if _SERVICE.match(after.text) and _EMERGENCY.fullmatch(items[start].text):
        return True  # 103 қызметіне
    follows = grammar.at(end + 1)
    if after.text in DASHES and "paper" in follows.classes:
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
    if last.form == "number" and "paper" in grammar.lexicon.cues.exact.get(f"{after.text} {follows.text}", {}):
        return True  # 8 сынып оқушылары
    return "paper" in after.classes and last.form == "number"


def is_address(grammar: Grammar, start: int, end: int) -> bool:
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
        if "street" in grammar.at(start - 2).classes:
            return True
        amount = len(text) < 5 and _telephone(grammar, start - 2)
        if grammar.code_end == start - 1 and not amount:
            return True
        if after.classes & {"street", "before", "paper"}:
            return True
    if before.text in DASHES and grammar.code_end == start - 1:
        return True
    plain = item.num.bare and text.isdecimal()
    new = end < len(grammar.items) and grammar.elements.capital[end]
    if plain and len(text) == 6 and (after.text == "," or new) and grammar.at(end + 1).form == "word":
        return grammar.elements.capital[end + 1 if after.text == "," else end]
    if before.form == "word" and start > 0 and before.text.isascii() and before.num is None:
        known = grammar.unit_at(end) is not None or bool(after.senses)
        return plain and not known and not before.classes
    # 57 Кешен: the number of an entry in a list
    return start == 0 and plain and new and len(text) < 4 and not after.classes


def _after_clock(grammar: Grammar, start: int, end: int) -> bool:
    """The number stands between a clock or a date and what it counts: «18:30 5 адам»."""
    if grammar.at(end).form != "word" or grammar.elements.capital[end]:
        return False
    text = grammar.at(start - 1).text
    if grammar.at(start - 2).text in HOUR and _POINT_CLOCK.fullmatch(text):
        return True
    return _CLOCK_OR_DATE.fullmatch(text) is not None


def _telephone(grammar: Grammar, last: int) -> bool:
    """Element `last` ends a telephone number: unlike a house, it has no second number after a comma."""
    digits = 0
    for i in range(last, max(-1, last - _PHONE_PARTS), -1):
        if grammar.at(i).form not in ("number", "id") and grammar.at(i).text not in _PHONE_SIGNS:
            break
        digits += sum(map(str.isdecimal, grammar.at(i).text))
    return digits >= _PHONE_DIGITS


def _numbered(grammar: Grammar, start: int) -> bool:
    """№5, 6 және 7 мектептер: the sign counts for every number of the list."""
    i = start - 1
    while start - i < _MAX_LISTED and grammar.at(i).text in _LISTED and grammar.at(i - 1).form == "number":
        i -= 2
    return grammar.at(i).text == "№" or (grammar.at(i).text in _LISTED and grammar.at(i - 1).text.startswith("№"))


def _score(grammar: Grammar, start: int, end: int) -> bool:
    """3 – 1 есебімен: the goals of either side."""
    last = grammar.at(end - 1).num
    if grammar.at(end).text in _SCORE and last is not None:
        return last.high is not None or not DASHES.isdisjoint((grammar.at(start - 1).text, grammar.at(end - 2).text))
    return grammar.at(end).text in DASHES and grammar.at(end + 2).text in _SCORE
