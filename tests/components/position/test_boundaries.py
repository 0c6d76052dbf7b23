"""Counted offices, offices side by side, ranks and professions; every sentence carries its own annotations."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected
from spacy.language import Language
from spacy.tokens import Span

import atau
from atau.components.common.candidates import MODEL

SENTENCES = [
    # A numeral counts the holders.
    "Жобаны 23 депутат пен тоғыз сенатор қолдады.",
    "Жиынға үш министр, төрт вице-министр келді.",
    "Кеңеске 14 аудан әкімі шақырылды.",
    "Семинарға 40 бас дәрігер қатысты.",
    "Бүгін бірнеше министр есеп берді.",
    "Сынақтан 300-ден астам директор өтті.",
    "Оның екі орынбасары бар.",
    # It counts something else, or is a number of an institution or a year.
    "Кеше ⟦POSITION №7 мектеп директоры⟧ келді.",
    "Кеше 40 жастағы ⟦POSITION министр⟧ келді.",
    "Сол 2019 ⟦POSITION президент⟧ сөйледі.",
    "Жиында 5 ауылдың тұрғындарымен ⟦POSITION аудан әкімі⟧ сөйлесті.",
    # Two offices side by side, with or without a word between them.
    "Бұрын ол ⟦POSITION қала әкімі⟧ және ⟦POSITION облыс әкімі⟧ болған.",
    "Кеше ⟦POSITION департамент басшысы⟧ және ⟦POSITION кәсіподақ төрағасы⟧ келісті.",
    "Сөзді ⟦POSITION полиция бастығы⟧ ⟦POSITION полиция полковнигі⟧ Дәулет Серіков алды.",
    "Бүгін ⟦POSITION облыс әкімі аппаратының басшысы⟧ келді.",
    "Ол – ⟦POSITION жоғары санатты дәрігер⟧, ⟦POSITION медицина ғылымдарының докторы⟧.",
    # What something is done by.
    "⟦POSITION Президенттің⟧ тапсырмасы бойынша ⟦POSITION бас прокурор⟧ баяндама жасады.",
    "Облыстық соттың шешімі бойынша ⟦POSITION департамент басшысы⟧ қызметінен кетті.",
    "Кеше ⟦POSITION Алматы облысы бойынша департамент басшысы⟧ келді.",
    # A surname before an adjective of area is no place.
    "Кеше Ерлан Тілеуов ⟦POSITION аудандық білім бөлімінің басшысы⟧ болды.",
    # The area of a paper, a legal form after the quoted name.
    "Ерлан Тілеуов (⟦POSITION Республикалық «Жас өркен» журналының жауапты хатшысы⟧) келді.",
    "Жиынды ⟦POSITION «Кәсіп» ҰКП кеңесінің төрағасы⟧ ашты.",
    # Ranks and posts of the army and the police.
    "Жаттығуды ⟦POSITION рота командирі⟧, ⟦POSITION капитан⟧ Ерлан Тілеуов өткізді.",
    "⟦POSITION Батальон командирі⟧ Ерлан Тілеуов рапорт берді.",
    "Шекарада ⟦POSITION прапорщик⟧ Ерлан Тілеуов тұрды.",
    # Professions beside a name and athletes are none.
    "Спектакльді режиссер Ерлан Тілеуов қойды.",
    "Сынып жетекшісі: Тілеуова А.Б.",
    "Жартылай финалда Жапония өкілі жеңілді.",
    "Бізге ⟦POSITION физика пәнінің мұғалімі⟧ Ерлан Тілеуов келді.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_positions(sentence: str) -> None:
    given, expected = given_and_expected(sentence, "POSITION")
    assert given == expected


@pytest.fixture
def rules() -> Language:
    return atau.load("rules")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Жобаны 23 депутат қолдады.", "депутат"),
        ("Ол қала әкімі және облыс әкімі болған.", "қала әкімі және облыс әкімі"),
        ("Министрдің бұйрығы бойынша төраға кетті.", "Министрдің бұйрығы бойынша төраға"),
    ],
)
def test_a_model_cannot_mark_what_is_no_position(rules: Language, text: str, wrong: str) -> None:
    """The model's best reading runs over it all; the resolver ignores it."""
    doc = rules(text)
    start = text.index(wrong)
    guess = doc.char_span(start, start + len(wrong), label="POSITION")
    assert isinstance(guess, Span)
    doc.spans[MODEL] = [guess]
    doc.spans[MODEL].attrs.update(scores=[0.99], best=[True])
    doc.ents = ()
    rules.get_pipe("kk_resolver")(doc)
    assert wrong not in [ent.text for ent in doc.ents]
