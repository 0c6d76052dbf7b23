"""Fixtures: the tiny pipeline on disk, and `atau annotate` run with it in an empty directory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language
from tiny_pipeline import pipeline
from typer.testing import CliRunner, Result

from atau.cli import app


@pytest.fixture
def nlp() -> Language:
    return pipeline()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The tiny pipeline on disk: any process can load it."""
    path = tmp_path_factory.mktemp("models") / "tiny"
    pipeline().to_disk(path)
    return str(path)


@pytest.fixture(scope="session")
def breaking_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """As `model`, with a component that raises; only for this process."""
    path = tmp_path_factory.mktemp("models") / "breaking"
    nlp = pipeline()
    nlp.add_pipe("test_breaks")
    nlp.to_disk(path)
    return str(path)


@pytest.fixture
def run(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `atau annotate --model TINY …` in an empty working directory."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, model: str = model, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(app, ["annotate", "--model", model, *arguments], input=stdin)

    return call
