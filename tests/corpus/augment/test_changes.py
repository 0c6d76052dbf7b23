"""What each change makes of a text, and that no change ever loses the marks or their places."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from augment_cases import TEXTS, TRANSFORMS
from hypothesis import given, settings
from hypothesis import strategies as st

from atau.corpus.augment.dirt import (
    change_quotes,
    letter_space,
    look_alikes,
    lower_case,
    title_case,
    upper_case,
    wrap_lines,
)
from atau.corpus.augment.edits import Edit, Transform, apply
from atau.corpus.augment.mentions import other_name, replace_mentions
from atau.corpus.augment.numerals import change_numerals, in_digits, in_words
from atau.corpus.augment.people import invented_person
from atau.corpus.marked import Mark, MarkedText, parse, write
from atau.lang.text import normalize
from atau.lexicon import given_names
from atau.morphology import match
from atau.morphology.numerals import parse as parse_numeral


def bare(text: str) -> str:
    """What layout does not change: no white space, quotation marks, hyphens at line ends; letters folded."""
    text = text.replace("-\n", "")
    return normalize(re.sub(r"[\s«»“”„\"]", "", text)).lower()


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(TRANSFORMS), st.integers(0, 10_000))
def test_marks_stay_with_their_text(marked: MarkedText, transform: Transform, seed: int) -> None:
    changed = transform(marked, random.Random(seed))
    assert parse(write(changed)) == changed
    assert transform(marked, random.Random(seed)) == changed
    if transform is replace_mentions:
        assert [m.label for m in changed.flat] == [m.label for m in marked.flat]
    else:
        assert [(m.label, m.depth) for m in changed.marks] == [(m.label, m.depth) for m in marked.marks]
    pairs = zip(marked.flat, changed.flat, strict=True)
    mentions = [(marked.text[a.start : a.end], changed.text[b.start : b.end]) for a, b in pairs]
    assert all(new == new.strip() for _, new in mentions)
    if transform not in (replace_mentions, change_numerals):
        assert all(bare(old) == bare(new) for old, new in mentions)
    # What stands outside of the marks is never touched by a change of mentions.
    if transform in (replace_mentions, change_numerals):
        assert outside(marked) == outside(changed)


def outside(marked: MarkedText) -> str:
    text, position = "", 0
    for mark in marked.flat:
        text += marked.text[position : mark.start] + "|"
        position = mark.end
    return text + marked.text[position:]


@given(TEXTS, st.data())
def test_edits_move_marks(marked: MarkedText, data: st.DataObject) -> None:
    """Edits of single characters, checked against doing the same on the source."""
    places = [i for i, c in enumerate(marked.text) if c.isalpha()]
    chosen = data.draw(st.lists(st.sampled_from(places), max_size=5, unique=True)) if places else []
    changed = apply(marked, [Edit(i, i + 1, "ab") for i in chosen])
    for old, new in zip(marked.marks, changed.marks, strict=True):
        expected = "".join("ab" if i in chosen else marked.text[i] for i in range(old.start, old.end))
        assert changed.text[new.start : new.end] == expected


def test_edits_that_cannot_be() -> None:
    marked = parse("бір ⟦LOC Арал⟧ көлі")
    for edits in ([Edit(2, 5, "x")], [Edit(0, 2, ""), Edit(1, 3, "")], [Edit(4, 8, "")]):
        with pytest.raises(ValueError, match=r"overlaps|crosses|empty"):
            apply(marked, edits)


def test_what_is_inserted_at_an_edge_is_outside() -> None:
    marked = apply(parse("⟦ORG Сенат⟧та"), [Edit(0, 0, "«"), Edit(5, 5, "»")])
    assert write(marked) == "«⟦ORG Сенат⟧»та"


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("жиырма", "20"), ("жиырмасы", "20-сы"), ("бесеуі", "5-еуі"), ("алтауы", "6-ауы"), ("екеуі", "2-еуі"),
        ("сексен сегізі", "88-і"), ("үшке", "3-ке"), ("жүз елу", "150"), ("он мыңнан", "10000-нан"),
        ("екі жүз алпыс бес миллион", "265 миллион"), ("отыз мың", "30 мың"),
    ],
)  # fmt: skip
def test_numerals_both_ways(words: str, digits: str) -> None:
    assert in_digits(words.split(" ")) == digits
    number, _, rest = digits.partition(" ")
    stem, _, suffix = number.partition("-")
    assert f"{in_words(stem, suffix)} {rest}".strip() == words


@pytest.mark.parametrize("words", ["бір", "ондаған", "екі-үш", "екінші", "жарты", "жиырма пайыз", "ауыл", "мыңнан"])
def test_no_whole_number_stays(words: str) -> None:
    assert in_digits(words.split(" ")) == ""


@pytest.mark.parametrize(("digits", "suffix"), [("007", ""), ("7", "і"), ("5", "ауыл")])
def test_digits_that_stay(digits: str, suffix: str) -> None:
    assert in_words(digits, suffix) == ""


@given(st.integers(2, 999_999))
def test_numbers_come_back(number: int) -> None:
    words = in_words(str(number))
    found = parse_numeral(words.split(" "))
    assert found is not None
    assert found.value == number
    back = in_digits(words.split(" "))
    assert back == "" or parse_numeral(back.split(" ")).value == number  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "source", ["⟦QUANTITY 5–6⟧ үй", "⟦QUANTITY 300 — 500⟧ үй", "⟦QUANTITY 2,5 га⟧", "⟦QUANTITY 20%⟧"]
)
def test_ranges_and_decimals_stay_as_they_are(source: str) -> None:
    marked = parse(source)
    assert all(change_numerals(marked, random.Random(seed)) == marked for seed in range(10))


def other(label: str, mention: str) -> list[str]:
    found = (other_name(label, mention, random.Random(seed)) for seed in range(30))
    return [name for name in found if name]


@pytest.mark.parametrize(
    ("label", "mention", "endings"),
    [
        ("LOC", "Атырауда", ("да", "де", "та", "те", "нда", "нде")),
        ("LOC", "Қазақстанның", ("ның", "нің", "дың", "дің", "тың", "тің")),
        ("LOC", "Атыраудағы", ("ғы", "гі")),
        ("ORG", "Интерполға", ("қа", "ке", "ға", "ге", "на", "не")),
        ("POSITION", "Министрге", ("қа", "ке", "ға", "ге")),
    ],
)
def test_the_case_stays(label: str, mention: str, endings: tuple[str, ...]) -> None:
    found = other(label, mention)
    assert len(set(found)) > 3
    assert all(name.lower().endswith(endings) for name in found)
    assert all(name[0].isupper() for name in found)


def test_letter_case_of_mentions() -> None:
    assert all(name.isupper() for name in other("LOC", "АТЫРАУ"))
    assert all(name.islower() for name in other("LOC", "атырау"))
    assert all(not name.isupper() or len(name) < 8 for name in other("LOC", "АҚШ"))
    assert other("LOC", "Мұндайжержоқ") == []


@pytest.mark.parametrize(
    ("mention", "shape"),
    [
        ("Бекзат Оралов", r"[А-ЯЁӘҒҚҢӨҰҮІҺ]\w+ [А-ЯЁӘҒҚҢӨҰҮІҺ]\w+"),
        ("Қ.Оразбаевтың", r"Қ\.\w+[дтн][ыі]ң"),
        ("Гүлнар Әмірованы", r"\w+ \w+[дтн][ыі]"),
        ("Асан Болатұлына", r"\w+ \w+ұлына"),
        ("Гүлнар Болатқызының", r"\w+ \w+қызының"),
        ("Бекзат Болатович Оралов", r"\w+ \w+ович \w+ов"),
        ("Гүлнар ӘМІРОВАҒА", r"[А-ЯЁӘҒҚҢӨҰҮІҺ]\w+ [А-ЯЁӘҒҚҢӨҰҮІҺ]+[АЕ]"),
        ("Оразбаевпен", r"\w+[бпм]ен"),
    ],
)
def test_persons_keep_parts_gender_and_case(mention: str, shape: str) -> None:
    found = {invented_person(mention, random.Random(seed)) for seed in range(20)}
    assert len(found) > 10
    assert all(name is not None and re.fullmatch(shape, name) for name in found)


@pytest.mark.parametrize("mention", ["Бекзат бен Оралов", "№5", "", "Ззз Ййй"])
def test_what_is_no_name_stays(mention: str) -> None:
    assert invented_person(mention, random.Random(0)) is None


def test_surnames_are_inflected_as_the_morphology_has_it() -> None:
    for seed in range(30):
        name, form = (invented_person(mention, random.Random(seed)) for mention in ("Оразбаев", "Оразбаевқа"))
        assert name is not None
        assert form is not None
        assert any(a.case == "dat" for a in match(form.lower(), {name.lower(): ""}))


def test_persons_may_be_foreigners_and_have_surnames_of_all_kinds() -> None:
    women = [invented_person("Гүлнар Әмірова", random.Random(seed)) or "" for seed in range(300)]
    endings = [name.endswith("ова") for name in women]
    assert 100 < sum(endings) < 250
    foreign = {name for name in women if "kazakh" not in {given_names()[name.split(" ")[0].lower()].origin}}
    assert 40 < len(foreign) < 150
    assert not any(name.endswith(("ов", "ев", "ский")) for name in women)


def some(transform: Callable[[MarkedText, random.Random], MarkedText], source: str, n: int = 60) -> set[str]:
    return {write(transform(parse(source), random.Random(seed))) for seed in range(n)}


def test_letter_case() -> None:
    source = "⟦LOC Атырау⟧ – ⟦ORG ҚазМұнайГаз⟧ қаласы"
    assert some(lower_case, source) == {"⟦LOC атырау⟧ – ⟦ORG қазмұнайгаз⟧ қаласы"}
    assert some(upper_case, source) == {"⟦LOC АТЫРАУ⟧ – ⟦ORG ҚАЗМҰНАЙГАЗ⟧ ҚАЛАСЫ"}
    assert some(title_case, source) == {"⟦LOC Атырау⟧ – ⟦ORG ҚазМұнайГаз⟧ Қаласы"}
    assert some(upper_case, "ŉ ß ı") == {"ŉ ß I"}


def test_quotation_marks() -> None:
    assert {"⟦ORG Жайық⟧ зауыты", '"⟦ORG Жайық⟧" зауыты', "“⟦ORG Жайық⟧” зауыты"} <= some(
        change_quotes, "«⟦ORG Жайық⟧» зауыты"
    )
    assert "⟦ORG Жайық зауыты⟧" in some(change_quotes, "⟦ORG «Жайық» зауыты⟧")
    assert "«⟦ORG Сенат⟧» отырысы" in some(change_quotes, "⟦ORG Сенат⟧ отырысы")
    assert some(change_quotes, "⟦ORG Денсаулық сақтау министрлігі⟧") == {"⟦ORG Денсаулық сақтау министрлігі⟧"}


def test_wrapped_lines() -> None:
    source = "⟦ORG Ақтөбе облыстық мәслихатының⟧ кезекті сессиясында " * 6
    for text in some(wrap_lines, source.strip()):
        lines = parse(text).text.split("\n")
        assert len(lines) > 3
        assert max(map(len, lines)) <= 81
    assert any("-\n" in text for text in some(wrap_lines, source.strip()))


def test_letter_spacing() -> None:
    found = some(letter_space, "⟦LOC Арал⟧ көлі")
    assert "⟦LOC А р а л⟧ көлі" in found
    assert "⟦LOC Арал⟧ к ө л і" in found
    assert "⟦LOC А р а л⟧  к ө л і" in found


def test_look_alikes_are_undone_by_the_norm() -> None:
    found = {parse(text) for text in some(look_alikes, "⟦LOC Арал⟧ теңізінің жағасы")}
    assert len(found) > 10
    for changed in found:
        assert [normalize(w) for w in changed.text.split(" ")] == ["арал", "теңізінің", "жағасы"]
        assert changed.marks == (Mark(0, 4, "LOC"),)
