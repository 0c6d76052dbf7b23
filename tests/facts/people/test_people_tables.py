"""The tables of this package say where they are from and are sorted."""

from __future__ import annotations

import pytest

from atau.components.catalogue import style_problems
from atau.facts.people.tables import TABLES
from atau.tables import Table


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_head_and_the_order_of_the_rows(table: Table) -> None:
    assert style_problems(table) == []
