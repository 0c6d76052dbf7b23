"""Random and mutated texts go through the whole pipeline unharmed; scripts/fuzz.py is the long run."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import atau

ROOT = Path(__file__).parent.parent.parent


def test_random_and_mutated_texts() -> None:
    spec = importlib.util.spec_from_file_location("fuzz", ROOT / "scripts" / "fuzz.py")
    assert spec is not None
    assert spec.loader is not None
    fuzz = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fuzz)
    seeds = [line for line in (ROOT / "corpus" / "demo.txt").read_text("utf-8").split("\n") if line]
    nlp = atau.load("rules")
    for text in fuzz.texts(seeds, 1500, seed=7):
        doc = nlp(text)
        assert doc.text == text
        for ent in doc.ents:
            assert text[ent.start_char : ent.end_char] == ent.text
            assert ent._.source
