"""The columns of what is found, as Apache Arrow.

A row per document holds everything, in lists: no record is lost on the way, and an engine moves one table. `flat` makes
tables of mentions, of facts and of errors out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from atau.annotate.annotation import Annotated, Annotation
from atau.annotate.arrow import cell, cells, decimal_type, mention_schema
from atau.annotate.records import InputRecord
from atau.annotate.writers.rows import rows_of
from atau.distributed.options import Options

ROW: Final = "row"
ID: Final = "id"
ERROR: Final = "error"
MENTIONS: Final = "mentions"
FACTS: Final = "facts"
FOREIGN: Final = "foreign"

_ROLES: Final = ("person", "office", "organisation", "place", "part", "whole", "quantity", "subject")
_MENTION: Final = pa.struct(
    [
        ("start", pa.int32()), ("end", pa.int32()), ("text", pa.string()), ("label", pa.string()),
        ("normal", pa.string()), ("cluster", pa.string()),
    ]
)  # fmt: skip
_VALUE: Final = pa.struct(
    [
        ("value", decimal_type()), ("low", decimal_type()), ("high", decimal_type()), ("exact", pa.string()),
        ("sides", pa.list_(decimal_type())), ("unit", pa.string()), ("kind", pa.string()), ("approx", pa.string()),
        ("counted", pa.string()),
    ]
)  # fmt: skip
#: A fact with the fields of `atau.facts.to_dict`; null where a fact of its kind has no such field.
FACT: Final = pa.schema(
    [
        ("kind", pa.string()), ("start", pa.int32()), ("end", pa.int32()), ("sentence", pa.list_(pa.int32())),
        ("status", pa.string()), ("event", pa.string()), ("date", pa.string()),
        *((name, _MENTION) for name in _ROLES),
        ("value", _VALUE), ("counted", pa.string()), ("score", pa.float64()), ("source", pa.string()),
    ]
)  # fmt: skip


def found_schema(options: Options) -> pa.Schema:
    """What is found in each document: mentions (of `mention_schema` without id), facts where asked for, foreign (the
    code of the language where it surely is not Kazakh), error (why there are no mentions; null where there are)."""
    facts = [(FACTS, pa.list_(pa.struct(list(FACT))))] if options.facts else []
    mentions = pa.list_(pa.struct(mention_fields(options)))
    return pa.schema([(MENTIONS, mentions), *facts, (FOREIGN, pa.string()), (ERROR, pa.string())])


def mention_fields(options: Options) -> list[pa.Field]:
    """The columns of a mention without the id of its document."""
    return [field for field in mention_schema(explain=options.explain) if field.name != ID]


def found_batch(found: Sequence[Annotation | str], options: Options) -> pa.RecordBatch:
    """A row of `found_schema` for each annotation or error message, in order."""
    rows = [_row(item, options) for item in found]
    schema = found_schema(options)
    arrays = [pa.array([row.get(field.name) for row in rows], type=field.type) for field in schema]
    return pa.record_batch(arrays, schema=schema)


def _row(found: Annotation | str, options: Options) -> dict[str, Any]:
    if isinstance(found, str):
        return {ERROR: cell(ERROR, found)}
    if found.foreign is not None and options.only_kazakh:
        return {MENTIONS: [], FACTS: [], FOREIGN: found.foreign}
    mentions = list(_mentions(found, options))
    return {MENTIONS: mentions, FACTS: [_fact(fact) for fact in found.facts or ()], FOREIGN: found.foreign}


def _mentions(found: Annotation, options: Options) -> Iterator[dict[str, Any]]:
    for row in rows_of(Annotated(InputRecord("", "", ""), found), explain=options.explain):
        yield cells(row)


def _fact(fact: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: cell(name, value) for name, value in fact.items() if not isinstance(value, dict)}
    for role in _ROLES:
        if isinstance(fact.get(role), dict):
            row[role] = cells(fact[role])
    if isinstance(fact.get("value"), dict):
        row["value"] = cells(fact["value"])
        if "sides" in fact["value"]:
            row["value"]["sides"] = [cell("value", side) for side in fact["value"]["sides"]]
    return row
