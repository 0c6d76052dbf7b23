"""Who holds which office: meetings of a body, awarded ranks, elected ones, answers, rivals, vices."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

_TITLED = "⟦POSITION ⟦LOC Бескөл⟧ ауданының әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді."
_HELD = "holds | Ермек Тоқсан | Бескөл ауданының әкімі | place=Бескөл"

SAID = [
    # the meeting of a body
    ("⟦ORG Бескөл мәслихатының⟧ XIV сессиясында ⟦POSITION депутат⟧ ⟦PERSON Ермек Тоқсан⟧ сөйледі.",
     ["holds | Ермек Тоқсан | депутат | org=Бескөл мәслихаты"]),
    ("⟦ORG Сенаттың⟧ отырысында ⟦POSITION сенатор⟧ ⟦PERSON Ермек Тоқсан⟧ сөйледі.",
     ["holds | Ермек Тоқсан | сенатор | org=Сенат"]),
    ("⟦ORG Үкіметтің⟧ отырысында ⟦POSITION Қаржы министрі⟧ ⟦PERSON Ермек Тоқсан⟧ сөйледі.",
     ["holds | Ермек Тоқсан | Қаржы министрі"]),
    # a participle before the office
    ("⟦LOC Бескөл облысынан⟧ сайланған ⟦POSITION сенатор⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | сенатор | place=Бескөл облысы | status=elected"]),
    ("Жаңадан тағайындалған ⟦POSITION ректор⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | ректор | status=appointed"]),
    ("Сайланбаған ⟦POSITION депутат⟧ ⟦PERSON Ермек Тоқсан⟧ келді.", ["holds | Ермек Тоқсан | депутат"]),
    # what somebody says of themselves
    ("Өзін «⟦POSITION тергеуші⟧ ⟦PERSON Серік Асқаровпын⟧» деп таныстырды.", []),
    ("Біреу: «⟦POSITION Банк қызметкері⟧ ⟦PERSON Ермек Оспанмын⟧», – деді.", []),
    # awarded ranks
    ("Кезекті әскери атақ берілсін:\n⟦PERSON Тоқсан Е.⟧ – ⟦POSITION полковник⟧, ⟦POSITION бөлім командирі⟧;\n"
     "⟦PERSON Жанай Г.⟧ – ⟦POSITION майор⟧.\n",
     ["holds | Тоқсан Е. | полковник | status=appointed", "holds | Тоқсан Е. | бөлім командирі",
      "holds | Жанай Г. | майор | status=appointed"]),
    ("Қатысқандар:\n⟦PERSON Тоқсан Е.⟧ – ⟦POSITION полковник⟧;\n⟦PERSON Жанай Г.⟧ – ⟦POSITION майор⟧.\n",
     ["holds | Тоқсан Е. | полковник", "holds | Жанай Г. | майор"]),
    # an answer in an interview is speech
    ("– Кімнен үйрендіңіз?\n\n– ⟦PERSON Ермектен⟧. Ол ⟦LOC Бескөлде⟧ ⟦POSITION рота командирі⟧ болды.\n", []),
    # a rural district is no village
    ("⟦LOC Бескөл⟧ ауылында базар ашылды. ⟦POSITION Ауылдық округ әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | Ауылдық округ әкімі"]),
    ("⟦LOC Бескөл⟧ ауылдық округінде базар бар. ⟦POSITION Ауылдық округ әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | Ауылдық округ әкімі | place=Бескөл"]),
    # a deputy and a vice are one; a rival without a name makes an office uncertain
    ("⟦POSITION Қаржы министрінің орынбасары⟧ ⟦PERSON Ермек Тоқсан⟧ келді. Кейін ⟦POSITION вице-министр⟧ сөз алды.",
     ["holds | Ермек Тоқсан | Қаржы министрінің орынбасары", "holds | Ермек Тоқсан | вице-министр"]),
    (f"{_TITLED} Кейін ⟦POSITION әкім⟧ сөз алды.", [_HELD, "holds | Ермек Тоқсан | әкім"]),
    (f"{_TITLED} Жиынға ⟦POSITION ⟦LOC Сарыой⟧ ауданының әкімі⟧ де келді. Кейін ⟦POSITION әкім⟧ сөз алды.", [_HELD]),
    # in a life somebody else in another case is not the subject
    ("⟦PERSON Ермек Тоқсан⟧ (1791–1868) – шешен. ⟦PERSON Есім⟧ ⟦POSITION төренің⟧ ордасында ⟦POSITION кеңесші⟧ болды.",
     ["holds | Ермек Тоқсан | кеңесші | status=former", "holds | Есім | төре"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), SAID)
def test_holdings(lines: Lines, source: str, expected: list[str]) -> None:
    assert sorted(line for line in lines(source) if line.startswith("holds")) == sorted(expected)
