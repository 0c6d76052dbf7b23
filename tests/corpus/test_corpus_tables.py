"""The tables of the corpus: sorted, with source, licence and a line on each column and class."""

from __future__ import annotations

import re

import pytest

from atau.corpus.tables import (
    FIELDS_OF_WORK,
    GUIDELINE_WORDS,
    KAZNERD_LABELS,
    NAME_ENDINGS,
    NAME_PIECES,
    POSITION_PASS,
    SENTENCE_FRAMES,
)
from atau.tables import Table


@pytest.mark.parametrize(
    "table",
    [
        FIELDS_OF_WORK, GUIDELINE_WORDS, KAZNERD_LABELS, NAME_ENDINGS, NAME_PIECES, POSITION_PASS, SENTENCE_FRAMES,
    ],
    ids=lambda table: table.name,
)  # fmt: skip
def test_a_table_says_where_it_comes_from_and_what_it_means(table: Table) -> None:
    rows = table.read()
    assert rows == sorted(rows)
    head = [line for line in table.path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    told = {found[1] for line in head if (found := re.match(r"# (\w+): \S", line))}
    assert {"source", "licence", *table.columns} <= told
    for values in table.values.values():
        explained = " ".join(head)
        assert all(re.search(rf"\b{value}\b", explained) for value in values if value)
