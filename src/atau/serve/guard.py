"""Who may ask, and how many at a time: host, origin, token, requests under way."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from atau.serve.metrics import Metrics
from atau.serve.problems import Problem
from atau.serve.settings import Settings
from atau.serve.state import State, release

_HEALTH: Final = frozenset({"/v1/health", "/health"})
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_CHALLENGE: Final = 'Bearer realm="atau"'


class Guard:
    """The ASGI middleware that refuses."""

    def __init__(self, app: ASGIApp, settings: Settings, state: State, metrics: Metrics) -> None:
        self._app = app
        self._settings = settings
        self._state = state
        self._metrics = metrics
        self._hosts = settings.allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            self._check(scope)
        except Problem as problem:
            await problem.response()(scope, receive, send)
            return
        counted = scope["method"] not in _SAFE
        self._state.under_way += counted
        self._metrics.under_way.set(self._state.under_way)
        try:
            await self._app(scope, receive, send)
        finally:
            release(scope)
            self._state.under_way -= counted
            self._metrics.under_way.set(self._state.under_way)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        self._check_host(headers)
        self._check_origin(scope["method"], headers)
        self._check_token(scope["path"], headers)
        if scope["path"] in _HEALTH:
            return
        if self._state.stopping:
            raise Problem(503, "the service is stopping", headers={"Retry-After": "10"})
        if scope["method"] not in _SAFE and self._state.under_way >= self._settings.max_requests:
            count = self._settings.max_requests
            raise Problem(429, f"{count} requests are under way; try again in a moment", headers={"Retry-After": "1"})

    def _check_host(self, headers: Mapping[str, str]) -> None:
        if self._hosts is not None and host_name(headers.get("host", "")) not in self._hosts:
            raise Problem(421, "the service is not known under the name in the header Host; --allowed-host adds one")

    def _check_origin(self, method: str, headers: Mapping[str, str]) -> None:
        """Refuse requests that a page of another origin makes a browser send."""
        origin = headers.get("origin")
        if method in _SAFE or origin is None or origin in self._settings.cors_origins:
            return
        if _authority(origin) != headers.get("host", "").lower():
            raise Problem(403, "a page of another origin may not use the service; --cors-origin allows one")

    def _check_token(self, path: str, headers: Mapping[str, str]) -> None:
        token = self._settings.token
        if token is None or is_open(path):
            return
        given = _given_token(headers.get("authorization", ""))
        # Compared as bytes, in a time that says nothing of how much is right.
        if given is None or not hmac.compare_digest(given, token.encode("ascii")):
            raise Problem(
                401,
                "no token, or a wrong one; the header Authorization must be: Bearer TOKEN",
                headers={"WWW-Authenticate": _CHALLENGE},
            )


def is_open(path: str) -> bool:
    """Whether a path is answered without a token: whether the service lives, and the page, which asks for the token."""
    return path in _HEALTH or path == "/" or path.startswith("/page/")


def _given_token(header: str) -> bytes | None:
    """The token of a header Authorization. Label Studio knows names and passwords only: the token is the password."""
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip().encode("latin-1", "replace")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest.strip(), validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return None
    return None


def _authority(origin: str) -> str | None:
    """Host and port of a header Origin; None where it is none."""
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None


def host_name(header: str) -> str:
    """The name in a header Host, without its port.

    >>> host_name("LOCALHOST:8000"), host_name("[::1]:8000")
    ('localhost', '::1')
    """
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""
