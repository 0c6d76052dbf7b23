"""The augmenters as spaCy's registry has them: ``[corpora.train.augmenter]``, ``@augmenters = "atau.augment.v1"``."""

from __future__ import annotations

from collections.abc import Sequence

from atau.corpus.augment.base import Augmenter
from atau.corpus.augment.dirt import (
    change_quotes,
    letter_space,
    look_alikes,
    lower_case,
    title_case,
    upper_case,
    wrap_lines,
)
from atau.corpus.augment.mentions import MentionExchange
from atau.corpus.augment.names import Names, Part
from atau.corpus.augment.numerals import change_numerals
from atau.corpus.augment.patterns import KINDS, Patterns
from atau.corpus.augment.scripts import ScriptExchange


def make_mentions(
    level: float = 0.3, seed: int = 0, keep: bool = False, names: Part = "training", share: float = 0.5
) -> Augmenter:
    """``atau.mentions.v1``: persons, places, organisations and positions replaced by others, inflected alike.

    names: the part of the names that new ones are drawn from, `training`, `held-out` or `all`; see
    `atau.corpus.augment.names`. share: of the mentions that can be replaced.
    """
    return Augmenter([(MentionExchange(Names(names), share), level)], seed, keep)


def make_patterns(
    level: float = 0.3,
    seed: int = 0,
    names: Part = "training",
    kinds: Sequence[str] = KINDS,
    sentences: int = 4,
) -> Augmenter:
    """``atau.patterns.v1``: an example may be followed by sentences of adjacent people, of teams, of long names."""
    return Augmenter([], seed, more=[(Patterns(Names(names), tuple(kinds), sentences), level)])


def make_script(level: float = 0.1, seed: int = 0, keep: bool = False, alphabet: str = "latin-2021") -> Augmenter:
    """``atau.script.v1``: the whole text in another alphabet, one that `atau transliterate` writes."""
    return Augmenter([(ScriptExchange(alphabet), level)], seed, keep)


def make_numerals(level: float = 0.3, seed: int = 0, keep: bool = False) -> Augmenter:
    """``atau.numerals.v1``: numerals of amounts from words to digits and back."""
    return Augmenter([(change_numerals, level)], seed, keep)


def make_case(
    lower: float = 0.05, upper: float = 0.05, title: float = 0.02, seed: int = 0, keep: bool = False
) -> Augmenter:
    """``atau.case.v1``: the whole text in lower case, in capitals, or with a capital on every word."""
    return Augmenter([(lower_case, lower), (upper_case, upper), (title_case, title)], seed, keep)


def make_quotes(level: float = 0.1, seed: int = 0, keep: bool = False) -> Augmenter:
    """``atau.quotes.v1``: a pair of quotation marks dropped, added around an ORG, or changed to another style."""
    return Augmenter([(change_quotes, level)], seed, keep)


def make_wrap(level: float = 0.1, seed: int = 0, keep: bool = False) -> Augmenter:
    """``atau.wrap.v1``: lines wrapped, some words broken by a hyphen."""
    return Augmenter([(wrap_lines, level)], seed, keep)


def make_letter_space(level: float = 0.05, seed: int = 0, keep: bool = False) -> Augmenter:
    """``atau.letter_space.v1``: a run of words with spaces between the letters."""
    return Augmenter([(letter_space, level)], seed, keep)


def make_look_alikes(level: float = 0.05, seed: int = 0, keep: bool = False) -> Augmenter:
    """``atau.look_alikes.v1``: Latin letters for Cyrillic ones that look the same."""
    return Augmenter([(look_alikes, level)], seed, keep)


def make_augment(
    mentions: float = 0.3,
    numerals: float = 0.2,
    quotes: float = 0.1,
    lower: float = 0.03,
    upper: float = 0.03,
    title: float = 0.02,
    look_alikes: float = 0.05,
    letter_space: float = 0.03,
    wrap: float = 0.1,
    script: float = 0.0,
    patterns: float = 0.0,
    names: Part = "training",
    seed: int = 0,
    keep: bool = False,
) -> Augmenter:
    """``atau.augment.v1``: all of them, one after the other, each with its probability per example.

    What changes words comes before what changes their looks. names: the part of the names that new ones are drawn
    from, for `mentions` and `patterns`. script: in the Latin alphabet of 2021. seed: the same seed gives the same
    examples. keep: the original comes too, before the changed one. A change after which a mark would not fall on
    tokens is left out.
    """
    return Augmenter(
        [
            (MentionExchange(Names(names)), mentions),
            (change_numerals, numerals),
            (change_quotes, quotes),
            (lower_case, lower),
            (upper_case, upper),
            (title_case, title),
            # The parameter has the same name as the step.
            (_look_alikes, look_alikes),
            (_letter_space, letter_space),
            (wrap_lines, wrap),
            (ScriptExchange(), script),
        ],
        seed,
        keep,
        [(Patterns(Names(names)), patterns)],
    )


_look_alikes, _letter_space = look_alikes, letter_space
