"""Scores of values: pairs of mentions, one spelling of numbers, and the script on a small article."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from scripts_loaded import script as load_script
from typer.testing import CliRunner

from atau.evaluation.values import Accuracy, clusters_of, expected_quantity, pairwise, quantity_text


@pytest.mark.parametrize(
    ("gold", "given", "precision", "recall"),
    [
        ([{1, 2, 3}], [{1, 2, 3}], 1, 1),
        ([{1, 2, 3}], [{1, 2}, {3}], 1, 1 / 3),
        ([{1, 2}, {3}], [{1, 2, 3}], 1 / 3, 1),
        ([{1}, {2}], [{1}, {2}], 0, 0),
    ],
)
def test_pairs(gold: list[set[int]], given: list[set[int]], precision: float, recall: float) -> None:
    counts = pairwise(gold, given)  # type: ignore[arg-type]
    assert (counts.precision, counts.recall) == (pytest.approx(precision), pytest.approx(recall))


def test_mentions_without_an_id_stand_alone() -> None:
    assert clusters_of([(1, "a"), (2, None), (3, "a"), (4, None)]) == [{1, 3}, {2}, {4}]


def test_numbers_have_one_spelling() -> None:
    assert quantity_text({"value": 31.5, "unit": "percent"}) == quantity_text({"value": "31,50", "unit": "percent"})
    assert quantity_text({"value": 0.333, "exact": "1/3"}) == "value=1/3"
    assert quantity_text(None) is None
    with pytest.raises(ValueError, match="'көп' is not a number"):
        quantity_text({"value": "көп"})


def test_a_mark_speaks_of_what_it_names() -> None:
    assert expected_quantity({"normal": "а"}) is None
    assert expected_quantity({"value": "5", "kind": "count"}) == ({"value": "5", "kind": "count"}, ("value", "kind"))


def test_accuracy_keeps_the_errors() -> None:
    accuracy = Accuracy()
    accuracy.add("а", "1", "1")
    accuracy.add("б", None, "2")
    assert (accuracy.share, accuracy.missing, accuracy.wrong) == (0.5, 1, [("б", "", "2")])


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return load_script("evaluate_values")


ARTICLE = (
    "⟦PERSON{normal=Дана Оспанова; cluster=p1} Дана Оспанованың⟧ ⟦QUANTITY{value=4500000000; unit=KZT} 4,5 млрд. "
    "теңгесі⟧ бар. ⟦PERSON{normal=Д. Оспанова; cluster=p1} Д.Оспанова⟧ ⟦LOC{normal=Қате} Атырауда⟧ тұрады, "
    "⟦PERSON{normal=Ерлан; cluster=p1} Ерлан⟧ та. ⟦QUANTITY{value=} теңге⟧ ⟦QUANTITY 5⟧ адам."
)


@pytest.mark.parametrize("spans", ["gold", "rules"])
def test_the_script(script: ModuleType, tmp_path: Path, spans: str) -> None:
    import typer

    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    app = typer.Typer()
    app.command()(script.main)
    result = CliRunner().invoke(app, [str(tmp_path), "--spans", spans])
    assert result.exit_code == 0, result.output
    assert "LOC: 0 of 1 right" in result.output
    assert "value: 2 of 2 right" in result.output
    assert "clusters of PERSON: precision 1.000, recall 0.333, 3 gold pairs" in result.output
    sample = CliRunner().invoke(app, [str(tmp_path), "--sample", "1"])
    assert sample.output.startswith("QUANTITY\t")
