"""Profiles that say the same are one thing to compare: each is made ready and scored once, however often it is met."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import Final

from atau.facts.people.context import PersonContext, person_context
from atau.facts.people.features import may_be_one
from atau.facts.people.name_facts import name_facts
from atau.facts.people.profile import PersonProfile
from atau.facts.people.scorer import PersonScorer

_ID_BYTES: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class DistinctPerson:
    """What one profile says, or several that say the same.

    id: made of the content, 64 bits with a sign; the same in every run and over any other documents. content: the
    context as JSON. own: log odds that two such profiles are one person; None where they may well be two, and then each
    profile is a distinct person of its own.
    """

    id: int
    content: str
    context: PersonContext
    own: float | None


class DistinctPeople:
    """Tells what profiles say. limit: the least log odds at which two profiles are joined.

    Two profiles of a document that say the same are two distinct people: nobody is met twice in a document.
    """

    def __init__(self, scorer: PersonScorer, limit: float) -> None:
        self._scorer = scorer
        self._limit = limit
        self._document: str | None = None
        self._seen: Counter[str] = Counter()

    def of(self, profile: PersonProfile) -> DistinctPerson:
        """What a profile says; the profiles of a document come one after the other, by cluster."""
        if profile.document != self._document:
            self._document = profile.document
            self._seen.clear()
        context = person_context(profile)
        content = as_text(context)
        own = _own(context, self._scorer, self._limit)
        which = profile.cluster + "\0" + profile.document if own is None else str(self._seen[content])
        self._seen[content] += 1
        return DistinctPerson(content_id(content, which), content, context, own)


def _own(context: PersonContext, scorer: PersonScorer, limit: float) -> float | None:
    """Log odds that two who say the same are one; None where they are not joined."""
    if not may_be_one(context, context):
        return None
    logit = scorer.logit(context, context)
    return logit if logit >= limit else None


def content_id(*parts: str) -> int:
    """64 bits, with a sign, that stand for some texts.

    >>> content_id("a", "b") == content_id("a", "b") != content_id("ab", "")
    True
    """
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_ID_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


def as_text(context: PersonContext) -> str:
    """A context as JSON; the same one as the same text."""
    sets = (
        context.telling, context.trades, context.common, context.heads, context.places, context.companions,
        context.fields,
    )  # fmt: skip
    organisations = sorted(map(sorted, set(context.organisations)))
    parts = [context.names, *map(sorted, sets), organisations, context.born, context.died]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def from_text(content: str) -> PersonContext:
    """The context that `as_text` wrote."""
    names, telling, trades, common, heads, places, companions, fields, organisations, born, died = json.loads(content)
    return PersonContext(
        names=tuple(names),
        name=name_facts(tuple(names)),
        telling=frozenset(telling),
        trades=frozenset(trades),
        common=frozenset(common),
        organisations=tuple(map(frozenset, organisations)),
        heads=frozenset(heads),
        places=frozenset(places),
        companions=frozenset(companions),
        fields=frozenset(fields),
        born=born,
        died=died,
    )


def identity_text(context: PersonContext) -> str:
    """Names, birth and death as JSON: all that joining groups asks for."""
    return json.dumps([context.names, context.born, context.died], ensure_ascii=False, separators=(",", ":"))


def identity_of(text: str) -> tuple[tuple[str, ...], str | None, str | None]:
    """What `identity_text` wrote."""
    names, born, died = json.loads(text)
    return tuple(names), born, died
