"""People joined over documents: who is one, who stays two, and that no block is too large."""

from __future__ import annotations

import random

import pytest

from atau.facts.people import components
from atau.facts.people.blocking import MAX_CLUES, MAX_NEIGHBOURS, block
from atau.facts.people.clusters import Cluster
from atau.facts.people.distinct import DistinctPeople
from atau.facts.people.link import link
from atau.facts.people.profile import PersonProfile, ProfileError, person_profile
from atau.facts.people.scorer import shared_scorer


def person(document: str, *names: str, cluster: str = "p1", **said: tuple[str, ...] | str | None) -> PersonProfile:
    return PersonProfile(document=document, cluster=cluster, names=names, **said)  # type: ignore[arg-type]


def documents(clusters: list[Cluster]) -> list[list[str]]:
    return sorted(sorted(member.document for member in cluster.members) for cluster in clusters)


AKIM = {
    "offices": ("Бестау ауданының әкімі",),
    "organisations": ("Бестау ауданының әкімдігі",),
    "places": ("Бестау ауданы",),
}
DOCTOR = {"offices": ("бас дәрігер",), "organisations": ("№ 4 емхана",), "places": ("Шымкент",)}


def test_one_office_two_spellings_and_initials() -> None:
    profiles = [
        person("a", "Дарын Есмағамбетов", **AKIM),
        person("b", "Д. Есмағамбетов", **AKIM),
        person("c", "Daryn Esmagambetov", **AKIM),
        person("d", "Дарын Есмағамбетов", **DOCTOR),
    ]
    found = link(profiles)
    assert documents(found) == [["a", "b", "c"], ["d"]]
    assert found[0].name == "Дарын Есмағамбетов"
    assert all(0.5 < member.probability < 1 for member in found[0].members)
    assert found[1].members[0].probability == 1


def test_two_people_of_one_document_stay_two() -> None:
    profiles = [
        person("a", "Дарын Есмағамбетов", cluster="p1", **AKIM),
        person("a", "Д. Есмағамбетов", cluster="p2", **AKIM),
        person("b", "Дарын Есмағамбетов", **AKIM),
    ]
    found = link(profiles)
    home = {(member.document, member.cluster): cluster.id for cluster in found for member in cluster.members}
    assert home["a", "p1"] != home["a", "p2"]
    assert home["b", "p1"] in (home["a", "p1"], home["a", "p2"])


@pytest.mark.parametrize(
    "other",
    ["Дарын Маратұлы Есмағамбетов", "Д. М. Есмағамбетов", "Данияр Есмағамбетов", "Д. Есмағамбетова"],
)
def test_contradicting_names_never_join_not_even_over_a_third(other: str) -> None:
    first = person("a", "Дарын Қайсарұлы Есмағамбетов", **AKIM)
    between = person("b", "Д. Есмағамбетов", **AKIM)
    found = link([first, between, person("c", other, **AKIM)], threshold=0.01)
    home = {member.document: cluster.id for cluster in found for member in cluster.members}
    assert home["a"] != home["c"]


def test_nobody_is_joined_by_the_surname_alone() -> None:
    assert len(link([person("a", "Есмағамбетов"), person("b", "Есмағамбетов"), person("c", "Дарын Есмағамбетов")])) == 3
    assert len(link([person("a", "Есмағамбетов", **AKIM), person("b", "Дарын Есмағамбетов", **AKIM)])) == 1
    assert len(link([person("a", "Дарын"), person("b", "Дарын", **AKIM)], threshold=0.01)) == 2


def test_births_that_differ_keep_namesakes_apart() -> None:
    old, young = person("a", "Дарын Есмағамбетов", born="1941", **AKIM), person("b", "Дарын Есмағамбетов", **AKIM)
    assert len(link([old, young])) == 1
    assert len(link([old, person("b", "Дарын Есмағамбетов", born="1980-05-01", **AKIM)])) == 2
    assert len(link([old, person("b", "Дарын Есмағамбетов", born="1941-02", **AKIM)])) == 1


def test_marriage_is_found_by_patronymic_and_work() -> None:
    school = {"offices": ("химия мұғалімі",), "organisations": ("№ 9 лицей",), "places": ("Шу",)}
    profiles = [
        person("a", "Раушан Болатқызы Кенжина", **school),
        person("b", "Раушан Болатқызы Әметова", **school),
        person("c", "Раушан Болатқызы Әметова", offices=("банкир",), organisations=("«Арай банк»",), places=("Орал",)),
    ]
    assert documents(link(profiles)) == [["a", "b"], ["c"]]


def test_the_order_of_the_profiles_does_not_matter() -> None:
    profiles = [
        person(f"{name[0]}{said['places'][0]}{i}", name, **said)
        for i, name in enumerate(["Дарын Есмағамбетов", "Д. Есмағамбетов", "Дарын Есмағамбет"])
        for said in (AKIM, DOCTOR)
    ]
    expected = link(profiles)
    random.Random(0).shuffle(profiles)
    assert link(profiles) == expected


def test_ids_stay_when_documents_are_added() -> None:
    first = link([person("a", "Дарын Есмағамбетов", **AKIM)])
    more = link([person("a", "Дарын Есмағамбетов", **AKIM), person("b", "Дарын Есмағамбетов", **AKIM)])
    assert first[0].id == more[0].id


def test_one_surname_in_very_many_documents_takes_linear_time() -> None:
    distinct = DistinctPeople(shared_scorer(), 0.0)
    people = [
        distinct.of(person(f"d{i:05}", "Ерлан Ахметов", offices=(f"«Мекеме{i % 40}» директоры",), places=(f"П{i}",)))
        for i in range(3000)
    ]
    found = block(people)
    assert len(set(found.pairs)) <= len(people) * (MAX_CLUES + 1) * MAX_NEIGHBOURS
    # Each still meets another of its own office.
    meets = {i for pair in found.pairs if pair[0] % 40 == pair[1] % 40 for i in pair}
    assert len(meets) == len(people)
    # What is not compared is told.
    (large,) = found.large
    assert (large.key, large.people) == ("surname -kmt e", 3000)
    assert large.left_out == 3000 * 2999 // 2 - len(set(found.pairs))


def test_profiles_that_say_the_same_are_compared_once() -> None:
    profiles = [person(f"d{i:04}", "Дарын Есмағамбетов", **AKIM) for i in range(500)]
    found = link([*profiles, person("x", "Д. Есмағамбетов", **AKIM)])
    assert [len(cluster.members) for cluster in found] == [501]
    distinct = DistinctPeople(shared_scorer(), 0.0)
    assert len({distinct.of(profile).id for profile in profiles}) == 1
    # A name alone is no evidence: each stays alone.
    assert len(link([person(f"d{i}", "Дарын Есмағамбетов") for i in range(40)])) == 40


def test_a_group_that_is_too_large_is_joined_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    profiles = [
        person(f"d{i:02}", "Дарын Есмағамбетов", **{**AKIM, "places": ("Бестау ауданы", f"{i} ауыл")})
        for i in range(20)
    ]
    assert len(link(profiles)) == 1
    monkeypatch.setattr(components, "MAX_COMPONENT", 6)
    found = link(profiles)
    assert sorted(len(cluster.members) for cluster in found) == [2, 6, 6, 6]


def test_errors_say_what_and_where() -> None:
    twice = [person("a", "Дарын Есмағамбетов"), person("a", "Есмағамбетов")]
    with pytest.raises(ProfileError, match="'a', cluster 'p1'"):
        link(twice)
    with pytest.raises(ValueError, match="between 0 and 1"):
        link([], threshold=1.5)
    with pytest.raises(ProfileError, match=r"'a' / 'p1': names is 'Дарын'; give a list"):
        person_profile({"document": "a", "cluster": "p1", "names": "Дарын"})
    with pytest.raises(ProfileError, match="document is None"):
        person_profile({"cluster": "p1", "names": ["Дарын"]})


def test_nothing_gives_nothing_and_no_name_stands_alone() -> None:
    assert link([]) == []
    assert len(link([person("a"), person("b"), person("c", "...")])) == 3
