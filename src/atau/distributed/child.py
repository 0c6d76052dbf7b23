"""The process that holds the pipeline of a worker: batches of texts on standard input, answers on standard output.

Both are streams of Apache Arrow, so nothing is pickled. Before the stream comes a line of JSON: ``{}`` where the
pipeline is loaded, else ``{"error": …}``.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
from typing import Any, BinaryIO, Final

import pyarrow as pa

from atau.distributed.annotator import Annotator
from atau.distributed.columns import found_schema
from atau.distributed.errors import WorkerError
from atau.distributed.options import Options

REQUEST: Final = pa.schema([("text", pa.string())])
_SLACK: Final = 60.0  # seconds


def main(settings: dict[str, Any]) -> int:
    """Answers until standard input ends. settings: options, version (see `Annotator`)."""
    # What components print must not come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent handles it
    options = Options(**settings["options"])
    try:
        annotator = Annotator(options, settings["version"])
    except WorkerError as error:
        _greet(answers, {"error": str(error)})
        return 1
    except Exception as error:  # whatever a component does when it is loaded
        _greet(answers, {"error": f"{type(error).__name__}: {error}"})
        return 1
    _greet(answers, {})
    with pa.ipc.new_stream(answers, found_schema(options)) as stream:
        answers.flush()
        for request in pa.ipc.open_stream(sys.stdin.buffer):
            if options.timeout is not None:
                # The parent ends this process in time. Where the parent was killed, and a component hangs, this does.
                faulthandler.dump_traceback_later(2 * options.timeout + _SLACK, exit=True)
            stream.write_batch(annotator(request.column(0).to_pylist()))
            answers.flush()
            faulthandler.cancel_dump_traceback_later()
    return 0


def _greet(answers: BinaryIO, greeting: dict[str, str]) -> None:
    answers.write(json.dumps(greeting).encode("ascii") + b"\n")
    answers.flush()
