"""The list of amounts beside the text: exact, in order, with what facts say of them, and under the filters."""

from __future__ import annotations

import json
from typing import Any

import pytest
from page_browser import Page

TEXT = (
    "Жолға 3,2 млрд теңге, көпірге 450 млн теңге, автобусқа 4 млн АҚШ доллары бөлінді. "
    "Жоспар 101,4 пайызға орындалды. 38 км жол салынып, 120-дан астам жұмысшы қатысты. Тағы 450 млн теңге керек."
)


def amounts(page: Page) -> dict[str, list[str]]:
    """Heading to the amounts below it."""
    code = """Object.fromEntries([...document.querySelectorAll('#amounts h4')].map((head) => [head.innerText,
      [...document.querySelector(`#amounts [aria-labelledby="${head.id}"]`).querySelectorAll('.link.amount')]
        .map((link) => link.innerText)]))"""
    return page.value(code)  # type: ignore[no-any-return]


def record(*quantities: tuple[str, Any], facts: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """A record of amounts (text, value), one after the other; facts name the number of their amount."""
    text, ents = "", []
    for words, value in quantities:
        start = len(text)
        text += f"{words} болды. "
        ents.append({"start": start, "end": start + len(words), "label": "QUANTITY", "text": words, "normal": None,
                     "quantity": value, "cluster": None, "score": 0.9, "source": "model"})  # fmt: skip
    said = [{"kind": "amount", "start": 0, "end": 9, "sentence": [0, 9], "score": 0.9, "source": "facts.amount",
             **{name: value for name, value in fact.items() if name != "of"}, "quantity": ents[fact["of"]]}
            for fact in facts]  # fmt: skip
    return {
        "id": "a", "text": text, "ents": ents, "nested": [], "people": [], "facts": said, "atau_schema": "1.0",
    }  # fmt: skip


def money(value: int | str | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": "money", "unit": "KZT", **({} if value is None else {"value": value}), **more}


def test_amounts_without_a_counted_thing_are_listed_by_kind_and_size(page: Page) -> None:
    page.annotate(TEXT)
    assert amounts(page) == {
        "Money": ["3,200,000,000 tenge", "450,000,000 tenge", "4,000,000 US dollars"],
        "Percentages": ["101.4 percent"],
        "Measures": ["38 kilometres"],
        "Counts": ["> 120 жұмысшы"],
    }
    # As the text writes it, where that is something else.
    assert page.texts("#amounts q")[0] == "3,2 млрд теңге"
    page.click("[data-language=ru]")
    assert amounts(page)["Деньги"][2] == "4\u202f000\u202f000 долларов США"
    assert amounts(page)["Проценты"] == ["101,4 процента"]
    page.click("[data-language=kk]")
    assert amounts(page)["Ақша"][0] == "3\u202f200\u202f000\u202f000 теңге"


def test_an_amount_leads_to_its_mark_and_to_the_next_one(page: Page) -> None:
    page.annotate(TEXT)
    second = "#amounts li:nth-child(2)"
    assert page.texts(f"{second} .count") == ["2"]
    first = TEXT.index("450")
    for place in (first, TEXT.index("450", first + 1), first):
        page.run("arguments[0].click()", page.find(f"{second} .link"))
        assert "450,000,000 tenge" in page.card()
        assert page.value("document.querySelector('#reading mark.current').__mark.start") == place
    assert page.focus() == "reading"


def test_what_the_facts_say_of_an_amount(page: Page) -> None:
    subject = {"start": 0, "end": 1, "text": "Қайнардың", "normal": "Қайнар", "label": "ORG"}
    facts: tuple[dict[str, Any], ...] = (
        {"of": 0, "counted": "субсидия", "subject": subject, "date": "2025-03"},
        {"of": 1, "counted": "орындық", "value": {}},
        {"of": 2, "counted": "жалпы шығын"},
        {"of": 2, "counted": "жалпы шығын"},
    )
    page.show(record(
        ("350 млн теңге", money(350000000)), ("600", {"value": 600, "kind": "count", "counted": "орын"}),
        ("7 теңге", money(7)), facts=facts,
    ))  # fmt: skip
    assert page.texts("#amounts .rest") == ["субсидия · Қайнар", "жалпы шығын"]
    assert "03.2025" not in page.texts("#amounts small")
    assert "2025-03" in page.texts("#amounts small")
    # They are not listed among the facts once more.
    assert page.texts("#facts li") == []


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (money(12345678901234567890), "12,345,678,901,234,567,890 tenge"),
        (money(low=5, high=7, approx="about"), "≈ 5 – 7 tenge"),
        (money(low=5), "≥ 5 tenge"),
        (money(high=5, approx="under"), "< 5 tenge"),
        (money(exact="1/3", approx="about"), "≈ 1/3 tenge"),
        ({"kind": "measure", "unit": "mm", "sides": [44, 32]}, "44 × 32 millimetres"),
        ({"kind": "measure", "unit": "km", "value": 1}, "1 kilometre"),
        ({"kind": "money", "value": 0}, "0"),
        ({"kind": "new", "unit": "constructor", "value": 2}, "2 constructor"),
    ],
)
def test_a_value_is_written_exactly(page: Page, quantity: dict[str, Any], words: str) -> None:
    page.show(record(("сонша", quantity)))
    ((found,),) = amounts(page).values()
    assert found == words


@pytest.mark.parametrize("quantity", [None, {}, money(), money(approx="about"), money(value="NaN"), money(value=None)])
def test_without_a_certain_value_there_is_no_guess(page: Page, quantity: dict[str, Any] | None) -> None:
    page.show(record(("5 теңге", money(5)), ("бірнеше миллион теңге", quantity)))
    assert amounts(page) == {"Money": ["5 tenge"], "Without a certain value": ["бірнеше миллион теңге"]}
    page.run("arguments[0].click()", page.find("#amounts-doubt ~ ul .link"))
    assert "Value" not in page.card()


def test_a_corrected_amount_has_no_value(page: Page) -> None:
    page.show(record(("5 млн теңге", money(5000000)), ("6 теңге", money(6))))
    page.click("#reading mark")
    page.press("Shift+[")
    page.press("[")
    assert amounts(page) == {"Money": ["6 tenge"], "Without a certain value": ["5 млн"]}
    page.press("Escape")
    page.click("#undo")
    assert amounts(page) == {"Money": ["5,000,000 tenge", "6 tenge"]}


def test_the_order_of_units_and_numbers(page: Page) -> None:
    values = [money(3), {**money(9), "unit": "USD"}, money(low=4), money(high=20), money(100), money(exact="1/2")]
    page.show(record(*((f"{number} сом", value) for number, value in enumerate(values))))
    assert amounts(page)["Money"] == [
        "100 tenge", "≤ 20 tenge", "≥ 4 tenge", "3 tenge", "1/2 tenge", "9 US dollars",
    ]  # fmt: skip
    page.show(record(("а", money(-5)), ("б", money(10**400)), ("в", money(10**30 + 1))))
    assert [words[:3] for words in amounts(page)["Money"]] == ["10,", "1,0", "−5 "]


def test_the_filters_apply_to_all_that_is_beside_the_text(page: Page) -> None:
    page.annotate(
        "Атырау облысының әкімі Сәуле Тұманова «Қайнар» ЖШС-ке 5 млн теңге бөлді. «Қайнар» ЖШС Алматыда орналасқан."
    )
    for box, heads in (
        ("QUANTITY", {"People", "Facts", "Organisations", "Places"}),
        ("PERSON", {"Facts", "Organisations", "Places"}),
        ("ORG", {"Places"}),
        ("LOC", set[str]()),
    ):
        page.click(f"#filter-labels input[value={box}]")
        wanted = heads | ({"Map"} if "Places" in heads else set())
        page.wait(lambda wanted=wanted: set(page.texts(".side h3")) - {"Who is connected with whom"} == wanted, box)  # type: ignore[misc]
    for box in ("QUANTITY", "PERSON", "ORG", "LOC"):
        page.click(f"#filter-labels input[value={box}]")
    page.until("document.querySelectorAll('#amounts li').length === 1")
    page.run("const s = document.getElementById('score'); s.value = 99; s.dispatchEvent(new Event('input'))")
    page.until("!document.getElementById('people').checkVisibility()")
    # Downloads hold all of it.
    line = json.loads(page.download("jsonl").read_text("utf-8"))
    assert line["people"]
    assert len(line["facts"]) >= 2
    page.run("const s = document.getElementById('score'); s.value = 0; s.dispatchEvent(new Event('input'))")


def test_a_mark_that_a_filter_hides_is_no_longer_chosen(page: Page) -> None:
    page.annotate("Кеше 5 млн теңге бөлінді.")
    page.click("#reading mark")
    page.card()
    page.run("document.querySelector('#filter-labels input[value=QUANTITY]').click()")
    assert page.value("document.getElementById('card').hidden")
    page.run("document.querySelector('#filter-labels input[value=QUANTITY]').click()")
