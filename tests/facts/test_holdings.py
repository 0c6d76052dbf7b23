"""Who holds which office: one sentence for each way of saying it, and for what is no fact."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

SAID = [
    # beside the name
    ("⟦POSITION ⟦LOC Бескөл⟧ ауданының әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | Бескөл ауданының әкімі | place=Бескөл"]),
    ("Жиында ⟦POSITION ректор⟧, ⟦POSITION профессор⟧ ⟦PERSON Ермек Тоқсан⟧ сөйледі.",
     ["holds | Ермек Тоқсан | ректор", "holds | Ермек Тоқсан | профессор"]),
    ("⟦POSITION рота командирі⟧ ⟦POSITION майор⟧ ⟦PERSON Тоқсан⟧ рапорт берді.",
     ["holds | Тоқсан | рота командирі", "holds | Тоқсан | майор"]),
    ("⟦PERSON Ермек Тоқсан⟧, ⟦POSITION аудан әкімі⟧, сөз алды.",
     ["holds | Ермек Тоқсан | аудан әкімі"]),
    ("⟦PERSON Ермек Тоқсан⟧ (⟦POSITION бас дәрігер⟧) жауап берді.",
     ["holds | Ермек Тоқсан | бас дәрігер"]),
    ("⟦PERSON Ермек Тоқсан⟧ – ⟦POSITION бас дәрігер⟧, ⟦POSITION профессор⟧.",
     ["holds | Ермек Тоқсан | бас дәрігер", "holds | Ермек Тоқсан | профессор"]),
    ("⟦POSITION Жиын хатшысы⟧: ⟦PERSON Г. Жанай⟧",
     ["holds | Г. Жанай | Жиын хатшысы"]),
    ("⟦POSITION Бас редактор⟧ – ⟦PERSON Г. Жанай⟧.",
     ["holds | Г. Жанай | Бас редактор"]),
    ("⟦PERSON Қасқыр⟧ ⟦POSITION хан⟧ шеруге шықты.",
     ["holds | Қасқыр | хан"]),
    ("⟦POSITION Министр⟧\n\n⟦PERSON Г. Жанай⟧\n",
     ["holds | Г. Жанай | Министр"]),
    ("⟦PERSON Гүлай Жанай⟧,\n⟦POSITION «⟦ORG Сырбел⟧» газетінің тілшісі⟧\n",
     ["holds | Гүлай Жанай | «Сырбел» газетінің тілшісі | org=Сырбел"]),
    ("⟦PERSON Е. Тоқсан⟧, ⟦POSITION төраға⟧\n⟦PERSON Г. Жанай⟧, ⟦POSITION хатшы⟧\n",
     ["holds | Е. Тоқсан | төраға", "holds | Г. Жанай | хатшы"]),
    # the date of another clause, and the end of a stretch of time
    ("2001 жылы ⟦PERSON Ермек Тоқсан⟧ мектепті бітіріп, ⟦POSITION ректор⟧ болып тағайындалды.",
     ["holds | Ермек Тоқсан | ректор | status=appointed"]),
    ("⟦PERSON Ермек Тоқсан⟧ 2001 жылдан 2005 жылға дейін ⟦POSITION ректор⟧ болды.",
     ["holds | Ермек Тоқсан | ректор | status=former | date=2001"]),
    ("2005 жылға дейін ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болды.",
     ["holds | Ермек Тоқсан | ректор | status=former"]),
    # an officeholder who receives, and one who is received
    ("⟦POSITION Президент⟧ ⟦POSITION ⟦LOC Бескөл⟧ елшісі⟧ ⟦PERSON Ермек Тоқсанды⟧ қабылдады.",
     ["holds | Ермек Тоқсан | Бескөл елшісі | place=Бескөл"]),
    ("⟦POSITION Ректор⟧ ⟦PERSON Ермек Тоқсанды⟧ ⟦PERSON Гүлай Жанай⟧ қабылдады.",
     ["holds | Ермек Тоқсан | Ректор"]),
    ("Кеше ⟦POSITION ректор⟧ ⟦PERSON Ермек Тоқсанды⟧ іздедік.",
     ["holds | Ермек Тоқсан | ректор"]),
    # lists
    ("Комиссия құрамы:\n⟦PERSON Е. Тоқсан⟧ – ⟦POSITION төраға⟧;\n⟦PERSON Г. Жанай⟧ – ⟦POSITION хатшы⟧.\n",
     ["holds | Е. Тоқсан | төраға", "holds | Г. Жанай | хатшы"]),
    ("Қатысқандар: ⟦POSITION директор⟧ ⟦PERSON Е. Тоқсан⟧, ⟦POSITION хатшы⟧ ⟦PERSON Г. Жанай⟧.",
     ["holds | Е. Тоқсан | директор", "holds | Г. Жанай | хатшы"]),
    ("1. ⟦PERSON Тоқсан, Ермек⟧ – ⟦POSITION бас маман⟧\n2. ⟦PERSON Жанай, Гүлай⟧ – ⟦POSITION доцент⟧\n",
     ["holds | Тоқсан, Ермек | бас маман", "holds | Жанай, Гүлай | доцент"]),
    # status in the office
    ("⟦POSITION Бұрынғы ректор⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | Бұрынғы ректор | status=former"]),
    ("⟦POSITION Ректордың міндетін уақытша атқарушы⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | Ректордың міндетін уақытша атқарушы | status=acting"]),
    ("Марқұм ⟦POSITION академик⟧ ⟦PERSON Ермек Тоқсан⟧ туралы кітап шықты.",
     ["holds | Ермек Тоқсан | академик | status=deceased"]),
    # verbs
    ("2021 жылғы 3 мамырда ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды.",
     ["holds | Ермек Тоқсан | ректор | status=appointed | date=2021-05-03"]),
    ("⟦POSITION Ректор⟧ болып ⟦PERSON Ермек Тоқсан⟧ сайланды.",
     ["holds | Ермек Тоқсан | Ректор | status=elected"]),
    ("Кеңес ⟦PERSON Ермек Тоқсанды⟧ ⟦POSITION ректор⟧ етіп тағайындады.",
     ["holds | Ермек Тоқсан | ректор | status=appointed"]),
    ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ қызметінен босатылды.",
     ["holds | Ермек Тоқсан | ректор | status=dismissed"]),
    ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ лауазымынан өз өтінішімен кетті.",
     ["holds | Ермек Тоқсан | ректор | status=dismissed"]),
    ("⟦POSITION Төраға⟧ ⟦PERSON Ермек Тоқсан⟧ өз еркімен қызметінен босатылды.",
     ["holds | Ермек Тоқсан | Төраға | status=dismissed"]),
    ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ қызметін атқарады.",
     ["holds | Ермек Тоқсан | ректор"]),
    ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ қызметін атқарған.",
     ["holds | Ермек Тоқсан | ректор | status=former"]),
    ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ міндетін атқарып жүр.",
     ["holds | Ермек Тоқсан | ректор | status=acting"]),
    ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION слесарь⟧ болып жұмыс істейді.",
     ["holds | Ермек Тоқсан | слесарь"]),
    ("Бұрын ⟦POSITION ректор⟧ болған ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | ректор | status=former"]),
    ("1998–2003 жылдары ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ⟦ORG №5 мектептің⟧ директоры⟧ болды.",
     ["holds | Ермек Тоқсан | №5 мектептің директоры | org=№5 мектеп | status=former | date=1998"]),
    ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION министр⟧ лауазымына ұсынылды.",
     ["holds | Ермек Тоқсан | министр | status=candidate"]),
    ("⟦POSITION Генерал-майор⟧ ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION қолбасшы⟧ болып тағайындалды.",
     ["holds | Ермек Тоқсан | Генерал-майор", "holds | Ермек Тоқсан | қолбасшы | status=appointed"]),
    ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION елші⟧ болып тағайындалды, ол ⟦POSITION министрдің орынбасары⟧ лауазымынан "
     "босатылды.",
     ["holds | Ермек Тоқсан | елші | status=appointed",
      "holds | Ермек Тоқсан | министрдің орынбасары | status=dismissed"]),
    ("⟦PERSON Ермек Тоқсан⟧ 1984 жылы келді. Кейін ⟦POSITION ректор⟧ болып сайланды.",
     ["holds | Ермек Тоқсан | ректор | status=elected"]),
    ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION цех шебері⟧, кейін ⟦POSITION цех бастығы⟧ қызметтерін атқарды.",
     ["holds | Ермек Тоқсан | цех шебері | status=former", "holds | Ермек Тоқсан | цех бастығы | status=former"]),
    # a sentence without a name
    ("⟦PERSON Ермек Тоқсан⟧ келді. Ол – ⟦POSITION бас дәрігер⟧ әрі ⟦POSITION профессор⟧.",
     ["holds | Ермек Тоқсан | бас дәрігер", "holds | Ермек Тоқсан | профессор"]),
    ("⟦PERSON Ермек Тоқсан⟧ 1960 жылы туған. ⟦PERSON Гүлай⟧ оның қызы. 1987–1999 жылдары – ⟦POSITION цех шебері⟧; "
     "2001 жылдан бері – ⟦POSITION цех бастығы⟧.",
     ["holds | Ермек Тоқсан | цех шебері | status=former | date=1987",
      "holds | Ермек Тоқсан | цех бастығы | date=2001"]),
    ("⟦PERSON Ермек Тоқсан⟧ (1845–1904) – ⟦POSITION би⟧.",
     ["holds | Ермек Тоқсан | би | status=deceased"]),
    ("⟦PERSON Ермек Тоқсан⟧ дүниеден озды. ⟦POSITION Академик⟧ ⟦PERSON Тоқсан⟧ көп еңбек етті.",
     ["holds | Тоқсан | Академик | status=deceased"]),
    ("Тағайындалды:\n⟦PERSON Е. Тоқсан⟧ – ⟦POSITION бас маман⟧;\n⟦PERSON Г. Жанай⟧ – ⟦POSITION доцент⟧.\n",
     ["holds | Е. Тоқсан | бас маман | status=appointed", "holds | Г. Жанай | доцент | status=appointed"]),
    # organisation and place
    ("⟦POSITION ⟦ORG Қаржы министрлігінің⟧ өкілі⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | Қаржы министрлігінің өкілі | org=Қаржы министрлігі"]),
    ("⟦LOC Бескөл облысында⟧ жиын өтті. ⟦POSITION Облыс әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | Облыс әкімі | place=Бескөл облысы"]),
    ("⟦LOC Бескөл облысы⟧ мен ⟦LOC Сарыой облысы⟧ шектеседі. ⟦POSITION Облыс әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     ["holds | Ермек Тоқсан | Облыс әкімі"]),
    # an office without a name
    ("⟦POSITION Аудан әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді. Кейін ⟦POSITION әкім⟧ сөз алды.",
     ["holds | Ермек Тоқсан | Аудан әкімі", "holds | Ермек Тоқсан | әкім"]),
    ("⟦POSITION Облыс әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді. Кейін ⟦POSITION өңір басшысы⟧ сөз алды.",
     ["holds | Ермек Тоқсан | Облыс әкімі", "holds | Ермек Тоқсан | өңір басшысы"]),
    ("⟦POSITION Аудан әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ пен ⟦POSITION ауыл әкімі⟧ ⟦PERSON Гүлай Жанай⟧ келді. "
     "⟦POSITION Әкім⟧ сөз алды.",
     ["holds | Ермек Тоқсан | Аудан әкімі", "holds | Гүлай Жанай | ауыл әкімі"]),
    ("⟦POSITION Төрағаның бірінші орынбасары⟧ ⟦PERSON Ермек Тоқсан⟧ келді. ⟦POSITION Төраға орынбасары⟧ қысылған жоқ.",
     ["holds | Ермек Тоқсан | Төрағаның бірінші орынбасары", "holds | Ермек Тоқсан | Төраға орынбасары"]),
    ("⟦POSITION Аудан әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді. Бұрын ол ⟦POSITION әкім⟧ болған жоқ.",
     ["holds | Ермек Тоқсан | Аудан әкімі"]),
    # lists
    ("⟦POSITION Хатшы⟧: ⟦POSITION бас маман⟧ ⟦PERSON Г. Жанай⟧\n",
     ["holds | Г. Жанай | Хатшы", "holds | Г. Жанай | бас маман"]),
    ("⟦PERSON Е. Тоқсан⟧ – ⟦POSITION төраға⟧;\n⟦PERSON Г. Жанай⟧ – заңгер, ⟦POSITION хатшы⟧.\n",
     ["holds | Е. Тоқсан | төраға", "holds | Г. Жанай | хатшы"]),
    # a headline names the person behind its verb
    ("Жаңа ⟦POSITION министр⟧ тағайындалды – ⟦PERSON Ермек Тоқсан⟧.",
     ["holds | Ермек Тоқсан | министр | status=appointed"]),
    ("Ол облыс орталығына ауысты. ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып ауысты.",
     ["holds | Ермек Тоқсан | ректор | status=appointed"]),
    ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION взвод командирі⟧ болып қызмет етеді.",
     ["holds | Ермек Тоқсан | взвод командирі"]),
    ("⟦PERSON Ермек Тоқсан⟧ жиырма жыл ⟦POSITION директор⟧ болып еңбек етті.",
     ["holds | Ермек Тоқсан | директор | status=former"]),
    ("⟦POSITION Бас дәрігер⟧ ⟦PERSON Ермек Тоқсанға⟧ рақмет: көршім келіп көмек сұрады.",
     ["holds | Ермек Тоқсан | Бас дәрігер"]),
    # said twice
    ("⟦POSITION Ректор⟧ ⟦PERSON Ермек Тоқсан⟧ келді. ⟦POSITION ректор⟧ ⟦PERSON Тоқсан⟧ кетті.",
     ["holds | Ермек Тоқсан | Ректор"]),
]  # fmt: skip

NOT_SAID = [
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалмады.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалған жоқ.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалуы мүмкін.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалмақ.",
    "Егер ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалса, жақсы болар еді.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып сайланды ма?",
    "«⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды», – деді көршісі.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды деген ақпарат жалған.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалғанын жоққа шығарды.",
    "⟦PERSON Ермек Тоқсан⟧ – ⟦POSITION ректор⟧ емес.",
    "⟦PERSON Ермек Тоқсан⟧ – ⟦POSITION ректор⟧ әрі ⟦POSITION доцент⟧ емес, жай оқытушы.",
    "⟦PERSON Ермек Тоқсан⟧ – ⟦POSITION ректор⟧ пе?",
    '"⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалды", - деді көршісі.',
    "Мүмкін, ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болып тағайындалған.",
    "2090 жылы ⟦PERSON Ермек Тоқсан⟧ ⟦POSITION ректор⟧ болады.",
    "⟦POSITION Президент⟧ ⟦PERSON Ермек Тоқсанды⟧ қабылдады.",
    "Хабар: «⟦POSITION Президент⟧ ⟦PERSON Ермек Тоқсанды⟧ қабылдады», – деп жазды.",
    "⟦POSITION Директор⟧ – ⟦PERSON Ермек Тоқсанның⟧ ағасы.",
    "⟦POSITION Бапкер⟧: ⟦PERSON Ермек Тоқсанның⟧ ойыны ұнады.",
    "⟦POSITION Премьер-министр⟧ ⟦PERSON Ермек Тоқсанмен⟧ Бескөлде кездесті.",
    "⟦POSITION ⟦ORG Сырбел⟧ тілшісі⟧ ⟦PERSON Ермек Тоқсаннан⟧ сұхбат алды.",
    "⟦PERSON Гүлай⟧ пен ⟦PERSON Айнұр⟧ келді.\n\n⟦PERSON Гүлай⟧ кетті.\n\nКейін ⟦POSITION ректор⟧ болып сайланды.",
    "⟦POSITION Министрге⟧ ⟦PERSON Ермек Тоқсан⟧ хат жазды.",
    "⟦POSITION Президенттің⟧ жарлығын ⟦PERSON Ермек Тоқсан⟧ оқыды.",
]


@pytest.mark.parametrize(("text", "facts"), SAID)
def test_what_is_said(lines: Lines, text: str, facts: list[str]) -> None:
    found = [line for line in lines(text) if line.startswith("holds")]
    assert sorted(found) == sorted(facts)


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_no_fact(lines: Lines, text: str) -> None:
    assert [line for line in lines(text) if line.startswith("holds")] == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("⟦POSITION Бескөл әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді. ⟦POSITION Бұрынғы әкім⟧ сотталды.", None),
        ("⟦POSITION Бескөлдің бұрынғы әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ келді. ⟦POSITION Әкім⟧ сөз алды.", None),
        ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION аудан әкімі⟧ қызметінен босатылды. ⟦POSITION Жаңа әкім⟧ келді.", None),
        ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION аудан әкімі⟧ қызметінен босатылды. ⟦POSITION Бұрынғы әкім⟧ сотталды.",
         "former"),
        ("⟦PERSON Ермек Тоқсан⟧ ⟦POSITION аудан әкімі⟧ болып тағайындалды. ⟦POSITION Жаңа әкім⟧ келді.", "holds"),
    ],
)  # fmt: skip
def test_an_office_alone_means_nobody_who_has_left_it(lines: Lines, text: str, status: str | None) -> None:
    again = [line for line in lines(text) if "| Бұрынғы әкім" in line or "| Әкім" in line or "| Жаңа әкім" in line]
    assert len(again) == (status is not None)
    assert all(line.endswith(f"status={status}") or status == "holds" for line in again)


def test_many_offices_in_a_row_are_read(lines: Lines) -> None:
    offices = ", ".join(["⟦POSITION ректор⟧"] * 600)
    assert lines(f"⟦PERSON Ермек Тоқсан⟧ {offices} болып тағайындалды.") == [
        "holds | Ермек Тоқсан | ректор | status=appointed"
    ]
