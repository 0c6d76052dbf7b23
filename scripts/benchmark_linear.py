"""Whether time grows in proportion to the length of a text: an exponent fitted to timings at several lengths.

`scripts/benchmark.py --linear` runs it and exits with 1 when an exponent is over the limit. The tokenizer is timed on
text that repeats one piece, chosen so that each kind of regular expression and look-ahead in it is stressed; whole
pipelines are timed on news text.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

Points = Sequence[tuple[float, float]]  # (length, seconds)

PIECES: Final = ("а.", "a.", "a-", "Қ.", "1,", "-", "a@", "а'", "«", "%", "№1-", "т ө ")
CHARACTERS: Final = (2_000, 6_000, 20_000, 60_000)
WORDS: Final = (1_000, 3_000, 10_000, 30_000, 100_000)
#: Linear time has the exponent 1, quadratic time 2; timings on a busy machine scatter by a tenth or two.
LIMIT: Final = 1.35
_RUNS: Final = 3


def fitted_exponent(points: Points) -> float | None:
    """The slope of log(seconds) over log(length), by least squares; None with fewer than two points.

    >>> round(fitted_exponent([(10, 1), (20, 4), (40, 16)]), 6)
    2.0
    """
    if len(points) < 2:
        return None
    lengths, seconds = np.log(np.array(points, dtype=float)).T
    return float(np.polyfit(lengths, seconds, 1)[0])


def time_tokenizer(piece: str) -> Points:
    """Processor time of a fresh tokenizer, whose cache is empty, on texts of `piece` alone; the best of three runs."""
    import spacy

    def seconds(text: str) -> float:
        best = float("inf")
        for _ in range(_RUNS):
            tokenizer = spacy.blank("kk").tokenizer
            start = time.process_time()
            tokenizer(text)
            best = min(best, time.process_time() - start)
        return max(best, 1e-6)

    seconds(piece * 500)
    return [(length, seconds(piece * (length // len(piece)))) for length in CHARACTERS]


def exponents(subjects: Mapping[str, Callable[[], Points]]) -> Iterator[tuple[str, float, Points]]:
    """(name, exponent, points) of each subject, which is timed when its turn comes."""
    for name, measure in subjects.items():
        points = measure()
        exponent = fitted_exponent(points)
        if exponent is None:
            raise ValueError(f"{name}: an exponent needs at least two lengths")
        yield name, exponent, points


def report(found: Iterator[tuple[str, float, Points]], limit: float, say: Callable[[str], None]) -> list[str]:
    """Say each exponent as it is measured; returns the names of the subjects over `limit`."""
    slow = []
    for name, exponent, points in found:
        longest, seconds = points[-1]
        verdict = f"over the limit of {limit:g}" if exponent > limit else "ok"
        say(f"{name}: exponent {exponent:.2f}, {seconds:.3f} s for {longest:,.0f}: {verdict}")
        if exponent > limit:
            slow.append(name)
    return slow
