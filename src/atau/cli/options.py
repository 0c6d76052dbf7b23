"""Types of what several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

# Optional, not "X | None": Typer evaluates the annotations, and its oldest supported release
# does not know the other spelling on every Python.
MaybeText = Optional[str]  # noqa: UP045
MaybeTexts = Optional[list[str]]  # noqa: UP045
MaybePath = Optional[Path]  # noqa: UP045
MaybePaths = Optional[list[Path]]  # noqa: UP045

MaybeModel = Annotated[MaybeText, typer.Option("--model", "-m", help="Model package, directory, or 'rules'.")]
