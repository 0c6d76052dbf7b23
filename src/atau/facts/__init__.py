"""Facts: who holds which office where and since when, and how much of what; in a document and over many."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from atau.facts.store.fact_store import FactStore

__all__ = ["FactStore"]


# The store needs DuckDB, which the facts of a document do not.
def __getattr__(name: str) -> Any:
    if name == "FactStore":
        from atau.facts.store.fact_store import FactStore

        return FactStore
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
