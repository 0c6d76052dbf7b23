"""`atau decline`."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from atau.cli import app

run = CliRunner().invoke


def test_table() -> None:
    result = run(app, ["decline", "қала"])
    assert result.exit_code == 0
    blocks = result.stdout.split("\n\n")
    assert len([block for block in blocks if block.strip()]) == 8
    assert blocks[0].splitlines()[2].split() == ["gen", "ілік", "қаланың", "қалалардың"]
    assert blocks[1].splitlines()[0] == "менің …"


def test_notes_and_a_phrase_with_a_possessive() -> None:
    result = run(app, ["decline", "Атырау облысы"])
    assert "note: облысы bears the possessive" in result.stdout
    assert "облысында" in result.stdout


def test_tsv_and_json() -> None:
    tsv = run(app, ["decline", "Айгүл Омарова", "--format", "tsv", "--no-possessives"]).stdout.splitlines()
    assert tsv[0] == "number\tpossessive\tcase\tform"
    assert tsv[2] == "sg\t\tgen\tАйгүл Омарованың"
    assert len(tsv) == 15
    found = json.loads(run(app, ["decline", "банк", "--format", "json"]).stdout)
    assert found["forms"][1] == {"number": "sg", "possessive": "", "case": "gen", "text": "банктің"}
    assert found["notes"]


def test_no_word_and_control_characters() -> None:
    assert run(app, ["decline", "!"]).exit_code == 2
    assert run(app, ["decline", "қала", "--class", "none"]).exit_code == 2
    for layout in ("table", "tsv", "json"):
        assert not set("\x1b\x9b") & set(run(app, ["decline", "\x1b[31m\x9bқала", "--format", layout]).output)
