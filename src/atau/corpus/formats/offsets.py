"""Offsets of other tools: in characters (code points), or in UTF-16 code units, which JavaScript counts.

The two differ after a character beyond U+FFFF (an emoji). Which one a file uses is told by the text of the marks where
the tool stores it, otherwise by which reading puts more edges of marks on edges of words.

Label Studio: code units in old releases (HumanSignal/label-studio#1347, #1008), code points in newer ones (tests of its
editor, "Should calculate offsets by code points"). doccano: code units (doccano/doccano#2484). Prodigy and brat store
what Python counts, code points (brat's browser side counts units, nlplab/brat#1115).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, Literal

Unit = Literal["characters", "utf16"]
OffsetUnit = Literal["auto", "characters", "utf16"]
#: start and end as the tool counts them, and the text of the annotation where the tool stores it.
GivenSpan = tuple[int, int, "str | None"]
_SLACK: Final = 256
_LAST_BMP: Final = "\uffff"


def is_astral(text: str) -> bool:
    """Whether the two ways of counting differ somewhere in `text`."""
    return bool(text) and max(text) > _LAST_BMP


def to_utf16(text: str) -> list[int]:
    """The offset in code units for each offset in characters, 0 to ``len(text)``."""
    return list(accumulate((1 + (char > _LAST_BMP) for char in text), initial=0))


def to_characters(text: str, spans: Sequence[GivenSpan], unit: Unit) -> list[tuple[int, int] | None]:
    """`spans` (start, end, text of the mark where known) in characters.

    None for one that is outside of the text, is empty, or splits a character.
    """
    if unit == "characters" or not is_astral(text):
        return [(start, end) if 0 <= start < end <= len(text) else None for start, end, _ in spans]
    places = {offset: i for i, offset in enumerate(to_utf16(text))}
    found: list[tuple[int, int] | None] = []
    for start, end, _ in spans:
        first, last = places.get(start), places.get(end)
        found.append((first, last) if first is not None and last is not None and first < last else None)
    return found


def guess_unit(text: str, spans: Sequence[GivenSpan], default: Unit) -> Unit:
    """The unit in which `spans` make sense; `default` where nothing speaks for either."""
    if not is_astral(text):
        return "characters"
    scores = {unit: _score(text, spans, to_characters(text, spans, unit)) for unit in ("characters", "utf16")}
    if scores["characters"] == scores["utf16"]:
        return default
    return max(("characters", "utf16"), key=lambda unit: scores[unit])


def _score(text: str, spans: Sequence[GivenSpan], places: Sequence[tuple[int, int] | None]) -> tuple[int, int]:
    """How many marks hold the text they should; how many edges are edges of words and not of spaces."""
    right = edges = 0
    for (_, _, given), place in zip(spans, places, strict=True):
        if place is None:
            continue
        start, end = place
        right += given is not None and same_text(text[start:end], given)
        edges += not text[start].isspace() and (start == 0 or not (text[start - 1].isalnum() and text[start].isalnum()))
        edges += not text[end - 1].isspace() and (
            end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
        )
    return right, edges


def same_text(piece: str, given: str) -> bool:
    """Whether `given` is `piece` but for white space: tools write line breaks in their own ways."""
    if len(given) > 4 * len(piece) + _SLACK or len(piece) > 4 * len(given) + _SLACK:
        return False  # nobody writes so much white space, and a long mark should not be split for each short text
    return piece == given or piece.split() == given.replace("\\n", "\n").split()
