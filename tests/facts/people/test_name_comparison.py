"""Names of one person in two documents, and of two."""

from __future__ import annotations

import pytest

from atau.facts.people.name_comparison import Agreement, compare_names
from atau.facts.people.name_facts import name_facts, parse_name

ONE = [
    ("Дарын Есмағамбетов", "Д. Есмағамбетов"),
    ("Дарын Есмағамбетов", "Есмағамбетов Дарын Қайсарұлы"),
    ("Гүлшара Тулегенова", "Гүлшара Төлегенова"),
    ("Бахыт Қожанов", "Бақыт Қожанов"),
    ("Хайрат Нигметуллин", "Қайрат Нығметуллин"),
    ("Аян Тоқсанұлы", "Аян Тоқсанов"),
    ("Аян Тоқсан", "Аян Тоқсанов"),
    ("Yerkebulan Zhumadilov", "Еркебұлан Жұмаділов"),
    ("Şyñğys Äbdiğali", "Шыңғыс Әбдіғали"),
    ("Laura Whitfield", "Лаура Уитфилд"),
    ("Питер Ван дер Берг", "Pieter van der Berg"),
    ("САУЛЕ ЖАНӘДІЛОВА", "С. Жанәділова"),
    ("Раушан Болатқызы Кенжина", "Раушан Болатқызы Әметова"),
]
TWO = [
    ("Дарын Есмағамбетов", "Данияр Есмағамбетов"),
    ("Дарын Қайсарұлы Есмағамбетов", "Дарын Маратұлы Есмағамбетов"),
    ("Дарын Қайсарұлы Есмағамбетов", "Д. М. Есмағамбетов"),
    ("А. Есмағамбетова", "А. Есмағамбетов"),
    ("Дарын Есмағамбетов", "Дарын Сейдахметов"),
    ("Әлия Досова", "Әлима Досова"),
    ("Пак Чжун Хо", "Пак Чжин Хо"),
    ("Дарын", "Дарын"),
    ("Гүлнәр апай", "Гүлнәр апай"),
    ("Раушан Кенжина", "Раушан Әметова"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_may_be_one_person(one: str, other: str) -> None:
    assert compare_names(name_facts((one,)), name_facts((other,))).may_be_one
    assert compare_names(name_facts((other,)), name_facts((one,))).may_be_one


@pytest.mark.parametrize(("one", "other"), TWO)
def test_are_two_people_or_tell_nothing(one: str, other: str) -> None:
    assert not compare_names(name_facts((one,)), name_facts((other,))).may_be_one
    assert not compare_names(name_facts((other,)), name_facts((one,))).may_be_one


def test_a_new_surname_beside_the_old_one_joins() -> None:
    married = name_facts(("Раушан Әметова", "Раушан Кенжина"))
    assert compare_names(married, name_facts(("Раушан Кенжина",))).surname == Agreement.SAME
    assert compare_names(married, name_facts(("Раушан Әметова",))).surname == Agreement.SAME


def test_the_fullest_name_has_most_parts() -> None:
    names = ["Д. Есмағамбетов", "Есмағамбетов", "Дарын Қайсарұлы Есмағамбетов", "Дарын Есмағамбетов"]
    assert max(names, key=lambda name: parse_name(name).parts) == "Дарын Қайсарұлы Есмағамбетов"


def test_names_of_nothing_but_signs_are_empty() -> None:
    facts = name_facts(("?!", "1947"))
    assert not facts.givens
    assert not compare_names(facts, facts).may_be_one
