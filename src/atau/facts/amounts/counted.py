"""What an amount counts or measures: the noun behind it, a noun of measure before it, a whole that it is part of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from atau.components.quantity.lexicon import shared_lexicon
from atau.facts.amounts.phrase import Kind, head_of, is_finite, kind_of
from atau.facts.cases import case_by_ending
from atau.facts.tables import amount_words
from atau.facts.view import DASHES, LINE, FactDoc, Named
from atau.morphology.numerals_words import word_class

_MAX_PHRASE: Final = 6
_REACH: Final = 6
_MAX_CACHED: Final = 16_384
_POSSESSED: Final = re.compile(r".{2,}(?:[ыі]|[ыі]н|[ыі]нан|[ыі]нен|[ыі]на|[ыі]не|[ыі]мен|[ыі]ның|[ыі]нің)$")
_ACTION: Final = re.compile(r".{2,}у(?:ды|ді|ға|ге)$")  # бөлуді: no noun that money is counted by has this form
_TIMES: Final = "есе"
_BEING: Final = ("екен", "болған", "болат")


@dataclass(frozen=True, slots=True)
class Counted:
    """Tokens start..end (end excluded) say what is counted; `source` is the pattern."""

    start: int
    end: int
    source: str


def counted_of(view: FactDoc, amount: Named, value: Mapping[str, Any] | None) -> Counted | None:
    """What `amount` counts or measures; None where the text does not say it beside the amount."""
    first, last = view.sentence_bounds(amount.start)
    return _part(view, amount, first) or _behind(view, amount, last, value) or _measure(view, amount, first)


# Behind the amount


def _behind(view: FactDoc, amount: Named, last: int, value: Mapping[str, Any] | None) -> Counted | None:
    if not _is_attributive(view, amount):
        return None
    start = view.after(amount.end)
    if start < last and view.norms[start] in amount_words()["extent"]:
        start = view.after(start + 1)
    tokens = _run(view, start, last)
    if not tokens:
        return None
    norms = [view.norms[token] for token in tokens]
    if value is not None and value.get("kind") == "percent" and not _POSSESSED.match(norms[0]):
        return None
    closed = _closes_clause(view, tokens[-1] + 1, last)
    known = (value or {}).get("counted")
    head = _known_head(norms, known) if isinstance(known, str) else -1
    if head < 0:
        head = head_of(norms, closed=closed)
    if 0 <= head < len(norms) - 1 and norms[head] in amount_words()["classifier"]:  # 240 бас сиыр
        thing = head_of(norms[head + 1 :], closed=closed)
        head += thing + 1
    if head < 0:
        return None
    if value is not None and value.get("kind") == "money" and _ACTION.match(norms[head]):
        return None  # 3 миллиард теңге бөлуді жоспарлады
    return Counted(start, tokens[head] + 1, "facts.amount")


def _run(view: FactDoc, token: int, last: int) -> list[int]:
    """The tokens of the words behind an amount, up to a name, a number, a sign or a word that is in no noun phrase."""
    stops = amount_words()["no_noun"]
    found: list[int] = []
    while token < last and len(found) < _MAX_PHRASE:
        word = view.words[token]
        if view.owner[token] >= 0 or not word.alpha or word.digit or word.norm in stops:
            break
        if (word.title and not word.upper) or word_class(word.norm) is not None:
            break
        found.append(token)
        token = view.after(token + 1)
    return found


def _closes_clause(view: FactDoc, token: int, last: int) -> bool:
    """Whether a sign or the end of the sentence follows."""
    token = view.after(token)
    return token >= last or view.words[token].punct


def _known_head(norms: Sequence[str], known: str) -> int:
    """The index of the last word of the noun that the normalizer has read, -1 where it does not stand there."""
    words = known.split()
    stems = [word if len(word) < 4 else word[:-1] for word in words]
    for i in range(len(norms) - len(words) + 1):
        if all(norm.startswith(stem) for norm, stem in zip(norms[i:], stems, strict=False)):
            head = i + len(words) - 1
            return head
    return -1


def _is_attributive(view: FactDoc, amount: Named) -> bool:
    """Whether an amount can stand before a noun: its last word has neither case nor possessive, or approximates."""
    norm = view.words[amount.end - 1].norm
    if norm.startswith(_TIMES):
        return False  # 5 есе арзан
    if norm in amount_words()["approximate"]:
        return True
    number = word_class(norm)
    if number is not None:
        return number.case in ("nom", "equ") and not number.possessive
    if norm in shared_lexicon().units.single:  # тонна ends like a dative
        return True
    return kind_of(norm) is Kind.ADJECTIVE or not (_POSSESSED.match(norm) or kind_of(norm) is Kind.CASE)


# A part of a whole


def _part(view: FactDoc, amount: Named, first: int) -> Counted | None:
    """`122 кеншінің бесеуі`: an amount with a possessive behind a noun in the genitive."""
    norm = view.words[amount.end - 1].norm
    number = word_class(norm)
    following = view.norm(view.after(amount.end))
    said = following.startswith(_BEING)  # қарыздың 38 миллион теңге екенін
    if not said and not (number.possessive if number is not None else _POSSESSED.match(norm)):
        return None
    token = view.before(amount.start)
    if token < first or view.owner[token] >= 0 or case_by_ending(view.norms[token]) != "gen":
        return None
    return None if view.norms[token] in amount_words()["pronoun"] else Counted(token, token + 1, "facts.amount_part")


# The noun of measure before it


def _measure(view: FactDoc, amount: Named, first: int) -> Counted | None:
    """`құны – 47 миллиард теңге`, `халық саны 20 миллионға жетті`."""
    words = amount_words()
    token = view.before(amount.start)
    for _ in range(_REACH):
        if token < first or view.owner[token] >= 0:
            return None
        norm = view.norms[token]
        if _is_measure(norm, words["measure"]):
            before = view.before(token)
            return Counted(before if _belongs(view, before, first) else token, token + 1, "facts.amount_measure")
        skipped = norm in DASHES or norm in (":", LINE) or norm in words["adverb"] or norm.endswith(("ша", "ше"))
        if not skipped and not view.words[token].digit and (not view.words[token].alpha or is_finite(norm)):
            return None
        token = view.before(token)
    return None


def _belongs(view: FactDoc, token: int, first: int) -> bool:
    """Whether the word before a noun of measure is a part of it: `халық саны`, `жоба құны`."""
    if token < first or view.owner[token] >= 0 or not view.words[token].alpha:
        return False
    norm = view.norms[token]
    if view.words[token].title and token != first:
        return False
    return norm not in amount_words()["adverb"] and kind_of(norm) in (Kind.NOUN, Kind.ADJECTIVE) and not is_finite(norm)


def _is_measure(norm: str, measures: frozenset[str]) -> bool:
    return norm in measures or any(stem in measures for stem in _stems(norm))


@lru_cache(_MAX_CACHED)
def _stems(norm: str) -> tuple[str, ...]:
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
