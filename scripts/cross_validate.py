"""Grouped cross-validation of a config: rules alone, model alone, both; strict span and type.

With `--output` the numbers of the resolver, fitted on the out-of-fold predictions, are written for the default model.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from spacy.util import load_config, load_model_from_config

from atau.components.common.candidates import MODEL
from atau.components.common.precedence import resolve, rule_candidates
from atau.components.crf.features import TEMPLATES, read_templates
from atau.components.resolver.component import gather
from atau.corpus.splits import SplitError, grouped_folds
from atau.evaluation.confidence import expected_calibration_error
from atau.evaluation.spans import SpanScores
from atau.training.calibration import fit_trust, micro
from atau.training.cross_validation import (
    CHAIN,
    Recipe,
    annotate_before,
    iter_unlabelled,
    make_example,
    new_chain,
    out_of_fold,
    read_texts,
)

Span = tuple[int, int, str]


def show(title: str, scores: SpanScores) -> None:
    """One table of scores."""
    typer.echo(f"{title:14}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}")
    for label, c in [*sorted(scores.labels.items()), ("micro", scores.micro)]:
        typer.echo(f"{label:14}{c.precision:8.4f}{c.recall:8.4f}{c.f1:8.4f}{c.tp + c.fn:7}")


def score(gold: Iterable[list[Span]], found: Iterable[list[Span]]) -> SpanScores:
    """Strict scores over texts."""
    scores = SpanScores()
    for expected, given in zip(gold, found, strict=True):
        scores.add(expected, given)
    return scores


def main(
    config: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    gold: Annotated[list[Path], typer.Argument(exists=True)],
    kaznerd: Annotated[bool, typer.Option(help="gold is a KazNERD file: 25 types, its own tokens")] = False,
    extra: Annotated[list[Path], typer.Option(exists=True, help="more marked text to train every fold on")] = [],  # noqa: B006
    repeat: Annotated[int, typer.Option(help="how often the extra text is taken")] = 1,
    folds: Annotated[int, typer.Option()] = 5,
    only: Annotated[int, typer.Option(help="train the first N folds only; 0: all")] = 0,
    split_seed: Annotated[int, typer.Option()] = 0,
    seed: Annotated[int, typer.Option(help="of training")] = 0,
    epochs: Annotated[int, typer.Option()] = 10,
    words: Annotated[int, typer.Option(help="per training step")] = 400,
    override: Annotated[list[str], typer.Option("--set", help="a setting of the component, name=number")] = [],  # noqa: B006
    drop_group: Annotated[list[str], typer.Option(help="leave out a group of feature templates")] = [],  # noqa: B006
    extra_group: Annotated[list[str], typer.Option(help="take an optional group of feature templates")] = [],  # noqa: B006
    templates: Annotated[Path | None, typer.Option(help="another table of feature templates")] = None,
    unlabelled: Annotated[list[Path], typer.Option(exists=True, help="raw text for label profiles")] = [],  # noqa: B006
    output: Annotated[Path | None, typer.Option(help="write the resolver's numbers")] = None,
) -> None:
    """Print precision, recall and F1 per label over the held-out folds."""
    settings = load_config(config)
    for change in override:
        name, _, value = change.partition("=")
        settings["components"][CHAIN][name] = float(value) if "." in value else int(value)
    if templates or extra_group or drop_group:
        settings["components"][CHAIN]["templates"] = list(
            read_templates(templates or TEMPLATES, extra=extra_group, without=drop_group)
        )
    nlp = load_model_from_config(settings, auto_fill=True)
    texts = [text for path in gold for text in read_texts(path, kaznerd)]
    try:
        made = [(fold.train, fold.dev) for fold in grouped_folds(texts, folds, split_seed)][: only or folds]
    except SplitError as error:
        raise typer.BadParameter(f"{error} (--folds {folds})") from error
    examples = [make_example(nlp, text) for text in texts]
    more = [make_example(nlp, text) for path in extra for text in read_texts(path)] * repeat
    annotate_before(nlp, CHAIN, examples)
    annotate_before(nlp, CHAIN, more)
    start = time.perf_counter()
    guesses = out_of_fold(
        lambda: new_chain(nlp),
        examples,
        made,
        Recipe(epochs=epochs, words=words, seed=seed),
        more,
        list(iter_unlabelled(nlp, unlabelled)),
        lambda n: typer.echo(f"fold {n}: {time.perf_counter() - start:.0f} s", err=True),
    )
    held_out = [i for _, dev in made for i in dev]
    answers = [[(e.start, e.end, e.label_) for e in examples[i].reference.ents] for i in held_out]
    show("model alone", score(answers, ([g[:3] for g in guesses[i] if g[4]] for i in held_out)))
    if kaznerd:
        return
    docs = [examples[i].predicted for i in held_out]
    candidates = [rule_candidates(doc) for doc in docs]
    show("rules alone", score(answers, ([(c.start, c.end, c.label) for c in resolve(found)] for found in candidates)))
    nlp.get_pipe(CHAIN).set_annotations(docs, [guesses[i] for i in held_out])
    evidence = [gather(doc, found) for doc, found in zip(docs, candidates, strict=True)]
    assert all(MODEL in doc.spans for doc in docs)
    marks = [set(answer) for answer in answers]
    again = [(fold.train, fold.dev) for fold in grouped_folds([texts[i] for i in held_out], 5, split_seed + 1)]
    fitted = fit_trust(evidence, marks, again)
    show("both", micro(evidence, marks, fitted.held_out, dict(fitted.trust.least)))
    pairs = [
        (p, (e.start, e.end, e.label) in gold_marks)
        for found, held, gold_marks in zip(evidence, fitted.held_out, marks, strict=True)
        for e, p in zip(found, held, strict=True)
    ]
    taken = [(p, right) for p, right in pairs if p >= 0.4]
    for title, some in (("all candidates", pairs), ("those taken", taken)):
        error = expected_calibration_error(*zip(*some, strict=True))
        typer.echo(f"expected calibration error, {title:14} {error:.4f}")
    if output is not None:
        output.write_text(fitted.trust.to_json() + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
