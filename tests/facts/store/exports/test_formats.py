"""Exports of tables: all that is in the store, exact, and harmless to a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from atau.facts import FactStore
from atau.facts.store.columns import PUBLIC, schema
from atau.facts.store.errors import StoreError
from atau.facts.store.exports.formats import FORMATS, export, format_of
from atau.facts.store.writing import Writer


@pytest.fixture
def amounts(store: FactStore) -> FactStore:
    """A store with amounts, one of which looks like a formula."""
    (number,) = store.sql("SELECT document FROM documents WHERE id = 'a.txt'")[0]
    rows = [
        (number, 0, 5, 0, "Сөйлем.", None, 0.9, "facts.amount", text, "money", "KZT", value, None, None, None, None,
         counted, None, None, None)
        for text, value, counted in (
            ("4,5 млн теңге", Decimal("4500000"), "жол"),
            ("0,1 теңге", Decimal("0.1"), "=1+1"),
            ("12345678901234567890,5 теңге", Decimal("12345678901234567890.5"), None),
        )
    ]  # fmt: skip
    store.sql("DELETE FROM raw.amounts")
    Writer(store.connection, 1)._insert("raw.amounts", rows)
    return store


def text_of(store: FactStore, name: str, table: str) -> str:
    stream = io.BytesIO()
    export(store, FORMATS[name], None, [table], stream)
    return stream.getvalue().decode("utf-8")


def test_csv_has_all_rows_and_no_formula(amounts: FactStore) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of(amounts, "csv", "amounts").removeprefix("\ufeff"))))
    assert [row["value"] for row in rows] == ["4500000", "0.1", "12345678901234567890.5"]
    assert rows[1]["counted"] == "'=1+1"
    people = list(csv.DictReader(io.StringIO(text_of(amounts, "csv", "people_in_documents").removeprefix("\ufeff"))))
    assert len(people) == amounts.sql("SELECT count(*) FROM people_in_documents")[0][0]
    assert "Көкбұлақ ауданының әкімі" in {row["offices"] for row in people}


def test_jsonl_has_all_digits(amounts: FactStore) -> None:
    rows = [json.loads(line, parse_float=Decimal) for line in text_of(amounts, "jsonl", "amounts").splitlines()]
    assert [row["value"] for row in rows] == [4500000, Decimal("0.1"), Decimal("12345678901234567890.5")]
    columns = [column.name for column in schema()["amounts"]]
    assert [name for name in rows[0] if name != "document_name"] == columns


def test_rows_name_their_document(amounts: FactStore) -> None:
    for table in ("amounts", "people", "holdings"):
        for row in csv.DictReader(io.StringIO(text_of(amounts, "csv", table).removeprefix("\ufeff"))):
            assert [(row["document_name"],)] == amounts.sql(
                "SELECT id FROM documents WHERE document = ?", [int(row["document"])]
            )
    (header, *_) = text_of(amounts, "csv", "documents").splitlines()
    assert "document_name" not in header  # it is their id


def test_parquet_has_exact_decimals(amounts: FactStore, tmp_path: Path) -> None:
    written = export(amounts, FORMATS["parquet"], tmp_path / "it's", ["amounts", "documents"])
    assert [path.name for path in written] == ["amounts.parquet", "documents.parquet"]
    table = parquet.read_table(written[0])
    assert table.column("value").to_pylist()[2] == Decimal("12345678901234567890.5")
    meta = parquet.read_table(written[1]).column("meta").to_pylist()
    assert {"title": "Сапар"}.items() <= json.loads(meta[2]).items()


def test_xlsx_is_one_book_with_a_sheet_for_each_table(amounts: FactStore, tmp_path: Path) -> None:
    import zipfile

    (path,) = export(amounts, FORMATS["xlsx"], tmp_path / "facts.xlsx")
    with zipfile.ZipFile(path) as book:
        names = book.read("xl/workbook.xml").decode("utf-8")
        texts = book.read("xl/worksheets/sheet11.xml").decode("utf-8")
    assert all(f'name="{table}"' in names for table in PUBLIC)
    assert "<f>" not in texts
    assert "12345678901234567890.5" in texts


def test_all_tables_go_to_a_folder_that_appears_when_it_is_complete(store: FactStore, tmp_path: Path) -> None:
    export(store, FORMATS["csv"], tmp_path / "out")
    assert {path.stem for path in (tmp_path / "out").iterdir()} == set(PUBLIC)
    with pytest.raises(StoreError, match="not an empty folder"):
        export(store, FORMATS["csv"], tmp_path / "out")
    (tmp_path / "empty").mkdir()
    export(store, FORMATS["jsonl"], tmp_path / "empty", ["people"])
    assert [path.name for path in (tmp_path / "empty").iterdir()] == ["people.jsonl"]


def test_nothing_is_left_of_an_export_that_fails(
    store: FactStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Any:
        raise OSError(28, "No space left on device")

    (tmp_path / "x.csv").write_text("before", encoding="utf-8")
    monkeypatch.setattr(store, "rows", full)
    for output in (tmp_path / "x.csv", tmp_path / "folder"):
        with pytest.raises(OSError, match="No space"):
            export(store, FORMATS["csv"], output)
    assert (tmp_path / "x.csv").read_text(encoding="utf-8") == "before"
    assert not [path for path in tmp_path.iterdir() if "part" in path.name or path.name == "folder"]


def test_the_ending_decides() -> None:
    assert format_of(None, None) is None
    for name, form in FORMATS.items():
        assert format_of(None, Path(f"x{form.suffix}")) is form
        assert format_of(name, Path("x.txt")) is form
