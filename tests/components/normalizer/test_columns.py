"""Figures of tables: the heading gives them unit and multiplier, or they have no value."""

from __future__ import annotations

import time

import pytest
from spacy.language import Language

import atau
from atau.components.normalizer.component import span_quantity

# Text of the table; text of an amount to its value and unit (None: no value).
TABLES: list[tuple[str, dict[str, tuple[str, str | None] | None]]] = [
    (
        "Атауы\tСомасы, мың теңге\nЖол\t1 200\nБілім\t3 400\n",
        {"1 200": ("1200000", "KZT"), "3 400": ("3400000", "KZT")},
    ),
    (
        "| Атауы | млн теңге | % |\n|---|---|---|\n| Жол | 12,5 | 45 |",
        {"12,5": ("12500000", "KZT"), "45": ("45", "percent")},
    ),
    (
        "Шығыстар (мың теңгемен)\nЖол          512\nСу        1 024\n",
        {"512": ("512000", "KZT"), "1 024": ("1024000", "KZT")},
    ),
    ("Өнім          Көлемі, тонна\nБидай         340\nАрпа          75", {"340": ("340", "t"), "75": ("75", "t")}),
    ("Өңір\tМал, мың бас\nҚызылсай\t12,5", {"12,5": ("12500", None)}),
    ("Бала саны\tҮлесі (пайыз)\nҚыздар\t51,2", {"51,2": ("51.2", "percent")}),
    ("Шығыс, мың теңге:\n– жол: 1 200\n– су: 3 400", {"1 200": ("1200000", "KZT"), "3 400": ("3400000", "KZT")}),
    (
        "Кіріс (млн теңге)\nКөрсеткіш | 2022 | 2023\nСалық | 512 | 640",
        {"512": ("512000000", "KZT"), "640": ("640000000", "KZT")},
    ),
    ("Бюджет (млн теңге)\n\nБөлім\tСомасы\nЖол\t512", {"512": ("512000000", "KZT")}),
    # The heading of a row
    ("Кіріс, мың теңге\t4500\t5 200", {"4500": ("4500000", "KZT"), "5 200": ("5200000", "KZT")}),
    ("1\tШығыс (млн теңге)\t45,5", {"45,5": ("45500000", "KZT")}),
    ("Жылы\t2020\t2021\nТабыс, млн теңге\t5\t6", {"5": ("5000000", "KZT"), "6": ("6000000", "KZT")}),
    ("Үлесі (%) | 12 | 15", {"12": ("12", "percent"), "15": ("15", "percent")}),
    ("Қой, мың бас\t12,5\t13", {"12,5": ("12500", None), "13": ("13000", None)}),
    ("Мектеп\t12\t15", {"12": ("12", None), "15": ("15", None)}),
    ("Атауы\tмың теңге\tтонна\nЖол\t8\t120", {"8": ("8000", "KZT"), "120": ("120", "t")}),
    # In doubt
    ("Айран, литр\t450", {"450": None}),  # so many litres, or so many tenge
    ("доллар\t450", {"450": None}),
    ("Кіріс\tмың теңге\t1200", {"1200": None}),
    ("Бюджет\t5\tмлн теңге", {"5": None}),
    ("Атауы\tмлн теңге\nКіріс, мың теңге\t150", {"150": None}),
    ("Атауы\tмың теңге\nЖол\t1 200 теңге", {"1 200 теңге": None}),
    ("Атауы\tмың теңге\nЖол\t1,2 млн", {"1,2 млн": None}),
    ("Кіріс (млн теңге)\nӨңір | Адам | Сомасы\nСайрам | 512 | 640", {"512": None, "640": None}),
    ("Атауы | мың теңге\nЖол | 45 | 1 200", {"45": None, "1 200": None}),
    ("Атауы\tСомасы (мың теңге, мұнайсыз)\nЖол\t1 200", {"1 200": None}),
    ("Шығыс (мың теңге)\nЖол\t7 бөлім\t45", {"45": None}),
    # Not of the heading
    ("Кіріс, мың теңге\t450 адам\t900 теңге", {"450": ("450", None), "900 теңге": ("900", "KZT")}),
    ("Атауы\tмың теңге\nӨсім\t5 %", {"5 %": ("5", "percent")}),
    ("Атауы\tТеңге\nЖол\t200 теңге", {"200 теңге": ("200", "KZT")}),
    ("Атауы\tСаны\tмың теңге\nМектеп\t7\tжоқ", {"7": ("7", None)}),
    ("Шығыс (мың теңге)\nЖол\t512\n\nЖиынға 40 адам келді.", {"512": ("512000", "KZT"), "40": ("40", None)}),
    ("Бюджет мақұлданды\nЖиынға 40 адам келді, оның 12-сі әйел.", {"40": ("40", None), "12-сі": ("12", None)}),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


@pytest.mark.parametrize(("text", "values"), TABLES)
def test_figures(nlp: Language, text: str, values: dict[str, tuple[str, str | None] | None]) -> None:
    found = {}
    doc = nlp(text)
    for ent in doc.ents:
        if ent.text in values:
            quantity = ent._.quantity
            found[ent.text] = None if quantity is None else (str(quantity["value"]), quantity.get("unit"))
    assert found == values


@pytest.mark.parametrize("text", ["Атауы\tмың теңге\tтонна\nЖол\t8\t120", "Кіріс, мың теңге\t4500"])
def test_the_heading_itself_has_no_value(nlp: Language, text: str) -> None:
    assert [ent._.quantity for ent in nlp(text).ents if ent.text == "мың теңге"] == [None]


def test_figures_of_two_cells_have_no_value(nlp: Language) -> None:
    doc = nlp.make_doc("Атауы\tмың теңге\tтонна\nЖол\t8\t120")
    start = doc.text.index("8\t120")
    assert span_quantity(doc.char_span(start, start + len("8\t120"), label="QUANTITY")) is None


def test_long_tables_take_linear_time(nlp: Language) -> None:
    def seconds(text: str) -> float:
        start = time.perf_counter()
        nlp(text)
        return time.perf_counter() - start

    for row in ("Жол | 5 адам\n", "5 адам | ", "Жол, мың теңге\n"):
        seconds(row)
        assert seconds(row * 8_000) < 30 * max(seconds(row * 800), 0.02)
