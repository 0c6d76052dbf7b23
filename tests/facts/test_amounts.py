"""Amounts in tables and lists, beside a dash, as parts of a whole; the organisation or place that they are of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

CASES = [
    # a noun that a dash or a colon equates with it
    ("Бас жүлде – ⟦QUANTITY 5 миллион теңге⟧.", ["amount | 5 миллион теңге | counted=Бас жүлде"]),
    ("Ісік – ⟦QUANTITY 12 пайыз⟧, жарақат – ⟦QUANTITY 9 пайыз⟧.",
     ["amount | 12 пайыз | counted=Ісік", "amount | 9 пайыз | counted=жарақат"]),
    ("Грант саны:\nбакалавриат – ⟦QUANTITY 50⟧;\nмагистратура – ⟦QUANTITY 20⟧.\n",
     ["amount | 20 | counted=Грант саны", "amount | 50 | counted=Грант саны"]),
    ("Қарсы – ⟦QUANTITY 2⟧, қалыс – ⟦QUANTITY 1⟧.", []),
    ("Екеуміз санасақ – ⟦QUANTITY 61⟧.", []),
    ("Қонақүйді үш күнге алғанбыз: ⟦QUANTITY 45 мың теңге⟧.", []),
    # measures
    ("Бойы – ⟦QUANTITY 190 сантиметр⟧.", ["amount | 190 сантиметр | counted=Бойы"]),
    ("Мұнда жыл бойы ⟦QUANTITY 18 градус⟧.", []),
    ("Ең төменгі жалақыны ⟦QUANTITY 120 мың теңгеге⟧ көтерді.",
     ["amount | 120 мың теңгеге | counted=төменгі жалақыны"]),
    ("⟦LOC Бескөл⟧ ауданында ⟦QUANTITY алты⟧ қайтты.", []),
    ("Жалақыны ⟦QUANTITY екі⟧ еселеп көтерді.", []),
    # the noun behind it
    ("Ол ⟦QUANTITY он алты⟧ ғылым кандидатын даярлады.", ["amount | он алты | counted=ғылым кандидатын"]),
    ("Тізімде ⟦QUANTITY 8⟧ заңды және жеке тұлға бар.", ["amount | 8 | counted=заңды және жеке тұлға"]),
    ("Қорапта ⟦QUANTITY екі келі⟧ құрт та бар.", ["amount | екі келі | counted=құрт"]),
    ("⟦QUANTITY Жүздеген⟧ мылтық тар жерде атылды.", ["amount | Жүздеген | counted=мылтық"]),
    ("⟦QUANTITY 67 келіге дейінгі⟧ салмақта жеңді.", ["amount | 67 келіге дейінгі | counted=салмақта"]),
    ("Қор ⟦QUANTITY екі⟧ мүгедектер арбасын берді.", ["amount | екі | counted=мүгедектер арбасын"]),
    ("Оған ⟦QUANTITY 9⟧ ұпай жетпеді.", ["amount | 9 | counted=ұпай"]),
    # a part of a whole
    ("Олардың ⟦QUANTITY 88 пайызы⟧ – әйел.", ["amount | 88 пайызы | counted=әйел"]),
    ("Қызығы сол, ⟦QUANTITY тоғызы⟧ – қыз бала.", ["amount | тоғызы | counted=қыз бала"]),
    # whose it is
    ("⟦LOC Арал⟧ ауданындағы ⟦LOC Бескөлде⟧ ⟦QUANTITY төрт⟧ мектеп бар.",
     ["amount | төрт | counted=мектеп | subject=Бескөл"]),
    ("«⟦ORG Асар⟧» қоры ⟦LOC Бескөлде⟧ ⟦QUANTITY 400⟧ отбасына қол ұшын созды.",
     ["amount | 400 | counted=отбасына | subject=Асар"]),
    ("⟦ORG Бескөл соты⟧ ⟦QUANTITY үш⟧ адамға үкім шығарды.", ["amount | үш | counted=адамға | subject=Бескөл соты"]),
    ("⟦ORG Полиция⟧ ⟦QUANTITY үш⟧ адамды анықтады.", ["amount | үш | counted=адамды"]),
    ("⟦ORG Асар⟧ қоры туралы ⟦QUANTITY үш⟧ мақала жазылды.", ["amount | үш | counted=мақала"]),
    ("Өтінім:\n1) ⟦ORG «Арай» ЖШС⟧ – ⟦QUANTITY 11 млн теңге⟧;\n2) ⟦ORG ЖК Тоқсан⟧ – ⟦QUANTITY 9 млн теңге⟧.\n",
     ["amount | 11 млн теңге | subject=«Арай» ЖШС", "amount | 9 млн теңге | subject=ЖК Тоқсан"]),
    ("⟦LOC Бескөлде⟧ ⟦QUANTITY 40 градус⟧.", ["amount | 40 градус | subject=Бескөл"]),
    ("Ең биігі – ⟦LOC Қаратас⟧ шыңы (⟦QUANTITY 2 992 метр⟧).", ["amount | 2 992 метр | subject=Қаратас"]),
    # tables
    ("| Аудан | Халқы, мың адам | 2024 ж. |\n| ⟦LOC Бескөл⟧ | ⟦QUANTITY 41⟧ | ⟦QUANTITY 12⟧ |\n",
     ["amount | 12 | subject=Бескөл | date=2024", "amount | 41 | counted=Халқы | subject=Бескөл"]),
    ("Бағыт\tБағасы\tТоп\n⟦LOC Бескөл⟧ – ⟦LOC Сарыой⟧\t⟦QUANTITY 15 000⟧\t⟦QUANTITY 12⟧\n",
     ["amount | 12 | counted=Топ", "amount | 15 000 | counted=Бағасы"]),
    ("| ⟦LOC Бескөл⟧ | ⟦QUANTITY 41⟧ | ⟦QUANTITY 12⟧ |\n", []),
    ("\tХалқы\tМектебі\n⟦LOC Бескөл⟧\t⟦QUANTITY 41⟧\t⟦QUANTITY 12⟧\n",
     ["amount | 12 | counted=Мектебі | subject=Бескөл", "amount | 41 | counted=Халқы | subject=Бескөл"]),
    ("| Халқы | Мектебі\n⟦LOC Бескөл⟧ | ⟦QUANTITY 41⟧ | ⟦QUANTITY 12⟧\n",
     ["amount | 12 | counted=Мектебі | subject=Бескөл", "amount | 41 | counted=Халқы | subject=Бескөл"]),
    ("| | Халқы | Мектебі |\n| ⟦LOC Бескөл⟧ | ⟦QUANTITY 41⟧ | ⟦QUANTITY 12⟧ |\n",
     ["amount | 12 | counted=Мектебі | subject=Бескөл", "amount | 41 | counted=Халқы | subject=Бескөл"]),
    ("Ауыл\tХалқы\tМектебі\n⟦LOC Бескөл⟧\t\t⟦QUANTITY 12⟧\n", ["amount | 12 | counted=Мектебі | subject=Бескөл"]),
    ("Ауыл\tХалқы\tМектебі\n\t⟦QUANTITY 41⟧\t⟦QUANTITY 12⟧\n",
     ["amount | 12 | counted=Мектебі", "amount | 41 | counted=Халқы"]),
    ("Ауыл\tХалқы\tМектебі\n⟦LOC Бескөл⟧\t⟦QUANTITY 41⟧\t\n", ["amount | 41 | counted=Халқы | subject=Бескөл"]),
    ("Ауыл\tХалқы\t\n⟦LOC Бескөл⟧\t⟦QUANTITY 41⟧\t⟦QUANTITY 12⟧\n",
     ["amount | 41 | counted=Халқы | subject=Бескөл"]),
    ("| Ауыл | Халқы | Мектебі |\n| ⟦LOC Бескөл⟧ | ⟦QUANTITY 41⟧ | ⟦QUANTITY 12⟧ |\n\n"
     "| Ауыл | Малы | Жері |\n| ⟦LOC Сарыой⟧ | ⟦QUANTITY 900⟧ | ⟦QUANTITY 70⟧ |\n",
     ["amount | 12 | counted=Мектебі | subject=Бескөл", "amount | 41 | counted=Халқы | subject=Бескөл",
      "amount | 70 | counted=Жері | subject=Сарыой", "amount | 900 | counted=Малы | subject=Сарыой"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), CASES)
def test_what_an_amount_is_said_of(lines: Lines, text: str, facts: list[str]) -> None:
    assert sorted(line for line in lines(text) if line.startswith("amount")) == facts
