"""What several commands share: types of options, and how lines reach the user."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn, Optional

import typer

from atau.terminal import printable, printable_json

# Optional, not "X | None": Typer evaluates the annotations, and the oldest supported release does not know the other
# spelling on every Python.
MaybeText = Optional[str]  # noqa: UP045
MaybeTexts = Optional[list[str]]  # noqa: UP045
MaybeFloat = Optional[float]  # noqa: UP045
MaybePath = Optional[Path]  # noqa: UP045
MaybePaths = Optional[list[Path]]  # noqa: UP045

MaybeModel = Annotated[
    MaybeText,
    typer.Option(
        "--model",
        "-m",
        help="Model package, model directory, or 'rules'. By default the installed model, else the rules.",
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Number of processes.")]
TextField = Annotated[
    str,
    typer.Option(
        "--text-field",
        help="Field of JSON, or column of a table, that contains the text; without it a table may name it otherwise.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def write(text: str) -> None:
    """Writes the lines of `text` to standard output in UTF-8, whatever it is; what a terminal may obey is escaped."""
    _write(printable(text, keep="\n\t"))


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", errors="backslashreplace"))
    sys.stdout.buffer.flush()


def write_json(value: Any, indent: int = 2) -> None:
    """Writes `value` to standard output as JSON."""
    _write(printable_json(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n")


def say(line: str) -> None:
    """A line on standard error, under the name of the command."""
    tell(f"atau: {line}")


def tell(line: str) -> None:
    """A line on standard error; what a terminal may obey in it is escaped."""
    typer.echo(printable(line), err=True)


@contextmanager
def training_errors() -> Iterator[None]:
    """What training raises as a line on standard error; the exit code is 2 for settings, otherwise 1."""
    from atau.training.errors import SettingError, TrainingError

    try:
        yield
    except (TrainingError, ValueError, OSError) as error:
        typer.echo(f"atau: error: {error}", err=True)
        raise typer.Exit(1 if isinstance(error, TrainingError) and not isinstance(error, SettingError) else 2) from None


def fail(error: object, code: int = 2) -> NoReturn:
    """Ends the command with the message of `error`; code 2: nothing was done."""
    say(f"error: {error}")
    raise typer.Exit(code)
