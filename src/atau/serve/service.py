"""The parts of a running service, as its routes use them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from atau.serve.answering import Answers
from atau.serve.inputs import Inputs
from atau.serve.metrics import Metrics
from atau.serve.page import page_files
from atau.serve.pool import Pool
from atau.serve.problems import Problem
from atau.serve.settings import Settings
from atau.serve.state import State


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service


@dataclass(slots=True, kw_only=True)
class Service:
    """model: as `atau.about.describe_model` gives it."""

    settings: Settings
    model: dict[str, Any]
    pool: Pool
    readers: Pool
    metrics: Metrics
    state: State
    inputs: Inputs
    answers: Answers

    def start(self) -> None:
        """Start the processes; returns before they are ready."""
        self.pool.start()
        self.readers.start()
        # Made once, and not while the first visitor and everybody else wait.
        threading.Thread(target=page_files, daemon=True).start()

    def close(self) -> None:
        """End the processes."""
        self.pool.close()
        self.readers.close()

    @property
    def status(self) -> str:
        """ready, starting (no process has loaded the model yet), stopping or broken (none can)."""
        if self.state.stopping:
            return "stopping"
        if self.pool.problem is not None or self.readers.problem is not None:
            return "broken"
        return "ready" if self.pool.ready else "starting"

    @property
    def named_model(self) -> dict[str, Any]:
        """Name and version of the model, as answers bear them."""
        return {"name": self.model["name"], "version": self.model["version"]}

    @property
    def labels(self) -> list[str]:
        """The labels of the model; [] before a process has loaded it."""
        return list((self.pool.about or {}).get("labels", ()))

    def check_ready(self) -> None:
        """Raises Problem (503) before the first process has loaded the model."""
        if self.pool.about is None:
            problem = self.pool.problem
            detail = "the model is being loaded" if problem is None else f"the model cannot be loaded: {problem}"
            raise Problem(503, detail, headers={"Retry-After": "5"})

    def check_options(self, labels: Sequence[str] | None, min_score: float | None) -> None:
        """Raises Problem (422) for labels that the model does not have, or a score where it gives none."""
        if labels is not None and not labels:
            raise Problem(
                422, f"labels: it names no label; the model has {', '.join(self.labels)}, all of which are found "
                "without the parameter",
            )  # fmt: skip
        unknown = sorted(set(labels or ()) - set(self.labels))
        if unknown:
            raise Problem(422, f"labels: the model has no label {', '.join(unknown)}; it has {', '.join(self.labels)}")
        if min_score is not None and not self.pool.about["scores"]:
            raise Problem(422, "min_score: the model gives no scores")
