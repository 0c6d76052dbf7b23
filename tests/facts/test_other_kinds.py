"""Where organisations are, to what they belong, amounts, births and deaths."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

SAID = [
    # located
    ("⟦ORG ⟦LOC Бескөл⟧ облыстық мәслихаты⟧ жиналды.", ["located | Бескөл облыстық мәслихаты | Бескөл"]),
    ("⟦LOC Бескөл⟧ қаласындағы ⟦ORG №61 мектеп⟧ ашылды.", ["located | №61 мектеп | Бескөл"]),
    ("⟦LOC Бескөлдегі⟧ ⟦ORG №61 мектеп⟧ ашылды.", ["located | №61 мектеп | Бескөл"]),
    ("⟦LOC Бескөл⟧ шағын ауданындағы ⟦ORG №61 мектеп⟧ ашылды.", ["located | №61 мектеп | Бескөл"]),
    ("⟦LOC Бескөлдің⟧ «⟦ORG Сәуле⟧» театры келді.", ["located | Сәуле | Бескөл"]),
    ("Жеңімпаз – «⟦ORG Толқын⟧» (⟦LOC Бескөл⟧).", ["located | Толқын | Бескөл"]),
    ("«⟦ORG Толқын⟧» компаниясының кеңсесі ⟦LOC Бескөлде⟧ орналасқан.", ["located | Толқын | Бескөл"]),
    ("«⟦ORG Толқын⟧» компаниясы ⟦LOC Бескөлде⟧ орналаспаған.", []),
    ("⟦ORG «⟦LOC Бескөл⟧ Медиа» ЖШС⟧ хабарлады.", []),
    ("⟦ORG Air ⟦LOC Astana⟧⟧ хабарлады.", []),
    ("⟦LOC Бескөлде⟧ ⟦ORG «Толқын» ЖШС⟧ көрме өткізді.", []),
    ("⟦ORG ⟦LOC Жапонияның⟧ ⟦LOC Қазақстандағы⟧ елшілігі⟧ хабарлады.",
     ["located | Жапонияның Қазақстандағы елшілігі | Қазақстан"]),
    # part
    ("⟦ORG ⟦ORG Қаржы министрлігінің⟧ Қазынашылық комитеті⟧ жиналды.",
     ["part | Қаржы министрлігінің Қазынашылық комитеті | Қаржы министрлігі"]),
    ("⟦ORG Мәдениет министрлігінің⟧ «⟦ORG Сәуле⟧» орталығы ашылды.", ["part | Сәуле | Мәдениет министрлігі"]),
    ("⟦ORG «⟦ORG Толқын⟧» партиясы облыстық филиалы⟧ жиналды.",
     ["part | «Толқын» партиясы облыстық филиалы | Толқын"]),
    ("⟦ORG «⟦ORG Өрнек⟧» баспасы ЖШС⟧ жиналды.", []),
    ("⟦ORG Қаржы министрлігі⟧ мен ⟦ORG Мәдениет министрлігі⟧ келісті.", []),
    # amounts
    ("Ауылға ⟦QUANTITY 12⟧ жаңа автобус келді.", ["amount | 12 | counted=жаңа автобус"]),
    ("Жиынға ⟦QUANTITY 94⟧ адам келді.", ["amount | 94 | counted=адам"]),
    ("Қоймада ⟦QUANTITY 11 мың тонна⟧ астық жатыр.", ["amount | 11 мың тонна | counted=астық"]),
    ("Залалы – ⟦QUANTITY 21 миллион теңге⟧.", ["amount | 21 миллион теңге | counted=Залалы"]),
    ("Халық саны ⟦QUANTITY 20 миллионға⟧ жетті.", ["amount | 20 миллионға | counted=Халық саны"]),
    ("Зауыттағы жұмысшылардың ⟦QUANTITY бесеуі⟧ ауырды.", ["amount | бесеуі | counted=жұмысшылардың"]),
    ("⟦ORG №61 мектепте⟧ ⟦QUANTITY 840⟧ оқушы бар.", ["amount | 840 | counted=оқушы | subject=№61 мектеп"]),
    ("⟦LOC Бескөлде⟧ ⟦QUANTITY 3⟧ зауыт бар.", ["amount | 3 | counted=зауыт | subject=Бескөл"]),
    ("⟦ORG Қаржы министрлігі⟧ ⟦QUANTITY 3,7 миллиард теңге⟧ бөлді.",
     ["amount | 3,7 миллиард теңге | subject=Қаржы министрлігі"]),
    ("Ол ⟦QUANTITY екі⟧ рет келді.", []),
    ("Билет ⟦QUANTITY 5 есе⟧ арзан.", []),
    ("Үйде ⟦QUANTITY екі⟧ қабатты қора бар.", ["amount | екі | counted=қабатты"]),
    ("Ауылда ⟦QUANTITY 240⟧ бас сиыр бар.", ["amount | 240 | counted=бас сиыр"]),
    ("Базарда ет бағасы ⟦QUANTITY 700 теңге⟧.", ["amount | 700 теңге | counted=ет бағасы"]),
    ("⟦LOC Бескөл⟧ ауданында ⟦QUANTITY 3⟧ мектеп, ⟦QUANTITY 2⟧ балабақша бар.",
     ["amount | 3 | counted=мектеп | subject=Бескөл", "amount | 2 | counted=балабақша | subject=Бескөл"]),
    ("⟦LOC Бескөлде⟧ ⟦PERSON Ермек⟧ ⟦QUANTITY 3⟧ кітап жазды.", ["amount | 3 | counted=кітап"]),
    ("⟦ORG Полиция басқармасының⟧ мәліметінше, ⟦QUANTITY 26⟧ іс тіркелді.", ["amount | 26 | counted=іс"]),
    ("⟦ORG Прокуратура⟧ ⟦QUANTITY 26⟧ іс тіркелгенін хабарлады.", ["amount | 26 | counted=іс"]),
    # life
    ("⟦PERSON Гүлай Жанай⟧ 1979 жылы ⟦LOC Бескөл облысының⟧ ⟦LOC Сарыой⟧ ауданында туған.",
     ["born | Гүлай Жанай | place=Сарыой | date=1979"]),
    ("⟦PERSON Гүлай Жанай⟧ 2019 жылдың қаңтарында ⟦LOC Бескөлде⟧ қайтыс болды.",
     ["died | Гүлай Жанай | place=Бескөл | date=2019-01"]),
    ("⟦PERSON Гүлай Жанай⟧ (1845–1904 жж.) – ақын.",
     ["born | Гүлай Жанай | date=1845", "died | Гүлай Жанай | date=1904"]),
    ("⟦PERSON Гүлай Жанай⟧ 1979 жылы ⟦LOC Сарыой⟧ шағын ауданында туған.",
     ["born | Гүлай Жанай | place=Сарыой | date=1979"]),
    # Years in brackets may be those of an office.
    ("⟦PERSON Гүлай Жанай⟧ (2001–2013) – ⟦LOC Бескөл⟧ ⟦POSITION әкімі⟧.", []),
    ("⟦PERSON Гүлай Жанай⟧ (1991–2019).", []),
    ("Жиырма екі жасында қайтыс болған ⟦PERSON Гүлай Жанай⟧ (1920–1942) – ақын.",
     ["born | Гүлай Жанай | date=1920", "died | Гүлай Жанай | date=1942"]),
    ("⟦PERSON Гүлай Жанай⟧ (1845–1904) – ақын.",
     ["born | Гүлай Жанай | date=1845", "died | Гүлай Жанай | date=1904"]),
    ("Әріптесіміз ⟦PERSON Гүлай Жанайдың⟧ қайтыс болуына байланысты көңіл айтамыз.", ["died | Гүлай Жанай"]),
    ("⟦PERSON Гүлай Жанай⟧ туған жеріне келді.", []),
    ("⟦PERSON Гүлай Жанай⟧ қайтыс болған жоқ.", []),
    ("⟦PERSON Гүлай Жанай⟧ келді. Ол 1979 жылы ⟦LOC Сарыой⟧ ауылында дүниеге келген.",
     ["born | Гүлай Жанай | place=Сарыой | date=1979"]),
]  # fmt: skip


def test_an_action_is_not_what_money_counts(lines: Lines) -> None:
    (line,) = lines("⟦ORG Білім министрлігі⟧ ⟦QUANTITY 3 миллиард теңге⟧ бөлуді жоспарлап отыр.")
    assert "бөлуді" not in line


# Another dies or is born, or nobody says it for sure.
OTHERS = [
    "⟦PERSON Ермек Тоқсан⟧ науқасы қайтыс болды.",
    "⟦PERSON Ермек Тоқсан⟧ емдеген бала қайтыс болды.",
    "⟦PERSON Ермек Тоқсан⟧ немересі дүниеге келді.",
    "⟦PERSON Ермек Тоқсан⟧ қайтыс болды деген сөз өтірік.",
    "Бәлкім, ⟦PERSON Ермек Тоқсан⟧ қайтыс болды.",
    '"⟦PERSON Ермек Тоқсан⟧ қайтыс болды", - деді көршісі.',
]


@pytest.mark.parametrize("text", OTHERS)
def test_the_life_of_others(lines: Lines, text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize("between", ["2019 жылы", "ұзақ ауырған соң", "5 мамыр күні", "кенеттен", "болған апаттан"])
def test_what_stands_before_a_death(lines: Lines, between: str) -> None:
    (line,) = lines(f"⟦PERSON Ермек Тоқсан⟧ {between} қайтыс болды.")
    assert line.startswith("died | Ермек Тоқсан")


@pytest.mark.parametrize(("text", "facts"), SAID)
def test_what_is_said(lines: Lines, text: str, facts: list[str]) -> None:
    assert sorted(lines(text)) == sorted(facts)
