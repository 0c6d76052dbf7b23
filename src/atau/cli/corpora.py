"""`atau split` and `atau kaznerd`: options and help; the work is in `atau.corpus`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atau.cli.options import MaybePath, MaybeText, fail, write


def split(
    source: Annotated[
        Path,
        typer.Argument(
            exists=True,
            help="Folder of articles in marked text, .tsv of sentences in marked text, or KazNERD file.",
            show_default=False,
        ),
    ],
    target: Annotated[
        MaybePath, typer.Argument(file_okay=False, help="Folder for train, dev and test.", show_default=False)
    ] = None,
    train: Annotated[float, typer.Option("--train", help="Share of the records for train.")] = 0.7,
    dev: Annotated[float, typer.Option("--dev", help="Share of the records for dev.")] = 0.1,
    test: Annotated[float, typer.Option("--test", help="Share of the records for test.")] = 0.2,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same split.")] = 0,
    run: Annotated[
        int, typer.Option("--run", min=2, help="Texts that share this many words in a row are near-duplicates.")
    ] = 6,
    by: Annotated[
        MaybeText,
        typer.Option("--by", help="Field of the front matter to spread evenly over the sides, such as genre."),
    ] = None,
    near: Annotated[
        MaybePath, typer.Option("--near", dir_okay=False, help="TSV file to write all near-duplicates to.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Check the existing split in SOURCE and write nothing.")
    ] = False,
) -> None:
    """Split a corpus into train, dev and test without separating groups or near-duplicates.

    With --check, the exit code is 1 if the existing split separates any of them.
    """
    from atau.corpus.split_files import Shares, check_split, make_split

    if check == (target is not None):
        fail("give either a TARGET folder to write to, or --check to check the split in SOURCE")
    try:
        if target is None:
            clean, report = check_split(source, run, near)
        else:
            clean, report = True, make_split(source, target, Shares(train, dev, test), seed, run, near, by)
    except (ValueError, OSError) as error:
        fail(error)
    write(report)
    if not clean:
        raise typer.Exit(1)


def kaznerd(
    source: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, help="KazNERD file, IOB2.", show_default=False),
    ],
    target: Annotated[Path, typer.Argument(help="File or folder to write.", show_default=False)],
    target_format: Annotated[
        MaybeText,
        typer.Option("--to", help="A format of `atau convert`. By default chosen by the ending of TARGET."),
    ] = None,
    labels: Annotated[
        str,
        typer.Option("--labels", help="core (five labels), all (25), or a TSV file with the columns label and core."),
    ] = "core",
    positions: Annotated[
        bool, typer.Option("--positions", help="Also annotate the positions that KazNERD leaves unannotated.")
    ] = False,
) -> None:
    """Convert KazNERD to running text, with its labels mapped and hesitations removed."""
    from atau.corpus.convert_kaznerd import convert_kaznerd

    try:
        report = convert_kaznerd(source, target, target_format, labels=labels, positions=positions)
    except (ValueError, OSError) as error:
        fail(error)
    write(report)
