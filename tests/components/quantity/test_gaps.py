"""What the matcher of quantities cannot do yet; a case that passes must leave this list."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from atau.corpus.marked import parse

MENTIONS = [
    ("a comma between the approximator and the number", "Ол ⟦QUANTITY шамамен, жиырма⟧ адам көрді."),
    ("a number in the middle of a title", "Ол «Халықтың 500 әні» жинағын шығарды."),
    ("a military unit without its number sign", "Ол 35748 әскери бөлімінде болды."),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_quantities")
    return nlp


@pytest.mark.parametrize(
    "source", [pytest.param(s, marks=pytest.mark.xfail(reason=r, strict=True)) for r, s in MENTIONS]
)
def test_mentions(nlp: Language, source: str) -> None:
    marked = parse(source)
    doc = nlp(marked.text)
    found = [span.text for span in doc.spans["rules"]]
    assert found == [marked.text[mark.start : mark.end] for mark in marked.flat]
