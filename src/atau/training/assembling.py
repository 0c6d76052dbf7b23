"""A trained pipeline made ready for use: the resolver's numbers added, what only training needs taken out.

Its config.cfg loses the paths of the machine it was trained on, its meta.json gains the sources of its training data
(the names of the corpora in the config, explained by the table of sources), and checksums are written, so that
``atau.load`` notices a damaged file.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.util import load_config, load_model

from atau.checksums import write_checksums
from atau.components.encoder.scores import TagScores
from atau.components.resolver.calibrator import CandidateCalibrator
from atau.components.resolver.component import Resolver
from atau.tables import read_table
from atau.training.errors import SettingError
from atau.training_size import warn_if_small

RESOLVER: Final = "kk_resolver"
# The table of sources of the project's own models; used where it exists.
SOURCES: Final = Path("packages/kk_ent_news_md/sources.tsv")
# What a pipeline with an encoder is made from beside its texts; the table of sources explains it.
ENCODER: Final = "kk_encoder"
# The text that label profiles come from.
PROFILES: Final = "profiles"
# The train articles of the project, which that table knows as "corpus".
OWN: Final = Path("corpus/news/train")
COLUMNS: Final = ("part", "name", "licence", "author", "url", "kept")


@dataclass(frozen=True, slots=True)
class ModelName:
    """name: of the package, without the language. Raises SettingError where no package can be called so."""

    name: str
    version: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise SettingError(f"--name {self.name!r}: use small letters, digits and underscores")


def assemble(
    trained: Path, output: Path, name: ModelName, calibrator: Path | None = None, sources: Path | None = None
) -> Language:
    """Write the model that stands in `trained`, as spaCy left it, to `output`; a model there is replaced.

    calibrator: the resolver's numbers, of cross-validation. sources: the table of sources; None: `SOURCES`, where it
    exists. Raises SettingError where the pipeline has no resolver for the numbers, or `output` is something else.
    """
    raw = load_config(trained / "config.cfg")
    nlp = load_lean(trained)
    if calibrator is not None:
        resolver = nlp.get_pipe(RESOLVER) if RESOLVER in nlp.pipe_names else None
        if not isinstance(resolver, Resolver):
            raise SettingError(f"--trust: {trained} has no {RESOLVER} to use {calibrator}")
        resolver.calibrator = CandidateCalibrator.from_json(calibrator.read_text(encoding="utf-8"))
    table = sources or (SOURCES if SOURCES.exists() else None)
    more = [part for _, pipe in nlp.pipeline if isinstance(pipe, TagScores) for part in pipe.parts]
    nlp.meta.update(
        name=name.name, version=name.version, sources=sources_of(parts_of(raw) | dict.fromkeys(more, 1.0), table)
    )
    if output.exists():
        if not (output / "meta.json").is_file():
            raise SettingError(f"{output} exists and is not a model; choose another folder")
        shutil.rmtree(output)
    warn_if_small(nlp.meta)
    nlp.to_disk(output)
    config = load_config(output / "config.cfg")
    without_paths(config)
    config.to_disk(output / "config.cfg")
    complete_meta(output)
    # Last: the checksums are those of the finished files.
    write_checksums(output)
    return nlp


def complete_meta(model: Path) -> None:
    """Add to meta.json what spaCy does not know, and take out what must not be shown."""
    path = model / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    # The texts that picked the best model give flattering scores; `atau training package` adds those of an evaluation.
    meta["performance"] = {}
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def load_lean(trained: Path) -> Language:
    """The pipeline; without the words of its training texts where no component looks them up."""
    config = load_config(trained / "config.cfg")
    own = all(name.startswith("kk_") for name in config["nlp"]["pipeline"])
    lean = own and not config["initialize"].get("vectors")
    return load_model(trained, exclude=["vocab"] if lean else [])


def parts_of(config: dict[str, Any]) -> dict[str, float]:
    """Names of the training corpora with their weights: those of a mix, otherwise the name of the file or folder.

    A pretrained encoder is a part, too, by the name of its component, and so is the text of label profiles.
    """
    more = {ENCODER: 1.0} if ENCODER in config["nlp"]["pipeline"] else {}
    if config.get("paths", {}).get("profiles"):
        more[PROFILES] = 1.0
    train = config["corpora"]["train"]
    if "corpora" in train:
        weights = train.get("weights", {})
        parts = {
            _part(name, block.get("path")): float(weights.get(name, 1.0)) for name, block in train["corpora"].items()
        }
        return parts | more
    path = config["paths"].get("train") or train.get("path") or "unknown"
    return {_part("corpus" if Path(path) == OWN else Path(path).name, path): 1.0} | more


def _part(name: str, path: str | None) -> str:
    """The name of a corpus; the path where texts other than the project's are called "corpus" too."""
    return str(path) if name == "corpus" and Path(str(path)) != OWN else name


def sources_of(parts: dict[str, float], table: Path | None) -> list[dict[str, str]]:
    """The rows of the table of sources for these corpora; a corpus that is not in it has its name alone."""
    values = {"kept": ("yes", "no")}
    rows = read_table(table, COLUMNS, required=("part", "name", "licence"), values=values) if table else []
    found: list[dict[str, str]] = []
    for part, weight in parts.items():
        known = [dict(zip(COLUMNS, row, strict=True)) for row in rows if row[0] == part]
        for row in known or [{"part": part, "name": part, "licence": "", "author": "", "url": "", "kept": "no"}]:
            found.append(
                {
                    "name": row["name"],
                    "license": row["licence"],
                    "author": row["author"],
                    "url": row["url"],
                    "weight": f"{weight:g}",
                    "in_repository": row["kept"],
                }
            )
    return found


def without_paths(config: dict[str, Any]) -> None:
    """Take every path out of the settings that only training reads."""
    for name in config.get("paths", {}):
        config["paths"][name] = None
    stack = [config.get("corpora", {})]
    while stack:
        for name, value in (block := stack.pop()).items():
            if isinstance(value, dict):
                stack.append(value)
            elif name == "path" and not str(value).startswith("${"):
                block[name] = None
