"""What a text has said of its people, and what that tells of names elsewhere in it; all names are invented."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from marked_cases import given_and_expected, rules

import atau
from atau.components.person import component
from atau.components.person.name_grammar import read_name

TEXTS = [
    # Two people side by side, each named apart elsewhere.
    "Кеше ⟦PERSON Айнаш⟧ пен ⟦PERSON Жеңіс Оспанов⟧ келді. Кейін ⟦PERSON Айнаш⟧ ⟦PERSON Жеңіске⟧ гүл берді.",
    "Алаңға ⟦PERSON Айдос Қарабаев⟧ пен испан ⟦PERSON Пабло Родригес⟧ шықты. ⟦PERSON Айдос⟧ ⟦PERSON Родригесті⟧ ұтты.",
    "Жобаны ⟦PERSON Мәди Ерғали⟧ бастады. Оған ⟦PERSON Ержігіт⟧ қосылды. Кейін ⟦PERSON Мәди⟧ ⟦PERSON Ержігіттен⟧ озды.",
    # One person, of whom the text speaks by surname and by given name.
    "⟦PERSON Асқар Оразбаев⟧ сөйледі. ⟦PERSON Оразбаев⟧ риза. Кейін халық ⟦PERSON Асқар Оразбаевты⟧ құттықтады.",
    "Залға ⟦PERSON Асқар⟧ кірді. Кейін ⟦PERSON Асқар Оразбаевты⟧ шақырды. Бұл туралы ⟦PERSON Оразбаев⟧ айтты.",
    # A common word that the text has used as a name.
    "⟦PERSON Қарлығаш Омарова⟧ ән салды. Кейін біз ⟦PERSON Қарлығашты⟧ құттықтадық.",
    "Додада ⟦PERSON Арман Зорг⟧ жеңді. Ел енді ⟦PERSON Зоргтан⟧ үлкен үміт күтеді.",
    # The same word as the name of something else.
    "⟦PERSON Қайрат Тілеуов⟧ келді. Ол «⟦ORG Қайрат⟧» клубында ойнайды.",
    "Мектепті ⟦PERSON Арман Тілеуов⟧ басқарады. Ол Арман көшесінде тұрады.",
]


@pytest.mark.parametrize("source", TEXTS)
def test_people_of_a_text(source: str) -> None:
    found, expected = given_and_expected(source, "PERSON")
    assert found == expected


def test_nothing_is_remembered_beyond_the_text() -> None:
    nlp = atau.load("rules")
    nlp("Қарлығаш Омарова ән салды.")
    assert not [ent for ent in nlp("Кейін біз Қарлығашты құттықтадық.").ents if ent.label_ == "PERSON"]


def _many_given(count: int) -> str:
    """One given name beside many others."""
    letters = "бвгдзклмнп"
    return " ".join(
        f"Айна {''.join(letters[int(d)] for d in str(i % 400)).capitalize()}анға келді." for i in range(count)
    )


@pytest.mark.parametrize(
    "text",
    [
        lambda count: "Айна Жеңіске " * count,
        lambda count: "Айна Жеңіске; " * count,
        lambda count: "Асқар Омаров сөйледі. Кейін Асқар Омаровқа хат келді. " * (count // 2),
        _many_given,
    ],
)
def test_many_names_take_linear_time(text: Callable[[int], str]) -> None:
    nlp = rules()
    persons = next(pipe for _, pipe in nlp.pipeline if isinstance(pipe, component.Persons))

    def seconds(count: int) -> float:
        doc = nlp.make_doc(text(count))
        start = time.perf_counter()
        persons.annotate(doc)
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(8_000) < 20 * max(seconds(1_000), 0.01)


def test_the_places_of_a_text_are_not_copied_for_every_name(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(component, "read_name", lambda *args: seen.append(args[-1]) or read_name(*args))
    doc = rules()("Асқар Мұратов\nАбай атындағы мектеп. " * 3)
    assert len(seen) > 6
    assert len({id(places) for places in seen}) == 1
    assert [ent.text for ent in doc.ents if ent.label_ == "PERSON"] == ["Асқар Мұратов"] * 3
