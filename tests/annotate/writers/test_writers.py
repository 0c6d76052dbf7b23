"""CSV, Parquet, CoNLL-U, JSONL with its schema; any text comes out in every format."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from annotated_text import annotated
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_pipeline import TEXT, pipeline
from typer.testing import CliRunner, Result

import atau
from atau.annotate.annotation import Annotated
from atau.annotate.writers.conll import conll_record
from atau.annotate.writers.conllu import conllu_record
from atau.annotate.writers.csv import csv_row, safe_cell
from atau.annotate.writers.html import html_section
from atau.annotate.writers.jsonl import SCHEMA_VERSION, annotation_schema, jsonl_record
from atau.annotate.writers.rows import COLUMNS, rows_of
from atau.annotate.writers.table import colored_record, plain_record
from atau.cli import app
from atau.corpus.formats.columns_escapes import escape

Run = Callable[..., Result]
NEWS = (
    "Атырау облысының әкімі Ерлан Сабыров 4,5 млрд. теңге бөлінгенін айтты. Жиынға 80 делегат келді. "
    "Е.Сабыровтың айтуынша, халықтың үштен бірі 5-6 пайыз төлейді. Тақта 44 х 32 мм."
)


@pytest.fixture(scope="module")
def news() -> Annotated:
    return annotated(NEWS, atau.load("rules"))


def read_csv(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_csv_of_a_folder(run: Run) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT, encoding="utf-8")
    Path("in/b.txt").write_text("Ешкім жоқ.", encoding="utf-8")
    assert run("in", "--format", "csv", "--output", "out.csv").exit_code == 0
    rows = read_csv(Path("out.csv").read_bytes())
    assert [(row["label"], row["text"]) for row in rows][:2] == [("PERSON", "Арман Сейітов"), ("LOC", "Көкбұлақта")]
    assert tuple(rows[0]) == COLUMNS
    assert {row["layer"] for row in rows} == {"flat"}


def test_csv_without_mentions_has_its_header(run: Run) -> None:
    Path("a.txt").write_text("Ешкім жоқ.", encoding="utf-8")
    assert run("a.txt", "-o", "out.csv").exit_code == 0
    assert Path("out.csv").read_bytes() == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


def test_delimiter(run: Run) -> None:
    result = run("-", "-f", "csv", "--delimiter", ";", stdin=TEXT.encode())
    assert len(read_csv(result.stdout_bytes, ";")) == 4
    assert run("-", "-f", "csv", "--delimiter", "ab", stdin=b"").exit_code == 2


@pytest.mark.parametrize("delimiter", ["\\t", "tab", "\t"])
def test_the_delimiter_may_be_a_tab(run: Run, delimiter: str) -> None:
    result = run("-", "-f", "csv", "--delimiter", delimiter, stdin=TEXT.encode())
    assert len(read_csv(result.stdout_bytes, "\t")) == 4


def test_tsv(run: Run) -> None:
    assert run("-", "-o", "out.tsv", "--delimiter", ";", stdin=TEXT.encode()).exit_code == 0
    rows = read_csv(Path("out.tsv").read_bytes(), "\t")
    assert [row["text"] for row in rows] == ["Арман Сейітов", "Көкбұлақта", "12", "Арман Сейітов"]
    assert rows[0]["id"] == "stdin"


def test_numbers_of_a_quantity_are_columns(news: Annotated) -> None:
    rows = {row["text"]: row for row in rows_of(news) if row["layer"] == "flat"}
    money = rows["4,5 млрд. теңге"]
    assert (money["value"], money["unit"], money["kind"], money["normal"]) == (4_500_000_000, "KZT", "money", None)
    assert rows["80"]["counted"] == "делегат"
    assert (rows["5-6 пайыз"]["low"], rows["5-6 пайыз"]["high"]) == (5, 6)
    assert rows["Е.Сабыровтың"]["cluster"] == rows["Ерлан Сабыров"]["cluster"]


@pytest.mark.parametrize("text", ["=1+1", "+7", "-5", "@a", "\tа", "\r=1", "\n=1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text).startswith(f"'{text[0]}")


@pytest.mark.parametrize("text", ["a;=1+1;b", "a\t=1", "а\r\n+7", "x;@a"])
def test_no_part_of_a_cell_is_a_formula_where_it_is_parted_otherwise(text: str) -> None:
    parts = re.split(r"[;\t\r\n]+", safe_cell(text))
    assert not any(part.startswith(("=", "+", "-", "@")) for part in parts)


def test_texts_stand_in_quotation_marks_and_numbers_do_not() -> None:
    row = csv_row(["a;=1+1;b", None, 5, Decimal("0.10"), 'а"б'], ",")
    assert row == '"a;\'=1+1;b",,5,0.10,"а""б"\r\n'


def test_other_cells_stay() -> None:
    assert [safe_cell(v) for v in ("а=б", "", None, -5, 0.5)] == ["а=б", "", None, -5, 0.5]
    assert safe_cell("а\ud800") == "а?"


def test_ids_and_texts_of_a_record_are_safe(run: Run) -> None:
    Path("in.jsonl").write_text(json.dumps({"id": '=HYPERLINK("x")', "text": "12"}) + "\n", encoding="utf-8")
    [row] = read_csv(run("in.jsonl", "-f", "csv").stdout_bytes)
    assert row["id"] == '\'=HYPERLINK("x")'


def test_parquet(run: Run) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    assert run("a.txt", "-o", "out.parquet").exit_code == 0
    table = parquet.read_table("out.parquet")
    assert tuple(table.column_names) == COLUMNS
    assert table.column("text").to_pylist()[:2] == ["Арман Сейітов", "Көкбұлақта"]
    assert str(table.schema.field("value").type) == "decimal128(38, 12)"


@pytest.mark.parametrize(("number", "kept"), [("0.1", "0.1"), ("12345678901234567890.12", "12345678901234567890.12")])
def test_numbers_are_exact_in_every_table(number: str, kept: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from atau.annotate.output import FileOutput
    from atau.annotate.writers.parquet import ParquetWriter

    item = annotated(f"Баға {number.replace('.', ',')} пайызға өсті.", atau.load("rules"))
    writer = ParquetWriter(FileOutput(tmp_path / "a.parquet"))
    writer.write([item])
    writer.close(complete=True)
    assert parquet.read_table(tmp_path / "a.parquet").column("value").to_pylist() == [Decimal(kept)]
    assert f'"value": {kept},' in jsonl_record(item).decode("utf-8")
    assert f"|Value={kept}|" in conllu_record(item)


def test_a_number_that_parquet_cannot_hold_is_null() -> None:
    from atau.annotate.arrow import fitting

    assert fitting(Decimal("0.0000000000001")) is None
    assert fitting(Decimal(10**26)) is None
    assert fitting(Decimal(10**26 - 1)) == 10**26 - 1


def test_cells_hold_decimals_without_an_exponent() -> None:
    assert safe_cell(Decimal("0.0000001")) == "0.0000001"
    assert safe_cell(Decimal("-5.50")) == "-5.50"


def test_parquet_without_mentions(run: Run) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    Path("a.txt").write_text("Ешкім жоқ.", encoding="utf-8")
    assert run("a.txt", "-o", "out.parquet").exit_code == 0
    assert parquet.read_table("out.parquet").num_rows == 0


def test_parquet_holds_what_csv_holds(news: Annotated, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    from atau.annotate.output import FileOutput
    from atau.annotate.writers.parquet import ParquetWriter

    writer = ParquetWriter(FileOutput(tmp_path / "a.parquet"))
    writer.write([news])
    writer.write([news])
    writer.close(complete=True)
    rows = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert rows == [*rows_of(news), *rows_of(news)]


def test_parquet_without_pyarrow_says_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atau.annotate.writers.registry.find_spec", lambda name: None)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    result = run("a.txt", "-o", "out.parquet")
    assert result.exit_code == 2
    assert 'pip install "atau[parquet]"' in result.stderr
    assert not Path("out.parquet").exists()


def test_parquet_wants_a_file(run: Run) -> None:
    result = run("-", "-f", "parquet", stdin=b"12")
    assert (result.exit_code, "binary file" in result.stderr) == (2, True)


def test_conllu(news: Annotated) -> None:
    lines = conllu_record(news).split("\n")
    assert lines[:2] == ["# newdoc id = n", "# sent_id = n-1"]
    words = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(word) == 10 for word in words)
    person = next(word for word in words if word[1] == "Ерлан")
    assert person[9].startswith("NER=B-PERSON|Normal=Ерлан Сабыров|Cluster=p1|Score=")
    money = next(word for word in words if word[1] == "4,5")
    assert "|Value=4500000000|Unit=KZT|Kind=money|" in money[9]


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("аб12 .\n\t|\\=_«Көкбұлақта"), max_size=40))
def test_conllu_of_any_text(text: str) -> None:
    item = annotated(text, _NLP)
    tokens = [row for sentence in item.annotation.tokens for row in sentence]
    lines = [line for line in conllu_record(item).split("\n") if line and not line.startswith("#")]
    assert len(lines) == len(tokens)
    assert all(line.count("\t") == 9 for line in lines)


def test_lines_follow_the_schema(news: Annotated) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = annotation_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for item in (news, annotated(TEXT, pipeline()), annotated("", pipeline())):
        assert [error.message for error in validator.iter_errors(json.loads(jsonl_record(item)))] == []
    broken = json.loads(jsonl_record(news))
    broken["ents"][0]["colour"] = "red"
    broken["people"][0]["mentions"][0].append(1)
    assert len(list(validator.iter_errors(broken))) == 2


def test_the_schema_says_its_version() -> None:
    schema = annotation_schema()
    assert schema["properties"]["atau_schema"]["const"] == SCHEMA_VERSION
    assert schema["$id"].endswith(SCHEMA_VERSION)
    result = CliRunner().invoke(app, ["schema"])
    assert json.loads(result.stdout) == schema


def test_pyarrow_is_imported_for_parquet_only(run: Run) -> None:
    before = "pyarrow" in sys.modules
    assert run("-", "-f", "csv", stdin=TEXT.encode()).exit_code == 0
    assert before or "pyarrow" not in sys.modules


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
dirty = st.lists(st.one_of(anything, st.sampled_from(["12", " ", "\n", "Көкбұлақта", ". "])))


@settings(max_examples=60, deadline=None)
@given(dirty.map("".join))
def test_any_text_comes_out_in_every_format(text: str) -> None:
    item = annotated(text, _NLP)
    line = jsonl_record(item)
    assert json.loads(line)["text"] == text
    assert len(line.decode("utf-8").splitlines()) == 1
    rows = [row for row in conll_record(item).splitlines()[1:] if row]
    tokens = [row.text for sentence in item.annotation.tokens for row in sentence]
    assert [row.split("\t")[0] for row in rows] == [escape(token) for token in tokens]
    html_section(item).encode("utf-8")
    plain_record(item)
    colored_record(item)


@given(anything, anything)
def test_escapes_keep_texts_apart(one: str, two: str) -> None:
    assert (escape(one) == escape(two)) == (one == two)


_NLP = pipeline()
