"""What stands for the characters that would break a line or a column."""

from __future__ import annotations

import re
from typing import Final

DOCSTART: Final = "-DOCSTART-"
OPEN_BOX: Final = "␣"
_CONTROL: Final = [*range(0x20), *range(0x7F, 0xA0)]
# What some program takes for the end of a line (str.splitlines does) or a terminal obeys, the tab, the backslash.
_ESCAPES: Final = str.maketrans(
    {code: f"\\x{code:02x}" for code in _CONTROL}
    | {ord(c): f"\\u{ord(c):04x}" for c in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
    | {ord(c): escaped for c, escaped in (("\\", r"\\"), ("\t", r"\t"), ("\n", r"\n"), ("\r", r"\r"))}
)
# Where nothing can be escaped: the pictures of control characters.
_PICTURES: Final = {code: 0x2400 + code if code < 0x20 else 0x2421 if code == 0x7F else 0xFFFD for code in _CONTROL}
_ESCAPED: Final = re.compile(r"\\(?:([\\tnr])|x([0-9a-f]{2})|u([0-9a-f]{4}))")
_SHORT: Final = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def escape(text: str) -> str:
    """`text` on one line and without tabs; different texts stay different."""
    return text.translate(_ESCAPES)


def unescape(text: str) -> str:
    """What `escape` was given."""
    return _ESCAPED.sub(lambda m: _SHORT[m[1]] if m[1] else chr(int(m[2] or m[3], 16)), text)


def plain(token: str) -> str:
    """A token where nothing can be escaped: different ones may become the same."""
    return re.sub(r"\s", OPEN_BOX, token).translate(_PICTURES)
