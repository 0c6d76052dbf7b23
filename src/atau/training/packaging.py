"""A wheel of a model, with its card, and nothing from the network.

``spacy package`` makes the source tree; its own build step would fetch a build environment, so the wheel is built with
the setuptools that is installed. The same model gives the same wheel, byte for byte.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from packaging.version import Version
from spacy.cli.package import package

import atau
from atau.models import LARGE_NEEDS
from atau.training.assembling import ENCODER
from atau.training.card import performance, readme
from atau.training.errors import SettingError, TrainingError
from atau.training.settings import Say

AUTHOR: Final = "The atau developers"
SPACY: Final = ">=3.8,<3.9"
# Of ONNX Runtime; as in the extra `lg`.
_RUNTIME: Final = ">=1.20,<2"
#: What the licence of others demands that goes with a model; beside its card.
NOTICE: Final = "NOTICE"
# 1 January 2026: the time in the wheel, so that two builds of one model are one file.
_TIME: Final = "1767225600"
# From the strictest on: text under a later one may be used in a work under an earlier one.
LICENCES: Final = ("GPL-3.0", "CC BY-SA 4.0", "CC BY 4.0", "MIT")
_MIT: Final = Path(__file__).parent / "data/MIT.txt"


@dataclass(frozen=True, slots=True)
class Card:
    """What the card of a model is made of.

    report: report.json of ``atau evaluate``. figures: of ``atau training measure``. folder: CHANGELOG.md and NOTES.md
    of the package whose name the folder bears; a package of another name, or None, has a card of figures alone.
    licence: of the model; "": the strictest of its training data.
    """

    report: Path
    figures: Path
    folder: Path | None = None
    description: str = "Named entities in Kazakh news"
    licence: str = ""


def make_wheel(
    model: Path, output: Path, card: Card, limit: float = 30.0, say: Say = lambda line: None
) -> tuple[Path, float]:
    """Build the wheel of an assembled model in the folder `output`; returns its path and its megabytes.

    limit: megabytes; a larger wheel is an error. Raises SettingError where the model is not assembled or its card is
    incomplete, TrainingError where the wheel cannot be built or is too large.
    """
    if not (model / "checksums.json").is_file():
        raise SettingError(f"{model} has no checksums.json; make the model with `atau training assemble`")
    with tempfile.TemporaryDirectory() as folder:
        copy, trees, wheels = (Path(folder, name) for name in ("model", "trees", "wheels"))
        shutil.copytree(model, copy)
        meta = write_card(copy, card, say)
        trees.mkdir()
        package(copy, trees, create_sdist=False, create_wheel=False, require_parent=False, silent=True)
        try:
            wheel = _build(next(trees.iterdir()), wheels)
        except subprocess.CalledProcessError as error:
            raise TrainingError("the wheel was not built; setuptools 77 or later must be installed") from error
        expected = f"{meta['lang']}_{meta['name']}-{meta['version']}-py3-none-any.whl"
        if wheel.name != expected:
            raise TrainingError(f"the wheel is called {wheel.name} instead of {expected}")
        size = wheel.stat().st_size / 1e6
        if size > limit:
            raise TrainingError(
                f"{wheel.name} has {size:.1f} MB, over the limit of {limit:g} MB; raise --limit to allow it"
            )
        output.mkdir(parents=True, exist_ok=True)
        shutil.move(wheel, output / wheel.name)
    return output / expected, size


def write_card(model: Path, card: Card, say: Say = lambda line: None) -> dict[str, Any]:
    """Complete meta.json and write README, changelog and licence into the model; returns the meta.json."""
    meta: dict[str, Any] = json.loads((model / "meta.json").read_text(encoding="utf-8"))
    measured = json.loads(card.figures.read_text(encoding="utf-8"))
    scores = json.loads(card.report.read_text(encoding="utf-8"))
    megabytes = size_of(model)
    name = f"{meta['lang']}_{meta['name']}"
    notes, changes, author = _words_of(card.folder, name, meta["version"], say)
    meta.update(
        description=card.description,
        author=author,
        email="",
        url="",
        license=card.licence or licence_of(meta.setdefault("sources", [])),
        spacy_version=SPACY,
        requirements=[f"spacy{SPACY}", f"atau{atau_range(atau.__version__)}", *_more_requirements(meta)],
        performance=performance(scores, measured),
        measured={**measured, "size_mb": round(megabytes, 1), "gold": scores["settings"]["gold"]},
    )
    (model / "README.md").write_text(readme(meta, scores, measured, notes, megabytes), encoding="utf-8")
    (model / "CHANGELOG.md").write_text(changes, encoding="utf-8")
    if card.folder is not None and (card.folder / NOTICE).is_file():
        shutil.copyfile(card.folder / NOTICE, model / NOTICE)
    if meta["license"] == "MIT":
        text = _MIT.read_text(encoding="utf-8").format(holder=author or f"The authors of {name}")
        (model / "LICENSE").write_text(text, encoding="utf-8")
    (model / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return meta


def _more_requirements(meta: dict[str, Any]) -> list[str]:
    return [f"{LARGE_NEEDS}{_RUNTIME}"] if ENCODER in meta.get("pipeline", ()) else []


def atau_range(version: str) -> str:
    """The versions of atau that run a model made with `version`: those of the same minor release.

    A model made with a development version runs with the development versions, too.
    """
    major, minor = version.split(".")[:2]
    first = f"{major}.{minor}" if Version(version) >= Version(f"{major}.{minor}") else f"{major}.{minor}.dev0"
    return f">={first},<{major}.{int(minor) + 1}"


def size_of(folder: Path) -> float:
    """Megabytes (10**6 bytes) of the files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def licence_of(sources: Sequence[dict[str, str]]) -> str:
    """The strictest licence of the training data; "not stated" where one of them is not known."""
    named = [source["license"] for source in sources]
    if not named or not all(any(known.removesuffix(" 4.0") in text for known in LICENCES) for text in named):
        return "not stated"
    # Text that offers a choice, as in "CC BY-SA 4.0 / GPL-3.0", is covered by the strictest of all in either case.
    return next(known for known in LICENCES if any(known.removesuffix(" 4.0") in text for text in named))


def _words_of(folder: Path | None, package_name: str, version: str, say: Say) -> tuple[str, str, str]:
    """Notes, changelog and author from the folder that bears the name of the package."""
    if folder is None or folder.name != package_name:
        say(f"no folder {package_name} with NOTES.md and CHANGELOG.md; the card has only figures")
        return "", f"# Changelog of {package_name}\n\n## {version}\n", ""
    for name in ("CHANGELOG.md", "NOTES.md"):
        if not (folder / name).is_file():
            raise SettingError(f"--card: {folder} has no {name}")
    changes = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## {re.escape(version)}\b", changes, re.MULTILINE):
        raise SettingError(f"{folder / 'CHANGELOG.md'} has no entry '## {version}'; say what is new")
    return (folder / "NOTES.md").read_text(encoding="utf-8"), changes, AUTHOR


def _build(tree: Path, target: Path) -> Path:
    """The wheel of a source tree. Raises CalledProcessError, with what pip said on standard error."""
    # spaCy's setup.py does not say what the README is written in; an index would show it as plain text.
    (tree / "setup.cfg").write_text("[metadata]\nlong_description_content_type = text/markdown\n", encoding="utf-8")
    for path in (tree, *tree.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-index", "--no-build-isolation", "--use-pep517", "--wheel-dir", str(target), str(tree)]
    subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": _TIME}, stdout=subprocess.DEVNULL)
    (wheel,) = target.glob("*.whl")
    return wheel
