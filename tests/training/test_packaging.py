"""A wheel of a model: its name, its card, the same bytes every time; installing and using it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from commands import atau, said
from mini_corpus import ROOT
from packaging.specifiers import SpecifierSet
from scripts_loaded import call, script

from atau import __version__
from atau.evaluation.report import write_report
from atau.evaluation.run import Evaluation, evaluate
from atau.training.packaging import atau_range, licence_of

CARD = ROOT / "packages/kk_ent_news_md"
NAME = "kk_ent_news_md-0.1.0-py3-none-any.whl"
FIGURES = {
    "load_seconds": 0.5, "words": 100, "words_per_second": 20_000, "words_per_second_first_pass": 5_000,
    "peak_memory_mb": 200,
}  # fmt: skip


@pytest.fixture(scope="module")
def parts(trained: Path, articles: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("parts")
    options = ("--version", "0.1.0", "--sources", CARD / "sources.tsv")
    result = atau("training", "assemble", trained, folder / "model", *options)
    assert result.exit_code == 0, result.output
    write_report(evaluate(Evaluation("rules", (articles / "dev",))), folder / "report")
    (folder / "figures.json").write_text(json.dumps(FIGURES), "utf-8")
    return {"model": folder / "model", "report": folder / "report/report.json", "figures": folder / "figures.json"}


def package(parts: dict[str, Path], output: Path, *options: object) -> Any:
    given = ["--report", parts["report"], "--figures", parts["figures"], "--licence", "MIT"]
    card = [] if "--card" in options else ["--card", CARD]
    return atau("training", "package", parts["model"], output, *given, *card, *options)


@pytest.fixture(scope="module")
def wheel(parts: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("wheels")
    result = package(parts, output)
    assert result.exit_code == 0, result.output
    return output / NAME


def test_the_same_model_gives_the_same_wheel(wheel: Path, parts: dict[str, Path], tmp_path: Path) -> None:
    os.utime(parts["model"] / "kk_crf/weights", (10**9, 10**9))
    assert package(parts, tmp_path).exit_code == 0
    assert (tmp_path / NAME).read_bytes() == wheel.read_bytes()


@pytest.mark.parametrize(
    ("version", "wanted"),
    [("0.2.0", ">=0.2,<0.3"), ("0.2.3", ">=0.2,<0.3"), ("0.2.0.dev0", ">=0.2.dev0,<0.3"), ("1.4.1", ">=1.4,<1.5")],
)
def test_a_model_runs_with_the_minor_release_it_was_made_with(version: str, wanted: str) -> None:
    assert atau_range(version) == wanted


def test_what_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        inside = "kk_ent_news_md/kk_ent_news_md-0.1.0/"
        assert {inside + name for name in ("README.md", "CHANGELOG.md", "LICENSE", "checksums.json")} <= set(names)
        headers = archive.read("kk_ent_news_md-0.1.0.dist-info/METADATA").decode("utf-8")
        points = archive.read("kk_ent_news_md-0.1.0.dist-info/entry_points.txt").decode("utf-8")
        assert json.loads(archive.read(inside + "meta.json")) == json.loads(archive.read("kk_ent_news_md/meta.json"))
    assert "Description-Content-Type: text/markdown" in headers
    assert "Requires-Dist: spacy<3.9,>=3.8" in headers
    assert f"Requires-Dist: atau{SpecifierSet(atau_range(__version__))}" in headers
    assert "[spacy_models]\nkk_ent_news_md = kk_ent_news_md" in points
    assert not [name for name in names if name.endswith((".pkl", ".pickle", ".pt"))]


def test_a_version_without_an_entry_in_the_changelog(parts: dict[str, Path], tmp_path: Path) -> None:
    card = Path(shutil.copytree(CARD, tmp_path / CARD.name))
    (card / "CHANGELOG.md").write_text("# Changelog\n\n## 0.1.00\n", "utf-8")
    result = package(parts, tmp_path / "out", "--card", card)
    assert result.exit_code == 2
    assert "no entry '## 0.1.0'" in said(result)


def test_a_model_of_ones_own_claims_nothing_of_ours(parts: dict[str, Path], trained: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"
    options = ("--name", "my_news", "--version", "1.0.0", "--sources", CARD / "sources.tsv")
    result = atau("training", "assemble", trained, model, *options)
    assert result.exit_code == 0, result.output
    given = ["--report", parts["report"], "--figures", parts["figures"], "--card", CARD]
    result = atau("training", "package", model, tmp_path / "out", *given)
    assert result.exit_code == 0, result.output
    assert "no folder kk_my_news" in result.output
    with zipfile.ZipFile(tmp_path / "out/kk_my_news-1.0.0-py3-none-any.whl") as archive:
        meta = json.loads(archive.read("kk_my_news/meta.json"))
        names = [name.rpartition("/")[2] for name in archive.namelist()]
        changes = archive.read("kk_my_news/kk_my_news-1.0.0/CHANGELOG.md").decode("utf-8")
    assert (meta["license"], meta["author"]) == ("not stated", "")
    assert "atau developers" not in json.dumps(meta["sources"])
    assert "LICENSE" not in names
    assert "0.1.1" not in changes


@pytest.mark.parametrize("name", ["my-news", "Жаңалық", "2news"])
def test_a_name_that_no_package_can_have(trained: Path, tmp_path: Path, name: str) -> None:
    result = atau(
        "training", "assemble", trained, tmp_path / "model", "--name", name, "--sources", CARD / "sources.tsv"
    )
    assert result.exit_code == 2
    assert "small letters, digits and underscores" in said(result)
    assert not (tmp_path / "model").exists()


def test_a_wheel_that_is_too_large(parts: dict[str, Path], tmp_path: Path) -> None:
    result = package(parts, tmp_path / "out", "--limit", 0.001)
    assert result.exit_code == 1
    assert "over the limit of 0.001 MB" in result.output
    assert not (tmp_path / "out").exists()


def test_a_model_straight_out_of_training(parts: dict[str, Path], trained: Path, tmp_path: Path) -> None:
    result = package({**parts, "model": trained}, tmp_path)
    assert result.exit_code == 2
    assert "atau training assemble" in result.output


def test_installed_and_used(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    assert call(script("install_model"), wheel.parent, "--target", target).exit_code == 0
    code = "import atau; print(atau.load().meta['name'], atau.load()('Сәлем.').text)"
    env = {**os.environ, "PYTHONPATH": str(target)}
    said = subprocess.check_output([sys.executable, "-W", "error::UserWarning", "-c", code], env=env, text=True)
    assert said == "ent_news_md Сәлем.\n"
    weights = target / "kk_ent_news_md/kk_ent_news_md-0.1.0/kk_crf/weights"
    weights.write_bytes(weights.read_bytes()[:-1])
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert "kk_crf/weights has another checksum" in done.stderr
    assert "reinstall it" in done.stderr


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        (["MIT"], "MIT"),
        (["MIT", "CC BY 4.0"], "CC BY 4.0"),
        (["MIT", "CC BY-SA 4.0 / GPL-3.0", "CC BY"], "GPL-3.0"),
        (["MIT", ""], "not stated"),
        ([], "not stated"),
    ],
)
def test_the_strictest_licence_of_the_data_is_that_of_the_model(licences: list[str], expected: str) -> None:
    assert licence_of([{"license": text} for text in licences]) == expected
