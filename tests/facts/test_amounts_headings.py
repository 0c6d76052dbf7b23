"""Amounts of entries under the name of a place, and of lists of figures under a title."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

FORECAST = """Ауа райы

⟦LOC БАЛТАКӨЛ⟧: түнде ⟦QUANTITY −12 °C⟧, күндіз ⟦QUANTITY −4 °C⟧, жел ⟦QUANTITY 7 м/с⟧
⟦LOC ЖЫЛҒАЛЫ⟧: ⟦QUANTITY −9 °C⟧, жел шығыстан, ⟦QUANTITY 5 м/с⟧"""

REGIONS = """⟦LOC ТҰРАН ОБЛЫСЫ⟧. Ертең қар жауады, қалыңдығы ⟦QUANTITY 6 см⟧. Желдің екпіні ⟦QUANTITY 18 м/с⟧.
⟦LOC АРҚА ОБЛЫСЫ⟧. Тұман түседі. ⟦LOC САРЫБҰЛАҚ⟧: ⟦QUANTITY +2 °C⟧, көрінім ⟦QUANTITY 300 метр⟧."""

RESULTS = """«⟦ORG Жеті Арна⟧» серіктестігінің жыл қорытындысы

Түсім: ⟦QUANTITY 12 млрд теңге⟧.
Өндірістік шығын: ⟦QUANTITY 9 млрд теңге⟧, үлесі ⟦QUANTITY 70%⟧.
Таза табыс: ⟦QUANTITY 2 млрд теңге⟧."""


def test_a_place_before_a_colon_has_the_amounts_of_its_entry(lines: Lines) -> None:
    assert lines(FORECAST) == [
        "amount | −12 °C | subject=БАЛТАКӨЛ",
        "amount | −4 °C | subject=БАЛТАКӨЛ",
        "amount | 7 м/с | counted=жел | subject=БАЛТАКӨЛ",
        "amount | −9 °C | subject=ЖЫЛҒАЛЫ",
    ]


def test_a_place_alone_in_a_sentence_heads_its_line(lines: Lines) -> None:
    found = lines(REGIONS)
    assert "amount | 6 см | counted=қалыңдығы | subject=Тұран облысы" in found
    assert any(line.startswith("amount | 18 м/с") and line.endswith("subject=Тұран облысы") for line in found)


def test_a_nearer_entry_goes_before_the_head_of_the_line(lines: Lines) -> None:
    found = [line for line in lines(REGIONS) if "Сарыбұлақ" in line]
    assert found == ["amount | +2 °C | subject=Сарыбұлақ", "amount | 300 метр | counted=көрінім | subject=Сарыбұлақ"]


def test_a_title_names_whose_figures_a_list_gives(lines: Lines) -> None:
    found = [line for line in lines(RESULTS) if line.startswith("amount")]
    assert len(found) == 4
    assert all("subject=Жеті Арна" in line for line in found)


@pytest.mark.parametrize(
    "text",
    [
        # the place of a dateline has no amounts
        "⟦LOC ЖАҢАҚАЛА⟧. Кеше сағасы бұзылған бөгеттен су жүрді, тереңдігі ⟦QUANTITY 2 метр⟧.",
        # one label alone is no list
        "⟦ORG «Жеті Арна»⟧ серіктестігі туралы\n\nТүсім: ⟦QUANTITY 12 млрд теңге⟧.",
        # a sentence is no title
        "⟦ORG Жеті Арна⟧ есебін берді.\n\nТүсім: ⟦QUANTITY 12 млрд теңге⟧.\nШығын: ⟦QUANTITY 9 млрд теңге⟧.",
        # a title with two organisations
        "⟦ORG Жеті Арна⟧ мен ⟦ORG Тұран Су⟧\n\nТүсім: ⟦QUANTITY 12 млрд теңге⟧.\nШығын: ⟦QUANTITY 9 млрд теңге⟧.",
    ],
)
def test_no_owner_where_nothing_shows_a_heading(lines: Lines, text: str) -> None:
    assert not any("subject=" in line for line in lines(text) if line.startswith("amount"))


def test_the_label_of_the_line_before_is_not_the_measure_of_the_next(lines: Lines) -> None:
    found = lines("Пайда: ⟦QUANTITY 4 млрд теңге⟧.\nҚарыз / EBITDA: ⟦QUANTITY 1,2⟧.")
    assert not any("1,2" in line and "Пайда" in line for line in found)


@pytest.mark.parametrize(
    "text",
    [
        "⟦LOC Ақсайдан⟧ ⟦LOC Тұзкөл⟧ ауылына дейін ⟦QUANTITY 90 шақырым⟧ асфальт бар.",
        "Керуен ⟦LOC Тұзкөлге⟧ дейін ⟦QUANTITY 400 шақырымнан астам⟧ жол жүрді.",
        "⟦LOC Бұйраға⟧ шейін ⟦QUANTITY 12 шақырым⟧ тас жол төселді.",
        "⟦LOC Қоғалы⟧ ауылына дейін ⟦QUANTITY 7⟧ көпір бар.",
        "⟦LOC Шортанды⟧ бекетіне дейін ⟦QUANTITY 30 шақырым⟧ қара жол.",
    ],
)
def test_a_place_that_a_distance_is_measured_to_is_no_subject(lines: Lines, text: str) -> None:
    found = lines(text)
    assert found
    assert not any("subject=" in line for line in found)
