"""Offices that stand beside a name and are of another, lists by lines, offices left: what the text says for sure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

# The office is of the one who acts.
OTHERS = [
    "⟦POSITION Президент⟧ ⟦PERSON Ермек Тоқсанды⟧ марапаттады.",
    "⟦POSITION Премьер-министр⟧ ⟦PERSON Ермек Тоқсанды⟧ қабылдап, баяндамасын тыңдады.",
    "⟦POSITION Министр⟧ ⟦PERSON Гүлай Жанайды⟧ жұмыстан босатты.",
    "⟦POSITION Облыс әкімі⟧ ⟦PERSON Ермек Тоқсанға⟧ сөгіс жариялады.",
    "Кеше ⟦POSITION ректор⟧ ⟦PERSON Ермек Тоқсанға⟧ диплом табыстаған.",
    "Бүгін таңертең ⟦LOC Бескөлде⟧ ⟦POSITION министр⟧ ⟦PERSON Ермек Тоқсанмен⟧ сөйлесті.",
    "⟦POSITION Аудан әкімі⟧ ⟦PERSON Ермек Тоқсанды⟧ күтіп отыр.",
    "⟦POSITION Облыс әкімі⟧ ⟦PERSON Е. Тоқсанды⟧ қызметінен босатты.",
    "⟦POSITION Төраға⟧ ⟦PERSON Ермек Тоқсанға⟧ алғыс айтты деп хабарлайды баспасөз.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_an_office_of_the_one_who_acts_is_not_of_the_named(lines: Lines, text: str) -> None:
    assert [line for line in lines(text) if line.startswith("holds")] == []


SAID = [
    ("⟦POSITION Президент⟧ ⟦PERSON Ермек Тоқсанды⟧ ⟦POSITION ⟦LOC Бескөл облысының⟧ әкімі⟧ лауазымына тағайындады.",
     ["holds | Ермек Тоқсан | Бескөл облысының әкімі | place=Бескөл облысы | status=appointed"]),
    ("⟦POSITION Ректор⟧ ⟦PERSON Ермек Тоқсанды⟧ ⟦POSITION проректор⟧ қызметінен босатты.",
     ["holds | Ермек Тоқсан | проректор | status=dismissed"]),
    # another acts
    ("Біз ⟦POSITION облыс әкімі⟧ ⟦PERSON Ермек Тоқсанға⟧ хат жаздық.", ["holds | Ермек Тоқсан | облыс әкімі"]),
    ("Тұрғындар ⟦POSITION облыс әкімі⟧ ⟦PERSON Ермек Тоқсанға⟧ шағымданды.",
     ["holds | Ермек Тоқсан | облыс әкімі"]),
    ("⟦POSITION Облыс әкімі⟧ ⟦PERSON Ермек Тоқсанға⟧ сөгіс жарияланды.", ["holds | Ермек Тоқсан | Облыс әкімі"]),
    ("⟦POSITION Облыс әкімі⟧ ⟦PERSON Ермек Тоқсанға⟧ журналистер сұрақ қойды.",
     ["holds | Ермек Тоқсан | Облыс әкімі"]),
    ("⟦POSITION Президент⟧ ⟦POSITION облыс әкімі⟧ ⟦PERSON Ермек Тоқсанды⟧ қызметінен босатты.",
     ["holds | Ермек Тоқсан | облыс әкімі | status=dismissed"]),
    # lines of a list
    ("⟦PERSON Ермек Тоқсан⟧ – ⟦POSITION вице-министр⟧\n⟦PERSON Гүлай Жанай⟧ – ⟦POSITION ⟦LOC Бескөл⟧ облысының әкімі⟧\n"
     "⟦PERSON Марал Сапа⟧ (⟦POSITION ректор⟧)",
     ["holds | Ермек Тоқсан | вице-министр", "holds | Гүлай Жанай | Бескөл облысының әкімі | place=Бескөл",
      "holds | Марал Сапа | ректор"]),
    ("1. ⟦PERSON Ермек Тоқсан⟧, ⟦POSITION вице-министр⟧\n2. ⟦PERSON Гүлай Жанай⟧, ⟦POSITION әкім⟧\n",
     ["holds | Ермек Тоқсан | вице-министр", "holds | Гүлай Жанай | әкім"]),
    ("⟦PERSON Е. Тоқсан⟧, ⟦POSITION төраға⟧\n⟦PERSON Г. Жанай⟧, ⟦POSITION хатшы⟧\n⟦PERSON М. Сапа⟧ – шақырылған\n",
     ["holds | Е. Тоқсан | төраға", "holds | Г. Жанай | хатшы"]),
    ("⟦PERSON Е. Тоқсан⟧ — ⟦POSITION төраға⟧\n⟦PERSON Г. Жанай⟧ — ⟦POSITION хатшы⟧\n⟦PERSON М. Сапа⟧",
     ["holds | Е. Тоқсан | төраға", "holds | Г. Жанай | хатшы"]),
    ("⟦POSITION Төраға⟧ ⟦PERSON Е. Тоқсан⟧\n⟦POSITION Хатшы⟧ ⟦PERSON Г. Жанай⟧\n",
     ["holds | Е. Тоқсан | Төраға", "holds | Г. Жанай | Хатшы"]),
    ("⟦PERSON Е. Тоқсан⟧ – ғалым, ⟦POSITION академик⟧\n⟦PERSON Г. Жанай⟧ – дәрігер", []),
    # former, said before the place of the office
    ("бұрынғы ⟦POSITION ⟦LOC Бестөбе⟧ ауданының әкімі⟧ ⟦PERSON Е. Тоқсан⟧ сотталды.",
     ["holds | Е. Тоқсан | Бестөбе ауданының әкімі | place=Бестөбе | status=former"]),
    ("Бұрынғы ⟦LOC Бестөбе ауданының⟧ ⟦POSITION әкімі⟧ ⟦PERSON Е. Тоқсан⟧ сотталды.",
     ["holds | Е. Тоқсан | әкімі | place=Бестөбе ауданы | status=former"]),
    ("Жиынға бұрынғы ⟦POSITION ректор⟧ ⟦PERSON Е. Тоқсан⟧ келді.", ["holds | Е. Тоқсан | ректор | status=former"]),
    ("Отставкадағы ⟦POSITION полковник⟧ ⟦PERSON Е. Тоқсан⟧ келді.",
     ["holds | Е. Тоқсан | полковник | status=former"]),
    ("Бұрынғы зауыт орнында ⟦POSITION әкім⟧ ⟦PERSON Е. Тоқсан⟧ сөйледі.", ["holds | Е. Тоқсан | әкім"]),
    # leaving
    ("⟦POSITION Облыс әкімі⟧ ⟦PERSON Е. Тоқсан⟧ отставкаға кетті.",
     ["holds | Е. Тоқсан | Облыс әкімі | status=dismissed"]),
    ("⟦POSITION Министр⟧ ⟦PERSON Е. Тоқсан⟧ кеше қызметін тапсырды.",
     ["holds | Е. Тоқсан | Министр | status=dismissed"]),
    ("⟦POSITION Министр⟧ ⟦PERSON Е. Тоқсан⟧ қызметімен қоштасты.",
     ["holds | Е. Тоқсан | Министр | status=dismissed"]),
    ("⟦POSITION Директор⟧ ⟦PERSON Е. Тоқсан⟧ зейнетке шыққан.", ["holds | Е. Тоқсан | Директор | status=dismissed"]),
    ("⟦POSITION Министр⟧ ⟦PERSON Е. Тоқсан⟧ отставкаға кеткен жоқ.", ["holds | Е. Тоқсан | Министр"]),
    ("⟦POSITION Министр⟧ ⟦PERSON Е. Тоқсан⟧ қызметін тапсырмады.", ["holds | Е. Тоқсан | Министр"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), SAID)
def test_what_is_said(lines: Lines, text: str, facts: list[str]) -> None:
    assert sorted(line for line in lines(text) if line.startswith("holds")) == sorted(facts)


# An office alone is not of the one who was named with it before.
NOT_AGAIN = [
    "⟦PERSON Ермек Тоқсан⟧ ешқашан ⟦POSITION министр⟧ болған емес.",
    "⟦PERSON Ермек Тоқсан⟧ ⟦POSITION министр⟧ бола ма?",
    "Ол ⟦POSITION министр⟧ емес.",
    "Ол шынымен ⟦POSITION министр⟧ пе?",
    "⟦PERSON Ермек Тоқсан⟧ ауылда тұрады. Ендігі ⟦POSITION министр⟧ сол.",
]


@pytest.mark.parametrize("text", NOT_AGAIN)
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_an_office_denied_asked_or_of_another_is_not_given_again(lines: Lines, text: str, between: str) -> None:
    found = lines(f"⟦POSITION Қаржы министрі⟧ ⟦PERSON Гүлай Жанай⟧ келді.{between}{text}")
    assert [line for line in found if line.startswith("holds")] == ["holds | Гүлай Жанай | Қаржы министрі"]


ENTRUSTED = [
    ("⟦POSITION Қала әкімінің⟧ міндетін атқару ⟦POSITION бірінші орынбасары⟧ ⟦PERSON Ғани Тоқсанға⟧ жүктелді.",
     ["holds | Ғани Тоқсан | Қала әкімі | status=acting", "holds | Ғани Тоқсан | бірінші орынбасары"]),
    ("⟦POSITION Ректордың⟧ міндетін уақытша атқару ⟦POSITION проректор⟧ ⟦PERSON Гүлай Жанайға⟧ тапсырылды.",
     ["holds | Гүлай Жанай | Ректор | status=acting", "holds | Гүлай Жанай | проректор"]),
    ("⟦POSITION Директордың⟧ міндетін атқару ⟦PERSON Гүлай Жанайға⟧ жүктелген.",
     ["holds | Гүлай Жанай | Директор | status=acting"]),
    ("⟦POSITION Қала әкімінің міндетін атқару бірінші орынбасары⟧ ⟦PERSON Ғани Тоқсанға⟧ жүктелді.", []),
    ("⟦POSITION Директордың⟧ міндетін атқару ⟦PERSON Гүлай Жанайға⟧ жүктелген жоқ.", []),
    ("⟦POSITION Директордың⟧ міндетін атқару ⟦PERSON Гүлай Жанайға⟧ жүктелмеді.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), ENTRUSTED)
def test_a_duty_that_is_given_is_no_part_of_the_office_of_who_gets_it(
    lines: Lines, text: str, facts: list[str]
) -> None:
    assert sorted(line for line in lines(text) if line.startswith("holds")) == sorted(facts)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("⟦PERSON Ермек Тоқсан⟧ ⟦LOC Бескөл облысында⟧ туған.", ""),
        ("⟦PERSON Ермек Тоқсан⟧ ⟦LOC Бескөл облысында⟧ дүниеге келді.", ""),
        ("⟦PERSON Гүлай Жанай⟧ ⟦LOC Бескөл облысында⟧ қайтыс болды.", ""),
        ("⟦PERSON Ермек Тоқсан⟧ ⟦LOC Бескөл⟧ ауылында туған.", ""),
        ("⟦PERSON Ермек Тоқсан⟧ ⟦LOC Бескөл облысында⟧ туған. ⟦LOC Сарыой облысында⟧ тұрады.", "Сарыой облысы"),
        ("Жиын ⟦LOC Бескөл облысында⟧ өтті.", "Бескөл облысы"),
    ],
)
def test_the_place_of_a_birth_is_not_that_of_an_office(lines: Lines, text: str, place: str) -> None:
    found = lines(f"{text} Облыстық жиында ⟦POSITION облыстық басқарманың бастығы⟧ ⟦PERSON Ермек Тоқсан⟧ сөйледі.")
    (line,) = [line for line in found if line.startswith("holds")]
    assert line == " | ".join(
        ["holds", "Ермек Тоқсан", "облыстық басқарманың бастығы", *([f"place={place}"] * bool(place))]
    )


LEFT = "holds | Ермек Тоқсан | Аудан әкімі | status=dismissed"
CAME = "holds | Марал Сапа | Аудан әкімі | status=appointed"


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("қызметінен босатылды. Оның орнына ⟦PERSON Марал Сапа⟧ тағайындалды.", [CAME]),
        ("қызметінен кетті, орнына ⟦PERSON Марал Сапа⟧ келді.", [CAME]),
        ("отставкаға кетті. Орнына кеше ⟦PERSON Марал Сапаны⟧ тағайындады.", [CAME]),
        ("қызметінен босатылды. Оның орнына ⟦PERSON Марал Сапа⟧ тағайындалған жоқ.", []),
        ("қызметінен босатылды. Оның орнына ⟦PERSON Марал Сапа⟧ тағайындалуы мүмкін.", []),
        ("қызметінен босатылды. Оның орнына ⟦PERSON Марал Сапа⟧ бара ма?", []),
        ("қызметінен босатылды. Жиынға министрдің орнына ⟦PERSON Марал Сапа⟧ келді.", []),
        ("қызметінен босатылды. Оның орнына ⟦PERSON Марал Сапа⟧ ⟦PERSON Гүлай Жанаймен⟧ келді.", []),
        ("қызметінен босатылды.\n\nБасқа жиын өтті. Оның орнына ⟦PERSON Марал Сапа⟧ келді.", []),
    ],
)
def test_who_comes_in_the_place_of_one_who_left(lines: Lines, text: str, came: list[str]) -> None:
    found = [line for line in lines(f"⟦POSITION Аудан әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ {text}") if line.startswith("holds")]
    assert sorted(found) == sorted([LEFT, *came])


# An organ of another level is not the one of the office.
LEVELS = [
    ("⟦ORG ⟦LOC Бескөл⟧ аудандық мәслихаты⟧ жиналды.\n"
     "⟦POSITION Облыстық мәслихаттың депутаты⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     "holds | Ермек Тоқсан | Облыстық мәслихаттың депутаты"),
    ("⟦ORG ⟦LOC Бескөл⟧ аудандық мәслихаты⟧ жиналды.\n"
     "⟦POSITION Аудандық мәслихаттың депутаты⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     "holds | Ермек Тоқсан | Аудандық мәслихаттың депутаты | org=Бескөл аудандық мәслихаты"),
    ("⟦ORG ⟦LOC Бескөл⟧ аудандық мәслихаты⟧ жиналды.\n⟦POSITION Мәслихат депутаты⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     "holds | Ермек Тоқсан | Мәслихат депутаты | org=Бескөл аудандық мәслихаты"),
    ("⟦ORG ⟦LOC Бескөл⟧ қалалық ауруханасы⟧ ашық.\n⟦POSITION Аудандық аурухана дәрігері⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     "holds | Ермек Тоқсан | Аудандық аурухана дәрігері"),
    ("⟦ORG ⟦LOC Бескөл⟧ облыстық мәслихаты⟧ мен ⟦ORG ⟦LOC Арқа⟧ аудандық мәслихаты⟧ жиналды.\n"
     "⟦POSITION Облыстық мәслихаттың төрағасы⟧ ⟦PERSON Ермек Тоқсан⟧ келді.",
     "holds | Ермек Тоқсан | Облыстық мәслихаттың төрағасы | org=Бескөл облыстық мәслихаты"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_the_organ_of_an_office_is_of_its_level(lines: Lines, text: str, expected: str) -> None:
    assert [line for line in lines(text) if line.startswith("holds")] == [expected]
