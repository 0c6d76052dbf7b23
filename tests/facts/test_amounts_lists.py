"""Amounts in tables under years and verbs, in lists under a line that says whose or of what they are, in prices."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

CASES = [
    # a table of years under a caption that says what is counted
    ("Түлектер саны (адам):\nаудан | 2023 ж. | 2024 жылы | өзгеріс, %\n"
     "⟦LOC Бескөл⟧ | ⟦QUANTITY 31⟧ | ⟦QUANTITY 44⟧ | ⟦QUANTITY +41,9⟧\n",
     ["amount | +41,9 | counted=өзгеріс | subject=Бескөл",
      "amount | 31 | counted=Түлектер саны | subject=Бескөл | date=2023",
      "amount | 44 | counted=Түлектер саны | subject=Бескөл | date=2024"]),
    # heads that are verbs: the unit says what is counted, or the row whose it is
    ("Аудан | Емделді, адам | Сырқаттанды, %\n⟦LOC Бескөл⟧ | ⟦QUANTITY 31⟧ | ⟦QUANTITY 4,5⟧\n",
     ["amount | 31 | counted=адам | subject=Бескөл", "amount | 4,5 | subject=Бескөл"]),
    # a row that names an organisation and its place
    ("Шаруашылық | Жері, га | Түсімі, ц\n⟦LOC Бескөл⟧ а/о, ⟦ORG «Арай» ЖШС⟧ | ⟦QUANTITY 310⟧ | ⟦QUANTITY 13,8⟧\n",
     ["amount | 13,8 | counted=Түсімі | subject=«Арай» ЖШС", "amount | 310 | counted=Жері | subject=«Арай» ЖШС"]),
    # slashes with spaces; the row is about a person; a blank line under the heads
    ("Аты-жөні / ұйымы / ұпайы\n\n1. ⟦PERSON Омар, Серік⟧ / ⟦ORG №4 мектеп⟧ / ⟦QUANTITY 97⟧\n",
     ["amount | 97 | counted=ұпайы"]),
    # a line before the list says whose the items are, or what
    ("⟦LOC Бескөл⟧ ауылының бюджеті мынадай көлемде бекітілсін:\n1) кірістер – ⟦QUANTITY 96 млн теңге⟧, оның ішінде:\n"
     "салықтық түсімдер – ⟦QUANTITY 21 млн теңге⟧;\n2) тапшылығы (профициті) – ⟦QUANTITY 8 млн теңге⟧.\n",
     ["amount | 21 млн теңге | counted=салықтық түсімдер | subject=Бескөл",
      "amount | 8 млн теңге | counted=тапшылығы | subject=Бескөл",
      "amount | 96 млн теңге | counted=кірістер | subject=Бескөл"]),
    ("⟦LOC Бескөл⟧ пен ⟦LOC Сарыойға⟧ мыналар берілсін:\n1) кітаптар – ⟦QUANTITY 90⟧;\n",
     ["amount | 90 | counted=кітаптар"]),
    ("Субвенциялар мынадай болсын (мың теңге): ⟦LOC Бескөл⟧ а/о – ⟦QUANTITY 41 302⟧; "
     "⟦LOC Сарыой⟧ а/о – ⟦QUANTITY 38 990⟧.",
     ["amount | 38 990 | counted=Субвенциялар | subject=Сарыой",
      "amount | 41 302 | counted=Субвенциялар | subject=Бескөл"]),
    # an item that begins with a name
    ("1. ⟦ORG «Арай» ЖШС⟧ – ⟦POSITION оператор⟧, ⟦QUANTITY 2⟧ адам; ⟦QUANTITY 260 000 теңге⟧.\n",
     ["amount | 2 | counted=адам | subject=«Арай» ЖШС", "amount | 260 000 теңге | subject=«Арай» ЖШС"]),
    ("⟦LOC Бескөл ауданы⟧ – ⟦QUANTITY 642 мың теңге⟧; ⟦QUANTITY 4,7%⟧\n",
     ["amount | 4,7% | subject=Бескөл ауданы", "amount | 642 мың теңге | subject=Бескөл ауданы"]),
    # prices
    ("Сиыр (сауын) – ⟦QUANTITY 650 мың теңге⟧\nБие құлынымен – ⟦QUANTITY 1,1 млн теңге⟧\n"
     "Тай – ⟦QUANTITY 450 мың теңге⟧\n",
     ["amount | 1,1 млн теңге | counted=Бие", "amount | 450 мың теңге | counted=Тай",
      "amount | 650 мың теңге | counted=Сиыр"]),
    ("Күріш – ⟦QUANTITY 460⟧ және ⟦QUANTITY 430 теңге⟧.",
     ["amount | 430 теңге | counted=Күріш", "amount | 460 | counted=Күріш"]),
    ("Жылдық жоспар – ⟦QUANTITY 96 миллион тонна⟧.", ["amount | 96 миллион тонна | counted=Жылдық жоспар"]),
    ("Билет құны өзгермейді: үлкенге – ⟦QUANTITY 1 500⟧, балаға – ⟦QUANTITY 800 теңге⟧.",
     ["amount | 1 500 | counted=Билет құны", "amount | 800 теңге | counted=Билет құны"]),
]  # fmt: skip

SAID = [
    # of whom a possessed noun is
    ("⟦ORG Арай⟧ акциясы ⟦QUANTITY 4,8 пайызға⟧ қымбаттап, ⟦QUANTITY 412 теңгеге⟧ жетті.",
     ["amount | 4,8 пайызға | counted=акциясы | subject=Арай",
      "amount | 412 теңгеге | counted=акциясы | subject=Арай"]),
    ("Көшбасшы – ⟦ORG Арай⟧: акциясы ⟦QUANTITY 4 пайызға⟧ қымбаттады.",
     ["amount | 4 пайызға | counted=акциясы | subject=Арай"]),
    ("Жалғыз түскені – ⟦ORG Арай⟧ (⟦QUANTITY минус 1,3 пайыз⟧).", ["amount | минус 1,3 пайыз | subject=Арай"]),
    ("⟦LOC Сарыарқа⟧ ⟦QUANTITY 24⟧ оқу орнымен алда.", ["amount | 24 | counted=оқу орнымен | subject=Сарыарқа"]),
    # what goes on in the sentence
    ("Жігіттердің ⟦QUANTITY 14-і⟧ ⟦ORG Құрлық әскерлеріне⟧, ⟦QUANTITY 11-і⟧ ⟦ORG Ұлттық ұланға⟧ аттанды.",
     ["amount | 11-і | counted=Жігіттердің", "amount | 14-і | counted=Жігіттердің"]),
    ("Округтерден ⟦QUANTITY бесеуі⟧ қаржы сұраған.", ["amount | бесеуі | counted=Округтерден"]),
    # whether something rises or is made to rise
    ("Зиян ⟦QUANTITY 150 мың теңгеге дейін⟧ азайтылды.", ["amount | 150 мың теңгеге дейін | counted=Зиян"]),
    ("Жаға ⟦QUANTITY 17 километрге дейін⟧ жақындар еді.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), [*CASES, *SAID])
def test_what_an_amount_is_said_of(lines: Lines, text: str, facts: list[str]) -> None:
    assert sorted(line for line in lines(text) if line.startswith("amount")) == facts
