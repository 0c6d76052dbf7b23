"""A record that takes too long ends, whatever its component does; the others are annotated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language
from tiny_pipeline import hanging_pipeline

from atau.annotate.annotation import Annotated
from atau.annotate.records import Failure, InputRecord
from atau.annotate.timed import annotate_timed


def records() -> Iterator[InputRecord | Failure]:
    for n in range(9):
        text = {3: "ІЛІНГЕН", 6: "БҰЗЫЛҒАН"}.get(n, f"12 үй {n}")
        yield InputRecord(n, text, "f", n)
    yield Failure("f", 9, "broken")


def test_the_one_that_hangs_is_stopped() -> None:
    found = [item for batch in annotate_timed(hanging_pipeline, records(), jobs=1, timeout=10) for item in batch]
    assert [item.record.id if isinstance(item, Annotated) else item.error[:14] for item in found] == [
        0, 1, 2, "took longer th", 4, 5, "the pipeline f", 7, 8, "broken",
    ]  # fmt: skip
    assert isinstance(found[3], Failure)
    assert found[3].error == "took longer than 10 s (--timeout) and was stopped"
    assert found[3].raw == "ІЛІНГЕН"


def test_giving_up_ends_the_processes() -> None:
    import multiprocessing

    others = set(multiprocessing.active_children())
    stream = annotate_timed(hanging_pipeline, (InputRecord(n, "12", "f", n) for n in range(1000)), jobs=1, timeout=60)
    next(stream)
    assert set(multiprocessing.active_children()) - others
    stream.close()  # type: ignore[attr-defined]
    assert set(multiprocessing.active_children()) <= others


def test_a_process_that_dies_ends_the_run() -> None:
    from concurrent.futures.process import BrokenProcessPool

    with pytest.raises(BrokenProcessPool):
        list(annotate_timed(_no_pipeline, records(), jobs=1, timeout=60))


def _no_pipeline() -> Language:
    raise SystemExit(3)
