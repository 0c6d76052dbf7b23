"""The corpus of this repository keeps its own rules: ``atau validate corpus/`` finds no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from atau.corpus.problems import Problem
from atau.corpus.validate import Validation, validate

CORPUS = Path(__file__).parent.parent.parent / "corpus"


@pytest.fixture(scope="module")
def found() -> Validation:
    return validate([CORPUS])


def _line(problem: Problem) -> str:
    # What stands in the test set is not for the eyes of those who tune on the rest.
    return problem.text(excerpt="test" not in Path(problem.file).parts)


def test_no_errors(found: Validation) -> None:
    errors = [_line(problem) for problem in found.problems if problem.severity == "error"]
    assert not errors, "\n".join(["", *errors])


def test_nothing_of_the_test_set_stands_in_the_others(found: Validation) -> None:
    twins = [_line(problem) for problem in found.problems if problem.code.endswith("across-splits")]
    assert not twins, "\n".join(["", *twins])


def test_all_articles_were_read(found: Validation) -> None:
    assert found.records == sum(len(list((CORPUS / name).rglob("*.txt"))) for name in ("news", "wide"))
