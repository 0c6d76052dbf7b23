"""A second reader of numerals, for tests and fuzzing; it shares neither code nor tables with the pipeline.

It reads the text of one mention, digits and words alike, and says nothing where it is not sure. Units are not
converted: `50 тиын` is 50.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

Unknown = Literal["unknown"]
UNKNOWN: Final[Unknown] = "unknown"

_SPACES: Final = " \u00a0\u2009\u202f"
_VULGAR: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_TOKEN: Final = re.compile(rf"(?:(?<![\w%)])[-−–+])?\d(?:[\d.,’']*\d)?|[½¼¾]|[^\W\d_]+\d*|[{_SPACES}\s]+|.", re.DOTALL)
# What may follow a number word or digits: case and possessive endings; anything else is another word.
_ENDING: Final = re.compile(
    r"(?:[лдт][ае]р)?(?:[еа]?у?[ыі]?н?|с[ыі]н?)?"
    r"(?:[ндт][ыі]ң|[ғгқк][ае]|н?[ае]|[ндт][ыі]|[дт][ае]|[ндт][ае]н|[мбп]ен|[дт][ае]й|[дт]а[ғқ]ы|[дт]е[гк]і|м[ыі]з)?"
)
_MINUS_WORD: Final = "минус"
_MINUS: Final = frozenset("-−–")
_OF: Final = re.compile(r"(?:[ндт][ае]н)$")
_DASHES: Final = frozenset("-–—‑−")
# Words of several numbers: smaller units, decimals in words that this reader does not know, "tens of".
_OTHER: Final = re.compile(r"тиын|цент(?!н)|\w*даған|\w*деген|\w*лаған|\w*леген|[х×]|x|коп")


class _Piece(NamedTuple):
    """A number (role "digits" or one of numeral_reader.tsv), a word, a sign or white space (role "other")."""

    text: str
    role: str
    value: Decimal
    #: No ending stands after it, so that the number may go on.
    bare: bool = True


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, Decimal]]:
    lines = (Path(__file__).parent / "numeral_reader.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return {word: (role, Decimal(value)) for word, role, value in rows}


def independent_value(text: str) -> Decimal | Unknown | None:
    """The number that `text` says, exactly; None where it surely says none, or several; "unknown" where it is in doubt.

    >>> independent_value("1 234,5 теңгеден астам"), independent_value("бір бүтін оннан бес миллион")
    (Decimal('1234.5'), Decimal('1500000'))
    >>> independent_value("5-6 адам"), independent_value("12,500 теңге")
    (None, 'unknown')
    """
    with localcontext() as context:
        context.prec = 200
        pieces = _pieces(unicodedata.normalize("NFC", text).lower())
        if pieces is None or any(_OTHER.fullmatch(piece.text) for piece in pieces if piece.role == "other"):
            return UNKNOWN
        return _value(pieces)


def contradicts(text: str, quantity: Mapping[str, Any] | None, before: str = "") -> bool:
    """Whether the pipeline's `quantity` names another number than the mention's `text` says.

    before: what stands in front of the mention; a minus there may belong to it.
    """
    said = None if quantity is None else quantity.get("value")
    expected = independent_value(text)
    if said is None or expected == UNKNOWN or quantity is None:
        return False
    if expected is None:
        return True
    found = Decimal(str(said))
    outside = before.rstrip()[-1:] in _DASHES or before.rstrip().lower().endswith("минус")
    return found != expected and not (outside and found == -expected)


def digits_value(text: str) -> Decimal | Unknown | None:
    """What digits with separators say: None for several numbers or a date, "unknown" where a separator is doubtful.

    >>> [digits_value(text) for text in ("1.500.000", "1’500’000", "1 500,25", "1.500", "12.03.2015")]
    [Decimal('1500000'), Decimal('1500000'), Decimal('1500.25'), 'unknown', None]
    """
    groups = re.split(r"\D", text)
    signs = ["'" if sign == "’" else " " if sign in _SPACES else sign for sign in re.findall(r"\D", text)]
    if not signs:
        return Decimal(text)
    *inner, last = signs
    thousands = 1 <= len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:-1])
    whole = thousands and len(groups[-1]) == 3
    if len(set(signs)) == 1 and whole and (len(signs) > 1 or last in " '"):
        return Decimal("".join(groups))
    if last in ",." and len(set(inner)) <= 1 and last not in inner and (thousands or not inner):
        return UNKNOWN if not inner and whole else Decimal(f"{''.join(groups[:-1])}.{groups[-1]}")
    return None


def _pieces(text: str) -> list[_Piece] | None:
    """The pieces of a text; None where digits are written in a way that leaves doubt."""
    found: list[_Piece] = []
    tokens: list[str] = _TOKEN.findall(text)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token[-1].isdecimal() and not token[0].isalpha():
            joined, i = _grouped(tokens, i)
            value = digits_value(joined.lstrip("-−–+"))
            if value == UNKNOWN:
                return None
            value = -value if value and joined[0] in _MINUS else value
            found.append(_Piece(joined, "several" if value is None else "digits", Decimal(value or 0)))
            continue
        i += 1
        found.append(_piece(token))
    return _endings(found)


def _grouped(tokens: Sequence[str], i: int) -> tuple[str, int]:
    """The digits at i with the groups of three that follow them after one space, and where they end."""
    joined, i = tokens[i], i + 1
    while (
        re.fullmatch(rf"[-−–+]?\d{{1,3}}(?:[{_SPACES}]\d{{3}})*", joined)
        and i + 1 < len(tokens)
        and tokens[i] in tuple(_SPACES)
        and re.fullmatch(r"\d{3}(?:[.,]\d+)?", tokens[i + 1])
    ):
        joined, i = joined + tokens[i] + tokens[i + 1], i + 2
    return joined, i


def _piece(token: str) -> _Piece:
    if token in _VULGAR:
        return _Piece(token, "vulgar", _VULGAR[token])
    words = _words()
    for length in range(len(token), 1, -1):
        known, rest = words.get(token[:length]), token[length:]
        if known is not None and (not rest or (_ENDING.fullmatch(rest) and known[0] != "no")):
            return _Piece(token, "other" if known[0] == "no" else known[0], known[1], not rest)
    return _Piece(token, "other", Decimal(0))


def _endings(pieces: list[_Piece]) -> list[_Piece]:
    """`pieces` without the endings that a hyphen joins to a number (5-ке, млрд-тан), and without white space."""
    found: list[_Piece] = []
    i = 0
    while i < len(pieces):
        piece, i = pieces[i], i + 1
        if piece.text.isspace():
            continue
        if piece.role == "scale" and i < len(pieces) and pieces[i].text == ".":
            i += 1  # млн.
        ended = i + 1 < len(pieces) and pieces[i].text in _DASHES and pieces[i + 1].role == "other"
        if piece.role != "other" and ended and _ENDING.fullmatch(pieces[i + 1].text):
            piece, i = piece._replace(bare=False), i + 2
        found.append(piece)
    return found


def _value(pieces: Sequence[_Piece]) -> Decimal | Unknown | None:
    """The value of the one number among the pieces; the same number in brackets does not count twice."""
    runs: list[tuple[int, int]] = []
    for i, piece in enumerate(pieces):
        if piece.role == "other":
            continue
        if runs and runs[-1][1] == i and (pieces[i - 1].bare or _goes_on(pieces, *runs[-1])):
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    if not runs:
        return None
    start, end = runs[0]
    value = _run(pieces[start:end])
    if len(runs) > 1:
        second = pieces[slice(*runs[1])]
        between = [piece.text for piece in pieces[end : runs[1][0]]]
        if len(runs) == 2 and between == ["("] and value == _run(second):
            return value
        if len(runs) == 2 and between == ["/"] and value not in (None, UNKNOWN) and second[0].value:
            return _quotient(pieces[start].value, second[0].value)
        doubtful = (not between and _OF.search(pieces[end - 1].text)) or (len(between) == 1 and between[0].isalpha())
        return UNKNOWN if doubtful else None  # үштен бір; 42 шақырым 195 метр
    if value == UNKNOWN or value is None:
        return value
    return -value if start and pieces[start - 1].text == _MINUS_WORD else value


def _quotient(first: Decimal, second: Decimal) -> Decimal | Unknown:
    value = first / second
    return value if value * second == first else UNKNOWN


def _goes_on(pieces: Sequence[_Piece], start: int, end: int) -> bool:
    """An ablative inside a decimal: `бір бүтін оннан | бес`."""
    return any(piece.role == "whole" for piece in pieces[start:end]) and "нан" in pieces[end - 1].text


def _run(pieces: Sequence[_Piece]) -> Decimal | Unknown | None:
    """The value of pieces that are all numbers."""
    if any(piece.role == "several" for piece in pieces):
        return None
    wholes = [i for i, piece in enumerate(pieces) if piece.role == "whole"]
    if wholes:
        return _decimal_in_words(pieces, wholes)
    return _sum(pieces)


def _decimal_in_words(pieces: Sequence[_Piece], wholes: Sequence[int]) -> Decimal | Unknown:
    """`төрт бүтін оннан бес [миллион]`: only with tenths, hundredths and thousandths written out."""
    i = wholes[0]
    scales: list[_Piece] = []
    rest = list(pieces[i + 1 :])
    while rest and rest[-1].role == "scale" and len(rest) > 2:
        scales.insert(0, rest.pop())
    whole = _sum(pieces[:i])
    if len(wholes) > 1 or len(scales) > 1 or not rest or whole == UNKNOWN:
        return UNKNOWN
    by = {"оннан": 10, "жүзден": 100, "мыңнан": 1000}.get(rest[0].text)
    part = _sum(rest[1:])
    if by is None or part == UNKNOWN or not 0 < part < by or part != int(part) or any(not p.bare for p in rest[1:-1]):
        return UNKNOWN
    return (whole + part / by) * (scales[0].value if scales else 1)


def _sum(pieces: Sequence[_Piece]) -> Decimal | Unknown:
    """The value of number words and digits: what stands before the greatest scale multiplies it, the rest is added."""
    if not pieces:
        return UNKNOWN
    scales = [piece.value for piece in pieces if piece.role == "scale"]
    if not scales:
        return _below_thousand(pieces)
    greatest = max(scales)
    if scales.count(greatest) > 1:
        return UNKNOWN
    i = next(i for i, piece in enumerate(pieces) if piece.role == "scale" and piece.value == greatest)
    before, after = pieces[:i], pieces[i + 1 :]
    if sum(piece.role == "scale" for piece in before) > (before[-1].role == "scale" if before else 0):
        return UNKNOWN  # only мың миллион, a scale right before a greater one
    first = _sum(before) if before else Decimal(1)
    if first == UNKNOWN:
        return UNKNOWN
    if first < 0:  # -3 мың 5
        positive = before[0]._replace(text=before[0].text.lstrip("-−–"), value=-before[0].value)
        rest = _sum([positive, *pieces[1:]])
        return rest if rest == UNKNOWN else -rest
    if len(after) == 1 and after[0].role == "half":
        return (first + after[0].value) * greatest
    rest = _sum(after) if after else Decimal(0)
    return UNKNOWN if rest == UNKNOWN or rest >= greatest else first * greatest + rest


def _below_thousand(pieces: Sequence[_Piece]) -> Decimal | Unknown:
    """Digits alone, or hundreds, tens and ones in this order; a half may end either."""
    roles = [piece.role for piece in pieces]
    total = sum((piece.value for piece in pieces), Decimal(0))
    *most, last = roles
    if last in ("half", "vulgar") and most:
        whole = _below_thousand(pieces[:-1])
        if whole == UNKNOWN or whole != int(whole):
            return UNKNOWN
        return whole - pieces[-1].value if pieces[0].text[0] in _MINUS else whole + pieces[-1].value  # -3 ½
    if roles in (["digits"], ["part"], ["vulgar"], ["ones"], ["tens"], ["hundred"], ["tens", "ones"]):
        return total
    if "hundred" in roles:
        i = roles.index("hundred")
        hundreds = {(): Decimal(1), ("ones",): pieces[0].value}.get(tuple(roles[:i]))
        rest = _below_thousand(pieces[i + 1 :]) if i + 1 < len(roles) else Decimal(0)
        plain = set(roles[i + 1 :]) <= {"tens", "ones"}
        return UNKNOWN if hundreds is None or rest == UNKNOWN or not plain else hundreds * 100 + rest
    return UNKNOWN
