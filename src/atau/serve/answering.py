"""From the texts of a request to the bytes of its answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from typing import Any, Final

from atau.serve.inputs import Inputs, Item
from atau.serve.jobs import TaskError
from atau.serve.metrics import Metrics
from atau.serve.pool import Pool
from atau.serve.problems import Problem, failure, status_of
from atau.serve.safe_json import safe_json
from atau.serve.tasks import IdentityTask, TextResult, TextTask
from atau.serve.work import BATCH

# Texts of one request that wait for each process: enough for a batch, and no more, so that others have their turn.
_AHEAD: Final = BATCH


class Answers:
    """Sends the texts of requests to the processes. inputs: reads the ids of those that fail."""

    def __init__(self, pool: Pool, processes: int, metrics: Metrics, inputs: Inputs) -> None:
        self._pool = pool
        self._inputs = inputs
        self._window = _AHEAD * processes
        self._metrics = metrics

    async def results(self, items: AsyncIterator[Item]) -> AsyncGenerator[TextResult, None]:
        """The result of each item, in order and as soon as it is there.

        What has not begun when the iterator is closed is taken back. Raises what `items` raises, after the results.
        """
        running: asyncio.Queue[asyncio.Future[TextResult] | None] = asyncio.Queue(self._window)

        async def feed() -> None:
            try:
                async for item in items:
                    future = asyncio.ensure_future(self._result(item))
                    try:
                        await running.put(future)
                    except asyncio.CancelledError:
                        future.cancel()
                        raise
            finally:
                await running.put(None)

        feeding = asyncio.ensure_future(feed())
        try:
            while (future := await running.get()) is not None:
                yield await future
            await feeding
        finally:
            feeding.cancel()
            while not running.empty():
                left = running.get_nowait()
                if left is not None:
                    left.cancel()

    async def whole(self, items: Sequence[Item]) -> list[TextResult]:
        """The results of all items, in order."""
        return [result async for result in self.results(each_of(items))]

    async def run(self, task: Any) -> Any:
        """What a process makes of a task. Raises Problem."""
        try:
            return await asyncio.wrap_future(self._pool.submit(task))
        except TaskError as error:
            raise Problem(error.status, str(error), headers={"Retry-After": "5"}) from None

    async def _result(self, item: Item) -> TextResult:
        if isinstance(item, TextResult):
            result = item
        else:
            try:
                result = await asyncio.wrap_future(self._pool.submit(item))
            except TaskError as error:
                result = TextResult(await self._identity(item), item.line, problem=str(error), status=error.status)
        self._metrics.text(result)
        return result

    async def _identity(self, task: TextTask) -> Any:
        """The id of a text that the process did not come to name."""
        if not isinstance(task.source, bytes):
            return task.source.id
        if task.kind != "json":
            return None
        try:
            return await self._inputs.read(IdentityTask(task.source))
        except Problem:  # the text is one that no process survives
            return None


async def each_of(items: Sequence[Item]) -> AsyncIterator[Item]:
    """The items one by one, for those who take them so."""
    for item in items:
        yield item


def failures(results: Sequence[TextResult]) -> list[dict[str, Any]]:
    """What the answer lists of the results that are failures."""
    return [failure(result.id, result.line, result.problem) for result in results if result.problem is not None]


def check_any(results: Sequence[TextResult]) -> None:
    """Raises Problem where nothing at all was annotated."""
    failed = [result for result in results if result.problem is not None]
    if not results or len(failed) < len(results):
        return
    status = status_of([result.status for result in failed])
    only = failed[0].problem if len(failed) == 1 else f"none of the {len(failed):,} documents could be annotated"
    raise Problem(status, only or "", failures=failures(results))


def document_json(model: dict[str, Any], results: Sequence[TextResult], joined: dict[str, Any] | None = None) -> bytes:
    """The answer with all records; joined: further members."""
    records = b",".join(result.data for result in results if result.problem is None)
    more = b"" if joined is None else b"," + safe_json(joined)[1:-1]
    return b'{"model":%b,"documents":[%b],"failures":%b%b}\n' % (
        safe_json(model), records, safe_json(failures(results)), more,
    )  # fmt: skip


def result_line(result: TextResult) -> bytes:
    """A record, or a failure, as a line."""
    if result.problem is None:
        return result.data + b"\n"
    return safe_json(failure(result.id, result.line, result.problem)) + b"\n"
