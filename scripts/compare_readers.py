"""Compare libraries that read web pages, PDF and Word files, on files made for it; the choice of `atau.documents`.

    pip install readability-lxml selectolax pdfplumber pypdf      # those that atau does not use
    python scripts/compare_readers.py pages
    python scripts/compare_readers.py newspapers
    python scripts/compare_readers.py word
    python scripts/compare_readers.py mentions corpus/news/dev    # what a pipeline finds in the text and in its PDF

The files are those of `make_pages.py` and `make_newspaper.py`. Pages: precision and recall of words, without order.
Newspapers: the same of the longest common sequence of words, words broken at line ends joined, so order counts. A
library that is not installed is left out. All texts are invented; the layouts are not those of any site or newspaper.
"""

from __future__ import annotations

import difflib
import io
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from document_texts import ARTICLES, Article
from make_newspaper import SPACED, Order, newspaper
from make_pages import pages as made_pages

app = typer.Typer(add_completion=False, help=__doc__)
_WORD: Final = re.compile(r"\w+")
Reader = Callable[[Any], str]


def available(readers: Mapping[str, Callable[[], Reader]]) -> dict[str, Reader]:
    """The readers whose library is installed."""
    found = {}
    for name, make in readers.items():
        try:
            found[name] = make()
        except ModuleNotFoundError as error:
            typer.echo(f"{name}: left out, {error.name} is not installed")
    return found


def row(name: str, hits: int, found: int, true: int, seconds: float, count: int) -> None:
    """Print precision, recall and the time for one file."""
    precision, recall = hits / max(found, 1), hits / max(true, 1)
    typer.echo(f"{name:<28} {precision:9.3f} {recall:6.3f} {1000 * seconds / count:8.1f} ms")


# --- web pages --------------------------------------------------------------------------------------


def _trafilatura(**options: Any) -> Reader:
    import trafilatura

    return lambda page: trafilatura.extract(page, include_comments=False, include_tables=True, **options) or ""


def _readability() -> Reader:
    import lxml.html
    import readability

    return lambda page: str(lxml.html.fromstring(readability.Document(page).summary()).text_content())


def _selectolax() -> Reader:
    from selectolax.lexbor import LexborHTMLParser

    def read(page: str) -> str:
        tree = LexborHTMLParser(page)
        tree.strip_tags(["script", "style", "nav", "header", "footer", "aside", "form"])
        return str(tree.body.text(separator=" "))

    return read


def _paragraphs() -> Reader:
    import lxml.html

    return lambda page: " ".join(p.text_content() for p in lxml.html.fromstring(page).iter("p"))


def _atau_page() -> Reader:
    from atau.documents.web_page import article_of

    return lambda page: article_of(page).text


@app.command()
def pages() -> None:
    """News pages with menus, counters, related links, comments and banners."""
    readers = available(
        {
            "trafilatura": _trafilatura,
            "trafilatura, for precision": lambda: _trafilatura(favor_precision=True),
            "readability-lxml": _readability,
            "selectolax, tags stripped": _selectolax,
            "lxml, <p> only": _paragraphs,
            "atau (trafilatura, simpler)": _atau_page,
        }
    )
    for name, read in readers.items():
        hits = found = true = 0
        start = time.perf_counter()
        for page_name, (page, text) in made_pages().items():
            # Whether a reader gives the title and the byline is no error either way.
            article = ARTICLES[int(page_name[-1]) - 1]
            free = Counter(_WORD.findall(f"{article.title} {article.author} {article.date}"))
            got = Counter(_WORD.findall(read(page))) - free
            expected = Counter(_WORD.findall(text)) - free
            hits, found, true = hits + (got & expected).total(), found + got.total(), true + expected.total()
        row(name, hits, found, true, time.perf_counter() - start, len(made_pages()))


# --- newspapers -------------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    """Words in order, those broken at line ends joined."""
    return _WORD.findall(re.sub(r"[-\ufffe\x02\xad]\r?\n?(?=\w)", "", text))


def in_order(found: list[str], true: list[str]) -> int:
    """Words of `found` that are words of `true` in its order."""
    blocks = difflib.SequenceMatcher(None, true, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _pdfium() -> Reader:
    import pypdfium2

    return lambda path: "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def _pypdf(**options: Any) -> Reader:
    import pypdf

    return lambda path: "\n".join(page.extract_text(**options) for page in pypdf.PdfReader(path).pages)


def _pdfplumber(**options: Any) -> Reader:
    import pdfplumber

    return lambda path: "\n".join(page.extract_text(**options) for page in pdfplumber.open(path).pages)


def read_with_atau(path: Path) -> str:
    """The text of the one document of a file."""
    from atau.documents.model import Part
    from atau.documents.options import ReadOptions
    from atau.documents.readers import read_parts

    with path.open("rb") as stream:
        [part] = read_parts(path.name, stream, ReadOptions())
    assert isinstance(part, Part)
    return part.text


@app.command()
def newspapers() -> None:
    """Two columns, hyphens, letter-spaced lines, running heads; drawn column by column, or across the columns."""
    readers = available(
        {
            "pypdfium2": _pdfium,
            "pypdf": _pypdf,
            "pypdf, layout": lambda: _pypdf(extraction_mode="layout"),
            "pdfplumber": _pdfplumber,
            "pdfplumber, text flow": lambda: _pdfplumber(use_text_flow=True),
            "atau (pypdfium2's letters)": lambda: read_with_atau,
        }
    )
    parts = [
        part for number, article in enumerate(ARTICLES) for part in (*([SPACED] * (number == 1)), *_parts(article))
    ]
    true = words("\n".join(parts))
    orders: tuple[Order, ...] = ("columns", "across")
    with tempfile.TemporaryDirectory() as folder:
        for order in orders:
            path = Path(folder) / f"{order}.pdf"
            newspaper(path, order=order)
            typer.echo(f"drawn: {order}")
            for name, read in readers.items():
                start = time.perf_counter()
                found = words(read(path))
                row(name, in_order(found, true), len(found), len(true), time.perf_counter() - start, 1)


def _parts(article: Article) -> list[str]:
    return [article.title, *article.paragraphs, article.author]


# --- Word -------------------------------------------------------------------------------------------


@app.command()
def word() -> None:
    """Word files: paragraphs, a table, a text box, a content control, an insertion with changes tracked."""
    import docx

    from make_word import read_by_blocks, read_by_paragraphs, word_file

    data, true = word_file()
    readers: dict[str, Reader] = {
        "python-docx, paragraphs": lambda _: read_by_paragraphs(docx.Document(io.BytesIO(data))),
        "python-docx, with tables": lambda _: read_by_blocks(docx.Document(io.BytesIO(data))),
        "atau (python-docx's tree)": lambda _: _word_with_atau(data),
    }
    for name, read in readers.items():
        start = time.perf_counter()
        got, expected = Counter(_WORD.findall(read(None))), Counter(_WORD.findall(true))
        row(name, (got & expected).total(), got.total(), expected.total(), time.perf_counter() - start, 1)


def _word_with_atau(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(data)
        return read_with_atau(path)


# --- mentions ---------------------------------------------------------------------------------------


@app.command()
def mentions(
    folder: Annotated[Path, typer.Argument(help="Folder with marked articles.")],
    model: Annotated[str, typer.Option(help="Pipeline.")] = "rules",
) -> None:
    """Mentions found in articles, against those found in newspapers made of them: what reading a PDF costs."""
    import atau
    from atau.corpus.marked import scan_marked
    from atau.corpus.records import from_marked

    nlp = atau.load(model)

    def found(text: str) -> Counter[tuple[str, str]]:
        """(label, letters) of the mentions: hyphens and line ends left out."""
        return Counter((ent.label_, re.sub(r"[\W_]+", "", ent.text)) for ent in nlp(text).ents)

    readers = {"pypdfium2, in columns": (_pdfium(), "columns"), "atau, across": (read_with_atau, "across")}
    total: Counter[tuple[str, str]] = Counter()
    seconds: Counter[str] = Counter()
    sources = sorted(folder.glob("*.txt"))
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "a.pdf"
        for source in sources:
            text = from_marked(scan_marked(source.read_text("utf-8")).marked, identity="", file="").text
            paragraphs = tuple(" ".join(part.split()) for part in text.split("\n") if part.strip())
            true = found("\n\n".join(paragraphs))
            for name, (read, order) in readers.items():
                newspaper(path, [Article("", "", "", paragraphs)], order=order, spaced_heads=False)  # type: ignore[arg-type]
                start = time.perf_counter()
                got = found(re.sub("\ufffe", "-\n", read(path).replace("\r\n", "\n")))
                seconds[name] += time.perf_counter() - start  # type: ignore[assignment]
                total[name, "hits"] += (got & true).total()
                total[name, "found"] += got.total()
                total[name, "true"] += true.total()
    for name in readers:
        row(name, total[name, "hits"], total[name, "found"], total[name, "true"], seconds[name], len(sources))


if __name__ == "__main__":
    app()
