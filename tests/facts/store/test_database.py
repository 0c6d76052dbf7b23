"""Opening a store: a clear refusal where a file is none, is of another version, or is in use."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from atau.facts import FactStore
from atau.facts.store import database
from atau.facts.store.columns import PUBLIC, SCHEMA_VERSION, schema
from atau.facts.store.errors import StoreError

_HOLD = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"


def test_the_database_has_the_columns_that_are_documented() -> None:
    with FactStore() as store:
        for table, columns in schema().items():
            found = [(name, kind) for name, kind, *_ in store.sql(f"DESCRIBE {table}")]
            assert found == [(column.name, column.type) for column in columns], table
        names = {f"raw.{n}" if s == "raw" else n for s, n in store.sql(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = 'memory'"
        )}  # fmt: skip
    assert names == set(schema())
    assert set(PUBLIC) == {name for name in names if not name.startswith("raw.")}


def test_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    FactStore(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE raw.info SET value = '99' WHERE key = 'version'")
    with pytest.raises(StoreError, match=rf"version 99 of the schema; this atau has version {SCHEMA_VERSION}"):
        FactStore(path)


def test_another_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE sales (n INTEGER)")
    with pytest.raises(StoreError, match="no fact store"):
        FactStore(path)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("sales",)]


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    path.write_text("Бұл дерекқор емес. " * 500, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"news\.duckdb is not a DuckDB database"):
        FactStore(path)
    assert path.read_bytes() == before


def test_what_is_not_there_is_not_made_for_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        FactStore(tmp_path / "none.duckdb", read_only=True)
    with pytest.raises(StoreError, match="create the folder first"):
        FactStore(tmp_path / "none" / "news.duckdb")
    with pytest.raises(StoreError, match="is a folder"):
        FactStore(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    FactStore(path).close()
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        for read_only in (False, True):
            with pytest.raises(StoreError, match="in use by another process"):
                FactStore(path, read_only=read_only)
        holder.communicate(b"")
    with FactStore(path, read_only=True), FactStore(path, read_only=True):
        pass


def test_a_store_for_reading_cannot_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    FactStore(path).close()
    with FactStore(path, read_only=True) as store, pytest.raises(duckdb.Error, match="read-only"):
        store.sql("DELETE FROM raw.documents")


def test_no_extension_is_fetched() -> None:
    with FactStore() as store:
        settings = dict(store.sql("SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%extensions'"))
        assert set(settings.values()) == {"false"}
        with pytest.raises(duckdb.Error):
            store.sql("SELECT ST_Point(1, 2)")


def test_without_duckdb_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(StoreError, match=r'pip install "atau\[facts\]"'):
        FactStore()


def test_a_transaction_is_whole_or_not_at_all() -> None:
    with FactStore() as store:
        with contextlib.suppress(ZeroDivisionError), database.transaction(store.connection):
            store.sql("INSERT INTO raw.roots VALUES (1, 'a')")
            raise ZeroDivisionError
        assert store.sql("FROM raw.roots") == []


@pytest.mark.parametrize("name", ["raw.duckdb", "Joining.db"])
def test_a_name_that_queries_would_take_for_a_schema_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="choose another name"):
        FactStore(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
