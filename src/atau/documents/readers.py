"""The readers of the formats, and what a file is read as. They yield parts; what they raise is Unreadable."""

from __future__ import annotations

import hashlib
import importlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import BinaryIO, Final

from atau.documents.archive import Nested, checked_zip, members
from atau.documents.formats import BINARY, FORMATS, HEAD, REFUSED, Format, sniff
from atau.documents.model import Part, PartFailure, Unreadable
from atau.documents.options import MAX_FILE, ReadOptions, read_all


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file inside another that is not read because of its ending."""

    key: str


Found = Part | PartFailure | Skipped
Reader = Callable[[BinaryIO, ReadOptions], Iterator[Part | PartFailure | Nested]]

# By format: the module of the reader, which may import a library, and its name.
_READERS: Final[dict[Format, tuple[str, str]]] = {
    "text": ("plain_text", "read_text"),
    "markdown": ("plain_text", "read_markdown"),
    "subtitles": ("plain_text", "read_subtitle_file"),
    "html": ("web_page", "read_html"),
    "pdf": ("pdf", "read_pdf"),
    "docx": ("office", "read_docx"),
    "odt": ("office", "read_odt"),
    "rtf": ("rtf", "read_rtf"),
    "mail": ("mail", "read_mail"),
    "csv": ("sheets", "read_csv"),
    "xlsx": ("sheets", "read_xlsx"),
    "jsonl": ("json_documents", "read_jsonl"),
    "json": ("json_documents", "read_json"),
}
#: How deep a file may stand in others: an attachment of a mail in an archive is at 2.
MAX_DEPTH: Final = 4
_OLE_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def format_of(name: str) -> Format | None:
    """The format that the ending of a file name says; None for one that is not read."""
    return FORMATS.get(PurePath(name).suffix.lower())


def refusal(name: str) -> Unreadable:
    """Why a file with this name is not read."""
    suffix = PurePath(name).suffix.lower()
    return Unreadable(f"{suffix} is not read", REFUSED[suffix])


def read_parts(name: str, stream: BinaryIO, options: ReadOptions, depth: int = 0) -> Iterator[Found]:
    """The documents in a file called `name`, with what is nested in it as parts of its own.

    What its first bytes show decides, where they show it. Raises Unreadable; other exceptions come of damaged files.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    found = _actual(name, head)
    if found == "zip":
        found = _office_format(stream)
    if found == "zip":
        yield from _zipped(name, stream, options, depth)
        return
    module, function = _READERS[found]
    reader: Reader = getattr(importlib.import_module(f"atau.documents.{module}"), function)
    for item in reader(stream, options):
        if isinstance(item, Nested):
            yield from _attached(item, options, depth + 1)
        else:
            yield item


def _attached(item: Nested, options: ReadOptions, depth: int) -> Iterator[Found]:
    """The documents in an attachment; one whose ending is not read is passed over, as it would be in a folder."""
    if depth > MAX_DEPTH:
        yield PartFailure(
            key=f"/{item.name}", problem=f"nested deeper than {MAX_DEPTH} files", remedy="save it by itself"
        )
    elif format_of(item.name) is None:
        yield Skipped(f"/{item.name}")
    else:
        yield from nested_parts(item, options, depth)


def _actual(name: str, head: bytes) -> Format:
    """The format of a file by its first bytes, else by its name. Raises Unreadable."""
    stated = format_of(name)
    if not head:
        raise Unreadable("the file is empty")
    shown = sniff(head)
    if shown == "ole":
        old = PurePath(name).suffix.lower() in (".doc", ".xls", ".ppt", ".msg")
        if old:
            raise refusal(name)
        raise Unreadable(
            "encrypted, or a file of an old version of Office", "save a copy without a password as .docx or .xlsx"
        )
    if stated is None and shown is None and PurePath(name).suffix.lower() in REFUSED:
        raise refusal(name)
    stated = stated or "text"  # whoever names a file wants it read
    if shown == "html" and stated in ("mail", "csv", "json", "jsonl", "markdown"):
        return stated
    if shown is not None and not (shown == "zip" and stated in BINARY):
        return shown
    if stated in BINARY and shown is None:
        raise Unreadable(f"no {PurePath(name).suffix.lower()} file, whatever its name says: its first bytes are others")
    return stated


def _zipped(name: str, stream: BinaryIO, options: ReadOptions, depth: int) -> Iterator[Found]:
    """The files of an archive, those that are read by their ending."""
    if depth >= MAX_DEPTH:
        raise Unreadable(f"archives inside archives, deeper than {MAX_DEPTH}", "unpack it")
    found = False
    with checked_zip(read_all(stream, MAX_FILE)) as archive:
        for item in members(archive):
            if isinstance(item, PartFailure):
                found = True
                yield item
            elif format_of(item.name) is not None:
                found = True
                yield from nested_parts(item, options, depth + 1)
            else:
                yield Skipped(f"/{item.name}")
    if not found:
        raise Unreadable("nothing in the archive is read", f"read are {', '.join(sorted(FORMATS))}")


def nested_parts(item: Nested, options: ReadOptions, depth: int) -> Iterator[Found]:
    """The documents in a file inside another; what is wrong with it becomes a part that says so."""
    key = f"/{item.name}"
    checksum = hashlib.sha256(item.data).hexdigest()
    try:
        for part in read_parts(item.name, io.BytesIO(item.data), options, depth):
            if isinstance(part, Part):
                yield replace(part, key=key + part.key, checksum=part.checksum or checksum)
            else:
                yield replace(part, key=key + part.key)
    except Unreadable as error:
        yield PartFailure(key=key, problem=error.problem, remedy=error.remedy)
    except Exception as error:
        yield PartFailure(key=key, problem=broken(error), remedy=BROKEN_REMEDY)


BROKEN_REMEDY: Final = "get it again, or open it in its program and save it anew"


def broken(error: Exception) -> str:
    """What is said of a file on which a library failed, in one line."""
    message = " ".join(str(error).split())[:200]
    return f"broken: {type(error).__name__}" + (f": {message}" if message else "")


def _office_format(stream: BinaryIO) -> Format:
    """What a zip archive is: a file of an office program, by what it holds, or an archive of files."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return "docx"
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "content.xml" in names and "mimetype" in names:
                return "odt"
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        pass  # its reader says what is wrong
    finally:
        stream.seek(0)
    return "zip"
