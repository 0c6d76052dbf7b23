"""CSV that spreadsheets open correctly."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from atau.annotate.annotation import Annotated
from atau.annotate.output import Output
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer
from atau.annotate.writers.rows import columns, rows_of

# What makes a spreadsheet take a cell for a formula; https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: Any) -> Any:
    """`value` for a spreadsheet: a text that would be taken for a formula gets an apostrophe in front.

    Half a surrogate pair becomes a question mark, NUL a box; numbers stay numbers, without an exponent.
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if not isinstance(value, str):
        return value
    text = value.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text


@register_writer("csv", description="a row per mention, for spreadsheets", suffixes=(".csv",), explains=True)
class CsvWriter:
    """RFC 4180 in UTF-8 with a byte order mark, by which spreadsheets recognise the encoding."""

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output
        self._options = options
        self._columns = columns(explain=options.explain)
        self._started = False

    def write(self, batch: Sequence[Annotated]) -> None:
        self._write([row for item in batch for row in rows_of(item, explain=self._options.explain)])

    def close(self, *, complete: bool) -> None:
        if complete and not self._started:
            self._write([])
        self._output.close(complete=complete)

    def _write(self, rows: Sequence[dict[str, Any]]) -> None:
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, delimiter=self._options.delimiter, lineterminator="\r\n")
        if not self._started:
            buffer.write("\ufeff")
            writer.writerow(self._columns)
            self._started = True
        writer.writerows([safe_cell(row[name]) for name in self._columns] for row in rows)
        data = buffer.getvalue().encode("utf-8")
        if data:
            self._output.write(data)
