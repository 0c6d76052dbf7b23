"""What is found in a text, as plain data."""

from __future__ import annotations

from decimal import Decimal

from spacy.language import Language
from spacy.tokens import DocBin
from tiny_pipeline import TEXT, pipeline

import atau.components.common.extensions  # noqa: F401  (registers ent._.normal and the others)
from atau.annotate.annotation import ENTITIES_ONLY, WriterRequirements, describe, entity


def test_the_attributes_of_an_entity(nlp: Language) -> None:
    doc = nlp(TEXT)
    person = doc.ents[0]
    person._.normal, person._.score, person._.source = "Арман Сейітов", 0.5, "rule"
    person._.quantity = {"value": Decimal(12), "unit": None}
    assert entity(person) == {
        "start": 0,
        "end": 13,
        "label": "PERSON",
        "text": "Арман Сейітов",
        "normal": "Арман Сейітов",
        "quantity": {"value": 12, "unit": None},
        "cluster": None,
        "score": 0.5,
        "source": "rule",
    }


def test_nested_mentions(nlp: Language) -> None:
    doc = nlp(TEXT)
    doc.spans["nested"] = [doc.char_span(0, 5, label="PERSON")]
    [nested] = describe(doc, ENTITIES_ONLY).nested
    assert (nested["start"], nested["end"], nested["text"]) == (0, 5, "Арман")


def test_a_docbin_keeps_the_attributes(nlp: Language) -> None:
    doc = nlp(TEXT)
    doc.ents[0]._.normal = "Арман Сейітов"
    doc.ents[2]._.quantity = {"value": Decimal(12)}
    data = describe(doc, WriterRequirements(docbin=True), {"id": "a"}).docbin
    assert data is not None
    [back] = DocBin(store_user_data=True).from_bytes(data).get_docs(pipeline().vocab)
    assert back.ents[0]._.normal == "Арман Сейітов"
    assert back.ents[2]._.quantity == {"value": 12}
