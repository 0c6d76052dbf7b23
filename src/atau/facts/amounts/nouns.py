"""Nouns of measure: which words are one, and where the noun with the word before it begins."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from atau.facts.amounts.phrase import Kind, is_finite, kind_of
from atau.facts.endings import PLURAL, devoiced
from atau.facts.tables import amount_words
from atau.facts.view import FactDoc

_MAX_CACHED: Final = 16_384
_COMPARATIVE: Final = ("рақ", "рек")
_PLURAL_TAIL: Final = re.compile(rf"(?<=..){PLURAL}$")
_WITH: Final = ("лы", "лі")  # ақылы қызмет
_OF_TIME: Final = ("ғы", "гі")  # биылғы, кешегі
#: Cases of a measure without a possessive: жалақыны көтерді.
_BARE_CASES: Final = ("ны", "ні", "ды", "ді", "ты", "ті")


def before_bracket(view: FactDoc, token: int, first: int) -> int:
    """The token before the bracket that a token closes, or the token itself: `тапшылығы (профициті) – 5 теңге`."""
    if view.norm(token) != ")":
        return token
    while token >= first and view.norms[token] != "(":
        token -= 1
    return view.before(token)


def phrase_start(view: FactDoc, noun: int, first: int) -> int:
    """The first token of a noun of measure with the word before it, if that is a part of it; not before `first`."""
    before = view.before(noun)
    return before if belongs_to(view, before, first) else noun


def belongs_to(view: FactDoc, token: int, first: int) -> bool:
    """Whether the word before a noun of measure is a part of it: `халық саны`, `жоба құны`."""
    if token < first or view.owner[token] >= 0 or not view.words[token].alpha:
        return False
    norm = view.norms[token]
    if view.words[token].title and token != first:
        return False
    words = amount_words()
    if norm in words["adjective"]:
        return True
    if norm in words["no_noun"] or norm in words["adverb"] or norm.endswith(_COMPARATIVE + _OF_TIME):
        return False  # қоймасындағы су
    return (
        norm.endswith(_WITH) or kind_of(norm) is Kind.ADJECTIVE or (kind_of(norm) is Kind.NOUN and not is_finite(norm))
    )


def is_measure(norm: str) -> bool:
    """Whether a word is a noun of measure, bare or possessed, in the nominative, accusative or genitive."""
    measures = amount_words()["measure"]
    if norm in amount_words()["adjective"] and norm not in measures:
        return False
    return norm in measures or any(stem in measures for stem in _stems(norm))


def is_object(norm: str) -> bool:
    """Whether a measure without a possessive stands in the accusative, so that no subject belongs to it."""
    return any(norm.removesuffix(tail) in amount_words()["measure"] for tail in _BARE_CASES if norm.endswith(tail))


@lru_cache(_MAX_CACHED)
def _stems(norm: str) -> tuple[str, ...]:
    """`norm` without the possessive of the third person and a case behind it, in all readings."""
    stems = []
    for tail in ("ның", "нің", "н", ""):
        if tail and not norm.endswith(tail):
            continue
        bare = norm[: len(norm) - len(tail)] if tail else norm
        for ending in ("сы", "сі", "ы", "і", "ым", "ім", "м", "ымыз", "іміз", "мыз", "міз"):
            if bare.endswith(ending):
                stem = _PLURAL_TAIL.sub("", bare[: -len(ending)])
                stems += [stem, devoiced(stem)]
    return (*stems, *(norm.removesuffix(tail) for tail in _BARE_CASES if norm.endswith(tail)))


def is_kind(view: FactDoc, left: int, norm: str) -> bool:
    """Whether a word behind a name says of which kind it is, and measures nothing."""
    named = view.owner[left] >= 0 or view.norms[left] in ("»", "”")
    return named and any(norm.startswith(word) for word in amount_words()["kind"])
