"""Tokens as the grammar of quantities sees them: numbers, units, cue words, signs.

A token may hold several elements (`млрд.теңге`, `31,5%`, `4км`); how the tokenizer parts numbers
and signs therefore makes no difference to the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from atau.components.quantity import tables
from atau.morphology.numerals_words import SUFFIXES, NumCase, NumWord, word_class

_NO_CLASSES: frozenset[str] = frozenset()


# A tuple: one is made of every new word, and a frozen dataclass takes several times as long to make.
class Element(NamedTuple):
    """One piece of text.

    text: lower case. num: its numeral, None for other things. classes: the classes of
    quantity_words.tsv that it is of. senses: what it says as an approximator, per class.
    form: word, number, id (a code, an ordinal, a date: holds digits, yet is no amount), ending
    (a suffix written apart: -тан), sign, break (an empty line).
    """

    text: str
    form: str
    num: NumWord | None = None
    classes: frozenset[str] = _NO_CLASSES
    senses: tuple[tuple[str, str], ...] = ()
    case: NumCase = "nom"

    def sense(self, kind: str) -> str:
        return dict(self.senses).get(kind, "")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of units.tsv: its canonical name and kind."""

    name: str
    kind: str


def _read_units() -> tuple[dict[str, Unit], dict[str, list[tuple[tuple[str, ...], Unit]]]]:
    single: dict[str, Unit] = {}
    several: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    rows = tables.UNITS.read()
    own = {name for name, _, _ in rows}
    rows += [(name, unit, "money") for name, unit, _ in tables.CURRENCIES.read() if name not in own]
    for name, unit, kind in rows:
        words = tuple(name.split())
        if len(words) == 1:
            single[name] = Unit(unit, kind)
        else:
            several.setdefault(words[0], []).append((words, Unit(unit, kind)))
    for entries in several.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return single, several


_Classes = dict[str, dict[str, str]]


def _read_words() -> tuple[_Classes, _Classes, set[str], list[tuple[str, ...]]]:
    exact: _Classes = {}
    inflected: _Classes = {}
    pairs: set[str] = set()
    titles: list[tuple[str, ...]] = []
    for word, kind, endings, value in tables.QUANTITY_WORDS.read():
        table = inflected if endings == "+" else exact
        table.setdefault(word, {})[kind] = value.strip("-")
        if " " in word and kind == "left":
            pairs.add(word.split()[0])
        if kind == "title":
            titles.append(tuple(word.split()))
    return exact, inflected, pairs, titles


UNITS, LONG_UNITS = _read_units()
EXACT, INFLECTED, PAIRS, TITLES = _read_words()
FACTORS: dict[tuple[str, str], int] = {
    (first, second): int(factor) for first, second, factor in tables.QUANTITY_PAIRS.read()
}


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """First letter to the lengths of the words that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


_UNIT_LENGTHS, _INFLECTED_LENGTHS = _lengths(UNITS), _lengths(INFLECTED)
# -лық makes an adjective of a unit (метрлік) or of a time (жылдық), with any ending after it.
_ADJECTIVE = re.compile(r"[лдт][ыі][қкғг](.*)")
_PLURAL = re.compile(r"[лдт][ае]р(.*)")
_SINGLE_LETTER = frozenset("мгтлц")

_ID = re.compile(
    r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\S*"  # 12.03.2015
    r"|\d{1,2}:\d{2}\S*|\d{1,2}\.\d{2}[-–—]\d{1,2}\.\d{2}"  # 14:30, 9.00-18.00
    r"|\d+(?:[-–—/]\d+){2,}"  # telephones
    r"|(?:1[6-9]|20)\d\d[-–—](?:(?:1[6-9]|20)\d\d|\d\d)\b\S*"  # 2015-2020
)
_PARTS = re.compile(
    r"\d+(?:[.,]\d+)?[-–—]\d+(?:[.,]\d+)?(?!\d)"
    r"|\d+(?:[.,]\d+)?(?:[-–—][^\W\d_]+)?"
    r"|%(?:[-–—]?[^\W\d_]+)?|[^\W\d_]+[²³]?|."
)
_SIGNS = frozenset("%$₸€£₽°º‰№")


def ending_of(rest: str) -> NumCase | None:
    """The case that the letters after a stem say, None where they are no ending."""
    rest = rest.removeprefix(".").lstrip("-–‑")
    plural = _PLURAL.fullmatch(rest)
    found = SUFFIXES.get(plural[1] if plural else rest)
    if found is not None:
        return found[1]
    adjective = _ADJECTIVE.fullmatch(rest)
    if adjective and (adjective[1] in SUFFIXES):
        return SUFFIXES[adjective[1]][1]
    return None


@lru_cache(maxsize=16384)
def unit_of(text: str) -> tuple[Unit, NumCase] | None:
    """The unit that one word is, and its case (`теңгеден`: теңге, abl)."""
    found = UNITS.get(text) or UNITS.get(text.rstrip("."))
    if found is not None:
        return found, "nom"
    for length in _UNIT_LENGTHS.get(text[:1], ()):
        if length > len(text):
            continue
        found = UNITS.get(text[:length])
        if found is None:
            continue
        rest = text[length:]
        # Endings follow symbols with a hyphen only: км-ге, %-ды; `мен` is no metre.
        symbol = length < 3 or not text[:length].isalpha()
        if symbol and rest[0] not in "-–‑" and text[0] != "%":
            continue
        case = ending_of(rest)
        if case is not None:
            return found, case
    return None


def _classes(text: str) -> dict[str, str]:
    bare = text.rstrip(".")
    found = dict(EXACT.get(text) or EXACT.get(bare) or {})
    for length in _INFLECTED_LENGTHS.get(bare[:1], ()):
        if length > len(bare):
            continue
        entry = INFLECTED.get(bare[:length])
        rest = bare[length:]
        if entry and ending_of(rest) is not None:
            if "month" in entry and rest not in SUFFIXES and not _PLURAL.fullmatch(rest):
                continue  # қазандық is a boiler, not of October
            found = {**entry, **found}
            break
    return found


def _word(text: str) -> Element:
    classes = _classes(text)
    return Element(
        text,
        "word" if text[0].isalpha() else "sign",
        word_class(text),
        frozenset(classes) if classes else _NO_CLASSES,
        tuple((kind, sense) for kind, sense in classes.items() if sense),
    )


def _known(element: Element) -> bool:
    return element.num is not None or bool(element.classes) or unit_of(element.text) is not None


@lru_cache(maxsize=16384)
def elements(text: str) -> tuple[Element, ...]:
    """The elements of one token; `text` is its NORM, or lower-cased form."""
    if len(text) > 60:
        return (Element(text, "word"),)
    if text[0] in "-–‑" and len(text) > 1 and text[1:] in SUFFIXES:
        return (Element(text, "ending", case=SUFFIXES[text[1:]][1]),)
    if not any(c.isdigit() for c in text):
        return _plain(text)
    if _ID.fullmatch(text):
        return (Element(text, "id"),)
    number = word_class(text)
    if number is not None:
        return (Element(text, "number", number),)
    if text[-1] in ".)" and word_class(text[:-1]) is not None:
        return (Element(text[:-1], "number", word_class(text[:-1])), Element(text[-1], "sign"))
    if unit_of(text):  # м2
        return (Element(text, "word"),)
    parts = [part for part in _PARTS.findall(text) if not part.isspace()]
    found: list[Element] = []
    for part in parts:
        if part[0].isdigit():
            if _ID.fullmatch(part):
                return (Element(text, "id"),)
            found.append(Element(part, "number", word_class(part)))
            if found[-1].num is None:
                return (Element(text, "id"),)
        elif part in ("х", "x", "×", "-", "–", "—", ".", "/", "(", ")", ",") or part[0] in _SIGNS:
            found.append(Element(part, "sign"))
        else:
            found.append(_word(part))
            if not _known(found[-1]):
                return (Element(text, "id"),)
    if found[0].num is None and found[0].text[0] not in "$€£(₸-–—хx×":
        return (Element(text, "id"),)
    return tuple(found)


def _plain(text: str) -> tuple[Element, ...]:
    """The elements of a token without digits."""
    word = _word(text)
    if _known(word) or not text[0].isalpha():
        return (word,)
    # млрд.теңге, млн-теңге: glued in the source
    for sign in (".", "-"):
        first, _, second = text.partition(sign)
        if not (first and second):
            continue
        pair = (_word(first), _word(second.rstrip(".") or second))
        if pair[0].num is not None and pair[0].num.role == "scale" and _known(pair[1]):
            return pair
    return (word,)


@dataclass(slots=True)
class Elements:
    """The elements of a text in parallel lists: element, its token, glued to the one before."""

    items: list[Element]
    token: list[int]
    glued: list[bool]
    capital: list[bool]
    first: list[bool]


def sequence(pieces: Sequence[tuple[Element, ...]], spaced: Sequence[bool], forms: Sequence[str]) -> Elements:
    """Elements of tokens. pieces: per token, () for white space; spaced: white space follows."""
    result = Elements([], [], [], [], [])
    items, token, glued = result.items, result.token, result.glued
    capital, first = result.capital, result.first
    space, line = True, True
    for i, group in enumerate(pieces):
        if not group:
            form = forms[i]
            space = True
            if "\n" in form:
                line = True
                if form.count("\n") > 1:
                    items.append(_BREAK)
                    token.append(i)
                    glued.append(False)
                    capital.append(False)
                    first.append(True)
            continue
        for element in group:
            items.append(element)
            token.append(i)
            glued.append(not space)
            capital.append(forms[i][:1].isupper())
            first.append(line)
            space = line = False
        space = spaced[i]
    return result


_BREAK = Element("\n\n", "break")
