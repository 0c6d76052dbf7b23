"""The long test of clusters sees a row that is missing, doubled or changed, and writes its table where it belongs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet
from scripts_loaded import script


@pytest.fixture(scope="module")
def measuring() -> Any:
    return script("distributed_test")


def documents(*numbers: int, error: str | None = None) -> pa.Table:
    return pa.table(
        {
            "row": [9 * n for n in numbers],
            "n": pa.array(numbers, pa.int64()),
            "error": pa.array([error] * len(numbers), pa.string()),
        }
    )


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        (documents(2, 1, 0), 0),
        (documents(0, 1), 1),
        (documents(0, 1, 2, 2), 1),
        (documents(0, 1, 2, error="no"), 3),
    ],
)
def test_rows_that_differ(measuring: Any, found: pa.Table, wrong: int, tmp_path: Path) -> None:
    parquet.write_table(found, tmp_path / "part.parquet")
    assert measuring.differences(documents(-1, 0, 1, 2), tmp_path) == wrong


def test_the_documents_are_new_and_of_the_size_asked_for(measuring: Any, tmp_path: Path) -> None:
    source = measuring.write_input(tmp_path / "in", 600, 60, 1)
    table = parquet.read_table(source.folder)
    assert (len(table), len(set(table.column("text").to_pylist())), source.documents) == (600, 600, 600)
    assert 50 < source.words / source.documents < 70


def test_the_table_goes_into_its_place(measuring: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- distributed: ray -->\nold\n<!-- /distributed: ray -->\nb\n", encoding="utf-8")
    measuring.write_into(page, measuring.EngineName.RAY, "| new |\n")
    assert page.read_text(encoding="utf-8") == (
        "a\n<!-- distributed: ray -->\n\n| new |\n\n<!-- /distributed: ray -->\nb\n"
    )
    with pytest.raises(ValueError, match="distributed: spark"):
        measuring.write_into(page, measuring.EngineName.SPARK, "")


def test_the_page_has_a_place_for_each_engine(measuring: Any) -> None:
    page = (measuring.ROOT / "docs/how-to/clusters.md").read_text(encoding="utf-8")
    for name in measuring.EngineName:
        assert f"<!-- distributed: {name.value} -->" in page


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_processes_below_this_one_are_found() -> None:
    watch = script("distributed_watch")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert process.pid in watch.descendants(os.getpid())
        process.kill()
    assert process.pid not in watch.descendants(os.getpid())
