"""Errors as answers: problem details of RFC 9457, in which no markup of a request comes back."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from atau.serve.safe_json import safe_json

MEDIA_TYPE: Final = "application/problem+json"
#: In the scope of a request whose body was read to its end.
BODY_READ: Final = "atau.body_read"
_LINGER: Final = 2.0  # seconds
_DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class Problem(Exception):
    """Ends a request with `status`. detail: what is wrong, and what to do. fields: further members of the answer."""

    def __init__(self, status: int, detail: str, *, headers: Mapping[str, str] | None = None, **fields: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.fields = fields

    def response(self) -> Response:
        """The answer."""
        content = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            **self.fields,
        }
        return _ProblemResponse(safe_json(content), self.status, self.headers, MEDIA_TYPE)


class _ProblemResponse(Response):
    """Sent whole, then the rest of the body is thrown away for a moment before the connection is closed.

    Were it closed at once, the system would reset it, and a client that is still sending would never see the answer.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        unread = scope["method"] not in ("GET", "HEAD", "OPTIONS") and not scope.get(BODY_READ)
        if unread:
            self.headers["Connection"] = "close"
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": unread})
        if unread:
            # Whoever waits to be told to send its body is not told.
            if all(name != b"expect" for name, _ in scope["headers"]):
                await linger(receive)
            await send({"type": "http.response.body", "body": b"", "more_body": False})


def failed(error: Exception) -> Problem:
    """What is answered where `error` was raised and nobody expected it; the log has it."""
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        return Problem(503, "the service has no room on its disk; try again later", headers={"Retry-After": "5"})
    return Problem(500, "the service has failed; the request id finds the cause in its log")


async def linger(receive: Receive) -> None:
    """Throw away what the client still sends, for a moment."""
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(_throw_away(receive), _LINGER)


async def _throw_away(receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return


def failure(identity: Any, line: int | None, problem: str) -> dict[str, Any]:
    """A record that could not be annotated, as answers list it."""
    try:
        json.dumps(identity, allow_nan=False)
    except ValueError:  # it holds 1e999, which Python takes for infinite, and would write as no JSON has it
        identity = None
    return {"id": identity, **({} if line is None else {"line": line}), "error": problem}


def status_of(statuses: Sequence[int]) -> int:
    """The status of an answer in which nothing is annotated: that of all failures where they have one, else 422."""
    return statuses[0] if len(set(statuses)) == 1 else 422
