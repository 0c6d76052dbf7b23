"""Fetch what the page of facts has inside (scripts, outlines), at the pinned versions, and compare or store it.

    python scripts/vendor_page.py            # fetches and compares with the package; exit code 1 on a difference
    python scripts/vendor_page.py --write    # stores what was fetched, and the checksums, after a version was raised

Needs npm. Packages are downloaded and unpacked, never installed: nothing of them runs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from atau.facts.page.vendor import COLUMNS, FOLDER, TABLE, VendoredFile, vendored_files

#: Degrees are rounded to this many decimals: 0.01° is about a kilometre, less than a pixel of the map.
DECIMALS = 2


def fetch(package: str, version: str, folder: Path) -> Path:
    """The package's archive from the npm registry. Raises CalledProcessError."""
    command = ["npm", "pack", "--silent", "--ignore-scripts", f"{package}@{version}"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    return folder / name


def member(archive: Path, name: str) -> bytes:
    """One file of an archive. Raises KeyError if it is not there."""
    with tarfile.open(archive) as opened:
        stream = opened.extractfile(f"package/{name}")
        if stream is None:
            raise KeyError(name)
        return stream.read()


def rounded(content: bytes) -> bytes:
    """GeoJSON with the geometry only, its degrees rounded; points that fall on the one before go.

    Neighbours stay neighbours: both sides of a border are rounded alike.
    """
    regions = [
        {"type": "Feature", "properties": {}, "geometry": _rounded_geometry(feature["geometry"])}
        for feature in json.loads(content)["features"]
    ]
    found = {"type": "FeatureCollection", "features": regions}
    return (json.dumps(found, separators=(",", ":")) + "\n").encode()


def _rounded_geometry(geometry: dict[str, Any]) -> dict[str, Any]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [[_rounded_ring(ring) for ring in polygon] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": [kept for polygon in rings if (kept := [r for r in polygon if r])]}


def _rounded_ring(ring: list[list[float]]) -> list[list[float]]:
    points: list[list[float]] = []
    for lon, lat in ring:
        point = [round(lon, DECIMALS), round(lat, DECIMALS)]
        if not points or points[-1] != point:
            points.append(point)
    # Fewer are no area: an island of less than a kilometre.
    return points if len(points) >= 4 else []


CHANGES = {"": lambda content: content, "rounded": rounded}


def fetched(files: list[VendoredFile]) -> dict[str, bytes]:
    """File name to content, from the registry."""
    with tempfile.TemporaryDirectory() as folder:
        packages = {(file.package, file.version) for file in files}
        archives = {key: fetch(*key, Path(folder)) for key in sorted(packages)}
        return {
            file.name: CHANGES[file.change](member(archives[file.package, file.version], file.member)) for file in files
        }


def write(files: list[VendoredFile], contents: dict[str, bytes]) -> None:
    """Store the files and the table with their checksums."""
    head = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("#")]
    rows = ["\t".join(COLUMNS)]
    for file in files:
        (FOLDER / file.name).write_bytes(contents[file.name])
        checksum = hashlib.sha256(contents[file.name]).hexdigest()
        rows.append("\t".join(file._replace(sha256=checksum)))
    TABLE.write_text("\n".join([*head, *rows]) + "\n", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="store what was fetched")
    arguments = parser.parse_args()
    files = vendored_files()
    try:
        contents = fetched(files)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        print(f"cannot fetch: {error}; is npm installed, and are package, version and member in {TABLE.name} right?")
        return 1
    if arguments.write:
        write(files, contents)
        return 0
    different = [file for file in files if hashlib.sha256(contents[file.name]).hexdigest() != file.sha256]
    for file in different:
        print(f"{file.name}: {file.package} {file.version} has other content than {TABLE.name} says")
    print(f"{len(files) - len(different)} of {len(files)} files are as published")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
