"""Reads the value of a quantity from its words alone, so it is the same for spans of the rules, a model or gold.

All words must be understood. Where there is an unknown word, a second number, or a separator that may stand for
decimals or thousands, there is no value, as a wrong number is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import cast

from atau.components.quantity.bound import bounded
from atau.components.quantity.damage import has_extra_letter, is_damaged
from atau.components.quantity.edges import NEGATED
from atau.components.quantity.elements import Element
from atau.components.quantity.lexicon import QuantityLexicon, shared_lexicon
from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.reading import Reading, read_one
from atau.components.quantity.signs import MINUS, SPOKEN, may_be_dash
from atau.components.quantity.value import Quantity, QuantityKind, numeric_value
from atau.morphology.numerals_words import word_class

# 1.500.000 and 1,500,000: groups of three; a single group (13.007) is read by what is counted.
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}([.,'’])\d{3}(?:\1\d{3})+(?![\d]|[.,]\d)")
_GROUP = re.compile(r"(?<![\d.,])(\d{1,3})([.,'’])(\d{3})(?![\d]|[.,]\d)")
# бір-ақ: only one
_ONLY = re.compile(r"(?<=\w)-ақ$", re.IGNORECASE)


def parse_quantity(
    words: Sequence[str],
    spaced: Sequence[bool] | None = None,
    after: Sequence[str] = (),
    before: Sequence[str] = (),
    lexicon: QuantityLexicon | None = None,
) -> Quantity | None:
    """The value of the words of one quantity; None where they cannot be read in full.

    The words are taken to be an amount. spaced: whether white space follows each word (by default, yes). after, before:
    the words that follow and precede in the sentence, in lower case, for the noun that is counted and for what `дейін`
    bounds (bound.py). lexicon: the units and words to read with (by default, those of the package; see
    `quantity_lexicon`).

    >>> parse_quantity(["шамамен", "60-70", "млн.", "евро"]).high
    70000000
    """
    lexicon = lexicon or shared_lexicon()
    flags = [True] * len(words) if spaced is None else list(spaced)
    if is_damaged(words, flags, lexicon):
        return None
    words = [_ONLY.sub("", _ungrouped(word)) for word in words]
    negated = len(words) > 1 and words[-1].lower() == "емес"
    if negated:
        words, flags = words[:-1], flags[:-1]
    words, flags = _decimals(words, flags)
    sign, reading = "", read_one(words, flags, lexicon)
    # The bounds of a range may each bear a sign of their own; of anything else, the sign is read apart.
    if reading is None or not reading.match.signed:
        sign, words = _sign(words, flags)
        reading = read_one(words, flags, lexicon) if sign else reading
    if reading is not None:
        reading = _grouped(reading, words, flags, lexicon)
    if reading is None:
        return None
    match, left, right = reading
    if match.noun and lexicon.counted.find([match.noun]) is None and has_extra_letter(match.noun):
        return None  # екі жүзіден астам
    if match.mixed or may_be_dash(sign, match):
        return None  # -48 кг: a minus, a dash or "up to"
    last = words[-1].lower()
    if not match.approx and after and (sense := _approximator(match, after[0], lexicon)):
        match, last, after = replace(match, approx=sense), after[0], after[1:]  # 100-ге | дейін
    directed = bounded(match, last, before, after, lexicon.bounds, sign in MINUS)
    if directed is None:
        return None
    match = directed
    if negated or list(after[:1]) == ["емес"]:
        match = replace(match, approx=NEGATED.get(match.approx, match.approx))
    # 100 адам, 100-ден астам адам; not 100-і, 100-ден
    free = not match.owned and (match.approx or match.joined or match.case in ("nom", "equ"))
    counts = match.kind == "count" and free
    counted = (lexicon.counted.find([match.noun]) or lexicon.counted.find([*right, *after])) if counts else None
    return _quantity(match, sign in MINUS, left, counted, lexicon)


def _approximator(match: QuantityMatch, word: str, lexicon: QuantityLexicon) -> str:
    """What the word after the amount says as its approximator, where the mention ends too early; "" for none."""
    elements = lexicon.elements(word)
    governs = len(elements) == 1 and match.case in ("dat", "abl", "gen") and not match.joined
    return elements[0].sense(match.case) if governs else ""


def _decimals(words: list[str], spaced: list[bool]) -> tuple[list[str], list[bool]]:
    """The words, with decimals that the tokenizer split (+2 , 4) rejoined."""
    i = 1
    while i + 1 < len(words):
        apart = words[i] in (",", ".") and not spaced[i - 1] and not spaced[i]
        if apart and words[i - 1][-1:].isdigit() and words[i + 1][:1].isdigit():
            words = [*words[: i - 1], "".join(words[i - 1 : i + 2]), *words[i + 2 :]]
            spaced = [*spaced[: i - 1], *spaced[i + 1 :]]
        i += 1
    return words, spaced


def _sign(words: list[str], spaced: list[bool]) -> tuple[str, list[str]]:
    """The sign before the number ("" without one; минус is −), and the words without it."""
    for i, word in enumerate(words):
        text = word.strip()
        if not text:
            continue
        if text[0] in MINUS or text[0] == "+":
            glued = text[1:2].isdigit() or (
                len(text) == 1 and not spaced[i] and i + 1 < len(words) and words[i + 1][:1].isdigit()
            )
            if glued:
                return text[0], [*words[:i], text[1:] or " ", *words[i + 1 :]]
        if text.lower() in SPOKEN:
            return SPOKEN[text.lower()], [*words[:i], " ", *words[i + 1 :]]
        if not (text.isalpha() and spaced[i] and word_class(text.lower()) is None):
            return "", words  # not шамамен -3
    return "", words


def _ungrouped(word: str) -> str:
    """1.500.000 as 1500000."""
    return word if word.isalpha() else _GROUPS.sub(lambda found: re.sub(r"\D", "", found.group()), word)


def _grouped(
    reading: Reading, words: Sequence[str], spaced: Sequence[bool], lexicon: QuantityLexicon
) -> Reading | None:
    """The reading where a separator stands before three digits: decimals, thousands, or None if it may be either.

    Kazakh writes decimals with a comma and thousands with a space; English and German styles are met on the web.
    """
    groups = [found for word in words for found in _GROUP.finditer(word)]
    if not groups:
        return reading
    kind = reading.match.kind
    scaled = any(e.num is not None and e.num.role == "scale" for word in words for e in lexicon.elements(word))
    if scaled or kind == "percent" or any(found[1] == "0" for found in groups):
        return reading
    zeros = all(found[3] == "000" for found in groups)
    comma = any(found[2] == "," for found in groups)
    if kind == "measure" and not zeros:
        return reading if comma else None
    if kind == "count" and comma and not zeros:
        return None
    return read_one([_GROUP.sub(r"\1\3", word) for word in words], spaced, lexicon)


def _quantity(
    match: QuantityMatch, negative: bool, left: Sequence[Element], counted: str | None, lexicon: QuantityLexicon
) -> Quantity | None:
    """The value of `match` in its standard unit; None for a unit without a code.

    negative: the number is below zero. left: the elements before it. counted: the noun that is counted.
    """
    name = match.unit
    if not name:  # жылына 5 000: so many a year
        name = next((f"/{item.sense('per')}" for item in left if "per" in item.classes), "")
    code = lexicon.codes.find(name) if name else None
    if name and code is None:
        return None
    factor = code.factor if code else Fraction(1)
    low, high = match.low * factor, match.high * factor
    kind = cast(QuantityKind, match.kind)
    if match.fraction and kind == "count" and 0 < low < 1:
        kind, counted = "fraction", None
    if negative:
        low, high = -high, -low
    unit = code.code if code else None
    approx = match.approx or ("about" if match.case == "equ" else None)
    found = Quantity(kind, unit, approx=approx, counted=counted)
    if match.sides:
        return replace(found, sides=(numeric_value(low), numeric_value(high)))
    if not match.exact:
        return replace(found, low=numeric_value(low), approx=approx or "about")
    if low != high:  # 28 %-дан 18 %-ға falls from the upper bound to the lower one
        return replace(found, low=numeric_value(min(low, high)), high=numeric_value(max(low, high)))
    value = numeric_value(low)
    found = replace(found, value=value)
    if approx in ("over", "at_least"):
        return replace(found, low=value)
    if approx in ("under", "at_most"):
        return replace(found, high=value)
    return found
