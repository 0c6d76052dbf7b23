"""The tables of the corpus: sorted, with source, licence and a line on each column and class."""

from __future__ import annotations

import re

import pytest

from atau.corpus.tables import GUIDELINE_WORDS, KAZNERD_LABELS, NAME_ENDINGS, POSITION_PASS
from atau.tables import Table


@pytest.mark.parametrize(
    "table", [GUIDELINE_WORDS, KAZNERD_LABELS, NAME_ENDINGS, POSITION_PASS], ids=lambda table: table.name
)
def test_a_table_says_where_it_comes_from_and_what_it_means(table: Table) -> None:
    rows = table.read()
    assert rows == sorted(rows)
    head = [line for line in table.path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    told = {found[1] for line in head if (found := re.match(r"# (\w+): \S", line))}
    assert {"source", "licence", *table.columns} <= told
    for values in table.values.values():
        explained = " ".join(head)
        assert all(re.search(rf"\b{value}\b", explained) for value in values if value)
