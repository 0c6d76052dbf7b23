"""Hostile families: their texts have the length that was asked for, and a steep one is found out."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
import typer
from scripts_loaded import script
from spacy.language import Language

import atau


@pytest.fixture(scope="module")
def families() -> ModuleType:
    return script("benchmark_families")


def test_texts_are_as_long_as_asked(families: ModuleType) -> None:
    for name, make in families.FAMILIES.items():
        for length in (1_000, 3_000):
            assert 0.9 * length <= len(make(length)) <= 1.1 * length + 20, name
            assert make(length) == make(length)


@pytest.mark.parametrize("model", ["rules", "trained"])
def test_the_exponent_is_that_of_time_over_length(
    families: ModuleType, model: str, request: pytest.FixtureRequest
) -> None:
    name = model if model == "rules" else str(request.getfixturevalue("trained"))
    found = list(families.exponents_of([name], ["quotes", "new people"], [100, 200]))
    assert [shown for shown, _, _ in found] == [f"{name}, quotes", f"{name}, new people"]
    assert all(len(points) == 2 for _, _, points in found)


def test_benchmark_exits_with_1_where_a_family_is_too_steep(monkeypatch: pytest.MonkeyPatch) -> None:
    benchmark = script("benchmark")
    for limit, code in ((-1000.0, 1), (1000.0, 0)):
        with pytest.raises(typer.Exit) as exit_:
            benchmark.main(families=True, family=["emoji"], longest_family=3000, limit=limit)
        assert exit_.value.exit_code == code


def _steps(nlp: Language, text: str) -> int:
    """How often Python code calls or is called while `nlp` reads `text`, with warm caches: time without a clock."""
    nlp(text)
    count = 0

    def step(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        nlp(text)
    finally:
        sys.setprofile(None)
    return count


def test_steps_grow_with_the_text(families: ModuleType) -> None:
    nlp = atau.load("rules")
    steep = []
    for name, make in families.FAMILIES.items():
        # What looks back some dozen words grows faster at first: what is steep here is looked at again, further on.
        for length in (100, 1_200):
            few, many = _steps(nlp, make(length)), _steps(nlp, make(4 * length))
            if many <= 6 * few + 2_000:
                break
        else:
            steep.append((name, few, many))
    assert steep == []
