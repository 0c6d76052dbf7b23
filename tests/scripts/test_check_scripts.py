"""scripts/check_scripts.py: gold in other scripts keeps its marks."""

from __future__ import annotations

from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


def test_gold_in_another_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import check_scripts

    gold = tmp_path / "gold.tsv"
    gold.write_text("a\t⟦PERSON Серік Беков⟧ ⟦LOC Таразда⟧ ⟦QUANTITY үш⟧ мектеп ашты.\n", encoding="utf-8")
    check_scripts.main([gold], script=["latin-2021", "arabic"], every=1, lists=False, pipeline="rules", errors="all")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[4] for line in lines if line[1] == "micro"] == ["1.000", "1.000"]
