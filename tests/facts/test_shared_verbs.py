"""Offices that share the verb of another item of their list, and what stands beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

E, G = "⟦PERSON Ермек Тоқсан⟧", "⟦PERSON Гүлай Жанай⟧"
Lines = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"Бұйрықпен {E} – ⟦POSITION директор⟧, {G} – ⟦POSITION бас маман⟧ болып тағайындалды.", "appointed"),
        (f"Жиында {E} – ⟦POSITION директор⟧, ал {G} – ⟦POSITION бас маман⟧ болып сайланды.", "elected"),
        (f"Мәслихат шешімімен:\n– {E} – ⟦POSITION директор⟧ болып сайланды;\n– {G} – ⟦POSITION бас маман⟧.", "elected"),
        (f"Мәслихат шешімімен:\n– {E} – ⟦POSITION директор⟧;\n– {G} – ⟦POSITION бас маман⟧ болып сайланды.", "elected"),
        (f"Жиынға {E} – ⟦POSITION директор⟧, {G} – ⟦POSITION бас маман⟧ келді.", None),
        (f"Жиынға келгендер:\n– {E} – ⟦POSITION директор⟧;\n– {G} – ⟦POSITION бас маман⟧.", None),
    ],
)
def test_items_of_a_list_share_a_verb(lines: Lines, text: str, status: str | None) -> None:
    tail = f" | status={status}" if status else ""
    assert sorted(lines(text)) == [
        f"holds | Гүлай Жанай | бас маман{tail}",
        f"holds | Ермек Тоқсан | директор{tail}",
    ]


def test_an_item_with_a_verb_of_its_own_does_not_share_that_of_the_next(lines: Lines) -> None:
    found = lines(f"{E} – ⟦POSITION директор⟧, кеше {G} – ⟦POSITION бас маман⟧ болып тағайындалды.")
    assert "holds | Ермек Тоқсан | директор" in found


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("болған күні де", ""),
        ("болған соң", ""),
        ("болған кезде", " | status=former"),
        ("болған", " | status=former"),
    ],
)
def test_who_became_is_no_former_holder(lines: Lines, words: str, status: str) -> None:
    assert lines(f"⟦POSITION Бастық⟧ {words} {E} өзгермеді.") == [f"holds | Ермек Тоқсан | Бастық{status}"]


def test_a_caption_is_that_of_the_name_above_it(lines: Lines) -> None:
    text = f"00:12 {E}\n⟦POSITION қазандық операторы⟧\n\n00:40 {G}\nтұрғын"
    assert lines(text) == ["holds | Ермек Тоқсан | қазандық операторы"]
