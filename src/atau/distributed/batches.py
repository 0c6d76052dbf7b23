"""A table of documents to tables of what is found in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

import pyarrow as pa

from atau.annotate.annotation import Annotation
from atau.batching import in_batches
from atau.distributed.annotator import Annotator
from atau.distributed.columns import ID, ROW, found_batch, found_schema
from atau.distributed.isolated import IsolatedAnnotator
from atau.distributed.options import Options, model_version
from atau.distributed.reading import Columns, Slice, slices, text_of
from atau.distributed.tables import Tables

if TYPE_CHECKING:
    from atau.distributed.reading import Batch

_SLICE: Final = 512  # documents whose results are handed on at a time


class Texts(Protocol):
    """What annotates texts: `Annotator` or `IsolatedAnnotator`."""

    def __call__(self, texts: Sequence[str]) -> pa.RecordBatch: ...

    def close(self) -> None: ...


def annotate_batches(
    batches: Batch | Iterable[Batch],
    *,
    text: str,
    id: str | None = None,
    keep: Sequence[str] = (),
    row: str | None = None,
    **options: Any,
) -> Iterator[Tables]:
    """What is found in each document of `batches`, in order, a few hundred documents at a time.

    batches: tables of PyArrow or pandas, or one. text: the column of the documents, of text or of bytes in UTF-8. id:
    the column of what they are called; without it they are called by their number. keep: columns that `documents`
    carries through. row: the column of numbers by which documents are told apart, whatever their ids; without it they
    are counted from 0. options: the fields of `Options`.

    Every row of the input becomes one row of ``documents``, with an error where it cannot be annotated: what is null,
    no text or too long, what raises, hangs or ends its process. Nothing else ends the run but a table without these
    columns (ValueError), and a pipeline that cannot be loaded (WorkerError).

    >>> import pyarrow as pa
    >>> news = pa.table({"id": ["a", "b"], "text": ["Атырауда 5 адам.", None]})
    >>> for found in annotate_batches(news, text="text", id="id", model="rules"):
    ...     print(found.mentions.column("text").to_pylist(), found.errors.to_pylist())
    ['Атырауда', '5'] [{'row': 1, 'id': 'b', 'error': 'the text is null'}]
    """
    columns = Columns(text, id, keep, row)  # type: ignore[arg-type]
    chosen = Options(**options).settled()
    columns.check(document_names(chosen))
    annotator = make_annotator(chosen, started_with(chosen))
    return _closing(annotate_slices([batches] if is_table(batches) else batches, columns, annotator, chosen), annotator)


def document_names(options: Options) -> list[str]:
    """The columns of a table of documents that are not the user's."""
    return [ROW, ID, *found_schema(options).names]


def started_with(options: Options) -> str | None:
    """The version of the model here, which that of every worker has to be."""
    assert options.model is not None, "the options are settled first"
    return model_version(options.model)


def make_annotator(options: Options, version: str | None) -> Texts:
    """What annotates the texts of a worker. Raises WorkerError."""
    return IsolatedAnnotator(options, version) if options.isolate else Annotator(options, version)


def annotate_slices(batches: Iterable[Batch], columns: Columns, annotator: Texts, options: Options) -> Iterator[Tables]:
    """As `annotate_batches`, with an annotator that goes on living."""
    first = 0
    for batch in batches:
        for part in slices(batch, columns, first, _SLICE):
            yield Tables(_documents(part, annotator, options))
        first += len(batch)


def is_table(given: Any) -> bool:
    """Whether it is one table, and not several."""
    return isinstance(given, (pa.RecordBatch, pa.Table)) or hasattr(given, "iloc")


def _closing(tables: Iterator[Tables], annotator: Texts) -> Iterator[Tables]:
    try:
        yield from tables
    finally:
        annotator.close()


def _documents(part: Slice, annotator: Texts, options: Options) -> pa.Table:
    read = [text_of(value, options.max_bytes) for value in part.texts]
    texts = [text for text, _ in read if text is not None]
    found = [annotator(batch) for batch in in_batches(texts, len)]
    problems: list[Annotation | str] = [problem for _, problem in read if problem is not None]
    rows = pa.Table.from_batches([*found, found_batch(problems, options)], found_schema(options))
    # The texts stand first and the others behind them; the order of the input is that of the documents.
    good, bad = 0, len(texts)
    order = []
    for _, problem in read:
        order.append(good if problem is None else bad)
        good, bad = (good + 1, bad) if problem is None else (good, bad + 1)
    rows = rows.take(pa.array(order, pa.int64()))
    names = pa.array(part.ids, pa.string())
    table = pa.table({ROW: pa.array(part.rows, pa.int64()), ID: names})
    for source in (part.kept, rows):
        for name, column in zip(source.column_names, source.columns, strict=True):
            table = table.append_column(source.schema.field(name), column)
    return table
