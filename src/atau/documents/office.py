"""Word processors: .docx (python-docx opens it) and .odt.

Of a .docx, python-docx's own texts leave out tables, text boxes, content controls and what was inserted with changes
tracked; so the XML is walked here (`xml_blocks`).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from atau.documents.archive import checked_zip
from atau.documents.metadata import iso_date, put
from atau.documents.missing import library
from atau.documents.model import Part, Unreadable, join_paragraphs
from atau.documents.options import MAX_FILE, ReadOptions, read_all
from atau.documents.xml_blocks import Vocabulary, blocks, parse_xml

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD: Final = Vocabulary(
    {
        f"{_W}p": "paragraph", f"{_W}tr": "row", f"{_W}tc": "cell", f"{_W}t": "text", f"{_W}tab": "tab",
        f"{_W}br": "break", f"{_W}cr": "break", f"{_W}noBreakHyphen": "hyphen",
        # Properties (tab stops among them), deleted and moved text, and the second form of a drawing.
        f"{_W}pPr": "skip", f"{_W}rPr": "skip", f"{_W}del": "skip", f"{_W}moveFrom": "skip",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback": "skip",
    }
)  # fmt: skip
_T: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META: Final = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_OPEN_DOCUMENT: Final = Vocabulary(
    {
        f"{_T}p": "paragraph", f"{_T}h": "paragraph", f"{_TABLE}table-row": "row", f"{_TABLE}table-cell": "cell",
        f"{_T}tab": "tab", f"{_T}line-break": "break", f"{_T}s": "spaces", f"{_T}tracked-changes": "skip",
        f"{_T}note-citation": "skip", f"{_OFFICE}annotation": "skip", f"{_OFFICE}forms": "skip",
        f"{_T}sequence-decls": "skip",
    },
    everywhere=True,
)  # fmt: skip
_NOTES: Final = ("/footnotes", "/endnotes")
_HEADINGS: Final = ("Title", "Heading 1")
# What Word calls a document that nobody gave a title.
_NO_TITLE: Final = re.compile(
    r"(?:Microsoft Word - )?(?:Document|Документ|Құжат|Untitled)\s*\d*(?:\.docx?)?", re.IGNORECASE
)
_DAMAGED: Final = "get the file again, or open and save it anew"


def read_docx(stream: BinaryIO, options: ReadOptions) -> Iterator[Part]:
    """The one document: its paragraphs, the rows of its tables, text boxes and notes."""
    data = read_all(stream, MAX_FILE)
    checked_zip(data).close()
    docx = library("docx", "python-docx")
    try:
        document = docx.Document(io.BytesIO(data))
        parts = list(document.part.rels.values())
    except (KeyError, ValueError, zipfile.BadZipFile, docx.opc.exceptions.PackageNotFoundError) as error:
        raise Unreadable(f"no document of Word inside ({type(error).__name__})", _DAMAGED) from None
    texts = blocks(document.element.body, _WORD)
    for relation in parts:
        if not relation.is_external and relation.reltype.endswith(_NOTES):
            texts += blocks(parse_xml(relation.target_part.blob), _WORD)
    text, places = join_paragraphs(texts)
    yield Part(text=text, meta=_word_metadata(document), paragraphs=places)


def _word_metadata(document: Any) -> dict[str, Any]:
    meta: dict[str, Any] = {}
    for paragraph in document.paragraphs[:10]:
        if paragraph.style is not None and paragraph.style.name in _HEADINGS:
            put(meta, "title", paragraph.text)
    properties = document.core_properties
    put(meta, "title", None if _NO_TITLE.fullmatch(properties.title or "") else properties.title)
    put(meta, "author", properties.author if properties.author != "python-docx" else None)
    put(meta, "subject", properties.subject)
    put(meta, "language", properties.language)
    put(meta, "created", iso_date(properties.created))
    running = [
        text
        for section in document.sections
        for part in (section.header, section.footer)
        if not part.is_linked_to_previous and (text := " ".join(blocks(part._element, _WORD)))
    ]
    put(meta, "running", list(dict.fromkeys(running)))
    return meta


def read_odt(stream: BinaryIO, options: ReadOptions) -> Iterator[Part]:
    """The one document of OpenDocument text."""
    with checked_zip(read_all(stream, MAX_FILE)) as archive:
        names = set(archive.namelist())
        if "content.xml" not in names:
            raise Unreadable("no document of OpenDocument inside", _DAMAGED)
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable("encrypted; a password is needed", "save a copy without a password")
        root = parse_xml(archive.read("content.xml"))
        about = parse_xml(archive.read("meta.xml")) if "meta.xml" in names else None
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Unreadable("no text document inside (a drawing, a sheet or a formula)", "save it as .odt or .txt")
    text, places = join_paragraphs(blocks(body, _OPEN_DOCUMENT))
    yield Part(text=text, meta=_open_document_metadata(about), paragraphs=places)


def _open_document_metadata(about: Any) -> dict[str, Any]:
    meta: dict[str, Any] = {}
    if about is None:
        return meta
    put(meta, "title", about.findtext(f".//{_DC}title"))
    put(meta, "author", about.findtext(f".//{_META}initial-creator") or about.findtext(f".//{_DC}creator"))
    put(meta, "subject", about.findtext(f".//{_DC}subject"))
    put(meta, "language", about.findtext(f".//{_DC}language"))
    put(meta, "created", iso_date(about.findtext(f".//{_META}creation-date")))
    return meta
