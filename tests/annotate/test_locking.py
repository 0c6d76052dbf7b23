"""One writer for each output, and a lock that ends with its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from atau.annotate.job import UsageError
from atau.annotate.locking import locked

HOLD = """
import sys, time
from pathlib import Path
from atau.annotate.locking import locked
with locked([Path(sys.argv[1])]):
    print("held", flush=True)
    time.sleep(600)
"""


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_of_two_refuses_and_kill_9_frees_it(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with holder(path) as process:
        try:
            with pytest.raises(UsageError, match=r"another `atau annotate` is writing .*out\.jsonl"), locked([path]):
                raise AssertionError("never reached")
            # Another way to write the same name.
            with pytest.raises(UsageError), locked([None, tmp_path / "x" / ".." / "out.jsonl"]):
                raise AssertionError("never reached")
            with locked([tmp_path / "other.jsonl"]):
                pass
        finally:
            process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
            process.wait()
    end = time.monotonic() + 60
    while True:
        try:
            with locked([path]):
                break
        except UsageError:
            assert time.monotonic() < end
            time.sleep(0.05)
    assert os.listdir(tmp_path) == []


def test_an_error_frees_it_too(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(RuntimeError), locked([tmp_path / "out"]):
            raise RuntimeError
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links as POSIX has them")
def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / ".out.lock").symlink_to(tmp_path / "victim")
    with pytest.raises(UsageError, match="cannot be opened"), locked([tmp_path / "out"]):
        raise AssertionError("never reached")
    assert not (tmp_path / "victim").exists()


def test_a_device_is_not_locked() -> None:
    with locked([Path(os.devnull)]), locked([Path(os.devnull)]):
        pass
