"""JSON of which no browser makes a page; no library of the web is needed, so the processes write it, too."""

from __future__ import annotations

import json
from typing import Any, Final

# What a browser could take for markup, should it ever read an answer as a page.
_MARKUP: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def safe_json(content: Any) -> bytes:
    """`content` as JSON in UTF-8 without the characters of markup: they stand as escapes."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(_MARKUP)
    return text.encode("utf-8", "backslashreplace")
