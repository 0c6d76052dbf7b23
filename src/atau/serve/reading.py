"""What happens in the processes that read: uploaded files to records, long bodies to their texts."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Sequence
from typing import Any, Final

from atau.annotate.records import Failure, InputRecord, ReadOptions, Source, find_sources, read_records
from atau.documents.helper import limit_memory
from atau.serve.bodies import identity_of, split_body
from atau.serve.studio_tasks import read_studio
from atau.serve.tasks import FileTask, ReadTask, SplitTask, StudioTask, TextResult

#: Options of the command line that messages of the readers name, as they are said here.
_OPTIONS: Final = {
    "--text-field": "the parameter text_field",
    "--encoding": "the parameter encoding",
    "--max-bytes": "--max-body of the service",
}
_MISSING: Final = re.compile(r'pip install "atau\[')


class FileReader:
    """The `Worker` that reads. It is stopped from outside where a file takes too long, so it reads all formats itself.

    memory: bytes of address space, 0 without a limit. max_documents: of one file; what goes beyond becomes a failure.
    """

    def __init__(self, memory: int, max_bytes: int, max_documents: int) -> None:
        limit_memory(memory)
        self._max_bytes = max_bytes
        self._max_documents = max_documents

    def prepare(self) -> None:
        """There is nothing to prepare."""

    def do(self, given: Sequence[FileTask | ReadTask]) -> list[Any]:
        """The records of each file, what each body says."""
        return [self._read(task) if isinstance(task, FileTask) else read(task) for task in given]

    def _read(self, task: FileTask) -> list[InputRecord | TextResult]:
        [source] = find_sources([task.path])
        if isinstance(source, Source):
            source = dataclasses.replace(source, id=task.name, called=task.name)
        else:
            source = dataclasses.replace(source, file=task.name)
        options = ReadOptions(task.text_field, task.encoding, self._max_bytes)
        found: list[InputRecord | TextResult] = []
        characters = 0
        for item in read_records([source], io.BytesIO(), options, timeout=None):
            if len(found) >= self._max_documents:
                found.append(_beyond(task, f"more than {self._max_documents:,} documents"))
                break
            if isinstance(item, Failure):
                found.append(_failure(item, task.path, task.name))
                continue
            characters += len(item.text)
            if characters > task.characters:
                found.append(_beyond(task, "the texts of the request are longer than --max-body of the service"))
                break
            found.append(item)
        return found


def read(task: ReadTask) -> Any:
    """What a body says; it may be done anywhere, but takes time where the body is long."""
    if isinstance(task, SplitTask):
        return split_body(task.body, task.most)
    return read_studio(task) if isinstance(task, StudioTask) else identity_of(task.body)


def make_reader(memory: int, max_bytes: int, max_documents: int) -> FileReader:
    """The worker that reads."""
    return FileReader(memory, max_bytes, max_documents)


def _beyond(task: FileTask, problem: str) -> TextResult:
    """Says that the rest of a file was not read."""
    return TextResult(task.name, problem=f"{problem}; the rest of the file was not read: split it", status=413)


def _failure(failure: Failure, path: str, name: str) -> TextResult:
    problem = failure.error.replace(path, name)
    for option, said in _OPTIONS.items():
        problem = problem.replace(option, said)
    identity = failure.file if failure.line is None else f"{failure.file}:{failure.line}"
    return TextResult(identity, problem=problem, status=501 if _MISSING.search(problem) else 422)
