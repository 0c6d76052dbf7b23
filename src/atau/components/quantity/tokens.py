"""Splits tokens into the elements of the quantity grammar."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from atau.components.quantity.cues import CueWords
from atau.components.quantity.elements import BREAK, NO_CLASSES, Element
from atau.components.quantity.units import Units
from atau.lang.text import normalize, repair
from atau.morphology.numerals_words import SUFFIXES, word_class

_MAX_CACHED = 16384
# Longer tokens are addresses of web pages and the like.
_LONGEST = 60
_ID = re.compile(
    r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\S*"  # 12.03.2015
    r"|\d{1,2}:\d{2}\S*|\d{1,2}\.\d{2}[-–—]\d{1,2}\.\d{2}"  # 14:30, 9.00-18.00
    r"|\d+(?:[-–—/]\d+){2,}"  # telephones
    r"|(?:1[6-9]|20)\d\d[-–—](?:(?:1[6-9]|20)\d\d|\d\d)\b\S*"  # 2015-2020
)
# +81, +16-дан; longer ones are telephones
_PLUS = re.compile(r"\+(\d{1,3}(?:[.,]\d+)?(?:-[^\W\d_]+)?)")
# A Kazakh suffix after digits, typed with Latin letters (8-i).
_SUFFIX = re.compile(r"(\d+(?:[.,]\d+)?-)([^\W\d_]+)")
_LATIN_SUFFIX = str.maketrans("iaeoyh", "іаеоун")
_PARTS = re.compile(
    r"\d{1,3}(?:[.,'’]\d{3}){2,}(?!\d)|\d{1,3}(?:['’]\d{3})+(?!\d)|"
    r"\d+(?:[.,]\d+)?[-–—]\d+(?:[.,]\d+)?(?!\d)"
    r"|\d+(?:[.,]\d+)?(?:[-–—][^\W\d_]+)?"
    r"|%(?:[-–—]?[^\W\d_]+)?|[^\W\d_]+[²³]?|."
)
_SIGNS = frozenset("%$₸€£₽°º‰№")
# 25-келіден, 2,5-тоннаға
_HYPHENATED_UNIT = re.compile(r"(\d+(?:[.,]\d+)?)-([^\W\d_]{4,})")
# Units that are numbered too: 12-километрде is where it is, not how much.
_NUMBERED_UNITS = frozenset(("балл", "километр", "лига"))
# шейін, шейінгі: дейін as many say it
_UNTIL, _SPOKEN_UNTIL = "дейін", "шейін"
_JOINTS = frozenset("хx×-–—./(),")
# What a token may begin with when its first element is not a number.
_OPENERS = frozenset("$€£(₸-–—хx×")


class TokenReader:
    """Splits tokens with the words of `units` and `cues`."""

    def __init__(self, units: Units, cues: CueWords) -> None:
        self._units = units
        self._cues = cues
        #: The elements of one token in lower case.
        self.split: Callable[[str], tuple[Element, ...]] = lru_cache(_MAX_CACHED)(self._split)

    def elements(self, orth: str) -> tuple[Element, ...]:
        """The elements of one token string; none for white space."""
        if not orth.strip():
            return ()
        text = normalize(orth) if any(c.isalpha() for c in orth) else repair(orth)
        return self.split(text.strip() or orth)

    def _split(self, text: str) -> tuple[Element, ...]:
        if len(text) > _LONGEST:
            return (Element(text, "word"),)
        if text[0] in "-–‑" and len(text) > 1 and text[1:] in SUFFIXES:
            return (Element(text, "ending", case=SUFFIXES[text[1:]][1]),)
        if not any(c.isdigit() for c in text):
            return self._without_digits(text)
        if _ID.fullmatch(text):
            return (Element(text, "id"),)
        plus = _PLUS.fullmatch(text)
        if plus is not None and word_class(plus[1]) is not None:
            return (Element("+", "sign"), Element(plus[1], "number", word_class(plus[1])))
        suffixed = _SUFFIX.fullmatch(text)
        if suffixed is not None and (suffix := suffixed[2].translate(_LATIN_SUFFIX)) in SUFFIXES:
            text = suffixed[1] + suffix
        number = word_class(text)
        if number is not None:
            return (Element(text, "number", number),)
        measured = self._hyphenated_unit(text)
        if measured:
            return measured
        if text[-1] in ".)" and word_class(text[:-1]) is not None:
            return (Element(text[:-1], "number", word_class(text[:-1])), Element(text[-1], "sign"))
        if self._units.find(text):  # м2
            return (Element(text, "word"),)
        return self._parts(text) or (Element(text, "id"),)

    def _hyphenated_unit(self, text: str) -> tuple[Element, ...]:
        """A number and its unit with a hyphen too many (25-келіден); none for an ordinal (12-километрде)."""
        found = _HYPHENATED_UNIT.fullmatch(text)
        number = word_class(found[1]) if found else None
        unit = self._units.find(found[2]) if found else None
        if found is None or number is None or unit is None or unit[0].name in _NUMBERED_UNITS or unit[1] == "loc":
            return ()
        return Element(found[1], "number", number), self._word(found[2])

    def _parts(self, text: str) -> tuple[Element, ...]:
        """The parts of a token with digits (`31,5%`, `4км`); none where one of them is unknown: it is an id."""
        found: list[Element] = []
        for part in _PARTS.findall(text):
            if part.isspace():
                continue
            element = self._part(part)
            # млн13: what the letters before the digits multiply is unknown.
            if element is None or (element.form == "number" and found and found[-1].form == "word"):
                return ()
            found.append(element)
        opener = found[0].text[0]
        if found[0].num is None and opener not in _OPENERS and opener not in self._units.prefixes:
            return ()
        return tuple(found)

    def _part(self, part: str) -> Element | None:
        if part[0].isdigit():
            number = None if _ID.fullmatch(part) else word_class(part)
            return None if number is None else Element(part, "number", number)
        if part in _JOINTS or part[0] in _SIGNS or part in self._units.prefixes:
            return Element(part, "sign")
        word = self._word(part)
        return word if self._is_known(word) else None

    def _without_digits(self, text: str) -> tuple[Element, ...]:
        word = self._word(text)
        if self._is_known(word) or not text[0].isalpha():
            return (word,)
        # млрд.теңге, млн-теңге: glued in the source
        for sign in (".", "-"):
            first, _, second = text.partition(sign)
            if not (first and second):
                continue
            pair = (self._word(first), self._word(second.rstrip(".") or second))
            if pair[0].num is not None and pair[0].num.role == "scale" and self._is_known(pair[1]):
                # мыңнан-бес: whether the second number goes on with the first one is not known.
                return (pair[0], BREAK, pair[1]) if pair[1].num is not None else pair
        return self._two_numerals(text) or (word,)

    def _two_numerals(self, text: str) -> tuple[Element, ...]:
        """миллионОн, екімың: two numerals without a space; whether they are one number is not known."""
        for i in range(2, len(text) - 1):
            if word_class(text[:i]) is not None and word_class(text[i:]) is not None:
                return self._word(text[:i]), BREAK, self._word(text[i:])
        return ()

    def _word(self, text: str) -> Element:
        if text.startswith(_SPOKEN_UNTIL):
            text = _UNTIL + text.removeprefix(_SPOKEN_UNTIL)
        classes = self._cues.classes(text)
        return Element(
            text,
            "word" if text[0].isalpha() else "sign",
            word_class(text),
            frozenset(classes) if classes else NO_CLASSES,
            tuple((kind, sense) for kind, sense in classes.items() if sense),
        )

    def _is_known(self, element: Element) -> bool:
        return element.num is not None or bool(element.classes) or self._units.find(element.text) is not None
