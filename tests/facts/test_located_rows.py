"""Where organisations are: rows of tables, registers, offices elsewhere, two locatives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

SAID = [
    # rows and registers
    ("1 | ⟦ORG ШҚ «Толқын»⟧ | ⟦PERSON Е. Тоқсан⟧ | ⟦LOC Бескөл⟧\n2 | ⟦ORG «Сәуле» ЖШС⟧ | | ⟦LOC Арай⟧ қ. | 12\n",
     ["located | ШҚ «Толқын» | Бескөл", "located | «Сәуле» ЖШС | Арай"]),
    ("⟦LOC Бескөл⟧ ауылы, ⟦ORG «Сәуле» ЖШС⟧ | 310\n", ["located | «Сәуле» ЖШС | Бескөл"]),
    ("⟦LOC Бескөл⟧ ауданы | ⟦ORG ЖК Тоқсан⟧ | 7\n", ["located | ЖК Тоқсан | Бескөл"]),
    ("⟦ORG «Сәуле» ЖШС⟧ ⟦LOC Бескөлге⟧ жүк тасиды | 7\n", []),
    ("⟦ORG «Сәуле» ЖШС⟧ | ⟦LOC Бескөл⟧ – ⟦LOC Арай⟧ | 7\n", []),
    ("1. ⟦ORG «Сәуле» ЖШС⟧, БСН 110240007781, ⟦LOC Бескөл⟧ ауданы, ⟦LOC Арай⟧ ауылы.\n",
     ["located | «Сәуле» ЖШС | Бескөл", "located | «Сәуле» ЖШС | Арай"]),
    ("1. ⟦ORG «Сәуле» ЖШС⟧, БСН 110240007781. ⟦POSITION Басшысы⟧ – ⟦PERSON Е. Тоқсан⟧. ⟦LOC Бескөл⟧ қ., 6.\n",
     ["located | «Сәуле» ЖШС | Бескөл"]),
    # an office elsewhere
    ("⟦ORG «Сәуле» ҰКП-ның⟧ ⟦LOC Бескөл⟧ қаласындағы кеңсесіне шағым түсті.", ["located | «Сәуле» ҰКП | Бескөл"]),
    ("«⟦ORG Сәуле⟧» саяси партиясының ⟦LOC Бескөлдегі⟧ филиалы көшті.", ["located | Сәуле | Бескөл"]),
    ("«⟦ORG Сәуле⟧» банкінің ⟦LOC Бескөлдегі⟧ жиыны өтті.", []),
    ("«⟦ORG Сәуле⟧» банкі ⟦LOC Бескөлдегі⟧ филиалға барды.", []),
    # two locatives
    ("Қызы ⟦LOC Бескөлде⟧, ⟦ORG №61 мектепте⟧ оқиды.", ["located | №61 мектеп | Бескөл"]),
    ("Қызы ⟦LOC Бескөл⟧ қаласында, «⟦ORG Сәуле⟧» лицейінде оқиды.", ["located | Сәуле | Бескөл"]),
    ("Жиын ⟦LOC Бескөлде⟧, ⟦ORG Қаржы министрлігі⟧ қатысты.", []),
    ("⟦LOC Бескөл⟧ маңындағы ⟦ORG Сәуле орталығы⟧ ашылды.", ["located | Сәуле орталығы | Бескөл"]),
    # a verb of working
    ("⟦LOC Бескөлде⟧ ⟦ORG Толқын⟧ басқаша жұмыс істейді.", ["located | Толқын | Бескөл"]),
    ("⟦LOC Бескөлде⟧ «⟦ORG Толқын⟧» бар.", ["located | Толқын | Бескөл"]),
    ("⟦LOC Бескөлде⟧ ⟦ORG Толқын⟧ жұмыс істемейді.", []),
    # a place in a name: a port or a junction is no brand; what an organisation is about is not where it is
    ("⟦ORG «⟦LOC Бескөл⟧ теңіз порты» АҚ⟧ ашылды.", ["located | «Бескөл теңіз порты» АҚ | Бескөл"]),
    ("⟦ORG «⟦LOC Бескөл⟧ жылу торабы» МКК⟧ ашылды.", ["located | «Бескөл жылу торабы» МКК | Бескөл"]),
    ("⟦ORG Халықаралық ⟦LOC Бескөлді⟧ қорғау қоры⟧ жиналды.", []),
    ("⟦LOC Бескөлдегі⟧ ⟦ORG ⟦LOC Оңтүстік Қазақстан⟧ академиясы⟧ ашылды.",
     ["located | Оңтүстік Қазақстан академиясы | Бескөл"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), SAID)
def test_locations(lines: Lines, source: str, expected: list[str]) -> None:
    assert [line for line in lines(source) if line.startswith("located")] == expected
