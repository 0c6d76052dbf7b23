"""Mentions replaced by others of their type, in the same case, number and possession."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from atau.components.common.gazetteer import Gazetteer
from atau.components.common.token_facts import make_word
from atau.corpus.augment.edits import Edit, apply
from atau.corpus.augment.names import Entry, Names, entries, groups
from atau.corpus.augment.organisations import other_company, other_work
from atau.corpus.augment.people import invented_person
from atau.corpus.marked import Mark, MarkedText
from atau.corpus.tables import position_words
from atau.morphology import inflect

_LABELS: Final = ("PERSON", "LOC", "ORG", "POSITION")
_ALL: Final = Names()


@lru_cache(maxsize=4)
def _lookup(label: str) -> Gazetteer[Entry]:
    """The replaceable names of a type."""
    found = _positions() if label == "POSITION" else entries(label)
    return Gazetteer((entry.name, entry.cls, entry) for entry in found)


@lru_cache(maxsize=1)
def _positions() -> tuple[Entry, ...]:
    return tuple(Entry(word, "", "office") for word in sorted(position_words()["alone"]) if " " not in word)


def other_name(label: str, mention: str, rng: random.Random, names: Names = _ALL) -> str | None:
    """Another name of the same type and kind in the form of `mention`; None where the lexicon does not know it.

    Positions are replaced where they stand alone (`Президент`), not inside a phrase that says of what.
    """
    words = [make_word(word) for word in mention.split(" ")]
    if not all(word.alpha for word in words):
        return None
    hit = next((hit for hit in _lookup(label).at(words, 0) if hit.end == len(words)), None)
    if hit is None:
        return None
    new = _other(label, hit.entry.group, rng, names)
    like = hit.analysis
    if new.cls == "poss" and (like.possessive or like.number == "pl"):
        return None
    cls = "abbr" if new.name.isupper() else new.cls
    try:
        form = inflect(new.name, like.number, like.possessive, like.case, attributive=like.attributive, cls=cls)
    except ValueError:
        return None
    if mention.isupper() and not hit.entry.name.isupper():
        return form.upper()
    if mention.islower() and label != "POSITION":
        return form.lower()
    # Positions are listed in lower case, names with their capitals.
    return form[:1].upper() + form[1:] if mention[:1].isupper() else form


def _other(label: str, group: str, rng: random.Random, names: Names) -> Entry:
    if label == "POSITION":
        # Offices are no names: there are too few of them to hold any out.
        return _ALL.one_of(_positions(), rng)
    if label == "LOC":
        return names.place(group, rng)
    return names.team(rng) if group == "club" else names.one_of(groups(label)[group], rng)


@dataclass(frozen=True, slots=True)
class MentionExchange:
    """Replaces a share of the mentions that can be replaced; the marks inside one go with it.

    PERSON: invented names of the same parts and gender. LOC: a place of the same kind. ORG: a known organisation, a
    club for a club, another field of work before the same head (`Қаржы министрлігі`), another name in quotation marks.
    POSITION: one that stands alone. Unknown mentions are kept, and the names inside them may be replaced. names: the
    part of the names that new ones are drawn from.
    """

    names: Names = _ALL
    share: float = 0.5

    def __call__(self, marked: MarkedText, rng: random.Random) -> MarkedText:
        """`marked` with other names."""
        edits: list[Edit] = []
        gone: set[Mark] = set()
        for mark in marked.marks:
            if mark in gone or mark.label not in _LABELS or rng.random() >= self.share:
                continue
            edit = next(self._edits(marked, mark, rng), None)
            if edit is None or edit.text == marked.text[edit.start : edit.end]:
                continue
            if any(edit.start < done.end and done.start < edit.end for done in edits):
                continue
            others = [m for m in marked.marks if m is not mark and m.start < edit.end and edit.start < m.end]
            inside = [m for m in others if edit.start <= m.start and m.end <= edit.end]
            round_it = [m for m in others if m.start <= edit.start and edit.end <= m.end]
            if any(m.depth < mark.depth for m in inside) or len(inside) + len(round_it) < len(others):
                continue
            edits.append(edit)
            gone.update(inside)
        kept = MarkedText(marked.text, tuple(m for m in marked.marks if m not in gone), marked.header)
        return apply(kept, edits)

    def _edits(self, marked: MarkedText, mark: Mark, rng: random.Random) -> Iterator[Edit]:
        """The ways to replace a mention, the best first."""
        mention = marked.text[mark.start : mark.end]
        person = mark.label == "PERSON"
        whole = (
            invented_person(mention, rng, self.names) if person else other_name(mark.label, mention, rng, self.names)
        )
        if whole:
            yield Edit(mark.start, mark.end, whole)
        if mark.label == "ORG":
            yield from other_work(marked.text, mark, rng, self.names)
            yield from other_company(marked.text, mark, rng, self.names)


def replace_mentions(marked: MarkedText, rng: random.Random) -> MarkedText:
    """About half of the mentions that can be replaced are, by any names."""
    return MentionExchange()(marked, rng)
