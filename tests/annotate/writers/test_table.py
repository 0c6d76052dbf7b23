"""The table: highlighted sentences and lists of entities."""

from __future__ import annotations

from typing import Any

import pytest
from annotated_text import annotated
from tiny_pipeline import TEXT, pipeline

from atau.annotate.writers.table import colored_record, marked_sentences, plain_record, type_lists


def test_marks() -> None:
    [first, second] = marked_sentences(annotated(TEXT, pipeline()))
    assert first == [
        ("Арман Сейітов", "PERSON"), (" ", ""), ("Көкбұлақта", "LOC"), (" ", ""),
        ("12", "QUANTITY"), (" үй салды.", ""),
    ]  # fmt: skip
    assert second == [("Арман Сейітов", "PERSON"), (" қайтты.", "")]


def test_colored_record_holds_the_same_words() -> None:
    item = annotated(TEXT, pipeline())
    shown = colored_record(item)
    assert "\x1b[" in shown
    for ent in item.annotation.ents:
        assert ent["text"] in shown


def test_text_cannot_steer_the_terminal() -> None:
    item = annotated("\x1b[31m \x07 12 үй\n\nсалды", pipeline())
    assert "\x1b" not in plain_record(item)
    assert "[QUANTITY 12] үй салды" in plain_record(item)
    assert "\x1b[31m" not in colored_record(item)
    assert "\x07" not in colored_record(item)
    assert "\ufffd" in plain_record(item)


def test_lists_by_type_and_normal_form() -> None:
    def ent(label: str, text: str, normal: str | None, quantity: Any = None) -> dict[str, Any]:
        return {"label": label, "text": text, "normal": normal, "quantity": quantity}

    money = {"value": 4_000_000_000, "unit": "KZT", "kind": "money"}
    span = {"low": 5, "high": 6, "unit": None}
    ents = [
        ent("QUANTITY", "4 млрд\nтеңге", None, money),
        ent("QUANTITY", "5–6", None, span),
        ent("QUANTITY", "жарты", None, {"value": 0.5}),
        ent("LOC", "Көкбұлақта", "Көкбұлақ"),
        ent("QUANTITY", "жартысы", "жарты", {"value": 0.5}),
        ent("ZZZ", "б", None),
        ent("LOC", "Көкбұлақтан", "Көкбұлақ"),
    ]
    assert type_lists(ents) == [
        ("LOC", 2, [("Көкбұлақ", 2)]),
        (
            "QUANTITY",
            4,
            [("4 млрд теңге (= 4 000 000 000 KZT)", 1), ("5–6", 1), ("жарты (= 0,5)", 2)],
        ),
        ("ZZZ", 1, [("б", 1)]),
    ]


@pytest.mark.parametrize("render", [plain_record, colored_record])
def test_sentences_left_out_are_counted(render: Any) -> None:
    nlp = pipeline()
    assert "(1 sentence without entities is not shown)" in render(annotated(TEXT, nlp))
    assert "(3 sentences without entities are not shown)" in render(annotated(f"Бір. {TEXT} Екі.", nlp))
    assert "not shown" not in render(annotated("12 үй.", nlp))
    # White space after the last full stop is no sentence.
    assert "not shown" not in render(annotated("12 үй.\n\n", nlp))
