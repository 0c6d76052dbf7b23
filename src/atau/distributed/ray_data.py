"""On Ray Data: a pool of actors, each with a pipeline of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from atau.distributed.batches import annotate_slices, document_names, make_annotator, started_with
from atau.distributed.options import Options
from atau.distributed.reading import Columns
from atau.distributed.tables import flat

if TYPE_CHECKING:
    import pyarrow
    import ray.data

_ROW: Final = "atau_row"  # what the column of numbers is called on its way
_BATCH: Final = 512


@dataclass(frozen=True, slots=True)
class RayTables:
    """As `atau.distributed.Tables`, of data sets that are not computed before they are read or written.

    Each of them computes `documents` anew: write that one first, and make the others of what was written.
    """

    documents: ray.data.Dataset

    @property
    def mentions(self) -> ray.data.Dataset:
        """A row per mention."""
        return self._flat("mentions")

    @property
    def facts(self) -> ray.data.Dataset:
        """A row per fact."""
        return self._flat("facts")

    @property
    def errors(self) -> ray.data.Dataset:
        """A row per document that could not be annotated."""
        return self._flat("errors")

    def _flat(self, name: str) -> ray.data.Dataset:
        return self.documents.map_batches(flat, fn_kwargs={"name": name}, batch_format="pyarrow", batch_size=None)


def ray_annotate(
    dataset: ray.data.Dataset,
    *,
    text: str,
    id: str | None = None,
    keep: Sequence[str] = (),
    row: str | None = None,
    workers: int | tuple[int, int] | None = None,
    batch_size: int = _BATCH,
    remote: dict[str, Any] | None = None,
    **options: Any,
) -> RayTables:
    """`annotate_batches` on Ray Data; nothing is computed yet.

    row: without it Ray numbers the rows: the task in the upper bits, so numbers are unique, not consecutive. workers:
    how many actors with a pipeline, or the least and the most of them; without it, up to one for each processor of the
    cluster but one, which reads and writes. batch_size: rows that an actor gets at a time. remote: further arguments
    for the actors, such as ``{"memory": 2 * 2**30}``.

    An actor that dies is started again, and its batch is done again. Raises TypeError and ValueError as
    `annotate_batches`; what a worker lacks shows when the data set is computed.
    """
    import ray.data
    from ray.data.expressions import monotonically_increasing_id

    columns = Columns(text, id, keep, row)  # type: ignore[arg-type]
    chosen = Options(**options).settled()
    columns.check(document_names(chosen))
    names = columns.names
    dataset = dataset.select_columns(names)
    if row is None:
        columns = Columns(text, id, columns.keep, _ROW)
        dataset = dataset.with_column(_ROW, monotonically_increasing_id())
    # A block for each call: as they were read, one block may hold what all actors could share.
    dataset = dataset.repartition(target_num_rows_per_block=batch_size)
    least, most = _pool(workers)
    documents = dataset.map_batches(
        Worker,
        fn_constructor_kwargs={"options": chosen, "columns": columns, "version": started_with(chosen)},
        compute=ray.data.ActorPoolStrategy(min_size=least, max_size=most),
        batch_format="pyarrow",
        batch_size=batch_size,
        num_cpus=1,
        **(remote or {}),
    )
    return RayTables(documents)


class Worker:
    """What an actor does: it loads the pipeline when it starts and keeps it."""

    def __init__(self, options: Options, columns: Columns, version: str | None) -> None:
        self._options = options
        self._columns = columns
        self._annotator = make_annotator(options, version)

    def __call__(self, batch: pyarrow.Table) -> Iterator[pyarrow.Table]:
        for found in annotate_slices([batch], self._columns, self._annotator, self._options):
            yield found.documents


def _pool(workers: int | tuple[int, int] | None) -> tuple[int, int]:
    """The least and the most actors. Raises ValueError."""
    if workers is None:
        import ray

        return 1, max(1, int(ray.cluster_resources().get("CPU", 2)) - 1)
    least, most = (workers, workers) if isinstance(workers, int) else workers
    if not 1 <= least <= most:
        raise ValueError(f"workers: a number of at least 1, or the least and the most, not {workers}")
    return least, most
