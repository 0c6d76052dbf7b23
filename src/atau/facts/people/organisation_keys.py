"""Names of organisations as sets of words that can be compared: without legal form and own state, with their place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from atau.facts.people.context import common_words
from atau.facts.people.letters import plain
from atau.facts.people.tables import ORGANISATION_ALIASES, ORGANISATION_RENAMES, ORGANISATION_WORDS, PLACE_RENAMES
from atau.lexicon.places import places

_MAX_CACHED: Final = 16_384
_WORD: Final = re.compile(r"[^\W_]+")
_PARENT: Final = re.compile(r"^(.*\w{3}[нтд][іы]ң)\s+(\S.*)$")
_EPONYM: Final = re.compile(r"(\w+)[»”\"]?\s+атындағы", re.IGNORECASE)
_QUOTED: Final = re.compile('[«“„"][^»”"]+[»”"]')
_GENITIVE: Final = re.compile("(?<=...)(?:[нтд][ыі]ң)$")
_POSSESSIVE: Final = re.compile("(?<=...)(?:с?[ыі])$")
# A place before its kind has at most so many words: Батыс Қазақстан облысы.
_LONGEST_PLACE: Final = 2
_LONGEST_ABBREVIATION: Final = 8


@dataclass(frozen=True, slots=True)
class OrganisationKey:
    """What two names of one organisation have in common.

    words: the words of the name as roots in plain letters. place: those of the place. level: the kind of that place
    (облыс, аудан, қала), or "". head: the last word. eponym: whom it is named after, or "". is_local: whether each
    place has one like it, so that the place is needed. is_exact: whether a shorter name is another organisation.
    """

    words: frozenset[str]
    place: frozenset[str]
    level: str
    head: str = field(compare=False)
    eponym: str = field(compare=False)
    is_local: bool = field(compare=False)
    is_exact: bool = field(compare=False)

    @property
    def is_certain(self) -> bool:
        """Whether organisations of this key are one: it has words, and the place is known if needed."""
        return bool(self.words) and (bool(self.place) or not self.is_local)

    def at(self, place: str) -> OrganisationKey:
        """The same organisation where the document says that it is in `place`; only if the name names no place."""
        found = _split_place(_roots(_renamed_place(place)))
        if self.place or not found[0]:
            return self
        return replace(self, place=frozenset(found[0]), level=self.level or found[1])


@lru_cache(maxsize=1)
def _uses() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, use in ORGANISATION_WORDS.read():
        found.setdefault(use, set()).add(word)
    return {use: frozenset(words) for use, words in found.items()}


@lru_cache(maxsize=1)
def _left_out() -> re.Pattern[str]:
    """The words that are no part of the name, the longest first."""
    uses = _uses()
    phrases = sorted(uses["legal"] | uses["state"] | uses["optional"], key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_pattern, phrases)) + r")(?!\w)")


def _pattern(phrase: str) -> str:
    """АҚ only with these capitals, атындағы with any."""
    return re.escape(phrase) if phrase != phrase.lower() else f"(?i:{re.escape(phrase)})"


def _bare(name: str) -> str:
    """The name without what is no part of it, in lower case.

    >>> _bare("«Ақ жол» партиясы").split(), _bare("«Дала» АҚ").split()
    (['«ақ', 'жол»'], ['«дала»'])
    """
    return _left_out().sub(" ", name).lower()


@lru_cache(maxsize=1)
def _levels() -> dict[str, str]:
    """Root of a kind of place -> its level: of ауданы, аудандық and аудан the first three letters."""
    return {_root(word): plain(word)[:3] for word in _uses()["level"]}


def _root(word: str) -> str:
    """A word without the endings of genitive and possessive, in plain letters.

    >>> _root("ауруханасының"), _root("мектебі"), _root("мектеп"), _root("банкі")
    ('auruhana', 'mektep', 'mektep', 'bank')
    """
    if word.isdigit():
        return word
    letters = plain(_POSSESSIVE.sub("", _GENITIVE.sub("", word)))
    if word.endswith("ий"):  # Каспий is not Kaspi
        return letters + "y"
    return letters[:-1] + {"b": "p", "g": "k"}.get(letters[-1:], letters[-1:])


def _roots(name: str) -> list[str]:
    """The roots of a name; initials go."""
    words = _WORD.findall(name.lower())
    return [_root(word) for word in words if len(word) > 1 or word.isdigit()]


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    return {alias.lower(): name for alias, name in ORGANISATION_ALIASES.read()}


@lru_cache(maxsize=1)
def _renames() -> dict[frozenset[str], str]:
    """The words of a former name -> the later name."""
    return {
        frozenset(_roots(_left_out().sub(" ", former.lower()))): later
        for former, later, *_ in ORGANISATION_RENAMES.read()
    }


@lru_cache(maxsize=1)
def _place_renames() -> tuple[tuple[str, str], ...]:
    return tuple((former.lower(), later) for former, later, *_ in PLACE_RENAMES.read())


def _renamed_place(name: str) -> str:
    """
    >>> _renamed_place("Нұр-Сұлтан қаласының әкімдігі")
    'Астана қаласының әкімдігі'
    """
    for former, later in _place_renames():
        if name.lower().startswith(former):
            return later + name[len(former) :]
    return name


@lru_cache(maxsize=1)
def _place_roots() -> frozenset[str]:
    return frozenset(_root(place.name.lower()) for place in places() if " " not in place.name)


def _split_place(roots: list[str]) -> tuple[list[str], str, list[str]]:
    """(words of the place, its level, the other words): Батыс Қазақстан облысының әкімдігі."""
    for at, root in enumerate(roots[: _LONGEST_PLACE + 1]):
        if root in _levels():
            return roots[:at], _levels()[root], roots[at + 1 :]
    if roots and roots[0] in _place_roots():
        return roots[:1], "", roots[1:]
    return [], "", roots


def _expanded(name: str) -> str:
    """The name with its known abbreviations in full: Абай атындағы ҚазҰПУ."""
    aliases = _aliases()
    whole = " ".join(_WORD.findall(_bare(name)))
    if whole in aliases:
        return aliases[whole]
    return _WORD.sub(lambda word: aliases.get(word.group().lower(), word.group()), name)


@lru_cache(maxsize=_MAX_CACHED)
def organisation_key(name: str) -> OrganisationKey:
    """The key of a name.

    >>> one, other = organisation_key("ҚР Ішкі істер министрлігі"), organisation_key("ІІМ")
    >>> one == other, organisation_key("Ресей Ішкі істер министрлігі") == other
    (True, False)
    """
    full = _renamed_place(_expanded(name))
    for _ in range(len(_renames())):
        later = _renames().get(frozenset(_roots(_bare(full))))
        if later is None:
            break
        full = later
    uses = _uses()
    full, is_part = _own_name(full)
    bare = _bare(full)
    roots = _roots(bare)
    last = (_WORD.findall(bare) or [""])[-1]
    named = _QUOTED.search(name) is not None or not all(map(is_cyrillic_or_digit, name))
    small = any(re.search(rf"(?<!\w){form}(?!\w)", name) for form in uses["small"])
    is_local = (last in uses["local"] and not named) or small
    place, level, rest = _split_place(roots) if last in uses["local"] else ([], "", roots)
    if not rest:  # a place alone is the name of a team or the like
        place, level, rest = [], "", roots
    eponym = _EPONYM.search(full)
    return OrganisationKey(
        words=frozenset(rest),
        place=frozenset(place),
        level=level,
        head=rest[-1] if rest else "",
        eponym=_root(eponym[1].lower()) if eponym else "",
        is_local=is_local,
        is_exact=small or is_part or any(last in uses[use] for use in ("exact", "branch", "local")),
    )


def _own_name(name: str) -> tuple[str, bool]:
    """The name without its parent, where it has a name of its own; and whether it is a part that has none.

    >>> _own_name("Қаржы министрлігінің Мемлекеттік кірістер комитеті")
    ('Мемлекеттік кірістер комитеті', False)
    >>> _own_name("Қаржы министрлігінің баспасөз қызметі")
    ('Қаржы министрлігінің баспасөз қызметі', True)
    """
    found = _PARENT.match(name)
    if found is None:
        return name, False
    parent = _WORD.findall(found[1].lower())[-1]
    if parent in _uses()["level"] or parent in _uses()["state"] or not _bare(found[1]).strip():
        return name, False
    last = _WORD.findall(found[2].lower())[-1:]
    if last and last[0] in _uses()["own"]:
        return found[2], False
    return name, True


def is_cyrillic_or_digit(char: str) -> bool:
    """Whether a character is no letter of another alphabet."""
    return not char.isalpha() or "\u0400" <= char <= "\u052f"


def is_abbreviation(name: str) -> bool:
    """Whether a name is a short word of mostly capitals.

    >>> is_abbreviation("ҚазҰПУ"), is_abbreviation("Қайрат"), is_abbreviation("ҚР ІІМ")
    (True, False, False)
    """
    return 1 < len(name) <= _LONGEST_ABBREVIATION and name.isalpha() and sum(map(str.isupper, name)) * 2 > len(name)


def is_known_alias(name: str) -> bool:
    """Whether an abbreviation is in the table."""
    return name.lower() in _aliases()


def may_leave_out(shorter: OrganisationKey, longer: OrganisationKey) -> bool:
    """Whether one name may be the other without some words: what is left tells it apart, what is gone says not of whom.

    >>> def key(name): return organisation_key(name)
    >>> may_leave_out(key("Шәкәрім университеті"), key("Шәкәрім атындағы Семей университеті"))
    True
    >>> may_leave_out(key("Бокс федерациясы"), key("Халықаралық бокс федерациясы"))
    False
    """
    if shorter.is_exact or longer.is_exact or shorter.head != longer.head or not shorter.words < longer.words:
        return False
    if shorter.eponym and longer.eponym and shorter.eponym != longer.eponym:
        return False
    gone = longer.words - shorter.words
    if gone & {_root(word) for word in _uses()["scope"]}:
        return False
    # A place that is gone says of which one, unless a name says it already.
    if not (shorter.eponym or longer.eponym) and gone & (_place_roots() - {_root("қазақстан")}):
        return False
    return tells_apart(shorter.words - {shorter.head})


def tells_apart(words: Iterable[str]) -> bool:
    """Whether one of the words of a name is a name of its own: no common word, no place and no number."""
    common = {word[:5] for word in common_words()}
    return any(word[:5] not in common and word not in _place_roots() and not word.isdigit() for word in words)
