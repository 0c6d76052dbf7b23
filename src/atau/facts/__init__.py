"""Facts: who holds which office where and since when, and how much of what; in a document and over many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atau.facts.records import Amount, Fact, Holding, LifeEvent, LifeEventKind, Location, Membership, Mention, Status
from atau.facts.serialise import FactFormatError, from_dict, to_dict

if TYPE_CHECKING:
    from atau.facts.extract import facts_of
    from atau.facts.store.fact_store import FactStore
    from atau.facts.store.joining.parquet import join_parquet

__all__ = [
    "Amount",
    "Fact",
    "FactFormatError",
    "FactStore",
    "Holding",
    "LifeEvent",
    "LifeEventKind",
    "Location",
    "Membership",
    "Mention",
    "Status",
    "facts_of",
    "from_dict",
    "join_parquet",
    "to_dict",
]


# Finding facts needs spaCy, the store DuckDB: whoever reads records alone should wait for neither.
def __getattr__(name: str) -> Any:
    if name == "facts_of":
        from atau.facts.extract import facts_of

        return facts_of
    if name == "FactStore":
        from atau.facts.store.fact_store import FactStore

        return FactStore
    if name == "join_parquet":
        from atau.facts.store.joining.parquet import join_parquet

        return join_parquet
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
