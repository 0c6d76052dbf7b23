"""`atau validate` and `atau convert`: options and help; the work is in `atau.corpus`."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated, Optional

import typer

from atau.cli.options import MaybeText, MaybeTexts, fail, tell, write, write_json

# The names of atau.corpus.formats.FORMATS, so that --help need not import them; a test compares the two.
FORMAT_NAMES = (
    "marked", "tsv", "spacy", "jsonl", "iob", "conll2002", "conll2003", "brat", "label-studio", "doccano", "prodigy",
)  # fmt: skip
_FORMATS = f"One of {', '.join(FORMAT_NAMES)}."


_MaxBytes = Annotated[
    int, typer.Option("--max-bytes", min=1, help="The largest size that a compressed file (.spacy) may unpack to.")
]


class ReportFormat(str, enum.Enum):
    """The formats of --format."""

    text = "text"
    json = "json"


class OnMisaligned(str, enum.Enum):
    """What happens to annotations that do not fall on token boundaries."""

    strict = "strict"
    expand = "expand"
    contract = "contract"
    drop = "drop"
    keep = "keep"


class OffsetUnit(str, enum.Enum):
    """How the offsets of the source count characters."""

    auto = "auto"
    characters = "characters"
    utf16 = "utf16"


def validate(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Gold files and folders.", exists=True, show_default=False)
    ],
    report: Annotated[ReportFormat, typer.Option("--format", "-f", help="Format of the report.")] = ReportFormat.text,
    source: Annotated[
        MaybeText, typer.Option("--from", help=f"Format of the gold; by default recognised by its content. {_FORMATS}")
    ] = None,
    ignore: Annotated[
        MaybeTexts, typer.Option("--ignore", help="Code of a check to skip; may be given several times.")
    ] = None,
    max_bytes: _MaxBytes = 1 << 28,
    excerpts: Annotated[
        bool, typer.Option("--excerpts/--no-excerpts", help="Quote the text (avoid for a frozen test set).")
    ] = True,
) -> None:
    """List every problem in gold files, with file, line and column.

    The exit code is 1 if there are errors; warnings alone do not change it.
    """
    from atau.corpus.problems import GoldError
    from atau.corpus.validate import validate as run

    try:
        found = run(paths, format=source, ignore=ignore or (), max_bytes=max_bytes)
    except (GoldError, OSError) as error:
        fail(error)
    if report is ReportFormat.json:
        write_json(found.as_json(excerpt=excerpts), indent=1)
    else:
        for problem in found.problems:
            write(f"{problem.text(excerpt=excerpts)}\n")
        write(f"{found.summary}\n")
    raise typer.Exit(1 if found.errors else 0)


def convert(
    source: Annotated[Path, typer.Argument(metavar="SRC", help="File or folder.", exists=True, show_default=False)],
    target: Annotated[Path, typer.Argument(metavar="DST", help="File or folder to write.", show_default=False)],
    source_format: Annotated[
        MaybeText, typer.Option("--from", help=f"Format of SRC; by default recognised by its content. {_FORMATS}")
    ] = None,
    target_format: Annotated[
        MaybeText, typer.Option("--to", help="Format of DST; by default chosen by its ending.")
    ] = None,
    on_misaligned: Annotated[
        Optional[OnMisaligned],  # noqa: UP045
        typer.Option(
            "--on-misaligned",
            help="Annotations off token boundaries: strict fails, expand and contract move their edges, drop "
            "removes them, keep leaves them unchanged. By default strict for token-based formats, otherwise keep.",
            show_default=False,
        ),
    ] = None,
    rename: Annotated[
        MaybeTexts,
        typer.Option("--rename-label", metavar="OLD=NEW", help="Rename a label; may be given several times."),
    ] = None,
    meta: Annotated[
        MaybeTexts,
        typer.Option(
            "--meta", metavar="KEY=VALUE",
            help="A field for the records that lack it, such as topic=sport; may be given several times.",
        ),
    ] = None,
    source_tokens: Annotated[
        bool, typer.Option("--source-tokens", help="Keep the tokens of SRC instead of using the Kazakh tokenizer.")
    ] = False,
    comments: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option(
            "--comments/--no-comments", help="Lines `# id` and `# text` in column formats. By default only in iob.",
            show_default=False,
        ),
    ] = None,
    offset_unit: Annotated[
        OffsetUnit, typer.Option("--offset-unit", help="How the offsets in SRC count characters above U+FFFF.")
    ] = OffsetUnit.auto,
    text_field: Annotated[
        MaybeText, typer.Option("--text-field", help="Field of a Label Studio task that contains the text.")
    ] = None,
    max_bytes: _MaxBytes = 1 << 28,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write into a folder that is not empty.")] = False,
) -> None:  # fmt: skip
    """Convert gold from one format to another and report what the target cannot represent.

    Each annotation off token boundaries is reported with the nearest boundaries. The exit code is 1 if records or
    annotations were lost, 2 if nothing was written.
    """
    from atau.corpus.convert import Conversion
    from atau.corpus.convert import convert as run
    from atau.corpus.formats import ReadOptions
    from atau.corpus.problems import GoldError, Notes

    notes = Notes(lambda problem: tell(problem.text()) if problem.severity != "note" else None)
    try:
        done = run(
            Conversion(
                source,
                target,
                source_format,
                target_format,
                on_misaligned.value if on_misaligned else None,
                renames(rename or []),
                _fields(meta or []),
                source_tokens,
                comments,
                overwrite,
                ReadOptions(offset_unit.value, text_field, max_bytes),
            ),
            notes,
        )
    except (GoldError, OSError) as error:
        fail(error)
    for line in done.report(notes):
        tell(line)
    raise typer.Exit(1 if notes.errors else 0)


def _fields(given: list[str]) -> dict[str, str]:
    from atau.corpus.marked import KEY

    fields: dict[str, str] = {}
    for item in given:
        key, equals, value = item.partition("=")
        if not equals or KEY.fullmatch(key) is None or key == "id" or not value.strip():
            raise typer.BadParameter(f"{item!r} is not of the form KEY=VALUE", param_hint="--meta")
        fields[key] = value.strip()
    return fields


def renames(given: list[str]) -> dict[str, str]:
    """The option --rename-label as a dictionary. Raises BadParameter."""
    names: dict[str, str] = {}
    for item in given:
        old, equals, new = item.rpartition("=")
        if not equals or not old or not new:
            raise typer.BadParameter(f"{item!r} is not of the form OLD=NEW", param_hint="--rename-label")
        names[old] = new
    return names
