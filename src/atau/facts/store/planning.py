"""What a run has to read: files compared with the store, and cut into batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atau.annotate.records import Failure
from atau.annotate.remarks import Remarks
from atau.facts.store.documents import Options, Problem, ReadDocument, is_container, is_worth_another_try, read_file
from atau.facts.store.files import FoundFile, chunks, find_files, summed
from atau.facts.store.roots import Target
from atau.facts.store.worker import FileTask
from atau.facts.store.writing import DONE, OpenFile, Read, Writer, delete_files

if TYPE_CHECKING:
    from atau.facts.store.updating import Update

_BATCH_PARTS: Final = 64
_BATCH_SIZE: Final = 200_000  # bytes of files, or characters of documents
_SHOWN: Final = 100


@dataclass(slots=True)
class Part:
    """A file of a batch, or some documents of it. problems: found when it was cut into documents."""

    file: OpenFile
    last: bool
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """What is read, and written, at one time: `parts` stay here, `tasks` go to the process that reads them."""

    parts: list[Part] = field(default_factory=list)
    tasks: list[FileTask] = field(default_factory=list)
    size: int = 0

    def add(self, part: Part, task: FileTask, size: int) -> None:
        self.parts.append(part)
        self.tasks.append(task)
        self.size += size

    @property
    def is_full(self) -> bool:
        return len(self.parts) >= _BATCH_PARTS or self.size >= _BATCH_SIZE


class Plan:
    """The files of a run. `remarks` collects what is passed over; `looked_at` counts files.

    reread: all of them are to be read, whether they have changed or not.
    """

    def __init__(
        self,
        connection: Any,
        targets: Sequence[Target],
        exclude: Sequence[Path],
        settings: int,
        options: Options,
        writer: Writer,
        done: Update,
        say: Callable[[str], None],
        *,
        reread: bool = False,
    ) -> None:
        self.options = options
        self.remarks = Remarks()
        self.looked_at = 0
        self._connection = connection
        self._targets = targets
        self._exclude = exclude
        self._settings = settings
        self._writer = writer
        self._done = done
        self._say = say
        self._reread = reread
        # Of these targets not all files could be listed: what was not seen may still be there.
        self._incomplete: set[Path] = set()
        connection.execute("CREATE OR REPLACE TEMP TABLE seen (file INTEGER)")
        (self._last,) = connection.execute("SELECT coalesce(max(file), 0) FROM raw.files").fetchone()

    def count_files(self) -> int:
        """How many files there are."""
        return sum(
            not isinstance(found, Failure)
            for target in self._targets
            for found in find_files(target, self._exclude, Remarks())
        )

    def batches(self) -> Iterator[Batch]:
        """The files that are to be read."""
        batch = Batch()
        for part, task, size in self._parts():
            batch.add(part, task, size)
            if batch.is_full:
                yield batch
                batch = Batch()
        if batch.parts:
            yield batch

    def report(self, read: Read) -> None:
        """Count and say what could not be read."""
        for problem in read.rows.problems:
            self._fail(read.file.file, problem)

    def remove_gone(self) -> None:
        """Remove what was not seen from the store."""
        for target in self._targets:
            gone = self._gone(target)
            if not gone:
                continue
            if target.path in self._incomplete:
                one = len(gone) == 1
                files = "1 file that was not found stays" if one else f"{len(gone):,} files that were not found stay"
                self._done.notes.append(
                    f"{target.path} could not be read in full: {files} in the store (--forget removes what is gone)"
                )
                continue
            for numbers in chunks(gone):
                delete_files(self._connection, numbers)
            self._done.removed += len(gone)

    def _gone(self, target: Target) -> list[int]:
        found = self._connection.execute(
            "SELECT file FROM raw.files WHERE root = $1 AND file <= $3 AND file NOT IN (SELECT file FROM seen) "
            # Below a folder; a file alone does not stand for those whose names begin with its own.
            "AND (path = $2 OR ($2 = '' OR ends_with($2, '/')) AND starts_with(path, $2))",
            [target.number, target.prefix, self._last],
        ).fetchall()
        return [file for (file,) in found]

    def _parts(self) -> Iterator[tuple[Part, FileTask, int]]:
        for target in self._targets:
            for chunk in chunks(find_files(target, self._exclude, self.remarks)):
                files = []
                for found in chunk:
                    if isinstance(found, Failure):
                        self._incomplete.add(target.path)
                        self._fail(None, Problem(found.where, found.error))
                    else:
                        files.append(found)
                for file in self._changed(files):
                    yield from self._cut(file)

    def _changed(self, files: Sequence[FoundFile]) -> Iterator[OpenFile]:
        """Those of `files` that are not as the store has them."""
        known = self._known(files)
        as_before: dict[int, OpenFile] = {}
        for found in files:
            self.looked_at += 1
            number, checksum, settings, state = known.get((found.root, found.name), (0, None, None, None))
            now, error = summed(found)
            if now is None:
                self._fail(found, Problem(None, error))
            elif not self._reread and (checksum, settings, state) == (now, self._settings, DONE):
                as_before[number] = OpenFile(found, now, number, known=True)
            else:
                yield OpenFile(found, now, number, known=bool(number))
        problems = self._connection.execute(
            "SELECT file, place, error FROM raw.failures WHERE file IN ?", [list(as_before)]
        ).fetchall()
        again = {file for file, _, error in problems if is_worth_another_try(as_before[file].file.path, error)}
        yield from (as_before.pop(file) for file in sorted(again))
        self._done.unchanged += len(as_before)
        # What is wrong with them is as it was, too.
        for file, place, error in problems:
            if file in as_before:
                self._fail(as_before[file].file, Problem(place, error))

    def _known(self, files: Sequence[FoundFile]) -> dict[tuple[int, str], tuple[int, str, int, str]]:
        rows = self._connection.execute(
            "SELECT root, path, file, checksum, settings, state FROM raw.files JOIN "
            "(SELECT unnest(?::INTEGER[]) AS root, unnest(?::VARCHAR[]) AS path) USING (root, path)",
            [[file.root for file in files], [file.name for file in files]],
        ).fetchall()
        self._connection.execute("INSERT INTO seen SELECT unnest(?::INTEGER[])", [[row[2] for row in rows]])
        return {(root, path): (file, checksum, settings, state) for root, path, file, checksum, settings, state in rows}

    def _cut(self, file: OpenFile) -> Iterator[tuple[Part, FileTask, int]]:
        path, name = file.file.path, file.file.name
        if not is_container(path):
            yield Part(file, True), FileTask(path, name), file.file.size
            return
        stored = {} if self._reread else self._stored(file)
        part = Part(file, False)
        documents: list[ReadDocument] = []
        size = 0
        kept: list[int] = []
        for item in read_file(path, name, self.options):
            if isinstance(item, Problem):
                part.problems.append(item)
            elif (number := stored.get((item.id, item.checksum))) is not None:
                kept.append(number)
            else:
                documents.append(item)
                size += len(item.text)
            if len(documents) >= _BATCH_PARTS or size >= _BATCH_SIZE:
                yield part, FileTask(path, name, tuple(documents)), size
                part, documents, size = Part(file, False), [], 0
        self._writer.keep(file, kept)
        part.last = True
        yield part, FileTask(path, name, tuple(documents)), size

    def _stored(self, file: OpenFile) -> dict[tuple[str, str], int]:
        """(id, checksum) -> number of the documents of a file that were read with the settings of this run."""
        rows = self._connection.execute(
            "SELECT id, d.checksum, document FROM raw.documents d JOIN raw.files f USING (file) "
            "WHERE file = ? AND f.settings = ?",
            [file.number, self._settings],
        ).fetchall()
        return {(name, checksum): number for name, checksum, number in rows}

    def _fail(self, file: FoundFile | None, problem: Problem) -> None:
        self._done.failed += 1
        if self._done.failed <= _SHOWN:
            where = [] if file is None else [str(file.path)]
            self._say(": ".join([*where, *([problem.place] if problem.place else []), problem.error]))
        elif self._done.failed == _SHOWN + 1:
            self._say("more could not be read; from here on it is counted only (the view `failures` lists all)")
