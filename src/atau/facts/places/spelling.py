"""One key for the spellings of a name: Kazakh, Russian and Latin letters, whatever the system of transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_CYRILLIC: Final = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
    "и": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "і": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
# Letters of the Latin alphabets of Kazakh that would lose a difference with their mark.
_LATIN: Final = {
    "ş": "sh",
    "š": "sh",
    "ç": "ch",
    "č": "ch",
    "ž": "j",
    "ı": "i",
    "ə": "a",
    "ŋ": "n",
    "ø": "o",
    "ß": "ss",
}
_LETTERS: Final = str.maketrans({**_CYRILLIC, **_LATIN, "’": "", "ʼ": "", "'": "", "ʹ": "", "`": "", "«": "", "»": ""})
_PLAIN: Final = str.maketrans({"q": "k", "w": "u", "y": "i", "x": "h"})
_DIGRAPHS: Final = (("shch", "sh"), ("kh", "h"), ("gh", "g"), ("dzh", "j"), ("zh", "j"), ("ngg", "n"), ("ng", "n"))
_DOUBLE: Final = re.compile(r"(.)\1+")
_BREAKS: Final = re.compile(r"[\s\-–—.]+")
_INITIAL_YE: Final = re.compile(r"\bie")
_MAX_CACHED: Final = 16_384


@lru_cache(maxsize=_MAX_CACHED)
def spelling_key(name: str) -> str:
    """What all spellings of a name have in common, in lower-case ASCII letters, digits and single blanks.

    >>> {spelling_key(name) for name in ("Қызылорда", "Кызылорда", "Qyzylorda", "Kyzylorda")}
    {'kizilorda'}
    >>> spelling_key("Жаңаөзен") == spelling_key("Zhanaozen") == spelling_key("Zhangaözen") == spelling_key("Jañaözen")
    True
    """
    text = name.lower().translate(_LETTERS)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in text if not unicodedata.combining(character))
    text = text.translate(_PLAIN)
    for digraph, letter in _DIGRAPHS:
        text = text.replace(digraph, letter)
    text = _BREAKS.sub(" ", text).strip()
    return _DOUBLE.sub(r"\1", _INITIAL_YE.sub("e", text))
