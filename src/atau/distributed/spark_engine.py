"""Spark for `atau annotate --engine spark`: the session that spark-submit made, or one on this machine."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

from atau.distributed.job import Counts

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from atau.distributed.spark import SparkTables

#: How often a task is tried: in local mode Spark takes it from here, and the first failure would end the job.
_TRIES: Final = 4
_SUBMITTED: Final = "PYSPARK_GATEWAY_PORT"
_LOCAL: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
}


def start_local(workers: int) -> SparkSession:
    """A session on this machine with so many workers; without user interface, on 127.0.0.1."""
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    # The workers run what runs here.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(f"local[{workers},{_TRIES}]").appName("atau annotate")
    # Small tables, too, are shared among the workers.
    for name, value in {**_LOCAL, "spark.sql.files.minPartitionNum": str(4 * workers)}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


class SparkEngine:
    """See `atau.distributed.job.Engine`."""

    def __init__(self, workers: int) -> None:
        from pyspark.sql import SparkSession

        found = SparkSession.getActiveSession()
        self._ours = found is None
        if found is not None:
            self._session = found
        elif _SUBMITTED in os.environ:
            self._session = SparkSession.builder.getOrCreate()
        else:
            self._session = start_local(workers)

    def read(self, paths: list[str]) -> Any:
        return self._session.read.parquet(*paths)

    def columns(self, table: Any) -> list[str]:
        return list(table.columns)

    def annotate(self, table: Any, **options: Any) -> SparkTables:
        from atau.distributed.spark import spark_annotate

        return spark_annotate(table, **options)

    def again(self, path: str) -> SparkTables:
        from atau.distributed.spark import SparkTables

        return SparkTables(self.read([path]))

    def write(self, table: Any, path: str) -> None:
        table.write.option("compression", "zstd").parquet(path)

    def count(self, tables: SparkTables) -> Counts:
        from atau.distributed.columns import ERROR, MENTIONS

        counted = tables.documents.selectExpr(
            "count(*)", f"count({ERROR})", f"coalesce(sum(size({MENTIONS})) filter (where {MENTIONS} is not null), 0)"
        ).first()
        assert counted is not None
        return Counts(*(int(number) for number in counted))

    def close(self) -> None:
        if self._ours:
            self._session.stop()
