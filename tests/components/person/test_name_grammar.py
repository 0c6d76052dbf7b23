"""A surname that has lost a letter; all names are invented."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

TEXTS = [
    "Жиында ⟦PERSON Бақыт Т леуов⟧ сөйледі.",
    "Кеше ⟦PERSON Айгүл К шербаева⟧ келді.",
    "Есепті ⟦PERSON Серік М деновке⟧ тапсырды.",
    "Жиында ⟦PERSON Айгүл⟧ А тобында ойнады.",
    "Кеше ⟦PERSON Айгүл⟧ В блогына барды.",
]


@pytest.mark.parametrize("source", TEXTS)
def test_damaged(source: str) -> None:
    found, expected = given_and_expected(source, "PERSON")
    assert found == expected
