"""A document as the position grammar sees it: words, sentence starts, and the names found before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from spacy.tokens import Doc

from atau.components.common.candidates import candidates
from atau.components.common.token_facts import Word, sentence_starts


@dataclass(frozen=True, slots=True)
class PhraseView:
    """tokens: the words. starts: first tokens of sentences. names: end -> start of ORG and LOC candidates.

    place_ends: where LOC candidates end, and no ORG. people_starts, people_ends: where PERSON candidates start and end.
    """

    tokens: Sequence[Word]
    starts: AbstractSet[int]
    names: Mapping[int, int]
    place_ends: AbstractSet[int]
    people_starts: AbstractSet[int]
    people_ends: AbstractSet[int]


def view_of(doc: Doc, tokens: Sequence[Word]) -> PhraseView:
    """The view of a document in which places, people and organisations have been looked for; tokens: its words."""
    names: dict[int, int] = {}
    ends: dict[str, set[int]] = {"LOC": set(), "ORG": set()}
    people_starts: set[int] = set()
    people_ends: set[int] = set()
    for start, end, label, _ in candidates(doc):
        if label in ("ORG", "LOC"):
            names[end] = min(start, names.get(end, start))
            ends[label].add(end)
        elif label == "PERSON":
            people_ends.add(end)
            people_starts.add(start)
    return PhraseView(tokens, sentence_starts(doc), names, ends["LOC"] - ends["ORG"], people_starts, people_ends)
