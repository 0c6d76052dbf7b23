"""Ray Data with two workers finds what one process finds, also where a worker is killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest
from engine_tables import ROWS, check_command, expected, same, write_news
from listening import is_loopback, listening
from scripts_loaded import script

# Not imported: Ray reads its environment when it is.
if find_spec("ray") is None:
    pytest.skip("needs the extra ray", allow_module_level=True)


@pytest.fixture(scope="module")
def ray_worker_log(failing: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Ray with two workers; the folder in which the pipeline notes what it does in them."""
    from failing_pipeline import LOG

    from atau.distributed.ray_engine import start_local

    folder = tmp_path_factory.mktemp("ray")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(LOG, str(folder))
        start_local(2)
        yield folder
        import ray

        ray.shutdown()


def test_every_document_once_though_a_worker_is_killed(ray_worker_log: Path, failing: str, tmp_path: Path) -> None:
    import ray.data

    from atau.distributed import ray_annotate

    files = write_news(tmp_path / "news", kills=True, worker=True)
    tables = ray_annotate(
        ray.data.read_parquet(str(files)), text="text", id="id", keep=["n"], model=failing, workers=2, batch_size=10
    )
    found = pa.concat_tables(ray.get(tables.documents.to_arrow_refs()))
    assert (ray_worker_log / "parent").exists()
    assert same(found, expected(failing, kills=True).documents)
    assert len(set(found.column("row").to_pylist())) == ROWS


def test_the_command(ray_worker_log: Path, failing: str, tmp_path: Path) -> None:
    files = write_news(tmp_path / "news")
    check_command("ray", f"{files}/*.parquet", failing, tmp_path / "out")


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs /proc")
def test_nobody_else_is_listened_to(ray_worker_log: Path) -> None:
    found = listening([os.getpid(), *script("distributed_watch").descendants(os.getpid())])
    assert found
    assert {address for address in found if not is_loopback(address)} == set()
