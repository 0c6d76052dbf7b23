"""Amounts as they are met in the field: signs, ranges, brackets, currency rows; and numbers that are no amounts."""

from __future__ import annotations

import pytest
from spacy.language import Language

import atau
from atau.components.quantity.context import NumberContext
from atau.components.quantity.elements import sequence
from atau.components.quantity.grammar import Grammar
from atau.components.quantity.lexicon import shared_lexicon
from atau.corpus.marked import parse
from atau.morphology.numerals import Numeral

MENTIONS = [
    "Дәрігер ⟦QUANTITY +75 кг⟧ салмақты белгіледі.",
    "Ертең ⟦QUANTITY +3...+7°C⟧ жылы болады.",
    "Таңертең ⟦QUANTITY −12…−9 градус⟧ болады.",
    "Далада ⟦QUANTITY –25 градус⟧ аяз.",
    "Төлем ⟦QUANTITY -7 %⟧ азайды.",
    "Айыппұл ⟦QUANTITY 300 (үш жүз) теңге⟧ болды.",
    "Салым ⟦QUANTITY 2 000 (екі мың) теңге⟧ болды.",
    "Жүк ⟦QUANTITY 7 кг дейін⟧ тегін.",
    "Кеме ⟦QUANTITY 12 м/с дейін⟧ жүзеді.",
    "Үлесі ⟦QUANTITY 15 бастап 40 % дейін⟧ өседі.",
    "Тереңдігі ⟦QUANTITY 3 метрден 8-метрге дейін⟧ барады.",
    "Құрама 12-ден 9-орынға көтерілді.",
    "Соңғы голды ол 90+3 минутта соқты.",
    "Айып добы 45+2-минутта тебілді, ал ⟦QUANTITY 90⟧ адам күтті.",
    "Ол 8-ден 11-сыныпқа дейін оқыды.",
    "Бүгін чемпионаттың 6 туры басталды.",
    "Бейнежазба 742 рет қаралды.",
    "Ақсақал 91 жасымен құттықтау алды.",
    "Әжем биыл 85-ке толды.",
    "Желдің екпіні ⟦QUANTITY 21 м/с⟧.",
    "Түсте ⟦QUANTITY 19°C⟧. Кешке жауады.",
    "Құрамы ⟦QUANTITY 4 г/т⟧.",
    "Ағыны ⟦QUANTITY 35 м³/с⟧ болды.",
    "Аумақтың ⟦QUANTITY 2/3⟧ бөлігі құрғақ.",
    "⟦QUANTITY $480.20⟧ ⟦QUANTITY €545.70⟧ ⟦QUANTITY ₽5.90⟧",
    "⟦QUANTITY 480 $⟧ ⟦QUANTITY 545 €⟧",
    "Спортшылар ⟦QUANTITY бір⟧ күміс, ⟦QUANTITY бес⟧ қола алды.",
    "Балалардың ⟦QUANTITY 6-i⟧ қыз.",
    "Сонда он сразу ответил деп жазыпты.",
    "Қор ⟦QUANTITY 2½ миллион теңге⟧ жинады.",
    "Қалада ⟦QUANTITY 1’250’000⟧ адам тұрады.",
    "Құны ⟦QUANTITY 2,750,000 теңге⟧ болды.",
    "Байланыс телефоны: +7 (7172) 33-37-54.",
    "Желі ⟦QUANTITY 310 кВт·сағ⟧ өткізеді.",
    "Үздіктер 2-4 орындарды алды.",
    "Көрілім саны: 318",
    "Пікірлер: 14",
    "👁 742",
    "Қаралды: ⟦QUANTITY 5⟧ іс.",
    "Қаралды: 1 254\nПікірлер: 7",
    "Атам биыл 90-ға келеді.",
    "Тіркелгендер саны ⟦QUANTITY 90-ға⟧ келді.",
    "Сол сәтте он мой друг деп күлді.",
    "Түнде ⟦QUANTITY −4…+1 °C⟧ болады.",
    "⟦QUANTITY $1⟧ – ⟦QUANTITY 480 теңге⟧.",
    "⟦QUANTITY $ 5 млн⟧ ⟦QUANTITY € 6 млн⟧",
    "⟦QUANTITY 5 млн $⟧ ⟦QUANTITY 6 млн €⟧",
    # бір is a number in a list of amounts, and an article before a comma.
    "Бір сөзбен, ⟦QUANTITY 30⟧ адам келді.",
    "⟦QUANTITY Бір⟧ бөлме, ⟦QUANTITY 30 м²⟧, балкон.",
    "Бір кезде, ⟦QUANTITY екі⟧ жігіт келді.",
    "Бұл бір жағы, ⟦QUANTITY 20 мың теңге⟧.",
    "Бір жағынан, ⟦QUANTITY үш⟧ себеп бар.",
    "Ол ⟦QUANTITY бір⟧ бұзау мен ⟦QUANTITY 200 мың теңге⟧ берді.",
    "Онда ⟦QUANTITY алты⟧ ит, ⟦QUANTITY үш⟧ маймыл, ⟦QUANTITY бір⟧ түйе бар.",
    # The number after мен is read twice only where it may end a range.
    "1. Су келді. Бізде ⟦QUANTITY 5⟧ мен 2. Жол ашылды.",
    "Құны ⟦QUANTITY 4 пен 5 млн теңге аралығында⟧.",
    "Құны ⟦QUANTITY жүз бес пен екі жүз жиырма бес мың АҚШ доллары аралығында⟧.",
    "Бағалар: ⟦QUANTITY 90⟧, ⟦QUANTITY 105⟧, ⟦QUANTITY 112⟧.",
    "Апат болса, 112.",
    "Ол ⟦QUANTITY екіжүз елу теңге⟧ төледі.",
    "Ол ⟦QUANTITY жиырмабес теңге⟧ төледі.",
    "Залда ⟦QUANTITY 6 адамнан кем емес⟧ отыр.",
    "Залға ⟦QUANTITY 20-дан астам емес⟧ адам сыяды.",
    "Ол ⟦QUANTITY жарты⟧ айран ішті.",
    "Ол жарты айдан соң келді, жарты жолда қалды.",
    # With әр, the word of the rate stays outside.
    "Су әр литріне ⟦QUANTITY 600 теңге⟧ тұрады.",
    "Жер әр шаршы метріне ⟦QUANTITY 600 теңге⟧ тұрады.",
    "Жер ⟦QUANTITY шаршы метріне 600 теңге⟧ тұрады.",
    "Есеп: ⟦QUANTITY 9⟧ минус ⟦QUANTITY 4⟧ тең ⟦QUANTITY 5⟧.",
    "Қалдық: ⟦QUANTITY 9 теңге⟧ минус ⟦QUANTITY 4 теңге⟧.",
    "Түнде ⟦QUANTITY минус 9 градус⟧ болды.",
    "⟦QUANTITY $ 480 000⟧ ⟦QUANTITY € 545 000⟧",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


@pytest.mark.parametrize("source", MENTIONS)
def test_mentions(nlp: Language, source: str) -> None:
    marked = parse(source)
    found = [ent.text for ent in nlp(marked.text).ents if ent.label_ == "QUANTITY"]
    assert found == [marked.text[mark.start : mark.end] for mark in marked.flat]


@pytest.mark.parametrize(
    "text",
    ["Көрілім саны: 318", "Бейне 318 рет қаралды.", "Құрама 12-ден 9-орынға көтерілді.", "Ол 3-тен 7-сыныпқа көшті."],
)
def test_no_model_may_take_counters_and_shared_ordinals_for_amounts(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert [span.label_ for span in doc.spans["vetoes"]] == ["QUANTITY"]


@pytest.mark.parametrize("text", ["$480.20 €545.70 ₽5.90", "480.20$, 545.70€", "$480.20 | €545.70 | ₽5.90"])
def test_rows_of_currencies_stand_against_the_model(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert {ent._.source for ent in doc.ents} == {"quantity.currency_row"}


def test_idioms_and_titles_may_have_any_number_of_words() -> None:
    lexicon = shared_lexicon()
    items = sequence([lexicon.elements(word) for word in ("екі", "оттың", "арасында")], [True] * 3, [""] * 3)
    number = NumberContext(Grammar(items, lexicon, lambda *_: False), Numeral(2, "cardinal"), 0, 1)
    assert number.begins(("екі", "оттың", "арас"))
    assert not number.begins(("екі", "оттың", "арасында", "қалып", "қой"))


def test_long_rows_of_currencies_take_linear_time(nlp: Language) -> None:
    assert len(nlp("1 $ " * 20_000).ents) == 20_000


@pytest.mark.parametrize(
    "text",
    [
        "Байланыс: 87011234567",
        "Штрихкод 4870001234567.",
        "Анықтама: 109",
        "Жедел көмек: 103.",
        "Жедел жәрдем – 103.",
        "Көлік нөмірі 123 ABC 01.",
        "Құрылыс СТ РК 1174-2003 талабына сай.",
        "Жоба МЕМСТ 1050-2015 бойынша жасалды.",
        "Болат ГОСТ 1050-2013 бойынша.",
        "Зауыт ISO 9001 сертификатын алды.",
        "Көлігі 456 КМТ 11 еді.",
        "Карьерде БелАЗ 75131 жұмыс істейді.",
        "Жолмен КамАЗ 5320 жүріп өтті.",
        "Егістікте МТЗ 82 тракторы жүр.",
        "Ми 8 тікұшағы іске қосылды.",
        "Жиында хаттама 12 толтырылды.",
        "Келісімшарт 45 бойынша төленді.",
        "Кеше рейс 123 кешікті.",
        "Өсім төменде (кесте 3) берілді.",
        "Кбе 17, КНП 859.",
        "Төлем коды – 859.",
        "Ол мыңның бірі еді.",
    ],
)
def test_numbers_to_dial_plates_and_bar_codes_are_no_amounts(nlp: Language, text: str) -> None:
    assert [ent.text for ent in nlp(text).ents] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Қорда 10000000000 теңге бар.", 10**10),
        ("Оған 100000000000 теңге керек.", 10**11),
        ("Онда 100 АЕК 20 күнде төленді.", 100),
        ("Көмек: 105 теңге.", 105),
        ("Сынақ ISO 30 мың теңге тұрады.", 30_000),
        ("Түнде нөл градус болды.", 0),
        ("Жүргізушілер он үйдің бірінде отыр.", 10),
        ("Соқтығысқан КамАЗ 3 адамды жаралады.", 3),
        ("Жаңа БелАЗ 120 тонна жүк тасиды.", 120),
        ("Бүгін акт 3 данада жасалды.", 3),
        ("Төлем коды 12 таңбадан тұрады.", 12),
        ("Былтыр түскен өтінім 45 болды.", 45),
        ("Екінші шарт 2 тарапқа міндет жүктейді.", 2),
    ],
)
def test_amounts_that_look_like_codes(nlp: Language, text: str, value: int) -> None:
    assert [ent._.quantity["value"] for ent in nlp(text).ents] == [value]
