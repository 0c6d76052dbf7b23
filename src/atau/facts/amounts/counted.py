"""What an amount counts or measures: the noun behind it, a noun of measure before it, a whole that it is part of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from atau.components.quantity.lexicon import shared_lexicon
from atau.facts.tables import amount_words
from atau.facts.view import DASHES, LINE, FactDoc, Named

_MAX_PHRASE: Final = 5
_REACH: Final = 6
_MAX_CACHED: Final = 16_384
# A verb ends the phrase: finite forms, converbs, participles of the past.
_VERB: Final = re.compile(
    r".{2,}(?:[дт][ыі]|[аей]д[ыі]|ып|іп|[ғгқк][ае]н(?:ын|ін)?|атын|етін|йтын|йтін|мақ|мек|с[ыі]н|с[ае]|уда|уде|у)$"
)
# A noun with a case or a possessive is the last of its phrase.
_CASE: Final = re.compile(
    r".{2,}(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|ны|ні|нда|нде|да|де|та|те|нан|нен|дан|ден|тан|тен|ымен|імен|мен|бен|пен)$"
)
_OWNED: Final = re.compile(r".{2,}(?:[^дт]|[аәеиоөуұүыірлмнңйзжвғгб]т)[ыі]н?$")
_OWNED_CASE: Final = re.compile(r".{2,}[ыі](?:ның|нің|на|не|нда|нде|нан|нен|мен|ндағы|ндегі)$")
_ADJECTIVE: Final = re.compile(
    r".{2,}(?:лы|лі|ды|ді|ты|ті|лық|лік|дық|дік|тық|тік|дағы|дегі|тағы|тегі|сыз|сіз|ған|ген|қан|кен|атын|етін|ші|шы)$"
)
_POSSESSED_AMOUNT: Final = re.compile(
    r".*(?:[ыіi]|[ыі]н|сы|сі|сын|сін|еуі|еуін|ына|іне|інен|ынан|[ыі]мен|еуінің|[ыі]ның|[ыі]нің)$"
)
_GENITIVE: Final = re.compile(r".{2,}[нтд][ыі]ң$")
_THIRD: Final = re.compile(r"^(.{2,}?)(?:сы|сі|ы|і)(?:н|ның|нің|на|не|нда|нде|нан|нен|мен)?$")


@dataclass(frozen=True, slots=True)
class Counted:
    """Tokens start..end (end excluded) say what is counted; `source` is the pattern."""

    start: int
    end: int
    source: str


def counted_of(view: FactDoc, amount: Named, value: Mapping[str, Any] | None) -> Counted | None:
    """What `amount` counts or measures; None where the text does not say it beside the amount."""
    first, last = view.sentence_bounds(amount.start)
    part = _part(view, amount, first)
    if part is not None:
        return part
    behind = _behind(view, amount, last, value)
    if behind is not None:
        return behind
    return _measure(view, amount, first)


# Behind the amount


def _behind(view: FactDoc, amount: Named, last: int, value: Mapping[str, Any] | None) -> Counted | None:
    if not _is_attributive(view, amount, value):
        return None
    token = amount.end
    words, extent = amount_words()["no_noun"], amount_words()["extent"]
    start = token = _next(view, token, last)
    if view.norm(token) in extent:
        start = token = _next(view, token + 1, last)
    found = -1
    for _ in range(_MAX_PHRASE):
        if token >= last or not _may_continue(view, token, words):
            break
        norm = view.norms[token]
        if view.owner[token] >= 0:
            token = _next(view, view.flat[view.owner[token]].end, last)
            continue
        ends = _ends_phrase(norm)
        following = _next(view, token + 1, last)
        if _VERB.match(norm) and not ends and not (_ADJECTIVE.match(norm) and _may_continue(view, following, words)):
            break
        found = token
        if ends or not _goes_on(view, token, following, last, words):
            break
        token = following
    return Counted(start, found + 1, "facts.amount") if found >= start >= 0 else None


def _next(view: FactDoc, token: int, last: int) -> int:
    token = view.after(token)
    return min(token, last)


def _is_attributive(view: FactDoc, amount: Named, value: Mapping[str, Any] | None) -> bool:
    """Whether an amount can stand before a noun: its last word has no case and no possessive."""
    if value is not None and value.get("kind") == "percent":
        return False
    last = view.words[amount.end - 1]
    norm = last.norm
    if last.digit:
        return "-" not in norm or norm.rpartition("-")[2] in (
            "ге",
            "дан",
            "ден",
            "нан",
            "нен",
            "тай",
            "дай",
            "дей",
            "тан",
            "тен",
        )
    if norm in shared_lexicon().units.single:  # тонна ends like a dative
        return True
    return not (_CASE.match(norm) and norm not in ("астам", "жуық")) or norm.endswith(
        ("лық", "лік", "дық", "дік", "тық", "тік")
    )


def _may_continue(view: FactDoc, token: int, no_nouns: frozenset[str]) -> bool:
    if token >= len(view.norms):
        return False
    word = view.words[token]
    if view.owner[token] >= 0:
        return view.flat[view.owner[token]].label in ("LOC", "ORG") and word.alpha
    return word.alpha and not word.digit and word.norm not in no_nouns and (not word.title or word.upper)


def _ends_phrase(norm: str) -> bool:
    return bool(_CASE.match(norm) or _OWNED_CASE.match(norm)) and not norm.endswith(("дағы", "дегі", "тағы", "тегі"))


def _goes_on(view: FactDoc, token: int, following: int, last: int, no_nouns: frozenset[str]) -> bool:
    """Whether the phrase goes on behind a word without a case: an adjective, or the owner of the noun after it."""
    if following >= last or not _may_continue(view, following, no_nouns) or LINE in view.norms[token + 1 : following]:
        return False
    norm, after = view.norms[token], view.norms[following]
    if view.owner[following] >= 0:
        return False
    if _ADJECTIVE.match(norm) or norm in _adjectives():
        return not (_VERB.match(after) and not _ends_phrase(after) and not _OWNED.match(after))
    # жұмыс орны, мектеп оқушысы: the noun behind it bears the possessive
    third = _OWNED.match(after) or _OWNED_CASE.match(after)
    return bool(third) and not _OWNED.match(norm) and not _is_finite(after)


def _is_finite(norm: str) -> bool:
    return norm.endswith(("ды", "ді", "ты", "ті")) and len(norm) > 3


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    from atau.components.quantity.tables import COUNTED_WORDS

    return frozenset(word for word, kind in COUNTED_WORDS.read() if kind == "adj")


# A part of a whole


def _part(view: FactDoc, amount: Named, first: int) -> Counted | None:
    """`122 кеншінің бесеуі`: an amount with a possessive behind a noun in the genitive."""
    if not _POSSESSED_AMOUNT.match(view.words[amount.end - 1].norm):
        return None
    token = view.before(amount.start)
    if token < first or view.owner[token] >= 0 or not _GENITIVE.match(view.norms[token]):
        return None
    norm = view.norms[token]
    if norm in _PRONOUNS:
        return None
    return Counted(token, token + 1, "facts.amount_part")


_PRONOUNS: Final = frozenset(("оның", "соның", "олардың", "мұның", "бұлардың", "солардың", "бұның", "осының"))


# The noun of measure before it


def _measure(view: FactDoc, amount: Named, first: int) -> Counted | None:
    """`құны – 47 миллиард теңге`, `халық саны 20 миллионға жетті`."""
    measures, adverbs = amount_words()["measure"], amount_words()["adverb"]
    token = view.before(amount.start)
    for _ in range(_REACH):
        if token < first or view.owner[token] >= 0:
            return None
        norm = view.norms[token]
        if norm in DASHES or norm == ":" or norm in adverbs or norm.endswith("ша") or view.words[token].digit:
            token = view.before(token)
            continue
        if _is_measure(norm, measures):
            before = view.before(token)
            whole = (
                before >= first
                and view.owner[before] < 0
                and view.words[before].alpha
                and (not view.words[before].title or before == first)
                and not _CASE.match(view.norms[before])
                and not _VERB.match(view.norms[before])
                and view.norms[before] not in adverbs
            )
            return Counted(before if whole else token, token + 1, "facts.amount_measure")
        if not view.words[token].alpha or _is_finite(norm):
            return None
        token = view.before(token)
    return None


def _is_measure(norm: str, measures: frozenset[str]) -> bool:
    if norm in measures:
        return True
    found = _stem(norm)
    return any(stem in measures for stem in found)


@lru_cache(_MAX_CACHED)
def _stem(norm: str) -> tuple[str, ...]:
    """`norm` without the possessive of the third person and a case behind it, in all readings."""
    stems = []
    for tail in ("ның", "нің", "нда", "нде", "нан", "нен", "мен", "на", "не", "н", ""):
        if tail and not norm.endswith(tail):
            continue
        bare = norm[: len(norm) - len(tail)] if tail else norm
        for ending in ("сы", "сі", "ы", "і"):
            if bare.endswith(ending):
                stem = bare[: -len(ending)]
                stems += [stem, stem[:-1] + {"ғ": "қ", "г": "к", "б": "п"}.get(stem[-1:], stem[-1:])]
    return tuple(stems)
