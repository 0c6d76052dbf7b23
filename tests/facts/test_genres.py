"""Short texts of many genres (tables, lists, bylines, interviews, courts …), each with all facts that it states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Lines = Callable[[str], list[str]]

_TEXTS = Path(__file__).parent / "data" / "genres.txt"
_FACT = "-> "


def _cases() -> Iterator[tuple[str, list[str]]]:
    """The texts and their facts; each block has the name of its genre, the text, and a line for each fact."""
    for block in f"\n{_TEXTS.read_text('utf-8')}".split("\n# ")[1:]:
        lines = block.strip("\n").split("\n")[1:]
        text = [line for line in lines if not line.startswith(_FACT)]
        yield "\n".join(text) + "\n", [line.removeprefix(_FACT) for line in lines if line.startswith(_FACT)]


CASES = list(_cases())


def test_there_are_five_texts_of_each_genre() -> None:
    names = [line for line in _TEXTS.read_text("utf-8").split("\n") if line.startswith("# ")]
    assert len(names) == len(CASES)
    assert min(names.count(name) for name in set(names)) >= 5


@pytest.mark.parametrize(("text", "facts"), CASES)
def test_the_facts_of_a_short_text(lines: Lines, text: str, facts: list[str]) -> None:
    assert sorted(lines(text)) == facts
