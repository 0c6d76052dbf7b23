"""Hearsay, suppositions, plans and wishes state nothing; a report for which somebody answers does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from atau.facts import Holding, Location
from atau.facts.records import Fact

FactsOf = Callable[[str], list[Fact]]
Lines = Callable[[str], list[str]]

NOT_SAID = [
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды дейді.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалыпты дегенді естідім.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды деген қауесет тарады.",
    "Ел арасында ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ қызметінен кетті деген сөз бар.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды деп естідік.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды деседі.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалған көрінеді.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болуы мүмкін.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалуы ықтимал.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болса, бәрі өзгерер еді.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болғысы келеді.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болғанда, бәрі басқаша болар еді.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалсын деп тіледік.",
    "⟦PERSON Ермек Тоқсан⟧ – ⟦POSITION ректор⟧ дейді жұрт.",
    "Қауесет бойынша, ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды.",
    "Желіде тараған ақпаратқа сенсек, ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ қызметінен босатылды.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып сайланды деген рас па?",
    "⟦PERSON Ермек Тоқсан⟧ шынымен ⟦POSITION ректор⟧ қызметінен кетті ме?",
    "⟦PERSON Ермек Тоқсанды⟧ ⟦POSITION ректор⟧ етіп тағайындады деген хабар расталмады.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды деп ешкім айтқан жоқ.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалғаны туралы ақпарат жоққа шығарылды.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ лауазымына лайық еді.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болмақшы.",
    "⟦PERSON Ермек Тоқсан⟧ ертең ⟦POSITION ректор⟧ болып тағайындалады.",
    "⟦PERSON Ермек Тоқсан⟧ 2021 жылы ⟦POSITION ректор⟧ болып тағайындалар деп күтілген.",
    "⟦PERSON Ермек Тоқсан⟧ болашақ ⟦POSITION ректор⟧ ретінде аталады.",
    "⟦POSITION ректор⟧ болып ⟦PERSON Ермек Тоқсан⟧ тағайындалады деп күтілуде.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ бола алмады.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болудан бас тартты.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ қызметіне келуі керек.",
    "Өсек-аяңға қарағанда, ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып келген.",
    "⟦PERSON Ермек Тоқсан⟧ қайтыс болды деседі.",
    "⟦PERSON Ермек Тоқсан⟧ қайтыс болды деген қауесет тарады.",
    "⟦PERSON Ермек Тоқсан⟧ қайтыс болуы мүмкін.",
    "Қауесет бойынша, ⟦PERSON Ермек Тоқсан⟧ ⟦LOC Бескөлде⟧ қайтыс болған.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦LOC Бескөлде⟧ туған дейді.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦LOC Бескөлде⟧ туған болуы керек.",
    "⟦PERSON Ермек Тоқсан⟧ қайтыс болса, не болады?",
    "«⟦ORG Толқын⟧» компаниясының кеңсесі ⟦LOC Бескөлде⟧ орналасқан деседі.",
    "«⟦ORG Толқын⟧» компаниясының кеңсесі ⟦LOC Бескөлде⟧ орналасуы мүмкін.",
    "«⟦ORG Толқын⟧» компаниясының кеңсесі ⟦LOC Бескөлде⟧ орналаспақ.",
    "Серік ⟦POSITION болашақ ректор⟧ ⟦PERSON Ермек Тоқсанды⟧ көрді.",
    "Жаңа ⟦POSITION ректор⟧ ⟦PERSON Ермек Тоқсан⟧ болуы мүмкін.",
    "⟦POSITION Ректор⟧ ⟦PERSON Ермек Тоқсан⟧ болады деп күтілуде.",
    "⟦POSITION Ректор⟧ – ⟦PERSON Ермек Тоқсан⟧ болуы ықтимал.",
    "⟦POSITION Ректор⟧: ⟦PERSON Ермек Тоқсан⟧ ма, әлде ⟦PERSON Гүлай Жанай⟧ ма?",
    "Ол ⟦POSITION ректор⟧ болар ма еді.",
]

# Somebody answers for it, or the doubt is about something else.
SAID = [
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды деп хабарлады ⟦ORG Ақорда⟧.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды, деп хабарлады министрлік.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды деп жазады ⟦ORG Сырбел⟧.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалғанын министрлік растады.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды, дейді ⟦POSITION министр⟧ ⟦PERSON Гүлай Жанай⟧.",
    "Министрдің сөзіне қарағанда, ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып сайланған деп есептелсін.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды, бірақ қуанған жоқ.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды деп мәлімдеді баспасөз қызметі.",
    "⟦PERSON Ермек Тоқсан⟧ – ⟦POSITION ректор⟧, дейді анықтамалық.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_only_heard_or_supposed(lines: Lines, text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize("text", SAID)
def test_what_somebody_answers_for(facts_in: FactsOf, text: str) -> None:
    assert "Ермек Тоқсан" in {fact.person.normal for fact in facts_in(text) if isinstance(fact, Holding)}


def test_who_stands_for_an_office_is_a_candidate(lines: Lines) -> None:
    assert lines("⟦POSITION Депутаттыққа кандидат⟧ ⟦PERSON Ермек Тоқсан⟧ келді.") == [
        "holds | Ермек Тоқсан | Депутаттыққа кандидат | status=candidate"
    ]
    assert lines("⟦POSITION Ғылым кандидаты⟧ ⟦PERSON Ермек Тоқсан⟧ келді.") == [
        "holds | Ермек Тоқсан | Ғылым кандидаты"
    ]


def test_a_name_with_the_word_future_is_no_future_office(lines: Lines) -> None:
    (line,) = lines("⟦POSITION «⟦ORG Болашақ⟧» қорының төрағасы⟧ ⟦PERSON Ермек Тоқсан⟧ келді.")
    assert line == "holds | Ермек Тоқсан | «Болашақ» қорының төрағасы | org=Болашақ"


def test_where_an_organisation_may_be(facts_in: FactsOf) -> None:
    said = "«⟦ORG Толқын⟧» компаниясының кеңсесі ⟦LOC Бескөлде⟧ "
    assert [type(fact) for fact in facts_in(said + "орналасқан.")] == [Location]
    assert facts_in(said + "орналасады деп күтілуде.") == []
    assert facts_in(said + "орналасар ма екен?") == []
