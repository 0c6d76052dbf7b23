"""Finds words that are split: letter-spaced by a PDF, or hyphenated at the end of a line.

A run of single letters gives the layout away. Inside such a run, Viterbi search finds the cheapest segmentation into
words: a word costs the negative logarithm of its frequency, a known stem with regular endings a little more than the
stem, an unknown string more the longer it is (`atau.lang.word_model`). Boundaries are only considered where the text
has white space.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from atau.lang.line_end_hyphens import MARGIN, broken_words
from atau.lang.text import normalize
from atau.lang.word_model import word_model

_LETTER = r"[^\W\d_]"
# White space, at most one line end in it.
_GAP = r"(?:[^\S\n]*\n[^\S\n]*|[^\S\n]+)"
# Three single letters in a row, each between white space.
_SEED = re.compile(rf"(?<!\S){_LETTER}(?:{_GAP}{_LETTER}){{2,}}(?=\s|[.,:;!?»”)]|$)")
# What stands in every seed, and is found faster.
_SINGLE = re.compile(rf"\s{_LETTER}\s")
_PIECE = re.compile(r"\S+")
_CORE = re.compile(rf"{_LETTER}+|\d+")
# Pieces up to this length next to a seed belong to its run; longer ones are words that stand whole.
_MAX_PIECE = 4
_MAX_WORD = 32
_MIN_LATIN = 5
# How far from a run, in characters, stray pieces of words are looked for: about a paragraph.
_REACH = 1500
_NUMBER = 9.0  # nats
_Piece = tuple[int, int]


def spaced_tokens(text: str) -> list[tuple[int, int]]:
    """(start, end) offsets of every word that stands in several pieces, in order, not overlapping."""
    spaced = sorted(_letter_spaced(text)) if _SINGLE.search(text) and _SEED.search(text) else []
    return sorted([*spaced, *_apart(broken_words(text), spaced)])


def _letter_spaced(text: str) -> Iterator[_Piece]:
    for begin, finish in _dirty(text):
        pieces = _pieces(text, begin, finish)
        words: list[_Piece] = []
        for first, last in _runs(text, pieces, begin, finish):
            words.extend(_segment(text, pieces[first:last]))
        yield from words
        yield from _strays(text, pieces, words)


def _apart(spans: Iterator[_Piece], taken: list[_Piece]) -> Iterator[_Piece]:
    """Those of `spans` that overlap none of `taken`; both in order.

    >>> list(_apart(iter([(0, 3), (5, 8)]), [(2, 4)]))
    [(5, 8)]
    """
    at = 0
    for start, end in spans:
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at == len(taken) or taken[at][0] >= end:
            yield start, end


def _dirty(text: str) -> list[tuple[int, int]]:
    """The stretches of a text around its seeds, cut at white space; the rest is clean and costs nothing."""
    stretches: list[tuple[int, int]] = []
    for seed in _SEED.finditer(text):
        # A chunk that is longer than the reach is cut anywhere: to look for its end at every seed would take too long.
        far = max(0, seed.start() - _REACH)
        begin = text.rfind(" ", max(0, far - _REACH), far) + 1 or max(0, far - _REACH)
        far = min(len(text), seed.end() + _REACH)
        finish = text.find(" ", far, far + _REACH)
        finish = min(len(text), far + _REACH) if finish < 0 else finish
        if stretches and begin <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], finish)
        else:
            stretches.append((begin, finish))
    return stretches


def _pieces(text: str, begin: int, finish: int) -> list[_Piece]:
    """Offsets of what stands between white space, without punctuation at its ends."""
    pieces = []
    for found in _PIECE.finditer(text, begin, finish):
        for core in _CORE.finditer(text, *found.span()):
            pieces.append(core.span())
    return pieces


def _touching(text: str, left: _Piece, right: _Piece) -> bool:
    """Only white space stands between two pieces, and no blank line."""
    between = text[left[1] : right[0]]
    return between.isspace() and between.count("\n") < 2


def _runs(text: str, pieces: list[_Piece], begin: int, finish: int) -> list[tuple[int, int]]:
    """Ranges of pieces that are letter-spaced: the seeds and the short pieces beside them."""
    starts = {start: i for i, (start, _) in enumerate(pieces)}
    runs: list[tuple[int, int]] = []
    for seed in _SEED.finditer(text, begin, finish):
        first = starts.get(seed.start())
        # Three Latin letters in a row are more often symbols than a spaced-out word.
        if seed.group().isascii() and len(seed.group().split()) < _MIN_LATIN:
            continue
        if first is None or (runs and first < runs[-1][1]):
            continue
        last = first + 1
        while first > 0 and _joins(text, pieces[first - 1], pieces[first - 1], pieces[first]):
            first -= 1
        while last < len(pieces) and _joins(text, pieces[last], pieces[last - 1], pieces[last]):
            last += 1
        if runs:
            first = max(first, runs[-1][1])
        runs.append((first, last))
    return runs


def _joins(text: str, piece: _Piece, left: _Piece, right: _Piece) -> bool:
    short = piece[1] - piece[0] <= _MAX_PIECE
    if not short:
        # The tail of a word whose first letters only are spaced out: «с айлауалды».
        form = normalize(text[piece[0] : piece[1]])
        short = form.isalpha() and not word_model().known(form)
    return short and _touching(text, left, right)


def _may_follow(joined: str, piece: str) -> bool:
    """`piece` may continue a word that begins with `joined`: no capital after a small letter, no small letter after two
    capitals (``Е Ж а н``), digits with digits."""
    if joined[-1].isdigit() != piece[0].isdigit():
        return False
    if joined[-1].islower():
        return not piece[0].isupper()
    return len(joined) < 2 or not piece[0].islower()


def _segment(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """The words of one run that take more than one piece."""
    model = word_model()
    strings = [text[start:end] for start, end in pieces]
    best = [0.0] + [math.inf] * len(pieces)
    back = [0] * (len(pieces) + 1)
    for i in range(len(pieces)):
        joined = ""
        for j in range(i, len(pieces)):
            piece = strings[j]
            if joined and not _may_follow(joined, piece):
                break
            joined += piece
            if len(joined) > _MAX_WORD:
                break
            cost = best[i] + (_NUMBER if joined.isdigit() else model.cost(normalize(joined)))
            if cost < best[j + 1]:
                best[j + 1] = cost
                back[j + 1] = i
    words: list[_Piece] = []
    j = len(pieces)
    while j:
        i = back[j]
        if j - i > 1:
            words.append((pieces[i][0], pieces[j - 1][1]))
        j = i
    return words[::-1]


def _strays(text: str, pieces: list[_Piece], found: list[_Piece]) -> list[_Piece]:
    """Words in two or three pieces outside the runs of a text that has runs: «сайлауа лды», «Орт а лық».

    Joined only when one of the pieces is no word and the whole is a word of the table.
    """
    model = word_model()
    covered = [False] * len(pieces)
    spans = iter(sorted(found))
    span = next(spans, None)
    for i, (start, end) in enumerate(pieces):
        while span is not None and span[1] <= start:
            span = next(spans, None)
        covered[i] = span is not None and span[0] < end
    strays: list[_Piece] = []
    i = 0
    while i < len(pieces) - 1:
        step = 1
        for width in (3, 2):
            group = pieces[i : i + width]
            if len(group) < width or any(covered[i : i + width]):
                continue
            if not all(_touching(text, a, b) for a, b in pairwise(group)):
                continue
            strings = [text[start:end] for start, end in group]
            tail = "".join(strings[1:])
            if not tail.isalpha() or not tail.islower() or not strings[0].isalpha():
                continue
            whole = normalize("".join(strings))
            broken = any(not model.known(normalize(s)) for s in strings)
            halves = sum(model.cost(normalize(s)) for s in strings)
            if broken and model.known(whole) and model.cost(whole) + MARGIN < halves:
                strays.append((group[0][0], group[-1][1]))
                step = width
                break
        i += step
    return strays
