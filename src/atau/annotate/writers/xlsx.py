"""Excel workbooks, with the columns of csv."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from atau.annotate.annotation import Annotated
from atau.annotate.output import Output
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer
from atau.annotate.writers.rows import columns, rows_of

#: Rows of a sheet, the head included.
SHEET_ROWS: Final = 1_048_576
_CHARACTERS: Final = 32_767  # of a cell
_WIDTHS: Final = {"id": 24, "text": 36, "normal": 36, "explanation": 60, "counted": 18, "source": 28}
_DIGITS: Final = 15  # that Excel keeps of a number
_BLOCK: Final = 1 << 20


@register_writer(
    "xlsx",
    description="Excel workbook, a row per mention",
    suffixes=(".xlsx",),
    explains=True,
    single_document=True,
    binary=True,
    requires="xlsxwriter",
    extra="xlsx",
)
class XlsxWriter:
    """A sheet of mentions, its head frozen and filterable; a second one where the first is full.

    Texts are texts, never formulas or links. A text longer than a cell holds is cut, with an ellipsis. A number
    with more digits than Excel keeps is a text. Rows go to a temporary file as they come, so that memory stays bounded.
    """

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output
        self._explain = options.explain
        self._columns = columns(explain=options.explain)
        self._folder = tempfile.TemporaryDirectory(prefix="atau-")
        self._path = Path(self._folder.name) / "mentions.xlsx"
        self._book = open_book(self._path, self._folder.name)
        self._bold = self._book.add_format({"bold": True})
        self._sheet: Any = None
        self._row = 0

    def write(self, batch: Sequence[Annotated]) -> None:
        for item in batch:
            for row in rows_of(item, explain=self._explain):
                if self._sheet is None or self._row >= SHEET_ROWS:
                    self._start()
                for column, name in enumerate(self._columns):
                    write_cell(self._sheet, self._row, column, row[name])
                self._row += 1

    def close(self, *, complete: bool) -> None:
        try:
            if complete:
                if self._sheet is None:
                    self._start()
                self._finish()
                self._book.close()
                with self._path.open("rb") as stream:
                    while block := stream.read(_BLOCK):
                        self._output.write(block)
        finally:
            self._output.close(complete=complete)
            # Nobody is told of rows that go unwritten.
            self._book.fileclosed = 1
            self._folder.cleanup()

    def _start(self) -> None:
        self._finish()
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        for column, name in enumerate(self._columns):
            self._sheet.set_column(column, column, _WIDTHS.get(name, 10))
            self._sheet.write_string(0, column, name, self._bold)
        self._row = 1

    def _finish(self) -> None:
        if self._sheet is not None:
            self._sheet.autofilter(0, 0, max(self._row - 1, 1), len(self._columns) - 1)


def open_book(path: Path, folder: str) -> Any:
    """A workbook that is written to `path` when it is closed; its rows wait in `folder`, and come in order."""
    import xlsxwriter

    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": folder}
    return xlsxwriter.Workbook(str(path), settings)


def write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    """A text or a number, nothing for None; too long a text is cut, a number with too many digits becomes a text."""
    if value is None:
        return
    if isinstance(value, str):
        text = value.encode("utf-8", errors="replace").decode("utf-8")
        text = text if len(text) <= _CHARACTERS else text[: _CHARACTERS - 1] + "…"
        sheet.write_string(row, column, text)
    elif isinstance(value, float) or len(Decimal(value).normalize().as_tuple().digits) <= _DIGITS:
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, format(value, "f") if isinstance(value, Decimal) else str(value))
