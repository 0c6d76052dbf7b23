"""What `atau serve` is asked to do: its options, their defaults, and what contradicts itself."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final

MIB: Final = 1 << 20
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_SHORTEST_TOKEN: Final = 16
#: As a browser writes the header Origin.
_ORIGIN: Final = re.compile(r"[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?")


class SettingsError(ValueError):
    """The options contradict each other, or one cannot be used."""


def default_workers() -> int:
    """A process for each CPU, from 2 (one slow text must not hold up the others) to 8."""
    return min(8, max(2, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The fields are the options of `atau serve`; times are in seconds, sizes in bytes.

    workers: processes that annotate; readers: processes that read uploaded documents. max_body: of a request that is
    answered as a whole; max_stream: of a body of NDJSON, kept on disk. max_memory, max_disk: of the bodies of all
    requests under way, of the one and of the other kind. max_characters: of a text. max_documents: in a request that is
    answered as a whole. max_requests: under way at a time. text_timeout: work on one text, or reading of one file.
    request_timeout: for a whole answer, and for the next bytes of a stream. shutdown_timeout: for what is under way
    when the service is told to stop. worker_memory: address space of a process, 0 without a limit. recycle_after: texts
    after which a process is replaced. hosts: further names under which the service is known. cors_origins: web sites
    whose pages may use it.
    """

    model: str
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    readers: int = 1
    max_body: int = 32 * MIB
    max_stream: int = 1024 * MIB
    max_characters: int = 1_000_000
    max_documents: int = 1000
    max_requests: int = 128
    max_memory: int = 256 * MIB
    max_disk: int = 4096 * MIB
    max_header: int = 16 * 1024
    text_timeout: float = 60.0
    request_timeout: float = 300.0
    header_timeout: float = 20.0
    shutdown_timeout: float = 30.0
    worker_memory: int = 4096 * MIB
    recycle_after: int = 20_000
    token: str | None = None
    hosts: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("workers", "readers", "max_body", "max_stream", "max_characters", "max_documents", "max_requests",
                     "max_memory", "max_disk", "recycle_after"):  # fmt: skip
            if getattr(self, name) < 1:
                raise SettingsError(f"{_option(name)} must be at least 1, not {getattr(self, name)}")
        for name in ("text_timeout", "request_timeout", "header_timeout", "shutdown_timeout"):
            if not 0 < getattr(self, name) < 1e9:
                raise SettingsError(f"{_option(name)} must be a number of seconds above 0, not {getattr(self, name):g}")
        if self.max_memory < self.max_body or self.max_disk < self.max_stream:
            raise SettingsError("--max-memory and --max-disk must have room for one --max-body and one --max-stream")
        if not 0 <= self.port < 65536:
            raise SettingsError(f"--port must be from 0 to 65535, not {self.port}")
        if self.max_header < 1024:
            raise SettingsError(f"--max-header must be at least 1024 bytes, not {self.max_header}")
        if self.worker_memory and self.worker_memory < 512 * MIB:
            raise SettingsError("--worker-memory must be at least 512M: the model itself needs some of it")
        if self.token is not None and (len(self.token) < _SHORTEST_TOKEN or not self.token.isascii()):
            raise SettingsError(
                f"the token must be at least {_SHORTEST_TOKEN} ASCII characters; make one with: openssl rand -hex 32"
            )
        for origin in self.cors_origins:
            # Browsers name an origin exactly so; anything else would never match, without a word.
            if not _ORIGIN.fullmatch(origin):
                raise SettingsError(
                    f"--cors-origin must be a scheme, a host and where needed a port, as in https://example.org or "
                    f"http://127.0.0.1:5173, in small letters and without a path, not {origin!r}"
                )

    @property
    def is_loopback(self) -> bool:
        """Whether only programs of this machine reach the service."""
        return self.host in _LOOPBACK

    @property
    def allowed_hosts(self) -> frozenset[str] | None:
        """The host names that a request may ask for; None for any.

        On the loopback interface others are refused, so that no web page reaches the service by a name that it makes
        point here (DNS rebinding).
        """
        if not self.hosts and not self.is_loopback:
            return None
        own = _LOOPBACK if self.is_loopback else (self.host,)
        return frozenset(name.lower() for name in (*own, *self.hosts))


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")
