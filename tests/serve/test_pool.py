"""A pool of processes: one that hangs or dies is replaced, and only its own task fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="needs atau[web]")

from serving_workers import Deadly, Echo, ends_at_once, no_worker

from atau.annotate.worker_process import WorkerProcess
from atau.serve.jobs import PoolClosed, TookTooLong, WorkerDied
from atau.serve.pool import Pool

LONG = 120


@contextmanager
def pool(make: Callable[[], Any] = Echo, **options: Any) -> Iterator[Pool]:
    found = Pool(make, **{"processes": 1, "timeout": 60.0, **options})
    found.start()
    try:
        yield found
    finally:
        found.close()


def test_what_hangs_is_stopped_and_others_go_on() -> None:
    with pool(processes=2, timeout=5.0) as workers:
        hanging = workers.submit("hang")
        assert [workers.submit(n).result(LONG) for n in range(5)] == list(range(5))
        assert not hanging.done()
        with pytest.raises(TookTooLong, match=r"took longer than 5 s"):
            hanging.result(LONG)
        assert [workers.submit(n).result(LONG) for n in range(3)] == [0, 1, 2]
        assert workers.counts.stopped == 1
        assert workers.about == "echo"


def test_a_process_that_dies_is_replaced() -> None:
    with pool() as workers:
        futures = [workers.submit(given) for given in ("a", "die", "b", "die", "c")]
        found = [future.exception(LONG) or future.result() for future in futures]
        assert [found[0], found[2], found[4]] == ["a", "b", "c"]
        assert isinstance(found[1], WorkerDied)
        assert isinstance(found[3], WorkerDied)
        assert workers.counts.died == 2


@pytest.mark.parametrize(("bad", "error"), [("hang", TookTooLong), ("die", WorkerDied)])
def test_of_several_tasks_done_together_only_the_bad_one_fails(bad: str, error: type[Exception]) -> None:
    with pool(batch=4, timeout=5.0) as workers:
        assert workers.submit("first").result(LONG) == "first"
        futures = [workers.submit(given) for given in ("a", "b", bad, "c", "d", "e")]
        found = [future.exception(LONG) or future.result() for future in futures]
        assert [found[0], found[1], found[3], found[4], found[5]] == ["a", "b", "c", "d", "e"]
        assert isinstance(found[2], error)


def test_the_others_of_a_batch_do_not_wait_for_the_time_of_one_that_hangs() -> None:
    with pool(batch=4, timeout=100_000.0, patience=0.5) as workers:
        # Submitted before the process has started, they are taken together.
        *good, hanging = [workers.submit(given) for given in ("a", "b", "hang")]
        assert [future.result(LONG) for future in good] == ["a", "b"]
        assert not hanging.done()
        assert workers.counts.stopped == 1


def test_batches_that_hang_on_all_processes_do_not_hold_up_the_others() -> None:
    found = Pool(Echo, processes=2, batch=4, timeout=3.0, patience=0.5)
    # Submitted before there is a process, the first eight are taken in two batches.
    first = [found.submit(given) for given in ("hang", "a") * 4]
    others = [found.submit(n) for n in range(10)]
    found.start()
    try:
        assert [future.result(LONG) for future in others] == list(range(10))
        # One after the other: they leave a process to the others.
        assert sum(future.done() for future in first[::2]) < 3
        assert [future.result(LONG) for future in first[1::2]] == ["a"] * 4
        assert all(isinstance(future.exception(LONG), TookTooLong) for future in first[::2])
    finally:
        found.close()


@pytest.mark.parametrize("bad", [lambda: None, "unreadable"])
def test_what_cannot_be_sent_or_read_fails_alone_and_the_place_stays(bad: object) -> None:
    """There are more such tasks than processes."""
    with pool(processes=2, batch=3) as workers:
        futures = [workers.submit(given) for given in ("a", bad, "b", bad, "c", bad, "d")]
        found = [future.exception(LONG) or future.result() for future in futures]
        assert found[0::2] == ["a", "b", "c", "d"]
        assert all(isinstance(error, WorkerDied) for error in found[1::2])
        assert workers.submit("e").result(LONG) == "e"


def test_a_system_that_gives_no_process_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    from atau.serve import slot

    refused = [1, 2]

    def start(make: Callable[[], Any]) -> Any:
        if refused:
            refused.pop()
            raise OSError("too many open files")
        return WorkerProcess(make)

    monkeypatch.setattr(slot, "WorkerProcess", start)
    with pool() as workers:
        assert workers.submit("a").result(LONG) == "a"
        assert workers.problem is None


def test_a_process_that_was_killed_while_idle_costs_no_task() -> None:
    import os
    import signal

    with pool() as workers:
        first = workers.submit("pid").result(LONG)
        os.kill(first, getattr(signal, "SIGKILL", signal.SIGTERM))  # Windows ends a process at once with either
        assert workers.submit("pid").result(LONG) != first
        assert workers.counts.died == 1


def test_a_task_that_no_process_lives_to_take_fails() -> None:
    with pool(processes=2) as workers:
        failing = workers.submit(Deadly())
        assert isinstance(failing.exception(LONG), WorkerDied)
        assert workers.submit("a").result(LONG) == "a"


def test_a_process_is_replaced_after_its_share_of_tasks() -> None:
    with pool(recycle_after=3) as workers:
        first = workers.submit("pid").result(LONG)
        pause = threading.Event()
        for _ in range(2000):
            if workers.submit("pid").result(LONG) != first:
                break
            pause.wait(0.05)
        else:
            raise AssertionError("the process was not replaced")
        assert workers.counts.recycled >= 1
        assert workers.counts.died == 0


def test_tasks_that_were_taken_back_are_not_done() -> None:
    with pool() as workers:
        running = workers.submit("hang")
        waiting = workers.submit("a")
        assert waiting.cancel()
        assert not running.done()
    # Closing stops what runs.
    assert isinstance(running.exception(LONG), PoolClosed)


@pytest.mark.parametrize(
    ("make", "problem"), [(no_worker, "OSError: no such model"), (ends_at_once, "the process ended while it started")]
)
def test_a_worker_that_cannot_be_made_is_said_once(make: Callable[[], Any], problem: str) -> None:
    with pool(make) as workers:
        with pytest.raises(PoolClosed, match=problem):
            workers.submit("a").result(LONG)
        with pytest.raises(PoolClosed, match=problem):
            workers.submit("a").result(LONG)
        assert workers.problem == problem


def test_no_process_is_left() -> None:
    import multiprocessing

    others = set(multiprocessing.active_children())
    with pool(processes=2) as workers:
        workers.submit("a").result(LONG)
        ours = set(multiprocessing.active_children()) - others
        assert ours
    assert not any(child.is_alive() for child in ours)
