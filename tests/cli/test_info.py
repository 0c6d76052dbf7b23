"""`atau info`: versions, the model, where the facts come from."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import atau
from atau.about import sources_of, tables
from atau.cli import app
from atau.fingerprint import fingerprint


def info(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["info", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_info_of_the_rules() -> None:
    shown = info("--model", "rules")
    assert f"atau                {atau.__version__}" in shown
    assert "spacy " in shown
    assert "Model: rules" in shown
    assert "kk_quantities, kk_places" in shown


def info_with_meta(model: str, **fields: Any) -> str:
    """What `atau info` shows of `model` with other fields in its meta.json, which is put back."""
    meta_path = Path(model) / "meta.json"
    before = meta_path.read_text("utf-8")
    meta_path.write_text(json.dumps({**json.loads(before), **fields}), "utf-8")
    try:
        return info("--model", model)
    finally:
        meta_path.write_text(before, "utf-8")


def test_info_of_a_model(model: str) -> None:
    shown = info_with_meta(
        model,
        performance={"ents_f": 0.875, "ents_per_type": {"LOC": {"f": 0.75}}},
        sources=[{"name": "Тізім", "license": "CC0", "author": "A", "url": ""}],
    )
    assert "pipeline: sentencizer, entity_ruler" in shown
    assert "labels of entity_ruler: LOC, PERSON, QUANTITY" in shown
    assert "F1 0.875" in shown
    assert "LOC         F1 0.750" in shown
    assert "Тізім, CC0, A" in shown


def test_info_as_json(model: str) -> None:
    found = json.loads(info("--model", model, "--json"))
    assert found["versions"]["atau"] == atau.__version__
    assert found["model"]["pipeline"] == ["sentencizer", "entity_ruler"]


def test_an_unknown_model() -> None:
    result = CliRunner().invoke(app, ["info", "--model", "kk_no_such_model"])
    assert result.exit_code == 2
    assert "there is no model 'kk_no_such_model'" in result.stderr


def test_tables_with_their_sources(tmp_path: Path) -> None:
    (tmp_path / "lexicon/data").mkdir(parents=True)
    texts = {
        "a.tsv": "# Notes. A.\n# source: CLDR; names\n# licence: MIT\nform\ttype\n# a comment\nа\tб\n\nв\tг\n",
        "b.tsv": "form\n# Words that\n# do this. And that.\nа\n",
        "c.tsv": "form\n",
    }
    for name, text in texts.items():
        (tmp_path / "lexicon/data" / name).write_text(text, "utf-8")
    found = tables(tmp_path)
    assert [tuple(table.values()) for table in found] == [
        ("lexicon/data/a.tsv", 2, "Notes", "CLDR; names", "MIT"),
        ("lexicon/data/b.tsv", 1, "Words that do this", None, None),
        ("lexicon/data/c.tsv", 0, "", None, None),
    ]
    [unknown, cldr] = sources_of(found)
    assert (unknown["source"], unknown["licence"], unknown["rows"]) == (None, None, 1)
    assert unknown["tables"] == ["lexicon/data/b.tsv", "lexicon/data/c.tsv"]
    assert (cldr["source"], cldr["licence"], cldr["rows"]) == ("CLDR", "MIT", 2)


def test_every_table_of_the_package_states_source_and_licence() -> None:
    found = tables(resources.files("atau"))
    assert {"lang/data/wordfreq.tsv.gz", "components/crf/data/clusters.tsv.gz"} <= {table["name"] for table in found}
    assert [table["name"] for table in found if not table["source"] or not table["licence"]] == []


def test_tables_are_listed_on_demand() -> None:
    short, long = info("--model", "rules"), info("--model", "rules", "--tables")
    assert "lexicon/data/places.tsv" not in short
    assert re.search(r"Word tables: \d+ tables with [\d,]+ rows of \d+ sources; --tables lists them", short)
    assert "Sources of the tables" in long
    assert re.search(r"lexicon/data/places\.tsv \([\d,]+ rows\): ", long)
    assert len(long.splitlines()) > len(short.splitlines())


def test_the_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"atau {atau.__version__}\n")


def test_the_tables_a_model_was_made_with(model: str) -> None:
    same = fingerprint()
    other = {"tables": {**same["tables"], "units": "0"}, "rules": [*same["rules"], "org.gone"]}
    assert "the model does not say which tables" in info_with_meta(model, atau_tables=None)
    assert "the installed tables are those the model was made with" in info_with_meta(model, atau_tables=same)
    shown = info_with_meta(model, atau_tables=other)
    assert (
        "made with other tables than are installed: the table units has changed, the rule org.gone is gone\n" in shown
    )


def test_info_of_a_packaged_model(model: str) -> None:
    types = {"ORG": {"f": 0.5, "f_interval": [0.4, 0.625]}, "LOC": {"f": 0.75, "f_interval": None}}
    shown = info_with_meta(
        model,
        performance={"ents_f": 0.875, "ents_f_interval": [0.75, 1.0], "ents_per_type": types},
        measured={"words_per_second": 12345, "load_seconds": 0.5, "size_mb": "?", "gold": ["corpus/news/test"]},
    )
    assert "scores on corpus/news/test: F1 0.875 (0.750–1.000)\n" in shown
    assert "ORG         F1 0.500 (0.400–0.625)\n" in shown
    assert "LOC         F1 0.750\n" in shown
    assert "measured where it was built: 12,345 words/s on one core, 0.5 s to load\n" in shown


def test_what_matters_comes_first(model: str) -> None:
    lines = info("--model", model).splitlines()
    assert lines[0].startswith("Model: ")
    assert lines.index("Versions") < len(lines) - 5
    assert info("--model", "rules", "--verbose") == info("--model", "rules", "--tables")


def test_a_model_of_a_handful_of_texts_says_so(model: str) -> None:
    shown = info_with_meta(model, atau_training={"texts": 6, "words": 900})
    assert "  warning: trained on 6 texts with 900 words: with fewer than 10,000 words the rules alone" in shown
    shown = info_with_meta(model, atau_training={"texts": 700, "words": 90000})
    assert "  trained on 700 texts with 90,000 words\n" in shown
    for odd in (None, 5, {"texts": "6", "words": 1}, {"words": True}):
        assert "trained on" not in info_with_meta(model, atau_training=odd)


def test_what_a_terminal_would_obey_in_a_models_meta_is_escaped(model: str) -> None:
    shown = info_with_meta(model, license="MIT\x1b[2J\nModel: other", version="1\u202e", sources=[{"name": "\x9bx"}])
    assert not set("\x1b\x9b\u202e") & set(shown)
    assert r"licence: MIT\x1b[2J\nModel: other" in shown


def test_broken_models_and_configs(model: str, tmp_path: Path) -> None:
    texts = {"self": '[nlp]\nlang = "kk"\nx = ${nlp.x}\npipeline = []\n', "none": "[nlp]\nlang = ${a.b}\n", "no": "x"}
    (tmp_path / "a.txt").write_text("Арал", "utf-8")
    for name, text in texts.items():
        path = tmp_path / f"{name}.cfg"
        path.write_text(text, "utf-8")
        for command in ("info", "annotate"):
            more = () if command == "info" else (str(tmp_path / "a.txt"),)
            result = CliRunner().invoke(app, [command, *more, "--model", str(path)])
            assert result.exit_code == 2, result.output
            assert "cannot be" in result.stderr
            assert len(result.stderr.splitlines()) == 1
    for field in ({"sources": 5}, {"pipeline": 7}, {"labels": {"a": 3}}):
        result = CliRunner().invoke(app, ["info", "--model", model])
        assert result.exit_code == 0
        meta = Path(model) / "meta.json"
        before = meta.read_text("utf-8")
        meta.write_text(json.dumps({**json.loads(before), **field}), "utf-8")
        result = CliRunner().invoke(app, ["info", "--model", model])
        meta.write_text("[" * 8000, "utf-8")
        deep = CliRunner().invoke(app, ["info", "--model", model])
        meta.write_text(before, "utf-8")
        assert (result.exit_code, deep.exit_code) == (2, 2), result.output
