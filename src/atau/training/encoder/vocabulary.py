"""The pieces that are kept: those of the text at hand, and every letter of the alphabets it is written in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

import numpy as np

from atau.components.encoder.pieces import SPACE, SPECIAL, Pieces
from atau.lang.text import fold, repair
from atau.training.encoder.source import FloatArray, Source

# Kazakh, Russian, and the Latin letters of both, of neighbours and of foreign names; figures and signs.
_ALPHABETS: Final = (
    "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяabcdefghijklmnopqrstuvwxyzáäñçğıóöşúüýǵńśźž0123456789"
    "!\"#$%&'()*+,-./:;<=>?@[]_{|}~«»“”„–—…№₸€£°²³½§‰"
)


def cut_vocabulary(source: Source, texts: Iterable[str], least: int = 1) -> tuple[Pieces, FloatArray]:
    """The pieces that `texts` are cut into `least` times or more, and the rows of their vectors.

    The letters of the alphabets are always among them, with and without white space before them.
    """
    offset = len(SPECIAL)
    whole = Pieces([*SPECIAL, *(p for p, _ in source.pieces)], [0.0] * offset + [s for _, s in source.pieces])
    words = Counter(word for text in texts for word in text.split())
    used: Counter[int] = Counter()
    for word, count in words.items():
        for form in {word, fold(repair(word))}:
            used.update(dict.fromkeys(whole.numbers(form, True), count))
        # Punctuation is a token of its own: what follows it begins without white space.
        inner = word.strip("«»“”„\"'()[]{}.,:;!?-–—…")
        if inner != word and inner:
            used.update(dict.fromkeys(whole.numbers(inner, False), count))
            used.update(dict.fromkeys(whole.numbers(inner, True), count))
    known = {piece: number for number, piece in enumerate(whole.pieces)}
    letters = {form for c in _ALPHABETS for form in (c, c.upper(), SPACE + c, SPACE + c.upper())} | {SPACE}
    kept = {number for number, count in used.items() if count >= least and number >= offset}
    kept |= {known[letter] for letter in letters if letter in known}
    numbers = sorted(kept)
    # The special pieces stand in another order there.
    theirs = {piece: row for row, (piece, _) in enumerate(source.pieces)}
    rows = [theirs[piece] for piece in SPECIAL] + [number - offset for number in numbers]
    table = source.tensors["emb.word"].reshape(-1, source.hidden)[np.array(rows)]
    pieces = Pieces(
        [*SPECIAL, *(whole.pieces[n] for n in numbers)], [0.0] * offset + [whole.scores[n] for n in numbers]
    )
    return pieces, table
