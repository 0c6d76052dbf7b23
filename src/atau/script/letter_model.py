"""How likely a string of Cyrillic letters is a Kazakh word: a model of letter sequences, trained on word forms."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]
_ORDER: Final = 4
_START: Final = "^"
END: Final = "$"
# Stupid backoff (Brants et al. 2007): what a shorter context costs, in nats, and a letter that was never seen.
_BACKOFF: Final = -math.log(0.4)
_UNSEEN: Final = 9.0


class LetterModel:
    """Costs in nats of the next letter after the letters before it.

    forms: what it is trained on, when the first cost is asked for: a large list takes a tenth of a second or two.
    """

    def __init__(self, forms: Callable[[], Iterable[str]]) -> None:
        self._forms = forms
        self._cache: dict[str, float] = {}

    @cached_property
    def _grams(self) -> tuple[dict[str, int], dict[str, int]]:
        """How often each gram of up to four letters stands in the forms, and each context of one."""
        pad = _START * (_ORDER - 1)
        text = "".join(f"{pad}{form}{END}" for form in self._forms())
        alphabet = sorted({*text, _START, END})
        letters = np.array(alphabet)
        numbers = np.searchsorted(letters, np.frombuffer(text.encode("utf-32-le"), dtype="<U1"))
        # A gram is a number with a digit for each letter. What runs over the end of a form is none.
        base, end = len(alphabet), alphabet.index(END)
        windows = [numbers[i : len(numbers) - _ORDER + 1 + i] for i in range(_ORDER)]
        grams = np.zeros_like(windows[0])
        for window in windows:
            grams = grams * base + window
        found, times = np.unique(
            grams[np.logical_and.reduce([window != end for window in windows[:-1]])], return_counts=True
        )
        counts: dict[str, int] = {}
        contexts: dict[str, int] = {}
        for length in range(_ORDER, 0, -1):
            endings = found % base**length
            counts.update(_tally(endings, times, letters, length))
            contexts.update(_tally(endings // base, times, letters, length - 1))
        return counts, contexts

    def cost(self, before: str, letter: str) -> float:
        """The cost of `letter` after the letters `before` of the word, all of them or the last three."""
        gram = (_START * (_ORDER - 1) + before)[-(_ORDER - 1) :] + letter
        found = self._cache.get(gram)
        if found is None:
            if len(self._cache) > 1 << 16:
                self._cache.clear()
            found = self._cache[gram] = self._cost(gram)
        return found

    def _cost(self, gram: str) -> float:
        penalty = 0.0
        counts, contexts = self._grams
        while len(gram) > 1:
            count = counts.get(gram, 0)
            if count:
                return penalty + math.log(contexts[gram[:-1]] / count)
            penalty += _BACKOFF
            gram = gram[1:]
        count = counts.get(gram, 0)
        return penalty + (math.log(max(contexts[""], 1) / count) if count else _UNSEEN)

    def word_cost(self, form: str) -> float:
        """The cost of a whole word."""
        total, before = 0.0, ""
        for letter in (*form, END):
            total += self.cost(before, letter)
            before = before[-3:] + letter
        return total


def _tally(grams: Numbers, times: Numbers, letters: NDArray[np.str_], length: int) -> dict[str, int]:
    """How often each gram of `length` letters stands in `grams`, each of which counts so many times."""
    found, place = np.unique(grams, return_inverse=True)
    sums = np.bincount(place, weights=times).astype(int)
    if not length:
        return {"": int(sums.sum())}
    digits = [found // len(letters) ** n % len(letters) for n in reversed(range(length))]
    words = np.stack([letters[digit] for digit in digits], axis=1).view(f"<U{length}").ravel()
    return dict(zip(words.tolist(), sums.tolist(), strict=True))
