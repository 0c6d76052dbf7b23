"""One row a mention: CSV that opens right in a spreadsheet, and Parquet.

The columns are the same. Numbers that are not there are empty; the ranges and fractions that a cell cannot hold
(`exact`, `sides`) are in the JSONL output.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from atau.annotate.batches import Annotated, Entity, WriterRequirements
from atau.annotate.output import Output

if TYPE_CHECKING:
    import pyarrow

TEXTS: Final = ("id", "layer", "label", "text", "normal", "cluster", "unit", "kind", "approx", "counted", "source")
NUMBERS: Final = ("value", "low", "high", "score")
COLUMNS: Final = (
    "id", "layer", "start", "end", "label", "text", "normal", "cluster", "value", "low", "high", "unit", "kind",
    "approx", "counted", "score", "source",
)  # fmt: skip
_OF_QUANTITY: Final = ("value", "low", "high", "unit", "kind", "approx", "counted")
# What makes a spreadsheet take a cell for a formula; https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MISSING_PYARROW: Final = (
    '--format parquet needs the package pyarrow, which is not installed: pip install "atau[parquet]", or use '
    "--format csv"
)


def rows_of(item: Annotated) -> Iterator[dict[str, Any]]:
    """The mentions of a record, outermost first, as dictionaries of `COLUMNS`. layer: flat or nested."""
    identity = item.record.id
    name = identity if isinstance(identity, str) else str(identity)
    for layer, ents in (("flat", item.annotation.ents), ("nested", item.annotation.nested)):
        for ent in ents:
            yield {"id": name, "layer": layer, **_row(ent)}


def _row(ent: Entity) -> dict[str, Any]:
    quantity = ent["quantity"] if isinstance(ent["quantity"], dict) else {}
    row = {name: ent.get(name) for name in COLUMNS[2:] if name not in _OF_QUANTITY}
    row.update({name: quantity.get(name) for name in _OF_QUANTITY})
    return row


def safe_cell(value: Any) -> Any:
    """`value` for a spreadsheet: a text that would be taken for a formula gets an apostrophe in front.

    Half a surrogate pair becomes a question mark, NUL a box; numbers stay numbers.
    """
    if not isinstance(value, str):
        return value
    text = value.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text


class CsvWriter:
    """RFC 4180 in UTF-8 with a byte order mark, by which spreadsheets know the encoding."""

    need = WriterRequirements()

    def __init__(self, output: Output, delimiter: str = ",") -> None:
        self._output = output
        self._delimiter = delimiter
        self._started = False

    def write(self, batch: Sequence[Annotated]) -> None:
        self._write([row for item in batch for row in rows_of(item)])

    def close(self, *, complete: bool) -> None:
        if complete and not self._started:
            self._write([])
        self._output.close(complete=complete)

    def _write(self, rows: Sequence[dict[str, Any]]) -> None:
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, delimiter=self._delimiter, lineterminator="\r\n")
        if not self._started:
            buffer.write("\ufeff")
            writer.writerow(COLUMNS)
            self._started = True
        writer.writerows([safe_cell(row[name]) for name in COLUMNS] for row in rows)
        data = buffer.getvalue().encode("utf-8")
        if data:
            self._output.write(data)


class ParquetWriter:
    """Apache Parquet, a row group a batch. start, end: int32, in characters; value, low, high, score: float64."""

    need = WriterRequirements()

    def __init__(self, output: Output) -> None:
        import pyarrow as pa

        self._pa = pa
        self._output = output
        self._schema = pa.schema([(name, _type(pa, name)) for name in COLUMNS])
        self._writer: Any = None

    def write(self, batch: Sequence[Annotated]) -> None:
        rows = [{k: _arrow(k, v) for k, v in row.items()} for item in batch for row in rows_of(item)]
        self._start().write_table(self._pa.Table.from_pylist(rows, schema=self._schema))

    def close(self, *, complete: bool) -> None:
        if complete:
            self._start().close()
        self._output.close(complete=complete)

    def _start(self) -> Any:
        if self._writer is None:
            from pyarrow import parquet

            self._writer = parquet.ParquetWriter(_Sink(self._output), self._schema, compression="zstd")
        return self._writer


def _type(pa: Any, name: str) -> pyarrow.DataType:
    if name in TEXTS:
        return pa.string()
    return pa.float64() if name in NUMBERS else pa.int32()


def _arrow(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", errors="replace").decode("utf-8")
    return float(value) if value is not None and name in NUMBERS else value


class _Sink:
    """An `Output` as the file that pyarrow wants."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._size = 0
        self.closed = False

    def write(self, data: Any) -> int:
        self._output.write(bytes(data))
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        return self._size

    def flush(self) -> None: ...

    def close(self) -> None:
        self.closed = True

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False
