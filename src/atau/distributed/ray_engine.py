"""Ray for `atau annotate --engine ray`: the cluster of RAY_ADDRESS, or one that is started on this machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from atau.distributed.job import Counts

if TYPE_CHECKING:
    import pyarrow

    from atau.distributed.ray_data import RayTables

#: Nothing is told to anybody, and nobody else is listened to. Ray reads these when it is imported.
PRIVATE: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    # Without clusters, which other systems than Linux have not, Ray listens on the loopback address only.
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
}
_ADDRESS: Final = "RAY_ADDRESS"
_ROWS_OF_FILE: Final = 100_000


def start_local(workers: int) -> None:
    """Start Ray on this machine, for so many workers and one process that reads and writes.

    Call it before Ray is imported. Without usage statistics and dashboard, on 127.0.0.1.
    """
    os.environ.update(PRIVATE)
    import ray

    ray.init(address="local", num_cpus=workers + 1, include_dashboard=False, logging_level="warning")


class RayEngine:
    """See `atau.distributed.job.Engine`."""

    def __init__(self, workers: int) -> None:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        self._workers: int | None = workers
        self._ours = False
        if _ADDRESS in os.environ:
            import ray

            ray.init(ignore_reinit_error=True, logging_level="warning")
            self._workers = None
            return
        if not _is_running():
            start_local(workers)
            self._ours = True

    def read(self, paths: list[str]) -> Any:
        import ray.data

        return ray.data.read_parquet(paths)

    def columns(self, table: Any) -> list[str]:
        schema = table.schema()
        return [] if schema is None else list(schema.names)

    def annotate(self, table: Any, **options: Any) -> RayTables:
        from atau.distributed.ray_data import ray_annotate

        return ray_annotate(table, workers=self._workers, **options)

    def again(self, path: str) -> RayTables:
        from atau.distributed.ray_data import RayTables

        return RayTables(self.read([path]))

    def write(self, table: Any, path: str) -> None:
        table.write_parquet(path, compression="zstd", min_rows_per_file=_ROWS_OF_FILE)

    def count(self, tables: RayTables) -> Counts:
        counted = tables.documents.map_batches(count, batch_format="pyarrow", batch_size=None).take_all()
        return Counts(*(sum(row[name] for row in counted) for name in ("documents", "errors", "mentions")))

    def close(self) -> None:
        if self._ours:
            import ray

            ray.shutdown()


def count(documents: pyarrow.Table) -> pyarrow.Table:
    """A row with the numbers of documents, errors and mentions."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from atau.distributed.columns import ERROR, MENTIONS

    mentions = pc.sum(pc.list_value_length(documents.column(MENTIONS)), min_count=0).as_py()
    errors = len(documents) - documents.column(ERROR).null_count
    return pa.table({"documents": [len(documents)], "errors": [errors], "mentions": [mentions]})


def _is_running() -> bool:
    import sys

    # Ray is imported by who has started it.
    ray = sys.modules.get("ray")
    return ray is not None and bool(ray.is_initialized())
