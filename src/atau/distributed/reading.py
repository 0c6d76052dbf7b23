"""Texts, ids and other columns of a batch, whatever kind of table it is; what is no text becomes an error message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pyarrow as pa

from atau.documents.decoding import nul_problem

#: pyarrow.RecordBatch, pyarrow.Table or pandas.DataFrame; none of them has types.
Batch: TypeAlias = Any

_NULLS: Final = ("NAType", "NaTType")
_RAW: Final = (
    (pa.types.is_string, pa.binary()),
    (pa.types.is_large_string, pa.large_binary()),
    (pa.types.is_string_view, pa.binary_view()),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the input are read. text: the documents. id: what they are called, None where rows are only
    numbered. keep: those carried through. row: their numbers, None where they are counted."""

    text: str
    id: str | None = None
    keep: tuple[str, ...] = ()
    row: str | None = None

    @property
    def names(self) -> list[str]:
        """Each of them once."""
        return list(dict.fromkeys([self.text, *filter(None, (self.id, self.row)), *self.keep]))

    def __post_init__(self) -> None:
        if isinstance(self.keep, str):
            raise TypeError(f"keep: give a list of columns, not the text {self.keep!r}")
        object.__setattr__(self, "keep", tuple(self.keep))

    def check(self, reserved: Sequence[str]) -> None:
        """Raises ValueError where a column that is kept has the name of one that is written."""
        taken = sorted({name for name in self.keep if name in reserved})
        if taken:
            raise ValueError(
                f"keep: a column {taken[0]!r} is written by atau itself; rename it before, or leave it out (the id is "
                "always kept)"
            )


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows of a batch, in order. kept: a column for each name of `Columns.keep`."""

    texts: list[Any]
    ids: list[str | None]
    rows: list[int]
    kept: pa.Table

    def __len__(self) -> int:
        return len(self.texts)


def slices(batch: Batch, columns: Columns, first: int, size: int) -> Iterator[Slice]:
    """`batch` in slices of at most `size` rows. first: the number of its first row where rows are counted.

    Raises TypeError where it is no table, ValueError where it has no such column.
    """
    table = _checked(batch, columns)
    for start in range(0, len(table), size):
        part = table[start : start + size]
        count = len(part)
        rows = list(range(first + start, first + start + count))
        if columns.row is not None:
            rows = _numbers(_values(part, columns.row), columns.row)
        ids: list[str | None] = [str(row) for row in rows]
        if columns.id is not None:
            ids = [_id(value) for value in _values(part, columns.id)]
        yield Slice(_values(part, columns.text), ids, rows, _kept(part, columns.keep, count))


def text_of(value: Any, max_bytes: int) -> tuple[str | None, str | None]:
    """(text, None), or (None, why it is none)."""
    if _is_null(value):
        return None, "the text is null"
    if isinstance(value, str):
        try:
            raw = value.encode("utf-8")
        except UnicodeEncodeError as error:
            return None, f"the text contains half a surrogate pair at character {error.start}"
    elif isinstance(value, (bytes, bytearray, memoryview)):
        raw = bytes(value)
    else:
        return None, f"the text is of the type {type(value).__name__}, not text"
    if len(raw) > max_bytes:
        return None, f"the text of {len(raw):,} bytes is longer than {max_bytes:,} bytes (max_bytes)"
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, f"the text is not UTF-8: {error.reason} at byte offset {error.start}"
    problem = nul_problem(text)
    return (text, None) if problem is None else (None, f"the text contains {problem}")


def _checked(batch: Batch, columns: Columns) -> Batch:
    if isinstance(batch, (pa.RecordBatch, pa.Table)):
        have = list(batch.schema.names)
    elif hasattr(batch, "iloc") and hasattr(batch, "columns"):
        have = [str(name) for name in batch.columns]
    else:
        raise TypeError(f"a batch is a pyarrow.Table, a pyarrow.RecordBatch or a pandas.DataFrame, not a {type(batch)}")
    for name in columns.names:
        if have.count(name) != 1:
            problem = "no column" if name not in have else "more than one column"
            raise ValueError(f"the table has {problem} {name!r}; its columns: {', '.join(map(repr, have)) or 'none'}")
    return batch if isinstance(batch, (pa.RecordBatch, pa.Table)) else batch.iloc[:]


def _values(part: Any, name: str) -> list[Any]:
    """The values of a column as Python objects; texts as bytes, for what stands in a column of text may be none."""
    if not isinstance(part, (pa.RecordBatch, pa.Table)):
        return list(part[name])
    column = part.column(name)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    for is_text, raw in _RAW:
        if is_text(column.type):
            column = column.cast(raw)
    return list(column.to_pylist())


def _is_null(value: Any) -> bool:
    """None, or what pandas has in its place."""
    return value is None or (isinstance(value, float) and value != value) or type(value).__name__ in _NULLS


def _id(value: Any) -> str | None:
    """What a document is called: text as it is, bytes that are none in hexadecimal digits, null as null."""
    if _is_null(value):
        return None
    if isinstance(value, (bytes, bytearray, memoryview)):
        raw = bytes(value)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.hex()
    return str(value).encode("utf-8", errors="replace").decode("utf-8")


def _numbers(values: list[Any], name: str) -> list[int]:
    if not all(isinstance(value, int) for value in values):
        raise ValueError(f"the column {name!r} of row numbers holds something else than whole numbers")
    return values


def _kept(part: Any, keep: Sequence[str], count: int) -> pa.Table:
    if not keep:
        return pa.table({"": pa.nulls(count)}).select([])
    if isinstance(part, pa.RecordBatch):
        part = pa.Table.from_batches([part])
    if isinstance(part, pa.Table):
        return part.select(list(keep))
    try:
        return pa.Table.from_pandas(part[list(keep)], preserve_index=False).replace_schema_metadata(None)
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError) as error:
        raise ValueError(f"keep: a column holds values of different kinds, which no table can: {error}") from None
