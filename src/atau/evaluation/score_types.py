"""The types of the scores in report.json; see `atau.evaluation.report_types`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import NotRequired, TypedDict

Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class Estimate(TypedDict):
    """A value with its interval; null where it is undefined, or where there are too few groups for an interval."""

    value: float | None
    low: float | None
    high: float | None


class Score(TypedDict):
    """Precision, recall and F1 with the counts behind them."""

    precision: Estimate
    recall: Estimate
    f1: Estimate
    tp: Annotated[float, Field(ge=0, description="Points; halves under the scheme `partial`.")]
    predicted: Count
    gold: Count


class MacroScore(TypedDict):
    """Means over the types of their strict scores."""

    precision: Estimate
    recall: Estimate
    f1: Estimate
    labels: Annotated[Count, Field(description="Number of types averaged.")]


class SeenScore(Score):
    """The score of a part of the mentions, and of each type in it."""

    types: dict[str, Score]


class SourceScore(TypedDict):
    """Precision by source: gold mentions have no source, so there is no recall."""

    precision: Estimate
    tp: Annotated[float, Field(ge=0)]
    predicted: Count
    recall_share: NotRequired[Annotated[Share | None, Field(description="Share of all gold mentions that it found.")]]


class NestedScores(TypedDict):
    """Strict scores of the mentions inside others."""

    micro: Score
    types: dict[str, Score]


Schemes = Annotated[dict[str, Score], Field(json_schema_extra={"required": ["strict", "exact", "partial", "type"]})]


class Scores(TypedDict):
    """Scores of the outer layer under every scheme, and of the nested layer."""

    micro: Annotated[Score, Field(description="Strict: start, end and type are right.")]
    macro: MacroScore
    names: Annotated[
        Score | None,
        Field(description="Strict micro average without types of numbers and times; null where there are none."),
    ]
    schemes: Annotated[
        Schemes,
        Field(
            description="SemEval-2013: strict; exact (boundaries only); partial (boundaries, half a point for an "
            "overlap); type (type, any overlap)."
        ),
    ]
    types: Annotated[
        dict[str, Schemes], Field(description="By type; mentions of other types are left out of the scoring.")
    ]
    nested: Annotated[NestedScores | None, Field(description="null where the gold has no nested mentions.")]


class Slices(TypedDict):
    """Strict scores of parts of the mentions. A gold mention and its match count in the part of the gold mention, a
    wrong prediction in its own."""

    seen: Annotated[
        Annotated[dict[str, SeenScore], Field(json_schema_extra={"required": ["seen", "other form seen", "unseen"]})]
        | None,
        Field(
            description="By the training data: `seen` (the same form with the same type), `other form seen` (another "
            "inflected form), `unseen`; null without --train."
        ),
    ]
    length: Annotated[dict[str, Score], Field(description="By number of words in the mention.")]
    case: Annotated[dict[str, Score], Field(description="By capitalisation.")]
    source: Annotated[
        dict[str, SourceScore], Field(description="By origin of the prediction: rule, model, both, unknown.")
    ]
    rule: Annotated[dict[str, SourceScore], Field(description="By `ent._.source`.")]
    meta: Annotated[
        dict[str, dict[str, Score]],
        Field(description="By fields of the records (dirt, topic …) and their values; a text may have several."),
    ]


class Confusion(TypedDict):
    """counts[i][j]: gold mentions of rows[i] whose partner is of columns[j], whatever the boundaries; the last row
    holds spurious predictions, the last column missed mentions."""

    rows: list[str]
    columns: list[str]
    counts: list[list[Count]]


CalibrationBin = TypedDict(
    "CalibrationBin",
    {
        "from": Share,
        "to": Share,
        "mentions": Count,
        "confidence": Annotated[Share | None, Field(description="Mean.")],
        "precision": Share | None,
        "low": Annotated[Share | None, Field(description="Wilson interval of the precision.")],
        "high": Share | None,
    },
)


class Calibration(TypedDict):
    """How well confidences match precision."""

    mentions: Annotated[Count, Field(description="Predictions with a confidence.")]
    error: Annotated[Estimate, Field(description="Expected calibration error over the bins.")]
    brier: Share
    mean_confidence: Share
    precision: Share
    bins: list[CalibrationBin]


class ThresholdPoint(TypedDict):
    """Strict scores of the predictions whose confidence is at least the threshold."""

    threshold: Share
    precision: Share
    recall: Share
    f1: Share


class TypeThresholds(TypedDict):
    """The threshold curve of a type in short."""

    average_precision: Share
    best: Annotated[ThresholdPoint, Field(description="With the highest F1.")]


class Thresholds(TypeThresholds):
    """Strict scores when only predictions with at least a given confidence are kept."""

    points: Annotated[list[ThresholdPoint], Field(description="At most 200, from the highest threshold to the lowest.")]
    types: dict[str, TypeThresholds]


class Difference(TypedDict):
    """F1 of the model and of the baseline, and the model's minus the baseline's."""

    model: Share | None
    baseline: Share | None
    difference: Annotated[Estimate, Field(description="With the interval of the paired bootstrap.")]
    p: Annotated[Share | None, Field(description="Two-sided, approximate randomisation over groups.")]
    p_holm: NotRequired[
        Annotated[Share | None, Field(description="Of types: adjusted for the number of types (Holm).")]
    ]


class BaselineComparison(TypedDict):
    """F1 of the model minus that of the baseline, on the same texts."""

    metric: Literal["f1"]
    resamples: int
    overall: dict[str, Difference]
    types: dict[str, Difference]
