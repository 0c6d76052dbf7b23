"""What the page is given: joined offices, exact amounts, edges, bounds, and faults of the data."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from facts_page import BRIDGE, LEFT, MINISTER, PIPES, hostile, large, said, small

from atau.facts.page.amounts import exact
from atau.facts.page.data import Amount, Document, Holding, Link, Mark, Organisation, PageData, Person, Place
from atau.facts.page.model import page_model
from atau.facts.page.registry import PageLimits, safe_url
from atau.facts.records import Status


def model(data: PageData, **limits: int) -> dict[str, Any]:
    found, remarks = page_model(data, PageLimits(**limits))
    assert remarks == []
    return found


def names(found: dict[str, Any]) -> list[str]:
    return [entity["name"] for entity in found["entities"]]


def test_holdings_of_one_office_are_one_row_in_the_order_of_time() -> None:
    found = model(small())
    minister = next(row for row in found["offices"] if row["office"].casefold() == "су министрі")
    assert minister["total"] == 2
    assert [time[:3] for time in minister["times"]] == [["appointed", "2019-03-12", 1], ["former", "2023-05", 0]]
    assert names(found)[minister["person"]] == "Ерден Қоңыратбаев"
    assert names(found)[minister["organisation"]] == "Су министрлігі"
    assert "place" not in minister


def test_a_row_keeps_its_first_and_last_sentence_and_each_change() -> None:
    days = [f"2020-01-{day:02}" for day in range(1, 21)]
    documents = tuple(Document(id=day, title=day, date=day) for day in days)
    holdings = tuple(
        Holding(
            person="p",
            office="әкім",
            status=Status.ACTING if day == days[9] else Status.HOLDS,
            evidence=said(day, f"Ол {day} күні әкім."),
        )
        for day in days
    )
    data = PageData(title="t", documents=documents, people=(Person(id="p", name="Ол"),), holdings=holdings)
    (row,) = model(data, evidence=4)["offices"]
    assert row["total"] == 20
    assert [time[1] for time in row["times"]] == [days[0], days[9], days[10], days[19]]


def test_amounts_are_sorted_by_exact_value_and_what_is_uncertain_comes_last() -> None:
    money, measure = model(small())["amounts"]
    assert (money["kind"], money["unit"], money["total"]) == ("money", "KZT", 3)
    assert [item.get("value") for item in money["items"]] == ["2750000000.1", "1500000000", None]
    assert [item.get("bar") for item in money["items"]] == [1000, 545, None]
    assert money["items"][2]["text"] == "бірнеше мың теңге"
    assert (measure["unit"], measure["items"][0]["counted"]) == ("km", "құбыр")


def test_numbers_that_no_float_holds_are_told_apart() -> None:
    big = 90071992547409930
    amounts = tuple(
        Amount(text=str(n), unit="KZT", kind="money", value=Decimal(big + n), evidence=PIPES) for n in (1, 3, 2)
    )
    (group,) = model(dataclasses.replace(small(), amounts=amounts))["amounts"]
    assert [item["value"] for item in group["items"]] == [str(big + n) for n in (3, 2, 1)]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1.5E+9", "1500000000"),
        ("12.50", "12.5"),
        ("1500.000000000000", "1500"),
        ("0E-12", "0"),
        ("1200", "1200"),
        ("1E+999", "1E+999"),
        ("-0.001", "-0.001"),
        ("NaN", None),
        ("Infinity", None),
    ],
)
def test_exact(number: str, text: str | None) -> None:
    assert exact(Decimal(number)) == text


def test_counts_are_compared_with_what_is_counted() -> None:
    nouns = ("үй", "Үй", "мектеп", "")
    amounts = tuple(Amount(text=f"5 {noun}", value=Decimal(5), counted=noun, evidence=PIPES) for noun in nouns)
    various, houses = model(dataclasses.replace(small(), amounts=amounts))["amounts"]
    assert (houses["unit"], houses["total"], [item["bar"] for item in houses["items"]]) == ("үй", 2, [1000, 1000])
    # What is counted once only is not compared: there are no bars.
    assert (various["unit"], sorted(item["counted"] for item in various["items"])) == ("", ["", "мектеп"])
    assert not any("bar" in item for item in various["items"])


def test_edges_come_from_offices_links_and_births() -> None:
    found = model(small())
    edges = {(names(found)[edge[0]], names(found)[edge[1]], edge[2]): edge[3] for edge in found["edges"]}
    assert edges == {
        ("Ерден Қоңыратбаев", "Су министрлігі", "office"): 2,
        ("Ерден Қоңыратбаев", "«Қайнар» компаниясы", "office"): 1,
        ("Сәуле Тұманова", "Жалын облысы", "office"): 1,
        ("«Қайнар» компаниясы", "Алматы", "located"): 1,
        ("Сәуле Тұманова", "Алматы", "born"): 1,
    }


def test_a_sentence_is_written_once_and_keeps_the_marks_of_each_fact() -> None:
    found = model(small())
    texts = [sentence[2] for sentence in found["sentences"]]
    assert len(texts) == len(set(texts)) == 5
    assert [BRIDGE.document, 120, BRIDGE.sentence] == [
        found["documents"][found["sentences"][texts.index(BRIDGE.sentence)][0]]["id"],
        *found["sentences"][texts.index(BRIDGE.sentence)][1:],
    ]


def test_a_document_counts_its_sentences_once_however_many_facts_they_state() -> None:
    found = model(small())
    stated = [sentence[0] for sentence in found["sentences"]]
    assert [document["sentences"] for document in found["documents"]] == [
        stated.count(number) for number in range(len(found["documents"]))
    ]
    assert sum(document["sentences"] for document in found["documents"]) == 5


def test_bounds_are_kept_and_said() -> None:
    data = large(600)
    found = model(data, entities=20, offices=30, amounts=5, links=25, documents=40)
    counts = {
        kind: sum(entity["kind"] == kind for entity in found["entities"])
        for kind in ("person", "organisation", "place")
    }
    assert counts == {"person": 20, "organisation": 20, "place": 20}
    assert len(found["offices"]) <= 30
    assert len(found["edges"]) == 25
    assert all(len(group["items"]) == 5 for group in found["amounts"])
    shown = {kind: found["totals"][kind] - found["left_out"].get(kind, 0) for kind in ("people", "holdings", "amounts")}
    assert shown == {"people": 20, "holdings": sum(row["total"] for row in found["offices"]), "amounts": 10}
    # A document that the page cites is there, whatever the bound.
    assert {sentence[0] for sentence in found["sentences"]} <= set(range(len(found["documents"])))


def test_what_the_caller_left_out_is_counted_too() -> None:
    found = model(dataclasses.replace(small(), totals={"people": 90}))
    assert found["totals"]["people"] == 90
    assert found["left_out"] == {"people": 88}


def test_the_most_connected_are_kept() -> None:
    people = (Person(id="a", name="Көп аталған", mentions=99), Person(id="b", name="Қызметі бар", mentions=1))
    holding = Holding(person="b", office="әкім", status=Status.HOLDS, evidence=MINISTER)
    found = model(dataclasses.replace(small(), people=people, holdings=(holding,), life_events=()), entities=1)
    assert "Қызметі бар" in names(found)
    assert "Көп аталған" not in names(found)


def test_faults_are_named_and_the_rest_is_shown() -> None:
    data = dataclasses.replace(
        small(),
        holdings=(
            *small().holdings,
            Holding(person="nobody", office="әкім", status=Status.HOLDS, evidence=LEFT),
            Holding(
                person="p1",
                office="қонақ",
                status=Status.HOLDS,
                date="12.10.2020",
                evidence=dataclasses.replace(LEFT, document="d9"),
            ),
        ),
        places=(
            *small().places,
            Place(id="l9", name="Жоқ жер", lat=95.0, lon=10.0),
            Place(id="l8", name="Бос", lat=float("nan"), lon=1.0),
        ),
        organisations=(*small().organisations, Organisation(id="p1", name="Екінші")),
        links=(
            Link(
                kind="part",
                source="o1",
                target="o9",
                evidence=dataclasses.replace(LEFT, marks=(Mark(start=70, end=99, label="ORG"),)),
            ),
        ),
    )
    found, remarks = page_model(data, PageLimits())
    assert sorted(remarks) == [
        "'12.10.2020' is not a date in ISO form",
        "95.0, 10.0 are no coordinates ('l9')",
        "nan, 1.0 are no coordinates ('l8')",
        "no document has the id 'd9'",
        "no entity has the id 'nobody'",
        "no entity has the id 'o9'",
        "two entities have the id 'p1'",
    ]
    assert {row["office"] for row in found["offices"]} == {"облыс әкімі", "су министрі", "басшы", "қонақ"}
    assert found["left_out"]["holdings"] == 1
    assert "at" not in next(entity for entity in found["entities"] if entity["name"] == "Жоқ жер")


def test_a_mark_outside_of_its_sentence_is_not_drawn() -> None:
    evidence = dataclasses.replace(
        LEFT,
        marks=(
            Mark(start=0, end=999, label="ORG"),
            Mark(start=5, end=5, label="LOC"),
            Mark(start=0, end=7, label="ORG"),
        ),
    )
    found, remarks = page_model(
        PageData(title="t", documents=small().documents, people=(Person(id="p", name="Ол", evidence=(evidence,)),)),
        PageLimits(),
    )
    assert remarks == ["a mark lies outside of its sentence"]
    assert found["evidence"] == [[0, 0, len(LEFT.sentence), 0, 7, "ORG"]]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=1", True),
        (" http://example.org ", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("https://", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, safe: bool) -> None:
    assert (safe_url(url) is not None) == safe


def test_nothing_at_all() -> None:
    found = model(PageData(title="Бос"))
    assert found["offices"] == found["amounts"] == found["edges"] == found["documents"] == []


def test_hostile_texts_pass_through_as_they_are() -> None:
    found, _ = page_model(hostile(), PageLimits())
    assert {entity["name"] for entity in found["entities"]} == {person.name for person in hostile().people}
