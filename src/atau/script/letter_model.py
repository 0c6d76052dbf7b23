"""How likely a string of Cyrillic letters is a Kazakh word: a model of letter sequences, trained on word forms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

_ORDER: Final = 4
_START: Final = "^"
END: Final = "$"
# Stupid backoff (Brants et al. 2007): what a shorter context costs, in nats, and a letter that was never seen.
_BACKOFF: Final = -math.log(0.4)
_UNSEEN: Final = 9.0


class LetterModel:
    """Costs in nats of the next letter after the letters before it.

    forms: what it is trained on, when the first cost is asked for: it takes half a second for a large list.
    """

    def __init__(self, forms: Callable[[], Iterable[str]]) -> None:
        self._forms = forms
        self._cache: dict[str, float] = {}

    @cached_property
    def _grams(self) -> tuple[Counter[str], Counter[str]]:
        """How often each gram of up to four letters stands in the forms, and each context of one."""
        pad = _START * (_ORDER - 1)
        text = "".join(f"{pad}{form}{END}" for form in self._forms())
        grams = Counter(map("".join, zip(*(text[i:] for i in range(_ORDER)), strict=False)))
        # Longest grams first, shorter ones are summed up from them; what runs over the end of a form is none.
        longest = {gram: count for gram, count in grams.items() if END not in gram[:-1]}
        counts: Counter[str] = Counter()
        contexts: Counter[str] = Counter()
        for gram, count in longest.items():
            for n in range(_ORDER):
                part = gram[n:]
                counts[part] += count
                contexts[part[:-1]] += count
        return counts, contexts

    def cost(self, before: str, letter: str) -> float:
        """The cost of `letter` after the letters `before` of the word, all of them or the last three."""
        gram = (_START * (_ORDER - 1) + before)[-(_ORDER - 1) :] + letter
        found = self._cache.get(gram)
        if found is None:
            if len(self._cache) > 1 << 18:
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
