"""Verbs of offices: which status a form gives, and whether it states a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from atau.facts.tables import OFFICE_VERBS, words_of
from atau.facts.view import FactDoc

_MAX_CACHED: Final = 8192
_MAX_STEM: Final = 13
_SHORTEST: Final = 4  # shorter stems begin other words too
# What follows the stem. Denied, planned and supposed forms (-мады, -мақ, -са, -ар) and nouns (-у, -шы) are not here.
_PAST: Final = re.compile(
    r"(?:[дт][ыі]|[ыі]?пт[ыі]|[ғг][ае]н|[қк][ае]н|[ғгқк][ае]н(?:ын|ін|ы|і|дығын|дігін|ына|іне|дар|дер|нан|нен))$"
)
_JOINED: Final = re.compile(r"(?:ып|іп|п)$")
_ORDERED: Final = re.compile(r"с[ыі]н$")
_PRESENT: Final = re.compile(r"(?:[аей]д[ыі]|[аей]т[ыі]н|уда|уде|атын|етін)$")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d$")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A verb form. tense: past, joined (a converb), ordered (`-сын`) or present."""

    sense: str
    voice: str
    links: frozenset[str]
    tense: str
    participle: bool


@lru_cache(maxsize=1)
def _stems() -> dict[str, tuple[str, str, frozenset[str]]]:
    return {stem: (sense, voice, frozenset(links.split())) for stem, sense, voice, links in OFFICE_VERBS.read()}


@lru_cache(_MAX_CACHED)
def verb_form(norm: str) -> VerbForm | None:
    """`norm` as a form of a verb of offices; None where it is none, or says nothing that has happened."""
    stems = _stems()
    for length in range(min(len(norm) - 1, _MAX_STEM), 0, -1):
        found = stems.get(norm[:length])
        if found is None:
            continue
        tail = norm[length:]
        for pattern, tense in ((_PAST, "past"), (_JOINED, "joined"), (_ORDERED, "ordered"), (_PRESENT, "present")):
            if pattern.fullmatch(tail):
                participle = tail.endswith(("ған", "ген", "қан", "кен", "тын", "тін"))
                return VerbForm(*found, tense, participle)
        return None
    return None


def leaves(norm: str, verb: str) -> bool:
    """Whether two words say that an office is left for good: `қызметін тапсырды`, `отставкаға кетті`."""
    stems = _leaving().get(norm, ())
    return any(verb.startswith(stem) and _PAST.fullmatch(verb[len(stem) :]) is not None for stem in stems)


@lru_cache(maxsize=1)
def _leaving() -> dict[str, list[str]]:
    """The beginnings of the verbs that make a word say that an office is left, by that word."""
    found: dict[str, list[str]] = {}
    for phrase in words_of()["leave"]:
        first, _, stem = phrase.partition(" ")
        found.setdefault(first, []).append(stem)
    return found


def says_no_fact(norm: str, link: str) -> bool:
    """Whether a word is a form that states nothing (-са, -мақ, -уы) of a verb that `link` joins with an office."""
    if verb_form(norm) is not None:
        return False
    stems = _stems()
    lengths = range(min(len(norm), _MAX_STEM), _SHORTEST, -1)
    return any(link in stems[norm[:length]][2] for length in lengths if norm[:length] in stems)


def has_year(view: FactDoc, start: int, end: int) -> bool:
    """Whether the tokens name a year in digits."""
    return any(word.digit and _YEAR.match(word.form[:4]) is not None for word in view.words[start:end])
