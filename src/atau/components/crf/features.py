"""Feature templates: which facts about a token and its neighbours make a feature, and where the features lie.

A template is a line of data/features.tsv: one atom or several, each with the place it is taken from, ``w@-1 w``. A
feature is a template with the values it finds; it is known by a 64-bit hash of both.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc

from atau.components.common.token_facts import Word, words
from atau.components.crf.atoms import CLUSTERINGS, PLACE_ATOMS, WORD_ATOMS, KeyArray, clusters, place_keys, word_keys
from atau.components.crf.profiles import PROFILE_ATOMS, Profiles
from atau.components.crf.scheme import FloatArray
from atau.lang.readings import orths
from atau.tables import read_table

TEMPLATES: Final = Path(__file__).parent / "data" / "features.tsv"
# Groups of templates that help some data only; a config asks for them by name.
EXTRA_GROUPS: Final = frozenset({"profiles"})
RowArray = NDArray[np.int32]
# Bounds the memory of a process that annotates an endless stream.
_MAX_WORDS = 60_000
# Tokens whose rows are in memory at a time.
_AT_ONCE: Final = 8192
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_PAD = 0
# What depends on the word alone, and on the model's profile of it.
_WORD_COLUMNS: Final = (*WORD_ATOMS, *PROFILE_ATOMS)


class TemplateError(ValueError):
    """A feature template that names no known atom or place."""


@dataclass(frozen=True, slots=True)
class Part:
    """An atom and the token it is taken from, counted from the token itself; `word`: it depends on the word alone."""

    column: int
    offset: int
    word: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A template's parts and the hash of its text, which keeps features of different templates apart."""

    text: str
    parts: tuple[Part, ...]
    salt: np.uint64


def parse_template(text: str) -> Template:
    """Read ``atom[@offset] …``. Raises TemplateError."""
    parts = []
    for piece in text.split():
        name, _, offset = piece.partition("@")
        known = name in _WORD_COLUMNS
        if not known and name not in PLACE_ATOMS:
            raise TemplateError(f"feature template {text!r}: there is no atom {name!r}")
        try:
            place = int(offset or 0)
        except ValueError:
            raise TemplateError(f"feature template {text!r}: {offset!r} is no whole number") from None
        if abs(place) > Features.REACH:
            raise TemplateError(f"feature template {text!r}: offsets go from -{Features.REACH} to {Features.REACH}")
        column = _WORD_COLUMNS.index(name) if known else PLACE_ATOMS.index(name)
        parts.append(Part(column, place, known))
    if not parts:
        raise TemplateError("an empty feature template")
    # Odd, so that multiplying by it loses nothing.
    return Template(text, tuple(parts), np.uint64(hash_string(text) | 1))


def read_templates(
    path: Path = TEMPLATES, *, extra: Iterable[str] = (), without: Iterable[str] = ()
) -> tuple[str, ...]:
    """The templates of a table with the columns ``template`` and ``group``, of the groups that all models have.

    extra: groups of EXTRA_GROUPS to take too. without: groups to leave out. Raises TableError, TemplateError.
    """
    table = list(read_table(path, ("template", "group"), unique=("template",)))
    unknown = {*extra, *without} - {group for _, group in table}
    if unknown:
        raise TemplateError(f"{path.name} has no group of feature templates called {', '.join(sorted(unknown))}")
    left_out = (EXTRA_GROUPS - set(extra)) | set(without)
    return tuple(template for template, group in table if group not in left_out)


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

    REACH = 3

    def __init__(self, templates: Sequence[str], profiles: Profiles | None = None) -> None:
        self.templates = tuple(parse_template(text) for text in templates)
        self._profiles = profiles or Profiles()
        asked = {_WORD_COLUMNS[part.column] for template in self.templates for part in template.parts if part.word}
        if not asked.isdisjoint(CLUSTERINGS):
            clusters()  # read now, not in the middle of the first text
        self._uses_places = any(not part.word for template in self.templates for part in template.parts)
        self._slot: dict[int, int] = {}
        self._keys = np.zeros((1024, len(_WORD_COLUMNS)), dtype=np.uint64)
        self._keys[_PAD] = [hash_string(f"{name}=\x00") for name in _WORD_COLUMNS]
        self._pad_places = np.array([[hash_string(f"{name}=\x00") for name in PLACE_ATOMS]], dtype=np.uint64)
        self._count = 1
        # Most templates ask for one atom of one word: their rows are looked up once per word.
        self._single = [i for i, t in enumerate(self.templates) if len(t.parts) == 1 and t.parts[0].word]
        self._index: Callable[[KeyArray], RowArray] | None = None
        self._word_rows = np.zeros((0, len(self._single)), dtype=np.int32)
        self._lock = threading.Lock()

    def __getstate__(self) -> dict[str, Any]:
        """All but the lock, which belongs to a process."""
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._lock = threading.Lock()

    def bind(self, index: Callable[[KeyArray], RowArray]) -> None:
        """Say which row of the weights belongs to which hash; to be called again when that changes."""
        self._index = index
        self._word_rows = np.zeros((0, len(self._single)), dtype=np.int32)

    def rows_of(self, docs: Iterable[tuple[Doc, Sequence[tuple[int, int]]]]) -> RowArray:
        """`rows` of the `sequences` of docs. Word numbers hold from the one to the other, whatever other threads do."""
        with self._lock:
            return self.rows(self.sequences(docs))

    def sums(
        self, docs: Iterable[tuple[Doc, Sequence[tuple[int, int]]]], add_up: Callable[[RowArray], FloatArray]
    ) -> FloatArray:
        """(N, tags) what `add_up` makes of the rows of the `sequences` of docs, some thousand tokens at a time.

        The rows of a long text would take more memory than everything else.
        """
        with self._lock:
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
        done = len(self._word_rows)
        if done == self._count:
            return
        fresh = np.empty((self._count - done, len(self._single)), dtype=np.int32)
        for column, i in enumerate(self._single):
            template = self.templates[i]
            fresh[:, column] = self._index(_salted(self._keys[done : self._count, template.parts[0].column], template))
        self._word_rows = np.concatenate([self._word_rows, fresh])

    def sequences(self, docs: Iterable[tuple[Doc, Sequence[tuple[int, int]]]]) -> Tokens:
        """The tokens of (start, end) stretches of docs, each stretch padded."""
        docs = list(docs)
        if sum(len(doc) for doc, _ in docs) + self._count > _MAX_WORDS:
            self._slot.clear()
            self._count = 1
            self._word_rows = self._word_rows[:0]
        pad = np.full(self.REACH, _PAD, dtype=np.int64)
        pad_places = np.repeat(self._pad_places, self.REACH, axis=0)
        all_slots, all_places, at = [pad], [pad_places], []
        position = self.REACH
        for doc, bounds in docs:
            tokens = words(doc)
            slots = np.array(self._slots(doc, tokens), dtype=np.int64)
            if self._uses_places:
                places = place_keys(doc, tokens)
            else:
                places = np.zeros((len(doc), len(PLACE_ATOMS)), dtype=np.uint64)
            for start, end in bounds:
                all_slots += [slots[start:end], pad]
                all_places += [places[start:end], pad_places]
                at.append(np.arange(position, position + end - start))
                position += end - start + self.REACH
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
                value = self._keys[tokens.slots[where], part.column]
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

    def _slots(self, doc: Doc, tokens: Sequence[Word]) -> list[int]:
        """The word numbers of `tokens`, the tokens of `doc`; new words get the next ones."""
        slot = self._slot
        ids, _ = orths(doc)
        try:
            return [slot[orth] for orth in ids]
        except KeyError:
            pass
        fresh: list[list[int]] = []
        for orth, word in zip(ids, tokens, strict=True):
            if orth not in slot:
                slot[orth] = self._count + len(fresh)
                fresh.append(word_keys(word) + self._profile_keys(word))
        count = self._count + len(fresh)
        while len(self._keys) < count:
            self._keys = np.concatenate([self._keys, np.zeros_like(self._keys)])
        self._keys[self._count : count] = np.array(fresh, dtype=np.uint64)
        self._count = count
        return [slot[orth] for orth in ids]

    def _profile_keys(self, word: Word) -> list[int]:
        values = zip(PROFILE_ATOMS, self._profiles.of(word), strict=True)
        return [hash_string(f"{name}={value}") if value else 0 for name, value in values]
