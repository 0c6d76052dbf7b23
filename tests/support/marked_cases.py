"""Sentences that carry their own marks, compared with what the rules find."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language

import atau
from atau.corpus.marked import parse


@lru_cache(maxsize=1)
def rules() -> Language:
    return atau.load("rules")


def given_and_expected(sentence: str, label: str) -> tuple[list[str], list[str]]:
    """The entities of a label in the flat layer: as the rules give them, as the sentence is marked."""
    marked = parse(sentence)
    doc = rules()(marked.text)
    given = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == label]
    expected = sorted((m.start, m.end) for m in marked.flat if m.label == label)
    text = marked.text
    return [f"{s}: {text[s:e]}" for s, e in given], [f"{s}: {text[s:e]}" for s, e in expected]


def found(label: str, text: str) -> list[str]:
    """The candidates of the rules with this label, in their order, each as ``text (rule id)``."""
    doc = rules()(text)  # the group does not keep its doc alive
    return [f"{span.text} ({span.id_})" for span in doc.spans["rules"] if span.label_ == label]
