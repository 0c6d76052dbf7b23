"""A trained pipeline made ready for use: what the resolver trusts joined to it, what only training needs taken out.

    assemble_model.py training/news/model-last training/model --trust training/trust.json

Its config.cfg loses the paths of the machine it was trained on, its meta.json gains the sources of its training data
(the names of the corpora in the config, explained by the table of sources), and checksums are written, so that
``atau.load`` notices a damaged file.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Annotated, Any

import typer
from spacy.language import Language
from spacy.util import load_config, load_model

from atau.checksums import write_checksums
from atau.components.resolver.calibrator import Trust
from atau.components.resolver.component import Resolver
from atau.tables import read_table

RESOLVER = "kk_resolver"
# The train articles of the project, which the table of sources knows as "corpus".
OWN = Path("corpus/news/train")
COLUMNS = ("part", "name", "licence", "author", "url", "kept")


def parts_of(config: dict[str, Any]) -> dict[str, float]:
    """Names of the training corpora with their weights: those of a mix, else the name of the file or folder."""
    train = config["corpora"]["train"]
    if "corpora" in train:
        weights = train.get("weights", {})
        return {
            _part(name, block.get("path")): float(weights.get(name, 1.0)) for name, block in train["corpora"].items()
        }
    path = config["paths"].get("train") or train.get("path") or "unknown"
    return {_part("corpus" if Path(path) == OWN else Path(path).name, path): 1.0}


def _part(name: str, path: str | None) -> str:
    """The name of a corpus; of other texts than the project's that are called as these, the path."""
    return str(path) if name == "corpus" and Path(str(path)) != OWN else name


def sources_of(parts: dict[str, float], table: Path) -> list[dict[str, str]]:
    """The rows of the table of sources for these corpora; a corpus that is not in it has its name alone."""
    rows = read_table(table, COLUMNS, required=("part", "name", "licence"), values={"kept": ("yes", "no")})
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


def load_lean(trained: Path) -> Language:
    """The pipeline; without the words of its training texts where no component looks them up."""
    config = load_config(trained / "config.cfg")
    own = all(name.startswith("kk_") for name in config["nlp"]["pipeline"])
    lean = own and not config["initialize"].get("vectors")
    return load_model(trained, exclude=["vocab"] if lean else [])


def main(
    trained: Annotated[Path, typer.Argument(exists=True, file_okay=False)],
    output: Annotated[Path, typer.Argument(file_okay=False, help="folder; one that is there is replaced")],
    trust: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="of cross_validate.py")] = None,
    name: Annotated[str, typer.Option(help="of the package, without the language")] = "ent_news_md",
    version: Annotated[str, typer.Option()] = "0.0.0",
    sources: Annotated[Path, typer.Option(exists=True)] = Path("packages/kk_ent_news_md/sources.tsv"),
) -> None:
    """Write the model."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise typer.BadParameter(f"{name!r}: small letters, digits and underscores are wanted", param_hint="--name")
    raw = load_config(trained / "config.cfg")
    nlp = load_lean(trained)
    if trust is not None:
        resolver = nlp.get_pipe(RESOLVER) if RESOLVER in nlp.pipe_names else None
        if not isinstance(resolver, Resolver):
            raise typer.BadParameter(f"{trained} has no {RESOLVER} to take it", param_hint="--trust")
        resolver.trust = Trust.from_json(trust.read_text(encoding="utf-8"))
    nlp.meta.update(name=name, version=version, sources=sources_of(parts_of(raw), sources))
    if output.exists():
        if not (output / "meta.json").is_file():
            raise typer.BadParameter(f"{output} is there and is no model; give another folder")
        shutil.rmtree(output)
    nlp.to_disk(output)
    config = load_config(output / "config.cfg")
    without_paths(config)
    config.to_disk(output / "config.cfg")
    meta = json.loads((output / "meta.json").read_text(encoding="utf-8"))
    # Scores on the texts that picked the best model are no scores to show; scripts/package_model.py adds the real ones.
    meta["performance"] = {}
    (output / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    write_checksums(output)
    typer.echo(f"{output}: kk_{name} {version}, {', '.join(nlp.pipe_names)}")


if __name__ == "__main__":
    typer.run(main)
