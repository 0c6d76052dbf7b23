"""All forms of names and noun phrases at once."""

from __future__ import annotations

import pytest

from atau.morphology import Case, declension

# Nominative to genitive, dative, ablative, instrumental.
NAMES: list[tuple[str, tuple[str, str, str, str]]] = [
    ("Айгүл Омарова", ("Омарованың", "Омароваға", "Омаровадан", "Омаровамен")),
    ("Динара Әлиева", ("Әлиеваның", "Әлиеваға", "Әлиевадан", "Әлиевамен")),
    ("Ерлан Тоқаев", ("Тоқаевтың", "Тоқаевқа", "Тоқаевтан", "Тоқаевпен")),
    ("Ерлан Сергеев", ("Сергеевтің", "Сергеевке", "Сергеевтен", "Сергеевпен")),
    ("Ахмет Жандосұлы", ("Жандосұлының", "Жандосұлына", "Жандосұлынан", "Жандосұлымен")),
    ("Айгүл Серікқызы", ("Серікқызының", "Серікқызына", "Серікқызынан", "Серікқызымен")),
    ("Эммануэль Макрон", ("Макронның", "Макронға", "Макроннан", "Макронмен")),
    ("Анна Цой", ("Цойдың", "Цойға", "Цойдан", "Цоймен")),
    ("Тарас Шевченко", ("Шевченконың", "Шевченкоға", "Шевченкодан", "Шевченкомен")),
    ("Санкт-Петербург", ("Санкт-Петербургтің", "Санкт-Петербургке", "Санкт-Петербургтен", "Санкт-Петербургпен")),
]
NOUNS: list[tuple[str, tuple[str, str, str, str]]] = [
    ("педагог", ("педагогтың", "педагогқа", "педагогтан", "педагогпен")),
    ("клуб", ("клубтың", "клубқа", "клубтан", "клубпен")),
    ("банк", ("банктің", "банкке", "банктен", "банкпен")),
    ("завод", ("заводтың", "заводқа", "заводтан", "заводпен")),
    ("гараж", ("гараждың", "гаражға", "гараждан", "гаражбен")),
    ("кітап", ("кітаптың", "кітапқа", "кітаптан", "кітаппен")),
    ("тау", ("таудың", "тауға", "таудан", "таумен")),
    ("халық", ("халықтың", "халыққа", "халықтан", "халықпен")),
    ("көл", ("көлдің", "көлге", "көлден", "көлмен")),
    ("адам", ("адамның", "адамға", "адамнан", "адаммен")),
    ("АҚШ", ("АҚШ-тың", "АҚШ-қа", "АҚШ-тан", "АҚШ-пен")),
]


@pytest.mark.parametrize(("phrase", "forms"), [*NAMES, *NOUNS])
def test_cases(phrase: str, forms: tuple[str, str, str, str]) -> None:
    found = declension(phrase)
    cases: tuple[Case, ...] = ("gen", "dat", "abl", "ins")
    before = phrase.rpartition(" ")[0]
    assert [found.form(case) for case in cases] == [f"{before} {form}".strip() for form in forms]


@pytest.mark.parametrize(
    ("phrase", "case", "number", "owner", "form"),
    [
        ("кітап", "nom", "sg", "1sg", "кітабым"),
        ("кітап", "gen", "pl", "1pl", "кітаптарымыздың"),
        ("халық", "loc", "sg", "1pl", "халқымызда"),
        ("бала", "dat", "sg", "3", "баласына"),
        ("жаңа мектеп", "abl", "sg", "2sgf", "жаңа мектебіңізден"),
        ("дос", "nom", "pl", "2plf", "достарыңыз"),
        ("көк", "acc", "sg", "3", "көгін"),
    ],
)
def test_owners(phrase: str, case: str, number: str, owner: str, form: str) -> None:
    assert declension(phrase).form(case, number, owner) == form  # type: ignore[arg-type]


def test_all_forms() -> None:
    assert len(declension("қала").forms) == 7 * 2 * 8


def test_what_bears_a_possessive_has_cases_alone() -> None:
    found = declension("Атырау облысы")
    assert [form.text.split()[-1] for form in found.forms] == [
        "облысы", "облысының", "облысына", "облысын", "облысында", "облысынан", "облысымен",
    ]  # fmt: skip
    assert "possessive" in found.notes[0]
    with pytest.raises(KeyError):
        found.form("nom", "pl")


@pytest.mark.parametrize(
    ("phrase", "note"),
    [
        ("институт", "институттің"),
        ("Серік Есенов", "Есеновтың"),
        ("банк", "банкіге"),
        ("АҚШ", "read aloud"),
        ("Мария Ким", "Кимның"),
    ],
)
def test_what_is_uncertain_is_said(phrase: str, note: str) -> None:
    assert any(note in text for text in declension(phrase).notes)


@pytest.mark.parametrize("phrase", ["қала", "Айгүл Омарова", "Қайрат Назарбаев", "Ерлан Сергеев", "педагог", "Гёте"])
def test_what_is_certain_has_no_note(phrase: str) -> None:
    assert declension(phrase).notes == ()


def test_blanks_and_what_is_no_word() -> None:
    assert declension("  Айгүл   Омарова ").phrase == "Айгүл Омарова"
    for text in ("", "  ", "!?"):
        with pytest.raises(ValueError, match="no word"):
            declension(text)
    with pytest.raises(ValueError, match="unknown class"):
        declension("қала", cls="none")
