"""The types of report.json, and the JSON Schema made from them.

TypedDicts rather than pydantic models: a report stays plain JSON data, so reports of older versions can be read and
compared without converting them. pydantic only turns the types into the schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field, TypeAdapter, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import NotRequired, TypedDict

from atau.evaluation.score_types import (
    BaselineComparison,
    Calibration,
    Confusion,
    Count,
    Scores,
    Share,
    Slices,
    Thresholds,
)

#: The version of the report's format; its first number changes when readers have to.
SCHEMA_VERSION: Final = "1.0"

ErrorKind = Literal["missed", "spurious", "type", "boundary", "type+boundary"]
Layer = Literal["outer", "nested"]
ModelKind = Literal["rules", "package", "directory", "config", "predictions"]


class CurvePoint(TypedDict):
    """A row of the table given with --learning-curve."""

    series: str
    size: Annotated[float, Field(ge=0)]
    f1: Share
    low: Share | None
    high: Share | None


class DocumentCounts(TypedDict):
    """Strict counts of a text."""

    id: str
    group: str
    tp: Count
    predicted: Count
    gold: Count


class ErrorSpan(TypedDict):
    """A mention of an error."""

    start: Count
    end: Count
    label: str
    text: NotRequired[str]
    score: NotRequired[Annotated[Share | None, Field(description="Confidence; of predictions.")]]
    source: NotRequired[Annotated[str | None, Field(description="Rule id, model or both; of predictions.")]]


class ErrorItem(TypedDict):
    """An error: a gold mention, a prediction, or the two that were paired."""

    kind: ErrorKind
    layer: Layer
    document: str
    gold: ErrorSpan | None
    predicted: ErrorSpan | None
    context: Annotated[int | None, Field(description="Index into `contexts`; null without texts.")]


ContextSpan = Annotated[
    list[Any],
    WithJsonSchema(
        {
            "type": "array",
            "prefixItems": [{"type": "integer"}, {"type": "integer"}, {"type": "string"}],
            "minItems": 3,
            "maxItems": 3,
        }
    ),
]


class ErrorContext(TypedDict):
    """A sentence with errors. Annotations are [start, end, label], counted from the start of the sentence."""

    document: str
    start: Count
    text: str
    gold: list[ContextSpan]
    predicted: list[ContextSpan]


class Errors(TypedDict):
    """Every error, and the sentences they are in."""

    counts: dict[str, Count]
    items: list[ErrorItem]
    contexts: list[ErrorContext]
    texts: Annotated[bool, Field(description="Whether the errors quote the texts (--no-texts: false).")]


class GoldData(TypedDict):
    """What was scored."""

    records: Annotated[Count, Field(description="Texts.")]
    groups: Annotated[Count, Field(description="Units of resampling: texts that belong together form one group.")]
    characters: Count
    mentions: Annotated[dict[str, Count], Field(description="Gold mentions of the outer layer, by type.")]
    predicted: Annotated[dict[str, Count], Field(description="Predicted mentions of the outer layer, by type.")]
    nested_mentions: Annotated[dict[str, Count], Field(description="Gold mentions inside others, by type.")]
    fingerprint: Annotated[
        str,
        Field(
            pattern="^[0-9a-f]{64}$",
            description="SHA-256 of texts and gold: reports with the same one can be compared.",
        ),
    ]


class Measured(TypedDict):
    """The part of a report that follows from texts, gold and predictions alone."""

    labels: Annotated[
        list[str], Field(description="The types that occur in gold or predictions (outer layer), sorted.")
    ]
    data: GoldData
    scores: Scores
    slices: Slices
    confusion: Confusion
    calibration: Annotated[Calibration | None, Field(description="null without confidences.")]
    thresholds: Annotated[Thresholds | None, Field(description="null without confidences.")]
    comparison: Annotated[BaselineComparison | None, Field(description="null without --baseline.")]
    documents: Annotated[list[DocumentCounts], Field(description="Every text, in order of id.")]
    errors: Errors
    notes: Annotated[list[str], Field(description="Caveats for reading the figures.")]


class ModelInfo(TypedDict):
    """What was evaluated."""

    name: str
    kind: ModelKind
    version: str | None
    pipeline: Annotated[list[str], Field(description="Names of its components.")]


class ReportSettings(TypedDict):
    """The settings of the evaluation."""

    gold: Annotated[list[str], Field(min_length=1, description="Paths as they were given.")]
    train: list[str]
    tokens: Annotated[Literal["model", "gold"], Field(description="Whose tokens a pipeline got.")]
    labels: Annotated[list[str] | None, Field(description="Only these types were scored; null for all.")]
    rename: Annotated[dict[str, str], Field(description="Labels of the gold that were renamed.")]
    group_by: str | None
    resamples: Annotated[int, Field(ge=1)]
    seed: int
    confidence: Annotated[float, Field(json_schema_extra={"const": 0.95}, description="Of the intervals.")]


class Versions(TypedDict):
    """Versions of the software."""

    atau: str
    spacy: str


class EvaluationReport(Measured):
    """report.json of `atau evaluate`. Offsets count characters (Unicode code points), the end excluded. Scores range
    from 0 to 1; intervals cover 95 %. There are no dates or durations in it: the same gold, predictions, settings and
    versions give the same file."""

    atau_report: Annotated[
        Literal["1.0"], Field(description="Version of this schema; its first number changes when readers have to.")
    ]
    made_with: Versions
    model: ModelInfo
    baseline: Annotated[ModelInfo | None, Field(description="The model of --baseline.")]
    settings: ReportSettings
    learning_curve: Annotated[list[CurvePoint] | None, Field(description="The table of --learning-curve.")]
    problems: Annotated[
        dict[str, Count], Field(description="Problems in gold, predictions or model, counted by their code.")
    ]


class _ClosedSchema(GenerateJsonSchema):
    """No keys beyond those of the types; property names serve as titles."""

    def typed_dict_schema(self, schema: Any) -> dict[str, Any]:
        found = {**super().typed_dict_schema(schema), "additionalProperties": False}
        if "description" in found:
            found["description"] = " ".join(found["description"].split())
        return found

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of report.json, made from the types."""
    found = TypeAdapter(EvaluationReport).json_schema(schema_generator=_ClosedSchema)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:atau:report:{SCHEMA_VERSION}",
        "title": "An evaluation by atau",
    }
    return {**head, **{key: value for key, value in found.items() if key not in head}}
