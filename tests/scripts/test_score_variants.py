"""scripts/score_variants.py: one fold, scored on its texts and on the same with other names and letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini_corpus import CONFIGS, write_articles

SCRIPTS = Path(__file__).parents[2] / "scripts"


def test_every_variant_is_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import score_variants

    gold = tmp_path / "gold"
    gold.mkdir()
    fillers = ("бақша күні гүл жарысы", "көпір жөндеу мерзімі біткен", "кітап көрмесі ашылған кеш")
    names = (("Айсұлу", "Атыраудан"), ("Болат", "Семейден"), ("Дина", "Ақтаудан"))
    for number, (filler, (person, place)) in enumerate(zip(fillers, names, strict=True)):
        text = f"---\ngroup: g{number}\n---\n⟦PERSON {person}⟧ ⟦LOC {place}⟧ келді, {filler}."
        (gold / f"a{number}.txt").write_text(text, encoding="utf-8")
    also = write_articles(tmp_path / "also", 1)
    score_variants.main(CONFIGS / "news.cfg", [gold], settings=["training.max_epochs=1"], also=also)
    lines = capsys.readouterr().out.splitlines()
    titles = ("natural", "names of training", "held-out names", "latin", str(also), "its held-out names")
    assert len(lines) == 2 * len(titles)
    for i, title in enumerate(titles):
        assert lines[2 * i].startswith(title)
        assert all(
            what in line.removeprefix(title) for what, line in zip(("CRF", "rules"), lines[2 * i :], strict=False)
        )
