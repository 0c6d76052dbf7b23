"""Where a mention of an amount ends beyond its unit (`бастап`, `кем емес`, `аралығында`), or begins before it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.signs import DEGREES, SPOKEN
from atau.components.quantity.view import ElementView

_FROM: Final = "бастап"
_BETWEEN: Final = ("аралығында", "аралығындағы")
_JOINING: Final = frozenset(("мен", "пен", "бен"))
_NEGATED: Final = {"under": "at_least", "over": "at_most"}
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
#: Elements of the second bound: жүз жиырма бес мың АҚШ долларын.
_LONGEST_BOUND: Final = 7


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
    negatable = match.approx in _NEGATED and view.at(match.end - 1).text in _NEGATABLE
    if not negatable or view.at(match.end).text != "емес":
        return match
    return replace(match, end=match.end + 1, approx=_NEGATED[match.approx])


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
    if match.case == "nom" and match.low < match.high and word.text in _BETWEEN:
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


def may_join_between(view: ElementView, end: int) -> bool:
    """Whether a word for "and" stands at `end` and `аралығында` soon after it.

    Asked before the second number is read, as reading a number leaves traces for those after it.
    """
    near = range(end + 2, end + 2 + _LONGEST_BOUND)
    return view.at(end).text in _JOINING and any(view.at(i).text in _BETWEEN for i in near)


def joins_between(view: ElementView, first: QuantityMatch, end: int, second: QuantityMatch) -> bool:
    """`440 пен 455 аралығында`: two bounds with a word for "and", `second` after it."""
    bare = first.case == "nom" and not first.unit and not first.approx and first.low < second.high
    return bare and view.at(end).text in _JOINING and view.at(second.end).text in _BETWEEN and second.case == "nom"


def before(view: ElementView, match: QuantityMatch, left: int) -> QuantityMatch:
    """`match` with the words in front that are part of the number: `тең жартысы`, `минус 5 градус`.

    >>> found("QUANTITY", "Ауылдың тең жартысы келді, түнде минус 5 градус болды.")
    ['тең жартысы (quantity.count)', 'минус 5 градус (quantity.measure)']
    """
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
