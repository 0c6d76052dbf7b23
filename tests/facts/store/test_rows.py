"""Rows: each has its evidence, numbers are exact, and what a database cannot hold is replaced."""

from __future__ import annotations

from decimal import Decimal

import pytest

from atau.facts import FactStore
from atau.facts.records import Amount, Mention
from atau.facts.store.columns import PUBLIC, schema
from atau.facts.store.fact_rows import fact_rows, fitting
from atau.facts.store.places import PlaceIds
from atau.facts.store.rows import row
from atau.facts.store.writing import storable


def test_evidence_is_in_the_text_of_the_document(store: FactStore, folder) -> None:
    texts = {"a.txt": (folder / "a.txt").read_text("utf-8"), "b.txt": (folder / "b.txt").read_text("utf-8")}
    checked = 0
    for table in PUBLIC:
        if "sentence" not in {column.name for column in schema()[table]}:
            continue
        for found in store.sql(
            f"SELECT t.start_char, t.end_char, t.sentence, d.id FROM {table} t JOIN documents d USING (document)"
        ):
            start, end, sentence, name = found
            if name in texts:
                checked += 1
                assert texts[name][start:end] in sentence
                assert sentence in texts[name]
    assert checked > 20


def test_an_office_has_its_person_and_sentence(store: FactStore) -> None:
    rows = store.sql("SELECT name, office, status, documents FROM tenures WHERE name = 'Арман Сейітов'")
    assert rows == [("Арман Сейітов", "Көкбұлақ ауданының әкімі", "holds", 2)]


def test_amounts_are_exact_or_none(rules) -> None:
    doc = rules("Атырауда 5 адам.")
    mention = Mention(start=9, end=10, text="5", label="QUANTITY")

    def stored(value: dict[str, object]) -> dict[str, object]:
        fact = Amount(
            start=9, end=10, sentence=(0, 16), score=0.9, source="facts.amount", quantity=mention, value=value
        )
        ((table, values),) = fact_rows([fact], doc.text, PlaceIds(doc))
        names = [column.name for column in schema()[table] if column.name != "document"]
        return dict(zip(names, values, strict=True))

    assert stored({"value": Decimal("4.5"), "unit": "KZT", "kind": "money"})["value"] == Decimal("4.5")
    long = Decimal("1." + "3" * 20)
    assert (stored({"value": long})["value"], stored({"value": long})["exact"]) == (None, "1." + "3" * 20)
    assert stored({"exact": "1/3", "kind": "fraction"})["exact"] == "1/3"


@pytest.mark.parametrize(
    ("value", "fits"),
    [("0", True), ("-4.5", True), ("9" * 26, True), ("9" * 27, False), ("1e-12", True), ("1e-13", False)],
)
def test_no_number_is_rounded(value: str, fits: bool) -> None:
    assert (fitting(Decimal(value)) is not None) is fits


def test_a_row_has_all_columns_and_no_other() -> None:
    with pytest.raises(TypeError, match="cluster"):
        row("raw.person_links", person="a")


def test_texts_that_no_database_stores() -> None:
    assert storable(["a\0b", "\ud800", 5, None]) == ["a\ufffdb", "?", 5, None]
