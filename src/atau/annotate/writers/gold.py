"""Pre-annotated text for people to correct: Label Studio, doccano, marked text.

The formats are those of `atau convert`; here the entities are a model's, and not gold yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from atau.annotate.annotation import Annotated
from atau.annotate.json_lines import RESERVED
from atau.annotate.output import FolderOutput, Output
from atau.annotate.writers.registry import DEFAULT_OPTIONS, FormatError, WriterOptions, register_writer

if TYPE_CHECKING:
    from atau.corpus.records import GoldRecord


def gold_record(item: Annotated) -> GoldRecord:
    """`item` as a record of the corpus: the other fields of its JSONL line are its meta."""
    from atau.corpus.records import GoldRecord, arrange

    found = [*item.annotation.ents, *item.annotation.nested]
    marks, _ = arrange([(ent["start"], ent["end"], ent["label"], ()) for ent in found])
    record = item.record
    left_out = {"id", *RESERVED}
    meta = {k: v for k, v in record.fields.items() if k not in left_out and v is not record.text}
    return GoldRecord(str(record.id), record.text, marks, meta, record.file, record.line or 0)


@register_writer(
    "label-studio",
    description="Label Studio tasks, the entities as predictions to accept or correct",
    single_document=True,
)
class LabelStudioWriter:
    """One JSON document: a task for each record, with the prediction of the model.

    For a project with ``<Labels name="label" toName="text">`` over ``<Text name="text" value="$text"/>``.
    """

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output
        self._model = options.model or "atau"
        self._number = 0

    def write(self, batch: Sequence[Annotated]) -> None:
        from atau.corpus.formats.base import dump
        from atau.corpus.formats.label_studio import label_studio_task

        for item in batch:
            self._number += 1
            task = label_studio_task(gold_record(item), self._number, predicted_by=self._model)
            before = "[\n" if self._number == 1 else ",\n"
            self._output.write((before + dump(task)).encode("utf-8"))

    def close(self, *, complete: bool) -> None:
        if complete:
            self._output.write(b"\n]\n" if self._number else b"[]\n")
        self._output.close(complete=complete)


@register_writer("doccano", description="doccano JSONL, for a sequence labelling project")
class DoccanoWriter:
    """A line for each record; offsets as doccano counts them."""

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output

    def write(self, batch: Sequence[Annotated]) -> None:
        from atau.corpus.formats.jsonl import doccano_line

        lines = "".join(doccano_line(gold_record(item)) + "\n" for item in batch)
        self._output.write(lines.encode("utf-8"))

    def close(self, *, complete: bool) -> None:
        self._output.close(complete=complete)


@register_writer(
    "marked",
    description="marked text: a folder with a file for each record, or one record in a .txt file",
    single_document=True,
    folder=True,
)
class MarkedWriter:
    """``⟦LABEL …⟧`` around each entity, id and other fields as front matter; what `atau validate` and training read."""

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output
        self._seen: set[Path] = set()
        self._source: bytes | None = None

    def write(self, batch: Sequence[Annotated]) -> None:
        from atau.corpus.files import file_of
        from atau.corpus.formats.marked_text import marked_source
        from atau.corpus.problems import GoldError

        for item in batch:
            record = gold_record(item)
            try:
                source = marked_source(record).encode("utf-8", "replace")
                if isinstance(self._output, FolderOutput):
                    name = record.id.removesuffix(".txt") if item.record.line is None else record.id
                    named = type(record)(name, record.text, record.marks)
                    self._output.write_file(file_of(named, self._output.part, ".txt", self._seen), source)
                    continue
            except GoldError as error:
                raise FormatError(f"--format marked: {error}") from None
            if self._source is not None:
                raise FormatError("--format marked: a file holds one record; name a folder: --output DIR")
            self._source = source

    def close(self, *, complete: bool) -> None:
        if complete and self._source is not None:
            self._output.write(self._source)
        self._output.close(complete=complete)
