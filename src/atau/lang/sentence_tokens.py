"""What a token does to the boundaries of sentences, as far as the token alone tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from atau.lang.abbreviations import abbreviations
from atau.lang.line_ends import LINE_END
from atau.lang.stop_words import STOP_WORDS
from atau.lang.tables import name_pieces
from atau.lang.text import normalize, repair
from atau.morphology.numerals_words import word_class

_ENDS = frozenset({".", "!", "?", "…", "..", "...", "?!", "!?"})
_CLOSERS = frozenset('»”"’)]›“')
_DASHES = frozenset("–—-")
_COLONS = frozenset(":;")
_OPENERS = frozenset('«“„"‘([')
_ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2})*|[IVXІХ]{1,5}")
_INITIAL = re.compile(rf"(?:[^\W\d_]|{'|'.join(map(re.escape, name_pieces('initial')))})\.")
# What a token does to a boundary.
PLAIN, END, CLOSE, SPACE, BLANK_LINE, ABBREVIATION, ITEM_NUMBER, DASH, COLON = range(9)


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """kind: what the token does to a boundary. opens: a sentence may begin with it. function: a function word with a
    capital (Ол, Бұл, Кейін). capitals: two or more letters, all capitals. after: of an abbreviation, see the table.
    number: it begins with a digit. item: the number that it is. straight: the mark « " ». breaks: a line ends in it.
    scale: мың, млн, миллиард."""

    kind: int
    opens: bool
    function: bool = False
    capitals: bool = False
    after: str = ""
    number: bool = False
    item: int = 0
    straight: bool = False
    breaks: bool = False
    scale: bool = False


# A few dozens serve all words; one for each would cost memory and the garbage collector's time.
_shared = lru_cache(maxsize=1024)(TokenInfo)


def info_of(orth: str) -> TokenInfo:
    """What the token `orth` does."""
    first = orth[:1]
    opens = first.isupper() or first.isdigit() or first in _OPENERS or first == "№"
    if orth.isspace():
        breaks = LINE_END.search(orth) is not None
        return _shared(BLANK_LINE if orth.count("\n") > 1 else SPACE, False, breaks=breaks)
    if orth in _ENDS:
        return _shared(END, False)
    if orth in _CLOSERS:
        return _shared(CLOSE, opens, straight=orth == '"')
    if orth in _COLONS:
        return _shared(COLON, opens)
    if orth in _DASHES:
        return _shared(DASH, True)
    after = abbreviations().get(orth.lower())
    if after is not None and not (orth.isupper() and _INITIAL.fullmatch(orth)):
        return _shared(ABBREVIATION, opens, after=after, scale=_is_scale(orth))
    if _ITEM.fullmatch(orth):
        return _shared(ITEM_NUMBER, opens, number=first.isdigit(), item=int(orth) if orth.isdecimal() else 0)
    word = repair(orth)
    capitals = len(word) > 1 and word.isupper()
    function = first.isupper() and not capitals and normalize(orth) in STOP_WORDS
    breaks = LINE_END.search(orth) is not None
    return _shared(
        PLAIN, opens, function, capitals, number=first.isdigit(), breaks=breaks, scale=not capitals and _is_scale(orth)
    )


def _is_scale(orth: str) -> bool:
    numeral = word_class(normalize(orth))
    return numeral is not None and numeral.role == "scale"
