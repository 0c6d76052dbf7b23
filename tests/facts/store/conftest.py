"""Fixtures: a folder of three made-up documents, and a store filled from it; the pipeline is loaded once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

import atau
from atau import loading
from atau.facts import FactStore

#: File -> what is in it.
TEXTS = {
    "a.txt": "Көкбұлақ ауданының әкімі Арман Сейітов «Жаңа жол» ЖШС-ға 4,5 млн теңге бөлді. Жол жөнделеді.",
    "b.txt": "«Жаңа жол» ЖШС директоры Гүлнұр Бекова Құлсарыда 120 шақырым жол салынғанын айтты.",
}
RECORDS = (
    {
        "id": "r1",
        "text": "Көкбұлақ ауданының әкімі Арман Сейітов мектепке барды.",
        "date": "2024-03-01",
        "title": "Сапар",
    },
    {"id": "r2", "text": "Мектеп директоры Ерлан Оспанов 350 оқушыны қабылдады.", "date": "2024-04-02"},
)


@pytest.fixture(scope="session")
def rules() -> Language:
    return atau.load("rules")


@pytest.fixture(autouse=True)
def loaded_once(rules: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "load", lambda name, **_: rules)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two texts and a file of two records."""
    path = tmp_path / "news"
    path.mkdir()
    for name, text in TEXTS.items():
        (path / name).write_text(text, encoding="utf-8")
    write_records(path / "c.jsonl", RECORDS)
    return path


def write_records(path: Path, records: tuple[dict[str, str], ...]) -> None:
    """A file of JSONL."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> Iterator[FactStore]:
    """A store filled from `folder`."""
    with FactStore(tmp_path / "news.duckdb") as found:
        found.update(folder, model="rules")
        yield found
