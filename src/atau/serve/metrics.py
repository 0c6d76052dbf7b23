"""What Prometheus reads of the service.

There is one process that answers requests, and it counts; the processes behind it send back results only. So the
metrics need no shared directory (the multiprocess mode of prometheus-client), and never mix several processes.
"""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import generate_latest

from atau.serve.pool import Pool
from atau.serve.tasks import TextResult

_SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


class Metrics:
    """The counters of one service; each has a registry of its own, so that tests can have several."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.requests = Counter(
            "atau_requests", "Requests that were answered.", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "atau_request_seconds", "Time from a request to the end of its answer.", ("route",), buckets=_SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self.under_way = Gauge("atau_requests_under_way", "Requests that are being answered.", registry=self.registry)
        self._texts = Counter(
            "atau_texts", "Texts that were annotated (200) or failed, by status.", ("status",), registry=self.registry
        )
        self._characters = Counter("atau_characters", "Characters that were annotated.", registry=self.registry)

    def text(self, result: TextResult) -> None:
        """Count a text."""
        self._texts.labels(str(result.status)).inc()
        if result.problem is None:
            self._characters.inc(result.characters)

    def watch(self, name: str, pool: Pool) -> None:
        """Show the state of a pool."""
        ready = Gauge(f"atau_{name}_ready", "Processes that can work.", registry=self.registry)
        ready.set_function(lambda: pool.ready)
        waiting = Gauge(f"atau_{name}_waiting", "Tasks that no process has begun.", registry=self.registry)
        waiting.set_function(lambda: pool.waiting)
        replaced = Gauge(
            f"atau_{name}_replaced", "Processes that were replaced since the start, by cause.", ("cause",),
            registry=self.registry,
        )  # fmt: skip
        for cause in ("stopped", "died", "recycled"):
            replaced.labels(cause).set_function(lambda cause=cause: getattr(pool.counts, cause))  # type: ignore[misc]

    def exposition(self) -> bytes:
        """All of it in the text format of Prometheus."""
        return generate_latest(self.registry)
