"""A wheel of a model, with its card, and nothing from the network.

    package_model.py training/model packages --report training/evaluation/report.json \
        --figures training/evaluation/speed.json --card packages/kk_ent_news_md

``spacy package`` makes the source tree; its own build step would fetch a build environment, so the wheel is built with
the setuptools that is here. The same model gives the same wheel, byte for byte.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from spacy.cli.package import package

import atau
from atau.training.card import performance, readme

AUTHOR = "The atau developers"
SPACY = ">=3.8,<3.9"
LICENSE = Path(__file__).resolve().parent.parent / "LICENSE"
# 1 January 2026: the time in the wheel, so that two builds of one model are one file.
TIME = "1767225600"


def atau_range(version: str) -> str:
    """The versions of atau that run a model made with `version`: those of the same minor release."""
    major, minor = version.split(".")[:2]
    return f">={major}.{minor},<{major}.{int(minor) + 1}"


def size_of(folder: Path) -> float:
    """Megabytes (10**6 bytes) of the files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


# From the strictest on: text under a later one may be used in a work under an earlier one.
LICENCES = ("GPL-3.0", "CC BY-SA 4.0", "CC BY 4.0", "MIT")


def licence_of(sources: list[dict[str, str]]) -> str:
    """The strictest licence of the training data; "not stated" where one of them is not known."""
    named = [source["license"] for source in sources]
    if not named or not all(any(known.removesuffix(" 4.0") in text for known in LICENCES) for text in named):
        return "not stated"
    # Text that offers a choice, as in "CC BY-SA 4.0 / GPL-3.0", is in either way covered by the strictest of all.
    return next(known for known in LICENCES if any(known.removesuffix(" 4.0") in text for text in named))


def words_of(card: Path, package_name: str, version: str) -> tuple[str, str, str]:
    """Notes, changelog and author from the folder that bears the name of the package; hardly a word without one."""
    if card.name != package_name:
        typer.echo(f"no folder {package_name} with NOTES.md and CHANGELOG.md; the card has figures alone")
        return "", f"# Changelog of {package_name}\n\n## {version}\n", ""
    for name in ("CHANGELOG.md", "NOTES.md"):
        if not (card / name).is_file():
            raise typer.BadParameter(f"{card} has no {name}", param_hint="--card")
    changes = (card / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## {re.escape(version)}\b", changes, re.MULTILINE):
        raise typer.BadParameter(f"{card / 'CHANGELOG.md'} has no entry '## {version}'; say what is new")
    return (card / "NOTES.md").read_text(encoding="utf-8"), changes, AUTHOR


def write_card(model: Path, report: Path, figures: Path, card: Path, description: str, licence: str) -> dict[str, Any]:
    """Complete meta.json and write README, changelog and licence into the model. Returns the meta.json."""
    meta: dict[str, Any] = json.loads((model / "meta.json").read_text(encoding="utf-8"))
    measured = json.loads(figures.read_text(encoding="utf-8"))
    scores = json.loads(report.read_text(encoding="utf-8"))
    megabytes = size_of(model)
    notes, changes, author = words_of(card, f"{meta['lang']}_{meta['name']}", meta["version"])
    meta.update(
        description=description,
        author=author,
        email="",
        url="",
        license=licence or licence_of(meta.setdefault("sources", [])),
        spacy_version=SPACY,
        requirements=[f"spacy{SPACY}", f"atau{atau_range(atau.__version__)}"],
        performance=performance(scores, measured),
        measured={**measured, "size_mb": round(megabytes, 1), "gold": scores["settings"]["gold"]},
    )
    (model / "README.md").write_text(readme(meta, scores, measured, notes, megabytes), encoding="utf-8")
    (model / "CHANGELOG.md").write_text(changes, encoding="utf-8")
    if meta["license"] == "MIT":
        shutil.copy(LICENSE, model / "LICENSE")
    (model / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return meta


def build(tree: Path, target: Path) -> Path:
    """The wheel of a source tree. Raises CalledProcessError, with what pip said on standard error."""
    for path in (tree, *tree.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-index", "--no-build-isolation", "--use-pep517", "--wheel-dir", str(target), str(tree)]
    subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": TIME}, stdout=subprocess.DEVNULL)
    (wheel,) = target.glob("*.whl")
    return wheel


def main(
    model: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="of scripts/assemble_model.py")],
    output: Annotated[Path, typer.Argument(file_okay=False, help="folder for the wheel")],
    report: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="report.json of atau evaluate")],
    figures: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="of scripts/measure_model.py")],
    card: Annotated[Path, typer.Option(exists=True, file_okay=False, help="folder with CHANGELOG.md and NOTES.md")],
    description: Annotated[str, typer.Option()] = "Named entities in Kazakh news",
    licence: Annotated[str, typer.Option(help="of the model; if not given, the strictest of its training data")] = "",
    limit: Annotated[float, typer.Option(help="a larger wheel is an error; megabytes")] = 30.0,
) -> None:
    """Build the wheel."""
    if not (model / "checksums.json").is_file():
        raise typer.BadParameter(f"{model} has no checksums.json; make it with scripts/assemble_model.py")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "model")
        shutil.copytree(model, copy)
        meta = write_card(copy, report, figures, card, description, licence)
        trees, wheels = Path(folder, "trees"), Path(folder, "wheels")
        trees.mkdir()
        package(copy, trees, create_sdist=False, create_wheel=False, require_parent=False, silent=True)
        try:
            wheel = build(next(trees.iterdir()), wheels)
        except subprocess.CalledProcessError as error:
            typer.echo("package_model: the wheel was not built; setuptools 77 or later must be installed", err=True)
            raise typer.Exit(1) from error
        expected = f"{meta['lang']}_{meta['name']}-{meta['version']}-py3-none-any.whl"
        if wheel.name != expected:
            typer.echo(f"package_model: the wheel is called {wheel.name}, not {expected}", err=True)
            raise typer.Exit(1)
        size = wheel.stat().st_size / 1e6
        if size > limit:
            typer.echo(f"package_model: {wheel.name} has {size:.1f} MB, more than {limit:g}", err=True)
            raise typer.Exit(1)
        output.mkdir(parents=True, exist_ok=True)
        shutil.move(wheel, output / wheel.name)
    typer.echo(f"{output / expected}: {size:.1f} MB")


if __name__ == "__main__":
    typer.run(main)
