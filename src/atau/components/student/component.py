"""Scores of tags for every token, by a small network that learned from the large model.

It reads what the rules and the morphology say of a word, and its neighbours; it needs nothing but NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.word_table import WordTable
from atau.components.encoder.scores import FloatArray, TagScores
from atau.components.student.inputs import numbered_words, place_rows, word_rows
from atau.components.student.network import IntArray, StudentNetwork
from atau.labels import NAMES

WEIGHTS: Final = "weights"
_MAX_WORDS: Final = 30_000


class TokenStudent(TagScores):
    """Writes the log probabilities of tags to ``doc.tensor``."""

    READS: ClassVar[tuple[str, ...]] = tuple(f"{label} candidates" for label in NAMES)
    FILES: ClassVar[tuple[str, ...]] = (WEIGHTS,)

    def __init__(self, name: str = "kk_student") -> None:
        super().__init__(name)
        self._network: StudentNetwork | None = None
        self._vectors = WordTable(np.zeros((0, 0), dtype=np.float32), _MAX_WORDS)

    @classmethod
    def of(cls, network: StudentNetwork, tags: Sequence[str], parts: Sequence[str]) -> TokenStudent:
        """A student with a trained network."""
        student = cls()
        student._network, student.tags, student.parts = network, tuple(tags), tuple(parts)
        return student

    def _calculated(self, doc: Doc) -> FloatArray:
        network = self._network
        if network is None:
            raise self._missing()
        vectors, words = self._words(doc, network)
        return network.log_probabilities(vectors, words, place_rows(doc, network.buckets))

    def _words(self, doc: Doc, network: StudentNetwork) -> tuple[FloatArray, IntArray]:
        """The vectors of the words of `doc`, and which of them each token has; new words are computed once."""
        ids, words = numbered_words(doc)
        table = self._vectors
        with table.lock:
            table.make_room(len(ids))
            places = table.look_up(ids, words, lambda word: network.word(word_rows(word, network.buckets)))
            distinct, which = np.unique(np.array(places, dtype=np.int64), return_inverse=True)
            return table.rows[distinct], which

    def _files(self) -> dict[str, Callable[[], bytes]]:
        return {WEIGHTS: lambda: b"" if self._network is None else bytes(srsly.msgpack_dumps(self._network.pack()))}

    def _read(self, files: Mapping[str, bytes]) -> None:
        data = files.get(WEIGHTS)
        self._network = StudentNetwork.unpack(srsly.msgpack_loads(data), len(self.tags)) if data else None
        self._vectors.forget()


@Language.factory("kk_student", assigns=["doc.tensor"])
def make_student(nlp: Language, name: str) -> TokenStudent:
    """The student; it has no settings."""
    return TokenStudent(name)
