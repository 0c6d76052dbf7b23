"""Get the three published files of KazNERD (CC BY 4.0, Yeshpanov et al., LREC 2022) and check their SHA-256.

Files that are there already and right are not fetched again. Nothing that fails the check is kept.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import urllib.request
from pathlib import Path
from typing import Annotated, Final

import typer

COMMIT: Final = "bd4333d0f5952b9fafb2ef2ac2fefa0ad3c0333f"
BASE: Final = f"https://raw.githubusercontent.com/IS2AI/KazNERD/{COMMIT}/KazNERD/"
SHA256: Final = {
    "IOB2_train.txt": "e5a80f6d4bbff499a4bf7cbf96a169feb761411151fb45abebeaae06995ff647",
    "IOB2_valid.txt": "29d584d1a0d9aca6d58b39eb8a93e154791d303ecff56ef93f12b3c889239bf1",
    "IOB2_test.txt": "359a1f61f6a21280c6c47b4fde9a5adcd07411d62015aa6e32d940c51f163b7a",
}
_CHUNK = 1 << 16


class DownloadError(Exception):
    """A file that did not come, or not as published; the message is one line that says what to do."""


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex digits."""
    with path.open("rb") as stream:
        digest = hashlib.sha256()
        while block := stream.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()


def fetch(name: str, target: Path, base: str = BASE, timeout: float = 30) -> bool:
    """Get one file into the folder `target`; False where it is there already. `timeout` is in seconds.

    Raises DownloadError without a network, and where the sum differs; then nothing is written.
    """
    path = target / name
    if path.exists():
        if sha256_of(path) == SHA256[name]:
            return False
        raise DownloadError(f"{path} is there with another SHA-256 than published; move it away and run again")
    target.mkdir(parents=True, exist_ok=True)
    part = path.with_name(name + ".part")
    try:
        with urllib.request.urlopen(base + name, timeout=timeout) as answer, part.open("wb") as stream:
            while block := answer.read(_CHUNK):
                stream.write(block)
        found = sha256_of(part)
        if found != SHA256[name]:
            raise DownloadError(f"{name} came with SHA-256 {found}, not {SHA256[name]}; nothing is kept, try again")
        os.replace(part, path)
    except (OSError, http.client.HTTPException) as error:
        reason = " ".join(str(getattr(error, "reason", error)).split()) or type(error).__name__
        raise DownloadError(
            f"cannot get {name} ({reason}): this needs a network; "
            f"elsewhere, fetch it from {base} and put it in {target}"
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return True


def main(
    target: Annotated[Path, typer.Argument(file_okay=False, help="folder for the files")] = Path("data/kaznerd"),
    base: Annotated[str, typer.Option(help="a mirror that has the same files")] = BASE,
) -> None:
    """Download train, validation and test split."""
    for name in SHA256:
        try:
            is_new = fetch(name, target, base)
        except DownloadError as error:
            typer.echo(f"download_kaznerd: {error}", err=True)
            raise typer.Exit(1) from None
        typer.echo(f"{target / name}: {'SHA-256 right' if is_new else 'there already, SHA-256 right'}")


if __name__ == "__main__":
    typer.run(main)
