"""CSV and TSV that spreadsheets open correctly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from atau.annotate.annotation import Annotated
from atau.annotate.output import Output
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer
from atau.annotate.writers.rows import columns, rows_of

# What makes a spreadsheet take a cell for a formula; https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA: Final = "=+\\-@＝＋－＠"
_STARTS: Final = re.compile(rf"[{_FORMULA}\t\r\n]")
# A program that parts the line at another character than we do begins a cell in the middle of ours.
_SEPARATORS: Final = ",;\t\r\n"


def safe_cell(value: Any, delimiter: str = ",") -> Any:
    """`value` for a spreadsheet: a text that would be taken for a formula gets an apostrophe in front.

    So does the rest of a text after a comma, a semicolon, a tab or a line break that is not the `delimiter`, where it
    would be a formula in a program that parts cells there. Half a surrogate pair becomes a question mark, NUL a box;
    numbers stay numbers, without an exponent.

    >>> [safe_cell(text) for text in ("=1+1", "a;=1+1;b", "5-6", "а,-5")]
    ["'=1+1", "a;'=1+1;b", '5-6', 'а,-5']
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if not isinstance(value, str):
        return value
    text = value.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "\ufffd")
    others = _SEPARATORS.replace(delimiter, "")
    text = re.sub(rf"(?<=[{others}])(?=[{_FORMULA}])", "'", text)
    return f"'{text}" if _STARTS.match(text) else text


def csv_row(values: Sequence[Any], delimiter: str) -> str:
    """A line of RFC 4180: texts in quotation marks, numbers without, nothing for None."""
    return delimiter.join(_cell(value, delimiter) for value in values) + "\r\n"


def _cell(value: Any, delimiter: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = str(safe_cell(value, delimiter)).replace('"', '""')
        return f'"{text}"'
    return format(value, "f") if isinstance(value, Decimal) else str(value)


class CsvWriter:
    """RFC 4180 in UTF-8 with a byte order mark, by which spreadsheets recognise the encoding."""

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS, delimiter: str | None = None) -> None:
        self._output = output
        self._options = options
        self._delimiter = delimiter or options.delimiter
        self._columns = columns(explain=options.explain)
        self._started = False

    def write(self, batch: Sequence[Annotated]) -> None:
        self._write([row for item in batch for row in rows_of(item, explain=self._options.explain)])

    def close(self, *, complete: bool) -> None:
        if complete and not self._started:
            self._write([])
        self._output.close(complete=complete)

    def _write(self, rows: Sequence[dict[str, Any]]) -> None:
        lines = [csv_row([row[name] for name in self._columns], self._delimiter) for row in rows]
        if not self._started:
            # Their names need no quotation marks.
            lines.insert(0, "\ufeff" + self._delimiter.join(self._columns) + "\r\n")
            self._started = True
        if lines:
            self._output.write("".join(lines).encode("utf-8"))


@register_writer("csv", description="a row per mention, for spreadsheets", suffixes=(".csv",), explains=True)
def csv_writer(output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> CsvWriter:
    """The table of `rows`, separated by the delimiter that the user chose."""
    return CsvWriter(output, options)


@register_writer("tsv", description="a row per mention, separated by tabs", suffixes=(".tsv",), explains=True)
def tsv_writer(output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> CsvWriter:
    """The same table, separated by tabs, whatever delimiter was chosen."""
    return CsvWriter(output, options, "\t")
