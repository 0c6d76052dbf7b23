"""Wordings of one office."""

from __future__ import annotations

import pytest

from atau.facts.wordings import may_mean, one_office, words_of_office


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("әкім", "Бестау ауданының әкімі", True),
        ("аудан басшысы", "аудан әкімі", True),
        ("бапкер", "бас жаттықтырушы", True),
        ("әкім", "әкімнің орынбасары", False),
        ("облыс әкімі", "аудан әкімі", False),
        ("Бестау ауданының әкімі", "әкім", False),
        ("", "әкім", False),
    ],
)
def test_what_an_office_may_stand_for(short: str, full: str, expected: bool) -> None:
    assert may_mean(words_of_office(short), words_of_office(full)) is expected


def test_a_wording_that_may_be_two_offices_stays() -> None:
    found = one_office(["басшы", "мектеп директоры", "кәсіподақ төрағасы"])
    assert found == {
        "басшы": "басшы",
        "мектеп директоры": "мектеп директоры",
        "кәсіподақ төрағасы": "кәсіподақ төрағасы",
    }
    assert one_office(["басшы", "мектеп директоры"])["басшы"] == "мектеп директоры"
