"""`FactStore`: the database of facts as Python sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from atau.facts.store.columns import PUBLIC, schema
from atau.facts.store.database import duckdb_module, open_database
from atau.facts.store.documents import Options
from atau.facts.store.errors import StoreError
from atau.facts.store.joining.publishing import is_joined

if TYPE_CHECKING:
    import duckdb

    from atau.facts.store.updating import Update


class FactStore:
    """A DuckDB file of documents, mentions, people, organisations, places, and the facts that join them.

    path: of the file, which is made where it does not exist; None keeps everything in memory. read_only: refuse to
    change it; several processes may then read it at a time. The schema: docs/reference/fact-store.md.

    Raises StoreError where DuckDB is missing, the file is in use, or is no store of this version.

    >>> with FactStore() as store:
    ...     store.sql("SELECT count(*) FROM holdings")
    [(0,)]
    """

    def __init__(self, path: str | Path | None = None, *, read_only: bool = False) -> None:
        self._path = None if path is None else Path(path)
        self._connection = open_database(self._path, read_only=read_only)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection of DuckDB, for what is not offered here (data frames, Arrow tables)."""
        return self._connection

    @property
    def is_joined(self) -> bool:
        """Whether people, organisations and places are joined over all documents; a run that was interrupted has not
        come to that."""
        return is_joined(self._connection)

    def update(
        self,
        targets: str | Path | Sequence[str | Path],
        *,
        model: str | None = None,
        jobs: int = 1,
        text_field: str = "text",
        reread: bool = False,
        show_progress: bool = False,
        say: Callable[[str], None] = lambda line: None,
        progress: Callable[[str], None] = lambda line: None,
    ) -> Update:
        """Read what is new or has changed in `targets`, which are files and folders; forget what is gone from them.

        model: as in `atau.load`. jobs: number of processes. reread: read everything in `targets` anew, also
        where the store was filled with other settings. say: gets a line for what could not be read, up to a hundred of
        them. progress: told what is done while people are joined, a line each time.

        Whatever ends the run, the documents that are finished stay, and the next run goes on with the rest. Raises
        StoreError, ModelError.
        """
        from atau.facts.store.updating import update

        given = [targets] if isinstance(targets, (str, Path)) else list(targets)
        own = [] if self._path is None else [self._path, self._path.with_name(self._path.name + ".wal")]
        try:
            return update(
                self._connection,
                [Path(target) for target in given],
                model=model,
                jobs=jobs,
                options=Options(text_field),
                reread=reread,
                exclude=own,
                show_progress=show_progress,
                say=say,
                progress=progress,
            )
        except duckdb_module().Error as error:
            raise StoreError(f"{self._path or 'the database'}: {' '.join(str(error).split())}") from error

    def forget(self, path: str | Path) -> int:
        """Remove what was read from a file or folder, which need not be there any more; returns how many documents."""
        from atau.facts.store.updating import forget

        return forget(self._connection, Path(path))

    def sql(self, query: str, parameters: object = None) -> list[tuple[Any, ...]]:
        """The rows that a query gives, or that it changes. Raises duckdb.Error.

        parameters: for the ``?`` or ``$name`` in it.
        """
        return self._connection.execute(query, parameters).fetchall()

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table, from column to value, as they are asked for. Raises StoreError for an unknown one."""
        if table not in PUBLIC:
            raise StoreError(f"there is no table {table!r}; one of {', '.join(PUBLIC)}")
        names = [column.name for column in schema()[table]]
        cursor = self._connection.cursor().execute(f"SELECT {', '.join(names)} FROM {table}")
        while rows := cursor.fetchmany(1000):
            for row in rows:
                yield dict(zip(names, row, strict=True))

    def close(self) -> None:
        """Close the file; other processes may use it then."""
        self._connection.close()

    def __enter__(self) -> FactStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
