"""`atau info` and `atau schema`: options and help."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from atau.cli.options import AsJson, MaybeModel, fail, write, write_json


def info(
    model: MaybeModel = None,
    tables: Annotated[bool, typer.Option("--tables", help="List every table, not only their sources.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show versions, the model with its pipeline and scores, and the sources and licences of the data."""
    from atau.about import as_text, collect
    from atau.loading import ModelError

    try:
        found = collect(model)
    except ModelError as error:
        fail(error)
    if as_json:
        write_json(found)
    else:
        write(as_text(found, tables=tables))


class SchemaName(str, enum.Enum):
    """The JSON Schemas that atau publishes."""

    annotation = "annotation"
    report = "report"


def schema(
    name: Annotated[
        SchemaName,
        typer.Argument(help="annotation: a line of annotate --format jsonl; report: report.json of evaluate."),
    ] = SchemaName.annotation,
) -> None:
    """Print the JSON Schema of a line of --format jsonl, or of the report of an evaluation."""
    from atau.annotate.writers.jsonl import annotation_schema
    from atau.evaluation.report_types import report_schema

    write_json(annotation_schema() if name is SchemaName.annotation else report_schema())
