"""Files of gold: which a folder holds, what they are called, and their text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from atau.corpus.problems import GoldError, Notes
from atau.corpus.records import GoldRecord

_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|%]|(?<![^/])\.|^/|/$|(?<=/)/|\.(?=/)')
# What Windows takes for a device, whatever the ending.
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?=\.|$)", re.IGNORECASE)
_MAX_BYTES: Final = 200
_BOM: Final = "\ufeff"


class EncodingError(GoldError):
    """A file that is not UTF-8; `line` counts from 1, `problem` is the message without the place."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.line = line
        self.problem = problem


def read_text(path: Path) -> str:
    """The text of a file as it is, line ends included, without a byte order mark. Raises EncodingError and OSError."""
    try:
        return path.read_bytes().decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise EncodingError(path, line, f"not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from None


def read_lines(path: Path, notes: Notes) -> Iterator[tuple[int, str]]:
    """(number, line without its end) of a UTF-8 file, one at a time; lines that are not UTF-8 are reported."""
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            try:
                line = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                notes.error(path, number, "not-utf8", f"the line is not UTF-8 ({error.reason})")
                continue
            if number == 1:
                line = line.removeprefix(_BOM)
            yield number, line.removesuffix("\n").removesuffix("\r")


def write_lines(lines: Iterable[str], path: Path) -> None:
    """`lines`, each with a line feed, as UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(line + "\n" for line in lines)


def is_hidden(path: Path, folder: Path) -> bool:
    """Whether a file in `folder` is hidden, stands in a hidden folder, or is the lock file of an office program."""
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def files_of(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """The files with `suffixes` in a folder and its subfolders, sorted by path; hidden ones are left out."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in suffixes and path.is_file() and not is_hidden(path, folder):
            yield path


def file_of(record: GoldRecord, folder: Path, suffix: str, seen: set[Path]) -> Path:
    """The file to write the record to; characters that a file system does not take are written as ``%XX``.

    An id with slashes makes subfolders. Ids that some file systems hold for one name (they differ in case alone, or in
    how an accent is composed), that Windows keeps for devices, or that are a file here and a folder there, are kept
    apart by more ``%XX``; `id_of` gives them back. Raises GoldError for an id that is empty or was `seen`.
    """
    name = _UNSAFE.sub(lambda m: f"%{ord(m[0]):02X}", record.id)
    if not name:
        raise GoldError(f"{record.file}:{record.line}: a record without an id cannot become a file of its own")
    if folder / (name + suffix) in seen:
        raise GoldError(f"two records have the id {record.id!r}; each needs a file of its own")
    seen.add(folder / (name + suffix))
    path = folder
    parts = name.split("/")
    for place, part in enumerate(parts):
        ending = suffix if place == len(parts) - 1 else ""
        first = 1 if _DEVICE.match(part) else 0
        names = (path / (_spelled(part, count) + ending) for count in range(first, len(part) + 1))
        free = next((name for name in names if _take(name, ending, seen)), None)
        if free is None:
            raise GoldError(f"the id {record.id!r} gives the file name of another record; rename one of them")
        path = free
        if len(path.name.encode("utf-8", "replace")) > _MAX_BYTES:
            raise GoldError(f"the id {record.id[:40]!r}… is too long for a file name")
    return path


def _spelled(part: str, count: int) -> str:
    """`part` with its first characters written as ``%XX``."""
    return "".join(f"%{byte:02X}" for byte in part[:count].encode("utf-8", "replace")) + part[count:]


def _take(path: Path, ending: str, seen: set[Path]) -> bool:
    """Reserve a name, and all that a file system may hold for the same; False where another one has it.

    A folder, whose name has no `ending`, may be taken again, spelled as it was.
    """
    same = Path(unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold()), "|")
    if same in seen and (ending or same / path.name not in seen):
        return False
    seen.add(same)
    if not ending:
        seen.add(same / path.name)
    return True


def id_of(file: Path, root: Path) -> str:
    """The id that `file_of` made the file name from."""
    return unquote(file.relative_to(root).with_suffix("").as_posix())
