"""`atau evaluate` as a function: takes gold and models, returns the report as JSON data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Literal, cast

from atau.corpus.problems import Notes
from atau.corpus.records import GoldRecord
from atau.evaluation.curve import read_curve
from atau.evaluation.gold import EvaluationError, read_records, read_training
from atau.evaluation.measure import Settings, measure
from atau.evaluation.predict import Layers, from_file, from_pipeline, is_predictions, make_scored_text, quiet
from atau.evaluation.report_types import SCHEMA_VERSION, EvaluationReport, ModelInfo, ModelKind
from atau.labels import NAMES

TokenSource = Literal["model", "gold"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What to evaluate.

    model, baseline: ``rules``, a package, a folder, or a file of predictions. tokens: ``gold`` gives a pipeline the
    tokens of the gold. train: the training data, for seen and unseen. rename: labels of gold and training data to
    rename. group_by: the metadata field that says which texts belong together. learning_curve: a table, see
    `atau.evaluation.curve`.
    """

    model: str
    gold: tuple[Path, ...]
    baseline: str | None = None
    format: str | None = None
    train: tuple[Path, ...] = ()
    tokens: TokenSource = "model"
    rename: Mapping[str, str] = field(default_factory=dict)
    group_by: str | None = None
    learning_curve: Path | None = None
    settings: Settings = field(default_factory=Settings)


def evaluate(job: Evaluation, notes: Notes | None = None) -> EvaluationReport:
    """The report of `job`.

    Problems in gold or predictions go to `notes`; a text on which a model fails counts as having no predictions.
    Raises EvaluationError, GoldError, ModelError, OSError.
    """
    told = notes if notes is not None else Notes()
    curve = read_curve(job.learning_curve) if job.learning_curve else None
    records = read_records(job.gold, job.format, told, rename=job.rename)
    _check_names(job, records)
    training = read_training(job.train, job.format, told, rename=job.rename) if job.train else None
    model, layers = _predictions(job.model, records, job, told)
    scored_texts = [
        make_scored_text(record, found, job.group_by) for record, found in zip(records, layers, strict=True)
    ]
    baseline = others = None
    if job.baseline is not None:
        baseline, layers = _predictions(job.baseline, records, job, told)
        others = [make_scored_text(record, found, job.group_by) for record, found in zip(records, layers, strict=True)]
    found = measure(scored_texts, job.settings, training=training, baseline=others)
    from atau import __version__

    return {
        "atau_report": SCHEMA_VERSION,
        "made_with": {"atau": __version__, "spacy": metadata.version("spacy")},
        "model": model,
        "baseline": baseline,
        "settings": {
            "gold": [path.as_posix() for path in job.gold],
            "train": [path.as_posix() for path in job.train],
            "tokens": job.tokens,
            "labels": None if job.settings.labels is None else sorted(job.settings.labels),
            "rename": dict(sorted(job.rename.items())),
            "group_by": job.group_by,
            "resamples": job.settings.resamples,
            "seed": job.settings.seed,
            "confidence": 0.95,
        },
        "learning_curve": curve,
        **found,
        "problems": dict(sorted(told.counts.items())),
    }


def _check_names(job: Evaluation, records: Sequence[GoldRecord]) -> None:
    """Raises EvaluationError for labels and fields that there are none of, before the time is spent on predictions."""
    labels = {mark.label for record in records for mark in record.marks}
    _refuse_unknown("--labels", job.settings.labels or (), labels | set(NAMES), "labels of the gold and of atau")
    fields = {name for record in records for name in record.meta}
    _refuse_unknown("--by", job.settings.fields or (), fields, "fields of the gold")
    _refuse_unknown("--group-by", (job.group_by,) if job.group_by else (), fields, "fields of the gold")


def _refuse_unknown(option: str, given: Iterable[str], known: Collection[str], what: str) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        names = ", ".join(repr(name) for name in unknown)
        raise EvaluationError(f"{option}: {names} is unknown; the {what} are: {', '.join(sorted(known)) or 'none'}")


def _predictions(name: str, records: list[GoldRecord], job: Evaluation, notes: Notes) -> tuple[ModelInfo, list[Layers]]:
    """Facts about the model, and its mentions for each record."""
    if is_predictions(name):
        about: ModelInfo = {"name": Path(name).as_posix(), "kind": "predictions", "version": None, "pipeline": []}
        return about, from_file(Path(name), records, notes)
    from atau.loading import find_model, load_source

    source = find_model(name)
    nlp = load_source(source)
    failed = _teller(name, notes)
    with quiet():
        found = list(from_pipeline(nlp, records, gold_tokens=job.tokens == "gold", failed=failed))
    title = source.meta.get("name")
    about = {
        "name": f"{nlp.lang}_{title}" if title else name,
        "kind": cast(ModelKind, source.kind),
        "version": source.meta.get("version"),
        "pipeline": list(nlp.pipe_names),
    }
    return about, found


def _teller(name: str, notes: Notes) -> Callable[[GoldRecord, str], None]:
    def tell(record: GoldRecord, problem: str) -> None:
        message = f"{record.id}: the model {name} failed ({problem}); the text is scored without predictions"
        notes.error(record.file, record.line, "model-failed", message)

    return tell
