"""The numbers by which a pair of profiles is scored."""

from __future__ import annotations

from typing import Final, Protocol

from atau.facts.people.context import PersonContext, common_words, overlap, weight
from atau.facts.people.name_comparison import Agreement, NameComparison, compare_names

#: In the order of the vector. Dates are not among them: that somebody is met in two years says nothing, and gold by
#: design would teach otherwise.
FEATURES: Final = (
    "surname_variant",
    "surname_near",
    "crossed",
    "given_near",
    "given_initial",
    "given_unknown",
    "father",
    "father_initial",
    "shared_telling",
    "shared_trades",
    "shared_common",
    "organisation",
    "words_missing",
    "words_apart",
    "head",
    "heads_apart",
    "initials_and_heads_apart",
    "place",
    "places_apart",
    "places_missing",
    "companions",
    "field",
    "fields_apart",
)
_MAX_COMPANIONS: Final = 3
#: So many shared words of a sort say all that such words can say.
_MAX_SHARED: Final = 2
#: The least overlap of the words of two names of one organisation.
_SAME_ORGANISATION: Final = 0.5


def features(one: PersonContext, other: PersonContext) -> tuple[float, ...]:
    """What speaks for and against one person, in the order of `FEATURES`; all between 0 and 1."""
    names = compare_names(one.name, other.name)
    return (*_of_names(names), *_of_words(one, other, names), *_of_surroundings(one, other))


def _of_names(names: NameComparison) -> tuple[float, ...]:
    return (
        float(names.surname == Agreement.VARIANT),
        float(names.surname == Agreement.NEAR),
        float(names.crossed),
        float(names.given == Agreement.NEAR),
        float(names.given == Agreement.INITIAL),
        float(names.given == Agreement.UNKNOWN),
        float(names.father >= Agreement.NEAR),
        float(names.father == Agreement.INITIAL),
    )


def _of_words(one: PersonContext, other: PersonContext, names: NameComparison) -> tuple[float, ...]:
    telling = len(one.telling & other.telling)
    trades = len(one.trades & other.trades)
    common = len(one.common & other.common)
    heads = one.heads & other.heads
    both = one.has_words and other.has_words
    heads_apart = bool(one.heads and other.heads and not heads)
    return (
        _share(telling),
        _share(trades),
        _share(common),
        float(bool(telling or trades) and _same_organisation(one, other)),
        float(not both),
        float(both and not telling and not trades and common < _MAX_SHARED),
        max(map(weight, heads)) if heads else 0.0,
        float(heads_apart),
        float(heads_apart and names.given == Agreement.INITIAL),
    )


def _share(count: int) -> float:
    return min(count, _MAX_SHARED) / _MAX_SHARED


def _same_organisation(one: PersonContext, other: PersonContext) -> bool:
    """Whether two organisations share a telling word and most of the rest."""
    return any(
        bool((left & right) - common_words()) and overlap(left, right) >= _SAME_ORGANISATION
        for left in one.organisations
        for right in other.organisations
    )


def _of_surroundings(one: PersonContext, other: PersonContext) -> tuple[float, ...]:
    placed = bool(one.places and other.places)
    same_place = bool(one.places & other.places)
    companions = min(len(one.companions & other.companions), _MAX_COMPANIONS)
    known_fields = bool(one.fields and other.fields)
    same_field = bool(one.fields & other.fields)
    return (
        float(same_place),
        float(placed and not same_place),
        float(not placed),
        companions / _MAX_COMPANIONS,
        float(same_field),
        float(known_fields and not same_field),
    )


def has_evidence(one: PersonContext, other: PersonContext) -> bool:
    """Whether something beside a surname speaks for one person: the name of a firm, a companion, or work and place."""
    if one.telling & other.telling or one.companions & other.companions:
        return True
    return bool(one.places & other.places and (one.trades & other.trades or one.common & other.common))


def may_be_one(one: PersonContext, other: PersonContext) -> bool:
    """Whether one person is possible at all: names and lives that agree, and more than a surname in common."""
    names = compare_names(one.name, other.name)
    if not names.may_be_one or lives_differ(one, other):
        return False
    surname_alone = Agreement.UNKNOWN == names.given >= names.father
    return not surname_alone or has_evidence(one, other)


class Life(Protocol):
    """What has a birth and a death, in ISO form or None."""

    @property
    def born(self) -> str | None: ...
    @property
    def died(self) -> str | None: ...


def lives_differ(one: Life, other: Life) -> bool:
    """Whether they were born, or died, at different times; 1980 and 1980-05-01 are one, said more and less exactly."""
    pairs = ((one.born, other.born), (one.died, other.died))
    return any(a and b and not (a.startswith(b) or b.startswith(a)) for a, b in pairs)
