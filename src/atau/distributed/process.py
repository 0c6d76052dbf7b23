"""A process with a pipeline, seen from its parent: a batch is answered, or the process hung or died."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any, BinaryIO, Final

import pyarrow as pa

from atau.distributed.errors import WorkerError
from atau.distributed.options import Options

_LOADING: Final = 600.0  # seconds
_ENDING: Final = 5.0
# The module search path of this process becomes that of the other one: engines add to it.
_PROGRAM: Final = (
    "import json, os, sys; settings = json.loads(sys.argv[1]); sys.path[:] = settings.pop('path'); "
    "from atau.distributed.child import main; os._exit(main(settings))"
)


class Hung(Exception):
    """A process had no answer in time, and was killed."""


class Died(Exception):
    """A process ended before it had answered; the message says how."""


class LoadingDied(WorkerError):
    """A process ended while it loaded its pipeline."""


class Process:
    """A process that has loaded its pipeline. Raises WorkerError where it cannot.

    It is started as a program of its own, not by `multiprocessing`, which would import the main module of the worker
    (of an engine, or of a script that does not expect it) once more.
    """

    def __init__(self, options: Options, version: str | None) -> None:
        settings = {"path": sys.path, "options": options.to_dict(), "version": version}
        self._popen: Final = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, json.dumps(settings)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        # Windows cannot wait for a pipe with a time limit; for a thread that reads it, it can.
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self._popen.stdout, self._answers), daemon=True).start()
        self._stream: Any = None
        self.done = 0
        try:
            self._greeting()
        except BaseException:
            self.kill()
            raise

    @property
    def pid(self) -> int:
        return self._popen.pid

    def ask(self, texts: Sequence[str], seconds: float | None) -> pa.RecordBatch:
        """What is found in `texts`. Raises Hung where it takes longer, Died where the process ends; it is gone then."""
        try:
            self._send(texts)
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.kill()
            raise Hung from None
        except OSError:  # it has closed its input
            answer = None
        except BaseException:  # even Ctrl-C: an answer still on its way would be taken for the next one
            self.kill()
            raise
        if answer is None:
            how = self._how_it_ended()
            self.kill()
            raise Died(how)
        self.done += len(texts)
        return answer

    def close(self) -> None:
        """Lets the process end by itself, as it has no work."""
        assert self._popen.stdin is not None
        try:
            self._popen.stdin.close()
            self._popen.wait(_ENDING)
        except (OSError, subprocess.TimeoutExpired):
            pass
        self.kill()

    def kill(self) -> None:
        """Ends the process, whatever it does."""
        self._popen.kill()
        self._popen.wait()
        # Its output is closed by the thread that reads it.
        try:
            if self._popen.stdin is not None:
                self._popen.stdin.close()
        except OSError:  # what was still to be written has no reader
            pass

    def _send(self, texts: Sequence[str]) -> None:
        from atau.distributed.child import REQUEST

        if self._stream is None:
            self._stream = pa.ipc.new_stream(self._popen.stdin, REQUEST)
        self._stream.write_batch(pa.record_batch([pa.array(texts, pa.string())], schema=REQUEST))
        assert self._popen.stdin is not None
        self._popen.stdin.flush()

    def _greeting(self) -> None:
        try:
            greeting = self._answers.get(timeout=_LOADING)
        except queue.Empty:
            raise WorkerError(f"the pipeline was not loaded in {_LOADING:g} s") from None
        if greeting is None:
            raise LoadingDied(
                f"the process that loads the pipeline {self._how_it_ended()}; is there memory enough for each worker?"
            )
        if "error" in greeting:
            raise WorkerError(greeting["error"])

    def _how_it_ended(self) -> str:
        try:
            code = self._popen.wait(_ENDING)
        except subprocess.TimeoutExpired:
            return "closed its output"
        if code >= 0:
            return f"ended with exit code {code}"
        try:
            return f"was ended by {signal.Signals(-code).name}"
        except ValueError:
            return f"was ended by signal {-code}"


def _read(pipe: BinaryIO, answers: queue.SimpleQueue[Any]) -> None:
    """The greeting, then the batches, then None at the end."""
    try:
        with pipe:
            if greeting := pipe.readline():
                answers.put(json.loads(greeting))
                for batch in pa.ipc.open_stream(pipe):
                    answers.put(batch)
    except (OSError, ValueError, pa.ArrowException):  # a process that died wrote half a message
        pass
    answers.put(None)
