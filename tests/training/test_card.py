"""The card of a model, out of the report of an evaluation."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.schemas import ModelMetaSchema, validate

from atau.training.card import performance, readme, weaknesses

FIGURES = {
    "load_seconds": 0.5, "words": 4_000, "words_per_second": 12_345, "words_per_second_first_pass": 5_000,
    "peak_memory_mb": 200,
}  # fmt: skip


@pytest.fixture
def meta() -> dict[str, Any]:
    source = {"name": "Texts", "license": "CC BY 4.0", "author": "A|B", "url": "https://example.org/x", "weight": "2"}
    return {
        "lang": "kk", "name": "ent_news_md", "version": "0.1.0", "description": "Entities", "license": "MIT",
        "requirements": ["spacy>=3.8,<3.9"], "pipeline": ["kk_crf"], "labels": {"kk_crf": ["ORG", "LOC"]},
        "sources": [{**source, "in_repository": "no"}, {"name": "own"}],
    }  # fmt: skip


def test_scores_as_spacy_has_them(sample: dict[str, Any], meta: dict[str, Any]) -> None:
    found = performance(sample, FIGURES)
    micro = sample["scores"]["micro"]
    assert found["ents_f"] == micro["f1"]["value"]
    assert found["ents_f_interval"] == [micro["f1"]["low"], micro["f1"]["high"]]
    assert set(found["ents_per_type"]) == set(sample["labels"])
    for label, scores in found["ents_per_type"].items():
        assert scores["p"] == sample["scores"]["types"][label]["strict"]["precision"]["value"]
    assert found["speed"] == 12_345
    assert not validate(ModelMetaSchema, {**meta, "performance": found, "measured": FIGURES})


def test_the_readme(sample: dict[str, Any], meta: dict[str, Any]) -> None:
    text = readme(meta, sample, FIGURES, "## Known weaknesses\n\n- This.\n", 4.25)
    micro = sample["scores"]["micro"]["f1"]
    assert text.startswith("# kk_ent_news_md 0.1.0\n")
    assert f"{micro['value']:.3f} ({micro['low']:.3f}–{micro['high']:.3f})" in text
    for part in ("| 4.2 MB |", "12,345 words/s", "200 MB", "0.50 s", "- This.", "A\\|B", "2×", "CC BY 4.0"):
        assert part in text
    assert "| own | – | – | 1× | – |" in text
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.endswith("|")


def test_weak_types_are_named(sample: dict[str, Any]) -> None:
    strict = {"f1": {"value": 0.5, "low": None, "high": None}, "gold": 50}
    rare, good = {**strict, "gold": 3}, {**strict, "f1": {"value": 0.9, "low": 0.8, "high": 1.0}}
    types = {"ORG": {"strict": strict}, "LOC": {"strict": good}, "PERSON": {"strict": rare}}
    slices = {"seen": {"unseen": strict}, "case": {"ALL CAPS": strict}, "length": {"1 word": good}}
    assert weaknesses({"scores": {"types": types}, "slices": slices}) == [
        "ORG: F1 0.500, 50 mentions",
        "mentions unseen, compared with the training texts: F1 0.500, 50 mentions",
        "in ALL CAPS: F1 0.500, 50 mentions",
    ]
    assert weaknesses({"scores": {"types": {}}, "slices": {"seen": None, "case": {}, "length": {}}}) == []
