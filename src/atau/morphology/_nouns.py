"""Inflection of nouns, names, numbers and abbreviations, and its inverse.

The inverse never guesses: a suffix is taken off, and the stem stands only if `inflect` gives the
form back.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Final

from atau.morphology._rank import cost
from atau.morphology._shape import FULL_STEMS, Shape, cached_shape, is_possessed
from atau.morphology._sounds import VOWELS
from atau.morphology._stems import frequency
from atau.morphology._suffixes import PARADIGMS, TAILS, Key
from atau.morphology._types import Analysis, Case, Number, Possessive

_UNVOICED: Final = {"б": "п", "г": "к", "ғ": "қ"}
_HYPHENED: Final = 15.0
_HYPHENS: Final = "-\u2010\u2011\u2013"
# Rules and features ask about the same word some ten times, mostly within one text. What a cache holds costs memory and
# garbage collection time, so the caches are no larger than needed for that.
_MAX_CUTS: Final = 1 << 13
_MAX_ANALYSES: Final = 1 << 12


def inflect(
    stem: str,
    number: Number = "sg",
    possessive: Possessive = "",
    case: Case = "nom",
    *,
    attributive: bool = False,
    cls: str = "",
) -> str:
    """The form of `stem` with the given features.

    `attributive` adds -ғы/-гі to the locative (`case` is then taken as "loc"). `cls` holds
    inflection classes separated by commas: "poss" (the stem already ends in a possessive of the
    third person: облысы, облысында), "front" or "back" (forces the harmony), "plain" (no voicing
    or vowel dropping before a possessive), "abbr" (read letter by letter, hyphen before the
    suffix), "link" (linking vowel: банкіге). Without a class, heads of names that bear a possessive
    (облысы, министрлігі, төрағасы; listed in data/possessed.tsv) and patronymics count as
    "poss" where neither number nor possessive is asked for. Raises ValueError for an empty stem, an
    unknown feature or class, and for number or possessive with "poss".
    """
    key: Key = (number, possessive, "loc" if attributive else case, attributive)
    if attributive and case not in ("nom", "loc"):
        raise ValueError(f"an attributive has no case {case!r}")
    if not cls and stem and key in _CASE_ALONE and is_possessed(stem):
        cls = "poss"
    try:
        return cached_shape(stem, cls).form(key)
    except KeyError:
        raise ValueError(f"no form {number!r}, {possessive!r}, {case!r} for {stem!r} of class {cls!r}") from None


# A case of the singular, without a possessive.
_CASE_ALONE: Final[frozenset[Key]] = frozenset(
    key for paradigm in PARADIGMS.values() for key in paradigm if key[0] == "sg" and not key[1] and key[2] != "nom"
)


def _fits(shape: Shape, base: str, suffix: str, key: Key) -> bool:
    """Whether `shape` gives base + suffix with the features `key`, in either harmony where writers waver."""
    found = shape.suffixes.get(key)
    if found is None:
        return False
    if found.text == suffix:
        return (shape.before_vowel if found.vowel else shape.stem) == base
    if shape.wavers:
        other = PARADIGMS[shape.end, not shape.back][key]
        if other.text == suffix:
            return (shape.before_vowel if other.vowel else shape.stem) == base
    if shape.links and shape.stem == base:
        return suffix in (PARADIGMS["K", True][key].text, PARADIGMS["K", False][key].text)
    return False


def _full(base: str) -> str | None:
    """The stem whose vowel was dropped: орн -> орын, әкімшілік орн -> әкімшілік орын."""
    at = max(base.rfind(" "), base.rfind("-")) + 1
    full = FULL_STEMS.get(base[at:].lower())
    if full is None:
        return None
    if base.isupper():
        full = full.upper()
    elif base[at].isupper():
        full = full.capitalize()
    return base[:at] + full


def _stems(base: str, suffix: str) -> tuple[str, ...]:
    """Stems that may stand as `base` before `suffix`."""
    if suffix[0] not in "ыі":
        return (base,)
    found = [base]
    last = base[-1]
    plain = _UNVOICED.get(last.lower())
    if plain is not None:
        found.append(base[:-1] + (plain if last.islower() else plain.upper()))
    full = _full(base)
    if full is not None:
        found.append(full)
    if last.lower() not in VOWELS and last.isalpha():
        found.append(base + ("ь" if last.islower() else "Ь"))
    return tuple(found)


# What stands before a suffix, the suffix, what it may mean, whether a hyphen precedes it, the stems it may belong to.
_Cut = tuple[str, str, tuple[Key, ...], bool, tuple[str, ...]]


def _cut(form: str, lower: str) -> tuple[_Cut, ...]:
    """Every way to take a suffix off `form`, whose lower case is `lower`, the shortest suffix first."""
    found: list[_Cut] = []
    for at in range(len(form) - 1, 0, -1):
        suffix = lower[at:]
        keys = TAILS.get(suffix)
        if keys is None:
            break
        if not keys:
            continue
        base = form[:at]
        hyphen = base[-1] in _HYPHENS
        stems = _stems(base, suffix) if not hyphen else (base[:-1],) if at > 1 else ()
        found.append((base, suffix, keys, hyphen, stems))
    return tuple(found)


@lru_cache(maxsize=_MAX_CUTS)
def _cuts(form: str) -> tuple[_Cut, ...]:
    return _cut(form, form)


def match(form: str, stems: Mapping[str, str]) -> tuple[Analysis, ...]:
    """Analyses of `form` (lower case) whose stem is a key of `stems` (lower-cased stem -> class).

    Longest stem first. Takes either harmony for loans and names, whose writers waver, any suffix
    after a hyphen, and the linking vowel of банкіге. Never raises on text.
    """
    found: list[Analysis] = []
    if form in stems:
        found.append(Analysis(form))
    for base, suffix, keys, hyphen, possible in _cuts(form):
        for stem in possible:
            cls = stems.get(stem)
            if cls is None:
                continue
            if hyphen:
                found.append(Analysis(stem, *keys[0]))
                continue
            shape = cached_shape(stem, cls)
            found.extend(Analysis(stem, *key) for key in keys if _fits(shape, base, suffix, key))
    if len(found) > 1:
        found.sort(key=lambda analysis: -len(analysis.stem))
    return tuple(found)


def analyses(form: str, known: Container[str] | None = None) -> tuple[Analysis, ...]:
    """Every analysis of `form`, best first; the stems are written as in the form.

    `known` holds lower-cased stems that are known words: they come before the others.
    """
    found = _candidates(form)
    if known is None:
        return found
    return tuple(sorted(found, key=lambda analysis: analysis.stem.lower() not in known))


@lru_cache(maxsize=_MAX_ANALYSES)
def _candidates(form: str) -> tuple[Analysis, ...]:
    if not form:
        return ()
    scored = [
        (likely - frequency(analysis.stem.lower()), at, analysis) for at, (likely, analysis) in enumerate(_scored(form))
    ]
    scored.sort()
    return tuple(analysis for _, _, analysis in scored)


def cost_candidates(form: str) -> list[tuple[float, str]]:
    """(cost by the shape of the stem alone, stem) of every analysis."""
    return [(likely, analysis.stem) for likely, analysis in _scored(form)]


def _scored(form: str) -> list[tuple[float, Analysis]]:
    lower = form.lower()
    if len(lower) != len(form):  # a letter that becomes two in lower case is not Kazakh
        return [(0.0, Analysis(form))]
    scored: list[tuple[float, Analysis]] = [(cost(lower, None), Analysis(form))]
    for base, suffix, keys, hyphen, stems in _cuts(form) if lower == form else _cut(form, lower):
        written = form[len(base) :]
        for stem in stems:
            shape = cached_shape(stem, "")
            if hyphen != bool(shape.joiner) or (written == suffix) == (shape.upper and written.lower() != written):
                continue
            owned = cached_shape(stem, "poss") if shape.possessed else shape
            before = stem if hyphen else base
            small = stem.lower()
            for key in keys:
                of_key = owned if key in _CASE_ALONE else shape
                found = of_key.suffixes.get(key)
                if (
                    found is not None
                    and found.text == suffix
                    and (of_key.before_vowel if found.vowel else stem) == before
                ):
                    # A hyphen before a fitting suffix is there for the suffix (БҰҰ-ның): no other reading comes near.
                    likely = cost(small, key) - (_HYPHENED if hyphen else 0.0)
                    scored.append((likely, Analysis(stem, *key)))
    return scored
