"""What happens in the processes that annotate: a text to its record, the people of many texts to one list."""

from __future__ import annotations

import contextlib
import dataclasses
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from atau.annotate.annotation import Annotated, Annotation, WriterRequirements
from atau.annotate.batches import ReloadingPipeline, annotate_tasks
from atau.annotate.json_lines import JsonProblem, kind_of, parse_object
from atau.annotate.loading_with import load_with
from atau.annotate.records import InputRecord
from atau.annotate.selection import Selection, known_labels
from atau.annotate.timed import WARM_UP
from atau.annotate.writers.jsonl import jsonl_record
from atau.documents.decoding import DecodeError, decode, nul_problem
from atau.documents.helper import limit_memory
from atau.labels import display_order
from atau.serve.studio_tasks import prediction
from atau.serve.tasks import JoinTask, Options, TextResult, TextTask

if TYPE_CHECKING:
    from spacy.language import Language

#: Of texts that are annotated together: so few that none waits long for the others.
BATCH: Final = 4
HEAVIEST: Final = 32_000
#: Seconds for them, at least; more than they ever take on a machine that is not overloaded.
PATIENCE: Final = 5.0
_LINKER: Final = "kk_linker"
_SCORES: Final = "kk_resolver"
_OUT_OF_MEMORY: Final = "the pipeline failed: MemoryError"
_NAME: Final = "text"  # the id of a text that was sent without one


class BadText(Exception):
    """A text that is not annotated: the problem, and the status code that fits it."""

    def __init__(self, problem: str, status: int = 422, identity: Any = None) -> None:
        super().__init__(problem)
        self.status = status
        self.id = identity


class Annotator:
    """The `Worker` that annotates.

    load: gives the pipeline; by default that of `model`. memory: bytes of address space, 0 without a limit.
    """

    def __init__(self, load: Callable[[], Language], max_characters: int, memory: int = 0) -> None:
        limit_memory(memory)
        self._max_characters = max_characters
        first = load()
        self._own_linker = _LINKER in first.pipe_names
        self._about = {
            "labels": sorted(known_labels(first), key=display_order),
            "scores": _SCORES in first.pipe_factories.values(),
            "pipeline": list(first.pipe_names),
        }
        self._pipeline = ReloadingPipeline(first, load)
        annotate_tasks(self._pipeline(), [(WARM_UP, {})], WriterRequirements(facts=True))

    def prepare(self) -> dict[str, Any]:
        """Reloads the pipeline where its vocabulary has grown. Returns the labels, whether there are scores."""
        self._nlp = self._pipeline()
        return self._about

    def do(self, given: Sequence[TextTask | JoinTask]) -> list[Any]:
        """The result of each task. Plain records that are asked for with the same options are annotated together."""
        results: list[Any] = [None] * len(given)
        groups: dict[Options, list[tuple[int, TextTask, InputRecord]]] = {}
        for place, task in enumerate(given):
            if isinstance(task, JoinTask):
                from atau.serve.joining import joined

                results[place] = joined(task.documents)
                continue
            try:
                record = read_text(task, self._max_characters)
            except BadText as error:
                results[place] = TextResult(error.id, task.line, problem=str(error), status=error.status)
                continue
            if task.want == "facts":
                results[place] = self._with_facts(task, record)
            else:
                groups.setdefault(task.options, []).append((place, task, record))
        for options, group in groups.items():
            found = annotate_tasks(self._nlp, [(record.text, {}) for _, _, record in group], needs_of(options))
            for (place, task, record), annotation in zip(group, found, strict=True):
                results[place] = _result(task, record, annotation)
        return results

    def _with_facts(self, task: TextTask, record: InputRecord) -> TextResult:
        from atau.serve.document_facts import annotate_with_facts

        with self._linked() as nlp:
            found, facts = annotate_with_facts(nlp, record, needs_of(task.options))
        return _result(task, record, found, facts)

    @contextlib.contextmanager
    def _linked(self) -> Iterator[Language]:
        """The pipeline with its linker switched on: the records of plain annotation are those of `atau annotate`."""
        nlp = self._nlp
        if self._own_linker:
            yield nlp
            return
        if _LINKER in nlp.component_names:
            nlp.enable_pipe(_LINKER)
        else:
            nlp.add_pipe(_LINKER)
        try:
            yield nlp
        finally:
            nlp.disable_pipe(_LINKER)


def _result(task: TextTask, record: InputRecord, found: Annotation | str, facts: Any = None) -> TextResult:
    about: dict[str, Any] = {"id": identity(record), "line": task.line, "characters": len(record.text)}
    if isinstance(found, str):
        if found.startswith(_OUT_OF_MEMORY):
            sys.exit(1)  # nothing in this process is to be relied on now
        return TextResult(**about, problem=found, status=500)
    if not task.options.nested:
        found = dataclasses.replace(found, nested=[])
    if task.labelling is not None:
        return TextResult(**about, data=prediction(record.text, found, task.labelling))
    return TextResult(**about, data=jsonl_record(Annotated(record, found)).rstrip(b"\n"), found=facts)


def make_annotator(model: str, max_characters: int, memory: int) -> Annotator:
    """The worker of the pipeline `model`. Raises ModelError."""
    return Annotator(partial(load_with, model), max_characters, memory)


def needs_of(options: Options) -> WriterRequirements:
    """What `options` ask of an annotation."""
    selection = Selection(None if options.labels is None else frozenset(options.labels), options.min_score)
    return WriterRequirements(explanations=options.explain, facts=options.facts, selection=selection)


def identity(record: InputRecord) -> Any:
    """The id that messages name: that of the record, None where it was sent without one."""
    return record.fields.get("id") if record.json is not None else record.id


def read_text(task: TextTask, max_characters: int) -> InputRecord:
    """The record of a task. Raises BadText."""
    if isinstance(task.source, InputRecord):
        record = task.source
    elif task.kind == "json":
        record = _read_json(task.source)
    else:
        record = _read_plain(task.source, task.encoding)
    try:
        record.text.encode("utf-8")
    except UnicodeEncodeError as error:  # JSON can write it, and so can UTF-7
        half = f"the text contains half a surrogate pair at character {error.start}"
        raise BadText(half, identity=identity(record)) from None
    if problem := nul_problem(record.text):
        raise BadText(problem, identity=identity(record))
    if len(record.text) > max_characters:
        raise BadText(
            f"the text has {len(record.text):,} characters, more than {max_characters:,}; split it, or start the "
            "service with a greater --max-characters",
            413,
            identity(record),
        )
    return record


def _read_json(source: bytes) -> InputRecord:
    try:
        line = source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadText(f"not UTF-8: {error.reason} at byte {error.start}", 400) from None
    try:
        fields = parse_object(line)
    except JsonProblem as error:
        raise BadText(str(error), 400) from None
    name = fields.get("id")
    if "text" not in fields:
        have = ", ".join(map(repr, list(fields)[:10])) or "none"
        raise BadText(f"no field 'text' (fields: {have})", identity=name)
    text = fields["text"]
    if not isinstance(text, str):
        raise BadText(f"the field 'text' is {kind_of(text)}, not a string", identity=name)
    return InputRecord(name, text, _NAME, None, fields, len(source), line.strip("\r\n\t \ufeff"))


def _read_plain(source: bytes, encoding: str) -> InputRecord:
    try:
        return InputRecord(_NAME, decode(source, encoding).text, _NAME, None, {}, len(source))
    except DecodeError as error:
        raise BadText(str(error).replace("--encoding", "charset in Content-Type"), 400) from None


def weight(task: TextTask | JoinTask) -> int:
    """How much of a batch a task is: bytes or characters of its text; joining is done alone."""
    if isinstance(task, JoinTask):
        return HEAVIEST + 1
    return len(task.source.text) if isinstance(task.source, InputRecord) else len(task.source)
