"""scripts/measure_joining.py: made-up mentions are joined, judged as by hand, and what is missed is explained."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

duckdb = pytest.importorskip("duckdb")
SCRIPTS = Path(__file__).parents[2] / "scripts"


def test_made_up_mentions_are_joined_judged_and_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import made_up_mentions
    import measure_joining
    import why_apart

    assert made_up_mentions.write_mentions(tmp_path, 3000, 1) >= 3000
    measure_joining.join(tmp_path)
    with duckdb.connect(":memory:") as connection:
        rows = connection.execute(
            f"SELECT t.person, j.person, t.says FROM '{tmp_path / 'truth.parquet'}' t "
            f"JOIN '{tmp_path / 'joined' / 'people_in_documents.parquet'}' j USING (id, cluster)"
        ).fetchall()
    one = [pair for pair in combinations(rows, 2) if pair[0][0] == pair[1][0]]
    right = [pair for pair in one if pair[0][1] == pair[1][1]]
    together = [pair for pair in combinations(rows, 2) if pair[0][1] == pair[1][1]]
    found = why_apart.judged(tmp_path)
    assert (found.precision, found.recall) == (len(right) / len(together), len(right) / len(one))
    own = [pair for pair in one if pair[0][2] == pair[1][2] == made_up_mentions.OWN]
    share, recall = found.by_saying["both say something of their own"]
    assert (share, recall) == (len(own) / len(one), len([pair for pair in own if pair in right]) / len(own))
    why = why_apart.reasons(tmp_path)
    assert why.total() == len([pair for pair in own if pair not in right])
    assert why["too little in common: less than even odds"] > 0
