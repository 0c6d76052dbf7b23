"""Web pages: the article without menus, counters, related links, comments and banners, and the page's metadata.

trafilatura finds the article (docs/how-to/documents.md says how it was chosen). It is handed a tree that is easier to
read: the tables that old sites lay their pages out with become blocks, two line breaks end a paragraph, and boxes whose
class says that they are no text go.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from atau.documents.decoding import AUTO, DecodeError, decode
from atau.documents.metadata import put
from atau.documents.missing import library
from atau.documents.model import Part, Unreadable, join_paragraphs
from atau.documents.options import ReadOptions, read_all
from atau.documents.web_metadata import page_metadata

_ELEMENTS: Final = 300_000
_LONG_CELL: Final = 300  # characters; a table with such a cell beside others lays out the page
_BOX: Final = re.compile(
    r"(?:^|[-_\s])(?:cookies?|subscri\w*|newsletter|read-?also|related|comments?|counters?|views|share|sharing|social|"
    r"banner|advert\w*|promo|popup|breadcrumbs?)(?:$|[-_\s])",
    re.IGNORECASE,
)
_SHORTEST_TITLE: Final = 8  # characters
_LONG_TITLE: Final = 4  # words
_BOX_SHARE: Final = 0.3  # of the text of the page; more is no box, whatever its class says
_KEEP: Final = frozenset({"html", "body", "article", "main"})
_BLOCKS: Final = frozenset(
    "address blockquote body div dd dl dt h1 h2 h3 h4 h5 h6 hr html li ol p pre table td th tr ul".split()
)
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([-\w]+)", re.IGNORECASE)
#: Of the tree that trafilatura gives: elements inside a paragraph, in which text goes on.
_INLINE: Final = frozenset({"hi", "ref", "del", "span", "graphic"})
CELLS: Final = " | "  # between the cells of a row of a table, so that no name goes on in the next one


def read_html(stream: BinaryIO, options: ReadOptions) -> Iterator[Part]:
    """The one article of a page. Raises Unreadable where there is none."""
    yield article_of(_decoded(read_all(stream, options.max_bytes, "the page"), options.encoding))


def article_of(page: str) -> Part:
    """The article of a page. Raises Unreadable where there is none."""
    html = library("lxml.html", "lxml")
    trafilatura = library("trafilatura", "trafilatura")
    tree = _parsed(html, page)
    meta = page_metadata(tree)
    window = " ".join((tree.findtext(".//title") or "").split())
    _simplify(tree)
    # It says on a log of its own what it could not do; that is said here.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        include_links=False,
        favor_precision=True,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    texts = [] if body is None else list(_paragraphs(body))
    if not texts:
        raise Unreadable(
            "no article: the page has no running text, or a script of the page loads it",
            "save the page from a browser, or copy the text into a .txt file",
        )
    if (title := meta.get("title")) and not _opens_with(texts, title):
        texts.insert(0, title)
    put(meta, "title", _without_site(window, texts))
    text, places = join_paragraphs(texts)
    return Part(text=text, meta=meta, paragraphs=places)


def whole_page(page: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """All text of a page, with its paragraphs: of a mail, which is no article."""
    html = library("lxml.html", "lxml")
    tree = _parsed(html, page)
    for element in list(tree.iter("script", "style", "noscript", "template", "title")):
        _drop(element)
    pieces: list[str] = []
    for event, element in library("lxml.etree", "lxml").iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            pieces.append("\n\n")
        elif element.tag == "br" and event == "start":
            pieces.append("\n")
        pieces.append(((element.text if event == "start" else element.tail) or "").replace("\n", " "))
    return join_paragraphs([_single_spaced(part) for part in "".join(pieces).split("\n\n")])


def _single_spaced(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _decoded(data: bytes, encoding: str) -> str:
    if encoding == AUTO and (stated := _CHARSET.search(data[:4096])):
        try:
            return data.decode(stated[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # it is not what the page says
    try:
        return decode(data, encoding).text
    except DecodeError as error:
        raise Unreadable(str(error)) from None


def _parsed(html: Any, page: str) -> Any:
    # A document of XML states its encoding in the first line, which lxml refuses in a text that is decoded.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page, parser=parser)
    except (ValueError, AssertionError, html.etree.ParserError, html.etree.XMLSyntaxError):
        raise Unreadable("an empty page, or none of HTML") from None
    if sum(1 for _ in tree.iter()) > _ELEMENTS:
        raise Unreadable(f"more than {_ELEMENTS:,} elements: no page that someone reads", "split it")
    return tree


# --- a simpler page -----------------------------------------------------------------------------


def _simplify(tree: Any) -> None:
    for element in list(tree.iter("script", "style", "noscript", "template", "iframe", "svg", "form")):
        _drop(element)
    whole = _length(tree)
    for element in list(tree.iter()):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            element.tag not in _KEEP
            and _BOX.search(name)
            and element.getparent() is not None
            and _length(element) < _BOX_SHARE * whole
        ):
            _drop(element)
    for table in list(tree.iter("table")):
        if _is_layout(table):
            for part in table.iter("table", "tbody", "thead", "tr", "td"):
                part.tag = "div"


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _length(element: Any) -> int:
    return sum(len(text) for text in element.itertext())


def _is_layout(table: Any) -> bool:
    if next(table.iter("th", "caption"), None) is not None:
        return False
    if next(table.iterdescendants("table"), None) is not None:
        return True
    return any(_length(cell) > _LONG_CELL for cell in table.iter("td"))


# --- the article ------------------------------------------------------------------------------------


def _paragraphs(body: Any) -> Iterator[str]:
    """The texts of the blocks of an article as trafilatura gives it, in order; a row of a table is one."""
    pieces: list[str] = []
    row: list[str] | None = None
    for text in _pieces(body):
        if text is _ROW:
            yield from _flushed(pieces, row)
            row = []
        elif text is _ROW_END:
            yield from _flushed(pieces, row)
            yield CELLS.join(row or [])
            row = None
        elif text is _BLOCK:
            yield from _flushed(pieces, row)
        else:
            pieces.append(text)
    yield from _flushed(pieces, row)


def _flushed(pieces: list[str], row: list[str] | None) -> Iterator[str]:
    """The text of `pieces`, which become empty: into the row of a table, where there is one, else as paragraphs.

    Two line breaks in a row end a paragraph.
    """
    text = "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n"))
    pieces.clear()
    if row is None:
        yield from (part.strip() for part in text.split("\n\n") if part.strip())
    elif text.strip():
        row.append(" ".join(text.split()))


_BLOCK, _ROW, _ROW_END = "block", "row", "row end"


def _pieces(body: Any) -> Iterator[str]:
    """The texts of a tree, with `_BLOCK`, `_ROW` and `_ROW_END` (by identity) where blocks and rows begin and end."""
    etree = library("lxml.etree", "lxml")
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag == "row":
                yield _ROW
            elif tag not in _INLINE and tag != "lb":
                yield _BLOCK
            if tag == "lb":
                yield "\n"
            if element.text:
                yield element.text.replace("\n", " ")
        else:
            if tag == "row":
                yield _ROW_END
            elif tag not in _INLINE and tag != "lb":
                yield _BLOCK
            if element.tail:
                yield element.tail.replace("\n", " ")


def _without_site(window: str, texts: list[str]) -> str:
    """The title of the window without the name of the site after it, where the article opens with the rest."""
    parts = re.split(r"\s+[-–—|·]\s+", window)
    shorter = (" – ".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    return next((title for title in shorter if len(title) > _SHORTEST_TITLE and _opens_with(texts, title)), window)


def _opens_with(texts: list[str], title: str) -> bool:
    """Whether the article begins with its title: as a paragraph or line of its own, or, if it is long, inside one."""
    words = _words(title)
    lines = [line for text in texts[:3] for line in text.split("\n")]
    return any(_words(line) == words or (len(words) >= _LONG_TITLE and _holds(_words(line), words)) for line in lines)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _holds(words: list[str], part: list[str]) -> bool:
    return any(words[start : start + len(part)] == part for start in range(len(words) - len(part) + 1))
