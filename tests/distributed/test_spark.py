"""Spark with two workers finds what one process finds, also where a worker is killed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_tables import ROWS, check_command, expected, same, write_news
from listening import is_loopback, listening
from pyarrow import parquet
from scripts_loaded import script

pytest.importorskip("pyspark", reason="needs the extra spark")
if shutil.which("java") is None:
    pytest.skip("needs Java", allow_module_level=True)


@pytest.fixture(scope="module")
def spark(failing: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path]]:
    """A session with two workers; the folder in which the pipeline notes what it does in them."""
    from failing_pipeline import LOG

    from atau.distributed.spark_engine import start_local

    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(LOG, str(folder))
        session = start_local(2)
        yield session, folder
        session.stop()


def test_every_document_once_though_a_worker_is_killed(spark: tuple[Any, Path], failing: str, tmp_path: Path) -> None:
    from atau.distributed import spark_annotate

    session, log = spark
    files = write_news(tmp_path / "news", kills=True, worker=True)
    tables = spark_annotate(session.read.parquet(str(files)), text="text", id="id", keep=["n"], model=failing)
    tables.documents.write.parquet(str(tmp_path / "out"))
    found = parquet.read_table(tmp_path / "out")
    assert (log / "parent").exists()
    assert same(found, expected(failing, kills=True).documents)
    assert len(set(found.column("row").to_pylist())) == ROWS


def test_the_command(spark: tuple[Any, Path], failing: str, tmp_path: Path) -> None:
    files = write_news(tmp_path / "news")
    check_command("spark", files, failing, tmp_path / "out")


def test_a_column_that_is_not_there_is_told_at_once(spark: tuple[Any, Path]) -> None:
    from atau.distributed import spark_annotate

    with pytest.raises(ValueError, match="no column 'body'; its columns: 'text'"):
        spark_annotate(spark[0].createDataFrame([("12",)], ["text"]), text="body", model="rules")


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs /proc")
def test_nobody_else_is_listened_to(spark: tuple[Any, Path]) -> None:
    found = listening([os.getpid(), *script("distributed_watch").descendants(os.getpid())])
    assert found
    assert {address for address in found if not is_loopback(address)} == set()
