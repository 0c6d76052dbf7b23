"""Amounts written the other way: digits for words, words for digits, with the suffix they bear."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from atau.corpus.augment.edits import Edit, apply
from atau.corpus.marked import MarkedText
from atau.morphology.numerals import Numeral, parse, to_words
from atau.morphology.numerals_words import NUMERALS

_DIGITS = re.compile(
    r"(?<![\w.,:/№+–-])(?<!\d [–—-] )(\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,12})(?:-([^\W\d_]+))?"
    r"(?![\w%‰°]|[.,:/–-]\d|[ \u00a0][%\d]|-\w|\s*[–—]\s*\d)"
)
_WORDS = re.compile(r"[^\W\d_]+(?:[ \u00a0][^\W\d_]+)*")
_SHARE = 0.5
# Scale words that stay words beside digits: 265 миллион.
_SCALES = tuple(word for word, role, *_ in NUMERALS.read() if role == "scale")
_LONGEST = 12
_KINDS = ("cardinal", "collective")
_VOWELS = tuple("аәеиоөуұүыі")
_SENTENCE_START = re.compile(r"(?:^|[.!?…»”\n]\s+|\n)\Z")


def change_numerals(marked: MarkedText, rng: random.Random) -> MarkedText:
    """About half of the numerals inside QUANTITY marks turn from digits to words or from words to digits.

    Number, case and possessive stay: a change stands only if it is read as the same numeral.
    """
    edits: list[Edit] = []
    last = -1
    for mark in marked.marks:
        if mark.label != "QUANTITY" or mark.depth or mark.start < last:
            continue
        last = mark.end
        text = marked.text[mark.start : mark.end]
        at_start = _SENTENCE_START.search(marked.text[max(0, mark.start - 8) : mark.start]) is not None
        for start, end, new in _changes(text, capital=at_start):
            if rng.random() < _SHARE:
                edits.append(Edit(mark.start + start, mark.start + end, new))
    return apply(marked, edits)


def _changes(text: str, *, capital: bool) -> Iterator[tuple[int, int, str]]:
    """Every numeral of `text` that can be written the other way, as (start, end, new)."""
    for found in _DIGITS.finditer(text):
        new = in_words(found[1], found[2] or "")
        if new:
            yield *found.span(), new[0].upper() + new[1:] if capital and not found.start() else new
    for found in _WORDS.finditer(text):
        words = re.split("[ \u00a0]", found.group())
        offset = found.start()
        i = 0
        while i < len(words):
            width = next((n for n in range(min(_LONGEST, len(words) - i), 0, -1) if in_digits(words[i : i + n])), 0)
            step = max(width, 1)
            length = sum(map(len, words[i : i + step])) + step - 1
            if width:
                yield offset, offset + length, in_digits(words[i : i + width])
            offset += length + 1
            i += step


def in_words(digits: str, suffix: str = "") -> str:
    """Digits and the suffix after their hyphen in words, "" where that cannot be: ``20``, ``сы`` gives жиырмасы."""
    bare = re.sub(r"\D", "", digits)
    if bare != "0" and bare.startswith("0"):
        return ""
    words = to_words(int(bare))
    wanted = parse([f"{bare}-{suffix}" if suffix else bare])
    # алты + ауы gives алтауы: of two vowels the first goes.
    form = (words[:-1] if suffix[:1] in _VOWELS and words[-1] in _VOWELS else words) + suffix
    return form if _same(parse(form.split(" ")), wanted) else ""


def in_digits(words: list[str]) -> str:
    """Numeral words in digits, "" where they are no whole number or cannot be: жиырмасы gives ``20-сы``.

    A last scale word without a suffix stays a word: ``265 миллион``.
    """
    wanted = parse(words)
    if wanted is None or wanted.kind not in _KINDS or wanted.high is not None:
        return ""
    if not isinstance(wanted.value, int) or wanted.value < 2:
        return ""
    if len(words) > 1 and words[-1].lower() in _SCALES:
        front = in_digits(words[:-1])
        return f"{front} {words[-1]}" if front and " " not in front else ""
    if words[-1].lower().startswith(_SCALES) and len(words) == 1:
        return ""
    last = words[-1].lower()
    for length in range(len(last)):
        suffix = last[len(last) - length :] if length else ""
        form = f"{wanted.value}-{suffix}" if suffix else str(wanted.value)
        if _same(parse([form]), wanted) and in_words(str(wanted.value), suffix) == " ".join(words).lower():
            return form
    return ""


def _same(found: Numeral | None, wanted: Numeral | None) -> bool:
    if found is None or wanted is None or found.kind not in _KINDS:
        return False
    return (found.value, found.case, found.possessive, found.high) == (
        wanted.value, wanted.case, wanted.possessive, wanted.high,
    )  # fmt: skip
