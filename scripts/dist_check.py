"""Check what is in the distributions in dist/, and in the wheels of the models, before anybody gets them.

    python scripts/dist_check.py [--dist dist] [--models packages] [--release]

Wheel and source distribution: every committed file of src/atau and nothing of tests, corpus or packages; checksums of
RECORD; entry points of pyproject.toml; one version in pyproject.toml, CITATION.cff and CHANGELOG.md. Models: the pinned
checksum, RECORD, no pickle, a licence, and a range of atau that has this version. With --release also: no development
version, and nothing under Unreleased in CHANGELOG.md. Then `twine check`, strict for atau. Exit code 1 with a line for
everything that is wrong.
"""

from __future__ import annotations

import argparse
import base64
import configparser
import csv
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from pathlib import Path, PurePosixPath
from typing import Any, Final

import tomllib
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from dist_build import ROOT, DistError, git

MODELS: Final = "src/atau/data/models.tsv"
#: What setuptools adds to a source distribution.
GENERATED: Final = re.compile(r"PKG-INFO|setup\.cfg|src/atau\.egg-info/.*")
#: Folders of the checkout that stay there.
KEPT_OUT: Final = ("tests", "corpus", "packages", "training", "scripts", "docs", "configs")
# Protocol 2 and later begin so; older ones are text that ends with a full stop, and nobody writes them.
_PICKLE: Final = re.compile(rb"\x80[\x02-\x05].*\.", re.DOTALL)


def tracked(root: Path = ROOT) -> set[str]:
    """The committed files, as paths from `root`."""
    return set(git("ls-tree", "-r", "-z", "--name-only", "HEAD", root=root).decode().split("\0")) - {""}


def record_problems(wheel: zipfile.ZipFile) -> Iterator[str]:
    """Where RECORD and the files of a wheel are at odds."""
    names = {name for name in wheel.namelist() if not name.endswith("/")}
    (record,) = [name for name in names if re.fullmatch(r"[^/]+\.dist-info/RECORD", name)]
    rows = list(csv.reader(io.StringIO(wheel.read(record).decode("utf-8"))))
    for name in sorted(names ^ {row[0] for row in rows}):
        yield f"{name} is in the wheel or in its RECORD, but not in both"
    for name, digest, size in rows:
        if name not in names or name == record:
            continue
        content = wheel.read(name)
        kind, _, wanted = digest.partition("=")
        found = base64.urlsafe_b64encode(hashlib.new(kind, content).digest()).rstrip(b"=").decode()
        if found != wanted or len(content) != int(size):
            yield f"{name} is not what RECORD says"


def metadata_of(wheel: zipfile.ZipFile) -> Message:
    """The METADATA of a wheel."""
    (name,) = [name for name in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
    return BytesParser().parsebytes(wheel.read(name))


def wheel_problems(path: Path, project: dict[str, Any], files: set[str]) -> Iterator[str]:
    """What is wrong with the wheel of atau. files: the committed ones."""
    with zipfile.ZipFile(path) as wheel:
        yield from record_problems(wheel)
        info = f"atau-{project['version']}.dist-info"
        inside = {name for name in wheel.namelist() if not name.startswith(f"{info}/")}
        wanted = {name.removeprefix("src/") for name in files if name.startswith("src/atau/")}
        yield from (f"{name} is missing" for name in sorted(wanted - inside))
        yield from (f"{name} is no committed file of src/atau" for name in sorted(inside - wanted))
        licences = {f"{info}/licenses/{name}" for name in project["license-files"]}
        yield from (f"{name} is missing" for name in sorted(licences - set(wheel.namelist())))
        points = configparser.ConfigParser(delimiters=["="], interpolation=None)
        points.optionxform = str  # type: ignore[assignment, method-assign]
        points.read_string(wheel.read(f"{info}/entry_points.txt").decode("utf-8"))
        found = {name: dict(points[name]) for name in points.sections()}
        stated = {"console_scripts": project["scripts"], **project["entry-points"]}
        if found != stated:
            yield "its entry points are not those of pyproject.toml"


def sdist_problems(path: Path, files: set[str]) -> Iterator[str]:
    """What is wrong with the source distribution."""
    with tarfile.open(path) as archive:
        names = {str(PurePosixPath(*PurePosixPath(member.name).parts[1:])) for member in archive if member.isfile()}
    wanted = {name for name in files if name.startswith("src/atau/")} | {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "NOTICE",
    }
    yield from (f"{name} is missing" for name in sorted(wanted - names))
    for name in sorted(names):
        if name.split("/")[0] in KEPT_OUT:
            yield f"{name} does not belong in it"
        elif name not in files and not GENERATED.fullmatch(name):
            yield f"{name} is not committed"


def model_problems(path: Path, version: str, pins: dict[str, str]) -> Iterator[str]:
    """What is wrong with the wheel of a model for atau `version`. pins: file name to SHA-256."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if pins.get(path.name) != digest:
        yield f"has the SHA-256 {digest}, which {MODELS} does not name; python scripts/pin_model.py {path}"
    with zipfile.ZipFile(path) as wheel:
        yield from record_problems(wheel)
        yield from (f"{name} is a pickle" for name in wheel.namelist() if _PICKLE.fullmatch(wheel.read(name)))
        about = metadata_of(wheel)
    name, number, _, _ = parse_wheel_filename(path.name)
    if (canonicalize_name(about["Name"]), Version(about["Version"])) != (name, number):
        yield f"is called otherwise inside: {about['Name']} {about['Version']}"
    if not (about["License-Expression"] or about["License"]):
        yield "names no licence"
    try:
        needs = [Requirement(text) for text in about.get_all("Requires-Dist") or []]
    except InvalidRequirement as error:
        yield f"has a requirement that cannot be read: {error}"
        return
    ours = [need for need in needs if need.name == "atau"]
    if not ours or not ours[0].specifier.contains(version, prereleases=True):
        yield f"does not fit atau {version}: it requires {ours[0] if ours else 'no atau at all'}"


def version_problems(version: str, root: Path, release: bool) -> Iterator[str]:
    """Where another version is named, and what a release must not have."""
    citation = re.search(r"^version: (\S+)$", (root / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    if citation is None or citation[1] != version:
        yield f"CITATION.cff: version: is not {version}"
    if not release:
        return
    changes = (root / "CHANGELOG.md").read_text("utf-8")
    unreleased = re.search(r"^## \[?Unreleased\]?.*?$(.*?)(?=^## |\Z)", changes, re.M | re.S | re.I)
    if unreleased is not None and unreleased[1].strip():
        yield "CHANGELOG.md: there are lines under Unreleased; give them the heading of the version"
    if not re.search(rf"^## \[?{re.escape(version)}\b", changes, re.MULTILINE):
        yield f"CHANGELOG.md: there is no heading ## {version}"
    if Version(version).is_prerelease:
        yield f"pyproject.toml: {version} is a development version"


def pinned(root: Path = ROOT) -> dict[str, str]:
    """File name to SHA-256 of the models' wheels, from the table of atau."""
    lines = [line for line in (root / MODELS).read_text("utf-8").splitlines() if line and line[0] != "#"]
    return {row["file"]: row["sha256"] for row in csv.DictReader(lines, delimiter="\t")}


def problems(dist: Path, models: Path, release: bool) -> Iterator[str]:
    """Everything that is wrong, a line each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    version = project["version"]
    yield from version_problems(version, ROOT, release)
    wheel, sdist = dist / f"atau-{version}-py3-none-any.whl", dist / f"atau-{version}.tar.gz"
    for file in (wheel, sdist):
        if not file.is_file():
            raise DistError(f"there is no {file}; python scripts/dist_build.py")
    files = tracked()
    yield from (f"{wheel.name}: {problem}" for problem in wheel_problems(wheel, project, files))
    yield from (f"{sdist.name}: {problem}" for problem in sdist_problems(sdist, files))
    pins = pinned()
    for name in sorted(pins):
        if not (models / name).is_file():
            yield f"{name}: not in {models}, though {MODELS} names it"
            continue
        yield from (f"{name}: {problem}" for problem in model_problems(models / name, version, pins))
    wheels = [models / name for name in sorted(pins) if (models / name).is_file()]
    # A wheel made before the models named the format of their card has a warning there.
    for options, checked in ((["--strict"], [wheel, sdist]), ([], wheels)):
        command = [sys.executable, "-m", "twine", "--no-color", "check", *options, *map(str, checked)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            yield f"twine check:\n{done.stdout}{done.stderr}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("--models", type=Path, default=ROOT / "packages")
    parser.add_argument("--release", action="store_true", help="this is what will be published")
    options = parser.parse_args(arguments)
    try:
        found = list(problems(options.dist, options.models, options.release))
    except DistError as error:
        found = [str(error)]
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        print("distributions and models: contents, checksums, metadata, versions are right")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
