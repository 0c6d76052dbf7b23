"""JSONL: a JSON object per record, as annotation.schema.json describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Final

from atau.annotate.annotation import Annotated
from atau.annotate.json_lines import extended, kept_name, parse_object
from atau.annotate.output import Output
from atau.annotate.plain import json_line, line_of
from atau.annotate.resume import Done, ResumeError, first_damage
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer

#: The version of annotation.schema.json; its first number changes where readers have to.
SCHEMA_VERSION: Final = "1.0"


def annotation_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line of the JSONL output."""
    text = (resources.files("atau") / "data" / "annotation.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def jsonl_done(path: Path, text_field: str) -> Done:
    """The complete lines of `path`; an incomplete last line does not count, nor what follows a damage."""
    damage = first_damage(path)
    end = _end_of_lines(path) if damage is None else damage[0]

    def keys() -> Iterator[Any]:
        with path.open("rb") as stream:
            place = 0
            for number, line in enumerate(stream, start=1):
                place += len(line)
                if place > end:
                    return
                try:
                    fields = parse_object(line.decode("utf-8"))
                    text = fields[text_field] if text_field in fields else fields["text"]
                    yield fields.get("id"), text
                except (ValueError, TypeError, KeyError, AttributeError) as error:
                    raise ResumeError(
                        f"{path}:{number} was not written by atau annotate --format jsonl, or is damaged. If it is "
                        f"damaged, delete this line and all that follow (head -n {number - 1}), and resume again"
                    ) from error

    return Done(
        end,
        keys(),
        lambda record: (record.fields.get("id") if record.fields else record.id, record.text),
        0 if damage is None else damage[1],
    )


def _end_of_lines(path: Path) -> int:
    """Where the last complete line of `path` ends, in bytes."""
    with path.open("rb") as stream:
        end = stream.seek(0, 2)
        while end > 0:
            start = max(0, end - 65536)
            stream.seek(start)
            found = stream.read(end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
    return 0


@register_writer(
    "jsonl",
    description="a JSON object per record (`atau schema` prints the schema)",
    suffixes=(".jsonl", ".ndjson"),
    resume=jsonl_done,
    explains=True,
    facts=True,
)
class JsonlWriter:
    """A line per record: its own fields, then ents, nested, people and, where they were asked for, facts.

    annotation.schema.json describes them.
    """

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output

    def write(self, batch: Sequence[Annotated]) -> None:
        self._output.write(b"".join(jsonl_record(item) for item in batch))

    def close(self, *, complete: bool) -> None:
        self._output.close(complete=complete)


def jsonl_record(item: Annotated) -> bytes:
    """`item` as a line of JSON in UTF-8.

    The fields of a JSONL record stay as they stand in its line, numbers to the last digit; those with names that atau
    writes itself get others (`input_ents`). The record of a text file has the fields id and text.
    """
    found = item.annotation
    ours: dict[str, Any] = {"ents": found.ents, "nested": found.nested, "people": found.people}
    if found.facts is not None:
        ours["facts"] = found.facts
    ours["atau_schema"] = SCHEMA_VERSION
    if item.record.json is not None:
        return line_of(extended(item.record.json, ours))
    fields = item.record.fields or {"id": item.record.id, "text": item.record.text}
    taken = {*fields, *ours}
    return json_line({**{kept_name(k, taken) if k in ours else k: v for k, v in fields.items()}, **ours})
