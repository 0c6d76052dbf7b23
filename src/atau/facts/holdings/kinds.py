"""Of which kind a name is: by the noun that it ends in, the words behind it, or the list of places."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from atau.facts.endings import PLURAL
from atau.facts.holdings.named_before import MAX_ENDING
from atau.facts.tables import GENERAL_NOUNS, organisation_words
from atau.facts.view import FactDoc, Named
from atau.lexicon.places import places

#: What opens and closes a quoted name.
OPENING: Final = frozenset(("«", "“", '"'))
CLOSING: Final = frozenset(("»", "”", '"'))
_MARKS: Final = '«»“”„"'
_TOWN: Final = frozenset(("town",))
_DESCRIPTORS: Final = 3
_DEFINING: Final = ("бұдан", "әрі")
_LONGEST: Final = 12  # tokens of a definition
#: What a noun for a kind ends in behind a name: бекеті, бекетінде.
_OWNED: Final = re.compile(r".{2,}[ыі](?:н(?:[дт][ае]н?|[ае]н?|[ыі]ң?)?|мен)?$")
_PLURAL: Final = re.compile(f"{PLURAL}[ыі]")
_NONE: Final[frozenset[str]] = frozenset()


class Nouns(NamedTuple):
    """offices: nouns of offices with kinds and labels. names, behind: words that end a name, or stand behind one.

    owned: those that end the name of an organisation, in the possessive.
    """

    offices: dict[str, frozenset[tuple[str, str]]]
    names: dict[str, frozenset[str]]
    behind: dict[str, frozenset[str]]
    owned: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def nouns() -> Nouns:
    """The general nouns by their use, the longest first."""
    offices: dict[str, set[tuple[str, str]]] = {}
    names: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    owned: dict[str, set[str]] = {}
    for word, kind, label, use in sorted(GENERAL_NOUNS.read(), key=lambda row: -len(row[0])):
        if use == "office":
            offices.setdefault(word, set()).add((kind, label))
        else:
            behind.setdefault(word, set()).add(kind)
            if label == "ORG":
                owned.setdefault(word, set()).add(kind)
        if use == "name" or label == "ORG":  # Политехникалық колледж ends in the noun itself
            names.setdefault(word, set()).add(kind)
    return Nouns(
        {word: frozenset(found) for word, found in offices.items()},
        {word: frozenset(found) for word, found in names.items()},
        {word: frozenset(found) for word, found in behind.items()},
        {word: frozenset(found) for word, found in owned.items()},
    )


class NameKinds(NamedTuple):
    """What the words of a name, and those behind it, say that it is.

    kinds: empty where nothing tells. last, behind: the noun that the name ends in, the words behind it up to the noun
    that they belong to. level: kinds of the place whose organ is named (`Арал аудандық мәслихаты`). several: the noun
    is a plural that names before this one share (`Арал және Қазалы аудандары`).
    """

    kinds: frozenset[str]
    last: str = ""
    behind: tuple[str, ...] = ()
    level: frozenset[str] = _NONE
    several: bool = False


def kinds_of(view: FactDoc, named: Named) -> NameKinds:
    """The kinds of a name."""
    kinds, last = _by_own_words(named)
    if kinds:
        norm = view.norms[named.end - 1]
        return NameKinds(kinds, last, several=_PLURAL.search(norm) is not None and _PLURAL.search(last) is None)
    behind = tuple(_behind(view, named))
    level = _level(behind[0]) if behind and named.label == "LOC" else _NONE
    if level:
        return NameKinds(_NONE, level=level)
    for word in behind:
        found = _kind_behind(word)
        if found is not None:
            return NameKinds(nouns().behind[found], last, behind)
        shared = _plural_behind(word)
        if shared:
            return NameKinds(shared, last, behind, several=True)
    town = named.label == "LOC" and named.normal in _towns()
    return NameKinds(_TOWN if town else _NONE, last, behind)


def defined_as(view: FactDoc, named: Named) -> str:
    """The word that a text will use for a name from there on: «Тұлпар» ЖШС (бұдан әрі – Серіктестік)."""
    token = view.after(behind_name(view, named))
    if view.norm(token) != "(":
        return ""
    words = view.gap(token + 1, min(token + _LONGEST, len(view.norms)))
    if words[: len(_DEFINING)] != _DEFINING or ")" not in words:
        return ""
    defined = [word for word in words[len(_DEFINING) : words.index(")")] if word.isalpha()]
    return defined[0] if len(defined) == 1 else ""


def behind_name(view: FactDoc, named: Named) -> int:
    """The token behind a name, its closing mark and the words for its kind: «Тұлпар» шаруа қожалығы."""
    token = _after_mark(view, named)
    for _ in range(_DESCRIPTORS):
        norm = view.norm(token)
        following = view.norm(view.after(token + 1))
        attribute = norm in organisation_words()["between"] or (norm.isalpha() and following in nouns().behind)
        if norm not in nouns().behind and not attribute:
            break  # but желілік басылымы
        token = view.after(token + 1)
    return token


def _by_own_words(named: Named) -> tuple[frozenset[str], str]:
    """The kinds of a name by its noun and its legal form, which may stand on either side; and the noun."""
    forms = organisation_words()["form"]
    words = [word.strip(_MARKS) for word in named.normal.lower().split()]
    found: set[str] = set()
    while len(words) > 1 and words[-1] in forms:
        found |= nouns().names.get(words.pop(), _NONE)
    while len(words) > 1 and words[0] in forms:
        found |= nouns().names.get(words.pop(0), _NONE)
    return frozenset(found | nouns().names.get(words[-1], _NONE)), words[-1] if len(words) > 1 or found else ""


def _behind(view: FactDoc, named: Named) -> list[str]:
    """The words behind a name up to the noun that it belongs to: «Қалжат» кеден бекетінің, «Мейірім» қоғамдық қоры.

    Only a name in quotes takes attributes that are in no table, as anything may stand behind another.
    """
    token = view.after(named.end)
    quoted = view.norm(token) in CLOSING
    if quoted:
        token = view.after(token + 1)
    found: list[str] = []
    for _ in range(_DESCRIPTORS):
        if not (0 <= token < len(view.norms)) or view.owner[token] not in (-1, named.index):
            break
        if not view.words[token].alpha or (view.words[token].title and not view.words[token].upper):
            break
        norm = view.norms[token]
        found.append(norm)
        attribute = quoted and not _OWNED.match(norm)  # кеден, if it looks like an ablative
        if not attribute and norm not in organisation_words()["between"]:
            break
        token = view.after(token + 1)
    return found


def _level(norm: str) -> frozenset[str]:
    """The kinds of place whose organs an adjective marks."""
    if norm not in organisation_words()["level"]:
        return _NONE
    return frozenset(kind for kind, _ in nouns().offices.get(norm, ()))


def _after_mark(view: FactDoc, named: Named) -> int:
    token = view.after(named.end)
    return view.after(token + 1) if view.norm(token) in CLOSING else token


@lru_cache(16_384)
def _kind_behind(norm: str) -> str | None:
    """The word for a kind of which `norm` is a form."""
    near = (word for word in nouns().behind if norm.startswith(word) and len(norm) - len(word) <= MAX_ENDING)
    return next(near, None)


@lru_cache(16_384)
def _plural_behind(norm: str) -> frozenset[str]:
    """The kinds of a noun in the plural with a possessive: аудандарының."""
    plural = _PLURAL.search(norm, 2)
    return frozenset(kind for kind, _ in nouns().offices.get(norm[: plural.start()], ())) if plural else _NONE


@lru_cache(maxsize=1)
def _towns() -> frozenset[str]:
    """The names of towns that are nothing else."""
    kinds: dict[str, set[str]] = {}
    for place in places():
        kinds.setdefault(place.name, set()).add(place.kind)
    return frozenset(name for name, of in kinds.items() if "city" in of and "district" not in of)
