"""From the encoders of `atau training encoder` to a student that ``kk_student`` runs, and its outputs for the CRF.

A student learns what an encoder says of raw text, and the marked text. There is one for each fold of the encoders,
which has seen the texts that the fold holds out neither itself nor through its teacher: what it says of them is what
the CRF learns from. The student that runs learns from all marked text, and from the mean of the teachers.

Everything it makes stands in one folder; what is there is not made again.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import torch
from spacy.language import Language
from torch import Tensor

from atau.components.crf.scheme import Scheme
from atau.components.encoder.outputs import FloatArray, key_of, write_outputs
from atau.components.student.component import TokenStudent
from atau.components.student.network import StudentNetwork
from atau.loading import load
from atau.training.assembling import ENCODER, RESOLVER
from atau.training.encoder.alone import in_words, score_alone
from atau.training.encoder.finetune import Tagged
from atau.training.encoder.loop import Schedule, Work, train
from atau.training.encoder.precision import autocast
from atau.training.encoder.run import MODEL, OUTPUTS
from atau.training.encoder.texts import Tagging
from atau.training.errors import SettingError
from atau.training.folds import read_texts
from atau.training.settings import LOG, Say, logged, prefixed
from atau.training.student.lessons import Lesson, Lines, Step, Words, batch_of, certain, likely, lines_of, steps
from atau.training.student.network import Student, to_numpy
from atau.training.student.teachers import read_teachers
from atau.training.unlabelled import paragraphs

#: The raw text in the table of sources of a model.
PART: Final = "kk_student"


@dataclass(frozen=True, slots=True)
class Learning(Schedule):
    """How a student learns; see `Schedule`; `pieces` are tokens.

    width: of the vectors. buckets: rows of their table. hidden_words: share of the tokens whose word is not seen.
    """

    epochs: int = 6
    rate: float = 3e-3
    head_rate: float = 3e-3
    pieces: int = 8192
    dropout: float = 0.2
    averaged: float = 0.998
    width: int = 128
    buckets: int = 1 << 15
    hidden_words: float = 0.1


@dataclass(frozen=True, slots=True)
class StudentRun:
    """What to make of what.

    gold: the marked text that the encoders learned from. encoder: the folder that they are in. raw: text for them to
    annotate, a paragraph a line. dev: marked text that the finished student scores for its outputs, too.
    """

    gold: Sequence[Path]
    encoder: Path
    raw: Sequence[Path]
    output: Path
    dev: Sequence[Path] = ()
    learning: Learning = field(default_factory=Learning)


@dataclass(frozen=True, slots=True)
class _Class:
    """What all students of a run have in common."""

    asked: StudentRun
    words: Words
    scheme: Scheme
    say: Say

    def lesson(self, tagged: Tagged) -> Lesson:
        """A marked text, which the rules have annotated."""
        return Lesson(lines_of(tagged.doc, self.words), certain(tagged.tags, self.scheme.size))

    def learn(self, name: str, lessons: Sequence[Lesson]) -> StudentNetwork:
        """The student `name`, which learned `lessons`."""
        how = self.asked.learning
        torch.manual_seed(how.seed)
        student = Student(how.buckets, how.width, self.scheme.size, how.dropout, how.hidden_words)

        def epoch(number: int) -> list[Step]:
            return steps(lessons, how.pieces, random.Random(how.seed * 1000 + number))

        loss = partial(_loss, student, self.words)
        train(Work(student, epoch, loss, _digest(lessons)), how, self.asked.output / name, prefixed(self.say, name))
        return to_numpy(student)

    def outputs(
        self, name: str, network: StudentNetwork, texts: Sequence[tuple[Tagged, Lines]]
    ) -> dict[str, FloatArray]:
        """What a student says of each text, which it has not seen, by the text; the log has how well it reads them."""
        found = []
        for _, lines in texts:
            distinct, order = np.unique(lines.words, return_inverse=True)
            vectors = np.array([network.word(self.words.rows[number]) for number in distinct])
            found.append(network.log_probabilities(vectors, order, lines.places))
        read = [(tagged, rows) for (tagged, _), rows in zip(texts, found, strict=True)]
        self.say(f"{name}: the student alone has {in_words(score_alone(self.scheme, read))}")
        return {tagged.doc.text: rows for tagged, rows in read}


def make_student(asked: StudentRun, say: Say = lambda line: None) -> None:
    """Write `MODEL`, a folder for ``initialize.components.kk_student.source``, and `OUTPUTS`, for its ``outputs``.

    Raises SettingError, OSError.
    """
    say = logged(asked.output / LOG, say)
    teachers, tags, parts = read_teachers(asked.encoder)
    gold = [text for path in asked.gold for text in read_texts(path)]
    keys = [key_of(text.text) for text in gold]
    if unknown := len(set(keys).difference(*(teacher.held_out for teacher in teachers))):
        raise SettingError(f"{asked.encoder} was not trained on {unknown:,} of the {len(gold):,} marked texts")
    raw = paragraphs(asked.raw, (*asked.gold, *asked.dev), say)
    if not raw:
        raise SettingError("there is no raw text to learn from")
    nlp = rules_alone()
    tagging = Tagging(gold, nlp)
    if tagging.scheme.tags != tags:
        raise SettingError(f"{asked.encoder} has other tags than the marked text: {', '.join(tags)}")
    group = _Class(asked, Words(asked.learning.buckets), tagging.scheme, say)
    marked = [tagging(text) for text in gold]
    lessons = [group.lesson(tagged) for tagged in marked]
    texts = [(tagged, lesson.lines) for tagged, lesson in zip(marked, lessons, strict=True)]
    lines = [lines_of(doc, group.words) for doc in nlp.pipe(raw)]
    say(f"the rules have read {len(lines):,} paragraphs")
    mean = [np.zeros(()) for _ in raw]
    outputs: dict[str, FloatArray] = {}
    for teacher in teachers:
        name = teacher.folder.name
        said = teacher.log_probabilities(raw, asked.output, say)
        answers = [likely(said[key_of(text)]) for text in raw]
        mean = [total + answer / len(teachers) for total, answer in zip(mean, answers, strict=True)]
        seen = [lesson for lesson, key in zip(lessons, keys, strict=True) if key not in teacher.held_out]
        network = group.learn(name, [*seen, *map(Lesson, lines, answers)])
        unseen = [text for text, key in zip(texts, keys, strict=True) if key in teacher.held_out]
        outputs |= group.outputs(f"{name}, what it left out", network, unseen)
    network = group.learn("all", [*lessons, *map(Lesson, lines, mean)])
    dev = [tagging(text) for path in asked.dev for text in read_texts(path) if text.text not in outputs]
    if dev:
        known = [(tagged, lines_of(tagged.doc, group.words)) for tagged in dev]
        outputs |= group.outputs("the student that runs, --dev", network, known)
    TokenStudent.of(network, tags, (ENCODER, *parts, PART)).to_disk(asked.output / MODEL)
    write_outputs(asked.output / OUTPUTS, outputs.items())
    say(f"{asked.output / MODEL} and {asked.output / OUTPUTS} are made")


def rules_alone() -> Language:
    """The pipeline of the rules, up to their candidates."""
    nlp = load("rules")
    nlp.select_pipes(enable=nlp.pipe_names[: nlp.pipe_names.index(RESOLVER)])
    return nlp


def _loss(student: Student, words: Words, step: Step) -> Tensor:
    """The mean cross-entropy of the tokens that somebody knows."""
    inputs, answers = batch_of(step, words)
    with autocast():
        scores = student(*inputs)
    total = -(torch.log_softmax(scores.float(), dim=-1) * answers).sum()
    return total / answers.sum().clamp(min=1.0)


def _digest(lessons: Sequence[Lesson]) -> str:
    digest = hashlib.sha256()
    for lesson in lessons:
        for array in (lesson.lines.words, lesson.lines.places, lesson.answers):
            digest.update(np.ascontiguousarray(array).tobytes())
    return f"{len(lessons)} lessons {digest.hexdigest()}"
