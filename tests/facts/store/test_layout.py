"""Tables in a terminal of any width: no word is broken, and nothing is lost without a word."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from atau.facts.store.layout import print_rows

NAMES = ["person", "organisation", "sentence"]
ROW = ["Гүлнұр Бекова", "Көкбұлақ аудандық білім бөлімі", "Бөлім басшысы Гүлнұр Бекова мектептерді аралады. " * 3]


def printed(width: int, names: list[str], rows: list[list[str]], spare: tuple[str, ...] = ()) -> str:
    stream = io.StringIO()
    print_rows(Console(file=stream, width=width), names, rows, spare=spare)
    assert all(len(line.rstrip("\n")) <= width for line in stream.getvalue().splitlines())
    return stream.getvalue()


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120, 300])
def test_every_word_is_whole_at_every_width(width: int) -> None:
    words = printed(width, NAMES, [ROW, ROW]).split()
    for text in (*NAMES, *ROW):
        assert set(text.split()) <= set(words)


def test_a_column_of_sentences_is_not_a_column_of_words() -> None:
    lines = printed(80, NAMES, [ROW]).splitlines()
    assert len([line for line in lines if line.strip()]) <= 7


def test_what_can_be_spared_goes_in_its_order_and_a_line_says_so() -> None:
    whole = printed(40, ["a" * 10, "b" * 10, "c" * 10], [["1", "2", "3"]], spare=("c" * 10, "b" * 10))
    assert whole.split()[:3] == ["a" * 10, "b" * 10, "c" * 10]
    less = printed(30, ["a" * 10, "b" * 10, "c" * 10], [["1", "2", "3"]], spare=("c" * 10, "b" * 10))
    assert less.split()[:2] == ["a" * 10, "b" * 10]
    assert f"In a wider terminal: {'c' * 10}" in " ".join(less.split())


def test_a_table_without_rows_says_so_where_its_head_has_no_room() -> None:
    assert printed(40, NAMES, []).split()[:3] == NAMES
    assert "no rows" in printed(20, NAMES, [])


def test_markup_in_a_text_is_text() -> None:
    assert "[bold]Бекова[/bold]" in printed(80, ["name"], [["[bold]Бекова[/bold]"]])
