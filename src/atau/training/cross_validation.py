"""Grouped cross-validation of a training config: rules alone, CRF alone, both; strict span and type.

The numbers of the resolver are fitted on the same out-of-fold predictions.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.training import Example
from spacy.util import load_config, load_model_from_config
from thinc.api import Config

from atau.components.common.edges import Guess
from atau.components.common.precedence import resolve, rule_candidates
from atau.components.crf.templates import TEMPLATES, read_templates
from atau.components.resolver.component import gather
from atau.corpus.splits import SplitError, grouped_folds
from atau.evaluation.confidence import expected_calibration_error
from atau.evaluation.slices import SEEN, TrainingMentions
from atau.evaluation.spans import SpanScores
from atau.training.calibration import Fitted, fit_calibrator, score
from atau.training.errors import SettingError
from atau.training.folds import (
    Folds,
    GoldText,
    annotate_before,
    initialize_before,
    make_example,
    new_chain,
    out_of_fold,
    read_texts,
)
from atau.training.profiles import iter_unlabelled
from atau.training.recipe import CHAIN, read_recipe
from atau.training.settings import Say, apply_overrides

Span = tuple[int, int, str]
# The resolver is fitted on folds of its own over the texts that were held out.
_FITTING_FOLDS: Final = 5
_TAKEN: Final = 0.4


@dataclass(frozen=True, slots=True)
class CrossValidation:
    """What to cross-validate.

    config: the training config, which says how every fold is trained. gold: marked text, or with `kaznerd` KazNERD
    files with their 25 types and own tokens. overrides: settings of the config by dotted name. extra: marked text that
    every fold trains on, `repeat` times. only: train so many folds only (0: all). templates: another table of feature
    templates, drop_groups and extra_groups: groups of it to leave out or to add. unlabelled: text for label profiles.
    epochs, words (per step) and seed (of training) override the config; split_seed is that of the folds.
    """

    config: Path
    gold: Sequence[Path]
    kaznerd: bool = False
    overrides: Mapping[str, Any] = field(default_factory=dict)
    extra: Sequence[Path] = ()
    repeat: int = 1
    folds: int = 5
    only: int = 0
    split_seed: int = 0
    seed: int | None = None
    epochs: int | None = None
    words: int | None = None
    templates: Path | None = None
    drop_groups: Sequence[str] = ()
    extra_groups: Sequence[str] = ()
    unlabelled: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """Every text annotated by a model that did not see it.

    examples: the predicted side is annotated by the components before the CRF. folds: (train, held out) positions.
    guesses: of the CRF for each example; [] where no fold held it out.
    """

    texts: list[GoldText]
    examples: list[Example]
    folds: Folds
    guesses: list[list[Guess]]

    @property
    def held_out(self) -> list[int]:
        """Positions of the texts that were held out, fold after fold."""
        return [i for _, dev in self.folds for i in dev]

    def gold(self) -> list[list[Span]]:
        """The annotations of each held-out text as (start, end, label), in tokens."""
        return [[(e.start, e.end, e.label_) for e in self.examples[i].reference.ents] for i in self.held_out]


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores over the held-out texts, by what was scored, in the order to show them.

    scores: "model alone", "rules alone", "both". seen: those of the model by whether the mention occurs in the texts
    that its fold was trained on (see `TrainingMentions`), before any augmentation. calibration: expected calibration
    error of the resolver, of all candidates and of those it takes. fitted: the resolver's numbers; None for KazNERD,
    which is the model alone.
    """

    scores: dict[str, SpanScores]
    seen: dict[str, SpanScores] = field(default_factory=dict)
    calibration: dict[str, float] = field(default_factory=dict)
    fitted: Fitted | None = None


def cross_validate(asked: CrossValidation, say: Say = lambda line: None) -> Scores:
    """Train and score the folds; `say` is told of each that is done.

    Raises SettingError for a config the folds cannot follow, or too few groups of texts.
    """
    nlp, predicted = predict_out_of_fold(asked, say)
    return score_model(predicted) if asked.kaznerd else score_pipeline(nlp, predicted, asked.split_seed)


def configure(asked: CrossValidation) -> Config:
    """The config with everything that was asked for."""
    config = load_config(asked.config)
    apply_overrides(config, asked.overrides)
    options = {
        "training.max_epochs": asked.epochs,
        "training.seed": asked.seed,
        "training.batcher.size": asked.words,
    }
    batcher = str(config.get("training", {}).get("batcher", {}).get("@batchers"))
    if asked.words is not None and "by_words" not in batcher:
        raise SettingError(f"--words: training.batcher is {batcher}, which does not count words")
    apply_overrides(config, {name: value for name, value in options.items() if value is not None})
    if asked.templates or asked.extra_groups or asked.drop_groups:
        templates = read_templates(asked.templates or TEMPLATES, extra=asked.extra_groups, without=asked.drop_groups)
        apply_overrides(config, {f"components.{CHAIN}.templates": list(templates)})
    return config


def predict_out_of_fold(asked: CrossValidation, say: Say = lambda line: None) -> tuple[Language, OutOfFold]:
    """The pipeline of the config, its CRF untrained, and the predictions of the folds."""
    config = configure(asked)
    recipe = read_recipe(config)
    if recipe.profiles and asked.unlabelled:
        raise SettingError("--unlabelled gives every fold profiles of its own, and the config has a table of them")
    if recipe.profiles:
        say(f"profiles: {recipe.profiles}; if their model was trained on these texts, the scores are too high")
    nlp = load_model_from_config(config, auto_fill=True)
    initialize_before(nlp, CHAIN)
    texts = [text for path in asked.gold for text in read_texts(path, asked.kaznerd)]
    try:
        folds = [(fold.train, fold.dev) for fold in grouped_folds(texts, asked.folds, asked.split_seed)]
    except SplitError as error:
        raise SettingError(f"--folds {asked.folds}: {error}") from error
    folds = folds[: asked.only or asked.folds]
    examples = [make_example(nlp, text) for text in texts]
    extra = [make_example(nlp, text) for path in asked.extra for text in read_texts(path)] * asked.repeat
    annotate_before(nlp, CHAIN, examples)
    annotate_before(nlp, CHAIN, extra)
    start = time.perf_counter()
    guesses = out_of_fold(
        nlp,
        lambda: new_chain(nlp),
        examples,
        folds,
        recipe,
        extra,
        list(iter_unlabelled(nlp, asked.unlabelled)),
        lambda number: say(f"fold {number}: {time.perf_counter() - start:.0f} s"),
    )
    return nlp, OutOfFold(texts, examples, folds, guesses)


def score_model(predicted: OutOfFold) -> Scores:
    """The scores of the CRF alone."""
    found = [[guess[:3] for guess in predicted.guesses[i] if guess[4]] for i in predicted.held_out]
    return Scores({"model alone": _score(predicted.gold(), found)}, _by_seen(predicted, found))


def score_pipeline(nlp: Language, predicted: OutOfFold, split_seed: int = 0) -> Scores:
    """The scores of the CRF, of the rules, and of both joined by a resolver that is fitted here.

    The resolver is scored by grouped cross-validation too: its numbers for a text are fitted on other texts.
    """
    held_out = predicted.held_out
    gold = predicted.gold()
    docs = [predicted.examples[i].predicted for i in held_out]
    rules = [rule_candidates(doc) for doc in docs]
    chosen = [[(c.start, c.end, c.label) for c in resolve(found)] for found in rules]
    alone = score_model(predicted)
    scores = {**alone.scores, "rules alone": _score(gold, chosen)}
    new_chain(nlp).set_annotations(docs, [predicted.guesses[i] for i in held_out])
    candidates = [gather(doc, found) for doc, found in zip(docs, rules, strict=True)]
    annotations = [set(spans) for spans in gold]
    texts = [predicted.texts[i] for i in held_out]
    try:
        again = [(fold.train, fold.dev) for fold in grouped_folds(texts, _FITTING_FOLDS, split_seed + 1)]
    except SplitError as error:
        raise SettingError(
            f"the resolver is fitted on {_FITTING_FOLDS} folds of the held-out texts: {error}"
        ) from error
    fitted = fit_calibrator(candidates, annotations, again)
    scores["both"] = score(candidates, annotations, fitted.held_out, fitted.calibrator.span_thresholds)
    pairs = [
        (probability, (c.start, c.end, c.label) in right)
        for found, held, right in zip(candidates, fitted.held_out, annotations, strict=True)
        for c, probability in zip(found, held, strict=True)
    ]
    errors = {"all candidates": _calibration_error(pairs)}
    errors["those taken"] = _calibration_error([pair for pair in pairs if pair[0] >= _TAKEN])
    return Scores(scores, alone.seen, errors, fitted)


def _by_seen(predicted: OutOfFold, found: Sequence[list[Span]]) -> dict[str, SpanScores]:
    """The scores of `found`, of the held-out texts fold after fold, by the texts that each fold was trained on."""
    scores = {bucket: SpanScores() for bucket in SEEN}
    given = iter(found)
    for train, held_out in predicted.folds:
        known = TrainingMentions()
        for i in train:
            for ent in predicted.examples[i].reference.ents:
                known.add(ent.text, ent.label_)
        for i in held_out:
            doc = predicted.examples[i].reference
            gold = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
            sides: list[dict[str, list[Span]]] = []
            for spans in (gold, next(given)):
                side: dict[str, list[Span]] = {bucket: [] for bucket in SEEN}
                for start, end, label in spans:
                    side[known.bucket(doc[start:end].text, label)].append((start, end, label))
                sides.append(side)
            for bucket in SEEN:
                scores[bucket].add(sides[0][bucket], sides[1][bucket])
    return scores


def _score(gold: Iterable[list[Span]], found: Iterable[list[Span]]) -> SpanScores:
    scores = SpanScores()
    for expected, given in zip(gold, found, strict=True):
        scores.add(expected, given)
    return scores


def _calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    return expected_calibration_error([p for p, _ in pairs], [right for _, right in pairs])
