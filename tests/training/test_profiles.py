"""Label profiles of unlabelled text by a trained model, and the training of a second model with them."""

from __future__ import annotations

import gzip
from pathlib import Path

import spacy
from commands import atau, said
from mini_corpus import PLACES, train_mini
from spacy.tokens import Doc
from spacy.training import Example

from atau.components.crf.profiles import Profiles


def test_a_table_that_a_second_model_learns_from(articles: Path, tmp_path: Path) -> None:
    given = {"paths__train": str(articles / "train"), "paths__dev": str(articles / "dev")}
    trained = train_mini("news", tmp_path / "first", training__max_epochs=20, training__batcher__size=40, **given)
    text = tmp_path / "text.txt.gz"
    lines = [f"Кеше {place} қаласында жиын өтті." for place in PLACES for _ in range(3)]
    text.write_bytes(gzip.compress("\n".join(lines).encode()))
    table = tmp_path / "profiles.tsv.gz"
    result = atau("training", "profiles", trained, text, "--output", table)
    assert result.exit_code == 0, result.output
    profiles = Profiles.read(table)
    assert profiles.norms["жиын"].startswith("O")
    assert any(value.startswith("LOC") for value in profiles.norms.values())

    marked = tmp_path / "marked.tsv"
    marked.write_text("a\t" + lines[0].replace(PLACES[0], f"⟦LOC {PLACES[0]}⟧") + "\n", "utf-8")
    result = atau("training", "profiles", trained, text, "--without", marked, "--output", tmp_path / "fewer.tsv.gz")
    assert f"left out 3 of {len(lines)} paragraphs" in result.output
    assert profiles.norms.keys() - Profiles.read(tmp_path / "fewer.tsv.gz").norms.keys() == {PLACES[0].lower()}

    nlp = spacy.blank("kk")
    chain = nlp.add_pipe("kk_crf", config={"templates": ["w", "pn", "pr"], "min_count": 1})
    doc = nlp.make_doc(lines[0])
    gold = Doc(nlp.vocab, words=[t.text for t in doc], ents=["O", "B-LOC", *["O"] * (len(doc) - 2)])
    nlp.initialize(lambda: [Example(doc, gold)])
    chain.initialize(lambda: [Example(doc, gold)], nlp=nlp, profiles=str(table))  # type: ignore[attr-defined]
    assert len(chain.profiles) == len(profiles)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "second")
    again = atau("training", "profiles", tmp_path / "second", text, "--output", tmp_path / "other.tsv.gz")
    assert again.exit_code == 2
    assert "was trained with label profiles" in said(again)


def test_a_pipeline_without_a_crf(tmp_path: Path) -> None:
    spacy.blank("kk").to_disk(tmp_path / "blank")
    (tmp_path / "text.txt").write_text("Жиын өтті.\n", "utf-8")
    result = atau(
        "training", "profiles", tmp_path / "blank", tmp_path / "text.txt", "--output", tmp_path / "table.tsv.gz"
    )
    assert result.exit_code == 2
    assert "no kk_crf" in said(result)
