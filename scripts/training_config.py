"""The config of a training run: a config of configs/ on all the training data there is.

    training_config.py configs/news.cfg training/news.cfg --marked corpus=corpus/news/train \
        --marked 'gold=?data/gold/news.tsv' --weight gold=2

A path that begins with a question mark may be absent. Data that is absent or has the weight 0 is left out, in one line
each. The learning rate of the config comes down to nothing over as many steps as the data takes: with a longer schedule
the CRF learns less well, with a shorter one training ends early. The names stand in the config as blocks of a mix, so
that a model says what it was trained on; a checksum of the data makes the workflow train anew where the data changed.
"""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import Annotated, Any

import spacy
import typer
from spacy.util import load_config, registry

from atau.training.cross_validation import Recipe


def named(given: list[str], option: str) -> dict[str, str]:
    """NAME=VALUE arguments as a dict. Raises typer.BadParameter."""
    found: dict[str, str] = {}
    for item in given:
        name, sign, value = item.partition("=")
        if not sign or not name.isidentifier() or not value or name in found:
            wanted = "NAME=VALUE is wanted, each name once, of letters, digits and underscores"
            raise typer.BadParameter(f"{item!r}: {wanted}", param_hint=option)
        found[name] = value
    return found


def checksum(path: Path) -> str:
    """SHA-256 over the names and contents of a file or folder."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def block(path: str, kaznerd: bool) -> dict[str, Any]:
    """The reader of one corpus."""
    if not kaznerd:
        return {"@readers": "atau.MarkedCorpus.v1", "path": path}
    # Our guidelines mark more offices than KazNERD does.
    return {"@readers": "atau.KazNERD.v1", "path": path, "labels": "core", "tokenization": "atau", "positions": True}


def steps_of(config: dict[str, Any]) -> int | None:
    """The steps that the epochs of `config` take on its training data; None where the config does not fix them."""
    training = config["training"]
    schedule, batcher = training["optimizer"]["learn_rate"], training["batcher"]
    if not isinstance(schedule, dict) or not isinstance(batcher.get("size"), int) or training["max_epochs"] < 1:
        return None
    if "warmup_linear" not in str(schedule.get("@schedules")) or "by_words" not in str(batcher.get("@batchers")):
        return None
    reader = registry.resolve({"train": config["corpora"]["train"]})["train"]
    words = sum(len(example) for example in reader(spacy.blank(config["nlp"]["lang"])))
    return math.ceil(training["max_epochs"] * words / batcher["size"])


def main(
    config: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    output: Annotated[Path, typer.Argument(dir_okay=False)],
    marked: Annotated[list[str], typer.Option(help="NAME=PATH of marked text to train on")],
    kaznerd: Annotated[list[str], typer.Option(help="NAME=PATH of a KazNERD file to train on")] = [],  # noqa: B006
    weight: Annotated[list[str], typer.Option(help="NAME=NUMBER: how often it is read")] = [],  # noqa: B006
    dev: Annotated[str, typer.Option(help="marked text to pick the best model with")] = "corpus/news/dev",
) -> None:
    """Write the config."""
    made = load_config(config)
    texts, iob = named(marked, "--marked"), named(kaznerd, "--kaznerd")
    weights = {name: float(value) for name, value in named(weight, "--weight").items()}
    unknown = weights.keys() - texts.keys() - iob.keys()
    if unknown:
        raise typer.BadParameter(f"there is no data called {', '.join(sorted(unknown))}", param_hint="--weight")
    corpora: dict[str, Any] = {}
    notes = []
    for name, path in (*texts.items(), *iob.items()):
        optional = path.startswith("?")
        path = path.removeprefix("?")
        if not Path(path).exists():
            if not optional:
                raise typer.BadParameter(f"there is no {path}; with a question mark before the path it may be absent")
            typer.echo(f"not there, done without: {name}, {path}")
            continue
        if weights.get(name, 1.0) == 0:
            typer.echo(f"weight 0, done without: {name}, {path}")
            continue
        corpora[name] = block(path, name in iob)
        notes.append(f"# {name}: sha256 {checksum(Path(path))[:16]}")
        typer.echo(f"trained on: {name}, {path}, weight {weights.get(name, 1.0):g}")
    if not corpora:
        raise typer.BadParameter("none of the training data is there")
    made["corpora"]["train"] = {
        "@readers": "atau.Mix.v1",
        "corpora": corpora,
        "weights": {name: weights.get(name, 1.0) for name in corpora},
        "seed": 0,
    }
    made["paths"]["train"] = None
    made["paths"]["dev"] = dev
    try:
        steps = steps_of(made)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="training data") from error
    if steps is not None:
        schedule = made["training"]["optimizer"]["learn_rate"]
        schedule["total_steps"] = steps
        schedule["warmup_steps"] = round(steps * Recipe().warmup)
        made["training"]["eval_frequency"] = max(1, min(made["training"]["eval_frequency"], steps // 10))
    output.parent.mkdir(parents=True, exist_ok=True)
    text = made.to_str(interpolate=False)
    output.write_text("\n".join(["# Made by scripts/training_config.py.", *notes, "", text]), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
