"""`atau info`, `atau explain` and `atau schema`: options and help."""

from __future__ import annotations

import dataclasses
import enum
from typing import Annotated

import typer

from atau.cli.options import AsJson, MaybeModel, MaybeTexts, fail, write, write_json


def info(
    model: MaybeModel = None,
    tables: Annotated[
        bool, typer.Option("--tables", "--verbose", "-v", help="Also list the word tables and their sources.")
    ] = False,
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


def explain(
    rule_ids: Annotated[
        MaybeTexts,
        typer.Argument(metavar="RULE_ID", help="Ids as in `source`; without any, all rules are listed."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Explain rules and patterns of facts: what each one means, an example, how often it is right, where its code is.

    `atau annotate --explain` tells which rules found a mention.
    """
    from atau.about import explained_rules, listed_rules
    from atau.components.common.explain import UnknownRuleError, rule_info, rules
    from atau.facts.explain import patterns

    try:
        known = {**rules(), **patterns()}
        found = [rule_info(identity, patterns()) for identity in rule_ids] if rule_ids else list(known.values())
    except UnknownRuleError as error:
        fail(error)
    if as_json:
        write_json([dataclasses.asdict(rule) for rule in found])
    else:
        write(explained_rules(found) if rule_ids else listed_rules(found))


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
