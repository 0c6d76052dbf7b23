"""Opening the DuckDB file of a store: made when it is new, checked when it is not.

Nothing is loaded from the network: DuckDB would otherwise fetch an extension whenever a query names a function of one.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atau.facts.store.columns import SCHEMA_VERSION, definition
from atau.facts.store.errors import StoreError

if TYPE_CHECKING:
    import duckdb

#: For DuckDB's own buffers; what does not fit goes to a folder beside the file.
MEMORY_LIMIT: Final = "512MB"
_CONFIG: Final[dict[str, Any]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": MEMORY_LIMIT,
}
IN_MEMORY: Final = ":memory:"
# Of a store, and the database that is attached while people are joined.
_SCHEMAS: Final = ("raw", "joining", "work")
# What stands in every DuckDB file, behind a checksum of eight bytes.
_MAGIC: Final = b"DUCK"


def duckdb_module() -> Any:
    """The module duckdb. Raises StoreError where it is not installed."""
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise StoreError(f'a fact store needs DuckDB: pip install "atau[facts]" ({error})') from None
    return duckdb


def open_database(path: Path | None, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the store at `path`, or to an empty one in memory where it is None.

    A file that does not exist is made, unless it is to be read only. Raises StoreError where it is in use, is no store,
    or is a store of another version.
    """
    duckdb = duckdb_module()
    if path is not None and not path.exists() and (read_only or not path.parent.is_dir()):
        missing = path if read_only else path.parent
        raise StoreError(f"{missing} does not exist" + ("" if read_only else "; create the folder first"))
    if path is not None and path.stem.lower() in _SCHEMAS:
        # DuckDB calls a database by the name of its file, and could not tell raw.mentions of a schema from that.
        raise StoreError(f"{path}: a store cannot be called {path.stem}, as its own schema is; choose another name")
    if path is not None and path.is_dir():
        raise StoreError(f"{path} is a folder; name a file such as {path / 'news.duckdb'}")
    if path is not None and path.is_file() and not _may_be_database(path):
        raise StoreError(f"{path} is not a DuckDB database; --db names the file that atau keeps the facts in")
    try:
        connection = connect(path, read_only=read_only)
    except duckdb.Error as error:
        raise StoreError(_problem(path, error)) from None
    try:
        _check_or_make(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path | None, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to a DuckDB file, or to an empty database in memory. Raises duckdb.Error."""
    module, config = duckdb_module(), dict(_CONFIG)
    if path is None:  # DuckDB would take the current folder
        config["temp_directory"] = str(Path(tempfile.gettempdir(), f"atau-{os.getpid()}"))
    connection: duckdb.DuckDBPyConnection = module.connect(
        IN_MEMORY if path is None else str(path), read_only=read_only, config=config
    )
    # DuckDB draws a bar for slow queries on standard output, where the rows of a query go. Cursors take this over.
    connection.execute("SET enable_progress_bar = false")
    return connection


def _may_be_database(path: Path) -> bool:
    """Whether a file begins as a DuckDB file does, is empty, or cannot be read, of which DuckDB says more.

    DuckDB itself would take a file of JSON or CSV for a database in memory with one table.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(12)
    except OSError:
        return True
    return not head or head[8:] == _MAGIC


def _problem(path: Path | None, error: Exception) -> str:
    """Why DuckDB does not open `path`, in one line."""
    text = " ".join(str(error).split())
    low = text.lower()
    if "lock" in low or "different configuration" in low:
        return (
            f"{path} is in use by another process or connection; a store has one writer at a time, and nobody reads "
            f"it meanwhile. Wait until that one ends. ({text})"
        )
    if "not a valid duckdb" in low or "serializ" in low or "version" in low:
        return f"{path} cannot be read as a DuckDB database of this version of DuckDB: {text}"
    return f"{path} cannot be opened: {text}"


def _check_or_make(connection: Any, path: Path | None, *, read_only: bool) -> None:
    found = connection.execute(
        "SELECT count(*), count(*) FILTER (table_schema = 'raw' AND table_name = 'info') FROM information_schema.tables"
    ).fetchone()
    if found[0] == 0 and not read_only:
        _make(connection)
    elif not found[1]:
        raise StoreError(f"{path} holds no fact store; name another file, or remove this one")
    version = connection.execute("SELECT value FROM raw.info WHERE key = 'version'").fetchone()
    if version is None or version[0] != str(SCHEMA_VERSION):
        made = "an unknown version" if version is None else f"version {version[0]}"
        raise StoreError(
            f"{path} is a fact store of {made} of the schema; this atau has version {SCHEMA_VERSION}. Make it anew "
            "under another name from the same folder, or use the release of atau that made it"
        )


def _make(connection: Any) -> None:
    from atau import __version__

    with transaction(connection):
        for statement in definition():
            connection.execute(statement)
        connection.execute("CREATE SEQUENCE raw.numbers")
        facts = [["version", str(SCHEMA_VERSION)], ["made_by", f"atau {__version__}"], ["joined", "yes"]]
        connection.executemany("INSERT INTO raw.info VALUES (?, ?)", facts)


@contextlib.contextmanager
def transaction(connection: Any) -> Iterator[None]:
    """All of the block or nothing of it."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def set_info(connection: Any, key: str, value: str) -> None:
    """Set a property of the database."""
    connection.execute("UPDATE raw.info SET value = ? WHERE key = ? AND value IS DISTINCT FROM ?", [value, key, value])


def info(connection: Any, key: str) -> str | None:
    """A property of the database, None where it has none of that name."""
    found = connection.execute("SELECT value FROM raw.info WHERE key = ?", [key]).fetchone()
    return None if found is None else str(found[0])
