"""PDF: the text in reading order, with its pages and paragraphs.

pdfium (pypdfium2) says where each letter stands; `pdf_lines` and `pdf_layout` make text of it. The lines of a paragraph
are joined, and the words that were broken at their ends (`line_ends`), for a pipeline finds more in such a text than in
one with the line ends of the layout (docs/how-to/documents.md has the figures). What stands at the head or foot of
several pages (`meta["running"]`), and page numbers, are left out of the text.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from atau.documents.line_ends import line_ends
from atau.documents.metadata import iso_date, put
from atau.documents.missing import library
from atau.documents.model import Part, Unreadable
from atau.documents.options import MAX_FILE, ReadOptions, read_all
from atau.documents.pdf_layout import Paragraph, columns, join_columns, margins, paragraphs, with_apart
from atau.documents.pdf_lines import Letter, Line, joined, lines_of

#: More pages, or more characters on one page, are no document that someone reads.
MAX_PAGES: Final = 5000
MAX_LETTERS: Final = 200_000
_EM: Final = 0.85  # the size of letters in parts of the height of their font's box
_HYPHENS: Final = frozenset("\x02\xad\ufffe")
_NUMBER: Final = re.compile(r"[\W\d_]*|\W*\d+\W*(?:бет|б|стр|с)\.?\W*", re.IGNORECASE)
_BREAKS: Final = frozenset({0, 10, 13})
_UNKNOWN_SHARE: Final = 0.3
_UNKNOWN_LEAST: Final = 20
_OCR: Final = "run OCR first (for example: ocrmypdf -l kaz FILE.pdf NEW.pdf)"
_PASSWORD_ERROR: Final = 4  # FPDF_ERR_PASSWORD


def read_pdf(stream: BinaryIO, options: ReadOptions) -> Iterator[Part]:
    """The one document of a PDF. Raises Unreadable for one that is broken, encrypted or scanned."""
    data = read_all(stream, MAX_FILE)
    pdfium = library("pypdfium2", "pypdfium2")
    document = _opened(pdfium, data)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise Unreadable(f"{count:,} pages, of which at most {MAX_PAGES:,} are read", "part the file")
        pages = list(_pages(pdfium, document, options.max_bytes))
        meta = _metadata(document)
    finally:
        document.close()
    empty = [number for number, page in enumerate(pages, start=1) if not page]
    if len(empty) == count:
        raise Unreadable("no text; it is a scan, or letters drawn as pictures", _OCR)
    found, running = _paragraphs(pages)
    text, starts, places = _joined(found)
    if not text:
        raise Unreadable("no text but page numbers and running heads", _OCR)
    put(meta, "running", running)
    put(meta, "pages_without_text", empty)
    yield Part(text=text, meta=meta, pages=starts, paragraphs=places)


def _opened(pdfium: Any, data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
            raise Unreadable("encrypted; a password is needed", "save a copy without a password") from None
        raise Unreadable(
            "a broken PDF, which cannot be opened", "get the file again, or repair it (qpdf, mutool)"
        ) from None


@dataclass(frozen=True, slots=True)
class _Frame:
    """The lines of a page that run in one direction. low, high: y of the edges of the page as these lines see it."""

    lines: list[Line]
    low: float
    high: float


_Page = list[_Frame]  # the direction of most letters first; none for a page without text


def _pages(pdfium: Any, document: Any, max_characters: int) -> Iterator[_Page]:
    """The pages; one that is broken has no lines."""
    total = unknown = 0
    for number in range(len(document)):
        try:
            page = document[number]
            textpage = page.get_textpage()
        except pdfium.PdfiumError:
            yield []
            continue
        letters, bad = _letters(pdfium.raw, textpage)
        width, height = page.get_size()
        textpage.close()
        page.close()
        total += sum(map(len, letters.values()))
        unknown += bad
        if total > max_characters:
            raise Unreadable(f"more than {max_characters:,} characters of text", "part the file, or allow more")
        if unknown > max(_UNKNOWN_LEAST, _UNKNOWN_SHARE * total):
            raise Unreadable("its fonts do not say which letters they draw, so no text can be read", _OCR)
        edges = ((0.0, height), (-width, 0.0), (-height, 0.0), (0.0, width))
        by_size = sorted(letters.items(), key=lambda item: -len(item[1]))
        frames = [_Frame(lines_of(found), *edges[turn]) for turn, found in by_size]
        yield [frame for frame in frames if frame.lines]


def _letters(raw: Any, page: Any) -> tuple[dict[int, list[Letter]], int]:
    """The letters of a page by the direction of their lines (quarter turns), each turned upright; how many of them have
    no Unicode."""
    count = min(page.count_chars(), MAX_LETTERS)
    found: dict[int, list[Letter]] = {}
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    unknown = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(page, index)
        if raw.FPDFText_IsGenerated(page, index) == 1 or code in _BREAKS:
            continue
        char = "-" if chr(code) in _HYPHENS else chr(code)
        if raw.FPDFText_HasUnicodeMapError(page, index) == 1 or _is_unknown(char):
            unknown += 1
            continue
        if not raw.FPDFText_GetLooseCharBox(page, index, box) or not raw.FPDFText_GetCharOrigin(page, index, x, y):
            continue
        turn = -round(raw.FPDFText_GetCharAngle(page, index) / (math.pi / 2)) % 4  # pdfium counts clockwise
        found.setdefault(turn, []).append(_upright(char, turn, box, x.value, y.value))
    return found, unknown


def _upright(char: str, turn: int, box: Any, x: float, y: float) -> Letter:
    """The letter as it stands when its line is turned level. turn: quarters, counterclockwise."""
    if turn == 0:
        left, right, base, size = box.left, box.right, y, box.top - box.bottom
    elif turn == 1:
        left, right, base, size = box.bottom, box.top, -x, box.right - box.left
    elif turn == 2:
        left, right, base, size = -box.right, -box.left, -y, box.top - box.bottom
    else:
        left, right, base, size = -box.top, -box.bottom, x, box.right - box.left
    return Letter(char, left, right, base, max(_EM * abs(size), 0.1))


def _is_unknown(char: str) -> bool:
    code = ord(char)
    return code < 0x20 or code == 0xFFFD or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF


def _paragraphs(pages: Sequence[_Page]) -> tuple[list[Paragraph], list[str]]:
    """The paragraphs of all pages, and what runs through their margins."""
    parted = [margins(page[0].lines, page[0].low, page[0].high) if page else ([], [], []) for page in pages]
    rows = [joined(row).text for head, _, foot in parted for row in (head, foot) if row]
    often = {name for name, count in Counter(map(_without_digits, rows)).items() if count > 1}
    running: list[str] = []

    def runs(row: list[Line]) -> bool:
        """Whether a row of a margin is no part of the text; keeps what it says."""
        text = joined(row).text
        if _NUMBER.fullmatch(text):
            return True
        if _without_digits(text) in often:
            if text not in running:
                running.append(text)
            return True
        return False

    blocks: list[list[Paragraph]] = []
    apart: list[Paragraph] = []  # in another direction
    for number, (page, (head, body, foot)) in enumerate(zip(pages, parted, strict=True), start=1):
        kept: list[list[Line]] = [[joined(head)]] if head and not runs(head) else []
        kept += columns(body)
        kept += [[joined(foot)]] if foot and not runs(foot) else []
        blocks += [paragraphs(column, number) for column in kept]
        for frame in page[1:]:
            apart += [found for column in columns(frame.lines) for found in paragraphs(column, number)]
    return with_apart(join_columns(blocks), apart), running


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "0", text).casefold()


def _joined(found: Sequence[Paragraph]) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """(text, pages, paragraphs) as `Document` has them."""
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    places: list[tuple[int, int]] = []
    length = 0
    for paragraph in found:
        if pieces:
            pieces.append("\n\n")
            length += 2
        begin = length
        texts = line_ends([line.text for _, line in paragraph.lines])
        for (page, _), text in zip(paragraph.lines, texts, strict=True):
            if not starts or starts[-1][1] < page:
                starts.append((length, page))
            pieces.append(text)
            length += len(text)
        places.append((begin, length))
    return "".join(pieces), tuple(starts), tuple(places)


def _metadata(document: Any) -> dict[str, Any]:
    found = document.get_metadata_dict(skip_empty=True)
    meta: dict[str, Any] = {}
    put(meta, "title", found.get("Title"))
    put(meta, "author", found.get("Author"))
    put(meta, "subject", found.get("Subject"))
    put(meta, "created", iso_date(found.get("CreationDate")))
    return meta
