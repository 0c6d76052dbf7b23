"""The gazetteer: what it says is on the Earth, and it is found by the names that newspapers use."""

from __future__ import annotations

import pytest

from atau.components.catalogue import style_problems
from atau.facts.places.gazetteer import GAZETTEER, Gazetteer, gazetteer
from atau.facts.places.kind_words import KIND_WORDS
from atau.tables import TableError

# What a border of Kazakhstan is beyond, in degrees.
_KAZAKHSTAN = ((40.5, 55.5), (46.4, 87.4))


def ids(name: str) -> set[str]:
    return {place.id for place in gazetteer().named(name)}


@pytest.mark.parametrize("table", [GAZETTEER, KIND_WORDS], ids=lambda table: table.name)
def test_the_heads_of_the_tables(table: object) -> None:
    assert style_problems(table) == []  # type: ignore[arg-type]


def test_attribution_stands_in_the_table() -> None:
    notes = GAZETTEER.notes()
    assert "CC BY 4.0" in notes.licence
    assert any("geonames.org" in source for source in notes.sources)


def test_every_region_of_kazakhstan_has_a_code_and_a_seat() -> None:
    regions = [place for place in gazetteer() if place.kind == "region" and place.country == "KZ"]
    assert len(regions) == 17
    assert len({place.kato for place in regions}) == 17
    assert all(len(place.kato) == 9 and place.kato.endswith("0000000") for place in regions)
    assert {place.point for place in regions} == {"seat"}


def test_places_of_kazakhstan_lie_in_it_and_in_a_region_that_is_known() -> None:
    (south, north), (west, east) = _KAZAKHSTAN
    found = [place for place in gazetteer() if place.country == "KZ"]
    assert len(found) > 500
    for place in found:
        if place.latitude is not None and place.longitude is not None:
            assert south < place.latitude < north, place
            assert west < place.longitude < east, place
        if place.region:
            assert gazetteer()[place.region].kind in ("region", "city"), place


def test_districts_have_their_region() -> None:
    districts = [place for place in gazetteer() if place.kind == "district"]
    assert len(districts) > 170
    assert all(place.region for place in districts)


def test_every_country_has_a_code_of_its_own() -> None:
    countries = [place.country for place in gazetteer() if place.kind == "country"]
    assert len(countries) == len(set(countries)) > 240


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Астана", "1526273"),
        ("Нұр-Сұлтан", "1526273"),
        ("Целиноград", "1526273"),
        ("Алма-Ата", "1526384"),
        ("Almaty", "1526384"),
        ("Гурьев", "610529"),
        ("Семипалатинск", "1519422"),
        ("ШҚО", "1517381"),
        ("Ұлытау облысы", "12510145"),
        ("Актюбинская область", "610688"),
        ("ҚХР", "1814991"),
        ("KGZ", "1527747"),
        ("Мәскеу", "524901"),
    ],
)
def test_names(name: str, identity: str) -> None:
    assert identity in ids(name)


def test_a_region_is_not_called_by_the_name_of_its_city() -> None:
    assert {place.kind for place in gazetteer().named("Қызылорда")} == {"city"}


def test_a_case_ending_that_no_dictionary_form_was_found_for() -> None:
    assert [place.name for place in gazetteer().declined("Будапештегі")] == ["Будапешт"]
    assert gazetteer().declined("Будапештянин") == ()
    assert gazetteer().declined("") == ()


def test_an_unknown_place() -> None:
    assert gazetteer().named("Шыңырауқұдық") == ()
    assert gazetteer().get("0") is None
    with pytest.raises(KeyError):
        gazetteer()["0"]


def test_what_is_not_known_is_none() -> None:
    row = ("7", "village", "Ақбұлақ", "KZ", "", "", "", "", "", "", "")
    places = Gazetteer([row])
    assert places.as_dict(places["7"]) == {
        "id": "geonames:7", "geonames": 7, "name": "Ақбұлақ", "kind": "village", "region": None, "country": "KZ",
        "kato": None, "latitude": None, "longitude": None, "point": None,
    }  # fmt: skip


def test_a_number_that_is_none_is_a_fault_of_the_table() -> None:
    row = ("7", "village", "Ақбұлақ", "KZ", "", "", "49,5", "70.1", "own", "12", "")
    with pytest.raises(TableError, match="latitude"):
        GAZETTEER.check([row], "gazetteer")
