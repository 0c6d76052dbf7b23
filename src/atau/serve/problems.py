"""Errors as answers: problem details of RFC 9457, in which no markup of a request comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response

MEDIA_TYPE: Final = "application/problem+json"
# What a browser could take for markup, should it ever read an answer as a page.
_MARKUP: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


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
        return Response(safe_json(content), self.status, self.headers, MEDIA_TYPE)


def safe_json(content: Any) -> bytes:
    """`content` as JSON in UTF-8 without the characters of markup: they stand as escapes."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(_MARKUP)
    return text.encode("utf-8", "backslashreplace")


def failure(identity: Any, line: int | None, problem: str) -> dict[str, Any]:
    """A record that could not be annotated, as answers list it."""
    return {"id": identity, **({} if line is None else {"line": line}), "error": problem}


def status_of(statuses: Sequence[int]) -> int:
    """The status of an answer in which nothing is annotated: that of all failures where they have one, else 422."""
    return statuses[0] if len(set(statuses)) == 1 else 422
