"""Kind words: in any case, after lists, and not where a word only begins like one."""

from __future__ import annotations

import pytest

from atau.facts.places.kind_words import kind_words


@pytest.mark.parametrize(
    ("tokens", "kind"),
    [
        (["ақсай", "ауданының"], "district"),
        (["ақсай", "қаласындағы"], "city"),
        (["ақсай", "ауылдық", "округінде"], "none"),
        (["ақсай", "аудандық"], "district"),
        (["ақсай", "шағын", "ауданы"], "none"),
        (["ақсай", "көлінен"], "nature"),
        (["ақсай", "көлік"], None),
        (["ақсай", "қалады"], None),
        (["ақсай", "»", "көшесі"], "none"),
        (["ақсай", "\n", "қаласы"], "city"),
        (["ақсай", "\n\n", "қаласы"], None),
        (["ақсай", ",", "теректі", "ауылдарында"], "village"),
        (["ақсай", ",", "теректі", "ауылында"], None),
        (["ақсай", "теректі", "ауылдарында"], None),
        (["ақсай", "мен", "келген", "ауылдар"], None),
        (["ақсай"], None),
    ],
)
def test_after_a_name(tokens: list[str], kind: str | None) -> None:
    names = frozenset({0, *(i for i, token in enumerate(tokens) if token == "теректі")})
    found = kind_words().after(tokens, 1, names)
    assert (found and found.kind) == kind


def test_a_declined_name_is_in_no_list() -> None:
    tokens = ["ақсайда", ",", "теректі", "ауылдарында"]
    assert kind_words().after(tokens, 1, frozenset({0, 2}), listed=False) is None


@pytest.mark.parametrize(
    ("name", "kind"), [("Ақмола облысы", "region"), ("Ақсай көшесі", "none"), ("Ақсай", None), ("облысы", None)]
)
def test_in_a_name(name: str, kind: str | None) -> None:
    found = kind_words().of_name(name)
    assert (found and found.kind) == kind
