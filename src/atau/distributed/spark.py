"""On Spark: the Python workers of the executors, each with a pipeline of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from atau.distributed.batches import Texts, annotate_slices, document_names, make_annotator, started_with
from atau.distributed.columns import ERROR, FACTS, ID, MENTIONS, ROW, found_schema
from atau.distributed.options import Options
from atau.distributed.reading import Columns

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame
    from pyspark.sql.types import DataType, StructType

_ROW: Final = "atau_row"  # what the column of numbers is called on its way


@dataclass(frozen=True, slots=True)
class SparkTables:
    """As `atau.distributed.Tables`, of data frames that are not computed before they are read or written.

    Each of them computes `documents` anew: write or persist that one first.
    """

    documents: DataFrame

    @property
    def mentions(self) -> DataFrame:
        """A row per mention."""
        return self._flat(MENTIONS)

    @property
    def facts(self) -> DataFrame:
        """A row per fact."""
        return self._flat(FACTS)

    @property
    def errors(self) -> DataFrame:
        """A row per document that could not be annotated."""
        return self.documents.where(f"{ERROR} IS NOT NULL").select(ROW, ID, ERROR)

    def _flat(self, column: str) -> DataFrame:
        from pyspark.sql.functions import explode

        found = self.documents.select(ID, explode(column).alias("found"), ROW)
        return found.select(ID, "found.*", ROW)


def spark_annotate(
    df: DataFrame,
    *,
    text: str,
    id: str | None = None,
    keep: Sequence[str] = (),
    row: str | None = None,
    **options: Any,
) -> SparkTables:
    """`annotate_batches` on Spark; nothing is computed yet.

    row: without it Spark numbers the rows: the partition in the upper bits, so numbers are unique, not consecutive. A
    Python worker loads the pipeline once and keeps it from task to task; a task that fails with its worker is done
    again, as often as ``spark.task.maxFailures`` says. Raises TypeError and ValueError as `annotate_batches`; what a
    worker lacks shows when the data frame is computed.
    """
    from pyspark.sql.functions import col, monotonically_increasing_id

    columns = Columns(text, id, keep, row)  # type: ignore[arg-type]
    chosen = Options(**options).settled()
    columns.check(document_names(chosen))
    missing = [name for name in columns.names if name not in df.columns]
    if missing:
        raise ValueError(f"the table has no column {missing[0]!r}; its columns: {', '.join(map(repr, df.columns))}")
    # In backquotes a dot is a part of the name.
    picked = [col(f"`{name}`") for name in columns.names]
    if row is None:
        picked.append(monotonically_increasing_id().alias(_ROW))
        columns = Columns(text, id, columns.keep, _ROW)
    version = started_with(chosen)

    def annotate(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        return annotate_partition(batches, columns, chosen, version)

    return SparkTables(df.select(*picked).mapInArrow(annotate, _schema(df, columns, chosen)))


def annotate_partition(
    batches: Iterator[pyarrow.RecordBatch], columns: Columns, options: Options, version: str | None
) -> Iterator[pyarrow.RecordBatch]:
    """The work of a task: its batches, with the pipeline of its worker."""
    annotator = _annotator_of_process(options, version)
    for found in annotate_slices(batches, columns, annotator, options):
        yield from found.documents.combine_chunks().to_batches()


# Of this process, for its next task: what it was made with, and what annotates.
_kept: tuple[tuple[int, Options, str | None], Texts] | None = None


def _annotator_of_process(options: Options, version: str | None) -> Texts:
    global _kept
    made_with = (os.getpid(), options, version)
    if _kept is not None and _kept[0] == made_with:
        return _kept[1]
    if _kept is not None and _kept[0][0] == os.getpid():
        _kept[1].close()
    _kept = None
    annotator = make_annotator(options, version)
    _kept = (made_with, annotator)
    return annotator


def _schema(df: DataFrame, columns: Columns, options: Options) -> StructType:
    from pyspark.sql.types import LongType, StringType, StructField, StructType

    found = [StructField(field.name, _spark_type(field.type)) for field in found_schema(options)]
    kept = [StructField(name, df.schema[name].dataType) for name in columns.keep]
    return StructType([StructField(ROW, LongType()), StructField(ID, StringType()), *kept, *found])


def _spark_type(kind: pyarrow.DataType) -> DataType:
    """The type of Spark that a column of `found_schema` becomes."""
    import pyarrow as pa
    from pyspark.sql import types as spark

    if pa.types.is_list(kind):
        return spark.ArrayType(_spark_type(kind.value_type))
    if pa.types.is_struct(kind):
        return spark.StructType([spark.StructField(field.name, _spark_type(field.type)) for field in kind])
    if pa.types.is_decimal128(kind):
        return spark.DecimalType(kind.precision, kind.scale)
    simple = {
        pa.string(): spark.StringType, pa.int32(): spark.IntegerType, pa.int64(): spark.LongType,
        pa.float64(): spark.DoubleType,
    }  # fmt: skip
    return simple[kind]()
