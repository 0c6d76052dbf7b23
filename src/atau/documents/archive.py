"""Zip archives: what is in them is read in memory, within bounds, and never unpacked to disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from atau.documents.model import PartFailure, Unreadable
from atau.documents.options import MAX_FILE

MAX_MEMBERS: Final = 20_000
MAX_UNPACKED: Final = 2 << 30  # bytes of all members together
_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800


@dataclass(frozen=True, slots=True)
class Nested:
    """A file inside another: an attachment, a member of an archive. name: its path there."""

    name: str
    data: bytes


def checked_zip(data: bytes) -> zipfile.ZipFile:
    """The archive. Raises Unreadable for one that is broken, encrypted, or would become too large."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(f"a broken archive or office file: {error}", "get the file again") from None
    members = archive.infolist()
    problem = None
    # The sizes are those that the archive states, and no more than these is ever unpacked.
    if len(members) > MAX_MEMBERS:
        problem = f"{len(members):,} files inside, of which at most {MAX_MEMBERS:,} are read"
    elif sum(member.file_size for member in members) > MAX_UNPACKED:
        problem = f"unpacked it has more than {MAX_UNPACKED:,} bytes"
    if problem is not None:
        archive.close()
        raise Unreadable(problem, "unpack it, and split it")
    if members and all(member.flag_bits & _ENCRYPTED for member in members):
        archive.close()
        raise Unreadable("encrypted; a password is needed", "save a copy without a password")
    return archive


def members(archive: zipfile.ZipFile) -> Iterator[Nested | PartFailure]:
    """The files of an archive in order; hidden ones are left out, as in folders."""
    for member in archive.infolist():
        name = _name(member)
        path = PurePosixPath(name)
        if member.is_dir() or not name or any(part.startswith((".", "__MACOSX")) for part in path.parts):
            continue
        key = f"/{name}"
        if member.flag_bits & _ENCRYPTED:
            yield PartFailure(key=key, problem="encrypted; a password is needed", remedy="save it without a password")
        elif member.file_size > MAX_FILE:
            yield PartFailure(key=key, problem=f"{member.file_size:,} bytes, more than are read", remedy="split it")
        else:
            try:
                yield Nested(name, archive.read(member))
            except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
                yield PartFailure(key=key, problem=f"broken in the archive: {error}", remedy="get the archive again")
            except Exception as error:  # zlib.error, lzma.LZMAError
                yield PartFailure(key=key, problem=f"broken in the archive: {error}", remedy="get the archive again")


def _name(member: zipfile.ZipInfo) -> str:
    """The path inside the archive, without what leads out of it.

    Names that are not marked as UTF-8 are cp437 by the standard; Windows writes those of Kazakh and Russian in cp866.
    """
    name = member.filename
    if not member.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp866", errors="replace")
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("/", "..", "."))
