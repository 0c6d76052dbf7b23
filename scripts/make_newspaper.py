"""A newspaper as a PDF: two columns, words broken at line ends, letter-spaced lines, running heads, page numbers.

fpdf2 writes it, with the font Roboto (font-roboto; Apache-2.0), which has all Kazakh letters; both are in the extra
`dev`. The same page can be drawn in the orders that layout programs write: column by column, or line by line across
the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from document_texts import ARTICLES, Article, hyphenated

Order = Literal["columns", "across"]
#: Points.
WIDTH, HEIGHT, MARGIN, GUTTER, SIZE, LEADING = 420, 560, 36, 16, 9, 12
COLUMN: Final = (WIDTH - 2 * MARGIN - GUTTER) / 2
TOP: Final = MARGIN + 22
HEAD: Final = "АТЫРАП АЙНАСЫ"
SPACED: Final = "Р Е С М И Х А Б А Р"
LETTER_SPACE: Final = 2.4


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of text on a page. spacing: points between letters, words: more between words (a justified line)."""

    page: int
    x: float
    y: float
    text: str
    size: float = SIZE
    bold: bool = False
    spacing: float = 0.0
    words: float = 0.0


def font_files() -> tuple[Path, Path]:
    """Roboto, regular and bold."""
    from importlib.resources import files

    folder = Path(str(files("font_roboto") / "files"))
    return folder / "Roboto-Regular.ttf", folder / "Roboto-Bold.ttf"


def newspaper(path: Path, articles: Sequence[Article] = ARTICLES, order: Order = "columns", **options: Any) -> None:
    """Write the newspaper. Options: see `_Paper`."""
    _Paper(order=order, **options).write(path, articles)


@dataclass(slots=True)
class _Paper:
    order: Order = "columns"
    password: str | None = None
    justify: bool = True
    spaced_heads: bool = True
    title: str = ""
    author: str = ""

    def write(self, path: Path, articles: Sequence[Article]) -> None:
        import fpdf

        pdf = fpdf.FPDF(unit="pt", format=(WIDTH, HEIGHT))
        regular, bold = font_files()
        pdf.add_font("Text", fname=regular)
        pdf.add_font("Text", style="B", fname=bold)
        pdf.set_auto_page_break(False)
        if self.title:
            pdf.set_title(self.title)
        if self.author:
            pdf.set_author(self.author)
        if self.password is not None:
            pdf.set_encryption(owner_password="owner", user_password=self.password)
        pieces = sorted(self._pieces(pdf, articles), key=self._place)
        page = 0
        for piece in pieces:
            while page < piece.page:
                pdf.add_page()
                page += 1
            pdf.set_font("Text", style="B" if piece.bold else "", size=piece.size)
            pdf.set_char_spacing(piece.spacing)
            if piece.words:
                self._justified(pdf, piece)
            else:
                pdf.text(piece.x, piece.y, piece.text)
        pdf.output(str(path))

    def _place(self, piece: _Piece) -> tuple[float, ...]:
        column = piece.x > WIDTH / 2
        return (piece.page, piece.y, column) if self.order == "across" else (piece.page, column, piece.y)

    @staticmethod
    def _justified(pdf: Any, piece: _Piece) -> None:
        x = piece.x
        for word in piece.text.split(" "):
            pdf.text(x, piece.y, word)
            x += pdf.get_string_width(word + " ") + piece.words

    def _pieces(self, pdf: Any, articles: Sequence[Article]) -> Iterator[_Piece]:
        """The articles one after another: down the left column, down the right one, on to the next page."""
        page, column, y = 1, 0, float(TOP)
        yield from self._furniture(1)

        def lines() -> Iterator[tuple[str, float, bool, float, float, float]]:
            """(text, size, bold, spacing, words, space above)"""
            for number, article in enumerate(articles):
                if number == 1 and self.spaced_heads:
                    # Spaces between the letters, as a copied headline has them.
                    yield SPACED, SIZE, True, 0.0, 0.0, 14
                pdf.set_font("Text", style="B", size=12)
                # The second headline is spaced by the layout program instead.
                spacing = LETTER_SPACE if number == 2 and self.spaced_heads else 0.0
                pdf.set_char_spacing(spacing)
                for place, line in enumerate(_wrapped(pdf, article.title)):
                    yield line, 12, True, spacing, 0.0, 0 if place else 16
                pdf.set_char_spacing(0)
                pdf.set_font("Text", size=SIZE)
                for paragraph in article.paragraphs:
                    wrapped = hyphenated(paragraph, COLUMN, pdf.get_string_width, first=COLUMN - 10)
                    for place, line in enumerate(wrapped):
                        gaps = line.count(" ")
                        last = place == len(wrapped) - 1
                        spare = COLUMN - (0 if place else 10) - pdf.get_string_width(line)
                        words = spare / gaps if gaps and self.justify and not last else 0.0
                        yield ("\t" if place == 0 else "") + line, SIZE, False, 0.0, words, 0
                yield article.author, SIZE, True, 0.0, 0.0, 5

        for text, size, bold, spacing, words, above in lines():
            if not text:
                continue
            y += above + (LEADING if size == SIZE else 15)
            if y > HEIGHT - MARGIN - 16:
                column, y = column + 1, float(TOP + LEADING)
                if column == 2:
                    page, column = page + 1, 0
                    yield from self._furniture(page)
            indent = 10 if text.startswith("\t") else 0
            x = MARGIN + column * (COLUMN + GUTTER) + indent
            yield _Piece(page, x, y, text.lstrip("\t"), size, bold, spacing, words)

    @staticmethod
    def _furniture(page: int) -> Iterator[_Piece]:
        yield _Piece(page, MARGIN, MARGIN, HEAD, 8, True)
        yield _Piece(page, WIDTH - MARGIN - 60, MARGIN, "№ 41 (1207)", 8)
        yield _Piece(page, WIDTH / 2 - 4, HEIGHT - MARGIN + 10, str(page), 8)


def _wrapped(pdf: Any, text: str) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        candidate = f"{lines[-1]} {word}".strip()
        if lines[-1] and pdf.get_string_width(candidate) > COLUMN - 4:
            lines.append(word)
        else:
            lines[-1] = candidate
    return lines


def scanned(path: Path) -> None:
    """A PDF of one page that is a picture: no text."""
    import fpdf
    from PIL import Image

    pdf = fpdf.FPDF(unit="pt", format=(WIDTH, HEIGHT))
    pdf.add_page()
    pdf.image(Image.new("L", (WIDTH, HEIGHT), 230), 0, 0, WIDTH, HEIGHT)
    pdf.output(str(path))
