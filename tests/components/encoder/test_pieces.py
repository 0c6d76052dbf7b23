"""Words are cut where the pieces are most probable, and nothing is too odd to be cut."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_encoder import pieces

from atau.components.encoder.pieces import SPACE, SPECIAL, UNKNOWN, PieceError, Pieces

TABLE = pieces()


def _texts(word: str, spaced: bool = True) -> list[str]:
    return [TABLE.pieces[number] for number in TABLE.numbers(word, spaced)]


@pytest.mark.parametrize(
    ("word", "spaced", "expected"),
    [
        ("Атырауда", True, [f"{SPACE}Атырау", "да"]),
        ("Алматыдан", True, [f"{SPACE}Алматы", "дан"]),
        ("да", False, ["да"]),
        ("көл", False, ["к", "ө", "л"]),
        ("№7", False, ["<unk>", "7"]),
        ("語言7", False, ["<unk>", "7"]),  # a run of what is not known is one piece
        ("７", False, ["7"]),  # a full-width figure
        ("", False, ["<unk>"]),
    ],
)
def test_the_most_probable_pieces(word: str, spaced: bool, expected: list[str]) -> None:
    assert _texts(word, spaced) == expected


def test_the_sum_decides_not_the_longest_piece() -> None:
    table = Pieces([*SPECIAL, "а", "б", "в", "аб", "бв"], [0.0] * 5 + [-1.0, -1.0, -5.0, -9.0, -1.5])
    assert [table.pieces[n] for n in table.numbers("абв", False)] == ["а", "бв"]


def test_a_very_long_word_is_read_to_its_bound() -> None:
    assert len(TABLE.numbers("а" * 100_000, False)) == 128


@given(st.text(max_size=40), st.booleans())
def test_every_word_has_pieces(word: str, spaced: bool) -> None:
    numbers = TABLE.numbers(word, spaced)
    assert numbers
    assert all(0 <= number < len(TABLE) for number in numbers)
    assert all(pair != (UNKNOWN, UNKNOWN) for pair in itertools.pairwise(numbers))


def test_written_and_read_again_it_is_the_same() -> None:
    again = Pieces.from_text(TABLE.to_text())
    assert (again.pieces, again.scores) == (TABLE.pieces, TABLE.scores)


@pytest.mark.parametrize("text", ["", "а\t-1\n", TABLE.to_text() + "б\n", TABLE.to_text() + "б\tx\n"])
def test_a_damaged_table_is_refused(text: str) -> None:
    with pytest.raises(PieceError, match="piece"):
        Pieces.from_text(text)
