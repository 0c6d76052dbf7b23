"""`atau evaluate` and `atau compare` as their users see them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from atau.cli import app
from atau.cli.evaluate import _FORMATS
from atau.corpus.formats import FORMATS
from atau.evaluation.gold import KAZNERD

GOLD = """a\t⟦PERSON Арман Сейітов⟧ ⟦LOC Көкбұлақта⟧ ⟦QUANTITY 12⟧ үй салды.
b\t⟦PERSON Арман Сейітов⟧ қайтты.
c\t⟦LOC Аралда⟧ 12 қонақ болды.
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gold.tsv").write_text(GOLD, "utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


def evaluate(*arguments: str) -> Result:
    return run("evaluate", *arguments, "--resamples", "100")


def report(folder: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(folder, "report.json").read_text("utf-8"))
    return found


def test_scores_on_the_terminal_and_a_report(model: str) -> None:
    result = evaluate(model, "gold.tsv", "--output", "out")
    assert result.exit_code == 0, result.output
    assert "strict (boundaries and type)" in result.stdout
    micro = report("out")["scores"]["micro"]
    assert (micro["tp"], micro["predicted"], micro["gold"]) == (4, 5, 5)
    assert f"{micro['f1']['value']:.3f}" in result.stdout
    assert Path("out/report.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert Path("out/report.md").read_text("utf-8").startswith("# Evaluation of ")


def test_scores_by_a_field_stand_on_the_terminal(model: str) -> None:
    for name, topic in (("a", "sport"), ("b", "weather"), ("c", "weather")):
        text = f"---\nid: {name}\ntopic: {topic}\n---\n⟦LOC Аралда⟧ ⟦QUANTITY 12⟧ қонақ болды.\n"
        Path(f"{name}.txt").write_text(text, "utf-8")
    result = evaluate(model, "a.txt", "b.txt", "c.txt", "--by", "topic")
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.stdout.splitlines() if line.startswith(("topic", "sport", "weather"))]
    assert [(row[0], row[-1]) for row in rows] == [("topic", "gold"), ("sport", "2"), ("weather", "4")]


def test_the_schema_is_printed_and_fits(model: str) -> None:
    evaluate(model, "gold.tsv", "--output", "out", "--train", "gold.tsv", "--baseline", model)
    schema = json.loads(run("schema", "report").stdout)
    jsonschema.Draft202012Validator(schema).validate(report("out"))


def test_predictions_of_annotate_are_scored_as_the_model_is(model: str) -> None:
    assert run("convert", "gold.tsv", "gold.jsonl").exit_code == 0
    run("annotate", "gold.jsonl", "--model", model, "--output", "predicted.jsonl")
    evaluate(model, "gold.tsv", "--output", "one")
    result = evaluate("predicted.jsonl", "gold.tsv", "--output", "two")
    assert result.exit_code == 0, result.output
    assert report("one")["scores"] == report("two")["scores"]


def test_the_gate(model: str) -> None:
    Path("floors.json").write_text('{"micro": {"f1": 0.8}, "types": {"PERSON": {"f1": 1}}}', "utf-8")
    assert evaluate(model, "gold.tsv", "--fail-under", "floors.json").exit_code == 0
    Path("floors.json").write_text('{"types": {"LOC": {"f1": 0.9}, "PERSON": {"f1": 1}}}', "utf-8")
    result = evaluate(model, "gold.tsv", "--fail-under", "floors.json")
    assert result.exit_code == 1
    assert result.stderr == "atau: below the floor: LOC: f1 is 0.6667, the floor is 0.9\n"
    Path("floors.json").write_text('{"types": {"LOC": 0.9}}', "utf-8")
    result = evaluate(model, "gold.tsv", "--fail-under", "floors.json")
    assert result.exit_code == 2
    assert "floors.json: types LOC must be an object" in result.stderr


def test_the_baseline_shows_the_difference(model: str) -> None:
    result = evaluate("gold.tsv", "gold.tsv", "--baseline", model, "--output", "out")
    assert "ΔF1 vs" in result.stdout
    assert report("out")["comparison"]["overall"]["micro"]["difference"]["value"] == pytest.approx(0.2)


def test_compare(model: str) -> None:
    evaluate(model, "gold.tsv", "--output", "one")
    evaluate("gold.tsv", "gold.tsv", "--output", "two")
    result = run("compare", "one", "two/report.json")
    assert result.exit_code == 0
    assert "micro F1" in result.stdout
    assert "gold.tsv" in result.stdout.splitlines()[0]
    assert run("compare", "one", "two", "--format", "markdown").stdout.startswith("|  | ")
    found = json.loads(run("compare", "one", "two", "--format", "json").stdout)
    assert found["tests"][1]["difference"]["value"] == pytest.approx(0.2)
    Path("other.tsv").write_text("a\t⟦LOC Арал⟧\n", "utf-8")
    evaluate("other.tsv", "other.tsv", "--output", "three")
    result = run("compare", "one", "three")
    assert result.exit_code == 0
    assert "made with different gold" in result.stderr
    result = run("compare", "one", "gold.tsv")
    assert result.exit_code == 2
    assert "not a report of atau evaluate" in result.stderr


def test_broken_gold_is_told_and_the_rest_scored(model: str) -> None:
    Path("gold.tsv").write_text(GOLD + "d\t⟦LOC Арал\n", "utf-8")
    result = evaluate(model, "gold.tsv", "--output", "out")
    assert result.exit_code == 1
    assert "gold.tsv:4:3" in result.stderr
    assert report("out")["problems"] == {"bad-marks": 1}
    assert report("out")["data"]["records"] == 3


def test_a_model_that_fails_on_a_text(breaking_model: str) -> None:
    Path("gold.tsv").write_text(GOLD + "d\tБҰЗЫЛҒАН ⟦LOC Көкбұлақта⟧\n", "utf-8")
    result = evaluate(breaking_model, "gold.tsv", "--output", "out")
    assert result.exit_code == 1
    assert "d: the model" in result.stderr
    assert report("out")["scores"]["micro"]["gold"] == 6


def test_labels_renamed_and_chosen(model: str) -> None:
    Path("gold.tsv").write_text(GOLD.replace("LOC", "GPE"), "utf-8")
    evaluate(model, "gold.tsv", "--output", "out", "--rename-label", "GPE=LOC", "--labels", "LOC,PERSON")
    found = report("out")
    assert found["labels"] == ["LOC", "PERSON"]
    assert found["scores"]["micro"]["gold"] == 4


def test_tokens_of_the_gold(model: str) -> None:
    run("convert", "gold.tsv", "gold.iob")
    assert evaluate(model, "gold.iob", "--tokens", "gold").exit_code == 0
    result = evaluate(model, "gold.tsv", "--tokens", "gold")
    assert result.exit_code == 2
    assert "a has no tokens" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no_such_model", "gold.tsv"), "there is no model 'no_such_model'"),
        (("rules", "gold.tsv", "--from", "odd"), "unknown format 'odd'"),
        (("rules", "gold.tsv", "--labels", ","), "expected names of labels"),
        (("rules", "gold.tsv", "--rename-label", "X"), "OLD=NEW"),
        (("rules", "gold.tsv", "--labels", "PERSON,PLACE"), "--labels: 'PLACE' is unknown; the labels of the gold and"),
        (("rules", "gold.tsv", "--by", "topik"), "--by: 'topik' is unknown; the fields of the gold are: none"),
        (("rules", "gold.tsv", "--group-by", "sourse"), "--group-by: 'sourse' is unknown"),
        (("rules", "gold.tsv", "--learning-curve", "curve.tsv"), "curve.tsv:2: size is '1e400'; it must be a number"),
        (("rules", "gold.tsv", "--fail-under", "floors.json"), "floors.json: not valid JSON"),
        (("rules", "none.tsv"), "does not exist"),
        (("other.jsonl", "gold.tsv"), "no prediction for 3 of 3 gold records"),
    ],
)
def test_usage_errors(arguments: tuple[str, ...], message: str) -> None:
    line = {"id": "z", "text": "x", "ents": []}
    Path("curve.tsv").write_text("size\tf1\n1e400\t0.5\n", "utf-8")
    Path("floors.json").write_text('{"micro": {"f1": ' + "9" * 5000 + "}}", "utf-8")
    Path("other.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    result = evaluate(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())


def test_the_help_names_all_formats() -> None:
    assert set(_FORMATS.removeprefix("One of ").removesuffix(".").split(", ")) == {*FORMATS, *KAZNERD}


def test_no_texts(model: str) -> None:
    evaluate(model, "gold.tsv", "--no-texts", "--output", "out")
    for name in ("report.html", "report.md", "report.json"):
        assert "Аралда" not in Path("out", name).read_text("utf-8")
