"""Lexical attributes of Kazakh tokens, computed from the repaired word rather than from the string in the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy import attrs
from spacy.lang import lex_attrs as base

from atau.lang.lookups import russian_norms
from atau.lang.text import fold, normalize, repair
from atau.morphology.numerals import word_class

_ROMAN = frozenset("IVXLCDM")
# spaCy gives longer words one shape.
_LONG = 100


def norm(orth: str) -> str:
    """NORM: the repaired, folded word in lower case; for Russian words that of spacy-lookups-data."""
    word = normalize(orth)
    return russian_norms().get(word, word)


def like_num(orth: str) -> bool:
    """Digits with or without a suffix, Kazakh number words in any form (ordinals and екеуі too), Roman numerals.

    Words that only look like a form of a number (``онда`` "there", ``үшін`` "for") do not count.
    """
    word = normalize(orth)
    if orth.islower() and orth.isalpha():  # neither digits nor Roman ones
        return word_class(word) is not None
    if word_class(word) is not None or base.like_num(word.partition("-")[0].rstrip("%")):
        return True
    form = fold(repair(orth)).partition("-")[0]
    return bool(form) and _ROMAN.issuperset(form)


def like_url(orth: str) -> bool:
    """spaCy's, which looks at every letter of a word without a point."""
    return ("." in orth or "/" in orth) and bool(base.like_url(orth))


def word_shape(form: str) -> str:
    """spaCy's, found at once for words in small letters, with or without a capital."""
    if form.isalpha() and len(form) < _LONG:
        if form.islower():
            return "xxxx"[: len(form)]
        if form[0].isupper() and form[1:].islower():
            return "Xxxxx"[: len(form)]
    return base.word_shape(form)


def _on_repaired(getter: Callable[[str], Any]) -> Callable[[str], Any]:
    return _Repaired(getter)


class _Repaired:
    """A getter applied to the repaired word; a class, so that a vocabulary with it can be sent to other processes."""

    def __init__(self, getter: Callable[[str], Any]) -> None:
        self.getter = getter

    def __call__(self, orth: str) -> Any:
        return self.getter(orth if orth.isalnum() else repair(orth))


LEX_ATTRS: dict[int, Callable[[str], Any]] = {
    attrs.NORM: norm,
    attrs.LIKE_NUM: like_num,
    attrs.LIKE_URL: like_url,
    attrs.LOWER: _on_repaired(base.lower),
    attrs.PREFIX: _on_repaired(base.prefix),
    attrs.SUFFIX: _on_repaired(base.suffix),
    attrs.SHAPE: _on_repaired(word_shape),
    attrs.IS_ALPHA: _on_repaired(base.is_alpha),
    attrs.IS_DIGIT: _on_repaired(base.is_digit),
    attrs.IS_LOWER: _on_repaired(base.is_lower),
    attrs.IS_TITLE: _on_repaired(base.is_title),
    attrs.IS_UPPER: _on_repaired(base.is_upper),
}
