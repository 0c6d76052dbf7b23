"""Facts as rows of the tables of a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from atau.facts.records import Amount, Fact, Holding, LifeEvent, Location, Membership, Mention
from atau.facts.store.places import PlaceIds
from atau.facts.store.rows import Row, name_of, row

# Of a column DECIMAL(38, 12).
_DIGITS: Final = 38
_DECIMALS: Final = 12


def fact_rows(facts: Iterable[Fact], text: str, places: PlaceIds) -> Iterator[tuple[str, Row]]:
    """(table, row) of each fact. Raises TypeError for a kind of fact that has no table."""
    for fact in facts:
        table, values = _values(fact, places)
        begin, end = fact.sentence
        yield (
            table,
            row(
                table,
                start_char=fact.start,
                end_char=fact.end,
                sentence_start=begin,
                sentence=text[begin:end].rstrip(),
                date=fact.date,
                score=fact.score,
                source=fact.source,
                **values,
            ),
        )


def _values(fact: Fact, places: PlaceIds) -> tuple[str, dict[str, Any]]:
    if isinstance(fact, Holding):
        where = {**_organisation("organisation", fact.organisation), **_place(fact.place, places)}
        office = {"office": name_of(fact.office), "status": fact.status.value}
        return "raw.holdings", {**_person(fact.person), **office, **where}
    if isinstance(fact, Location):
        return "raw.located", {**_organisation("organisation", fact.organisation), **_place(fact.place, places)}
    if isinstance(fact, Membership):
        return "raw.parts", {**_organisation("part", fact.part), **_organisation("whole", fact.whole)}
    if isinstance(fact, Amount):
        return "raw.amounts", _amount(fact, places)
    if isinstance(fact, LifeEvent):
        event = {"event": fact.event.value, **_place(fact.place, places)}
        return "raw.life_events", {**_person(fact.person), **event}
    raise TypeError(f"a {type(fact).__name__} has no table")


def _person(mention: Mention) -> dict[str, Any]:
    return {"cluster": mention.cluster, "person_text": name_of(mention)}


def _organisation(column: str, mention: Mention | None) -> dict[str, Any]:
    if mention is None:
        return {f"{column}_text": None, f"{column}_cluster": None}
    return {f"{column}_text": name_of(mention), f"{column}_cluster": mention.cluster}


def _place(mention: Mention | None, places: PlaceIds) -> dict[str, Any]:
    if mention is None:
        return {"place_text": None, "place": None}
    return {"place_text": name_of(mention), "place": places.of_mention(mention)}


def _amount(fact: Amount, places: PlaceIds) -> dict[str, Any]:
    value: Mapping[str, Any] = fact.value or {}
    subject = fact.subject
    of_organisation = subject is not None and subject.label == "ORG"
    numbers = {name: value.get(name) for name in ("value", "low", "high")}
    exact = value.get("exact")
    if exact is None and numbers["value"] is not None and fitting(numbers["value"]) is None:
        exact = format(numbers["value"], "f")
    return {
        "text": " ".join(fact.quantity.text.split()),
        "kind": value.get("kind"),
        "unit": value.get("unit"),
        **{name: None if number is None else fitting(number) for name, number in numbers.items()},
        "approx": value.get("approx"),
        "exact": exact,
        "counted": fact.counted or value.get("counted"),
        "subject_text": None if subject is None else name_of(subject),
        "organisation_cluster": subject.cluster if subject is not None and of_organisation else None,
        "place": None if subject is None or of_organisation else places.of_mention(subject),
    }


def fitting(value: Decimal) -> Decimal | None:
    """`value`, None where it has more digits than the column; it is never rounded."""
    exponent = value.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -_DECIMALS and value.adjusted() < _DIGITS - _DECIMALS
    return value if fits else None
