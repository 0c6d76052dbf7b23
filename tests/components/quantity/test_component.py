"""Quantities: spans in marked sentences, values in a table."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from atau.components.quantity.parsing import parse_quantity
from atau.corpus.marked import parse

FOUND = [
    # One in a contrast of numbers or with "only"; half of a thing.
    "Мешітте ⟦QUANTITY бір⟧ үлкен және ⟦QUANTITY екі⟧ шағын зал бар.",
    "Оның ⟦QUANTITY алты⟧ иті, ⟦QUANTITY үш⟧ аты, ⟦QUANTITY бір⟧ түйесі бар.",
    "Ол ⟦QUANTITY бір⟧ ғана сөз айтты.",
    "Оған ⟦QUANTITY жарты⟧ ұпай жетпеді.",
    # The number of the next line is none of this one.
    "1. Ордабас – ⟦QUANTITY 35⟧\n2. Қайсар – ⟦QUANTITY 33⟧\n",
    # Words behind and before an amount that belong to it.
    "Билет ⟦QUANTITY 500 теңгеден бастап⟧ сатылады.",
    "Бағасы ⟦QUANTITY 85 мыңнан бастап⟧ болады.",
    "Биіктігі ⟦QUANTITY екі метрден кем емес⟧ болсын.",
    "Өсімпұл ⟦QUANTITY 10 пайызынан көп емес⟧ болады.",
    "Жалақысы ⟦QUANTITY 400 мыңның үстінде⟧ екен.",
    "Баға ⟦QUANTITY 440 пен 455 аралығында⟧ ауытқиды.",
    "Мөлшерлеме ⟦QUANTITY 4,25–4,50 пайыз аралығында⟧ қалды.",
    "Қорда ⟦QUANTITY 180 мың данадан астам⟧ кітап бар.",
    "Омартасы ⟦QUANTITY 40 ұяға жуық⟧ болды.",
    "⟦QUANTITY Бес және одан да көп⟧ баласы бар.",
    "Халықтың ⟦QUANTITY 27 пайыздан сәл астамы⟧ келді.",
    "Малдың ⟦QUANTITY тең жартысы⟧ аман.",
    "Түнде ⟦QUANTITY минус 7 градусқа дейін⟧ суытты.",
    "Баға ⟦QUANTITY екі еселеп⟧ өсті.",
    "Терезе ⟦QUANTITY шаршы метріне 32 мың теңге⟧ тұрады.",
    "Әр келісіне ⟦QUANTITY 60 теңге⟧ төленді.",
    "Саны ⟦QUANTITY 318-ден⟧ ⟦QUANTITY 341-ге⟧ жетті.",
    "Қазылар ⟦QUANTITY 98⟧ балл берді.",
    # Counts: the numeral only.
    "Жиынға ⟦QUANTITY 80⟧ адам келді.",
    "Биыл ⟦QUANTITY 13 007⟧ өтініш түсті.",
    "Ауылда ⟦QUANTITY үш⟧ мектеп бар.",
    "Оның ⟦QUANTITY екеуі⟧ жаңадан салынды.",
    "Түлектердің ⟦QUANTITY 12-сі⟧ үздік бітірді.",
    "Қалада ⟦QUANTITY он мыңнан астам⟧ отбасы тұрады.",
    "Кітапханада ⟦QUANTITY 5 миллионға жуық⟧ том сақтаулы.",
    "Ол ⟦QUANTITY екі⟧ қабатты үй салды.",
    "Мұнда ⟦QUANTITY 120⟧ орындық асхана ашылды.",
    "Ауданда ⟦QUANTITY ондаған мың⟧ мал бар.",
    "Халықтың ⟦QUANTITY үштен екісі⟧ ауылда тұрады.",
    "Үйде ⟦QUANTITY бір⟧ бала қалды.",
    "Биыл ⟦QUANTITY 20⟧ жас маман келді.",
    "Жобаға ⟦QUANTITY 60⟧ жас қатысты.",
    # Money, percentages, measures: with the unit.
    "Оған ⟦QUANTITY 265 миллион теңге⟧ бөлінді.",
    "Құны ⟦QUANTITY 4 млрд. теңге⟧ болды.",
    "Бюджет ⟦QUANTITY 2,5 млрд астам теңгені⟧ құрады.",
    "Келісім ⟦QUANTITY 11,5 млрд. АҚШ долларын⟧ құрады.",
    "Компания ⟦QUANTITY $14 млрд⟧ салды.",
    "⟦QUANTITY $300⟧ төленді.",
    "Баға ⟦QUANTITY 29 пайызға⟧ өсті.",
    "Үлесі ⟦QUANTITY 31,5%-ды⟧ құрады.",
    "Мөлшерлеме ⟦QUANTITY 0,5 пайыздық тармаққа⟧ төмендеді.",
    "Алаңы ⟦QUANTITY 1,5 гектар⟧ болады.",
    "Ауылға дейін ⟦QUANTITY 30 шақырымға жуық⟧ жол бар.",
    "Бөлме көлемі ⟦QUANTITY 40 шаршы метр⟧ екен.",
    "Жел ⟦QUANTITY сағатына 60 километр⟧ жылдамдықпен соқты.",
    "Зауыт ⟦QUANTITY тәулігіне 3,8 миллион текше метр⟧ газ береді.",
    "Шөптің түсімі ⟦QUANTITY 12,5 ц/га⟧ болды.",
    "Қашықтық ⟦QUANTITY 42 шақырым 195 метр⟧ еді.",
    "Өнім ⟦QUANTITY екі есеге⟧ артты.",
    "Лентаның өлшемі ⟦QUANTITY 44 х 32 мм⟧ болады.",
    "Ыстық ⟦QUANTITY 35 градусқа дейін⟧ көтерілді.",
    "Айыппұл ⟦QUANTITY жиырма айлық есептік көрсеткіш⟧ болады.",
    # Approximators and ranges.
    "Жиынға ⟦QUANTITY шамамен 300⟧ адам келді.",
    "Ол ⟦QUANTITY кемінде 5⟧ жоба ұсынды.",
    "Ол ⟦QUANTITY кем дегенде үш⟧ кітап жазды.",
    "Оған ⟦QUANTITY 5–6⟧ адам барды.",
    "Мұнда ⟦QUANTITY екі-үш⟧ дүкен бар.",
    "Баға ⟦QUANTITY 10 теңгеден 15 теңгеге дейін⟧ көтерілді.",
    "Топта ⟦QUANTITY 10-нан 15-ке дейін⟧ оқушы болады.",
    "Теңдерге ⟦QUANTITY 1,7 млн-нан астам⟧ адам қатысты.",
    "Халықтың ⟦QUANTITY төрттен бірі⟧ ауылда тұрады.",
    "Жалақы ⟦QUANTITY 64 000 теңгеден 86 000 теңге аралығында⟧.",
    "⟦QUANTITY 100 теңгеден⟧ ⟦QUANTITY 86 теңгесі⟧ жұмсалды.",
    "Үлесі ⟦QUANTITY 28%-дан⟧ ⟦QUANTITY 18%-ға⟧ түсті.",
    # A clock, a date or a telephone number stands right before the amount.
    "Сағат 18:30 ⟦QUANTITY 5⟧ адам келді.",
    "Сағат 18.30 ⟦QUANTITY 5⟧ адам келді.",
    "Кеше 09:30 ⟦QUANTITY 120⟧ делегат тіркелді.",
    "Касса 18:30 ⟦QUANTITY 5 мың теңге⟧ жинады.",
    "Ашылуға 12.05.2020 ⟦QUANTITY 30⟧ адам келді.",
    "Тел. +7 701 123 45 67, ⟦QUANTITY 20⟧ өтінім түсті.",
    "Байланыс телефоны 87011234567, ⟦QUANTITY 4⟧ маман жұмыс істейді.",
    # The date ends with the case of the month.
    "Былтыр 15 мамырда ⟦QUANTITY 40⟧ адам келді.",
    "Кеше 21-22 сәуірде ⟦QUANTITY 300⟧ адам келді.",
    "Вагондардың желтоқсанда ⟦QUANTITY 700-і⟧ жөнделді.",
    "Мұнда шілдеде ⟦QUANTITY 20⟧ адам демалды.",
    "Матчта 3-1 есебімен жеңіп, ⟦QUANTITY 3⟧ ұпай алды.",
    "Орталыққа 103 қызметінен ⟦QUANTITY 250⟧ шақырту келді.",
    "Кеше ⟦QUANTITY 101⟧ қызметкер марапатталды.",
]

NOT_FOUND = [
    "Бұл 2014 жылы болды.",
    "Ол 2010-2015 жылдары оқыды.",
    "Жоба 2020 жылға дейін созылады.",
    "Кездесу 5 қазанда өтеді.",
    "Ол 12.03.2015 күні туған.",
    "Сапар 5 айға созылды.",
    "Үзіліс 2 сағат болды.",
    "Он бес жұмыс күні ішінде қаралады.",
    "Жауап 30 (отыз) күнтізбелік күн ішінде беріледі.",
    "Ол 35 жаста.",
    "Балабақшаға 3-тен 6 жасқа дейін қабылдайды.",
    "Ол бірінші орын алды.",
    "Ол 7-сынып оқушысы.",
    "Жеңімпаз - 8 сынып оқушысы.",
    "Бұл 21 ғасырдың ісі.",
    "Кезек 30 - жылдары басталды.",
    "Жиын 14:30-да басталды.",
    "Дүкен 9.00–18.00 аралығында ашық.",
    "Біз №13 мектепте оқыдық.",
    "Тел.: +7 (727) 270-39-63.",
    "Ол Жібек жолы көшесі, 48 үйде тұрады.",
    "Матч 3:1 есебімен аяқталды.",
    "Матч 3 – 1 есебімен аяқталды.",
    "Команда 2-3 есебімен ұтылды.",
    "Сеттер есебі 6:4, 7:5 болды.",
    "Кездесу 18:30 5-кабинетте өтеді.",
    "Кездесу 18:30 5 мамырда өтеді.",
    "Шілде 15, сенбі.",
    "Қаңтар – 6, 20, ақпан – 3.",
    "№5, 6 және 7 мектептер жабылды.",
    "Тел.: 8 (7182) 333754, 333986, факс 334385.",
    "Бір кісі келді.",
    "Олардың бірі кетті.",
    "Біреуі ғана қалды.",
    "Бұл бірнеше рет айтылды.",
    "Ол мұны сен үшін айтты.",
    "Онда алтын бар.",
    "1. Бекітілсін.",
    "2) Орындалсын.",
    "Жыл қорытындысы бойынша тоқсан сайын есеп беріледі.",
    "Жылдың бірінші жартысында басталды.",
    "Ол «100 нақты қадам» бағдарламасын айтты.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_quantities")
    return nlp


def _found(nlp: Language, text: str) -> list[str]:
    doc = nlp(text)
    return [span.text for span in doc.spans["rules"] if span.label_ == "QUANTITY"]


@pytest.mark.parametrize("source", [*FOUND, *NOT_FOUND])
def test_spans(nlp: Language, source: str) -> None:
    marked = parse(source)
    expected = [marked.text[mark.start : mark.end] for mark in marked.flat]
    assert _found(nlp, marked.text) == expected


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Үлесі 5%.", "quantity.percent"),
        ("Құны 5 теңге.", "quantity.money"),
        ("Салмағы 5 тонна.", "quantity.measure"),
        ("Бес адам келді.", "quantity.count"),
        ("Бес – алты адам келді.", "quantity.range"),
    ],
)
def test_rule_ids(nlp: Language, text: str, rule: str) -> None:
    doc = nlp(text)
    assert [span.id_ for span in doc.spans["rules"]] == [rule]


def test_candidates_are_appended(nlp: Language) -> None:
    doc = nlp.make_doc("Бес адам келді.")
    doc.spans["rules"] = [doc[2:3]]
    nlp.get_pipe("kk_quantities")(doc)
    assert len(doc.spans["rules"]) == 2


_PIECES = st.sampled_from(
    ["5", "-", "–", "%", "%-ды", "млрд.", "мың", "теңге", "жүзден", "астам", "(", ")", ".", ",",
     "жыл", "бес", "үштен", "екі", "х", "$", "№", "2015", "жартысы", "бүтін", "\n\n", " ", "/"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12), st.sampled_from(["", " "]))
@settings(max_examples=200, deadline=None)
def test_any_mixture(nlp: Language, pieces: list[str], space: str) -> None:
    """Any mixture gives spans inside the text that do not overlap, and values or None."""
    doc = nlp(space.join(pieces))
    spans = list(doc.spans["rules"])
    assert all(a.end <= b.start for a, b in pairwise(spans))
    parse_quantity(pieces)


def test_a_long_run_of_digits(nlp: Language) -> None:
    doc = nlp("1 - " * 2000)
    assert len(doc.spans["rules"]) <= 2000
