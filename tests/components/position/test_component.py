"""Offices and their left edge; every sentence carries its own marks."""

from __future__ import annotations

import pytest
from spacy.language import Language

import atau
from atau.corpus.marked import parse

SENTENCES = [
    # The owner in front of a possessed head, case suffixes inside.
    "Кеше ⟦POSITION облыс әкімі⟧ келді.",
    "Бүгін ⟦POSITION облыс әкімінің орынбасары⟧ баяндама жасады.",
    "Жиынды ⟦POSITION партия филиалының төрағасы⟧ ашты.",
    "Ол ⟦POSITION Мемлекет басшысының⟧ Жолдауын атап өтті.",
    "Мұны ⟦POSITION аудан әкімінің бірінші орынбасары⟧ растады.",
    # Adjectives and ordinals.
    "Ауруханада ⟦POSITION бас дәрігер⟧ Гүлжан Әбдірахманова қарсы алды.",
    "Ол ⟦POSITION экономика ғылымдарының докторы⟧ болды.",
    # The field of work before жөніндегі.
    "Сөзді ⟦POSITION облыс әкімінің әлеуметтік мәселелер жөніндегі орынбасары⟧ алды.",
    # A ministry's field of work belongs to the minister.
    "Кеше ⟦POSITION Мәдениет және спорт министрі⟧ келді.",
    # Plurals, duties and verbs are no office.
    "Жиынға мәслихат депутаттары мен аудан әкімдері қатысты.",
    "Жиын оның төрағалығымен өтті.",
    # Joined offices are separate.
    "Ол ⟦POSITION профессор⟧, ⟦POSITION академик⟧ еді.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


@pytest.mark.parametrize("source", SENTENCES)
def test_positions(nlp: Language, source: str) -> None:
    marked = parse(source)
    expected = [marked.text[m.start : m.end] for m in marked.flat]
    doc = nlp(marked.text)
    assert [ent.text for ent in doc.ents if ent.label_ == "POSITION"] == expected


def test_body_and_place_are_nested(nlp: Language) -> None:
    doc = nlp("Кеше Атырау қаласының әкімі Асқар Тілеубаев келді.")
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Атырау қаласының әкімі", "POSITION"),
        ("Асқар Тілеубаев", "PERSON"),
    ]
    assert [(s.text, s.label_) for s in doc.spans["nested"]] == [("Атырау", "LOC")]


def test_letter_spaced_office_is_exact(nlp: Language) -> None:
    text = "Ж и ы н т ө р а ғ а с ы , п а р т и я ф и л и а л ы н ы ң басшысы келді."
    found = [e.text for e in nlp(text).ents if e.label_ == "POSITION"]
    assert found == ["Ж и ы н т ө р а ғ а с ы", "п а р т и я ф и л и а л ы н ы ң басшысы"]
