"""Mentions replaced by others of their type, in the same case, number and possession."""

from __future__ import annotations

import random
from functools import lru_cache

from atau.components.common.gazetteer import Gazetteer
from atau.components.common.token_facts import make_word
from atau.components.organisation.tables import ORG_NAMES
from atau.corpus.augment.edits import Edit, apply
from atau.corpus.augment.people import invented_person
from atau.corpus.marked import Mark, MarkedText
from atau.corpus.tables import position_words
from atau.lexicon import places
from atau.morphology import inflect

_SHARE = 0.5

# name, inflection class, group: a name is replaced by one of its group only.
_Entry = tuple[str, str, str]


@lru_cache(maxsize=4)
def _entries(label: str) -> tuple[_Entry, ...]:
    """The replaceable names of a type."""
    if label == "LOC":
        return tuple((p.name, p.cls, p.kind) for p in places() if not p.weak)
    if label == "ORG":
        return tuple((name, cls, cls) for name, cls in ORG_NAMES.read())
    return tuple((word, "", "office") for word in sorted(position_words()["alone"]) if " " not in word)


@lru_cache(maxsize=4)
def _lookup(label: str) -> tuple[Gazetteer[_Entry], dict[str, list[_Entry]]]:
    """Names of a type as a gazetteer, and by group."""
    entries = _entries(label)
    groups: dict[str, list[_Entry]] = {}
    for entry in entries:
        groups.setdefault(entry[2], []).append(entry)
    return Gazetteer((name, cls, (name, cls, group)) for name, cls, group in entries), groups


def other_name(label: str, mention: str, rng: random.Random) -> str | None:
    """Another name of the same type and kind in the form of `mention`; None where the lexicon does not know it.

    Positions are replaced where they stand alone (`Президент`), not inside a phrase that says of what.
    """
    gazetteer, groups = _lookup(label)
    words = [make_word(word) for word in mention.split(" ")]
    if not all(word.alpha for word in words):
        return None
    hit = next((hit for hit in gazetteer.at(words, 0) if hit.end == len(words)), None)
    if hit is None:
        return None
    name, _, group = hit.entry
    new, new_cls, _ = rng.choice(groups[group])
    like = hit.analysis
    if new_cls == "poss" and (like.possessive or like.number == "pl"):
        return None
    if new.isupper():
        new_cls = "abbr"
    try:
        form = inflect(new, like.number, like.possessive, like.case, attributive=like.attributive, cls=new_cls)
    except ValueError:
        return None
    if mention.isupper() and not name.isupper():
        return form.upper()
    if mention.islower() and label != "POSITION":
        return form.lower()
    # Positions are listed in lower case, names with their capitals.
    return form[:1].upper() + form[1:] if mention[:1].isupper() else form


def replace_mentions(marked: MarkedText, rng: random.Random) -> MarkedText:
    """About half of the mentions that the lexicon can replace are replaced; the marks inside one go with it.

    PERSON: invented names of the same parts and gender. LOC: a place of the same kind. ORG: a known organisation.
    POSITION: one that stands alone. Unknown mentions are kept, and the names inside them may be replaced.
    """
    edits: list[Edit] = []
    gone: set[Mark] = set()
    done = -1
    for mark in marked.marks:
        if mark.start < done or mark.label not in ("PERSON", "LOC", "ORG", "POSITION"):
            continue
        if rng.random() >= _SHARE:
            continue
        mention = marked.text[mark.start : mark.end]
        inside = [m for m in marked.marks if m is not mark and mark.start <= m.start and m.end <= mark.end]
        if any(m.depth < mark.depth for m in inside):
            continue
        new = invented_person(mention, rng) if mark.label == "PERSON" else other_name(mark.label, mention, rng)
        if new and new != mention:
            edits.append(Edit(mark.start, mark.end, new))
            gone.update(inside)
            done = mark.end
    kept = MarkedText(marked.text, tuple(m for m in marked.marks if m not in gone), marked.header)
    return apply(kept, edits)
