"""A number and its unit with a hyphen between them; a hyphen makes an ordinal of what has numbers."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

SENTENCES = [
    "Қаптардың салмағы ⟦QUANTITY 25-келіден 50-келіге дейін⟧ болады.",
    "Бағасы ⟦QUANTITY 500-теңгеден 800-теңгеге дейін⟧ барады.",
    "Ұзындығы ⟦QUANTITY 10-метрден 20 метрге дейін⟧ болды.",
    "Әр қапта ⟦QUANTITY 50-келі⟧ ұн бар.",
    "Өнім ⟦QUANTITY 2,5-тоннадан 3-тоннаға дейін⟧ болды.",
    "Өнім ⟦QUANTITY 20-пайызға⟧ өсті.",
    "Бірінші болып 5-километрде тоқтады.",
    "Ол 12-градуста тоқтады.",
    "Ол 5-сыныптан 9-сыныпқа дейін оқыды.",
    "Ол 25-бапқа сүйенді.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_unit_behind_a_hyphen(sentence: str) -> None:
    given, expected = given_and_expected(sentence, "QUANTITY")
    assert given == expected
