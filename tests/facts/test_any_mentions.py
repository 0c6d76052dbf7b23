"""Whatever mentions a doc has, facts are found without an error, inside of the text, and survive storage."""

from __future__ import annotations

import random

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from atau.facts import facts_of, from_dict, to_dict

_WORDS = (
    "болып тағайындалды , . – : ( ) « » \n \n\n ол қызметінен босатылды 12 2020 жылы туған қайтыс болды әкім директоры "
    "Бескөл облысы қаласындағы ЖШС мен және емес ? екі теңге бас сиыр болған м.а. бұрынғы келді деді - • 1845–1904 еді"
).split(" ")
_LABELS = ("PERSON", "POSITION", "ORG", "LOC", "QUANTITY", "MONEY", "EVENT")
_TEXTS = 100
_BLANK = spacy.blank("kk")


def _doc(draw: random.Random) -> Doc:
    doc = _BLANK(" ".join(draw.choices(_WORDS, k=draw.randint(0, 25))))
    ents: list[Span] = []
    nested: list[Span] = []
    start = 0
    while start < len(doc):
        end = min(len(doc), start + draw.randint(1, 3))
        if draw.random() < 0.4 and not all(token.is_space for token in doc[start:end]):
            ents.append(Span(doc, start, end, draw.choice(_LABELS)))
            nested += [Span(doc, start, start + 1, draw.choice(_LABELS[:4]))] if end - start > 1 else []
        start = end
    doc.ents = [span for span in ents if not doc[span.start].is_space and not doc[span.end - 1].is_space]
    doc.spans["nested"] = nested
    return doc


@pytest.mark.parametrize("seed", range(3))
def test_records_are_sound(nlp: Language, seed: int) -> None:
    draw = random.Random(seed)
    normalizer = nlp.get_pipe("kk_normalizer")
    found = 0
    for _ in range(_TEXTS):
        doc = _doc(draw)
        if draw.random() < 0.8:
            doc = normalizer(doc)
        for fact in facts_of(doc):
            found += 1
            assert 0 <= fact.sentence[0] <= fact.start < fact.end <= fact.sentence[1] <= len(doc.text)
            assert from_dict(to_dict(fact)) == fact
    assert found
