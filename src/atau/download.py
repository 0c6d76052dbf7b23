"""Installing the model that belongs to this version, from where the user says, if its checksum is right.

Nothing is ever looked up by its name alone: the user names the folder, the file or the index, and the wheel must have
the checksum that this release of atau knows (``data/models.tsv``) or that the user gives.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from importlib import metadata, util
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from atau.checksums import sha256_of
from atau.models import LARGE_NEEDS, PREFIX, PinnedModel, pinned_models

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_PIP: Final = ("-m", "pip", "--disable-pip-version-check", "--no-input")


class DownloadError(OSError):
    """A model that cannot be installed; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Download:
    """What to install.

    size: md, lg, or the whole name of a package. source: a folder of wheels, a wheel, the address of a wheel or of a
    package index (https://…). sha256: the checksum of a wheel that this release does not know. target: a folder to
    install into instead of the environment.
    """

    size: str
    source: str
    sha256: str | None = None
    target: Path | None = None


def download(job: Download, say: Callable[[str], None]) -> None:
    """Fetch the wheel, check it, install it with pip. `say` takes a line for the user. Raises DownloadError."""
    name = job.size if job.size.startswith("kk_") else f"{PREFIX}{job.size}"
    digest = None if job.sha256 is None else job.sha256.strip().lower()
    if digest is not None and not _DIGEST.fullmatch(digest):
        raise DownloadError("--sha256 must be the 64 hex digits of a SHA-256")
    pinned = pinned_models().get(name)
    if pinned is None and digest is None:
        known = ", ".join(model.size for model in pinned_models().values())
        raise DownloadError(
            f"this version of atau knows no model {name} (known: {known}); give --sha256 for another one"
        )
    with tempfile.TemporaryDirectory(prefix="atau-download-") as folder:
        # What is checked is what is installed: a copy that nobody else can exchange in between.
        wheel = _fetch(job.source, name, pinned, digest, Path(folder))
        expected = digest if digest is not None else pinned.sha256 if pinned and pinned.file == wheel.name else None
        check(wheel, name, expected)
        if job.target is None and is_installed(wheel, name):
            say(f"{wheel.name} is installed already")
            return
        install(wheel, job.target)
    say(f"installed {wheel.name}; atau.load() and atau annotate use it now")


def _fetch(source: str, name: str, pinned: PinnedModel | None, digest: str | None, folder: Path) -> Path:
    """A copy of the wheel in `folder`."""
    if re.match(r"https?://", source):
        return _fetch_from_index(source, name, pinned, digest, folder)
    path = Path(source)
    if path.is_dir():
        wanted = path / pinned.file if pinned and digest is None else newest(path, name)
        if wanted is None or not wanted.is_file():
            raise DownloadError(f"{source} has no wheel {pinned.file if pinned and digest is None else f'of {name}'}")
        path = wanted
    elif not path.is_file():
        raise DownloadError(f"{source}: no such file or folder; an index begins with https://")
    return Path(shutil.copyfile(path, folder / path.name))


def _fetch_from_index(source: str, name: str, pinned: PinnedModel | None, digest: str | None, folder: Path) -> Path:
    wanted = digest or (pinned.sha256 if pinned else "")
    if source.partition("?")[0].partition("#")[0].endswith(".whl"):
        requirement, index = f"{name} @ {source.partition('#')[0]}", ["--no-index"]
    elif pinned is None:
        raise DownloadError(f"name the wheel of {name} by its address, or a version of atau that knows the model")
    else:
        requirement, index = f"{name}=={pinned.version}", ["--index-url", source]
    listed = folder / "requirements.txt"
    listed.write_text(f"{requirement} --hash=sha256:{wanted}\n", encoding="utf-8")
    fetched = folder / "fetched"
    options = ["download", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--dest", str(fetched)]
    _pip(
        [*options, *index, "--requirement", str(listed)], f"pip could not fetch {name} from {source}, or not this file"
    )
    return next(iter(sorted(fetched.glob("*.whl"))))


def check(wheel: Path, name: str, expected: str | None) -> None:
    """Raises DownloadError where the wheel is not the one that is `expected`, or does not fit the environment."""
    try:
        wheel_name = parse_wheel_filename(wheel.name)[0]
    except InvalidWheelFilename:
        raise DownloadError(f"{wheel.name} is no wheel (NAME-VERSION-py3-none-any.whl)") from None
    if wheel_name != canonicalize_name(name):
        raise DownloadError(f"{wheel.name} is not the model {name}")
    if expected is None:
        raise DownloadError(
            f"{wheel.name} is not a wheel that this release of atau knows, so nothing is installed. If you trust it, "
            "give the checksum that its publisher states: --sha256"
        )
    found = sha256_of(wheel)
    if found != expected:
        raise DownloadError(f"{wheel.name} has another checksum ({found}) than it should ({expected}); fetch it again")
    try:
        wrong = misfits(wheel)
    except (zipfile.BadZipFile, ValueError) as error:
        raise DownloadError(f"{wheel.name} is damaged ({error}); fetch it again") from None
    if wrong:
        raise DownloadError(f"{wheel.name} does not fit: {'; '.join(wrong)}")


def install(wheel: Path, target: Path | None = None) -> None:
    """Install the wheel with the pip of this interpreter, and nothing else. Raises DownloadError."""
    options = ["install", "--quiet", "--force-reinstall", "--no-deps", "--no-index"]
    options += ["--target", str(target)] if target else []
    _pip([*options, str(wheel)], f"pip could not install {wheel.name}")


def _pip(arguments: Sequence[str], problem: str) -> None:
    if util.find_spec("pip") is None:
        raise DownloadError(f"{sys.executable} has no pip; install it (python -m ensurepip) and try again")
    done = subprocess.run(
        [sys.executable, *_PIP, *arguments], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if line.startswith("ERROR")][-2:]
        raise DownloadError(f"{problem}: {' '.join(told) or 'see pip'}")


def newest(folder: Path, name: str) -> Path | None:
    """The wheel of `name` with the highest version."""
    found: list[tuple[Version, Path]] = []
    for path in sorted(folder.glob("*.whl")):
        try:
            wheel_name, version, _, _ = parse_wheel_filename(path.name)
        except InvalidWheelFilename:
            continue
        if wheel_name == canonicalize_name(name):
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
            remedy = " (pip install 'atau[lg]')" if wanted.name == LARGE_NEEDS else ""
            found.append(f"{wanted} is not installed{remedy}")
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
