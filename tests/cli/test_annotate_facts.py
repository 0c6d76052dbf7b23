"""`atau annotate --facts` and the patterns in `atau explain`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from atau.annotate.annotation import Annotated, Annotation
from atau.annotate.records import InputRecord
from atau.annotate.writers.jsonl import annotation_schema, jsonl_record
from atau.cli.app import app
from atau.facts import Holding, from_dict

TEXT = "Атырау облысының әкімі Дәурен Мәжит 2,5 тонна астық берді."


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What is written of a text, a line of JSONL and a gold text, each with facts, by id."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "text.txt").write_text(TEXT, "utf-8")
    (folder / "line.jsonl").write_text(json.dumps({"id": "line", "text": TEXT, "facts": "mine"}), "utf-8")
    gold = "---\nid: gold\nfact: born | Айнұр\n---\n⟦PERSON Айнұр⟧ туған."
    (folder / "gold.txt").write_text(gold, "utf-8")
    result = CliRunner().invoke(app, ["annotate", str(folder), "--model", "rules", "--format", "jsonl", "--facts"])
    assert result.exit_code == 0, result.output
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return {Path(str(record["id"])).stem: record for record in found}


def test_facts_are_a_field_where_they_are_asked_for(records: dict[str, dict[str, Any]]) -> None:
    record = records["text"]
    jsonschema.validate(record, annotation_schema())
    holding = from_dict(next(fact for fact in record["facts"] if fact["kind"] == "holds"))
    assert isinstance(holding, Holding)
    assert holding.person.normal == "Дәурен Мәжит"


def test_a_field_of_the_input_gives_way(records: dict[str, dict[str, Any]]) -> None:
    assert records["line"]["input_facts"] == "mine"
    assert isinstance(records["line"]["facts"], list)


def test_fact_lines_of_gold_give_way(records: dict[str, dict[str, Any]]) -> None:
    assert records["gold"]["input_facts"] == ["born | Айнұр"]


def test_without_the_option_there_is_no_such_field() -> None:
    item = Annotated(InputRecord("a", "x", "a"), Annotation([], [], []))
    assert "facts" not in json.loads(jsonl_record(item))


def test_formats_that_cannot_hold_facts_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    result = CliRunner().invoke(app, ["annotate", str(tmp_path), "--model", "rules", "--format", "csv", "--facts"])
    assert result.exit_code == 2
    assert "--facts: the format csv cannot hold facts; choose one of jsonl" in result.output


def test_patterns_are_explained() -> None:
    result = CliRunner().invoke(app, ["explain", "facts.apposition"])
    assert result.exit_code == 0
    assert "directly before the name" in result.stdout
    assert "atau/facts (holdings/apposition.py" in result.stdout
