"""Which format a file is in: by the ending of its name, and by its first bytes, which no wrong ending changes."""

from __future__ import annotations

import re
from typing import Final, Literal

Format = Literal[
    "text", "markdown", "subtitles", "html", "pdf", "docx", "odt", "rtf", "mail", "csv", "xlsx", "jsonl", "json", "zip"
]

FORMATS: Final[dict[str, Format]] = {
    ".txt": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".srt": "subtitles", ".vtt": "subtitles",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx", ".docm": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".eml": "mail", ".mht": "mail", ".mhtml": "mail",
    ".csv": "csv", ".tsv": "csv",
    ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".json": "json",
    ".zip": "zip",
}  # fmt: skip

#: Endings of formats that are not read, with what to do.
REFUSED: Final[dict[str, str]] = {
    ".doc": "save it as .docx (in Word or LibreOffice)",
    ".xls": "save it as .xlsx (in Excel or LibreOffice)",
    ".ods": "save it as .xlsx or .csv (in LibreOffice)",
    ".ppt": "save it as .pdf",
    ".pptx": "save it as .pdf",
    ".epub": "convert it to .html or .txt",
    ".djvu": "convert it to .pdf; if it has no text, run OCR first",
    ".msg": "save the message as .eml",
    ".xml": "save the article as .html or .txt, or put it into a field of a .jsonl file",
    ".parquet": "write its rows to .jsonl or .csv",
    ".spacy": "it is a DocBin; write its texts to .jsonl",
    ".gz": "unpack it, or pack the files into a .zip",
    ".tar": "unpack it, or pack the files into a .zip",
    ".tgz": "unpack it, or pack the files into a .zip",
    ".bz2": "unpack it, or pack the files into a .zip",
    ".xz": "unpack it, or pack the files into a .zip",
    ".7z": "unpack it, or pack the files into a .zip",
    ".rar": "unpack it, or pack the files into a .zip",
    ".jpg": "a picture has no text; run OCR first",
    ".jpeg": "a picture has no text; run OCR first",
    ".png": "a picture has no text; run OCR first",
    ".tif": "a picture has no text; run OCR first",
    ".tiff": "a picture has no text; run OCR first",
}  # fmt: skip

#: Of these formats the first bytes say which one a file is in; a file that has the ending only is broken.
BINARY: Final = frozenset({"pdf", "docx", "odt", "xlsx", "zip"})
HEAD: Final = 4096  # bytes that `sniff` looks at
_COMMENT: Final = re.compile(rb"<!--.*?(?:-->|\Z)|<\?xml[^>]*>", re.DOTALL)
_PAGE: Final = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_BOM: Final = b"\xef\xbb\xbf"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(head: bytes) -> Format | Literal["ole"] | None:
    """The format that the first bytes of a file show; None where they show none.

    "zip" stands for office files, too: which, the archive itself says. "ole" is an old file of Microsoft Office, or an
    encrypted new one.

    >>> sniff(b"%PDF-1.7"), sniff(b"<!DOCTYPE html><p>"), sniff(b"a,b")
    ('pdf', 'html', None)
    """
    if head[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_OLE):
        return "ole"
    if _PAGE.match(_COMMENT.sub(b"", head.removeprefix(_BOM))):
        return "html"
    return None
