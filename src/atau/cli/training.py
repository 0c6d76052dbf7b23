"""`atau training`: options and help; the work is in `atau.training`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from atau.cli.options import MaybePath, MaybePaths, MaybeTexts, training_errors
from atau.cli.training_encoder import encoder, pretrain, student
from atau.cli.training_folds import SETTING, ConfigFile, cross_validate

app = typer.Typer(
    help="Train a model of your own: config, `python -m spacy train`, cross-validate, assemble, measure, package.",
    no_args_is_help=True,
)


@app.command()
def config(
    base: ConfigFile,
    output: Annotated[Path, typer.Argument(dir_okay=False, help="Config to write.", show_default=False)],
    marked: Annotated[
        MaybeTexts, typer.Option(metavar="NAME=PATH", help="Marked text to train on; ?PATH may be missing.")
    ] = None,
    kaznerd: Annotated[
        MaybeTexts, typer.Option(metavar="NAME=PATH", help="KazNERD file to train on; ?PATH may be missing.")
    ] = None,
    weight: Annotated[
        MaybeTexts,
        typer.Option(metavar="NAME=NUMBER", help="How often the data of this name is read per epoch; 0 leaves it out."),
    ] = None,
    dev: Annotated[str, typer.Option(help="Marked text that is scored while training.")] = "corpus/news/dev",
    profiles: Annotated[
        str, typer.Option(help="Table of label profiles to train with (see `profiles`); ?PATH may be missing.")
    ] = "",
    settings: Annotated[MaybeTexts, typer.Option("--set", help=SETTING)] = None,
) -> None:
    """Write a training config for your data, with the learning rate schedule fitted to its size."""
    from atau.training.config import TrainingData, make_config
    from atau.training.settings import named, overrides, weights

    with training_errors():
        data = TrainingData(
            named(marked or (), "--marked"),
            named(kaznerd or (), "--kaznerd"),
            weights(weight or (), "--weight"),
            dev,
            profiles,
        )
        make_config(base, output, data, overrides(settings or ()), typer.echo)


app.command()(pretrain)
app.command()(encoder)
app.command()(student)
app.command()(cross_validate)


@app.command()
def assemble(
    trained: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="Model that spacy train wrote.", show_default=False)
    ],
    output: Annotated[
        Path, typer.Argument(file_okay=False, help="Folder to write; a model there is replaced.", show_default=False)
    ],
    trust: Annotated[
        MaybePath, typer.Option(exists=True, dir_okay=False, help="The calibrator that cross-validate --output wrote.")
    ] = None,
    name: Annotated[str, typer.Option(help="Name of the package, without the language.")] = "ent_news_md",
    version: Annotated[str, typer.Option(help="Version of the package.")] = "0.0.0",
    sources: Annotated[
        MaybePath,
        typer.Option(
            exists=True, dir_okay=False,
            help="Table of sources: part, name, licence, author, url, kept. "
            "By default packages/kk_ent_news_md/sources.tsv, if it exists.",
        ),
    ] = None,
) -> None:  # fmt: skip
    """Add the fitted calibrator to a trained pipeline and make it ready for use."""
    from atau.training.assembling import ModelName
    from atau.training.assembling import assemble as run

    with training_errors():
        nlp = run(trained, output, ModelName(name, version), trust, sources)
    typer.echo(f"{output}: kk_{name} {version}, {', '.join(nlp.pipe_names)}")


@app.command()
def measure(
    model: Annotated[str, typer.Argument(help="Model package, directory, or 'rules'.", show_default=False)],
    texts: Annotated[
        list[Path],
        typer.Argument(exists=True, help="Plain texts, or folders of marked articles.", show_default=False),
    ],
    output: Annotated[Path, typer.Option(dir_okay=False, help="JSON file to write.", show_default=False)],
    repeat: Annotated[int, typer.Option(min=1, help="Number of passes after the first; the fastest counts.")] = 3,
) -> None:
    """Measure load time, speed and memory on one core."""
    from atau.training.measuring import measure as run

    with training_errors():
        figures = run(model, texts, repeat)
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    typer.echo("\n".join(f"{name:<28}{value:>10,}" for name, value in figures.items()))


@app.command()
def package(
    model: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="Model that assemble wrote.", show_default=False)
    ],
    output: Annotated[Path, typer.Argument(file_okay=False, help="Folder for the wheel.", show_default=False)],
    report: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="report.json of atau evaluate.", show_default=False)
    ],
    figures: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="JSON file that measure wrote.", show_default=False)
    ],
    card: Annotated[
        MaybePath,
        typer.Option(
            exists=True,
            file_okay=False,
            help="Folder with CHANGELOG.md and NOTES.md; its name must be that of the package.",
        ),
    ] = None,
    description: Annotated[str, typer.Option(help="Description of the model.")] = "Named entities in Kazakh news",
    licence: Annotated[
        str, typer.Option(help="Licence of the model. By default the strictest of its training data.")
    ] = "",
    limit: Annotated[float, typer.Option(help="Size in megabytes; a larger wheel is an error.")] = 30.0,
) -> None:
    """Build a wheel of an assembled model, with its card."""
    from atau.training.packaging import Card, make_wheel

    with training_errors():
        wheel, size = make_wheel(model, output, Card(report, figures, card, description, licence), limit, typer.echo)
    typer.echo(f"{wheel}: {size:.1f} MB")


@app.command()
def profiles(
    model: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="Model trained without profiles.", show_default=False)
    ],
    text: Annotated[
        list[Path],
        typer.Argument(
            exists=True, dir_okay=False, help="Text with one paragraph per line, .gz or plain.", show_default=False
        ),
    ],
    output: Annotated[Path, typer.Option(dir_okay=False, help="Table to write, .tsv.gz.", show_default=False)],
    without: Annotated[
        MaybePaths, typer.Option(exists=True, help="Marked text whose near-duplicates in TEXT are left out.")
    ] = None,
) -> None:
    """Make label profiles from unlabelled text: what one model predicts for each word, to train a second model with."""
    from atau.training.profiles import make_profiles

    with training_errors():
        made = make_profiles(model, text, output, without or (), typer.echo)
    typer.echo(f"{output}: profiles of {len(made.norms):,} forms and {len(made.stems):,} stems")


@app.command()
def vectors(
    text: Annotated[
        list[str],
        typer.Argument(
            help="Text with one paragraph per line, .gz or plain; ?PATH may be missing.", show_default=False
        ),
    ],
    output: Annotated[
        Path, typer.Option(file_okay=False, help="Folder for a pipeline with the vectors.", show_default=False)
    ],
    dim: Annotated[int, typer.Option(min=1, help="Dimension of the vectors.")] = 100,
    minn: Annotated[int, typer.Option(min=1, help="Shortest n-gram.")] = 3,
    maxn: Annotated[int, typer.Option(min=1, help="Longest n-gram.")] = 5,
    bucket: Annotated[int, typer.Option(min=1, help="Number of rows of the table of n-grams.")] = 20_000,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the text.")] = 10,
    window: Annotated[int, typer.Option(min=1, help="Number of words of context on either side.")] = 5,
    least: Annotated[int, typer.Option(min=1, help="Leave out forms that occur less often than this.")] = 3,
    update: Annotated[bool, typer.Option(help="Train only if a text is newer than the vectors.")] = False,
) -> None:
    """Train floret vectors on raw text, for configs/news_cnn.cfg; without any text, do nothing."""
    from atau.training.settings import existing
    from atau.training.vectors import VectorSettings, make_vectors, up_to_date

    with training_errors():
        texts = existing(text, typer.echo)
        if not texts:
            typer.echo("there is no text, so no vectors are trained")
            return
        if update and up_to_date(output, texts):
            typer.echo(f"{output} is newer than the text; nothing to do")
            return
        count = make_vectors(texts, output, VectorSettings(dim, minn, maxn, bucket, epochs, window, least))
    typer.echo(f"{output}: {count:,} tokens, {bucket:,} rows of {dim}")
