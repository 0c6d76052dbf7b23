"""Amounts by more kinds of sentences: verbs that are no nouns, sums of two, whose an amount is by its clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from atau.facts import Amount
from atau.facts.records import Fact

FactsOf = Callable[[str], list[Fact]]

COUNTED = [
    # verbs are not counted
    ("Пойыз тәулігіне ⟦QUANTITY 60⟧ вагон өткізе алады.", "вагон"),
    ("Терминал ⟦QUANTITY 5 мың тонна⟧ жүк қабылдай алады.", "жүк"),
    ("Биіктікті ⟦QUANTITY 21 метрге дейін⟧ түсіру ұсынылды.", "Биіктікті"),
    ("Тарифті ⟦QUANTITY 9 пайызға дейін⟧ көтеруді ұсынды.", "Тарифті"),
    ("Тарифті ⟦QUANTITY 9 пайызға дейін⟧ көтерді.", "Тарифті"),
    ("Ол ⟦QUANTITY 750 мың доллар⟧ салды да, кетті.", None),
    # the noun behind the object of an agent, a particle before the noun
    ("Қазір ⟦QUANTITY 94⟧ заң бұзушыны ұстады.", "заң бұзушыны"),
    ("Былтыр ⟦QUANTITY 150⟧ білім алушыға көмектесті.", "білім алушыға"),
    ("Науқас ⟦QUANTITY 80 миллилитр⟧ ғана қан жоғалтты.", "қан"),
    ("Бәрін ⟦QUANTITY бір⟧ ғана сымға байлады.", "сымға"),
    # loanwords that end like a plural or a verb
    ("Жолда ⟦QUANTITY бір⟧ автогрейдер кезекшілікте тұр.", "автогрейдер"),
    ("Штатта ⟦QUANTITY бір⟧ фельдшер, ⟦QUANTITY бір⟧ санитар бар.", "фельдшер"),
    # votes, sums of two, from and to
    ("Қолдағаны – ⟦QUANTITY 82⟧, қарсы – ⟦QUANTITY 2⟧.", "Қолдағаны"),
    ("Жақтағандары – ⟦QUANTITY 40⟧.", "Жақтағандары"),
]


@pytest.mark.parametrize(("text", "counted"), COUNTED)
def test_what_an_amount_counts(facts_in: FactsOf, text: str, counted: str | None) -> None:
    found = [fact for fact in facts_in(text) if isinstance(fact, Amount)]
    assert (found[0].counted if found else None) == counted


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Айыппұлды ⟦QUANTITY 50 АЕК-тен⟧ ⟦QUANTITY 120 АЕК-ке⟧ көтереді.", ["Айыппұлды", "Айыппұлды"]),
        ("Сомасы – ⟦QUANTITY 5 млн теңге⟧ мен ⟦QUANTITY 300 доллар⟧.", ["Сомасы", "Сомасы"]),
    ],
)
def test_two_amounts_of_one_measure(facts_in: FactsOf, text: str, counted: list[str]) -> None:
    assert [fact.counted for fact in facts_in(text) if isinstance(fact, Amount)] == counted


SUBJECTS = [
    # in a part of a place, and where it is only the attribute of an event
    ("«⟦LOC Көлсай⟧» паркінің қақпасында ⟦QUANTITY 500⟧ көлік тұр.", "Көлсай"),
    ("⟦ORG «Арай» ЖШС-ның⟧ қоймасында ⟦QUANTITY 12⟧ көлік тұр.", "«Арай» ЖШС"),
    ("⟦LOC Есіл⟧ өзенінің жағасындағы ⟦QUANTITY 184 шаршы метрлік⟧ пәтер сатылды.", "Есіл"),
    ("⟦LOC Түркия⟧ астанасындағы жарыста құрама ⟦QUANTITY үш⟧ алтын алды.", None),
    ("⟦LOC Есілдің⟧ жағасында қаза тапқан ⟦QUANTITY 83⟧ жауынгер бар.", None),
    # who is going to, whom somebody else names, who is the object of a report
    ("⟦ORG «Арай» қоры⟧ ⟦QUANTITY 95 тонна⟧ күріш жеткізбек.", "«Арай» қоры"),
    ("⟦ORG Прокуратура⟧ ⟦ORG «Арай» ЖШС-ның⟧ ⟦QUANTITY 12⟧ жұмысшыға ақы төлемегенін анықтады.", "«Арай» ЖШС"),
    ("⟦ORG Бескөл музейі⟧ «Кілем тілі» атты көрмеге ⟦QUANTITY 64⟧ бұйым қойды.", "Бескөл музейі"),
    ("⟦ORG Бескөл соты⟧ (бұдан әрі – Сот) биыл осыған қатысты ⟦QUANTITY екі⟧ өтініш қарады.", "Бескөл соты"),
    ("Қаржының ⟦QUANTITY 60 пайызын⟧ ⟦ORG «Арай» қоры⟧ берді.", "«Арай» қоры"),
    ("Қаржының ⟦QUANTITY 60 пайызын⟧ ⟦ORG «Арай» қорына⟧ берді.", None),
    # a headline, a bracket, a bridge
    ("⟦LOC Бескөлде⟧ өрт: ⟦QUANTITY 12⟧ адам зардап шекті.", "Бескөл"),
    ("⟦LOC Бескөл⟧: ⟦QUANTITY 12⟧ адам зардап шекті.", None),
    ("Командалық есепте ⟦LOC Жапония⟧ (⟦QUANTITY 5⟧ алтын) бірінші.", "Жапония"),
    ("⟦LOC Есіл⟧ өзені арқылы өтетін ⟦QUANTITY 48 метрлік⟧ көпір жабылды.", None),
    # a person who is no subject of the clause
    ("⟦ORG Қайраттың⟧ сапында ⟦PERSON Серік⟧ есімді ⟦QUANTITY екі⟧ ойыншы жүр.", "Қайрат"),
    ("⟦LOC Бескөлде⟧ ⟦PERSON Ермек Тоқсан⟧ жүргізген көліктен ⟦QUANTITY 12⟧ қорап табылды.", "Бескөл"),
    ("⟦LOC Бескөлде⟧ ⟦PERSON Ермек Тоқсан⟧ ⟦QUANTITY 12⟧ қорап тапты.", None),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_whose_an_amount_is(facts_in: FactsOf, text: str, subject: str | None) -> None:
    (fact,) = [fact for fact in facts_in(text) if isinstance(fact, Amount)]
    assert (fact.subject.normal if fact.subject else None) == subject


def test_points_of_a_person_are_not_those_of_the_country(facts_in: FactsOf) -> None:
    assert not facts_in("2) ⟦PERSON Ермек Тоқсан⟧, ⟦LOC Қырғызстан⟧ – ⟦QUANTITY 7,5⟧;")


def test_a_part_that_is_somebody_of_an_organisation(facts_in: FactsOf) -> None:
    text = "Облыста тоғыз уролог бар, соның ⟦QUANTITY бесеуі⟧ – ⟦ORG Бескөл университетінің⟧ түлегі."
    (fact,) = [fact for fact in facts_in(text) if isinstance(fact, Amount)]
    assert fact.subject is not None
    assert (fact.counted, fact.subject.normal) == ("түлегі", "Бескөл университеті")
