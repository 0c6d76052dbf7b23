"""The parts under the command: plain values, batches that stay small, the marks of the table."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin
from tiny_pipeline import TEXT, pipeline

import atau.components.common.extensions  # noqa: F401  (registers ent._.normal and the others)
from atau.annotate.batches import (
    Annotated,
    Annotation,
    WriterRequirements,
    annotate_records,
    annotate_tasks,
    describe,
    entity,
    plain,
)
from atau.annotate.records import InputRecord
from atau.annotate.writers.jsonl import conll_record, escape, html_section, json_line
from atau.annotate.writers.table import colored_record, marked_sentences, plain_record, type_lists


class Unit(enum.Enum):
    TENGE = "KZT"


@dataclass(frozen=True)
class Amount:
    value: Decimal
    unit: Unit
    range: tuple[Fraction, float]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("а", "а"),
        (True, True),
        (10**30, 10**30),
        (float("nan"), None),
        (np.float32(0.5), 0.5),
        (np.int64(3), 3),
        (Decimal("4E+9"), 4_000_000_000),
        (Decimal("1.5"), 1.5),
        (Decimal("NaN"), None),
        (Fraction(1, 4), 0.25),
        (
            Amount(Decimal(265), Unit.TENGE, (Fraction(1, 2), 2.0)),
            {"value": 265, "unit": "KZT", "range": [0.5, 2.0]},
        ),
        ({1: {"x"}}, {"1": ["x"]}),
    ],
)
def test_plain_values(value: object, expected: object) -> None:
    assert plain(value) == expected
    json.dumps(plain(value))


def annotated(text: str, nlp: Language | None = None, **fields: Any) -> Annotated:
    [result] = annotate_tasks(nlp or pipeline(), [(text, fields)], WriterRequirements(True, True, True))
    assert isinstance(result, Annotation)
    return Annotated(InputRecord("n", text, "f"), result)


def test_the_attributes_of_an_entity(nlp: Language) -> None:
    doc = nlp(TEXT)
    person = doc.ents[0]
    person._.normal, person._.score, person._.source = "Арман Сейітов", 0.5, "rule"
    person._.quantity = {"value": Decimal(12), "unit": None}
    assert entity(person) == {
        "start": 0,
        "end": 13,
        "label": "PERSON",
        "text": "Арман Сейітов",
        "normal": "Арман Сейітов",
        "quantity": {"value": 12, "unit": None},
        "cluster": None,
        "score": 0.5,
        "source": "rule",
    }


def test_nested_mentions(nlp: Language) -> None:
    doc = nlp(TEXT)
    doc.spans["nested"] = [doc.char_span(0, 5, label="PERSON")]
    [nested] = describe(doc, WriterRequirements()).nested
    assert (nested["start"], nested["end"], nested["text"]) == (0, 5, "Арман")


def test_a_docbin_keeps_the_attributes(nlp: Language) -> None:
    doc = nlp(TEXT)
    doc.ents[0]._.normal = "Арман Сейітов"
    doc.ents[2]._.quantity = {"value": Decimal(12)}
    data = describe(doc, WriterRequirements(docbin=True), {"id": "a"}).docbin
    assert data is not None
    [back] = DocBin(store_user_data=True).from_bytes(data).get_docs(pipeline().vocab)
    assert back.ents[0]._.normal == "Арман Сейітов"
    assert back.ents[2]._.quantity == {"value": 12}


def test_memory_stays_flat(nlp: Language) -> None:
    """No word of a record stays in the vocabulary, and few records are read ahead."""
    taken = 0

    def records() -> Iterator[InputRecord]:
        nonlocal taken
        for n in range(2000):
            taken += 1
            yield InputRecord(n, " ".join(f"сөз{n}а{k}" for k in range(20)), "f", n)

    sizes, ahead, seen = set(), 0, 0
    for batch in annotate_records(nlp, records()):
        seen += len(batch)
        ahead = max(ahead, taken - seen)
        sizes.add((sum(1 for _ in nlp.vocab), len(nlp.vocab.strings)))
    assert seen == 2000
    assert len(sizes) == 1
    assert ahead == 0


def test_the_vocabulary_is_renewed(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atau.annotate.batches.RENEW_WORDS", 1000)
    loads = []

    def load() -> Language:
        loads.append(pipeline())
        return loads[-1]

    records = (InputRecord(n, f"12 сөз{n}а" + f" с{n}" * 9, "f", n) for n in range(2000))
    results = [item for batch in annotate_records(nlp, records, load=load) for item in batch]
    assert len(loads) > 1
    assert all(isinstance(r, Annotated) and len(r.annotation.ents) == 1 for r in results)


def test_marks() -> None:
    [first, second] = marked_sentences(annotated(TEXT))
    assert first == [
        ("Арман Сейітов", "PERSON"), (" ", ""), ("Көкбұлақта", "LOC"), (" ", ""),
        ("12", "QUANTITY"), (" үй салды.", ""),
    ]  # fmt: skip
    assert second == [("Арман Сейітов", "PERSON"), (" қайтты.", "")]


def test_colored_record_holds_the_same_words() -> None:
    item = annotated(TEXT)
    shown = colored_record(item)
    assert "\x1b[" in shown
    for ent in item.annotation.ents:
        assert ent["text"] in shown


def test_text_cannot_steer_the_terminal() -> None:
    item = annotated("\x1b[31m \x07 12 үй\n\nсалды")
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


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
dirty = st.lists(st.one_of(anything, st.sampled_from(["12", " ", "\n", "Көкбұлақта", ". "])))


@settings(max_examples=60, deadline=None)
@given(dirty.map("".join))
def test_any_text_comes_out_in_every_format(text: str) -> None:
    item = annotated(text, _NLP)
    line = json_line(item)
    assert json.loads(line)["text"] == text
    assert len(line.decode("utf-8").splitlines()) == 1
    rows = [row for row in conll_record(item).splitlines()[1:] if row]
    tokens = [token for sentence in item.annotation.tokens for token, _ in sentence]
    assert [row.split("\t")[0] for row in rows] == [escape(token) for token in tokens]
    html_section(item).encode("utf-8")
    plain_record(item)
    colored_record(item)


@given(anything, anything)
def test_escapes_keep_texts_apart(one: str, two: str) -> None:
    assert (escape(one) == escape(two)) == (one == two)


_NLP = pipeline()
