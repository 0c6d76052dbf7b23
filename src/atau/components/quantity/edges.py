"""Where a mention ends beyond its unit (`бастап`, `кем емес`), or begins before its number (`шамамен`, `$`, `−`)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.ranges import BETWEEN
from atau.components.quantity.signs import DEGREES, SPOKEN, is_temperature, leads_to_degrees, sign_before
from atau.components.quantity.view import ElementView

_FROM: Final = "бастап"
# A rate with it stays outside: су әр литріне 600 теңге тұрады.
_EACH: Final = "әр"
#: What `емес` makes of an approximator: 18-ден кем емес is at least 18.
NEGATED: Final = {"under": "at_least", "over": "at_most"}
_NEGATABLE: Final = frozenset(("кем", "көп", "артық", "астам", "аз"))
_A_LITTLE: Final = frozenset(("сәл", "біраз"))
_OR_MORE: Final = frozenset(("және", "немесе", "не"))
_THOUSAND: Final = 1000
_HALF: Final = Fraction(1, 2)
#: The beginnings of the approximators that take in the noun before them: данадан астам, басқа жуық.
_WITH_NOUN: Final = {"abl": ("астам", "артық", "көп", "кем"), "dat": ("жуық", "тарта", "таяу")}
_NOUN_ENDINGS: Final = {
    "abl": ("дан", "ден", "тан", "тен", "нан", "нен"),
    "dat": ("ға", "ге", "қа", "ке"),
}
_SHORTEST_NOUN: Final = 4


def behind(view: ElementView, match: QuantityMatch) -> QuantityMatch:
    """`match` with the words after it that belong to it.

    >>> found("QUANTITY", "Билет 500 теңгеден бастап, сыйлық 3 метрден кем емес, 10 мың данадан астам кітап бар.")
    ['500 теңгеден бастап (quantity.money)',
     '3 метрден кем емес (quantity.measure)',
     '10 мың данадан астам (quantity.count)']
    """
    word = view.at(match.end)
    if word.form != "word":
        return match
    if not match.approx:
        noun = _noun(view, match)
        if noun is None:
            return _from(view, match) or _about(view, match) or _or_more(view, match) or match
        match = noun
    return _negated(view, match)


def _negated(view: ElementView, match: QuantityMatch) -> QuantityMatch:
    """`3 метрден кем емес`, `5 адамнан кем емес`: at least."""
    negatable = match.approx in NEGATED and view.at(match.end - 1).text in _NEGATABLE
    if not negatable or view.at(match.end).text != "емес":
        return match
    return replace(match, end=match.end + 1, approx=NEGATED[match.approx])


def _from(view: ElementView, match: QuantityMatch) -> QuantityMatch | None:
    """`500 теңгеден бастап`: from here on; of a bare number only where it is no day and no rank."""
    if view.at(match.end).text != _FROM or match.case != "abl":
        return None
    if not match.unit and match.scale == 1 and match.low < _THOUSAND:
        return None
    return replace(match, end=match.end + 1, case="nom", approx="at_least")


def _about(view: ElementView, match: QuantityMatch) -> QuantityMatch | None:
    """`500 мыңның үстінде`, `436 мыңнан сәл астамы`, `4–5 пайыз аралығында`."""
    word, after = view.at(match.end), view.at(match.end + 1)
    if match.case == "gen" and word.sense("gen") and (match.unit or match.scale > 1):
        return replace(match, end=match.end + 1, case="nom", approx=word.sense("gen"))
    if match.case == "abl" and word.text in _A_LITTLE and after.sense("abl"):
        return replace(match, end=match.end + 2, case="nom", approx=after.sense("abl"))
    if match.case == "nom" and match.low < match.high and word.text in BETWEEN:
        return replace(match, end=match.end + 1)
    return None


def _or_more(view: ElementView, match: QuantityMatch) -> QuantityMatch | None:
    """`бес және одан да көп`: five at least."""
    i = match.end
    if view.at(i).text not in _OR_MORE or view.at(i + 1).text != "одан" or match.case != "nom":
        return None
    i += 2 + (view.at(i + 2).text == "да")
    if view.at(i).sense("abl") != "over" or match.low != match.high:
        return None
    return replace(match, end=i + 1, approx="at_least")


def _noun(view: ElementView, match: QuantityMatch) -> QuantityMatch | None:
    """`180 мың данадан астам`, `40 ұяға жуық`: the noun stands between the number and its approximator."""
    noun, word = view.at(match.end), view.at(match.end + 1)
    plain = match.case == "nom" and match.kind == "count" and not match.fraction and not match.sides
    if not plain or not word.senses or noun.num is not None or noun.classes or len(noun.text) < _SHORTEST_NOUN:
        return None
    for case, beginnings in _WITH_NOUN.items():
        if word.sense(case) and word.text.startswith(beginnings) and noun.text.endswith(_NOUN_ENDINGS[case]):
            return replace(match, end=match.end + 2, approx=word.sense(case), noun=noun.text)
    return None


def before(view: ElementView, match: QuantityMatch, left: int) -> QuantityMatch:
    """`match` with the words and signs in front that belong to it, none of them before element `left`.

    >>> found("QUANTITY", "Ауылдың тең жартысы келді, түнде минус 5 градус болды.")
    ['тең жартысы (quantity.count)', 'минус 5 градус (quantity.measure)']
    >>> found("QUANTITY", "Жылына шамамен $5 млн төлейді.")
    ['Жылына шамамен $5 млн (quantity.money)']
    """
    match = _word_of_number(view, match, left)
    match = _written_sign(view, match, left)
    match = _currency_sign(view, match, left)
    for _ in range(2):  # шамамен жылына 5 тонна, жылына шамамен 5 тонна
        match = _approximator_or_rate(view, match, left)
    return match


def _word_of_number(view: ElementView, match: QuantityMatch, left: int) -> QuantityMatch:
    """A word that is part of the number: `тең жартысы`, `минус 5 градус`."""
    text = view.at(match.start - 1).text
    half = text == "тең" and match.fraction and match.low == match.high == _HALF and match.owned
    spoken = text == "минус" or (text in SPOKEN and (match.signed or match.unit in DEGREES))
    if match.start > left and (half or (spoken and not _is_taken_away(view, match, left))):
        return replace(match, start=match.start - 1)
    return match


def _is_taken_away(view: ElementView, match: QuantityMatch, left: int) -> bool:
    """Whether the spoken sign joins `match` to the amount before it (5 минус 3), which has no ending then."""
    item = view.at(match.start - 2)
    if left < match.start - 1 or left == 0:
        return item.num is not None and item.num.case == "nom"
    unit = view.lexicon.units.find(item.text)
    return (unit[1] if unit else item.num.case if item.num else "nom") == "nom"


def _written_sign(view: ElementView, match: QuantityMatch, left: int) -> QuantityMatch:
    """The sign before the number (-5 градус, +81 кг), which is no bullet, dash or hyphen."""
    i = match.start - 1
    sign = view.at(i).text
    if i < left or sign in SPOKEN or not sign_before(view, match.start):
        return match  # a spoken one is a word of the number
    written = match.signed or sign in "+−" or match.unit in DEGREES
    measured = sign == "-" and match.unit != "" and not view.elements.first[i]
    in_row = not match.unit and (leads_to_degrees(view, match.end) or is_temperature(view, match.start, match.end))
    return replace(match, start=i) if written or measured or in_row else match


def _currency_sign(view: ElementView, match: QuantityMatch, left: int) -> QuantityMatch:
    """`$ 5`, `US$ 5`."""
    start, units = match.start - 1, view.lexicon.units
    unit = units.prefixes.get(view.at(start).text)
    if start < left or unit is None or match.unit or not view.is_prefix(start):
        return match
    if start > left and view.has_country(start):
        start -= 1
        unit = units.currency_of(view.at(start).text, view.at(start + 1).text)
    return replace(match, start=start, unit=unit.name, kind=unit.kind)


def _approximator_or_rate(view: ElementView, match: QuantityMatch, left: int) -> QuantityMatch:
    """One more of `шамамен`, `кем дегенде`, `жылына`, `шаршы метріне`."""
    start = match.start
    word = view.at(start - 1)
    if start > left and "left" in word.classes:
        return replace(match, start=start - 1, approx=match.approx or word.sense("left"))
    if start > left and "per" in word.classes and match.unit and view.at(start - 2).text != _EACH:
        return replace(match, start=start - 1, unit=f"{match.unit}/{word.sense('per')}")
    if start - 1 <= left:
        return match
    if match.unit and (area := _per_area(view, start)):
        return replace(match, start=start - 2, unit=f"{match.unit}/{area}")
    pair = view.pair(start - 2) if word.form == "word" else None
    return match if pair is None else replace(match, start=start - 2, approx=match.approx or pair)


def _per_area(view: ElementView, start: int) -> str:
    """The unit of `шаршы метріне` before `start`; an empty string without it, and after `әр`."""
    if view.at(start - 3).text == _EACH:
        return ""
    return view.lexicon.cues.exact.get(f"{view.at(start - 2).text} {view.at(start - 1).text}", {}).get("per", "")
