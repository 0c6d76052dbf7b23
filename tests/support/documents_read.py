"""Reading documents in tests: in this process, so that it is quick."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from atau.documents.model import Document, DocumentFailure
from atau.documents.reading import read_documents


def read(*paths: Path | str, **options: Any) -> tuple[list[Document], list[DocumentFailure]]:
    """(documents, failures)"""
    items = list(read_documents(list(paths), **{"timeout": None, **options}))
    found = [item for item in items if isinstance(item, Document)]
    for document in found:
        check(document)
    return found, [item for item in items if isinstance(item, DocumentFailure)]


def one(path: Path | str, **options: Any) -> Document:
    """The one document of a file that is read without failure."""
    [document], failures = read(path, **options)
    assert failures == []
    return document


def problem(path: Path | str, **options: Any) -> str:
    """What is said of a file that cannot be read."""
    documents, [failure] = read(path, **options)
    assert documents == []
    return failure.message


def check(document: Document) -> None:
    """What holds for every document: places lie inside of the text, in order, and begin and end with it."""
    end = 0
    for start, finish in document.paragraphs:
        assert end <= start < finish <= len(document.text)
        assert document.text[start:finish].strip() == document.text[start:finish]
        end = finish
    assert [start for start, _ in document.pages] == sorted(start for start, _ in document.pages)
    assert len(document.checksum) == 64
    document.text.encode("utf-8")
