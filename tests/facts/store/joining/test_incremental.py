"""After any changes of documents the joined people and organisations are those of a join from scratch, in memory."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atau.facts.people import blocking, components
from atau.facts.people.clusters import Cluster
from atau.facts.people.link import link
from atau.facts.people.organisations import link_organisations
from atau.facts.people.profile import OrganisationProfile, PersonProfile
from atau.facts.store.joining import comparing
from atau.facts.store.joining.engine import Sources, completed, join_database
from atau.facts.store.joining.report import JoinReport
from atau.facts.store.joining.sql import work_database

duckdb = pytest.importorskip("duckdb")

_SURNAMES = ("Есмағамбетов", "Есмағамбет", "Тулегенов", "Төлегенов", "Ким")
_GIVENS = ("Дарын", "Д.", "Данияр", "Дарын Қайсарұлы", "Daryn", "")
_WORK = (
    ("Бестау ауданының әкімі", "Бестау ауданының әкімдігі", "Бестау ауданы"),
    ("бас дәрігер", "№ 4 емхана", "Шымкент"),
    ("«Арай» ЖШС директоры", "«Арай» ЖШС", "Орал"),
    ("тренер", "", ""),
    ("", "", ""),
)
_ORGANISATIONS = (
    ("Шәкәрім университеті",), ("Шәкәрім атындағы мемлекеттік университет",), ("Шәкәрім атындағы Семей университеті",),
    ("ҚҚҚ",), ("Қалалық құрылыс компаниясы", "ҚҚҚ"), ("Қалқан қорғау комитеті", "ҚҚҚ"), ("«Арай» ЖШС",),
    ("ЖШС «Арай»",), ("«Арай Агро» ЖШС",), ("Білім басқармасы",), ("ІІМ",), ("Ішкі істер министрлігі",),
)  # fmt: skip

Documents = dict[str, tuple[list[PersonProfile], list[OrganisationProfile]]]


def document(key: str, chance: random.Random) -> tuple[list[PersonProfile], list[OrganisationProfile]]:
    """A made-up document."""
    people = []
    for number in range(chance.randint(0, 3)):
        office, organisation, place = chance.choice(_WORK)
        name = f"{chance.choice(_GIVENS)} {chance.choice(_SURNAMES)}".strip()
        people.append(
            PersonProfile(
                document=key,
                cluster=f"p{number}",
                names=(name,),
                offices=(office,) if office else (),
                organisations=(organisation,) if organisation else (),
                places=(place,) if place else (),
                companions=("Асан Үсенов",) if chance.random() < 0.2 else (),
                born="1941" if chance.random() < 0.05 else None,
            )
        )
    organisations = [
        OrganisationProfile(
            document=key,
            cluster=f"o{number}",
            names=chance.choice(_ORGANISATIONS),
            places=("Орал",) if chance.random() < 0.2 else (),
            published=chance.choice(("2020", "2021-05-01", None)),
        )
        for number in range(chance.randint(0, 3))
    ]
    return people, organisations


class Collection:
    """Documents, joined in a database of their own."""

    def __init__(self) -> None:
        self.connection = duckdb.connect(":memory:")
        self.connection.execute("CREATE TABLE given (document BIGINT, key VARCHAR, published VARCHAR)")
        self.documents: Documents = {}
        self.homes: dict[str, dict[tuple[int, str], tuple[str, float]]] = {"people": {}, "organisations": {}}
        self.names: dict[str, str] = {}
        self._last = 0

    def change(self, new: Mapping[str, Any], gone: set[str]) -> JoinReport:
        """Take documents and forget others; those of `new` that are there are read again."""
        for key in (*gone, *new):
            self.connection.execute("DELETE FROM given WHERE key = $1", [key])
            self.documents.pop(key, None)
        for key, found in new.items():
            self._last += 1
            self.connection.execute("INSERT INTO given VALUES ($1, $2, $3)", [self._last, key, _published(found)])
            self.documents[key] = found
        with work_database(self.connection):
            report = join_database(
                self.connection,
                Sources("SELECT document, key, published FROM given", lambda: self._new(0), lambda: self._new(1)),
                publish=self._publish,
            )
            completed(self.connection)
        return report

    def _new(self, part: int) -> Iterator[tuple[int, Any]]:
        for number, key in self.connection.execute("SELECT document, key FROM work.new_documents").fetchall():
            yield from ((number, profile) for profile in self.documents[key][part])

    def _publish(self, kind: str) -> None:
        rows = self.connection.execute(f"SELECT document, cluster, entity, probability FROM work.{kind}_links")
        self.homes[kind] |= {
            (document, cluster): (entity, belief) for document, cluster, entity, belief in rows.fetchall()
        }
        self.names |= dict(self.connection.execute(f"SELECT entity, name FROM work.{kind}_names").fetchall())

    def joined(self, kind: str) -> dict[tuple[str, str], tuple[str, str, float]]:
        """(document, cluster) -> id, name, probability."""
        keys = dict(self.connection.execute("SELECT document, key FROM given").fetchall())
        return {
            (keys[number], cluster): (entity, self.names[entity], belief)
            for (number, cluster), (entity, belief) in self.homes[kind].items()
            if number in keys
        }


def _published(found: tuple[list[PersonProfile], list[OrganisationProfile]]) -> str | None:
    return found[1][0].published if found[1] else None


def in_memory(clusters: list[Cluster]) -> dict[tuple[str, str], tuple[str, str, float]]:
    return {
        (member.document, member.cluster): (cluster.id, cluster.name, member.probability)
        for cluster in clusters
        for member in cluster.members
    }


def expected(documents: Documents, kind: str) -> dict[tuple[str, str], tuple[str, str, float]]:
    if kind == "people":
        return in_memory(link(person for people, _ in documents.values() for person in people))
    return in_memory(link_organisations(one for _, found in documents.values() for one in found))


@pytest.mark.parametrize("small", [False, True], ids=["as it is", "small blocks"])
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_any_changes_give_what_a_join_from_scratch_gives(seed: int, small: bool) -> None:
    chance = random.Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        if small:
            patch.setattr(blocking, "MAX_BLOCK", 4)
            patch.setattr(blocking, "MAX_NEIGHBOURS", 2)
            patch.setattr(blocking, "MAX_CLUES", 2)
            patch.setattr(components, "MAX_COMPONENT", 5)
            patch.setattr(comparing, "BATCH", 6)
        collection = Collection()
        for step in range(3):
            names = [f"d{number:02}" for number in range(24)]
            new = {key: _with_one_date(document(key, chance)) for key in chance.sample(names, 16 if step == 0 else 3)}
            gone = set(chance.sample(names, 0 if step == 0 else 3)) - new.keys()
            collection.change(new, gone)
            for kind in ("people", "organisations"):
                assert collection.joined(kind) == expected(collection.documents, kind), (seed, step, kind)


def _with_one_date(
    found: tuple[list[PersonProfile], list[OrganisationProfile]],
) -> tuple[list[PersonProfile], list[OrganisationProfile]]:
    """A document has one date of publication."""
    people, organisations = found
    date = _published(found)
    dated = [
        OrganisationProfile(
            document=one.document, cluster=one.cluster, names=one.names, places=one.places, published=date
        )
        for one in organisations
    ]
    return people, dated


def test_only_what_has_changed_is_joined_again() -> None:
    collection = Collection()
    people = {
        f"d{number:03}": ([PersonProfile(document=f"d{number:03}", cluster="p1", names=(name,))], [])
        for number, name in enumerate(f"{given} {surname}" for given in _GIVENS[:3] for surname in _SURNAMES)
    }
    report = collection.change(people, set())
    assert report.people == len(people)
    before = collection.joined("people")
    report = collection.change({"x": ([PersonProfile(document="x", cluster="p1", names=("Дарын Ким",))], [])}, set())
    assert 0 < report.people < 5
    assert report.blocks <= 2
    assert before.items() <= collection.joined("people").items()


def test_groups_of_organisations_that_are_too_large_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "MAX_COMPONENT", 2)
    collection = Collection()
    names = ("Шәкәрім университеті", "Шәкәрім атындағы мемлекеттік университет", "Шәкәрім атындағы Семей университеті")
    documents = {
        name: ([], [OrganisationProfile(document=name, cluster="o1", names=(name,), published=None)]) for name in names
    }
    report = collection.change(documents, set())
    assert report.split_organisations == 1
    assert report.lines() == [
        "1 groups of organisations with names alike were too large; of those only equal names were joined, not shorter "
        "ones and abbreviations"
    ]
    assert collection.joined("organisations") == expected(documents, "organisations")


def test_a_run_that_was_cut_off_is_made_good_by_the_next() -> None:
    collection = Collection()
    chance = random.Random(0)
    first = {f"d{number:02}": _with_one_date(document(f"d{number:02}", chance)) for number in range(20)}
    collection.change(first, set())

    def cut(kind: str) -> None:
        raise KeyError("a kill")

    publish = collection._publish
    collection._publish = cut  # type: ignore[method-assign]
    with pytest.raises(KeyError):
        collection.change({"x": _with_one_date(document("x", chance))}, {"d01"})
    collection._publish = publish  # type: ignore[method-assign]
    collection.change({"y": _with_one_date(document("y", chance))}, set())
    for kind in ("people", "organisations"):
        assert collection.joined(kind) == expected(collection.documents, kind)
