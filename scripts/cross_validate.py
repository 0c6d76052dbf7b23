"""Grouped cross-validation of the CRF of a config on marked text or KazNERD, strict span and type."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_config, load_model_from_config

from atau.components.crf.component import ChainRecognizer, Guess
from atau.corpus.examples import Alignment, set_marks
from atau.corpus.kaznerd import Record, read_kaznerd
from atau.corpus.sources import Article, iter_marked
from atau.corpus.splits import grouped_folds
from atau.evaluation.crossval import Recipe, annotate_before, out_of_fold
from atau.evaluation.spans import SpanScores

CHAIN = "kk_crf"


def read(path: Path, kaznerd: bool) -> list[Article | Record]:
    """The records of a gold file."""
    if kaznerd:
        return list(read_kaznerd(path, labels="all", tokenization="kaznerd"))
    return [article for article in iter_marked(path) if article.text.strip()]


def example(nlp: Language, record: Article | Record) -> Example:
    """The record as an Example whose predicted side has the tokens only."""
    blank = record.doc(nlp) if isinstance(record, Record) else nlp.make_doc(record.text)
    gold = set_marks(blank.copy(), record.marks, record.id, Alignment())
    return Example(blank, gold)


def count(scores: SpanScores, record: Article | Record, doc: Doc, guesses: list[Guess]) -> None:
    """Add one record's strict counts."""
    gold = [(mark.start, mark.end, mark.label) for mark in record.marks if mark.depth == 0]
    best = [doc[start:end] for start, end, _, _, chosen in guesses if chosen]
    labels = [label for _, _, label, _, chosen in guesses if chosen]
    found = [(span.start_char, span.end_char, label) for span, label in zip(best, labels, strict=True)]
    scores.add(gold, found)


def main(
    config: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    gold: Annotated[Path, typer.Argument(exists=True)],
    kaznerd: Annotated[bool, typer.Option(help="gold is a KazNERD file: 25 types, its own tokens")] = False,
    extra: Annotated[list[Path], typer.Option(exists=True, help="more marked text to train every fold on")] = [],  # noqa: B006
    repeat: Annotated[int, typer.Option(help="how often the extra text is taken")] = 1,
    folds: Annotated[int, typer.Option()] = 5,
    only: Annotated[int, typer.Option(help="train the first N folds only; 0: all")] = 0,
    split_seed: Annotated[int, typer.Option()] = 0,
    seed: Annotated[int, typer.Option(help="of training")] = 0,
    epochs: Annotated[int, typer.Option()] = 10,
    batch: Annotated[int, typer.Option()] = 32,
    override: Annotated[list[str], typer.Option("--set", help="a setting of the component, name=number")] = [],  # noqa: B006
    drop_group: Annotated[list[str], typer.Option(help="leave out a group of feature templates")] = [],  # noqa: B006
    templates: Annotated[Path | None, typer.Option(help="another table of feature templates")] = None,
) -> None:
    """Print precision, recall and F1 per label over the held-out folds."""
    from atau.components.crf.features import TEMPLATES
    from atau.lexicon.table import read_table

    settings = load_config(config)
    changes = {name: float(value) if "." in value else int(value) for name, _, value in (o.partition("=") for o in override)}
    settings["components"][CHAIN].update(changes)
    table = read_table(templates or TEMPLATES, ("template", "group"))
    settings["components"][CHAIN]["templates"] = [text for text, group in table if group not in drop_group]
    nlp = load_model_from_config(settings, auto_fill=True)

    def make() -> ChainRecognizer:
        # A pipeline of its own for every fold, so that no fold sees what another has learned.
        fresh = load_model_from_config({**settings, "nlp": {**settings["nlp"], "pipeline": [CHAIN]}}, auto_fill=True, vocab=nlp.vocab)
        chain = fresh.get_pipe(CHAIN)
        assert isinstance(chain, ChainRecognizer)
        return chain

    records = read(gold, kaznerd)
    examples = [example(nlp, record) for record in records]
    more = [example(nlp, record) for path in extra for record in read(path, False)] * repeat
    annotate_before(nlp, CHAIN, examples)
    annotate_before(nlp, CHAIN, more)
    made = [(fold.train, fold.dev) for fold in grouped_folds(records, folds, split_seed)]
    made = made[: only or folds]
    start = time.perf_counter()
    recipe = Recipe(epochs=epochs, batch=batch, seed=seed)
    guesses = out_of_fold(
        make, examples, made, recipe, more, lambda n: typer.echo(f"fold {n}: {time.perf_counter() - start:.0f} s", err=True)
    )
    scores = SpanScores()
    for _, held_out in made:
        for i in held_out:
            count(scores, records[i], examples[i].predicted, guesses[i])
    typer.echo(f"{'':14}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}")
    for label, c in [*sorted(scores.labels.items()), ("micro", scores.micro)]:
        typer.echo(f"{label:14}{c.precision:8.4f}{c.recall:8.4f}{c.f1:8.4f}{c.tp + c.fn:7}")


if __name__ == "__main__":
    typer.run(main)
