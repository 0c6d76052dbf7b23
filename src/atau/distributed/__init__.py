"""Tables of documents to tables of mentions and facts: with PyArrow alone, on Ray Data, on Spark.

`annotate_batches` is the one function that does it; `ray_annotate` and `spark_annotate` run it in the workers of a
cluster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atau.distributed.errors import WorkerError
from atau.distributed.options import Options

if TYPE_CHECKING:
    from atau.distributed.batches import annotate_batches
    from atau.distributed.ray_data import ray_annotate
    from atau.distributed.spark import spark_annotate
    from atau.distributed.tables import Tables

__all__ = ["Options", "Tables", "WorkerError", "annotate_batches", "ray_annotate", "spark_annotate"]

_MODULES = {"annotate_batches": "batches", "ray_annotate": "ray_data", "spark_annotate": "spark", "Tables": "tables"}


# PyArrow, Ray and PySpark belong to extras, and each is loaded only for those who use it.
def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
