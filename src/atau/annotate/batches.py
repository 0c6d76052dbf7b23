"""Records to annotations, in batches, with constant memory."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from atau.annotate.annotation import ENTITIES_ONLY, Annotated, Annotation, WriterRequirements, describe
from atau.annotate.records import Failure, InputRecord
from atau.batching import in_batches

if TYPE_CHECKING:
    from spacy.language import Language

# spaCy's memory zones free words but not their slots in its hash tables: about 30 bytes for each distinct word of the
# stream (measured). After this many words the pipeline is reloaded.
RENEW_WORDS: Final = 1_000_000

#: A text, and the other fields of its record.
Task = tuple[str, dict[str, Any]]
Batch = list[Annotated | Failure]


class ReloadingPipeline:
    """A pipeline that is reloaded before its vocabulary grows too large.

    Without `load` it is never reloaded. `nlp.max_length` is raised, so that texts of any length are accepted.
    """

    def __init__(self, nlp: Language, load: Callable[[], Language] | None = None) -> None:
        self._load = load
        self._use(nlp)

    def __call__(self) -> Language:
        """The pipeline for the next batch."""
        # The length of the vocabulary counts every word ever added, including those that were freed.
        if self._load is not None and len(self._nlp.vocab) > self._limit:
            del self._nlp
            gc.collect()  # a pipeline and its vocabulary form a reference cycle
            self._use(self._load())
        return self._nlp

    def _use(self, nlp: Language) -> None:
        nlp.max_length = 2**62
        self._nlp = nlp
        self._limit = len(nlp.vocab) + RENEW_WORDS


def annotate_records(
    nlp: Language,
    records: Iterable[InputRecord | Failure],
    needs: WriterRequirements = ENTITIES_ONLY,
    *,
    load: Callable[[], Language] | None = None,
) -> Iterator[Batch]:
    """The annotations of `records` in batches, in order; failures pass through in their place.

    A record on which the pipeline raises becomes a `Failure`; the rest of its batch is not affected. `load` returns the
    same pipeline again: with it, memory is bounded however many distinct words the stream has. Texts may be of any
    length (`nlp.max_length` is raised).
    """
    pipeline = ReloadingPipeline(nlp, load)
    for batch in batches(records):
        yield join(batch, annotate_tasks(pipeline(), tasks(batch, needs), needs))


def annotate_tasks(nlp: Language, batch: Sequence[Task], needs: WriterRequirements) -> list[Annotation | str]:
    """For each task its annotation, or an error message where the pipeline raised."""
    with memory_zone(nlp):
        # Exceptions must not leave the zone: one that passes through spaCy's memory zone leaves the vocabulary in it.
        try:
            docs = nlp.pipe([text for text, _ in batch])
            found = [describe(doc, needs, about) for doc, (_, about) in zip(docs, batch, strict=True)]
        except Exception:  # which record is to blame shows when they are run one by one
            found = []
    if len(found) == len(batch):
        return list(found)
    return [_annotate_one(nlp, task, needs) for task in batch]


def _annotate_one(nlp: Language, task: Task, needs: WriterRequirements) -> Annotation | str:
    text, about = task
    with memory_zone(nlp):
        try:
            return describe(nlp(text), needs, about)
        except Exception as error:
            message = " ".join(str(error).split())
            return f"the pipeline failed: {type(error).__name__}: {message}"


def foreign_text(nlp: Language, text: str) -> str | None:
    """The `Annotation.foreign` of `text`, without running the pipeline; None, too, where its tokenizer fails."""
    from atau.lang.language import foreign_language

    with memory_zone(nlp):
        try:
            return foreign_language(nlp.tokenizer(text))
        except Exception:  # so did the pipeline, and the record is one that failed
            return None


def batches(items: Iterable[InputRecord | Failure]) -> Iterator[list[InputRecord | Failure]]:
    """`items` in lists of bounded length and, except for a single long text, of bounded size in characters."""
    return in_batches(items, lambda item: len(item.text) if isinstance(item, InputRecord) else 0)


def tasks(batch: Sequence[InputRecord | Failure], needs: WriterRequirements) -> list[Task]:
    """The part of `batch` that the pipeline needs; kept small, as it may be sent to another process."""
    result: list[Task] = []
    for item in batch:
        if isinstance(item, InputRecord):
            rest = {k: v for k, v in item.fields.items() if v is not item.text}
            result.append((item.text, {**rest, "id": item.id} if needs.docbin else {}))
    return result


def join(batch: Sequence[InputRecord | Failure], results: Iterable[Annotation | str]) -> Batch:
    """`batch` with each record replaced by its result."""
    remaining = iter(results)
    joined: Batch = []
    for item in batch:
        if isinstance(item, Failure):
            joined.append(item)
            continue
        result = next(remaining)
        if isinstance(result, Annotation):
            joined.append(Annotated(item, result))
        else:
            joined.append(Failure(item.file, item.line, result, item.text, item.size))
    return joined


def memory_zone(nlp: Language) -> contextlib.AbstractContextManager[Any]:
    """spaCy's memory zone, in which the words of a batch are forgotten at its end."""
    return nlp.memory_zone() if hasattr(nlp, "memory_zone") else contextlib.nullcontext()
