"""What reaches a terminal from files, models and ids."""

from __future__ import annotations

import doctest
import json

import pytest

import atau.terminal
from atau.terminal import printable, printable_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Атырау облысы", "Атырау облысы"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("a\u2028b\r\n", r"a\u2028b\r\n"),
        ("\ud83d", r"\ud83d"),
        # Joiners and direction marks belong to Arabic script, joiners to emoji as well.
        ("قازاق\u200cستان 👩\u200d🏫", "قازاق\u200cستان 👩\u200d🏫"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_what_is_kept() -> None:
    assert printable("a\tb\n\x1b", keep="\n\t") == "a\tb\n\\x1b"
    printable("\ud800").encode("utf-8")


def test_json_holds_the_same_data() -> None:
    value = {"a\x9b\u202e": ["\x1b[2J", "\ud800", "Атырау\n"]}
    shown = printable_json(json.dumps(value, ensure_ascii=False, indent=1))
    assert not set("\x9b\u202e\ud800\x1b") & set(shown)
    assert json.loads(shown) == value


def test_examples() -> None:
    assert doctest.testmod(atau.terminal).failed == 0
