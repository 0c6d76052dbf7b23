"""Build the source distribution and the wheel of the last commit into dist/, twice, and compare the bytes.

    python scripts/dist_build.py [--output dist]

Both are built from an export of HEAD, so that nothing but what is committed gets in. SOURCE_DATE_EPOCH is the time of
the commit; the source distribution is packed anew, sorted, with one time, owner and mode. The wheel is built from the
unpacked source distribution and, for comparison, from the export. The second build has another folder, time zone,
locale and hash seed. Exit code 1 where anything differs.

setuptools writes no source distribution with fixed times; a build backend that wraps it for that
(setuptools-reproducible) would be one more thing that everybody who builds has to install.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[1]
#: What a build must not depend on: one value for each of the two builds.
SURROUNDINGS: Final = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    {"TZ": "Asia/Almaty", "LC_ALL": "C", "PYTHONHASHSEED": "42"},
)


class DistError(Exception):
    """What is wrong with a distribution, and what to do."""


class Built(NamedTuple):
    """The two files of one build."""

    sdist: Path
    wheel: Path


def git(*arguments: str, root: Path = ROOT) -> bytes:
    """The output of git. Raises DistError."""
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    if done.returncode:
        raise DistError(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def commit_time(root: Path = ROOT) -> int:
    """When the last commit was made, in seconds since 1970; zip files know no time before 1980."""
    return max(int(git("log", "-1", "--format=%ct", root=root)), 315_532_800)


def repacked(content: bytes, epoch: int) -> bytes:
    """The .tar.gz with its files in alphabetical order, all of one time, owner and mode. Raises DistError for links."""
    packed = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as old,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in sorted(old.getmembers(), key=lambda member: member.name):
            if not (member.isfile() or member.isdir()):
                raise DistError(f"{member.name} is neither a file nor a folder; leave it out of the distribution")
            entry = tarfile.TarInfo(member.name)
            entry.type, entry.size, entry.mtime = member.type, member.size, epoch
            entry.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            new.addfile(entry, old.extractfile(member) if member.isfile() else None)
    return gzip.compress(packed.getvalue(), compresslevel=9, mtime=epoch)


def export(folder: Path, root: Path = ROOT) -> Path:
    """The files of HEAD in `folder`."""
    folder.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(git("archive", "--format=tar", "HEAD", root=root))) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _run_build(tree: Path, kind: str, target: Path, surroundings: dict[str, str]) -> Path:
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", str(target), str(tree)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    done = subprocess.run(command, env={**environment, **surroundings}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DistError(f"the {kind} was not built:\n{done.stdout}{done.stderr}")
    (file,) = target.iterdir()
    return file


def build(folder: Path, epoch: int, more: dict[str, str], root: Path = ROOT) -> Built:
    """Source distribution and wheel of HEAD, made in `folder`. Raises DistError."""
    surroundings = {**more, "SOURCE_DATE_EPOCH": str(epoch)}
    sdist = _run_build(export(folder / "export", root), "sdist", folder / "sdist", surroundings)
    sdist.write_bytes(repacked(sdist.read_bytes(), epoch))
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (tree,) = (folder / "unpacked").iterdir()
    return Built(sdist, _run_build(tree, "wheel", folder / "wheel", surroundings))


def differences(one: Path, other: Path) -> str:
    """Empty for two files of the same name and bytes, else what differs."""
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (one, other)]
    if one.name == other.name and digests[0] == digests[1]:
        return ""
    return f"{one.name} ({digests[0]}) is not {other.name} ({digests[1]})"


def make(output: Path, root: Path = ROOT) -> list[Path]:
    """Both files, in the folder `output`, which is emptied of older ones. Raises DistError."""
    epoch = commit_time(root)
    # A file that setuptools writes has the mode that the umask leaves.
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = build(folder / "a", epoch, SURROUNDINGS[0], root)
        second = build(folder / "another folder", epoch, SURROUNDINGS[1], root)
        direct = _run_build(
            folder / "a/export", "wheel", folder / "direct", {**SURROUNDINGS[0], "SOURCE_DATE_EPOCH": str(epoch)}
        )
        pairs = [
            ("a second build of the source distribution", first.sdist, second.sdist),
            ("a second build of the wheel", first.wheel, second.wheel),
            ("the wheel from the checkout, not from the source distribution,", first.wheel, direct),
        ]
        wrong = [f"{what} differs: {difference}" for what, *files in pairs if (difference := differences(*files))]
        if wrong:
            raise DistError("\n".join(wrong))
        output.mkdir(parents=True, exist_ok=True)
        for old in (*output.glob("atau-*.whl"), *output.glob("atau-*.tar.gz")):
            old.unlink()
        return [Path(shutil.copy(file, output / file.name)) for file in first]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    options = parser.parse_args(arguments)
    try:
        if git("status", "--porcelain"):
            print("note: changes that are not committed are not part of the distributions", file=sys.stderr)
        files = make(options.output)
    except DistError as error:
        print(error, file=sys.stderr)
        return 1
    for file in files:
        print(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}")
    print("built twice, and the wheel both ways: the same bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
