"""Scores of tags for every token, by a small network that learned from the large model.

It reads what the rules and the morphology say of a word, and its neighbours; it needs nothing but NumPy.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc

from atau.components.encoder.scores import FloatArray, TagScores
from atau.components.student.inputs import numbered_words, place_rows, word_rows
from atau.components.student.network import IntArray, StudentNetwork
from atau.labels import NAMES

WEIGHTS: Final = "weights"
# Bounds the memory of a process that annotates an endless stream.
_MAX_WORDS: Final = 30_000


class TokenStudent(TagScores):
    """Writes the log probabilities of tags to ``doc.tensor``."""

    READS: ClassVar[tuple[str, ...]] = tuple(f"{label} candidates" for label in NAMES)
    FILES: ClassVar[tuple[str, ...]] = (WEIGHTS,)

    def __init__(self, name: str = "kk_student") -> None:
        super().__init__(name)
        self._network: StudentNetwork | None = None
        self._slots: dict[int, int] = {}
        self._vectors: FloatArray = np.zeros((0, 0), dtype=np.float32)
        self._lock = threading.Lock()

    @classmethod
    def of(cls, network: StudentNetwork, tags: Sequence[str], parts: Sequence[str]) -> TokenStudent:
        """A student with a trained network."""
        student = cls()
        student._network, student.tags, student.parts = network, tuple(tags), tuple(parts)
        return student

    def __getstate__(self) -> dict[str, Any]:
        """All but the lock, which belongs to a process."""
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._lock = threading.Lock()

    def _calculated(self, doc: Doc) -> FloatArray:
        network = self._network
        if network is None:
            raise self._missing()
        vectors, words = self._words(doc, network)
        return network.log_probabilities(vectors, words, place_rows(doc, network.buckets))

    def _words(self, doc: Doc, network: StudentNetwork) -> tuple[FloatArray, IntArray]:
        """The vectors of all words so far, and where in them those of the tokens are; new words are computed once."""
        ids, words = numbered_words(doc)
        with self._lock:
            if len(self._slots) + len(doc) > _MAX_WORDS:
                self._forget()
            fresh = []
            for number, word in zip(ids, words, strict=True):
                if number not in self._slots:
                    self._slots[number] = len(self._slots)
                    fresh.append(network.word(word_rows(word, network.buckets)))
            if fresh:
                self._grow(np.stack(fresh))
            # Other threads write behind these, or to another array.
            return self._vectors, np.array([self._slots[number] for number in ids], dtype=np.int64)

    def _grow(self, fresh: FloatArray) -> None:
        count = len(self._slots)
        if count > len(self._vectors):
            room = np.zeros((max(1024, 2 * count), fresh.shape[1]), dtype=np.float32)
            room[: len(self._vectors)] = self._vectors.reshape(-1, fresh.shape[1])
            self._vectors = room
        self._vectors[count - len(fresh) : count] = fresh

    def _forget(self) -> None:
        self._slots = {}
        self._vectors = np.zeros((0, 0), dtype=np.float32)

    def _files(self) -> dict[str, Callable[[], bytes]]:
        return {WEIGHTS: lambda: b"" if self._network is None else bytes(srsly.msgpack_dumps(self._network.pack()))}

    def _read(self, files: Mapping[str, bytes]) -> None:
        data = files.get(WEIGHTS)
        self._network = StudentNetwork.unpack(srsly.msgpack_loads(data), len(self.tags)) if data else None
        self._forget()


@Language.factory("kk_student", assigns=["doc.tensor"])
def make_student(nlp: Language, name: str) -> TokenStudent:
    """The student; it has no settings."""
    return TokenStudent(name)
