"""What the lexicon knows: places, given names, surnames, and names outside the lists."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
import typer
from scripts_loaded import script

from atau.lexicon import (
    NAME_TABLES,
    PLACE_KINDS,
    given_names,
    is_given_name,
    name_class,
    names_of,
    patronymic_like,
    places,
    places_of,
    shared_names,
    surname_like,
    surnames,
)
from atau.morphology import inflect, match
from atau.tables import TableError, TableSet

ROOT = Path(__file__).parents[2]
CASES = ("nom", "gen", "dat", "acc", "loc", "abl", "ins")


PLACES = [
    ("Атырау", "city", False),
    ("Атырау облысы", "region", False),
    ("Оңтүстік Қазақстан облысы", "region", False),
    ("Мәртөк", "district", False),
    ("Махамбет", "district", True),
    ("Абай", "city", True),
    ("Шиелі", "village", False),
    ("Қазақстан Республикасы", "country", False),
    ("АҚШ", "country", False),
    ("Түркия", "country", False),
    ("Қазақ хандығы", "country", False),
    ("Орталық Азия", "area", False),
    ("Сырдария", "river", False),
    ("Балқаш", "lake", False),
    ("Каспий теңізі", "sea", False),
    ("Мәскеу", "world_city", False),
    ("Омбы облысы", "region", False),
]


@pytest.mark.parametrize(("name", "kind", "weak"), PLACES)
def test_places(name: str, kind: str, weak: bool) -> None:
    found = [place for place in places() if place.name == name and place.kind == kind]
    assert len(found) == 1
    assert found[0].weak is weak


def test_every_name_and_kind_of_place_once() -> None:
    keys = [(place.name, place.kind) for place in places()]
    assert len(keys) == len(set(keys))


def test_all_regions_and_cities_of_the_republic() -> None:
    names = {place.name for place in places()}
    of_country = {"Алматы", "Астана", "Шымкент"}
    now = (
        "Абай Ақмола Ақтөбе Алматы Атырау Жамбыл Жетісу Қарағанды Қостанай Қызылорда Маңғыстау "
        "Павлодар Түркістан Ұлытау Батыс_Қазақстан Солтүстік_Қазақстан Шығыс_Қазақстан"
    )
    assert of_country | {f"{name} облысы".replace("_", " ") for name in now.split()} <= names


def test_codes_of_countries_are_merged_in() -> None:
    codes = {place.code: place.name for place in places() if place.kind == "country"}
    assert codes["KZ"] == "Қазақстан"
    assert codes["UZ"] == "Өзбекстан"


def test_names_ending_in_a_possessive_say_so() -> None:
    assert {p.cls for p in places() if p.name.endswith(" облысы")} == {"poss"}
    classes = {p.name: p.cls for p in places()}
    assert inflect("облысы", case="loc", cls=classes["Атырау облысы"]) == "облысында"
    assert classes["Америка Құрама Штаттары"] == "poss"
    assert classes["Атырау"] == ""


def test_every_place_is_found_again_in_every_case() -> None:
    lost = []
    for place in places():
        word = place.name.split()[-1]
        stems = {word.lower(): place.cls}
        for case in CASES:
            form = inflect(word, case=case, cls=place.cls).lower()
            if not any(analysis.stem == word.lower() for analysis in match(form, stems)):
                lost.append((place.name, case, form))
    assert lost == []


def test_every_name_of_a_person_is_found_again() -> None:
    lost = []
    for name in (*given_names(), *surnames()):
        cls = name_class(name)
        for case in ("gen", "dat", "abl"):
            form = inflect(name, case=case, cls=cls)
            if not match(form, {name: cls}):
                lost.append((name, form))
    assert lost == []


GIVEN = [
    ("нұрлан", "m", False),
    ("гүлжан", "f", False),
    ("қасым-жомарт", "m", False),
    ("назым", "f", True),
    ("владимир", "m", False),
    ("барак", "m", False),
    ("арман", "m", True),
    ("сәуле", "f", True),
]


@pytest.mark.parametrize(("norm", "gender", "weak"), GIVEN)
def test_given_names(norm: str, gender: str, weak: bool) -> None:
    name = given_names()[norm]
    assert name.name.lower() == norm
    assert name.gender == gender
    assert name.weak is weak


NOT_LISTED = [
    ("нұрсұлтанхан", False),
    ("ерболатжан", False),
    ("асылмұрат", True),
    ("бақытсұлтан", True),
    ("гүлназар", True),
]


@pytest.mark.parametrize(("norm", "known"), NOT_LISTED)
def test_compounds_outside_the_list(norm: str, known: bool) -> None:
    assert norm not in given_names()
    assert is_given_name(norm) is known


@pytest.mark.parametrize("norm", "айтқан өмірбаян мектеп аудан облыс темірбетон балабақша жанкүйер айналым".split())
def test_ordinary_words_are_no_given_names(norm: str) -> None:
    assert not is_given_name(norm)


SHAPES = [
    ("назарбаев", True, False),
    ("әмірова", True, False),
    ("достоевский", True, False),
    ("шевченко", True, False),
    ("саакашвили", True, False),
    ("иванов-петров", True, False),
    ("обама", True, False),
    ("жандосұлы", False, True),
    ("ерланқызы", False, True),
    ("николаевич", False, True),
    ("сергеевна", False, True),
    ("аманбайтегі", True, False),
    ("магазин", False, False),
    ("машина", False, False),
    ("берлин", False, False),
    ("ростов", False, False),
    ("қызметтегі", False, False),
    ("болатын", False, False),
    ("арнаулы", False, False),
    ("ұлы", False, False),
    ("қызы", False, False),
    ("", False, False),
]


@pytest.mark.parametrize(("norm", "surname", "patronymic"), SHAPES)
def test_shapes_of_surnames_and_patronymics(norm: str, surname: bool, patronymic: bool) -> None:
    assert surname_like(norm) is surname
    assert patronymic_like(norm) is patronymic


def test_name_class() -> None:
    assert inflect("Жандосұлы", case="dat", cls=name_class("жандосұлы")) == "Жандосұлына"
    assert name_class("назарбаев") == ""


def test_names_of_the_user_count_beside_those_of_the_package() -> None:
    tables = TableSet(
        NAME_TABLES,
        extra={
            "given_names": [["Әлдибек", "m", "kazakh"]],
            "surnames": [["Марабу", "foreign"]],
            "name_parts": [["йот", "surname"]],
            "places": [["Тасов", "village"]],
        },
    )
    names = names_of(tables)
    assert all(map(names.is_given_name, ("әлдибек", "нұрлан")))
    assert all(map(names.surname_like, ("марабу", "бенйот", "ахметов")))
    assert not names.surname_like("тасов")
    assert surname_like("тасов")
    assert not is_given_name("әлдибек")
    assert not any(map(surname_like, ("марабу", "бенйот")))


def test_tables_without_rows_of_the_user_share_one_lexicon() -> None:
    assert names_of(TableSet(NAME_TABLES)) is shared_names()
    assert places_of(TableSet(NAME_TABLES)) is places()


def test_places_of_the_user() -> None:
    tables = TableSet(NAME_TABLES, extra={"places": [["Алматы", "lake"], ["Атырау", "city", "", "", "1"]]})
    found = [(place.kind, place.weak) for place in places_of(tables) if place.name in ("Алматы", "Атырау")]
    assert ("lake", False) in found
    assert ("city", True) in found
    kinds = [place.kind for place in places_of(tables) if place.name == "Алматы"]
    assert kinds == sorted(kinds, key=PLACE_KINDS.index)


def test_a_role_without_parts_is_told() -> None:
    with pytest.raises(TableError, match="no part with the role 'first'"):
        names_of(TableSet(NAME_TABLES, replaced={"name_parts": [["ов", "surname"]]}))


def _script() -> ModuleType:
    pytest.importorskip("babel")
    return script("build_lexicon")


CLDR_TABLE = ROOT / "src" / "atau" / "lexicon" / "data" / "places_cldr.tsv"


def test_cldr_table_is_what_the_script_writes(tmp_path: Path) -> None:
    module = _script()
    written = CLDR_TABLE.read_text(encoding="utf-8")
    if f"CLDR {module.get_cldr_version()} " not in written:
        pytest.skip(f"this Babel holds CLDR {module.get_cldr_version()}, the table is of another version")
    module.main(tmp_path / "places_cldr.tsv", check=False)
    assert (tmp_path / "places_cldr.tsv").read_text(encoding="utf-8") == written
    assert [path.name for path in tmp_path.iterdir()] == ["places_cldr.tsv"]


def test_a_table_that_would_not_load_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = _script()
    target = tmp_path / "places_cldr.tsv"
    target.write_text("what was there", encoding="utf-8")
    faulty = module.table().replace("\tcountry\t", "\tkingdom\t", 1)
    monkeypatch.setattr(module, "table", lambda: faulty)
    with pytest.raises(typer.Exit) as left:
        module.main(target, check=False)
    assert left.value.exit_code == 1
    assert "'kingdom' is not a known kind" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "what was there"
    assert len(list(tmp_path.iterdir())) == 1
