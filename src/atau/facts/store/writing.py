"""Writing what was found in files: each batch in one transaction, so that no kill leaves half a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from atau.facts.store.columns import OF_DOCUMENT, schema
from atau.facts.store.database import set_info, transaction
from atau.facts.store.files import FoundFile
from atau.facts.store.rows import DocumentRows, Row
from atau.facts.store.worker import FileRows

PARTIAL: Final = "partial"
DONE: Final = "done"
FAILED: Final = "failed"
_OWN_TYPES: Final = {"kept": ("INTEGER", "INTEGER")}


@dataclass(slots=True)
class OpenFile:
    """A file that is being read.

    number: of `raw.files`; 0 until it has one. known: the store had the file before this run. begun: something of it
    was written in this run. documents: how many were written or kept.
    """

    file: FoundFile
    checksum: str
    number: int = 0
    known: bool = False
    begun: bool = False
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """What came from a file. last: nothing more comes from it."""

    file: OpenFile
    rows: FileRows
    last: bool


class Writer:
    """Writes to the connection of a store. settings: the number of the settings that files are read with."""

    def __init__(self, connection: Any, settings: int) -> None:
        self._connection = connection
        self._settings = settings
        # Documents that this run has written, or found unchanged, in files that the store had before.
        connection.execute("CREATE OR REPLACE TEMP TABLE kept (file INTEGER, document INTEGER)")

    def write(self, batch: Sequence[Read]) -> None:
        """All of `batch`, or nothing of it."""
        with transaction(self._connection):
            set_info(self._connection, "joined", "no")
            # A file of many documents may be in a batch more than once.
            self._begin(list({id(read.file): read.file for read in batch if not read.file.begun}.values()))
            found = [(read.file, document) for read in batch for document in read.rows.documents]
            self._add_documents(found)
            problems = [(read.file.number, each.place, each.error) for read in batch for each in read.rows.problems]
            self._insert("raw.failures", problems)
            self._finish([read.file for read in batch if read.last])

    def keep(self, file: OpenFile, documents: Sequence[int]) -> None:
        """Documents of a file that are in the store and have not changed."""
        file.documents += len(documents)
        self._insert("kept", [(file.number, document) for document in documents])

    def _begin(self, files: Sequence[OpenFile]) -> None:
        """Mark files as being read; what was wrong with them before is of no account."""
        known = [file.number for file in files if file.known]
        if known:
            self._connection.execute("DELETE FROM raw.failures WHERE file IN ?", [known])
            # What was read with other settings stays until it is read anew, even if this run does not come to that.
            self._connection.execute(
                "UPDATE raw.documents SET checksum = '' WHERE file IN "
                "(SELECT file FROM raw.files WHERE file IN $1 AND settings <> $2)",
                [known, self._settings],
            )
            sums = [file.checksum for file in files if file.known]
            self._connection.execute(
                # Numbered: releases of DuckDB count parameters without a number in different order here.
                "UPDATE raw.files SET checksum = s.checksum, settings = $1, state = $2 FROM "
                "(SELECT unnest($3::INTEGER[]) AS file, unnest($4::VARCHAR[]) AS checksum) s "
                "WHERE raw.files.file = s.file",
                [self._settings, PARTIAL, known, sums],
            )
        new = [file for file in files if not file.known]
        for file, number in zip(new, self._numbers(len(new)), strict=True):
            file.number = number
        self._insert(
            "raw.files",
            [(file.number, file.file.root, file.file.name, file.checksum, self._settings, PARTIAL, 0) for file in new],
        )
        for file in files:
            file.begun = True

    def _add_documents(self, found: Sequence[tuple[OpenFile, DocumentRows]]) -> None:
        """Documents, in the place of those of the same file and id."""
        if not found:
            return
        again = [(file.number, rows.id) for file, rows in found if file.known]
        if again:
            delete_documents(
                self._connection,
                "SELECT document FROM raw.documents JOIN "
                "(SELECT unnest(?::INTEGER[]) AS file, unnest(?::VARCHAR[]) AS id) USING (file, id)",
                [[file for file, _ in again], [name for _, name in again]],
            )
        numbered = list(zip(self._numbers(len(found)), found, strict=True))
        self._insert("raw.documents", [(number, file.number, *rows.document) for number, (file, rows) in numbered])
        for table in OF_DOCUMENT:
            self._insert(table, [(number, *row) for number, (_, rows) in numbered for row in rows.tables[table]])
        self._insert("kept", [(file.number, number) for number, (file, _) in numbered if file.known])
        for file, _ in found:
            file.documents += 1
        self._add_places({place[0]: place for _, rows in found for place in rows.places})

    def _add_places(self, places: Mapping[str, Row]) -> None:
        if places:
            known = self._connection.execute("SELECT place FROM raw.places WHERE place IN ?", [list(places)]).fetchall()
            new = places.keys() - {place for (place,) in known}
            self._insert("raw.places", [places[place] for place in sorted(new)])

    def _finish(self, files: Sequence[OpenFile]) -> None:
        """Files of which nothing more comes: documents that they do not have any more go."""
        if not files:
            return
        known = [file.number for file in files if file.known]
        if known:
            delete_documents(
                self._connection,
                "SELECT document FROM raw.documents WHERE file IN ? AND document NOT IN "
                "(SELECT document FROM kept WHERE file IN ?)",
                [known, known],
            )
            self._connection.execute("DELETE FROM kept WHERE file IN ?", [known])
        self._connection.execute(
            "UPDATE raw.files SET documents = n, state = CASE WHEN n > 0 THEN $1 ELSE $2 END FROM "
            "(SELECT unnest($3::INTEGER[]) AS file, unnest($4::INTEGER[]) AS n) s WHERE raw.files.file = s.file",
            [DONE, FAILED, [file.number for file in files], [file.documents for file in files]],
        )

    def _numbers(self, count: int) -> list[int]:
        found = self._connection.execute("SELECT nextval('raw.numbers')::INTEGER FROM range(?)", [count]).fetchall()
        return sorted(number for (number,) in found)

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        """Add `rows`: a list for each column, as a statement for each row would take far longer."""
        if rows:
            types: Iterable[str] = _OWN_TYPES.get(table) or (column.type for column in schema()[table])
            values = ", ".join(f"unnest(?::{kind}[])" for kind in types)
            columns = [[storable(value) for value in column] for column in zip(*rows, strict=True)]
            self._connection.execute(f"INSERT INTO {table} SELECT {values}", columns)


def delete_files(connection: Any, numbers: Sequence[int]) -> int:
    """Remove files with all that was found in them; returns how many documents."""
    given = [list(numbers)]
    with transaction(connection):
        set_info(connection, "joined", "no")
        count = delete_documents(connection, "SELECT document FROM raw.documents WHERE file IN ?", given)
        for table in ("raw.failures", "raw.files"):
            connection.execute(f"DELETE FROM {table} WHERE file IN ?", given)
    return count


def delete_documents(connection: Any, query: str, given: Sequence[Any]) -> int:
    """Remove the documents whose numbers `query` gives; returns how many."""
    numbers = [number for (number,) in connection.execute(query, given).fetchall()]
    if numbers:
        for table in ("raw.documents", "raw.person_links", "raw.organisation_links", *OF_DOCUMENT):
            connection.execute(f"DELETE FROM {table} WHERE document IN ?", [numbers])
    return len(numbers)


def storable(value: Any) -> Any:
    """`value`, half a surrogate pair as a question mark and NUL as a box: no database stores them in a text."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
    return [storable(item) for item in value] if isinstance(value, list) else value
