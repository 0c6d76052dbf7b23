"""Letters to lines: where words end, in spaced lines and in others; cells of a table."""

from __future__ import annotations

import pytest

from atau.documents.pdf_lines import Letter, Line, joined_rows, lines_of


def letters(text: str, gap: float, *, typed: bool, wide: float = 6.0) -> list[Letter]:
    """`text` as letters 5 points wide with `gap` points between; a space is `wide` points, drawn only if `typed`."""
    found = []
    x = 0.0
    for char in text:
        if char == " ":
            found += [Letter(" ", x, x + wide, 0.0, 10.0)] if typed else []
            x += wide
        else:
            found.append(Letter(char, x, x + 5, 0.0, 10.0))
            x += 5 + gap
    return found


@pytest.mark.parametrize(
    ("text", "gap", "typed", "read"),
    [
        ("көпір ашылды", 0.0, True, "көпір ашылды"),
        ("көпір ашылды", 0.0, False, "көпір ашылды"),
        ("көпір ашылды", 2.0, True, "көпір ашылды"),  # spaced by the layout
        ("көпір ашылды", 2.0, False, "көпір ашылды"),
        ("к ө п і р а ш ы л д ы", 0.0, True, "к ө п і р а ш ы л д ы"),  # by its author
        ("көпіржәнежолбүгінашылды", 2.0, False, "к ө п і р ж ә н е ж о л б ү г і н а ш ы л д ы"),
    ],
)
def test_words(text: str, gap: float, typed: bool, read: str) -> None:
    [line] = lines_of(letters(text, gap, typed=typed, wide=2.5 if " " in text and text[1] == " " else 6.0))
    assert line.text == read


def test_a_letter_drawn_twice_is_one() -> None:
    once = letters("қаулы", 0.0, typed=False)
    again = [Letter(a.char, a.left + 0.3, a.right + 0.3, a.base, a.size) for a in once]
    [line] = lines_of([*once, *again])
    assert line.text == "қаулы"


def test_letters_on_another_line_stay_apart() -> None:
    upper = letters("бірінші", 0.0, typed=False)
    lower = [Letter(a.char, a.left, a.right, a.base - 12, a.size) for a in letters("екінші", 0.0, typed=False)]
    assert [line.text for line in lines_of([*lower, *upper])] == ["бірінші", "екінші"]


def test_cells_stand_below_one_another_and_justified_words_do_not() -> None:
    table = [
        Line("Қарасу", 0, 30, 24, 9),
        Line("9", 80, 85, 24, 9),
        Line("Ақжар", 0, 28, 12, 9),
        Line("14", 80, 90, 12, 9),
    ]
    assert [line.text for line in joined_rows(table)] == ["Қарасу | 9", "Ақжар | 14"]
    prose = [
        Line("жаңа", 0, 30, 24, 9),
        Line("көпір", 60, 90, 24, 9),
        Line("бүгін", 0, 28, 12, 9),
        Line("ашылды", 50, 90, 12, 9),
    ]
    assert [line.text for line in joined_rows(prose)] == ["жаңа көпір", "бүгін ашылды"]
