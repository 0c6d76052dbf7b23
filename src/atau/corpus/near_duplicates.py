"""Texts that share a run of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from atau.lang.text import normalize

# Identical runs of this many words are near-duplicates; by chance they occur in set phrases only.
RUN = 6
# From so many single letters in a row on they are one letter-spaced word, or several.
_SPACED = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Texts `first` and `second` (positions, first < second) share the words `shared`."""

    first: int
    second: int
    shared: str


def words_of(text: str) -> list[str]:
    """The words of a text, normalised for comparison: lower case, look-alikes folded, no punctuation.

    Single letters in a row are one word: any two letter-spaced lines share six of these, and a title in spaced letters
    is not a near-duplicate of every other.

    >>> words_of("Т Ө Р А Ғ А С Ы келді.")
    ['төрағасы', 'келді']
    """
    words: list[str] = []
    run: list[str] = []
    for word in _WORD.findall(" ".join(map(normalize, text.split()))):
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        words += _joined(run)
        run = []
        words.append(word)
    return words + _joined(run)


def _joined(letters: list[str]) -> list[str]:
    return ["".join(letters)] if len(letters) >= _SPACED else letters


def near_duplicates(texts: Sequence[str], run: int = RUN) -> list[NearDuplicate]:
    """Pairs of texts with the same `run` words in a row, or, where a text is shorter, with all words the same.

    Of many texts that share a run each is paired with the first that has it, so the pairs are as many as the texts,
    not their square. Time and memory are linear in the number of words.
    """
    seen: dict[tuple[str, ...], int] = {}
    found: dict[tuple[int, int], str] = {}
    for position, text in enumerate(texts):
        # The run of a short text is the whole text, so it never matches part of a longer one.
        for key in _runs(words_of(text), run):
            first = seen.setdefault(key, position)
            if first != position:
                found.setdefault((first, position), " ".join(key))
    return [NearDuplicate(first, second, shared) for (first, second), shared in sorted(found.items())]


def iter_unlike(texts: Iterable[str], others: Iterable[str], run: int = RUN) -> Iterator[str]:
    """Those of `texts` that are no near-duplicate of any of `others`, as `near_duplicates` has it.

    >>> list(iter_unlike(["Жиын өтті.", "Жиын ертең өтеді."], ["Жиын өтті!"]))
    ['Жиын ертең өтеді.']
    """
    known: set[tuple[str, ...]] = set()
    for other in others:
        known.update(_runs(words_of(other), run))
    for text in texts:
        if known.isdisjoint(_runs(words_of(text), run)):
            yield text


def _runs(words: list[str], run: int) -> Iterator[tuple[str, ...]]:
    """Every run of so many words; of fewer words, all of them."""
    width = min(run, len(words))
    for start in range(len(words) - width + 1 if words else 0):
        yield tuple(words[start : start + width])
