"""Numbers that are computed once for each word, in a table that grows with the texts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from atau.components.common.token_facts import Word

_Number = TypeVar("_Number", bound=np.generic)


class WordTable(Generic[_Number]):
    """Rows of numbers, (room, width): `first`, which stay, and one for each word. The first `count` are in use.

    most: rows that it has room for; a text of more words gets more for a time. Threads share it: hold `lock` while
    words are looked up or forgotten and while rows are read, as they are written again for other words. The lock is
    not pickled, as it belongs to a process.
    """

    rows: NDArray[_Number]
    count: int

    def __init__(self, first: NDArray[_Number], most: int) -> None:
        self._first, self._most = first, most
        self.lock = threading.Lock()
        self.forget()

    def __getstate__(self) -> dict[str, Any]:
        state = {name: value for name, value in vars(self).items() if name != "lock"}
        return {**state, "rows": self.rows[: self.count]}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.lock = threading.Lock()

    def forget(self) -> None:
        """Begin anew, with the first rows alone."""
        self.rows, self.count = self._first, len(self._first)
        self._row_of: dict[int, int] = {}

    def make_room(self, words: int) -> bool:
        """Begin anew where `words` more may make the rows more than it has room for; whether they did.

        Bounds the memory of a process that annotates an endless stream.
        """
        full = self.count + words > self._most
        if full:
            room = self.rows
            self.forget()
            # Arrays that are freed and made again leave holes in the heap that smaller things settle in.
            if len(room) == self._most:
                self.rows = room
        return full

    def look_up(self, ids: Sequence[int], words: Sequence[Word], row: Callable[[Word], ArrayLike]) -> list[int]:
        """Where the rows of `words` are, which `ids` tell apart; `row` makes those of new ones, all of one width."""
        known = self._row_of
        try:
            return [known[number] for number in ids]
        except KeyError:
            pass
        fresh: list[ArrayLike] = []
        for number, word in zip(ids, words, strict=True):
            if number not in known:
                known[number] = self.count + len(fresh)
                fresh.append(row(word))
        self._append(np.array(fresh, dtype=self.rows.dtype))
        return [known[number] for number in ids]

    def _append(self, fresh: NDArray[_Number]) -> None:
        count = self.count + len(fresh)
        if count > len(self.rows):
            # What is not written yet takes no memory, so all of the room is asked for at once.
            room = np.empty((self._most if count <= self._most else 2 * count, fresh.shape[1]), dtype=fresh.dtype)
            room[: self.count] = self.rows[: self.count].reshape(-1, fresh.shape[1])
            self.rows = room
        self.rows[self.count : count] = fresh
        self.count = count
