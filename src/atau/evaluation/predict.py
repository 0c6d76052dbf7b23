"""Predictions for gold texts, from a pipeline or from a file."""

from __future__ import annotations

import contextlib
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atau.corpus.align import words_and_spaces
from atau.corpus.gold import read_gold
from atau.corpus.marked import Mark
from atau.corpus.problems import Notes
from atau.corpus.records import GoldRecord
from atau.evaluation.gold import EvaluationError
from atau.evaluation.scored_text import LabelledSpan, PredictedSpan, ScoredText, group_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

NESTED: Final = "nested"
_BATCH: Final = 64
_SHOWN: Final = 3
Layers = tuple[tuple[PredictedSpan, ...], tuple[PredictedSpan, ...]]


def make_scored_text(record: GoldRecord, layers: Layers, group_by: str | None = None) -> ScoredText:
    """A record with its predictions."""
    return ScoredText(
        record.id,
        record.text,
        tuple(LabelledSpan(m.start, m.end, m.label) for m in record.flat),
        layers[0],
        tuple(LabelledSpan(m.start, m.end, m.label) for m in record.nested),
        layers[1],
        group_of(record.id, record.meta, group_by),
        record.meta,
    )


def from_pipeline(
    nlp: Language,
    records: Sequence[GoldRecord],
    *,
    gold_tokens: bool = False,
    failed: Callable[[GoldRecord, str], None] | None = None,
) -> Iterator[Layers]:
    """(outermost, nested) predictions for each record, in order; texts of any length.

    gold_tokens: the pipeline gets the tokens of the gold instead of its own. A text on which the pipeline fails has no
    predictions and is passed to `failed`; without `failed` the error is raised.
    """
    if gold_tokens:
        bare = next((record for record in records if record.tokens is None), None)
        if bare is not None:
            raise EvaluationError(
                f"{bare.file}: {bare.id} has no tokens; gold in columns and gold of Prodigy or spaCy has them (with "
                "--tokens model the pipeline makes its own)"
            )
    nlp.max_length = 2**62
    iterator = iter(records)
    while batch := list(islice(iterator, _BATCH)):
        with nlp.memory_zone():
            # An exception must not leave the memory zone: spaCy would keep the vocabulary in it.
            error: Exception | None = None
            found: list[Layers] = []
            try:
                docs = nlp.pipe(_input(nlp, record, gold_tokens) for record in batch)
                found = [layers_of(doc) for doc in docs]
            except Exception as problem:
                error = problem
        if error is not None:
            if failed is None:
                raise error
            found = [_one(nlp, record, gold_tokens, failed) for record in batch]
        yield from found


def _input(nlp: Language, record: GoldRecord, gold_tokens: bool) -> str | Doc:
    if not gold_tokens or record.tokens is None:
        return record.text
    from spacy.tokens import Doc

    words, spaces = words_and_spaces(record.text, record.tokens)
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _one(nlp: Language, record: GoldRecord, gold_tokens: bool, failed: Callable[[GoldRecord, str], None]) -> Layers:
    problem = ""
    layers: Layers = ((), ())
    with nlp.memory_zone():
        try:
            layers = layers_of(nlp(_input(nlp, record, gold_tokens)))
        except Exception as error:
            problem = f"{type(error).__name__}: {' '.join(str(error).split())}"
    if problem:
        failed(record, problem)
    return layers


def layers_of(doc: Doc) -> Layers:
    """The outermost and the nested mentions of a Doc as plain data."""
    return tuple(map(_mention, doc.ents)), tuple(map(_mention, doc.spans.get(NESTED, ())))


def _mention(span: SpacySpan) -> PredictedSpan:
    score = span._.get("score") if span._.has("score") else None
    source = span._.get("source") if span._.has("source") else None
    return PredictedSpan(span.start_char, span.end_char, span.label_, _score(score), str(source) if source else None)


def _score(value: Any) -> float | None:
    try:
        score = float(value)
    except (TypeError, ValueError):
        return None
    return min(1.0, max(0.0, score)) if math.isfinite(score) else None


def from_file(path: Path, records: Sequence[GoldRecord], notes: Notes, format: str | None = None) -> list[Layers]:
    """Predictions for each record from a file of any format; score and source are attributes of its annotations.

    A prediction belongs to the gold record with the same id and text, or else to one with the same text. Raises
    EvaluationError if a gold record has none; predictions for other texts are reported to `notes`.
    """
    given = list(read_gold(path, format, notes=notes))
    by_both: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_text: dict[str, list[int]] = defaultdict(list)
    by_id: dict[str, list[int]] = defaultdict(list)
    for i, record in enumerate(given):
        by_both[record.id, record.text].append(i)
        by_text[record.text].append(i)
        by_id[record.id].append(i)
    used: set[int] = set()
    chosen: list[int | None] = []
    for record in records:
        chosen.append(next((i for i in by_both.get((record.id, record.text), ()) if i not in used), None))
        used.update(i for i in chosen[-1:] if i is not None)
    missing: list[str] = []
    for index, record in enumerate(records):
        if chosen[index] is None:
            found = next((i for i in by_text.get(record.text, ()) if i not in used), None)
            if found is None:
                missing.append(_why(record, [given[i] for i in by_id.get(record.id, ())]))
            else:
                used.add(found)
                chosen[index] = found
    if missing:
        shown = "; ".join(missing[:_SHOWN])
        raise EvaluationError(
            f"{path} has no prediction for {len(missing)} of {len(records)} gold records ({shown}). Records without "
            "entities must be in it too; ids or texts must be those of the gold"
        )
    if len(used) < len(given):
        rest = next(record.id for i, record in enumerate(given) if i not in used)
        notes.warn(path, 0, "extra", f"{len(given) - len(used)} records are not in the gold and are ignored", rest)
    return [_layers(given[i]) for i in chosen if i is not None]


def _why(record: GoldRecord, others: Sequence[GoldRecord]) -> str:
    if not others:
        return f"{record.id}: no such id"
    text = others[0].text
    at = next((i for i, (a, b) in enumerate(zip(text, record.text, strict=False)) if a != b), None)
    at = min(len(text), len(record.text)) if at is None else at
    return f"{record.id}: the text differs from character {at} on"


def _layers(record: GoldRecord) -> Layers:
    def predicted(annotation: Mark) -> PredictedSpan:
        about = dict(annotation.attributes)
        source = about.get("source")
        return PredictedSpan(
            annotation.start, annotation.end, annotation.label, _score(about.get("score")), source or None
        )

    return tuple(map(predicted, record.flat)), tuple(map(predicted, record.nested))


def as_jsonl(scored: ScoredText) -> str:
    """The predictions of a text as a line that `from_file` reads."""

    def entry(mention: PredictedSpan) -> dict[str, Any]:
        piece = scored.text[mention.start : mention.end]
        return {
            "start": mention.start,
            "end": mention.end,
            "label": mention.label,
            "text": piece,
            "score": mention.score,
            "source": mention.source,
        }

    ents, nested = map(entry, scored.predicted), map(entry, scored.nested_predicted)
    return json.dumps({"id": scored.id, "text": scored.text, "ents": [*ents], "nested": [*nested]}, ensure_ascii=False)


def is_predictions(model: str) -> bool:
    """Whether `model` names predictions rather than a pipeline: a file other than a config, or a folder without one."""
    path = Path(model)
    if path.is_dir():
        return not any((path / name).exists() for name in ("config.cfg", "meta.json", "model-best", "model-last"))
    return path.is_file() and path.suffix != ".cfg"


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Silences library warnings while a pipeline runs (each would appear once per text)."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
