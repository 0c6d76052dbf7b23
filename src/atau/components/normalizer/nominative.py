"""A word without its case: `Атыраудан` Атырау, `әкімінің` әкімі. What is known of its kind of name decides.

Number and possessive stay, for they belong to a name (`облыстары`, `министрлігі`). A word of the lexicon is read
through it (Алматы is no accusative, Қазақстан no ablative), others by the likeliest analysis.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from atau.components.common.noun_roles import shared_noun_roles
from atau.components.normalizer.tables import NOMINATIVES
from atau.components.organisation.tables import ORG_HEADS, ORG_NAMES
from atau.components.place.tables import PLACE_DESCRIPTORS
from atau.components.quantity.tables import COUNTED_WORDS
from atau.lexicon import given_names, is_given_name, name_class, patronymic_like, places, surname_like, surnames
from atau.morphology import Analysis, analyses, inflect, match

_HYPHENS = "-‐‑–"
_ENDINGS = (
    "ның нің дың дің тың тің ға ге қа ке на не ды ді ты ті ны ні да де та те нда нде дан ден тан тен нан нен мен пен "
    "бен дағы дегі тағы тегі ндағы ндегі"
)
#: Case endings as they are written apart from what has no Kazakh stem: БҰҰ-ның, «Қазпочта»-ға, II-ге.
CASE_ENDINGS = frozenset(_ENDINGS.split())
_SHARED = dict.fromkeys("облыс аудан қала ауыл кент көше даңғыл өзен көл округ".split(), "")
_MAX_NAME = 24
_SHORTEST = 3
_SHORT_PLACE = 5
# The possessive of the third person before a case: ипподромында, консерваториясына
_OWNED = re.compile(r"(\w{3,}[ыі])(?:нда|нде|ндағы|ндегі|на|не|нан|нен)")
# A loan with the vowel that links it to a case: Шахтинскі-дегі
_LINKED = re.compile(r"(?:ск|рг|нк|кт)[ыі]$")
# Endings that names do not end in, whatever their harmony: Друцэның, Файфтағы
_PLAIN_ENDING = re.compile(r"(\w{3,}?)(?:[ндт][ыі]ң|[дт][ае]ғы|[дт]егі)")


@lru_cache(maxsize=1)
def read_lexicons() -> dict[str, Mapping[str, str]]:
    """By label: the words that a name of this kind may end in, lower case, with their inflection class."""
    located = {row[0]: "" for row in PLACE_DESCRIPTORS.read()}
    for place in places():
        first, _, last = place.name.lower().rpartition(" ")
        if first or last not in located:
            located[last] = place.cls
    located = {word: cls for word, cls in located.items() if not word.endswith(".")}
    bodies = {row[0]: "" for row in ORG_HEADS.read() if " " not in row[0]}
    for name, cls in ORG_NAMES.read():
        bodies.setdefault(name.lower().rpartition(" ")[2], cls)
    lasts = {head.rpartition(" ")[2] for head in shared_noun_roles().positions if not head.endswith(".")}
    offices = {last: "poss" if last.endswith("басы") else "" for last in sorted(lasts)}  # елбасы: елбасына
    nouns = {word: "" for word, kind in COUNTED_WORDS.read() if kind == "noun" and " " not in word}
    nouns.update((word, cls) for word, cls in NOMINATIVES.read())
    persons = {name: name_class(name) for name in (*given_names(), *surnames())}
    known: dict[str, Mapping[str, str]] = {"PERSON": persons, "LOC": located, "ORG": bodies, "POSITION": offices}
    known["common"] = {**nouns, **bodies, **offices}
    known["proper"] = {**persons, **known["common"], **located}
    return known


def _person_stems(norm: str) -> dict[str, str]:
    """What a form may leave that looks like a surname, a patronymic or a given name."""
    found = {}
    for cut in range(min(len(norm), _MAX_NAME), 2, -1):
        stem = norm[:cut].rstrip(_HYPHENS)
        if patronymic_like(stem) or surname_like(stem) or is_given_name(stem):
            found[stem] = name_class(stem)
    return found


def _rank(analysis: Analysis) -> tuple[int, bool, bool]:
    return -len(analysis.stem), analysis.possessive not in ("", "3"), analysis.number == "pl"


def _known(norm: str, stems: Mapping[str, str]) -> str | None:
    """The nominative of the longest stem of `stems` that `norm` is a form of."""
    found = match(norm, stems)
    if not found:
        return None
    best = min(found, key=_rank)
    if best.number == "sg" and not best.possessive and norm.startswith(best.stem):
        return best.stem  # with a linking vowel, too: Шахтинскі-дегі
    cls = stems[best.stem]
    bare = inflect(best.stem, best.number, best.possessive, cls=cls)
    full = inflect(best.stem, best.number, best.possessive, best.case, attributive=best.attributive, cls=cls)
    return norm[: len(norm) - (len(full) - len(bare))].rstrip(_HYPHENS)


def _likely(norm: str, label: str, proper: bool) -> str:
    """The nominative of a word that no lexicon has."""
    if norm.endswith("стан"):
        return norm
    owned = None if proper else _OWNED.fullmatch(norm)
    if owned:
        return owned[1]
    for analysis in analyses(norm):
        if (proper or label == "PERSON") and (analysis.number != "sg" or analysis.possessive):
            continue
        if analysis.possessive not in ("", "3"):
            continue
        bare = inflect(analysis.stem, analysis.number, analysis.possessive)
        if label == "LOC" and analysis.case == "acc" and len(bare) < _SHORT_PLACE:
            continue  # Бақты, Тасты are places
        if norm.startswith(bare) and (len(bare) >= _SHORTEST or not proper):
            if bare == norm:
                break
            return bare[:-1] if proper and _LINKED.search(bare) else bare
    foreign = _PLAIN_ENDING.fullmatch(norm)
    return foreign[1] if foreign else norm


@lru_cache(maxsize=65536)
def nominative(norm: str, label: str = "", capital: bool = True, alone: bool = True) -> str:
    """The nominative of a word in lower case that ends a name of `label`; always the beginning of `norm`.

    capital: the word is written with one. alone: it is the whole name; then, written with a capital, it bears no
    possessive unless the lexicon knows it.

    >>> nominative("алматыдан", "LOC"), nominative("министрлігіне", "ORG"), nominative("жолдасғалиұлының", "PERSON")
    ('алматы', 'министрлігі', 'жолдасғалиұлы')
    """
    first, hyphen, last = norm.rpartition("-")
    if hyphen and len(first) > 1 and last in CASE_ENDINGS:
        return first
    lexicons = read_lexicons()
    found = _known(norm, lexicons.get(label, {}))
    if found is None and label == "PERSON":
        found = _known(norm, _person_stems(norm))
    if found is None:
        found = _known(norm, lexicons["proper" if capital else "common"])
    if found is None and hyphen and last:
        return f"{first}-{nominative(last, label, capital, alone)}"
    return _likely(norm, label, capital and alone) if found is None else found


@lru_cache(maxsize=4096)
def shared_head(norm: str) -> str:
    """The singular of a plural that several places share (`Павлодар және Ақтөбе облыстары`), or an empty string.

    >>> shared_head("облыстарында")
    'облысы'
    """
    for analysis in match(norm, _SHARED):
        if analysis.number == "pl" and analysis.possessive == "3":
            return inflect(analysis.stem, "sg", "3")
    return ""


def is_known(norm: str, label: str) -> bool:
    """Whether a word in lower case is a form of one that ends names of `label` in the lexicon."""
    return bool(match(norm, read_lexicons().get(label, {})))
