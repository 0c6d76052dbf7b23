"""Apache Parquet, with the columns of csv."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from atau.annotate.annotation import Annotated
from atau.annotate.arrow import cells, mention_schema
from atau.annotate.output import Output
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer
from atau.annotate.writers.rows import rows_of


@register_writer(
    "parquet",
    description="Apache Parquet, a row per mention",
    suffixes=(".parquet",),
    explains=True,
    single_document=True,
    binary=True,
    requires="pyarrow",
    extra="parquet",
)
class ParquetWriter:
    """A row group per batch. start, end: int32, in characters; value, low, high: decimal128(38, 12); score: float64.

    A number that does not fit, of more than 26 digits or 12 decimals, is null rather than rounded.
    """

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        import pyarrow as pa

        self._pa = pa
        self._output = output
        self._explain = options.explain
        self._schema = mention_schema(explain=options.explain)
        self._writer: Any = None

    def write(self, batch: Sequence[Annotated]) -> None:
        rows = [cells(row) for item in batch for row in rows_of(item, explain=self._explain)]
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


class _Sink:
    """An `Output` as the file object that pyarrow expects."""

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
