"""What ties organisations to each other, before it is decided which of them are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from atau.facts.people import components
from atau.facts.people.components import Ends, pieces_by_key
from atau.facts.people.organisation_keys import OrganisationKey, may_leave_out, organisation_key, tells_apart
from atau.facts.people.organisation_names import is_abbreviation, is_known_alias


def keys_of(names: Sequence[str], places: Sequence[str]) -> list[OrganisationKey]:
    """The keys by which an organisation is certainly found. An abbreviation that no table knows is none."""
    found = []
    full = [name for name in names if not is_abbreviation(name)]
    # An abbreviation beside a full name is that name's, whatever it means elsewhere.
    for name in full or [name for name in names if is_known_alias(name)]:
        key = organisation_key(name)
        if len(places) == 1:
            key = key.at(places[0]) if key.is_local else key
        if key.is_certain:
            found.append(key)
    return list(dict.fromkeys(found))


def abbreviations_of(names: Sequence[str]) -> list[str]:
    """The abbreviations of a name that no table knows: they mean what the documents explain them by."""
    return [name for name in names if is_abbreviation(name) and not is_known_alias(name)]


def telling_words(key: OrganisationKey) -> list[str]:
    """The words by which a longer name of the same organisation is looked up, the longest, mostly rarest, first."""
    return sorted((word for word in key.words - {key.head} if tells_apart([word])), key=lambda word: (-len(word), word))


def longer_names(written: Iterable[OrganisationKey]) -> dict[OrganisationKey, set[OrganisationKey]]:
    """For each key those of names that it may leave out words of: Шәкәрім университеті.

    written: the keys as each name gives them; equal ones may differ in what is not compared.
    """
    variants: dict[tuple[object, ...], OrganisationKey] = {}
    for key in written:
        variants.setdefault((key, key.head, key.eponym, key.is_exact), key)
    with_word: dict[tuple[str, str], list[OrganisationKey]] = defaultdict(list)
    for key in variants.values():
        if not key.is_exact:
            for word in key.words - {key.head}:
                with_word[key.head, word].append(key)
    found: dict[OrganisationKey, set[OrganisationKey]] = defaultdict(set)
    for key in variants.values():
        for word in telling_words(key)[:1]:
            found[key].update(other for other in with_word[key.head, word] if may_leave_out(key, other))
    return found


def connected(said: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[list[int]]:
    """Which organisations, by position, are to be joined at a time. said: names and places of each.

    As long as there are few, that is all of them.
    """
    if len(said) <= components.MAX_COMPONENT:
        return [list(range(len(said)))] if said else []
    keys = [keys_of(names, places) for names, places in said]
    numbers: dict[object, int] = {}

    def number(token: object) -> int:
        return numbers.setdefault(token, len(said) + len(numbers))

    certain = [(i, number(key)) for i, found in enumerate(keys) for key in found]
    vague = [(i, number(name)) for i, (names, _) in enumerate(said) for name in abbreviations_of(names)]
    for key, others in longer_names(key for found in keys for key in found).items():
        vague += [(number(key), number(other)) for other in others]

    def edges(only_certain: bool) -> Iterator[tuple[Ends, Ends]]:
        for pairs in (certain,) if only_certain else (certain, vague):
            ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
            yield ends[:, 0], ends[:, 1]

    parts: dict[int, list[int]] = defaultdict(list)
    for i, part in enumerate(pieces_by_key(len(said), len(numbers), edges).piece.tolist()):
        parts[part].append(i)
    return list(parts.values())
