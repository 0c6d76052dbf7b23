"""`atau explain` and `atau annotate --explain`: why a mention was found."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import atau
from atau.annotate.writers.jsonl import annotation_schema
from atau.cli import app
from atau.components.common.explain import rules
from atau.facts.explain import patterns

TEXT = "Бүгін Атырау облысының әкімі Бекзат Нұрсейітов 4,5 млрд. теңге бөлді."


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def annotate(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["annotate", "-", "--model", "rules", *arguments], input=TEXT.encode())


def test_a_rule_in_words_with_the_folder_of_its_code() -> None:
    result = run("explain", "quantity.money", "person.full")
    assert result.exit_code == 0
    money, person = result.stdout.split("\n\n")
    assert re.search(r"^quantity\.money\n  meaning:   An amount of money\.\n  example:   .*⟦.*⟧", money)
    assert re.search(r"precision: 0\.\d{3}, counted on \d+ candidates in development gold", money)
    assert "code:      atau/components/person" in person
    assert (Path(atau.__file__).parent / "components" / "person").is_dir()
    # A file that only mentions org.head_place does not count.
    assert "known.py" not in run("explain", "org.head").stdout


def test_all_rules_are_listed() -> None:
    lines = run("explain").stdout.splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(listed) == sorted({**rules(), **patterns()})
    assert "atau/components/organisation" in lines


def test_rules_as_json() -> None:
    [rule] = json.loads(run("explain", "person.full", "--json").stdout)
    assert (rule["id"], rule["folder"]) == ("person.full", "components/person")
    assert len(json.loads(run("explain", "--json").stdout)) == len(rules()) + len(patterns())


def test_an_unknown_rule_names_close_ones() -> None:
    result = run("explain", "person.ful")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no rule 'person.ful'; did you mean person.full" in result.stderr


def test_every_source_in_the_output_can_be_explained() -> None:
    [record] = map(json.loads, annotate("--format", "jsonl").stdout.splitlines())
    for ent in record["ents"]:
        assert run("explain", ent["source"]).exit_code == 0


def test_the_table_explains_below_the_text() -> None:
    shown = annotate("--explain").stdout
    assert "\n[QUANTITY 4,5 млрд. теңге] An amount of money. (quantity.money) The resolver took it" in shown
    assert "An amount of money" not in annotate().stdout


def test_lines_with_explanations_follow_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    [record] = map(json.loads, annotate("--format", "jsonl", "--explain").stdout.splitlines())
    jsonschema.Draft202012Validator(annotation_schema()).validate(record)
    assert record["nested"]
    for ent in (*record["ents"], *record["nested"]):
        explanation = ent.pop("explanation")
        assert explanation["words"]
        assert explanation["model_probability"] is None  # the rules alone
    # Nothing else changes.
    assert [record] == [json.loads(line) for line in annotate("--format", "jsonl").stdout.splitlines()]


def test_tables_of_mentions_get_a_column() -> None:
    def read(*arguments: str) -> list[dict[str, Any]]:
        text = annotate("--format", "csv", *arguments).stdout_bytes.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    explained = read("--explain")
    words = {row["text"]: row.pop("explanation") for row in explained}
    assert words["4,5 млрд. теңге"].startswith("An amount of money.")
    assert explained == read()


def test_parquet_gets_a_column(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert annotate("--output", str(tmp_path / "out.parquet"), "--explain").exit_code == 0
    column = parquet.read_table(tmp_path / "out.parquet").column("explanation").to_pylist()
    assert any(words.startswith("An amount of money.") for words in column)


def test_the_tooltips_of_the_page_explain() -> None:
    page = annotate("--format", "html", "--explain").stdout
    titles = [html.unescape(title) for title in re.findall(r'<mark [^>]*title="([^"]*)"', page)]
    assert any("\nAn amount of money. (quantity.money)" in title for title in titles)
    assert "An amount of money" not in annotate("--format", "html").stdout


@pytest.mark.parametrize("output_format", ["conll", "conllu"])
def test_formats_without_room_for_it_say_so(output_format: str) -> None:
    result = annotate("--format", output_format, "--explain")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"the format {output_format} cannot hold explanations; choose one of table, csv, html" in result.stderr


def test_other_pipelines_can_be_asked_too(model: str) -> None:
    result = CliRunner().invoke(app, ["annotate", "-", "--model", model, "-f", "jsonl", "--explain"], input=b"12")
    [record] = map(json.loads, result.stdout.splitlines())
    assert record["ents"][0]["explanation"]["rules"] == []
