"""Which tasks are done next: those that are done once more, alone, hold up nobody, and nobody holds them up."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

import pytest

pytest.importorskip("fastapi", reason="needs atau[web]")

from atau.serve.jobs import Job, Jobs


def _jobs(names: Iterable[object]) -> list[Job]:
    return [Job(name, Future()) for name in names]


def _queue(processes: int, waiting: Iterable[object], again: Iterable[object], batch: int = 1) -> Jobs:
    found = Jobs(processes, batch, heaviest=0)
    for job in _jobs(waiting):
        found.put(job)
    hung = _jobs(again)
    for job in hung:
        job.alone = True
    found.put_back(hung)
    return found


def _take(jobs: Jobs) -> list[Job]:
    found = jobs.take()
    assert found is not None
    for job in found:
        assert job.begins()
    return found


def _done(jobs: Jobs) -> list[object]:
    """Everything, by one process after the other, each done at once."""
    found: list[object] = []
    while jobs:
        taken = _take(jobs)
        found += [job.given for job in taken]
        for job in taken:
            job.future.set_result(None)
    return found


def test_first_come_first_served() -> None:
    assert _done(_queue(1, "abcd", "", batch=2)) == list("abcd")


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_those_done_alone_take_turns_with_those_that_wait(processes: int) -> None:
    assert _done(_queue(processes, "abcde", "123")) == list("1a2b3cde")
    assert _done(_queue(processes, "a", "123")) == list("1a23")
    assert _done(_queue(processes, "", "123")) == list("123")


def test_those_done_alone_are_in_no_batch() -> None:
    jobs = _queue(1, "abc", "12", batch=3)
    assert ["".join(job.given for job in _take(jobs)) for _ in range(3)] == ["1", "abc", "2"]


@pytest.mark.parametrize("processes", [2, 3, 8])
def test_those_that_hang_leave_a_process_to_those_that_wait(processes: int) -> None:
    jobs = _queue(processes, range(100), ["hang"] * 50)
    taken = [_take(jobs)[0] for _ in range(40)]
    assert sum(job.given == "hang" for job in taken) == processes - 1
    # The next begins when one of them is stopped.
    next(job for job in taken if job.given == "hang").future.set_exception(TimeoutError())
    assert "hang" in {_take(jobs)[0].given for _ in range(2)}
    assert "hang" not in {_take(jobs)[0].given for _ in range(20)}


def test_every_process_is_for_those_done_alone_where_nothing_else_waits() -> None:
    jobs = _queue(2, "", ["hang"] * 3)
    assert [_take(jobs)[0].given for _ in range(3)] == ["hang"] * 3


def test_batches_that_hang_one_after_the_other_do_not_put_off_the_first() -> None:
    jobs = _queue(1, (), ["first"])
    for number in range(3):
        more = _jobs([number])
        more[0].alone = True
        jobs.put_back(more)
    assert _done(jobs) == ["first", 0, 1, 2]


def test_those_whose_process_died_before_it_had_them_come_next() -> None:
    jobs = _queue(1, "abc", "1")
    alone, (first,) = _take(jobs), _take(jobs)
    assert [alone[0].given, first.given] == ["1", "a"]
    jobs.put_back([first])
    jobs.put_back(alone)
    # Put back, it is no longer one that hangs.
    assert len(jobs) == 4
    assert _done(jobs) == ["1", "a", "b", "c"]
