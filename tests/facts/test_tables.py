"""The tables of the facts: read without a fault, explained, and used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import atau.facts
from atau.components.catalogue import style_problems
from atau.facts.explain import patterns
from atau.facts.records import Fact
from atau.facts.tables import FACT_PATTERNS, TABLES
from atau.tables import Table

FactsOf = Callable[[str], list[Fact]]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_tables_are_sound(table: Table) -> None:
    assert table.read()
    assert style_problems(table) == []


def test_every_pattern_stands_in_the_code() -> None:
    assert {name for name, pattern in patterns().items() if not pattern.files} == set()


def test_every_file_of_the_data_folder_is_a_table() -> None:
    data = Path(atau.facts.__path__[0]) / "data"
    assert {path.stem for path in data.glob("*.tsv")} >= {table.name for table in TABLES}


def test_every_pattern_has_a_kind_of_its_own_name() -> None:
    assert all(name.startswith("facts.") and kind for name, kind, *_ in FACT_PATTERNS.read())
