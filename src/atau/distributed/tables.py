"""What was found in some documents, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from atau.distributed.columns import ERROR, FACTS, ID, MENTIONS, ROW

#: The tables that `flat` makes.
FLAT: Final = ("mentions", "facts", "errors")


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of some documents.

    documents: a row for each, whether it could be annotated or not: row, id, the columns that are kept, mentions and
    facts as lists, foreign, error. The other tables are views of it.
    """

    documents: pa.Table

    @property
    def mentions(self) -> pa.Table:
        """A row per mention: the columns of ``atau annotate --format parquet``, and `row`."""
        return flat(self.documents, "mentions")

    @property
    def facts(self) -> pa.Table:
        """A row per fact: id, the fields of `atau.facts.to_dict`, and `row`. Raises KeyError without facts."""
        return flat(self.documents, "facts")

    @property
    def errors(self) -> pa.Table:
        """A row per document that could not be annotated: row, id, error."""
        return flat(self.documents, "errors")


def flat(documents: pa.Table, name: str) -> pa.Table:
    """The table `name` of `FLAT` of a table of documents, in the order of its rows."""
    if name == "errors":
        return documents.filter(pc.is_valid(documents.column(ERROR))).select([ROW, ID, ERROR])
    column = {"mentions": MENTIONS, "facts": FACTS}[name]
    listed = documents.column(column).combine_chunks()
    parents = pc.list_parent_indices(listed)
    items = pc.list_flatten(listed)
    arrays = [pc.struct_field(items, place) for place in range(items.type.num_fields)]
    names = [items.type.field(place).name for place in range(items.type.num_fields)]
    of_document = documents.select([ID, ROW]).take(parents)
    return pa.table(
        [of_document.column(ID), *arrays, of_document.column(ROW)],
        names=[ID, *names, ROW],
    )
