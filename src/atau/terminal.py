"""Text from files and models, made safe to print on a terminal."""

from __future__ import annotations

import re
from typing import Final

# Control characters (C0 with the escape, C1 with the one-byte CSI), what breaks a line elsewhere, characters that turn
# the direction of what follows, and lone surrogates. Joiners and direction marks are ordinary letters of Arabic script.
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NAMED: Final = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def printable(text: object, keep: str = "") -> str:
    r"""`text` with every character that a terminal may obey written as an escape; those in `keep` stay.

    A file name, an id, a label or an excerpt may hold escape sequences that clear the screen or hide what stands there.
    The result has no line break either, unless `keep` has it, so that it cannot forge a line.

    >>> printable("a\x1b[31mb\n")
    'a\\x1b[31mb\\n'
    >>> printable("two\nlines", keep="\n")
    'two\nlines'
    """
    return _UNSAFE.sub(lambda m: m[0] if m[0] in keep else _escaped(m[0]), str(text))


def _escaped(char: str) -> str:
    code = ord(char)
    return _NAMED.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def boxed(text: str) -> str:
    """`text` for the eye: each of these characters is shown as one box, so that it stays as long as it was."""
    return _UNSAFE.sub("\ufffd", text)


def printable_json(document: str) -> str:
    r"""`document`, which is JSON, with the same characters as JSON escapes; it holds the same data.

    >>> printable_json('["\x9b31m"]')
    '["\\u009b31m"]'
    """
    return _UNSAFE.sub(lambda m: m[0] if m[0] in "\n\r\t" else f"\\u{ord(m[0]):04x}", document)
