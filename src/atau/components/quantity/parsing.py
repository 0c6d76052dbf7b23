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
from atau.components.quantity.elements import Element, Elements, sequence
from atau.components.quantity.endings import ending_of
from atau.components.quantity.grammar import Grammar
from atau.components.quantity.lexicon import QuantityLexicon, shared_lexicon
from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.signs import MINUS, SPOKEN, may_be_dash
from atau.components.quantity.units import Unit
from atau.components.quantity.value import Quantity, QuantityKind, numeric_value
from atau.morphology.numerals_words import word_class

_ENDING = frozenset("-–—‑")
_IGNORED_SIGNS = frozenset("«»“”\"„',.:;()") | _ENDING
# 1.500.000 and 1,500,000: groups of three; a single group (13.007) is read by what is counted.
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}([.,'’])\d{3}(?:\1\d{3})+(?![\d]|[.,]\d)")
_GROUP = re.compile(r"(?<![\d.,])(\d{1,3})([.,'’])(\d{3})(?![\d]|[.,]\d)")
_LONG_UNIT = 5
# бір-ақ: only one
_ONLY = re.compile(r"(?<=\w)-ақ$", re.IGNORECASE)
# 18-ден кем емес: not less than 18
_NEGATED = {"under": "at_least", "over": "at_most"}


def parse_quantity(
    words: Sequence[str],
    spaced: Sequence[bool] | None = None,
    after: Sequence[str] = (),
    before: Sequence[str] = (),
    lexicon: QuantityLexicon | None = None,
) -> Quantity | None:
    """The value of the words of one quantity; None where they cannot be read in full.

    Takes the words as an amount without asking whether they are one. spaced: whether white space follows each word
    (by default, yes). after, before: the words that follow and precede in the sentence, in lower case, for the noun
    that is counted and for what `дейін` bounds (bound.py). lexicon: the units and words to read with (by default, those
    of the package; see `quantity_lexicon`).

    >>> parse_quantity(["шамамен", "60-70", "млн.", "евро"]).high
    70000000
    """
    lexicon = lexicon or shared_lexicon()
    if is_damaged(words, [True] * len(words) if spaced is None else spaced, lexicon):
        return None
    words = [
        word if word.isalpha() else _GROUPS.sub(lambda found: re.sub(r"\D", "", found.group()), word) for word in words
    ]
    flags = [True] * len(words) if spaced is None else list(spaced)
    words = [_ONLY.sub("", word) for word in words]
    negated = len(words) > 1 and words[-1].lower() == "емес"
    if negated:
        words, flags = words[:-1], flags[:-1]
    words, flags = _decimals(words, flags)
    # The bounds of a range may each bear a sign of their own; of anything else, the sign is read apart.
    reading = _read(words, flags, lexicon)
    if reading is not None and reading[0].signed:
        sign = ""
    else:
        sign, words = _sign(words, flags)
        reading = _read(words, flags, lexicon) if sign else reading
    single = [found for word in words for found in _GROUP.finditer(word)]
    if reading is not None and single:
        reading = _grouped(reading, words, flags, single, lexicon)
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
    if negated or after[:1] in (("емес",), ["емес"]):
        match = replace(match, approx=_NEGATED.get(match.approx, match.approx))
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


_Reading = tuple[QuantityMatch, list[Element], list[str]]


def _read(words: Sequence[str], spaced: Sequence[bool], lexicon: QuantityLexicon) -> _Reading | None:
    """The one quantity in the words, the elements left of it, and the words right of it; None where that is not all."""
    items = sequence([lexicon.elements(word) for word in words], spaced, list(words))
    found = Grammar(items, lexicon, lambda *_: False).all()
    if not found:
        return None
    match, start, end = _one(found, items)
    if match is None:
        return None
    left, right = items.items[:start], items.items[end:]
    if any(item.num is not None or item.form == "id" for item in [*left, *right]):
        return None
    rest = [item for item in right if item.form != "ending" and item.text not in _IGNORED_SIGNS]
    rest = [item for item in rest if item.text not in lexicon.context.ignored]
    if rest and match.unit == "" and not match.sides:
        match, rest = _trailing_unit(match, rest, lexicon)
    if any(item.form != "word" for item in rest) or (rest and match.unit):
        return None if any(not _is_ending(item) for item in rest) else (match, left, [])
    texts = [item.text for item in rest]
    if texts and lexicon.counted.find(texts) is None:
        if not texts[0].startswith("шақты"):
            return None
        match, texts = replace(match, approx=match.approx or "about"), []
    if any(item.form == "sign" and item.text not in _IGNORED_SIGNS for item in left):
        return None
    return match, left, texts


def _is_ending(item: Element) -> bool:
    return item.form == "word" and ending_of(item.text) is not None


def _trailing_unit(
    match: QuantityMatch, rest: list[Element], lexicon: QuantityLexicon
) -> tuple[QuantityMatch, list[Element]]:
    """The unit behind a word that is in the way (абсолютті метрлік), or glued to the next word (теңгеніқұрады)."""
    if len(rest) > 2 or any(len(item.text) < _LONG_UNIT for item in rest[:-1]):
        return match, rest  # ш м are square metres
    unit = _glued_unit(rest[-1].text, lexicon)
    return (replace(match, unit=unit.name, kind=unit.kind), []) if unit else (match, rest)


def _glued_unit(text: str, lexicon: QuantityLexicon) -> Unit | None:
    units = lexicon.units
    whole = units.find(text)
    if whole is not None:
        return whole[0]
    return next(
        (units.single[text[:n]] for n in range(len(text), _LONG_UNIT - 1, -1) if text[:n] in units.single), None
    )


def _one(found: list[QuantityMatch], items: Elements) -> tuple[QuantityMatch | None, int, int]:
    """The one quantity that the matches are, and its place."""
    first = found[0]
    if len(found) == 1:
        return first, first.start, first.end
    second = found[1]
    if len(found) > 2:
        return None, 0, 0
    between = [item.text for item in items.items[first.end : second.start]]
    after = items.items[second.end :]
    if first.mixed or second.mixed:
        return None, 0, 0
    plain = first.kind == second.kind == "count" and first.low.denominator == second.low.denominator == 1
    plain = plain and first.low == first.high and second.low == second.high and first.scale == second.scale == 1
    if between == ["/"] and plain and 0 < first.low < second.low and first.end - first.start == 1:
        value = first.low / second.low
        return replace(second, low=value, high=value, fraction=True), first.start, second.end
    if between == ["("] and first.low == second.low and first.high == second.high:  # 30 (отыз) теңге
        return (second if second.unit else first), first.start, second.end
    if not between and first.case == "abl" and second.low >= first.low and after and "dat" in after[-1].classes:
        # 10-нан 1000 ретке дейін
        joined = replace(first, end=second.end, high=second.high, unit=second.unit, kind=second.kind)
        return replace(joined, joined=True), first.start, second.end
    return None, 0, 0


def _grouped(
    reading: _Reading,
    words: Sequence[str],
    spaced: Sequence[bool],
    single: Sequence[re.Match[str]],
    lexicon: QuantityLexicon,
) -> _Reading | None:
    """The reading where a separator stands before three digits: decimals, thousands, or None if it may be either.

    Kazakh writes decimals with a comma and thousands with a space; English and German styles are met on the web.
    """
    match = reading[0]
    scaled = any(e.num is not None and e.num.role == "scale" for word in words for e in lexicon.elements(word))
    if scaled or match.kind == "percent" or any(found[1] == "0" for found in single):
        return reading
    zeros = all(found[3] == "000" for found in single)
    comma = any(found[2] == "," for found in single)
    if match.kind == "measure" and not zeros:
        return reading if comma else None
    if match.kind == "count" and comma and not zeros:
        return None
    return _read([_GROUP.sub(r"\1\3", word) for word in words], spaced, lexicon)


def _quantity(
    match: QuantityMatch, negative: bool, left: Sequence[Element], counted: str | None, lexicon: QuantityLexicon
) -> Quantity | None:
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
