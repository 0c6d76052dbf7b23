"""Gold of any format becomes marked text that `atau validate` accepts and a model trains on, without hand work."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from commands import atau
from mini_corpus import write_articles

from atau.corpus.formats import FORMATS
from atau.corpus.gold import read_gold
from atau.corpus.readers import MarkedCorpus

ENDINGS = {name: "" if form.folder else form.suffixes[0] for name, form in FORMATS.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_converted_gold_trains(name: str, tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "articles", 4)
    gold, back = tmp_path / f"gold{ENDINGS[name]}", tmp_path / "back"
    made = atau("convert", articles, gold, "--to", name, "--meta", "topic=денсаулық", "--meta", "register=report")
    assert made.exit_code == 0, made.output
    assert atau("convert", gold, back, "--from", name).exit_code == 0
    checked = atau("validate", back)
    assert checked.exit_code == 0, checked.output
    records = list(read_gold(back))
    assert len(records) == 4
    if FORMATS[name].meta and FORMATS[name].comments is not False:
        # Nothing to complain of: topic and register went there and came back.
        assert {(r.meta["topic"], r.meta["register"]) for r in records} == {("денсаулық", "report")}
        assert "[header]" not in checked.output

    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_crf")
    examples = list(MarkedCorpus(back)(nlp))
    assert sum(len(example.reference.ents) for example in examples) == 4 * 5
    optimizer = nlp.initialize(lambda: examples)
    losses = nlp.update(examples, sgd=optimizer)
    assert losses["kk_crf"] > 0


def test_fields_are_added_where_they_are_missing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, topic in (("a", "topic: спорт\n"), ("b", "")):
        (tmp_path / "in" / f"{name}.txt").write_text(f"---\nid: {name}\n{topic}---\n⟦LOC Арал⟧\n", "utf-8")
    assert atau("convert", tmp_path / "in", tmp_path / "out", "--meta", "topic=билік").exit_code == 0
    assert [record.meta["topic"] for record in read_gold(tmp_path / "out")] == ["спорт", "билік"]
    assert atau("convert", tmp_path / "in", tmp_path / "two", "--meta", "id=x").exit_code == 2


def test_a_record_without_text_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"id": "a", "text": " ", "ents": []}\n{"id": "b", "text": "Арал", "ents": []}\n'
    )
    made = atau("convert", tmp_path / "in.jsonl", tmp_path / "out", "--to", "marked")
    assert made.exit_code == 0
    assert "a: there is no text" in made.output
    assert atau("validate", tmp_path / "out").exit_code == 0


def test_ids_with_folders_and_signs_are_their_file_names(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "2024/a:b", "text": "Арал", "ents": []}\n')
    made = atau("convert", tmp_path / "in.jsonl", tmp_path / "out", "--to", "marked", "--meta", "topic=x")
    assert made.exit_code == 0
    assert "[id-name]" not in atau("validate", tmp_path / "out").output
