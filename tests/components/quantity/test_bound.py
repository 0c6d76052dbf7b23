"""What `дейін` bounds, and that a change without it has no bound."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import atau
from atau.components.normalizer.component import span_quantity

AT_MOST, AT_LEAST = "at_most", "at_least"
BOUNDS = [
    ("Инфляция 4,8 пайызға төмендеді.", None),
    ("Қарыз 3 млрд теңгеге көбейді.", None),
    ("Жалақы 500 мың теңгеге дейін көтерілді.", AT_MOST),
    ("Жалақы 500 мың теңгеге шейін көтерілді.", AT_MOST),
    ("Бензин бағасы 200 теңгеге дейін түсті.", AT_LEAST),
    ("Бензин бағасы 200 теңгеге дейін түсті деп хабарлады.", AT_LEAST),
    ("Жұмысшылар саны 300-ге дейін қысқарды.", AT_LEAST),
    ("Көлемі 80 тоннаға дейін айтарлықтай азайған.", AT_LEAST),
    ("Инфляция 4,8 пайызға дейін күрт төмендеді.", AT_LEAST),
    ("Базалық мөлшерлеме 14 пайызға дейін төмендетілді.", AT_LEAST),
    ("Жұмыссыздық деңгейі 4,6 пайызға дейін азайған.", AT_LEAST),
    ("Инфляция 8 пайызға дейін баяулады.", AT_LEAST),
    ("4,8 пайызға дейін төмендеді.", AT_LEAST),
    ("Бюджет тапшылығы 2,5 пайызға дейін төмендеді.", AT_LEAST),
    ("Кедейлік 5 пайызға дейін азайды.", AT_LEAST),
    ("Қолдау 8 пайызға дейін түсті.", AT_LEAST),
    ("Балама көздердің үлесі 12 пайызға дейін түсті.", AT_LEAST),
    ("Ол өткен жылы 7 пайызға дейін қысқарды.", AT_LEAST),
    ("Экономиканың өсімі 3 пайызға дейін бәсеңдеді.", AT_LEAST),
    ("Көл аумағы 300 гектарға дейін кішірейді.", AT_LEAST),
    ("Доллар 450 теңгеге дейін түсті.", AT_LEAST),
    ("Мектеп оқушыларының саны 40-қа дейін түсіп кетті.", AT_LEAST),
    ("Ауа 5 градусқа дейін түседі.", AT_LEAST),
    ("Ауа минус 7-ге дейін түсті.", AT_LEAST),
    # The change itself
    ("Шығын 3 есеге дейін азайды.", AT_MOST),
    ("Мөлшерлеме 0,5 пайыздық тармаққа дейін төмендеді.", AT_MOST),
    ("Мөлшерде 10 пайызға дейінгі төмендеу болды.", AT_MOST),
    # No verb of falling
    ("Қоймада 5 литрге дейін суық су бар.", AT_MOST),
    ("Зауыт 5 тоннаға дейін түсті металл шығарады.", AT_MOST),
    ("Қала 2 миллионға дейін түсім алды.", AT_MOST),
    ("Ол 5 шақырымға дейін түсіндірді.", AT_MOST),
    ("Сапар 100 шақырымға дейін созылды, кейін түсті.", AT_MOST),
    ("Цистернаға 3 тоннаға дейін суы бар ыдыс құйылды.", AT_MOST),
    ("Отбасы 10 литрге дейін суын алып келді.", AT_MOST),
    ("Құбыр 3 метрге дейін суырылды.", AT_MOST),
    ("Сыныпта 100 метрге дейін түсірілім жасалды.", AT_MOST),
    # Degrees below zero
    ("Ауа минус 7 градусқа дейін суытты.", AT_LEAST),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


def _amount(doc: Doc) -> dict[str, object] | None:
    [amount] = [ent for ent in doc.ents if ent.label_ == "QUANTITY"]
    value: dict[str, object] | None = amount._.quantity
    return value


@pytest.mark.parametrize(("text", "approx"), BOUNDS)
def test_the_bound_of_an_amount(nlp: Language, text: str, approx: str | None) -> None:
    value = _amount(nlp(text))
    assert value is not None
    assert value.get("approx") == approx
    assert [name for name in ("low", "high") if name in value] == {None: [], AT_MOST: ["high"], AT_LEAST: ["low"]}[
        approx
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Бағалар 20 пайызға дейін арзандады.",
        "Көкөністер 20 пайызға дейін арзандады.",
        "Экспорт 30 пайызға дейін азайды.",
        "Тауарға сұраныс 10 пайызға дейін төмендеді.",
        "Дәрі бағасы 15 пайызға дейін төмендейді деп күтіледі.",
        "Дүкенде 10 мың теңгеге дейін тауар бағасы түсті.",
        "Шотқа 10 млн теңгеге дейін түсті.",
        "Кеншілер 300 метрге дейін түседі.",
        "Зауыт 100 тоннаға дейін түсіреді.",
        "Ұтыс 5 миллион теңгеге дейін түскен.",
        "Түнде минус 20 градусқа дейін аяз болады.",
        "Күндіз −2 градусқа дейін болады.",
    ],
)
def test_a_bound_in_doubt_gives_no_value(nlp: Language, text: str) -> None:
    assert _amount(nlp(text)) is None


@pytest.mark.parametrize(
    ("text", "mention", "approx"),
    [
        ("Инфляция 8 пайызға дейін төмендеді.", "8 пайызға", AT_LEAST),
        ("Билет 500 теңгеге дейін тұрады.", "500 теңгеге", AT_MOST),
        ("Онда 100-ге жуық адам бар.", "100-ге", "about"),
        ("Онда 100-ден астам адам бар.", "100-ден", "over"),
    ],
)
def test_an_approximator_that_a_model_cuts_off_counts(nlp: Language, text: str, mention: str, approx: str) -> None:
    doc = nlp.make_doc(text)
    start = text.index(mention)
    found = span_quantity(doc.char_span(start, start + len(mention), label="QUANTITY"))
    assert found is not None
    assert found.approx == approx
