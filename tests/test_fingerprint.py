"""A model that was made with other tables says so when it is loaded, and says which."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import pytest
import spacy

import atau
from atau import fingerprint
from atau.fingerprint import KEY, TablesChangedWarning, differences


@pytest.fixture
def changed(trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The trained model, made with another table of organisations and a rule that is gone."""
    monkeypatch.setattr(fingerprint, "_warned", set())
    folder = tmp_path / "model"
    shutil.copytree(trained, folder)
    path = folder / "meta.json"
    meta = json.loads(path.read_text("utf-8"))
    meta[KEY]["tables"]["org_names"] = "0" * 16
    meta[KEY]["rules"].append("org.retired")
    path.write_text(json.dumps(meta), encoding="utf-8")
    return folder


def test_training_writes_it(trained: Path) -> None:
    meta = json.loads((trained / "meta.json").read_text("utf-8"))
    assert meta[KEY] == fingerprint.fingerprint()
    assert {"org_names", "offices", "given_names", "places", "exceptions", "clusters"} <= meta[KEY]["tables"].keys()
    assert "org.head_place" in meta[KEY]["rules"]
    assert differences(meta) == []


def test_the_same_tables_load_without_a_word(trained: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", TablesChangedWarning)
        atau.load(trained)


@pytest.mark.parametrize("load", [atau.load, spacy.load])
def test_other_tables_are_named_once(changed: Path, load: object) -> None:
    with pytest.warns(TablesChangedWarning, match="the table org_names has changed, the rule org.retired is gone"):
        load(changed)  # type: ignore[operator]
    with warnings.catch_warnings():
        warnings.simplefilter("error", TablesChangedWarning)
        load(changed)  # type: ignore[operator]


def test_another_model_of_the_same_name_is_told_apart(changed: Path) -> None:
    with pytest.warns(TablesChangedWarning, match="org.retired is gone"):
        atau.load(changed)
    path = changed / "meta.json"
    path.write_text(path.read_text("utf-8").replace("org.retired", "org.withdrawn"), encoding="utf-8")
    with pytest.warns(TablesChangedWarning, match="org.withdrawn is gone"):
        atau.load(changed)


def test_bytes_warn_too(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.warns(TablesChangedWarning):
        nlp = spacy.load(changed)
    monkeypatch.setattr(fingerprint, "_warned", set())
    with pytest.warns(TablesChangedWarning):
        spacy.blank("kk").from_config(nlp.config).from_bytes(nlp.to_bytes())


def test_saving_a_loaded_model_does_not_hide_the_change(changed: Path, tmp_path: Path) -> None:
    with pytest.warns(TablesChangedWarning):
        spacy.load(changed).to_disk(tmp_path / "again")
    assert differences(json.loads((tmp_path / "again" / "meta.json").read_text("utf-8")))


def test_models_without_one_and_damaged_ones_say_nothing() -> None:
    for meta in ({}, {KEY: None}, {KEY: {"tables": []}}, {KEY: {"tables": {}}}, {KEY: {"tables": {}, "rules": [{}]}}):
        assert differences(meta) == []


def test_comments_and_order_do_not_count_but_rows_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "lexicon" / "data"
    data.mkdir(parents=True)
    monkeypatch.setattr(fingerprint, "__file__", str(tmp_path / "fingerprint.py"))

    def checksum(text: str) -> str:
        (data / "names.tsv").write_text(text, encoding="utf-8")
        return str(fingerprint.fingerprint.__wrapped__()["tables"]["names"])

    first = checksum("name\nАйша\nБолат\n")
    assert checksum("# a comment\nname\n\nБолат\nАйша\n") == first
    assert checksum("name\nАйша\nБолат\nДана\n") != first
