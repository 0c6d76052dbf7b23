"""What the student sees of a token: rows of one table of vectors, which are added up.

The rows are hashes: of the facts about the word that the CRF's features are made of (`atau.components.crf.atoms`), of
the character n-grams of the word, and of the facts about the token in its place, the candidates of the rules among
them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc

from atau.components.common.token_facts import Word, words
from atau.components.crf.atoms import KeyArray, place_keys, word_keys
from atau.lang.readings import orths

RowArray = NDArray[np.int32]

#: The row of what a token does not have; its vector is zero.
NOTHING: Final = 0
# Prefixes, suffixes and stem are facts about the word; n-grams add its inside.
_NGRAMS: Final = (3, 4)
# A word of this length says no more by being longer, and texts may be one word.
_LONGEST: Final = 40


def word_rows(word: Word, buckets: int) -> RowArray:
    """The distinct rows of a word, in rising order; 1 to `buckets` - 1."""
    norm = f"<{word.norm[:_LONGEST]}>"
    grams = {norm[i : i + n] for n in _NGRAMS for i in range(len(norm) - n + 1)}
    keys = [*word_keys(word), *(hash_string(f"#{gram}") for gram in grams)]
    rows: RowArray = np.unique(_rows(np.array(keys, dtype=np.uint64), buckets))
    found: RowArray = rows[rows != NOTHING]
    return found


def place_rows(doc: Doc, buckets: int) -> RowArray:
    """(tokens, facts) the rows of tokens in their places; `NOTHING` for facts that a token does not have."""
    return _rows(place_keys(doc, words(doc)), buckets)


def numbered_words(doc: Doc) -> tuple[list[int], list[Word]]:
    """A number for each token, the same for the same word in any doc of the vocabulary, and the words."""
    return orths(doc)[0], words(doc)


def _rows(keys: KeyArray, buckets: int) -> RowArray:
    rows: RowArray = (keys % np.uint64(buckets - 1)).astype(np.int32) + 1
    rows[keys == 0] = NOTHING
    return rows
