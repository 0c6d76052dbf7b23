"""From files to rows: what is done in each process of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from atau.annotate.batches import ReloadingPipeline, memory_zone
from atau.facts.store.documents import PIPELINE_FAILED, Options, Problem, ReadDocument, read_file
from atau.facts.store.rows import DocumentRows, rows_of

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class FileTask:
    """A file to read, or documents that were read from it already. name: what its documents are called by."""

    path: Path
    name: str
    documents: tuple[ReadDocument, ...] | None = None


@dataclass(slots=True)
class FileRows:
    """What a `FileTask` gave."""

    documents: list[DocumentRows] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def make_worker(load: Callable[[], Language], options: Options) -> Callable[[Sequence[FileTask]], list[FileRows]]:
    """The function that does tasks, with a pipeline of its own."""
    load_all = partial(_with_places, load)
    pipeline = ReloadingPipeline(load_all(), load_all)
    return lambda tasks: do_tasks(pipeline(), tasks, options)


def _with_places(load: Callable[[], Language]) -> Language:
    """The pipeline, which gives places their identity."""
    nlp = load()
    if "kk_linker" not in nlp.pipe_names:
        nlp.add_pipe("kk_linker")
    return nlp


def do_tasks(nlp: Language, tasks: Sequence[FileTask], options: Options) -> list[FileRows]:
    """What each task gave; a document on which the pipeline raises becomes a problem of its file."""
    results = [FileRows() for _ in tasks]
    waiting: list[tuple[FileRows, ReadDocument]] = []
    for task, result in zip(tasks, results, strict=True):
        for item in read_file(task.path, task.name, options) if task.documents is None else task.documents:
            if isinstance(item, Problem):
                result.problems.append(item)
            else:
                waiting.append((result, item))
    found = _all_rows(nlp, [document for _, document in waiting])
    for (result, _), rows in zip(waiting, found, strict=True):
        if isinstance(rows, Problem):
            result.problems.append(rows)
        else:
            result.documents.append(rows)
    return results


def _all_rows(nlp: Language, documents: Sequence[ReadDocument]) -> list[DocumentRows | Problem]:
    with memory_zone(nlp):
        # Exceptions must not leave the zone: one that passes through spaCy's memory zone leaves the vocabulary in it.
        try:
            docs = nlp.pipe([document.text for document in documents])
            return [rows_of(doc, read) for doc, read in zip(docs, documents, strict=True)]
        except Exception:  # which document is to blame shows when they are run one by one
            pass
    return [_rows(nlp, document) for document in documents]


def _rows(nlp: Language, read: ReadDocument) -> DocumentRows | Problem:
    with memory_zone(nlp):
        try:
            doc = nlp(read.text)
            return rows_of(doc, read)
        except Exception as error:
            message = " ".join(str(error).split())
            return Problem(read.id, f"{PIPELINE_FAILED}: {type(error).__name__}: {message}")
