"""In which case a word stands, as far as its ending shows it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from atau.facts.tables import case_endings
from atau.lang.text import normalize

NOMINATIVE: Final = "nom"
_MAX_CACHED: Final = 16_384
#: The accusative begins with т behind a voiceless consonant only: комитеті is possessed.
_OWNED_T: Final = re.compile(r".*[аәеиоөуұүыірлмнңйзжвғгб]т[ыі]$")
_SHORTEST: Final = 2  # an ending of one letter may be the stem's: only the dictionary form tells


def is_possessed_t(norm: str) -> bool:
    """Whether a word that ends in -ты, -ті is possessed, as its consonant tells: комитеті, концерті; not комитетті."""
    return _OWNED_T.match(norm) is not None


@lru_cache(_MAX_CACHED)
def case_of(norm: str, normal: str) -> str:
    """The case of a word whose dictionary form is `normal`: `nom` where it stands in that form."""
    if norm == normalize(normal):
        return NOMINATIVE
    return next((case for ending, case in case_endings() if norm.endswith(ending)), NOMINATIVE)


@lru_cache(_MAX_CACHED)
def case_by_ending(norm: str) -> str:
    """The case of a word of which only the ending is known; `nom` where none of two letters and more shows.

    >>> case_by_ending("компаниясында"), case_by_ending("ауданының"), case_by_ending("зауыт")
    ('loc', 'gen', 'nom')
    >>> case_by_ending("университеті"), case_by_ending("университетті")
    ('nom', 'acc')
    """
    if is_possessed_t(norm):
        return NOMINATIVE
    return next(
        (case for ending, case in case_endings() if len(ending) >= _SHORTEST and norm.endswith(ending)), NOMINATIVE
    )


@lru_cache(_MAX_CACHED)
def without_genitive(norm: str) -> str:
    """`norm` without the ending of the genitive: мектептің, мектеп."""
    return next(
        (norm.removesuffix(ending) for ending, case in case_endings() if case == "gen" and norm.endswith(ending)), norm
    )
