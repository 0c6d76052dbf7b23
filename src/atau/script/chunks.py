"""A piece of a text with what it is read as."""

from __future__ import annotations

from typing import NamedTuple

from atau.script.decoding import Reading


class Chunk(NamedTuple):
    """text[start:end], as it is read in Cyrillic.

    ends: for each character of `cyrillic`, the offset in the text where what it stands for ends. script: latin, arabic
    or cyrillic (damaged letters).
    """

    start: int
    end: int
    cyrillic: str
    ends: tuple[int, ...]
    script: str


def cased(reading: Reading, word: str) -> str:
    """The form with the capitals of the word."""
    if word.islower():
        return reading.form
    if len(word) > 1 and word.isupper():
        return reading.form.upper()
    starts = (0, *reading.ends)
    return "".join(
        letter.upper() if word[start : start + 1].isupper() else letter
        for letter, start in zip(reading.form, starts, strict=False)
    )
