"""What to keep in mind when the figures of a report are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from atau.evaluation.slices import TrainingMentions
from atau.evaluation.tally import Tally

_FEW_GROUPS: Final = 20


def caveats(
    counts: Tally,
    labels: Sequence[str],
    found: Sequence[Any],
    without: int,
    nested: Mapping[str, int],
    training: TrainingMentions | None,
) -> list[str]:
    """Caveats for reading the figures."""
    notes = []
    groups = len(counts.groups)
    if groups < 2:
        notes.append("There is only one group of texts, so there are no intervals.")
    elif groups < _FEW_GROUPS:
        notes.append(f"There are only {groups} groups of texts: the intervals are rough and probably too narrow.")
    totals = {label: counts.column(("strict", label)).sum(axis=0) for label in labels}
    absent = [label for label in labels if totals[label][2] == 0]
    if absent:
        notes.append(
            f"The gold has no {', '.join(absent)}; every prediction of these types counts as wrong (see --labels)."
        )
    never = [label for label in labels if totals[label][1] == 0]
    if never:
        notes.append(f"Never predicted: {', '.join(never)}.")
    if not found:
        notes.append("The predictions have no confidence, so there is no calibration and no threshold curve.")
    elif without:
        notes.append(f"{without} predictions have no confidence; calibration and thresholds do not include them.")
    if not nested:
        notes.append("The gold has no mentions inside others, so the nested layer is not scored.")
    if training is None:
        notes.append("No training data was given (--train), so seen and unseen mentions are not distinguished.")
    return notes
