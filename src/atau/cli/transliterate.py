"""`atau transliterate`: options and help; the work is in `atau.lang.transliteration`."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import Annotated

import typer

from atau.cli.options import MaybePaths, fail, write


class Script(str, enum.Enum):
    """The scripts of --to."""

    cyrillic = "cyrillic"
    latin_2021 = "latin-2021"
    latin_2018 = "latin-2018"
    latin_2017 = "latin-2017"
    latin_kazinform = "latin-kazinform"
    latin_ascii = "latin-ascii"
    arabic = "arabic"


def transliterate(
    files: Annotated[
        MaybePaths, typer.Argument(metavar="FILE", help="Text files in UTF-8; standard input without any, or for -.")
    ] = None,
    to: Annotated[Script, typer.Option("--to", "-t", help="The script to write.")] = Script.cyrillic,
) -> None:
    """Write Kazakh text in Cyrillic, Latin or Arabic letters.

    What script the text is in is found out by itself, sentence by sentence; words of other languages stay as they are.
    """
    from atau.lang.transliteration import transliterate as convert

    for path in files or [Path("-")]:
        try:
            data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
            text = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            fail(f"{path}: {error}" if isinstance(error, UnicodeDecodeError) else error)
        write(convert(text, to.value))
