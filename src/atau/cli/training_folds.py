"""`atau training cross-validate`: options and help; the work is in `atau.training.cross_validation`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Optional

import typer

from atau.cli.options import MaybePath, MaybePaths, MaybeTexts, training_errors

if TYPE_CHECKING:
    from atau.evaluation.spans import SpanScores

SETTING: Final = "SETTING=VALUE of the config, such as training.max_epochs=5; may be given several times."
ConfigFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Training config.", show_default=False)]
MaybeCount = Optional[int]  # noqa: UP045


def cross_validate(
    config: ConfigFile,
    gold: Annotated[
        list[str], typer.Argument(help="Marked text, or a KazNERD file; ?PATH may be missing.", show_default=False)
    ],
    kaznerd: Annotated[bool, typer.Option(help="GOLD is a KazNERD file: 25 types, its own tokens.")] = False,
    extra: Annotated[MaybePaths, typer.Option(exists=True, help="More marked text to train every fold on.")] = None,
    repeat: Annotated[int, typer.Option(help="How often the extra text is used.")] = 1,
    folds: Annotated[int, typer.Option(help="Number of folds; texts that belong together stay in one fold.")] = 5,
    only: Annotated[int, typer.Option(help="Train only the first N folds; 0 trains all.")] = 0,
    split_seed: Annotated[int, typer.Option(help="Seed of the split into folds.")] = 0,
    seed: Annotated[MaybeCount, typer.Option(help="Seed of training. By default that of the config.")] = None,
    epochs: Annotated[MaybeCount, typer.Option(help="Number of epochs. By default that of the config.")] = None,
    words: Annotated[MaybeCount, typer.Option(help="Words per training step. By default as in the config.")] = None,
    settings: Annotated[
        MaybeTexts, typer.Option("--set", help=f"{SETTING} A name without a dot is a setting of kk_crf.")
    ] = None,
    drop_group: Annotated[MaybeTexts, typer.Option(help="Leave out a group of feature templates.")] = None,
    extra_group: Annotated[MaybeTexts, typer.Option(help="Use an optional group of feature templates.")] = None,
    templates: Annotated[MaybePath, typer.Option(help="Another table of feature templates.")] = None,
    unlabelled: Annotated[
        MaybePaths, typer.Option(exists=True, help="Raw text for label profiles, one paragraph per line.")
    ] = None,
    output: Annotated[
        MaybePath, typer.Option(help="File to write the fitted calibrator to, for assemble --trust.")
    ] = None,
) -> None:
    """Score rules, CRF and both by grouped cross-validation, and fit the resolver on the out-of-fold predictions.

    The folds are trained as `spacy train` would with the same config; a config they cannot follow is refused. The last
    tables split the scores of the CRF by whether a mention occurs in the texts its fold was trained on: in the same
    form, in another form, or not at all.
    """
    from atau.training.cross_validation import CrossValidation
    from atau.training.cross_validation import cross_validate as run
    from atau.training.recipe import CHAIN
    from atau.training.settings import existing, overrides

    with training_errors():
        asked = CrossValidation(
            config=config,
            gold=existing(gold, typer.echo),
            kaznerd=kaznerd,
            overrides=overrides(settings or (), f"components.{CHAIN}"),
            extra=extra or (),
            repeat=repeat,
            folds=folds,
            only=only,
            split_seed=split_seed,
            seed=seed,
            epochs=epochs,
            words=words,
            templates=templates,
            drop_groups=drop_group or (),
            extra_groups=extra_group or (),
            unlabelled=unlabelled or (),
        )
        found = run(asked, lambda line: typer.echo(line, err=True))
        for title, scores in found.scores.items():
            _show(title, scores)
        for bucket, scores in found.seen.items():
            _show(bucket, scores)
        for title, error in found.calibration.items():
            typer.echo(f"expected calibration error, {title:14} {error:.4f}")
        if output is not None and found.fitted is not None:
            output.write_text(found.fitted.calibrator.to_json() + "\n", encoding="utf-8")


def _show(title: str, scores: SpanScores) -> None:
    typer.echo(f"{title:21}P{'R':>8}{'F1':>8}{'gold':>7}")
    for label, c in [*sorted(scores.labels.items()), ("micro", scores.micro)]:
        typer.echo(f"{label:14}{c.precision:8.4f}{c.recall:8.4f}{c.f1:8.4f}{c.tp + c.fn:7}")
