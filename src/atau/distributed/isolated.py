"""Texts to rows of `found_schema`, in a process of their own: what hangs or ends it costs one document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyarrow as pa

from atau.distributed.columns import found_batch
from atau.distributed.options import Options
from atau.distributed.process import Died, Hung, LoadingDied, Process

_STARTS: Final = 3


class IsolatedAnnotator:
    """As `Annotator`; the pipeline is in another process, which is replaced after `Options.recycle_after` texts.

    Where the process hangs or dies over a batch, its texts go one by one. A text that takes longer than
    `Options.timeout` has an error. One over which the process died is tried again, for somebody else may have ended it
    (the kernel, for lack of memory); the second time the text has an error.
    """

    def __init__(self, options: Options, version: str | None = None) -> None:
        self._options: Final = options
        self._version: Final = version
        self._process: Process | None = self._started()

    def __call__(self, texts: Sequence[str]) -> pa.RecordBatch:
        """A row of `found_schema` for each text, in order. Raises WorkerError where no pipeline can be loaded."""
        try:
            return self._ask(texts)
        except (Hung, Died) as problem:
            if len(texts) > 1:
                return pa.Table.from_batches([self([text]) for text in texts]).combine_chunks().to_batches()[0]
            return self._again(texts, problem)

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.close()
            self._process = None

    @property
    def pid(self) -> int | None:
        """Of the process, where there is one at the moment."""
        return None if self._process is None else self._process.pid

    def _again(self, text: Sequence[str], problem: Hung | Died) -> pa.RecordBatch:
        try:
            if isinstance(problem, Died):
                return self._ask(text)
        except (Hung, Died) as second:
            problem = second
        if isinstance(problem, Hung):
            message = f"took longer than {self._options.timeout:g} s (timeout) and was stopped"
        else:
            message = f"the process that annotated it {problem}, twice (perhaps for lack of memory)"
        return found_batch([message], self._options)

    def _ask(self, texts: Sequence[str]) -> pa.RecordBatch:
        if self._process is not None and self._process.done >= self._options.recycle_after:
            self.close()
        if self._process is None:
            self._process = self._started()
        process, self._process = self._process, None
        found = process.ask(texts, self._options.timeout)
        self._process = process
        return found

    def _started(self) -> Process:
        """A new process; one that somebody else ended while it loaded is started again, `_STARTS` times in all."""
        for _ in range(_STARTS - 1):
            try:
                return Process(self._options, self._version)
            except LoadingDied:
                continue
        return Process(self._options, self._version)
