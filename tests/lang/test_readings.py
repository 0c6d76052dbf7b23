"""Tokens in other letters: the text stays, everything that is computed comes from the Cyrillic word."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, DocBin

import atau
from atau.annotate.annotation import ENTITIES_ONLY, describe
from atau.components.common.token_facts import words
from atau.script.writing import write

_TEXT = "Жамбыл облысының әкімі Ерлан Досымов Таразда 12 мектеп ашты."
_ENTS = [
    ("POSITION", "Жамбыл облысының әкімі"),
    ("PERSON", "Ерлан Досымов"),
    ("LOC", "Тараз"),
    ("QUANTITY", None),
]


@pytest.fixture(scope="module")
def nlp():
    return atau.load("rules")


@pytest.mark.parametrize("script", ["latin-2021", "latin-2018", "latin-2017", "latin-kazinform", "arabic"])
def test_entities_are_those_of_the_cyrillic_text(nlp, script: str) -> None:
    written = write(_TEXT, script)
    doc, cyrillic = nlp(written.text), nlp(_TEXT)
    assert doc.text == written.text
    assert [word.norm for word in words(doc)] == [word.norm for word in words(cyrillic)]
    assert [token.norm_ for token in doc] == [token.norm_ for token in cyrillic]
    assert [(ent.label_, ent._.normal) for ent in doc.ents] == _ENTS
    for ent, other in zip(doc.ents, cyrillic.ents, strict=True):
        assert ent.start_char == written.places[other.start_char]
        assert ent.end_char == written.places[other.end_char]


def test_the_script_of_a_mention(nlp) -> None:
    latin = "latin-2021"
    doc = nlp(write(_TEXT, latin).text)
    assert [ent._.script for ent in doc.ents] == ["latin", "latin", "latin", None]
    assert [ent.get("script") for ent in describe(doc, ENTITIES_ONLY).ents] == ["latin", "latin", "latin", None]
    assert {ent._.script for ent in nlp(write(_TEXT, "arabic").text).ents} == {"arabic", None}
    assert {ent._.script for ent in nlp(_TEXT).ents} == {None}
    assert all("script" not in ent for ent in describe(nlp(_TEXT), ENTITIES_ONLY).ents)


def test_readings_go_with_the_doc(nlp) -> None:
    doc = nlp(write(_TEXT, "latin-2018").text)
    norms = [word.norm for word in words(doc)]
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (unpacked,) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert [word.norm for word in words(unpacked)] == norms
    joined = Doc.from_docs([nlp("Сөз."), doc])
    assert [word.norm for word in words(joined)][2:] == norms
    assert [word.norm for word in words(doc[3:6].as_doc(copy_user_data=True))] == norms[3:6]


def test_a_repaired_word_is_one_token(nlp) -> None:
    doc = nlp("Ақт бе облысында 6үгін ‰ш мектеп ашылды.")
    assert [token.text for token in doc][:4] == ["Ақт бе", "облысында", "6үгін", "‰ш"]
    assert [(ent.text, ent.label_, ent._.script) for ent in doc.ents] == [
        ("Ақт бе облысында", "LOC", None),
        ("‰ш", "QUANTITY", None),
    ]
