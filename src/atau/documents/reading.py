"""Documents from files, folders, patterns and archives: `read_documents`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from atau.checksums import sha256_of
from atau.documents.decoding import AUTO
from atau.documents.finding import OF_ENDING, Failure, Source, find_sources
from atau.documents.isolation import Reader
from atau.documents.model import Document, DocumentFailure, Part, PartFailure
from atau.documents.options import MAX_BYTES, ReadOptions
from atau.documents.readers import Found, Skipped
from atau.documents.remarks import Remarks

#: Seconds after which the reading of a file is stopped.
TIMEOUT: Final = 120.0
# Characters at both ends of a text among which it may say when it was published.
_HEAD: Final = 4000
_TAIL: Final = 1000


def read_documents(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    text_columns: str | Sequence[str] | None = None,
    encoding: str = AUTO,
    max_bytes: int = MAX_BYTES,
    timeout: float | None = TIMEOUT,
    exclude: Iterable[str | os.PathLike[str]] = (),
    remarks: Remarks | None = None,
) -> Iterator[Document | DocumentFailure]:
    """The documents in files, folders (and all below them), patterns such as ``news/**/*.pdf``, and zip archives.

    Read are .txt, .md, .html, .pdf, .docx, .odt, .rtf, .srt, .vtt, .eml, .mht, .csv, .tsv, .xlsx, .jsonl, .json and
    .zip, the formats of office and web with ``pip install "atau[documents]"``. A file that cannot be read gives a
    `DocumentFailure` in its place, and the rest goes on; nothing that a file holds raises an exception.

    text_columns: of tables and JSON, the column or columns with the text, joined in this order; without it the column
    is found by its name or by what stands in it, and a table where that is in doubt is a failure that lists the
    columns. encoding: of text files; auto detects it where it is not UTF-8. max_bytes: of one text. timeout: seconds
    for one document; PDF, office files, pages, mails and archives are read in a process of their own, which is
    stopped after this time, and whose death is a failure like any other. None reads them in this process. exclude:
    files that are left out. remarks: collects what was passed over or taken for something else.

    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Атырауда мектеп ашылды.", "utf-8")
    >>> [(found.id, found.text) for found in read_documents(folder)]
    [('a.txt', 'Атырауда мектеп ашылды.')]
    """
    targets = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    columns = (text_columns,) if isinstance(text_columns, str) else tuple(text_columns or ())
    options = ReadOptions(columns, encoding, max_bytes)
    said = Remarks() if remarks is None else remarks
    left_out = [Path(path) for path in exclude]
    with Reader(options, timeout) as reader:
        for source in find_sources([os.fspath(target) for target in targets], exclude=left_out, remarks=said):
            if isinstance(source, Failure):
                yield DocumentFailure(source=source.where, problem=source.error, remedy="")
            elif source.path is None:
                yield DocumentFailure(source="-", problem="standard input is no file", remedy="give the path of a file")
            else:
                try:
                    yield from documents_of(reader.parts(source.path), source, said)
                except OSError as error:  # it went while it was read
                    problem = f"cannot be read: {error.strerror or error}"
                    yield DocumentFailure(source=source.name, problem=problem, remedy="")


def documents_of(parts: Iterable[Found], source: Source, remarks: Remarks) -> Iterator[Document | DocumentFailure]:
    """The parts of one file as documents; what was passed over inside it is remarked."""
    name = source.name
    checksum: str | None = None
    found = False
    for item in parts:
        if isinstance(item, Skipped):
            remarks.add(OF_ENDING, name + item.key)
        elif isinstance(item, PartFailure):
            found = True
            yield DocumentFailure(source=name + item.key, problem=item.problem, remedy=item.remedy)
        elif not item.text.strip():
            found = True
            yield DocumentFailure(source=name + item.key, problem="it has no text", remedy="")
        else:
            found = True
            if "date" not in item.meta and (date := _own_date(item)) is not None:
                item = replace(item, meta={**item.meta, "date": date})
            if item.checksum is None:
                checksum = checksum or ("" if source.path is None else sha256_of(source.path))
            yield document_of(item, source.id, name, item.checksum or checksum or "")
    if not found:
        yield DocumentFailure(source=name, problem="it holds no document", remedy="")


def _own_date(part: Part) -> str | None:
    """The day of publication that the document itself bears: in a running head, else at its head or its end."""
    from atau.dates import published_date

    text = part.text
    if len(text) > _HEAD + _TAIL:
        text = text[: text.rfind("\n", 0, _HEAD) + 1] + text[text.find("\n", len(text) - _TAIL) + 1 :]
    return published_date("\n".join(part.meta.get("running", ()))) or published_date(text)


def document_of(part: Part, identity: str, source: str, checksum: str) -> Document:
    """The part as a document of the file `source`."""
    return Document(
        id=identity + part.key, text=part.text, source=source, checksum=checksum, meta=part.meta, pages=part.pages,
        paragraphs=part.paragraphs,
    )  # fmt: skip
