"""Where the features of a text lie: tokens become hashes of what the templates ask for, and rows of the weights.

A feature is a template with the values it finds; it is known by a 64-bit hash of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc

from atau.components.common.token_facts import Word, words
from atau.components.common.word_table import WordTable
from atau.components.crf.atoms import CLUSTERINGS, PLACE_ATOMS, KeyArray, clusters, place_keys, word_keys
from atau.components.crf.profiles import PROFILE_ATOMS, Profiles
from atau.components.crf.scheme import FloatArray
from atau.components.crf.templates import REACH, WORD_COLUMNS, Template, parse_template, read_templates
from atau.lang.readings import orths

RowArray = NDArray[np.int32]
_MAX_WORDS = 60_000
# Tokens whose rows are in memory at a time.
_AT_ONCE: Final = 8192
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_PAD = 0


def feature_templates(extra: list[str]) -> list[str]:
    """``atau.feature_templates.v1``: the default templates and the groups `extra` of data/features.tsv."""
    return list(read_templates(extra=extra))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of some sequences with padding between them.

    slots: word numbers, `places`: hashes of the place atoms, both with padding; at: where the N tokens are.
    """

    slots: NDArray[np.int64]
    places: KeyArray
    at: NDArray[np.int64]


def _salted(key: KeyArray, template: Template) -> KeyArray:
    salted: KeyArray = (key ^ (key >> np.uint64(29))) * template.salt
    salted[key == 0] = 0
    return salted


class Features:
    """Turns sequences of tokens into feature hashes, word facts being computed once per word.

    What is known of words is shared and grows: only `rows_of` and `sums` may be called by several threads at once.
    """

    def __init__(self, templates: Sequence[str], profiles: Profiles | None = None) -> None:
        self.templates = tuple(parse_template(text) for text in templates)
        self._profiles = profiles or Profiles()
        asked = {WORD_COLUMNS[part.column] for template in self.templates for part in template.parts if part.word}
        if not asked.isdisjoint(CLUSTERINGS):
            clusters()  # read now, not in the middle of the first text
        self._uses_places = any(not part.word for template in self.templates for part in template.parts)
        pad = np.array([[hash_string(f"{name}=\x00") for name in WORD_COLUMNS]], dtype=np.uint64)
        self._words = WordTable(pad, _MAX_WORDS)
        self._pad_places = np.array([[hash_string(f"{name}=\x00") for name in PLACE_ATOMS]], dtype=np.uint64)
        # Most templates ask for one atom of one word: their rows are looked up once per word.
        self._single = [i for i, t in enumerate(self.templates) if len(t.parts) == 1 and t.parts[0].word]
        self._index: Callable[[KeyArray], RowArray] | None = None
        self._no_word_rows()

    def __getstate__(self) -> dict[str, Any]:
        # The room for rows of words would be most of what is sent to another process.
        return {**vars(self), "_word_rows": self._word_rows[:0], "_looked_up": 0}

    def bind(self, index: Callable[[KeyArray], RowArray]) -> None:
        """Say which row of the weights belongs to which hash; to be called again when that changes."""
        self._index = index
        self._no_word_rows()

    def _no_word_rows(self) -> None:
        self._word_rows: RowArray = np.zeros((0, len(self._single)), dtype=np.int32)
        self._looked_up = 0

    def rows_of(self, docs: Iterable[tuple[Doc, Sequence[tuple[int, int]]]]) -> RowArray:
        """`rows` of the `sequences` of docs. Word numbers hold from the one to the other, whatever other threads do."""
        with self._words.lock:
            return self.rows(self.sequences(docs))

    def sums(
        self, docs: Iterable[tuple[Doc, Sequence[tuple[int, int]]]], add_up: Callable[[RowArray], FloatArray]
    ) -> FloatArray:
        """(N, tags) what `add_up` makes of the rows of the `sequences` of docs, some thousand tokens at a time.

        The rows of a long text would take more memory than everything else.
        """
        with self._words.lock:
            tokens = self.sequences(docs)
            starts = range(0, max(1, len(tokens.at)), _AT_ONCE)
            return np.concatenate(
                [add_up(self.rows(replace(tokens, at=tokens.at[start : start + _AT_ONCE]))) for start in starts]
            )

    def rows(self, tokens: Tokens) -> RowArray:
        """(N, templates) the weight row of every feature; needs `bind`."""
        assert self._index is not None
        self._look_up_words()
        # Filled and read template by template, so that is how it lies in memory.
        rows: RowArray = np.empty((len(self.templates), len(tokens.at)), dtype=np.int32).T
        offsets = {self.templates[i].parts[0].offset for i in self._single}
        slots = {offset: tokens.slots[tokens.at + offset] for offset in offsets}
        for column, i in enumerate(self._single):
            rows[:, i] = self._word_rows[slots[self.templates[i].parts[0].offset], column]
        for i, template in enumerate(self.templates):
            if len(template.parts) > 1 or not template.parts[0].word:
                rows[:, i] = self._index(self.keys(tokens, template))
        return rows

    def _look_up_words(self) -> None:
        assert self._index is not None
        done, count = self._looked_up, self._words.count
        if done == count:
            return
        # As much room as the table of words has, made once, for the same reason.
        room = len(self._words.rows)
        if len(self._word_rows) != room:
            rows = np.empty((room, len(self._single)), dtype=np.int32)
            rows[:done] = self._word_rows[:done]
            self._word_rows = rows
        keys = self._words.rows[done:count]
        for column, i in enumerate(self._single):
            template = self.templates[i]
            self._word_rows[done:count, column] = self._index(_salted(keys[:, template.parts[0].column], template))
        self._looked_up = count

    def sequences(self, docs: Iterable[tuple[Doc, Sequence[tuple[int, int]]]]) -> Tokens:
        """The tokens of (start, end) stretches of docs, each stretch padded."""
        docs = list(docs)
        if self._words.make_room(sum(len(doc) for doc, _ in docs)):
            self._looked_up = 0
        pad = np.full(REACH, _PAD, dtype=np.int64)
        pad_places = np.repeat(self._pad_places, REACH, axis=0)
        all_slots, all_places, at = [pad], [pad_places], []
        position = REACH
        for doc, bounds in docs:
            tokens = words(doc)
            slots = np.array(self._words.look_up(orths(doc)[0], tokens, self._keys_of), dtype=np.int64)
            if self._uses_places:
                places = place_keys(doc, tokens)
            else:
                places = np.zeros((len(doc), len(PLACE_ATOMS)), dtype=np.uint64)
            for start, end in bounds:
                all_slots += [slots[start:end], pad]
                all_places += [places[start:end], pad_places]
                at.append(np.arange(position, position + end - start))
                position += end - start + REACH
        return Tokens(
            np.concatenate(all_slots),
            np.concatenate(all_places),
            np.concatenate(at) if at else np.zeros(0, dtype=np.int64),
        )

    def keys(self, tokens: Tokens, template: Template) -> KeyArray:
        """(N,) hash of the template's feature at every token; 0 where it has none."""
        key: KeyArray | None = None
        empty: NDArray[np.bool_] | None = None
        for part in template.parts:
            where = tokens.at + part.offset
            if part.word:
                value = self._words.rows[tokens.slots[where], part.column]
            else:
                value = tokens.places[where, part.column]
            missing = value == 0
            empty = missing if empty is None else empty | missing
            key = value if key is None else (key * _MIX) ^ value
        assert key is not None
        assert empty is not None
        key = _salted(key, template)
        key[empty] = 0
        return key

    def _keys_of(self, word: Word) -> list[int]:
        """Hashes of the columns of a word."""
        return word_keys(word) + self._profile_keys(word)

    def _profile_keys(self, word: Word) -> list[int]:
        values = zip(PROFILE_ATOMS, self._profiles.of(word), strict=True)
        return [hash_string(f"{name}={value}") if value else 0 for name, value in values]
