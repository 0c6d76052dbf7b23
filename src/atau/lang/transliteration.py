"""Kazakh text in another script."""

from __future__ import annotations

from typing import Final

from atau.lang.scripts import read_scripts, script_reader
from atau.script.tables import ARABIC, LATIN
from atau.script.writing import write

CYRILLIC: Final = "cyrillic"
#: What `to` may be.
SCRIPTS: Final = (CYRILLIC, *LATIN, ARABIC)


def transliterate(text: str, to: str = CYRILLIC) -> str:
    """`text` with its Kazakh words in another script; words of other languages in Latin letters stay.

    to: ``cyrillic``, ``latin-2021``, ``latin-2018``, ``latin-2017``, ``latin-kazinform``, ``latin-ascii`` or
    ``arabic``. Reading finds out by itself which alphabet stands there; it knows words, not letters alone: ``i`` is и
    or й, as the word wants it. Arabic letters have no capitals, which are guessed. Raises ValueError for another name.

    >>> transliterate("Алматыда жаңа мектеп ашылды.", to="latin-2021")
    'Almatyda jaña mektep aşyldy.'
    >>> transliterate("Oralda jańa kópir salyndy.")
    'Оралда жаңа көпір салынды.'
    """
    if to not in SCRIPTS:
        raise ValueError(f"{to!r} is no script; use one of {', '.join(SCRIPTS)}")
    cyrillic = _read(text)
    return cyrillic if to == CYRILLIC else write(cyrillic, to).text


def _read(text: str) -> str:
    """`text` with what stands in other letters in Cyrillic; a single word counts, too."""
    parts: list[str] = []
    position = 0
    for chunk in read_scripts(text) or script_reader().read(text, words=True):
        parts += (text[position : chunk.start], chunk.cyrillic)
        position = chunk.end
    return "".join(parts) + text[position:]
