"""Hostile gold takes time that grows with its length, not with the square of it.

CPU time is counted, so a busy machine does not matter; each input would take minutes if its square did.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from atau.corpus.formats.offsets import same_text
from atau.corpus.marked import parse, read_attributes, scan_marked, write
from atau.corpus.records import arrange
from atau.corpus.validate import validate

LIMIT = 10.0  # seconds


@pytest.mark.parametrize(
    "source",
    [
        "\\" * 200_000,
        "⟦LOC{a=1 " * 40_000,
        "⟦LOC{a=1; " * 40_000 + "}",
        "⟦LOC " * 40_000,
        "⟦LOC Арал " * 20_000 + "⟧" * 20_000,
        "⟧\n\n" * 40_000,
    ],
    ids=["backslashes", "attributes", "brace", "open", "nested", "closed"],
)
def test_marked_text(source: str) -> None:
    begun = time.process_time()
    scan = scan_marked(source)
    for error in scan.errors:
        assert error.line
    assert time.process_time() - begun < LIMIT


def test_writing_and_attributes() -> None:
    begun = time.process_time()
    text = "\\" * 200_000 + "⟦"
    assert parse(write(parse(write(scan_marked("").marked.__class__(text))))).text == text
    block = "{" + "; ".join(f"a{i}={' ' * 20}x{' ' * 20}y" for i in range(20_000)) + "}"
    pairs, problem = read_attributes(block)
    assert (len(pairs), problem) == (20_000, "")
    assert read_attributes("{a=" + " " * 200_000 + "x" + " " * 200_000 + "y}")[1] == ""
    assert time.process_time() - begun < LIMIT


def test_crossing_marks() -> None:
    begun = time.process_time()
    size = 40_000
    marks, crossing = arrange((i, i + size, "LOC", ()) for i in range(size))
    assert (len(marks), len(crossing)) == (1, size - 1)
    assert not same_text("а " * 1_000_000, "б")
    assert time.process_time() - begun < LIMIT


def test_what_crosses_is_left_out_the_shorter_first() -> None:
    marks, crossing = arrange([(0, 6, "A", ()), (4, 12, "B", ()), (5, 7, "C", ()), (12, 14, "D", ()), (0, 6, "E", ())])
    assert [(m.start, m.end, m.label, m.depth) for m in marks] == [(4, 12, "B", 0), (5, 7, "C", 1), (12, 14, "D", 0)]
    assert [span[2] for span in crossing] == ["A", "E"]


def test_validate(tmp_path: Path) -> None:
    begun = time.process_time()
    count = 4000
    text = "Арал " * (2 * count)
    ents = [{"start": 5 * i, "end": 5 * i + 5 * count - 1, "label": "LOC"} for i in range(count)]
    crossing = tmp_path / "crossing.jsonl"
    crossing.write_text(json.dumps({"id": "c", "text": text, "ents": ents}, ensure_ascii=False) + "\n", "utf-8")
    marked = tmp_path / "marked"
    marked.mkdir()
    (marked / "nested.txt").write_text("⟦LOC Арал " * 4000 + "⟧" * 4000 + "\n", "utf-8")
    (marked / "same.txt").write_text(
        "Арал қаласында алты жаңа мектеп пен аурухана ашылды. " * 4000 + "⟦LOC Арал⟧", "utf-8"
    )
    found = validate([crossing, marked])
    assert sum(problem.code == "crossing" for problem in found.problems) == count - 1
    assert sum(problem.code == "depth" for problem in found.problems) == 3998
    assert max(len(problem.excerpt) for problem in found.problems) < 1000
    assert time.process_time() - begun < 3 * LIMIT
