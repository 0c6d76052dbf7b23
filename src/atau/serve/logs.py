"""Logs of the service: a line of JSON on standard error for each event, with nothing that a user has written."""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final

_LOGGER: Final = logging.getLogger("atau.serve")
_FRAMES: Final = 12


class JsonFormatter(logging.Formatter):
    """time, level, event, and the fields of the record.

    Messages of other libraries are kept as far as they are constant: an argument may hold what a user wrote. Of an
    exception its type and its place in the code are said, not its message.
    """

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": str(record.msg),
        }
        if record.name != _LOGGER.name:
            fields["logger"] = record.name
        fields |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            fields |= of_exception(record.exc_info[1])
        return json.dumps(fields, ensure_ascii=False, default=str)


def of_exception(error: BaseException) -> dict[str, Any]:
    """Type and place of an exception."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return {
        "error": type(error).__name__,
        "at": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    }


def set_up_logs() -> None:
    """Send all logs to standard error as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    _LOGGER.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name != "uvicorn.access"
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.captureWarnings(True)


def log(event: str, level: int = logging.INFO, /, **fields: Any) -> None:
    """Write an event with its fields."""
    _LOGGER.log(level, event, extra={"fields": fields})


def log_error(event: str, error: BaseException, /, **fields: Any) -> None:
    """Write an exception."""
    log(event, logging.ERROR, **fields, **of_exception(error))


def seconds_since(begun: float) -> float:
    """Seconds since a time of `time.perf_counter`, to the tenth of a millisecond."""
    return round(time.perf_counter() - begun, 4)
