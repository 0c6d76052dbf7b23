"""Other people's scripts and outlines that the page has inside, with their versions, licences and checksums."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from atau.checksums import sha256_of
from atau.tables import read_table

FOLDER: Final = Path(__file__).parent / "data" / "vendor"
TABLE: Final = FOLDER / "vendor.tsv"
COLUMNS: Final = ("name", "package", "version", "licence", "member", "change", "about", "sha256")


class VendoredFile(NamedTuple):
    """A row of vendor.tsv.

    name: in the package's folder. package, version, member: of the npm registry, and the path inside. change: what was
    done to it, "" for nothing. about: what the page uses it for.
    """

    name: str
    package: str
    version: str
    licence: str
    member: str
    change: str
    about: str
    sha256: str


def vendored_files() -> list[VendoredFile]:
    """The rows of vendor.tsv. Raises TableError."""
    required = tuple(column for column in COLUMNS if column not in ("change", "sha256"))
    rows = read_table(TABLE, COLUMNS, required=required, unique=("name",), values={"change": {"", "rounded"}})
    return [VendoredFile(*row) for row in rows]


@lru_cache(maxsize=8)
def vendored_text(name: str) -> str:
    """The content of a file. Raises ValueError if it is not as it was published."""
    (known,) = [file for file in vendored_files() if file.name == name]
    if sha256_of(FOLDER / name) != known.sha256:
        raise ValueError(f"{FOLDER / name}: checksum mismatch; reinstall atau")
    return (FOLDER / name).read_bytes().decode("utf-8")
