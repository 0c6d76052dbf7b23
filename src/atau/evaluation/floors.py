"""Minimum scores (floors) for continuous integration, in a JSON file.

    {
      "micro": {"f1": 0.80},
      "macro": {"f1": 0.75},
      "types": {"PERSON": {"f1": 0.85, "recall": 0.80}, "ORG": {"f1": 0.60}},
      "nested": {"f1": 0.70},
      "names": {"f1": 0.78},
      "unseen": {"f1": 0.60},
      "schemes": {"partial": {"f1": 0.85}},
      "calibration_error": 0.05,
      "bound": "value"
    }

Every part is optional. Scores are strict and range from 0 to 1: precision, recall, f1. calibration_error is a ceiling.
bound is ``value`` (the score itself must reach the floor) or ``low`` (the lower end of its 95 % interval must).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from atau.evaluation.gold import EvaluationError
from atau.evaluation.pairs import SCHEMES

_SINGLE: Final = ("micro", "macro", "names", "nested", "unseen")
_METRICS: Final = ("precision", "recall", "f1")
_PARTS: Final = (*_SINGLE, "types", "schemes", "calibration_error", "bound")


def read_floors(path: Path) -> dict[str, Any]:
    """The floors in a file. Raises EvaluationError with the reason if it is invalid."""
    found = _read_object(path)
    unknown = sorted(set(found) - set(_PARTS))
    if unknown:
        raise EvaluationError(f"{path}: unknown part {unknown[0]!r}; the parts are {', '.join(_PARTS)}")
    if found.get("bound", "value") not in ("value", "low"):
        raise EvaluationError(f'{path}: bound must be "value" or "low", not {found["bound"]!r}')
    if "calibration_error" in found:
        _check_number(path, "calibration_error", found["calibration_error"])
    for name in _SINGLE:
        if name in found:
            _check_metrics(path, name, found[name])
    _check_maps(path, found)
    return found


def _read_object(path: Path) -> dict[str, Any]:
    """The JSON object of the file, not empty."""
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:  # a number of too many digits is a bare ValueError
        where = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise EvaluationError(f"{path}{where}: not valid JSON ({error})") from None
    if not isinstance(found, dict) or not set(found) - {"bound"}:
        raise EvaluationError(f"{path}: expected a JSON object with at least one of {', '.join(_PARTS[:-1])}")
    return found


def _check_maps(path: Path, found: Mapping[str, Any]) -> None:
    for name in ("types", "schemes"):
        inner = found.get(name, {})
        if not isinstance(inner, dict):
            raise EvaluationError(f"{path}: {name} must be an object of objects")
        for key, metrics in inner.items():
            if name == "schemes" and key not in SCHEMES:
                raise EvaluationError(f"{path}: unknown scheme {key!r}; the schemes are {', '.join(SCHEMES)}")
            _check_metrics(path, f"{name} {key}", metrics)


def _check_metrics(path: Path, name: str, found: Any) -> None:
    if not isinstance(found, dict) or not found or not set(found) <= set(_METRICS):
        raise EvaluationError(f"{path}: {name} must be an object with some of {', '.join(_METRICS)}")
    for metric, value in found.items():
        _check_number(path, f"{name} {metric}", value)


def _check_number(path: Path, name: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise EvaluationError(f"{path}: {name} must be a number from 0 to 1, not {value!r} (0.85, not 85)")


def failures(report: Mapping[str, Any], floors: Mapping[str, Any]) -> list[str]:
    """A line for each score of `report` that is below its floor; a score that is missing is below it."""
    bound = floors.get("bound", "value")
    lines = []
    for name, score, wanted in _wanted(report, floors):
        for metric, floor in wanted.items():
            number = score[metric] if score else {"value": None, "low": None}
            value = number[bound]
            if value is None:
                what = "no score" if number["value"] is None else "no interval"
                lines.append(f"{name}: {metric}: there is {what}, the floor is {floor:g}")
            elif value < floor:
                of = " (lower end of the interval)" if bound == "low" else ""
                lines.append(f"{name}: {metric} is {value:.4f}{of}, the floor is {floor:g}")
    if "calibration_error" in floors:
        found = report["calibration"]
        value = found["error"]["value"] if found else None
        ceiling = floors["calibration_error"]
        if value is None:
            lines.append(f"calibration error: the predictions have no confidence, the ceiling is {ceiling:g}")
        elif value > ceiling:
            lines.append(f"calibration error is {value:.4f}, the ceiling is {ceiling:g}")
    return lines


def _wanted(
    report: Mapping[str, Any], floors: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any] | None, Mapping[str, float]]]:
    scores = report["scores"]
    singles = {
        "micro": scores["micro"],
        "macro": scores["macro"],
        "names": scores["names"] or scores["micro"],
        "nested": scores["nested"] and scores["nested"]["micro"],
        "unseen": (report["slices"]["seen"] or {}).get("unseen"),
    }
    for name, score in singles.items():
        if name in floors:
            yield name, score, floors[name]
    for label, wanted in floors.get("types", {}).items():
        found = scores["types"].get(label)
        yield label, found and found["strict"], wanted
    for scheme, wanted in floors.get("schemes", {}).items():
        yield f"scheme {scheme}", scores["schemes"][scheme], wanted
