"""`atau download`: options and help; the work is in `atau.download`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atau.cli.options import MaybePath, MaybeText, fail, say


def download(
    size: Annotated[str, typer.Argument(metavar="[md|lg]", help="The model of this version of atau.")] = "md",
    source: Annotated[
        MaybeText,
        typer.Option(
            "--from", metavar="PLACE", help="Folder or wheel, or the address (https://…) of a wheel or a package index."
        ),
    ] = None,
    sha256: Annotated[
        MaybeText, typer.Option("--sha256", help="Checksum of a wheel that this release does not know.")
    ] = None,
    target: Annotated[
        MaybePath, typer.Option("--target", file_okay=False, help="Folder to install into, not the environment.")
    ] = None,
) -> None:
    """Install the trained model that belongs to this version, from the place that you name.

    The wheel must have the checksum that this release knows; it is installed with pip, without anything else.
    """
    from atau.download import Download, DownloadError
    from atau.download import download as run
    from atau.models import SIZES, install_line

    if source is None:
        fail(f"name the place of the wheel: {install_line(SIZES.get(size, size))}")
    try:
        run(Download(size, source, sha256, Path(target) if target else None), say)
    except (DownloadError, OSError) as error:
        fail(error)
