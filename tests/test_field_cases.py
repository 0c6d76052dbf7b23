"""What users found wrong, and what must go on working: every outermost mention of a short text exactly right.

The cases are not part of the repository; each is known here by its kind and its number within the kind.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import scripts_loaded
from spacy.language import Language

import atau
from atau.corpus.marked import Mark

ROOT = Path(__file__).parent.parent
CASES = ROOT.parent / "shared" / "cases"
PIPELINES = ("rules", "model")
# Kind and number to the reason why it is not right yet, for each pipeline.
WRONG: dict[str, dict[str, str]] = {
    "rules": {},
    "model": {},
}

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not beside the repository (../shared/cases)")
score_cases = scripts_loaded.script("score_cases")


def _cases() -> Iterator[Any]:
    seen = Counter[str]()
    for path in sorted(CASES.glob("*.jsonl")):
        for case in score_cases.read_cases(path):
            seen[case.kind] += 1
            yield f"{case.kind}-{seen[case.kind]}", case


def _parameters() -> Iterator[Any]:
    for name, case in _cases():
        for pipeline in PIPELINES:
            reason = WRONG[pipeline].get(name)
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(pipeline, case, id=f"{name}-{pipeline}", marks=marks)


@pytest.fixture(scope="module")
def pipelines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Language]:
    """The rules, and the model of the newest wheel in packages/."""
    folder = tmp_path_factory.mktemp("model")
    with zipfile.ZipFile(max((ROOT / "packages").glob("*.whl"))) as archive:
        archive.extractall(folder)
    (config,) = folder.glob("*/*/config.cfg")
    return {"rules": atau.load("rules"), "model": atau.load(config.parent)}


@pytest.mark.parametrize(("pipeline", "case"), list(_parameters()) if CASES.is_dir() else [])
def test_a_case_of_the_field(pipelines: dict[str, Language], pipeline: str, case: Any) -> None:
    found = score_cases.annotate(pipelines[pipeline], case.text)
    assert _spans(found.marks) == _spans(case.gold.flat)


def _spans(marks: Iterable[Mark]) -> list[tuple[int, int, str]]:
    return [(mark.start, mark.end, mark.label) for mark in marks]
