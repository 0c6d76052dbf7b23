"""Years in date expressions; each is read from a token on.

Every function gives what it read and the index behind it, or None.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from atau.dates.calendar import FIRST_YEAR, LAST_YEAR
from atau.dates.tokens import DASHES, Tokens
from atau.dates.words import is_unit
from atau.morphology.numerals import read

# Before this year, `1500 жыл` and `1500 жылдан` are rather a stretch of time.
_FIRST_BARE_YEAR: Final = 1800
_YEAR_SIGNS: Final = frozenset(("ж", "жж"))
_SCHOOL_YEAR: Final = "оқу"
_LISTS: Final = frozenset(("мен", "және", "пен", "бен", ","))
_FIRST_DECADE_OF_CENTURY: Final = 30


class YearPart(NamedTuple):
    """first, last: the years; None where they cannot be told. offset: distance from the present year, if so said.

    takes_date: a day or month after it is of this year. owner: the year stands in the genitive (2020 жылдың).
    form: "decade", or "year" for years and rows of them. counts_from_context: the distance (осы, келесі) may be from
    another year that the text speaks of.
    """

    first: int | None
    last: int | None = None
    offset: int | None = None
    takes_date: bool = False
    owner: bool = False
    form: str = "year"
    counts_from_context: bool = False


def is_year(value: int) -> bool:
    return FIRST_YEAR <= value <= LAST_YEAR


def stands_alone(tokens: Tokens, i: int) -> bool:
    """The number at `i` is no piece of a longer one, of a code or of a version (1.5, №5, 3/12, -5)."""
    before = tokens[i - 1]
    if before.norm == "№":
        return False
    if not tokens[i].glued:
        return True
    if before.is_number or before.is_word:
        return False
    if not before.glued:
        return True
    piece = tokens[i - 2].is_number or (tokens[i - 2].is_word and before.norm != ",")
    return not (piece and before.norm in ".,/:-")


def year_part(tokens: Tokens, i: int) -> tuple[YearPart, int] | None:
    """A year or several: 2020 жылғы, 1959–62 ж., екі мыңыншы жылдары, биылғы, өткен жылдың."""
    return _deictic_year(tokens, i) or _digit_years(tokens, i) or _spelled_year(tokens, i)


def _deictic_year(tokens: Tokens, i: int) -> tuple[YearPart, int] | None:
    word = tokens[i].word
    if word is None or word.plural:
        return None
    if word.cls == "year_word":
        if word.possessive or word.case not in ("nom", "abl", "gen", "dat"):
            return None
        after = tokens[i + 1].word
        if word.attributive or tokens[i].norm.endswith(("ғы", "гі")):
            if after is not None and is_unit(after, "year") and not after.plural:
                return YearPart(None, None, int(word.value), after.case in ("nom", "gen"), after.case == "gen"), i + 2
            return YearPart(None, None, int(word.value), takes_date=word.case == "nom"), i + 1
        return YearPart(None, None, int(word.value), takes_date=word.case == "nom"), i + 1
    unit = tokens[i + 1].word
    if word.cls != "modifier" or unit is None or not is_unit(unit, "year") or unit.plural:
        return None
    takes = unit.case in ("nom", "gen") and not unit.attributive
    offset = int(word.value) if word.value != "?" else None
    free = tokens[i].norm in ("осы", "келесі", "алдыңғы")
    return YearPart(None, None, offset, takes, unit.case == "gen", counts_from_context=free), i + 2


def year_sign(tokens: Tokens, i: int) -> tuple[str, str, int] | None:
    """`жылғы` or `ж.` at `i`: sg or pl, case with `-` before it for a possessive, index behind it."""
    token = tokens[i]
    if token.norm in _YEAR_SIGNS:
        dot = tokens[i + 1].norm == "." and tokens[i + 1].glued
        if not dot and not token.glued:
            return None
        return ("pl" if token.norm == "жж" else "sg"), "sign", i + 1 + dot
    word = token.word
    if word is None or not is_unit(word, "year"):
        return None
    case = "attr" if token.norm.startswith("жылғы") or word.attributive else ("-" * word.possessive) + word.case
    return ("pl" if word.plural else "sg"), case, i + 1


def _digit_years(tokens: Tokens, i: int) -> tuple[YearPart, int] | None:
    if not tokens[i].is_number or not stands_alone(tokens, i):
        return None
    text = tokens[i].norm
    if len(text) == 2:
        return _decades(tokens, i)
    if len(text) != 4 or not is_year(int(text)):
        return None
    several = _year_range(tokens, i)
    if several is not None:
        return several
    kind, possessive, case, j = tokens.suffix(i)
    if kind == "cardinal" and (possessive or case != "nom"):
        return None
    if j == i + 1 and tokens[j].norm in DASHES and tokens[j].glued:
        j += 1  # 2020-жылы
    j = _skip_brackets(tokens, j)
    found = year_sign(tokens, j)
    return _year_of(tokens, i, int(text), found) if found is not None else None


def _skip_brackets(tokens: Tokens, i: int) -> int:
    """Behind a numeral in brackets: 2020 (екі мың жиырмасыншы) жылғы."""
    if tokens[i].norm != "(":
        return i
    end = i + 1 + len(tokens.numerals(i + 1))
    return end + 1 if end > i + 1 and tokens[end].norm == ")" else i


def _year_of(tokens: Tokens, i: int, value: int, found: tuple[str, str, int]) -> tuple[YearPart, int] | None:
    """The year `value` before the word for a year that was `found`; a decade before its plural."""
    number, case, end = found
    if number == "pl":
        if tokens[i - 1].norm in _LISTS and tokens[i - 2].is_number:  # 1932 және 1980 жылдары
            return YearPart(value if value % 10 else None), end
        if value % 10 or (value % 100 == 0 and value != 2000):
            return YearPart(None), end
        return YearPart(value, value + 9, form="decade"), end
    if value < _FIRST_BARE_YEAR and case in ("nom", "abl", "dat"):
        return None
    after = tokens[end].word
    if case == "nom" and after is not None and after.cls == "ago":
        return None
    return YearPart(value, None, None, case in ("attr", "gen", "-nom", "nom", "sign"), case == "gen"), end


def _year_range(tokens: Tokens, i: int) -> tuple[YearPart, int] | None:
    """2019–2021 жылдары, 1959–62 ж., 2025/2026 оқу жылы."""
    sign, second = tokens[i + 1], tokens[i + 2]
    if not (sign.norm in DASHES or sign.norm == "/") or not second.is_number or len(second.norm) not in (2, 4):
        return None
    if sign.norm == "/" and not (sign.glued and second.glued):
        return None
    first = int(tokens[i].norm)
    last = int(second.norm) if len(second.norm) == 4 else first // 100 * 100 + int(second.norm)
    _, _, _, j = tokens.suffix(i + 2)
    school = tokens[j].norm == _SCHOOL_YEAR
    if tokens[j].norm in DASHES and tokens[j].glued and j == i + 3:
        j += 1  # 2019-2021-жылдары
    found = year_sign(tokens, j + school)
    in_brackets = len(second.norm) == 4 and _is_lifetime(tokens, i, i + 3)
    if not first < last <= LAST_YEAR or (found is None and not in_brackets):
        return None
    if found is None:
        return YearPart(first, last), i + 3
    number, case, end = found
    if number == "pl" and not school and len(second.norm) == 2 and first % 10 == last % 10 == 0:
        return YearPart(None), end  # 1960–70 жылдары: ten years, or twenty
    if not school and number == "sg" and case != "sign":
        return None if sign.norm == "/" else (YearPart(first, last), end)
    return YearPart(first, last), end


def _is_lifetime(tokens: Tokens, start: int, end: int) -> bool:
    """Years without a word for them that stand in brackets, or alone at the head of a line (2012–2016 – депутат)."""
    before, after = tokens[start - 1], tokens[end]
    if before.norm == "(" and after.norm == ")":
        return True
    return tokens[start].first and (tokens.is_last_of_line(end - 1) or (after.norm in DASHES and not after.glued))


def _decades(tokens: Tokens, i: int) -> tuple[YearPart, int] | None:
    """90-жылдары, 60–70-жылдары: of the 20th century from 30 on; before that it may be the present one."""
    sign, second = tokens[i + 1], tokens[i + 2]
    if not (sign.norm in DASHES and second.is_number and len(second.norm) == 2):
        return _decade(tokens, i, hyphened=True)
    value, found = int(tokens[i].norm), _decade(tokens, i + 2, hyphened=False)
    last = int(second.norm)
    if found is None or value % 10 or not _FIRST_DECADE_OF_CENTURY <= value < last:
        return None
    return YearPart(1900 + value, 1909 + last, form="decade"), found[1]


def _decade(tokens: Tokens, i: int, *, hyphened: bool) -> tuple[YearPart, int] | None:
    """One decade; hyphened: a hyphen or an ordinal must show it (20 жылдары is none)."""
    value = int(tokens[i].norm)
    kind, possessive, case, j = tokens.suffix(i)
    if value % 10 or (kind == "cardinal" and (possessive or case != "nom")):
        return None
    hyphen = j == i + 1 and tokens[j].norm in DASHES and tokens[j].glued
    if hyphened and j == i + 1 and not hyphen:
        return None
    found = year_sign(tokens, j + hyphen)
    if found is None or found[0] != "pl":
        return None
    return _decade_of(value), found[2]


def _decade_of(value: int) -> YearPart:
    if value < _FIRST_DECADE_OF_CENTURY:
        return YearPart(None, form="decade")
    return YearPart(1900 + value, 1909 + value, form="decade")


def _spelled_year(tokens: Tokens, i: int) -> tuple[YearPart, int] | None:
    """мың тоғыз жүз он екінші жылы, тоқсаныншы жылдары."""
    words = tokens.numerals(i)
    found = read(words) if words else None
    if found is None or found[0].kind != "ordinal" or found[0].high is not None or found[0].case != "nom":
        return None
    value, j = int(found[0].value), i + found[1]
    unit = year_sign(tokens, j)
    if unit is None or tokens[j].norm in _YEAR_SIGNS:
        return None
    if is_year(value):
        return _year_of(tokens, i, value, unit)
    if unit[0] == "pl" and 0 < value < 100 and value % 10 == 0:
        return _decade_of(value), unit[2]
    return None
