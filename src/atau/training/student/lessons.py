"""What a student learns from: the rows of texts, and for each token the probabilities of its tags."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from spacy.tokens import Doc
from torch import Tensor

from atau.components.common.token_facts import Word
from atau.components.encoder.outputs import FloatArray
from atau.components.student.inputs import NOTHING, RowArray, numbered_words, place_rows, word_rows
from atau.training.encoder.batches import grouped


class Words:
    """The rows of all words of the texts; texts have their numbers."""

    def __init__(self, buckets: int) -> None:
        self.buckets = buckets
        self.rows: list[RowArray] = []
        self._number: dict[Word, int] = {}

    def number(self, word: Word) -> int:
        """The number of `word`, a new one where there is none yet."""
        number = self._number.get(word)
        if number is None:
            number = self._number[word] = len(self.rows)
            self.rows.append(word_rows(word, self.buckets))
        return number


@dataclass(frozen=True, slots=True)
class Lines:
    """A text. words: (tokens,) numbers. places: (tokens, facts) rows."""

    words: RowArray
    places: RowArray


def lines_of(doc: Doc, words: Words) -> Lines:
    """What the student sees of `doc`, which the rules have annotated."""
    numbers = [words.number(word) for word in numbered_words(doc)[1]]
    return Lines(np.array(numbers, dtype=np.int32), place_rows(doc, words.buckets))


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text with what it is to say: answers (tokens, tags), probabilities; rows of zeros where nobody knows."""

    lines: Lines
    answers: NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """Lessons that are learned at once."""

    lessons: Sequence[Lesson]

    @property
    def pieces(self) -> int:
        """Tokens that are read, fillers included."""
        return len(self.lessons) * max(len(lesson.lines.words) for lesson in self.lessons)


class Batch(NamedTuple):
    """inputs: the arguments of `Student.forward`. answers: (batch, length, tags), 0 where there is no token."""

    inputs: tuple[Tensor, ...]
    answers: Tensor


def certain(tags: Sequence[int], size: int) -> NDArray[np.float16]:
    """Answers for known tags; nothing for those below 0."""
    answers = np.zeros((len(tags), size), dtype=np.float16)
    for i, tag in enumerate(tags):
        if tag >= 0:
            answers[i, tag] = 1.0
    return answers


def likely(log_probabilities: FloatArray) -> NDArray[np.float16]:
    """Answers by what an encoder says."""
    return np.exp(log_probabilities).astype(np.float16)


def steps(lessons: Sequence[Lesson], tokens: int, rng: random.Random) -> list[Step]:
    """An epoch: lessons of about the same length together, `tokens` at once."""
    return [Step(group) for group in grouped(lessons, lambda lesson: len(lesson.lines.words), tokens, rng)]


def batch_of(step: Step, words: Words) -> Batch:
    """The tensors of a step."""
    lessons = step.lessons
    length = max(len(lesson.lines.words) for lesson in lessons)
    size, facts = lessons[0].answers.shape[1], lessons[0].lines.places.shape[1]
    numbers = np.zeros((len(lessons), length), dtype=np.int64)
    places = np.full((len(lessons), length, facts), NOTHING, dtype=np.int64)
    inside = np.zeros((len(lessons), length), dtype=np.float32)
    answers = np.zeros((len(lessons), length, size), dtype=np.float32)
    for i, lesson in enumerate(lessons):
        end = len(lesson.lines.words)
        numbers[i, :end], places[i, :end] = lesson.lines.words, lesson.lines.places
        inside[i, :end], answers[i, :end] = 1.0, lesson.answers
    distinct, order = np.unique(numbers, return_inverse=True)
    rows = [words.rows[number] for number in distinct]
    starts = np.cumsum([0, *map(len, rows[:-1])])
    arrays = (np.concatenate(rows).astype(np.int64), starts, order.reshape(numbers.shape), places, inside)
    return Batch(tuple(map(torch.from_numpy, arrays)), torch.from_numpy(answers))
