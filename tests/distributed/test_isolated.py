"""A text that hangs, raises, or ends its process costs itself; a process that somebody else ends costs nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from failing_pipeline import DIES, HANGS, KILLS_ONCE, RAISES

from atau.distributed import Tables, annotate_batches, isolated
from atau.distributed.errors import WorkerError
from atau.distributed.process import LoadingDied


def annotate(model: str, texts: list[str], **options: Any) -> Tables:
    table = pa.table({"text": texts})
    found = annotate_batches(table, text="text", model=model, **options)
    return Tables(pa.concat_tables(part.documents for part in found))


@pytest.mark.skipif(sys.platform == "win32", reason="a process is not ended by a signal there")
def test_poison_costs_itself_only(failing: str, log: Path) -> None:
    texts = ["12 үй", HANGS, "12", RAISES, DIES, "12 адам"]
    found = annotate(failing, texts, timeout=10.0)
    assert found.mentions.column("row").to_pylist() == [0, 2, 5]
    assert found.errors.select(["row", "error"]).to_pylist() == [
        {"row": 1, "error": "took longer than 10 s (timeout) and was stopped"},
        {"row": 3, "error": "the pipeline failed: RuntimeError: сынды екі жолмен"},
        {"row": 4, "error": "the process that annotated it was ended by SIGKILL, twice (perhaps for lack of memory)"},
    ]


def test_a_process_that_is_killed_once_costs_nothing(failing: str, log: Path) -> None:
    texts = ["12 үй", f"12 {KILLS_ONCE}", "12"]
    found = annotate(failing, texts)
    assert (log / "child").exists()
    assert found.errors.num_rows == 0
    assert found.mentions.column("row").to_pylist() == [0, 1, 2]


def test_a_process_that_somebody_ends_while_it_loads_is_started_again(
    failing: str, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, starts = isolated.Process, []

    def once_ended(*settings: Any) -> Any:
        starts.append(settings)
        if len(starts) == 1:
            raise LoadingDied("was ended by SIGKILL")
        return start(*settings)

    monkeypatch.setattr(isolated, "Process", once_ended)
    assert annotate(failing, ["12 үй"]).mentions.num_rows == 1
    monkeypatch.setattr(isolated, "Process", lambda *settings: starts.clear() or once_ended(*settings))
    with pytest.raises(WorkerError, match="ended by SIGKILL"):
        annotate(failing, ["12 үй"])


def test_a_process_is_replaced_after_some_documents(failing: str, log: Path) -> None:
    found = annotate(failing, ["12"] * 200, recycle_after=64)
    assert found.mentions.num_rows == 200
    loaded = [name.name.split("-")[1] for name in log.glob("loaded-*")]
    assert len(loaded) == len(set(loaded)) == 4  # 64, 64, 64 and 8 documents


def test_the_process_ends_with_the_run(failing: str, log: Path) -> None:
    stream = annotate_batches(pa.table({"text": ["12"] * 2000}), text="text", model=failing)
    next(stream)
    (pid,) = [int(name.name.split("-")[1]) for name in log.glob("loaded-*")]
    assert Path(f"/proc/{pid}").exists() or not Path("/proc/self").exists()
    stream.close()  # type: ignore[attr-defined]
    assert not Path(f"/proc/{pid}").exists()
