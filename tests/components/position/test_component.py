"""Positions and their left edge; every sentence carries its own annotations."""

from __future__ import annotations

import pytest
from marked_cases import found, given_and_expected
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
    # A quoted owner, a short form in brackets, an empty line.
    "Сөз алған ⟦POSITION «Алтын дән» компаниясының бас директоры⟧ есеп берді.",
    "Кеше ⟦POSITION Біріккен Ұлттар Ұйымының (БҰҰ) хатшысы⟧ келді.",
    "Кеше облыс\n\n⟦POSITION бас дәрігер⟧ келді.",
    # Any holder, an organisation named by the position.
    "Мұны кез келген министр айтады.",
    "Кеше аудан әкімі аппараты жиналды.",
    # Plurals, duties and verbs are not positions.
    "Жиынға мәслихат депутаттары мен аудан әкімдері қатысты.",
    "Жиын оның төрағалығымен өтті.",
    # The office of one's own superior.
    "Кеше ⟦POSITION бастығым⟧ демалысқа кетті.",
    "Бұл сөзді ⟦POSITION жетекшіміз⟧ жиі айтады.",
    "Сонда ⟦POSITION директорымыз⟧ қуанып қалды.",
    "Кеше ⟦POSITION бапкеріміз⟧ үндемеді.",
    "Кеше бастықтарымыз демалысқа кетті.",
    # Honours.
    "Сөзді ⟦POSITION Ақжар ауданының құрметті азаматы⟧ Серік Тілеуов алды.",
    "Жиынға ⟦POSITION еңбек ардагері⟧ Айгүл Бекова келді.",
    "Ол – ⟦POSITION мәдениет саласының үздігі⟧.",
    "Сынаққа ⟦POSITION спорт шебері⟧ Асқар Омаров қатысты.",
    "Жиынға соғыс ардагері Серік Тілеуов келді.",
    "Сөзді ауыл азаматы алды.",
    # Professions: a post with the employer or where somebody takes them up, none beside a name alone.
    "Кеше ⟦POSITION №2 емхананың медбикесі⟧ хат жазды.",
    "Мұны ⟦POSITION Ақжар ауруханасының акушері⟧ айтты.",
    "Ол зауытта ⟦POSITION слесарь⟧ болып істеді.",
    "Әкесі ауылда ⟦POSITION тракторшы⟧ болды.",
    "Кеше медбике Айгүл Бекова келді.",
    "Қазір слесарьдың жалақысы жоғары.",
    # Joined positions are separate.
    "Ол ⟦POSITION профессор⟧, ⟦POSITION академик⟧ еді.",
]

GAPS = [
    ("Кеше ⟦POSITION аудан мен қала әкімі⟧ келді.", "two owners joined by мен"),
    ("Ол ⟦POSITION цех шебері⟧ болды.", "a noun of a trade that offices.tsv does not list"),
    ("Жиында ⟦POSITION дизайнер⟧ Асқар Омаров сөйледі.", "an unlisted noun beside a person"),
    (
        "Кеше ⟦POSITION облыс әкімінің (қаржы мәселелері бойынша) орынбасары⟧ келді.",
        "a field of work in brackets inside the phrase",
    ),
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


@pytest.mark.parametrize(("sentence", "why"), GAPS)
@pytest.mark.xfail(strict=True)
def test_gaps(sentence: str, why: str) -> None:
    given, expected = given_and_expected(sentence, "POSITION")
    assert given == expected, why


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        # Alone some nouns are positions, others only beside a person, as a step of a career, or with a modifier.
        ("Кеше министр келді.", ["министр (position.head)"]),
        ("Кеше инженер келді.", []),
        ("Кеше инженер Асқар Омаров келді.", []),
        ("Кеше тергеуші Асқар Омаров келді.", ["тергеуші (position.beside_person)"]),
        ("Ол алғашында инженер болып істеді.", ["инженер (position.career)"]),
        ("Кеше аға инженер келді.", ["аға инженер (position.phrase)"]),
        ("Кеше мүше келді.", []),
        ("Ол жас жазушы болатын.", []),
        ("Ол халық жазушысы болатын.", ["халық жазушысы (position.title)"]),
    ],
)
def test_acceptance(text: str, candidates: list[str]) -> None:
    assert found("POSITION", text) == candidates


def test_place_is_nested(nlp: Language) -> None:
    doc = nlp("Кеше Атырау қаласының әкімі Асқар Тілеубаев келді.")
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Атырау қаласының әкімі", "POSITION"),
        ("Асқар Тілеубаев", "PERSON"),
    ]
    assert [(s.text, s.label_) for s in doc.spans["nested"]] == [("Атырау", "LOC")]


def test_letter_spaced_position_is_exact(nlp: Language) -> None:
    text = "Ж и ы н т ө р а ғ а с ы , п а р т и я ф и л и а л ы н ы ң басшысы келді."
    given = [e.text for e in nlp(text).ents if e.label_ == "POSITION"]
    assert given == ["Ж и ы н т ө р а ғ а с ы", "п а р т и я ф и л и а л ы н ы ң басшысы"]
