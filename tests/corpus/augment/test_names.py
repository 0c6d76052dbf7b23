"""Names that training and evaluation do not share, exchanged in agreement with the text."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from atau.corpus.augment.mentions import MentionExchange, other_name
from atau.corpus.augment.names import PARTS, Names, entries, is_held_out
from atau.corpus.marked import MarkedText, parse, write
from atau.corpus.tables import fields_of_work
from atau.lexicon import given_names, places

DRAWS: dict[str, Callable[[Names, random.Random], str]] = {
    "given": lambda names, rng: names.given("f", rng),
    "foreign given": lambda names, rng: names.given("m", rng, foreign=True),
    "stem": lambda names, rng: names.stem(rng),
    "foreign surname": lambda names, rng: names.foreign_surname("m", rng),
    "country": lambda names, rng: names.place("country", rng).name,
    "village": lambda names, rng: names.place("village", rng).name,
    "team": lambda names, rng: names.team(rng).name,
    "company": lambda names, rng: names.company(rng),
    "ministry": lambda names, rng: names.work("министрлігі", rng),
}


def some(names: Names, draw: Callable[[Names, random.Random], str], n: int = 200) -> set[str]:
    return {draw(names, random.Random(seed)) for seed in range(n)}


@pytest.mark.parametrize("kind", DRAWS)
def test_the_parts_share_no_name(kind: str) -> None:
    training, held_out = (some(Names(part), DRAWS[kind]) for part in ("training", "held-out"))
    assert len(training) > 10
    assert len(held_out) > 2
    assert not {name.lower() for name in training} & {name.lower() for name in held_out}
    assert not any(map(is_held_out, training))
    assert all(map(is_held_out, held_out))


def test_a_quarter_is_held_out_whatever_the_letter_case() -> None:
    known = {entry.name for label in ("LOC", "ORG") for entry in entries(label)}
    held_out = {name for name in known if is_held_out(name)}
    assert 0.2 < len(held_out) / len(known) < 0.3
    assert held_out == {name for name in known if is_held_out(name.upper())}
    for head, works in fields_of_work().items():
        assert {is_held_out(work) for work in works} == {True, False}, head


def test_places_and_people_that_no_list_knows() -> None:
    listed = {place.name.lower() for place in places()} | given_names().keys()
    for kind in ("village", "team", "company"):
        found = {name.lower() for name in some(Names(), DRAWS[kind])}
        assert len(found & listed) > 5
        assert len(found - listed) > 5


def test_an_unknown_part() -> None:
    with pytest.raises(ValueError, match=f"use one of {', '.join(PARTS)}"):
        Names("test")  # type: ignore[arg-type]


def exchanged(source: str, exchange: MentionExchange, n: int = 60) -> set[str]:
    return {write(exchange(parse(source), random.Random(seed))) for seed in range(n)}


def test_every_mention_is_exchanged_by_one_of_the_part() -> None:
    source = "⟦PERSON Айсұлу⟧ ⟦LOC Атыраудан⟧ ⟦ORG Қайратқа⟧ қарады."
    for part in ("training", "held-out"):
        for text in exchanged(source, MentionExchange(Names(part), 1.0)):  # type: ignore[arg-type]
            person = parse(text).text.split(" ")[0]
            assert is_held_out(person) == (part == "held-out")
            assert text.endswith(" қарады.")


def test_a_club_is_exchanged_by_a_club_in_its_case() -> None:
    found = {other_name("ORG", "Қайратты", random.Random(seed)) for seed in range(60)}
    assert len(found) > 30
    assert all(name is not None and name.endswith(("ы", "і", "н")) for name in found)


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("⟦ORG Қаржы министрлігіне⟧ барды", "⟦ORG ", " министрлігіне⟧ барды"),
        ("⟦ORG ҚАРЖЫ МИНИСТРЛІГІНІҢ⟧", "⟦ORG ", " МИНИСТРЛІГІНІҢ⟧"),
        ("⟦ORG облыстың білім басқармасы⟧", "⟦ORG облыстың ", " басқармасы⟧"),
        ("⟦ORG «Жайық» ЖШС-ның⟧ жұмысы", "⟦ORG «", "» ЖШС-ның⟧ жұмысы"),
        ("«⟦ORG Жайық⟧» зауыты", "«⟦ORG ", "⟧» зауыты"),
    ],
)
def test_what_follows_the_new_part_stays(source: str, before: str, after: str) -> None:
    found = exchanged(source, MentionExchange(Names("training"), 1.0))
    new = {text.removeprefix(before).removesuffix(after) for text in found}
    assert len(new) > 5
    assert all(before + name + after in found for name in new)
    assert all(name.isupper() == source.split(" ")[1].isupper() for name in new)


def test_the_place_before_a_field_of_work_is_exchanged_too() -> None:
    source = "⟦ORG ⟦LOC Атырау⟧ қалалық білім басқармасы⟧"
    for text in exchanged(source, MentionExchange(share=1.0)):
        assert [(mark.label, mark.depth) for mark in parse(text).marks] == [("ORG", 0), ("LOC", 1)]
    assert any("Атырау" not in text and "білім" not in text for text in exchanged(source, MentionExchange(share=1.0)))


def test_a_name_that_two_marks_hold_is_exchanged_once() -> None:
    source = "⟦ORG ⟦ORG «Жайық» ЖШС⟧ қоры⟧"
    for text in exchanged(source, MentionExchange(share=1.0)):
        assert [mark.depth for mark in parse(text).marks] == [0, 1]


def test_marks_of_parts_of_an_exchanged_name_go_with_it() -> None:
    source = "⟦ORG «⟦LOC Есіл⟧ жағалауы» қоры⟧ мен ⟦ORG ⟦ORG Қаржы⟧ министрлігі⟧"
    for text in exchanged(source, MentionExchange(share=1.0)):
        changed: MarkedText = parse(text)
        assert [mark.label for mark in changed.flat] == ["ORG", "ORG"]
        assert not any(mark.depth and mark.label == "LOC" for mark in changed.marks)
