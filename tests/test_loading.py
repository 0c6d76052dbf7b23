"""`atau.load`: what it finds, and what it says where it finds nothing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
import spacy

import atau
from atau import loading
from atau.labels import COLORS, color

ROOT = Path(__file__).parent.parent
COMPONENTS = [
    "kk_sentences",
    "kk_quantities",
    "kk_places",
    "kk_persons",
    "kk_organisations",
    "kk_positions",
    "kk_resolver",
    "kk_normalizer",
]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "model")
    return tmp_path / "model"


def change_meta(model: Path, **changes: Any) -> None:
    path = model / "meta.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")


def test_the_version_is_that_of_the_package() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert re.search(rf'^version = "{re.escape(atau.__version__)}"$', project, re.MULTILINE)


def test_there_is_one_configuration_of_the_rules() -> None:
    assert (ROOT / "configs/rules.cfg").read_bytes() == loading.rules_config().read_bytes()


def test_the_configuration_of_the_rules() -> None:
    config = spacy.util.load_config(loading.rules_config())
    assert config["nlp"]["lang"] == "kk"
    assert config["nlp"]["pipeline"] == COMPONENTS
    assert {name: part["factory"] for name, part in config["components"].items()} == {name: name for name in COMPONENTS}


def test_the_rules() -> None:
    nlp = atau.load("rules")
    assert nlp.lang == "kk"
    assert nlp.pipe_names == COMPONENTS
    assert nlp("").text == ""


@pytest.mark.parametrize("kind", [str, Path])
def test_a_directory(model: Path, kind: type) -> None:
    assert atau.load(kind(model)).pipe_names == ["sentencizer"]


def test_a_configuration(tmp_path: Path) -> None:
    path = tmp_path / "my.cfg"
    path.write_text('[nlp]\nlang = "xx"\npipeline = []\n', "utf-8")
    assert atau.load(path).pipe_names == []


def test_without_a_model_the_rules_with_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(loading, "_is_installed", lambda name: False)
    monkeypatch.setattr(loading, "load_source", lambda source: loaded.append(source.name))
    with pytest.warns(UserWarning, match="kk_ent_news_md is not installed"):
        atau.load()
    assert loaded == ["rules"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        atau.load("rules")


def test_the_default_model_where_it_is_installed(monkeypatch: pytest.MonkeyPatch, model: Path) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(loading, "_is_installed", lambda name: name == "kk_ent_news_md")
    monkeypatch.setattr(loading, "_package_path", lambda name: model)
    monkeypatch.setattr(loading, "load_source", lambda source: loaded.append(source.name))
    atau.load()
    assert loaded == ["kk_ent_news_md"]


@pytest.mark.parametrize(
    ("installed", "runtime", "expected"),
    [
        ({"kk_ent_news_lg", "kk_ent_news_md"}, True, "kk_ent_news_lg"),
        ({"kk_ent_news_lg", "kk_ent_news_md"}, False, "kk_ent_news_md"),
        ({"kk_ent_news_md"}, True, "kk_ent_news_md"),
        ({"kk_ent_news_lg"}, False, "rules"),
    ],
)
def test_the_best_model_that_can_run(
    monkeypatch: pytest.MonkeyPatch, installed: set[str], runtime: bool, expected: str
) -> None:
    monkeypatch.setattr(loading, "_is_installed", lambda name: name in installed)
    monkeypatch.setattr(loading.util, "find_spec", lambda name: object() if runtime else None)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert loading.default_name() == expected
    assert ["pip install 'atau[lg]'" in str(one.message) for one in told] == ([] if runtime else [True])


@pytest.mark.parametrize(("short", "name"), [("md", "kk_ent_news_md"), ("lg", "kk_ent_news_lg")])
def test_short_names(monkeypatch: pytest.MonkeyPatch, model: Path, short: str, name: str) -> None:
    monkeypatch.setattr(loading, "_is_installed", lambda asked: asked == name)
    monkeypatch.setattr(loading, "_package_path", lambda name: model)
    assert loading.find_model(short).name == name


@pytest.mark.parametrize("name", ["kk_no_such_model", "no/such/dir", "", "spacy-lookups-data", "a\x00b"])
def test_an_unknown_name_says_what_there_is(name: str) -> None:
    with pytest.raises(atau.ModelError, match=r"no model .* 'rules'"):
        atau.load(name or "no name")


def test_what_is_no_model(tmp_path: Path, model: Path) -> None:
    with pytest.raises(atau.ModelError, match=r"no config\.cfg"):
        atau.load(tmp_path)
    with pytest.raises(atau.ModelError, match="is a file"):
        atau.load(model / "meta.json")
    with pytest.raises(atau.ModelError, match="not a spaCy model"):
        atau.load("typer")  # a package, but none with a model
    (model / "meta.json").write_text("{", "utf-8")
    with pytest.raises(atau.ModelError, match=r"meta\.json cannot be read"):
        atau.load(model)


def test_the_output_of_a_training_points_to_its_best_model(tmp_path: Path, model: Path) -> None:
    model.rename(tmp_path / "model-best")
    with pytest.raises(atau.ModelError, match=r"Perhaps .*model-best\?"):
        atau.load(tmp_path)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"spacy_version": ">=2.0,<3.0"}, r"needs spacy<3\.0,>=2\.0, but spacy 3"),
        ({"requirements": ["atau>=99.0"]}, r'pip install "atau>=99\.0"'),
        ({"atau_version": "<0.0.1"}, r"needs atau<0\.0\.1"),
    ],
)
def test_a_model_for_other_versions(model: Path, changes: dict[str, Any], message: str) -> None:
    change_meta(model, **changes)
    with pytest.raises(atau.ModelError, match=message):
        atau.load(model)


def test_requirements_that_are_met(model: Path) -> None:
    change_meta(model, requirements=["atau>=0.0.1", "other>=5", "no ( requirement"])
    assert atau.load(model).lang == "xx"


def test_a_model_with_an_unknown_component(model: Path) -> None:
    path = model / "config.cfg"
    path.write_text(path.read_text("utf-8").replace('"sentencizer"', '"nobody_has_it"'), "utf-8")
    with pytest.raises(atau.ModelError, match="cannot be loaded"):
        atau.load(model)


def test_import_does_not_wait_for_spacy() -> None:
    code = "import sys, atau; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_colors_are_told_apart_and_readable() -> None:
    assert set(COLORS) == {"PERSON", "POSITION", "ORG", "LOC", "QUANTITY"}
    assert len(set(COLORS.values())) == len(COLORS)
    for shade in (*COLORS.values(), color("OTHER")):
        channels = [int(shade[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert (luminance + 0.05) / 0.05 >= 4.5  # contrast with black (WCAG 2.1)
