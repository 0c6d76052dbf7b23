"""Organisations joined over documents: names of one, and of two."""

from __future__ import annotations

from pathlib import Path

import pytest

from atau.facts.people import components
from atau.facts.people.clusters import Cluster, homes
from atau.facts.people.gold import MEASURED, ORGANISATION_KINDS, gold_pairs, read_organisations
from atau.facts.people.measuring import pair_scores
from atau.facts.people.organisations import link_organisations
from atau.facts.people.profile import OrganisationProfile

GOLD = read_organisations(Path(__file__).parents[3] / "corpus" / "people" / "organisations.tsv")


def organisation(document: str, *names: str, place: str = "", published: str | None = None) -> OrganisationProfile:
    places = (place,) if place else ()
    return OrganisationProfile(document=document, cluster="o1", names=names, places=places, published=published)


def joined(*profiles: OrganisationProfile) -> list[list[str]]:
    clusters: list[Cluster] = link_organisations(profiles)
    return sorted(sorted(member.document for member in cluster.members) for cluster in clusters)


def test_the_gold_is_large_and_the_rules_keep_their_quality_on_the_measured_part() -> None:
    assert {gold.kind for gold in GOLD} == set(ORGANISATION_KINDS)
    measured = [gold for gold in GOLD if gold.part == MEASURED]
    pairs = list(gold_pairs(measured))
    assert len(pairs) >= 60
    scores = pair_scores(pairs, homes(link_organisations([gold.profile for gold in measured])))
    assert scores.precision >= 0.95
    assert scores.recall >= 0.9


ONE = [
    ("«Көктерек Агро» ЖШС", "Көктерек Агро"),
    ("«Көктерек Агро» ЖШС", "ЖШС «Көктерек Агро»"),
    ("Ішкі істер министрлігі", "ҚР ІІМ"),
    ("Dala Telecom", "«Дала Телеком» АҚ"),
    ("Нұр-Сұлтан қаласының әкімдігі", "Астана қаласының әкімдігі"),
    ("«Нұр Отан» партиясы", "«Аманат» партиясы"),
    ("Инвестициялар және даму министрлігі", "ИИДМ"),
    ("Қаржы министрлігінің Мемлекеттік кірістер комитеті", "Мемлекеттік кірістер комитеті"),
    ("Шәкәрім университеті", "Шәкәрім атындағы мемлекеттік университет"),
]
TWO = [
    ("«Көктерек Агро» ЖШС", "«Көктерек Агро» ЖШС Арқалық филиалы"),
    ("«Көктерек Агро» ЖШС", "«Көктерек Құрылыс» ЖШС"),
    ("Қаржы министрлігі", "Қаржы министрлігінің баспасөз қызметі"),
    ("Бокс федерациясы", "Халықаралық бокс федерациясы"),
    ("Ішкі істер министрлігі", "Ресей Ішкі істер министрлігі"),
    ("Білім және ғылым министрлігі", "Ғылым және жоғары білім министрлігі"),
    ("Түркістан облысының әкімдігі", "Түркістан қаласының әкімдігі"),
    ("Білім басқармасы", "Білім басқармасы"),
    ("№ 3 мектеп", "№ 3 мектеп"),
    ("Абай атындағы театр", "Абай атындағы университет"),
    ("Kaspi", "Каспий"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_organisation(one: str, other: str) -> None:
    assert joined(organisation("a", one), organisation("b", other)) == [["a", "b"]]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_organisations_or_nobody_knows(one: str, other: str) -> None:
    assert joined(organisation("a", one), organisation("b", other)) == [["a"], ["b"]]


def test_local_ones_are_told_apart_by_their_place() -> None:
    first = organisation("a", "Білім басқармасы", place="Жамбыл облысы")
    second = organisation("b", "Жамбыл облысының Білім басқармасы")
    third = organisation("c", "Білім басқармасы", place="Абай облысы")
    assert joined(first, second, third) == [["a", "b"], ["c"]]


def test_an_abbreviation_means_what_all_documents_explain_it_by() -> None:
    explains = organisation("a", "Көктерек балық зауыты", "КБЗ")
    alone = organisation("b", "КБЗ")
    assert joined(explains, alone) == [["a", "b"]]
    another = organisation("c", "Қарасу балық зауыты", "КБЗ")
    assert joined(explains, alone, another) == [["a"], ["b"], ["c"]]
    # What a document explains is believed, whatever the letters mean elsewhere.
    assert joined(organisation("a", "Қытай темір жолы", "ҚТЖ"), organisation("b", "ҚТЖ")) == [["a"], ["b"]]


def test_an_organisation_goes_by_its_latest_name() -> None:
    old = organisation("a", "«Нұр Отан» партиясы", published="2019")
    new = organisation("b", "«Аманат» партиясы", published="2023")
    (found,) = link_organisations([new, old])
    assert found.name == "«Аманат» партиясы"


def test_nothing_and_names_of_signs() -> None:
    assert link_organisations([]) == []
    assert joined(organisation("a", "«»"), organisation("b", "«»"), organisation("c")) == [["a"], ["b"], ["c"]]


def test_of_a_group_that_is_too_large_only_equal_names_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    profiles = [
        organisation("a", "Шәкәрім университеті"),
        organisation("b", "Шәкәрім атындағы Семей университеті"),
        organisation("c", "«Шәкәрім атындағы Семей университеті»"),
        organisation("d", "Қалалық құрылыс компаниясы", "ҚҚҚ"),
        organisation("e", "ҚҚҚ"),
    ]
    assert joined(*profiles) == [["a", "b", "c"], ["d", "e"]]
    monkeypatch.setattr(components, "MAX_COMPONENT", 2)
    assert joined(*profiles) == [["a"], ["b", "c"], ["d", "e"]]
    monkeypatch.setattr(components, "MAX_COMPONENT", 1)
    assert joined(*profiles) == [["a"], ["b", "c"], ["d"], ["e"]]
