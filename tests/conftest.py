"""Fixtures for all tests: a small trained model, the report of a sample evaluation. Hypothesis without a clock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import evaluation_sample
import pytest
from hypothesis import HealthCheck, settings
from mini_corpus import train_mini, write_articles

# On a busy machine an example may take long, and to make one too; that says nothing of the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `train` and `dev`, a few marked articles in each."""
    folder = tmp_path_factory.mktemp("articles")
    write_articles(folder / "train", 8)
    write_articles(folder / "dev", 2)
    return folder


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory, articles: Path) -> Path:
    """configs/news.cfg trained on them, as spacy train leaves it."""
    output = tmp_path_factory.mktemp("trained")
    return train_mini("news", output, paths__train=str(articles / "train"), paths__dev=str(articles / "dev"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of `evaluation_sample`."""
    return evaluation_sample.report(tmp_path_factory.mktemp("sample"))
