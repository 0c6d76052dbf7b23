"""Tables of documents to tables of mentions and facts: `annotate_batches`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atau.distributed.errors import WorkerError
from atau.distributed.options import Options

if TYPE_CHECKING:
    from atau.distributed.batches import annotate_batches
    from atau.distributed.tables import Tables

__all__ = ["Options", "Tables", "WorkerError", "annotate_batches"]

_MODULES = {"annotate_batches": "batches", "Tables": "tables"}


# PyArrow belongs to an extra.
def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
