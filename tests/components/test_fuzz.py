"""Random and mutated texts go through the whole pipeline unharmed; scripts/fuzz.py is the long run."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pytest
from scripts_loaded import call, script

import atau

ROOT = Path(__file__).parent.parent.parent

# Where runs could fail: nothing at all, marks without words, one thing very often. data/fuzz_found.json holds what a
# long run found.
HARD = [
    "", " ", "\n\n\n", "\u00ad", "\ufeff", "«", "»", "%", "№", "5-", "-5", "Қ.", "Қ. Қ. Қ.", "«» «»", "1. 2. 3.",
    "т ө р а", "т ө р а ғ а с ы\n\nт ө р а ғ а с ы", "« Қ . Қ . »", "%-ды", "млрд.", "облысының " * 400,
    "«" * 500 + "Нұр Отан" + "»" * 500,
    "Қ." * 800, "а " * 1500, "ә" * 5000, "13 007 " * 500, "әкімі " * 500, "АТЫРАУ ОБЛЫСЫ ӘКІМІ " * 200,
    "\x00Атырау\x00",
    "Атырау\u0301 облысы\u200d", "👩‍👩‍👧 Нұрлан 👩‍👩‍👧", "5" * 400, "1,1" * 300, "он " * 600, "0/0 5%%% ½⅓",
    *json.loads((Path(__file__).parent / "data" / "fuzz_found.json").read_text("utf-8")),
]  # fmt: skip


@lru_cache(maxsize=1)
def _fuzz() -> ModuleType:
    return script("fuzz")


@pytest.mark.parametrize(("source", "count"), [("rules", 1000), ("trained", 400)])
def test_random_and_mutated_texts(source: str, count: int, request: pytest.FixtureRequest) -> None:
    seeds = [line for line in (ROOT / "corpus" / "demo.txt").read_text("utf-8").split("\n") if line]
    nlp = atau.load("rules" if source == "rules" else request.getfixturevalue("trained"))
    faults = [(problem, text) for text in _fuzz().texts(seeds, count, 7) if (problem := _fuzz().fault(nlp, text))]
    assert faults == []


def test_every_hostile_family_gives_a_sound_document() -> None:
    nlp = atau.load("rules")
    families = script("benchmark_families").FAMILIES
    faults = [(name, problem) for name, make in families.items() if (problem := _fuzz().fault(nlp, make(2000)))]
    assert faults == []


def test_a_run_goes_on_where_its_log_ends(tmp_path: Path) -> None:
    source, log = tmp_path / "a.txt", tmp_path / "log.jsonl"
    source.write_text("Атырауда 5 адам.\n", "utf-8")
    assert call(_fuzz(), source, "--count", 20, "--log", log).exit_code == 0
    assert call(_fuzz(), source, "--count", 30, "--log", log, "--resume").exit_code == 0
    done = [json.loads(line).get("done") for line in log.read_text("utf-8").splitlines()]
    assert done == [None, 20, None, 30]
    assert call(_fuzz(), source, "--seed", 1, "--log", log, "--resume").exit_code == 2


@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_hard_texts(text: str) -> None:
    assert _fuzz().fault(atau.load("rules"), text) == ""
