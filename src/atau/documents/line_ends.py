"""Lines of a layout to running text: spaces for line ends, and no hyphen where one broke a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from atau.lang.text import normalize
from atau.lang.word_model import word_model

_BROKEN: Final = re.compile(r"([^\W\d_]+)-$")
_REST: Final = re.compile(r"[^\W\d_]+")


def line_ends(lines: Sequence[str]) -> list[str]:
    """The lines as they are put one after the other, each but the last with what joins it to the next one.

    A hyphen at a line end goes where it broke a word, and stays where it belongs to it: before a capital or a number,
    after one, and between two words that are none together (қоғамдық-саяси).

    >>> line_ends(["Қазақ-", "стан, қоғамдық-", "саяси, Алматы-", "Астана", "жолы"])
    ['Қазақ', 'стан, қоғамдық-', 'саяси, Алматы-', 'Астана ', 'жолы']
    """
    joined = []
    for line, following in pairwise(lines):
        broken, rest = _BROKEN.search(line), _REST.match(following)
        if not line.endswith("-") or len(line) == 1 or line[-2].isspace():
            joined.append(line + " ")
        elif broken is not None and rest is not None and rest[0][0].islower() and not _is_compound(broken[1], rest[0]):
            joined.append(line[:-1])
        else:
            joined.append(line)
    return [*joined, *lines[-1:]]


def _is_compound(first: str, second: str) -> bool:
    model = word_model()
    left, right, whole = normalize(first), normalize(second), normalize(first + second)
    return model.known(left) and model.known(right) and not model.known(whole)
