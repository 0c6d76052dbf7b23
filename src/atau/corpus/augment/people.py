"""Invented persons in the form of a given mention: the same parts, gender, letter case, and inflection."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Literal

from atau.corpus.augment.names import Names
from atau.corpus.tables import name_endings
from atau.lexicon import given_names, is_given_name, name_class, patronymic_like, surname_like
from atau.morphology import Analysis, analyses, inflect, match

_INITIALS = re.compile(r"(?:[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]\.[ \u00a0]?){1,3}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_ALL = Names()
# Of the persons without a patronymic so many get a foreign name, and so many a surname without -ов.
_FOREIGN = 0.3
_BARE = 0.2
_Style = Literal["foreign", "bare", "ov"]


def invented_person(mention: str, rng: random.Random, names: Names = _ALL) -> str | None:
    """Another person for `mention`, None where one of its words is no name that can be told.

    Initials stay. Given name, patronymic and surname each stay what they are and of the gender they show; a surname
    may be a Kazakh one with or without -ов, or a foreign one. The case stays.
    """
    head = _INITIALS.match(mention)
    prefix = head.group() if head else ""
    words = mention[len(prefix) :].split(" ")
    if not all(_WORD.fullmatch(word) for word in words):
        return None
    # A lower-case word among capitals is a particle (бен, ибн) that none of the lists can replace.
    if not mention.islower() and any(word[0].islower() for word in words):
        return None
    read = [_read(word, is_last=i == len(words) - 1) for i, word in enumerate(words)]
    roles = [part for part in read if part is not None]
    if len(roles) < len(words):
        return None
    # A lone given name and a lone surname are told apart by their form only; prefer the given name's gender.
    gender = next((g for _, _, g in roles if g), "m")
    style = "ov" if any(role == "patronymic" for role, *_ in roles) else name_style(rng)
    out = [
        _styled(_form(_new(role, analysis.stem, gender, style, names, rng), analysis), word)
        for (role, analysis, _), word in zip(roles, words, strict=True)
    ]
    return prefix + " ".join(out)


def _read(word: str, *, is_last: bool) -> tuple[str, Analysis, str] | None:
    """Role, analysis and gender ("" if it shows none) of a word of a name; only the last one is inflected."""
    norm = word.lower()
    patronymics, surnames = name_endings("patronymic"), name_endings("surname")
    # These two take the suffixes of a possessive.
    for ending in ("ұлы", "қызы"):
        stem = norm[: norm.find(ending) + len(ending)] if norm.find(ending) > 1 else ""
        if stem and patronymic_like(stem):
            found = match(norm, {stem: "poss"})
            if found and (is_last or norm == stem):
                return "patronymic", found[0], patronymics[ending]
    candidates = [Analysis(norm), *analyses(norm)] if is_last else [Analysis(norm)]
    for analysis in candidates:
        stem = analysis.stem
        if analysis.possessive not in ("", "1pl") or len(stem) < 3:
            continue
        if patronymic_like(stem):
            gender = _gender(stem, patronymics)
            return ("patronymic", analysis, gender) if gender else None
        if surname_like(stem):
            return "surname", analysis, _gender(stem, surnames)
        if is_given_name(stem):
            listed = given_names().get(stem)
            return "given", analysis, listed.gender if listed and listed.gender != "mf" else ""
    return None


def _gender(stem: str, endings: Mapping[str, str]) -> str:
    """The gender that the ending of `stem` shows, "" where it shows none."""
    return next((gender for ending, gender in endings.items() if gender and stem.endswith(ending)), "")


def name_style(rng: random.Random) -> _Style:
    """How an invented person is called: a foreign name, or a Kazakh one with a surname without or with -ов."""
    chance = rng.random()
    return "foreign" if chance < _FOREIGN else "bare" if chance < _FOREIGN + _BARE else "ov"


def _new(role: str, stem: str, gender: str, style: _Style, names: Names, rng: random.Random) -> str:
    if role == "given":
        return names.given(gender, rng, foreign=style == "foreign")
    if role == "surname":
        return surname(gender, style, names, rng)
    ending = next((e for e in name_endings("patronymic") if stem.endswith(e)), "ұлы")
    return names.stem(rng) + ending.replace("ев", "ов")


def surname(gender: str, style: _Style, names: Names, rng: random.Random) -> str:
    """A surname of the gender m or f in the nominative."""
    if style == "foreign":
        return names.foreign_surname(gender, rng)
    ending = "" if style == "bare" else "ова" if gender == "f" else "ов"
    return names.stem(rng) + ending


def _form(name: str, like: Analysis) -> str:
    cls = name_class(name.lower())
    if cls and (like.number != "sg" or like.possessive):
        return inflect(name, case=like.case, attributive=like.attributive, cls=cls)
    return inflect(name, like.number, like.possessive, like.case, attributive=like.attributive, cls=cls)


def _styled(name: str, model: str) -> str:
    if len(model) > 1 and model.isupper():
        return name.upper()
    return name.lower() if model.islower() else name
