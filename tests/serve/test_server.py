"""The command as a process: it starts, answers as `atau annotate`, and ends in good order."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

pytest.importorskip("fastapi", reason="needs atau[web]")

from serving import HANGS, wait_for_requests, wait_until_ready

from atau.cli import app

ROOT = Path(__file__).parents[2]
# `atau.serve.server.serve` with the tiny pipeline.
_RUN = """
import json, sys
from atau.serve.server import serve
from atau.serve.settings import Settings
from serving import make_tiny
if __name__ == "__main__":
    sys.exit(serve(Settings(model="rules", port=0, workers=1, worker_memory=0, **json.loads(sys.argv[1])), make_tiny))
"""


class Running:
    """The service as a process."""

    def __init__(self, folder: Path, options: dict[str, Any]) -> None:
        script = folder / "run.py"
        script.write_text(_RUN, "utf-8")
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests" / "support")])
        self.process = subprocess.Popen(
            [sys.executable, str(script), json.dumps(options)], stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": paths},
        )  # fmt: skip
        self.events: list[dict[str, Any]] = []
        self._listening = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()
        assert self._listening.wait(300)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.events[0]['port']}", timeout=300)
        wait_until_ready(self.client)

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.events.append(json.loads(line))
            self._listening.set()

    def wait_for(self, event: str) -> None:
        pause = threading.Event()
        for _ in range(1200):
            if any(known["event"] == event for known in self.events):
                return
            pause.wait(0.1)
        raise AssertionError(self.events)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def call(**options: Any) -> Running:
        started.append(Running(tmp_path, options))
        return started[-1]

    yield call
    for running in started:
        running.client.close()
        running.process.kill()
        running.process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process at once")
def test_it_finishes_what_it_began_and_refuses_the_rest(start: Callable[..., Running]) -> None:
    running = start(text_timeout=8.0)
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(running.client.post, "/v1/annotate", json={"text": HANGS})
        with httpx.Client(base_url=running.client.base_url, timeout=300) as other:
            wait_for_requests(other, 1)
            running.process.send_signal(signal.SIGTERM)
            running.wait_for("stopping")
            refused = other.post("/v1/annotate", json={"text": "12"})
            assert refused.status_code == 503
            assert "retry-after" in refused.headers
            assert other.get("/v1/health").json()["status"] == "stopping"
        assert slow.result().status_code == 504
    assert running.process.wait(300) == 0
    assert running.events[-1]["event"] == "stopped"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process at once")
def test_the_end_does_not_wait_for_ever(start: Callable[..., Running]) -> None:
    running = start(text_timeout=100_000.0, shutdown_timeout=0.5)
    with ThreadPoolExecutor(1) as threads:
        hanging = threads.submit(running.client.post, "/v1/annotate", json={"text": HANGS})
        with httpx.Client(base_url=running.client.base_url, timeout=300) as other:
            wait_for_requests(other, 1)
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(300) == 0
        assert hanging.result().status_code == 503


def invoke(*arguments: str, **environment: str) -> Any:
    return CliRunner().invoke(app, ["serve", *arguments], env=environment)


def test_a_port_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = invoke("--model", "rules", "--port", str(port))
    assert result.exit_code == 2
    assert f"cannot listen on 127.0.0.1 port {port}" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--model", "no_such_model"), "there is no model"),
        (("--max-body", "many"), "is no number of bytes"),
        (("--token-file", "no-such-file"), "cannot be read"),
        (("--model", "rules", "--max-memory", "1M"), "--max-memory"),
    ],
)
def test_bad_options(arguments: tuple[str, ...], said: str) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_a_token_is_taken_from_the_environment_and_checked() -> None:
    result = invoke("--model", "rules", ATAU_TOKEN="short")
    assert result.exit_code == 2
    assert "at least 16 ASCII characters" in result.output


def test_other_machines_without_a_token_are_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    from atau.serve import server

    monkeypatch.setattr(server, "serve", lambda settings: 0)
    assert "without a token" in invoke("--model", "rules", "--host", "0.0.0.0").output
    assert (
        "without a token" not in invoke("--model", "rules", "--host", "0.0.0.0", ATAU_TOKEN="0123456789abcdef").output
    )
    assert "without a token" not in invoke("--model", "rules").output


def test_a_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "uvicorn" else find(name))
    result = invoke("--model", "rules")
    assert result.exit_code == 2
    assert 'pip install "atau[web]"' in result.output
