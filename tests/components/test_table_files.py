"""The tables of the components as a linguist finds them: sorted, with a source, a licence and a line per column."""

from __future__ import annotations

import pytest

from atau.components.organisation.component import Organisations
from atau.components.organisation.tables import ORG_HEAD_TRAITS, ORG_HEADS
from atau.components.position.component import Positions
from atau.tables import Table

TABLES = sorted(
    {table.name: table for table in (*Organisations.TABLES, *Positions.TABLES)}.values(), key=lambda table: table.name
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_are_sorted(table: Table) -> None:
    rows = table.read()
    assert rows == sorted(rows)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_head_explains_the_table(table: Table) -> None:
    notes = table.notes()
    assert notes.sources
    assert notes.licence
    assert set(notes.columns) == set(table.columns)
    # Every value that a column may have is explained.
    for column, values in table.values.items():
        assert [value for value in values if value and f"{value}:" not in notes.columns[column]] == []


def test_traits_are_those_of_listed_nouns() -> None:
    heads = {head for head, _ in ORG_HEADS.read()}
    assert {head for head, _ in ORG_HEAD_TRAITS.read()} <= heads
