"""A pipeline that fails as it is asked to, in any process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="needs the extra parquet")

from failing_pipeline import LOG, write_failing


# Not for the whole session: what other tests start should find its packages where it always does.
@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The path of the pipeline; processes that are started from now on can load it."""
    folder = tmp_path_factory.mktemp("failing")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        patch.setenv(LOG, str(tmp_path_factory.mktemp("log")))
        # The workers of an engine take their path from the environment.
        patch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
        yield write_failing(folder)


@pytest.fixture
def log(failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test in which the pipeline notes what it does."""
    monkeypatch.setenv(LOG, str(tmp_path))
    return tmp_path
