"""scripts/exchange_names.py: the corpus with other names, marked as before."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from atau.corpus.augment.names import is_held_out
from atau.corpus.reading import iter_marked

SCRIPTS = Path(__file__).parents[2] / "scripts"


def test_a_corpus_with_names_that_training_does_not_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import exchange_names

    gold = tmp_path / "gold.tsv"
    gold.write_text("a\t⟦PERSON Серік⟧ ⟦ORG Қаржы министрлігінде⟧ ⟦QUANTITY үш⟧ жыл істеді.\n", encoding="utf-8")
    exchange_names.main(gold, tmp_path / "first")
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["ORG", "1", "of", "1"], ["PERSON", "1", "of", "1"], ["QUANTITY", "0", "of", "1"],
    ]  # fmt: skip
    (record,) = iter_marked(tmp_path / "first")
    person, body, count = (record.text[mark.start : mark.end] for mark in record.flat)
    assert is_held_out(person)
    assert body.endswith(" министрлігінде")
    assert is_held_out(body.removesuffix(" министрлігінде"))
    assert count == "үш"
    exchange_names.main(gold, tmp_path / "second")
    assert [r.text for r in iter_marked(tmp_path / "second")] == [record.text]
    with pytest.raises(typer.BadParameter, match="already exists"):
        exchange_names.main(gold, tmp_path / "first")
    with pytest.raises(typer.BadParameter, match="use one of all, training, held-out"):
        exchange_names.main(gold, tmp_path / "third", names="test")
