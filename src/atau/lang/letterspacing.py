"""Finds words that are split: letter-spaced by a PDF, or hyphenated at the end of a line.

A run of single letters gives the layout away. Inside such a run, Viterbi search finds the cheapest segmentation into
words: a word costs the negative logarithm of its frequency, a known stem with regular endings a little more than the
stem, an unknown string more the longer it is. Boundaries are only considered where the text has white space. The
frequency table is read when the first run is seen, so clean text never pays for it.
"""

from __future__ import annotations

import gzip
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from atau.lang.tables import name_pieces
from atau.lang.text import INVISIBLE, normalize
from atau.lexicon import given_names, places, surnames
from atau.morphology import match

_TABLE = Path(__file__).parent / "data" / "wordfreq.tsv.gz"
_LETTER = r"[^\W\d_]"
# White space, at most one line end in it.
_GAP = r"(?:[^\S\n]*\n[^\S\n]*|[^\S\n]+)"
# Three single letters in a row, each between white space.
_SEED = re.compile(rf"(?<!\S){_LETTER}(?:{_GAP}{_LETTER}){{2,}}(?=\s|[.,:;!?»”)]|$)")
_PIECE = re.compile(r"\S+")
_CORE = re.compile(rf"{_LETTER}+|\d+")
_BROKEN = re.compile(rf"(?<![\w{INVISIBLE}-])({_LETTER}{{2,}})\s*[-\u2010-\u2014]\s+({_LETTER}{{2,}})(?![\w-])")
# A hyphen that touches the first half only: what a line end leaves (сайлана- лы), seldom a dash between words.
_GLUED = re.compile(r"\w+[-\u2010\u2011]\s")
_BACK, _FRONT = frozenset("аоұыя"), frozenset("әеөүі")
_MAX_ENDING, _MAX_REST = 3, 9
# Pieces up to this length next to a seed belong to its run; longer ones are words that stand whole.
_MAX_PIECE = 4
_MAX_WORD = 32
_MIN_LATIN = 5
# How far from a run, in characters, stray pieces of words are looked for: about a paragraph.
_REACH = 1500
# Costs are in nats. An unknown word: a start, and a share per letter (about the entropy of a Kazakh letter).
_UNKNOWN, _PER_LETTER = 10.0, 3.0
_ENDING = 6.0
_NUMBER = 9.0
# What a patronymic or a surname costs more than the name in it.
_MADE = 3.0
_PATRONYMIC = name_pieces("patronymic")
_FAMILY = (*_PATRONYMIC, *name_pieces("surname"))
_MIN_NAME = 3
# A broken word is joined when it is this much cheaper than its halves.
_MARGIN = 2.0


class _Stems(Mapping[str, str]):
    """Stems that may precede an ending: known forms, and family names derived from them (Жандосұлы, Оспанова)."""

    def __init__(self, model: WordModel) -> None:
        self._model = model

    def __getitem__(self, form: str) -> str:
        found: str | None = self.get(form)
        if found is None:
            raise KeyError(form)
        return found

    def __contains__(self, form: object) -> bool:
        return self.get(str(form)) is not None

    # Most look-ups miss, and an exception would cost more than everything else here.
    def get(self, form: str, default: Any = None) -> Any:
        if form in self._model.costs:
            return ""
        if self._model.family_name(form) is not None:
            return "poss" if form.endswith(_PATRONYMIC) else ""
        return default

    def __iter__(self) -> Iterator[str]:
        return iter(self._model.costs)

    def __len__(self) -> int:
        return len(self._model.costs)


class WordModel:
    """What words cost, in nats. `names`, in lower case, are words even where the table does not have them."""

    def __init__(self, counts: Mapping[str, int], names: Iterable[str] = ()) -> None:
        total = math.log(sum(counts.values()))
        # Few words have a count of their own: a logarithm, and a number in memory, serves many.
        costs = {count: total - math.log(count) for count in set(counts.values())}
        self.costs = {form: costs[count] for form, count in counts.items()}
        self._names = frozenset(name for name in names if len(name) > _MIN_NAME)
        for name in self._names:
            self.costs.setdefault(name, total)
        self._stems = _Stems(self)
        self.cost = lru_cache(maxsize=1 << 16)(self._cost)

    def known(self, form: str) -> bool:
        """The form is in the table or a name, or is one with regular endings whose stem has three letters or more."""
        return form in self.costs or self._inflected(form) is not None

    def family_name(self, form: str) -> float | None:
        """The cost of a patronymic or surname that is regularly made of a listed name, None for other forms."""
        if not form.endswith(_FAMILY):
            return None
        for ending in _FAMILY:
            if form.endswith(ending) and form[: -len(ending)] in self._names:
                return self.costs[form[: -len(ending)]] + _MADE
        return None

    def _stem_cost(self, stem: str) -> float:
        cost = self.costs.get(stem)
        return math.inf if cost is None and (cost := self.family_name(stem)) is None else cost

    def _inflected(self, form: str) -> float | None:
        if len(form) < 5:
            return None
        found = [a.stem for a in match(form, self._stems) if len(a.stem) > 2 and a.stem != form]
        return min(self._stem_cost(stem) for stem in found) + _ENDING if found else None

    def _cost(self, form: str) -> float:
        cost = self.costs.get(form)
        if cost is None:
            cost = self.family_name(form)
        if cost is None:
            cost = self._inflected(form)
        return _UNKNOWN + _PER_LETTER * len(form) if cost is None else cost


@lru_cache(maxsize=1)
def word_model() -> WordModel:
    """The model of the table that comes with the package, and of the names of the lexicon."""
    # Cut as a whole: line by line would take twice as long, and it is the first text that waits.
    cells = gzip.decompress(_TABLE.read_bytes()).decode("utf-8").rstrip("\n").replace("\n", "\t").split("\t")
    counts = dict(zip(cells[::2], map(int, cells[1::2]), strict=True))
    named = (normalize(word) for place in places() for word in place.name.split())
    return WordModel(counts, chain(given_names(), surnames(), named))


def spaced_tokens(text: str) -> list[tuple[int, int]]:
    """(start, end) offsets of every word that stands in several pieces, in order, not overlapping."""
    found: list[tuple[int, int]] = []
    if _SEED.search(text):
        for begin, finish in _dirty(text):
            pieces = _pieces(text, begin, finish)
            words: list[tuple[int, int]] = []
            for first, last in _runs(text, pieces, begin, finish):
                words.extend(_segment(text, pieces[first:last]))
            found.extend(words)
            found.extend(_strays(text, pieces, words))
    for broken in _BROKEN.finditer(text):
        start, end = broken.span()
        if any(s < end and start < e for s, e in found):
            continue
        if _is_broken(*broken.groups()) or (_GLUED.match(broken.group()) and _is_ending(*broken.groups())):
            found.append((start, end))
    return sorted(found)


_Piece = tuple[int, int]


def _dirty(text: str) -> list[tuple[int, int]]:
    """The stretches of a text around its seeds, cut at white space; the rest is clean and costs nothing."""
    stretches: list[tuple[int, int]] = []
    for seed in _SEED.finditer(text):
        begin = text.rfind(" ", 0, max(0, seed.start() - _REACH)) + 1
        finish = text.find(" ", seed.end() + _REACH)
        finish = len(text) if finish < 0 else finish
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
            if broken and model.known(whole) and model.cost(whole) + _MARGIN < halves:
                strays.append((group[0][0], group[-1][1]))
                step = width
                break
        i += step
    return strays


def _is_broken(first: str, second: str) -> bool:
    """`first` and `second` are halves of one word rather than words with a dash between."""
    if not second.islower():
        return False
    model = word_model()
    left, right, whole = normalize(first), normalize(second), normalize(first + second)
    if not model.known(whole) or (model.known(left) and model.known(right)):
        return False
    return model.cost(whole) + _MARGIN < model.cost(left) + model.cost(right)


def _is_ending(first: str, second: str) -> bool:
    """`second` is not a word and continues `first` by vowel harmony: an ending, or the rest of a word not in the table.

    For a hyphen that touches `first`. The whole may be a verb form or a rare word, which the model does not know.
    """
    model = word_model()
    left, right = normalize(first), normalize(second)
    if not second.islower() or (first + second).isascii() or model.known(right):
        return False
    if len(second) > (_MAX_ENDING if model.known(left) else _MAX_REST):
        return False
    before = next((char for char in reversed(left) if char in _BACK or char in _FRONT), "")
    after = next((char for char in right if char in _BACK or char in _FRONT), "")
    return bool(before and after) and (before in _BACK) == (after in _BACK)
