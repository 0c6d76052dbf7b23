"""Sentence boundaries; a bar stands where a sentence begins."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from scripts_loaded import script

NLP = spacy.blank("kk")
NLP.add_pipe("kk_sentences")

CASES = [
    "Жиын өтті. |Оған әкім қатысты! |Кім келді? |Ешкім.",
    "Жиынды Қ. Серіков ашты. |Н.Ә.Назарбаев келді.",
    "Ол Алматы қ. тұрады. |Кейін 2020–2025 жж. оқыды.",
    "Бұл ХХІ ғ. басы. |Солай.",
    "Қойлар, ешкілер, т.б. малдар бар.",
    "«Келдік.» |Ол солай деді.",
    "Тақырып\n\n|Мәтін басталды.",
    "1. Бірінші мәселе қаралды. |2. Екіншісі кейінге қалды.",
    "Шығыны 4,5 млрд. теңге болды. |Аз емес.",
    "Бюджет 2 млрд. 300 млн. теңге болды. |Аз емес.",
    "Құны 3 млн. 250 мың теңге, қарызы 1 трлн. 263 млрд. 750 млн теңге.",
    "Сомасы 1 млрд. 250 миллион теңге. |Бюджетке 5 млрд. түсті.",
    "Саны 5 млн. |300 үй салынды.",
    "Түнде -15...-20 градус, күндіз 5...7 градус болады.",
    "Ол кешікті... |20 минуттан соң келді.",
    "– Келемін, – деді ол. |– Күтеміз.",
    "– Қайда? – деді ол. |– Білмеймін.",
    "Жиынға т.ғ.к. С. Жұмабеков қатысты. |Дж. Браун да келді.",
    "Ол – т.ғ.к. |Оның еңбегі көп.",
    "Шығын 5 млн. АҚШ долларын құрады.",
    "Шығын 5 млн. |Құрылыс бітті.",
    "Қой, ешкі, т.б. |Малдың саны артты.",
    "Проф. Сәрсенов Алматы қ. Абай көш. тұрады.",
    "Ол Алматы қ. |Бұл белгілі.",
    "1.1. Жалпы ереже. |1.2. Мақсаты.",
    "ІІ. Негізгі бөлім. |ІІІ. Қорытынды.",
    'Ол кетті. |"Біз келдік", – деді ол.',
    'Ол " Дала " тобында. |" Жайық " тобы да келді.',
    "Ол 2002–2004 жж. – әкім.",
    "АҚТАУ. Дала ақпарат – Жиын өтті. |Ол ұзаққа созылды.",
    "Тізім: 1. Арал ауданы 2. Қазалы ауданы 3. Шиелі ауданы",
    "Түсірілімі 00:05:01.120 басталды.",
]
# Line ends: of an author and of a program that wraps lines.
LINES = [
    "Жаңа мектеп ашылды\n|Бүгін Арқалықта жаңа мектеп ашылды. |Оған әкім келді.\n|Құрылысқа екі жыл кетті",
    "ЕГІС БАСТАЛДЫ\n|Биыл 84 мың гектарға дән себіледі.",
    "Керек заттар:\n|- қалам;\n|- дәптер;\n|- сызғыш.\n|Бәрі дүкенде бар.",
    "1) жоба мақұлдансын;\n|2) смета бекітілсін.",
    "а) төраға – Сәуле Ахмет;\n|б) хатшы – Ерлан Дүйсен",
    "Атауы\tСаны\n|компьютер\t12\n|принтер\t4",
    "Ордабасы    26  17  56\n|Астана    26  16  53",
    "1\n|00:00:01,000 --> 00:00:04,200\n|Бүгін біз Маңғыстау түбегіне\nсапар шегеміз.\n\n|2",
    "– Қайдан бастаймыз?\n|– Бозжырадан",
    "Жиынға облыс әкімінің орынбасары, білім\nбөлімінің басшысы және Арқалық қаласының\nБестау ауылынан қонақ келді.",
    "Құтқару-\nшылар өртті сөндірді.",
    "Таң атты, тау басынан нұр төгіліп,\nТұманы сай-саланың тұр сөгіліп.",
    "Құрметпен,\n|Ғалия Сабыр",
    "Бірінші жол\r\n|Екінші жол\u2028|Үшінші жол",
    "Тақырып\n \n|мәтін",
]


@pytest.mark.parametrize("source", [*CASES, *LINES])
def test_boundaries(source: str) -> None:
    expected = [piece.strip() for piece in source.split("|")]
    doc = NLP(source.replace("|", ""))
    assert [sent.text.strip() for sent in doc.sents] == expected


def test_rows_with_bars() -> None:
    assert [sent.text.strip() for sent in NLP("Тараз | 427\nОрал | 310").sents] == ["Тараз | 427", "Орал | 310"]


def test_line_structure() -> None:
    """On texts of ten kinds (corpus/sentences): headlines, lists, tables, subtitles, wrapped paragraphs …"""
    gold = script("check_sentences")
    counts = [
        (len(starts & ours), len(ours), len(starts))
        for path in sorted((Path(__file__).parents[2] / "corpus" / "sentences").glob("*.sents"))
        for text, starts in gold.read_gold(path)
        for ours in [gold.starts_of(NLP, text)]
    ]
    right, given, expected = (sum(column) for column in zip(*counts, strict=True))
    assert expected > 250
    assert 2 * right / (given + expected) >= 0.97


def test_long_texts_take_linear_time() -> None:
    """Every look back over a sentence without an end would take minutes here."""
    for family in ("а 7. ", 'а. " а ', "аб\n", "А. \n", "– А\n", "АБ. – "):
        assert NLP(family * 15_000).has_annotation("SENT_START")


def test_empty_text() -> None:
    assert list(NLP("").sents) == []


@pytest.mark.parametrize("text", ["\n", "\x85", " \n ", "\r\n\u2028"])
def test_line_ends_alone_are_one_sentence(text: str) -> None:
    import atau

    assert "".join(sent.text_with_ws for sent in atau.load("rules")(text).sents) == text
