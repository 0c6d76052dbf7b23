"""Tables of documents to tables of mentions: nothing is lost, whatever stands in the column of texts."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
from tiny_pipeline import TEXT

from atau.annotate.arrow import mention_schema
from atau.distributed import Tables, WorkerError, annotate_batches
from atau.facts import facts_of, from_dict

NEWS = "Көкбұлақ ауданының әкімі Арман Сейітов 5-7 млн теңге бөлді. Алаң 3×4 м."


def annotate(table: Any, **options: Any) -> Tables:
    """All results as one table of documents; in this process unless the options say otherwise."""
    given = {"text": "text", "model": "rules", "isolate": False, **options}
    return Tables(pa.concat_tables(found.documents for found in annotate_batches(table, **given)))


def texts(*values: Any, type: pa.DataType | None = None) -> pa.Table:
    return pa.table({"text": pa.array(values, type)})


def test_mentions_are_those_of_the_parquet_output(tmp_path: Path) -> None:
    from commands import atau
    from pyarrow import parquet

    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    output = tmp_path / "out.parquet"
    assert atau("annotate", tmp_path / "a.txt", "--model", "rules", "-o", output).exit_code == 0
    found = annotate(pa.table({"text": [NEWS], "id": ["a.txt"]}), id="id")
    expected = parquet.read_table(output)
    assert found.mentions.drop_columns(["row"]).drop_columns(["id"]).equals(expected.drop_columns(["id"]))
    assert found.mentions.schema.names == [*mention_schema().names, "row"]
    assert all(row["text"] == NEWS[row["start"] : row["end"]] for row in found.mentions.to_pylist())


def test_facts_are_those_of_the_document() -> None:
    import atau

    found = annotate(texts(NEWS)).facts
    facts = [from_dict(_without_nulls(row)) for row in found.drop_columns(["id", "row"]).to_pylist()]
    assert facts == facts_of(atau.load("rules")(NEWS))
    assert found.column("id").unique().to_pylist() == ["0"]
    with pytest.raises(KeyError):
        _ = annotate(texts(NEWS), facts=False).facts


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(part) for key, part in value.items() if part is not None}
    return value


def test_what_is_no_text_is_an_error_in_its_place() -> None:
    values = [b"12 \xff", "Арман Сейітов".encode(), None, b"\0" * 50, b"12"]
    found = annotate(texts(*values, type=pa.binary()), max_bytes=40)
    assert found.documents.column("row").to_pylist() == [0, 1, 2, 3, 4]
    assert [(row["row"], row["error"]) for row in found.errors.to_pylist()] == [
        (0, "the text is not UTF-8: invalid start byte at byte offset 3"),
        (2, "the text is null"),
        (3, "the text of 50 bytes is longer than 40 bytes (max_bytes)"),
    ]
    assert found.mentions.column("row").to_pylist() == [1, 4]
    assert [row is None for row in found.documents.column("mentions").to_pylist()] == [True, False, True, True, False]


def test_text_that_only_claims_to_be_utf8_fails_alone() -> None:
    # As a careless writer leaves it in a file of Parquet.
    damaged = pa.array([b"\xff", b"12"], pa.binary()).view(pa.string())
    found = annotate(pa.table({"text": damaged}))
    assert found.errors.column("error").to_pylist() == ["the text is not UTF-8: invalid start byte at byte offset 0"]
    assert found.mentions.column("text").to_pylist() == ["12"]


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
)
def test_every_kind_of_text(kind: pa.DataType) -> None:
    found = annotate(pa.table({"text": pa.array(["Атырауда", None, "5 адам"], pa.string()).cast(kind)}))
    assert found.mentions.column("text").to_pylist() == ["Атырауда", "5"]
    assert found.errors.column("row").to_pylist() == [1]


def test_a_column_of_numbers_is_no_text() -> None:
    assert annotate(texts(1, 2)).errors.column("error").to_pylist() == ["the text is of the type int, not text"] * 2


def test_a_pandas_table() -> None:
    pandas = pytest.importorskip("pandas", reason="needs pandas")
    frame = pandas.DataFrame(
        {"text": ["12 үй", float("nan"), pandas.NA, 7, "12 \ud800"], "n": range(5), "id": [1, "b", None, "d", "e"]},
        index=[9] * 5,
    )
    frame["text"] = frame["text"].astype(object)
    found = annotate(frame, id="id", keep=["n"])
    assert found.documents.column("id").to_pylist() == ["1", "b", None, "d", "e"]
    assert found.documents.column("n").to_pylist() == [0, 1, 2, 3, 4]
    assert found.errors.column("error").to_pylist() == [
        "the text is null", "the text is null", "the text is of the type int, not text",
        "the text contains half a surrogate pair at character 3",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="values of different kinds"):
        annotate(frame, keep=["text"])


def test_documents_with_the_same_id_are_told_apart_by_their_rows() -> None:
    batches = [pa.table({"text": ["12"], "id": ["a"]}), pa.record_batch({"text": ["12", "12"], "id": ["a", "b"]})]
    found = annotate(batches, id="id")
    assert found.mentions.select(["id", "row"]).to_pylist() == [
        {"id": "a", "row": 0}, {"id": "a", "row": 1}, {"id": "b", "row": 2},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [([1, None], pa.int64(), ["1", None]), ([b"a", b"\xff\x01"], pa.binary(), ["a", "ff01"])],
)
def test_ids_of_other_types(values: list[Any], kind: pa.DataType, expected: list[Any]) -> None:
    table = pa.table({"text": ["12", "12"], "id": pa.array(values, kind)})
    assert annotate(table, id="id").documents.column("id").to_pylist() == expected


def test_row_numbers_of_the_input_and_columns_that_are_kept() -> None:
    table = pa.table({"text": ["12", "12"], "n": [7, 5], "site": ["x", None]})
    documents = annotate(table, row="n", keep=["site", "text"]).documents
    assert documents.schema.names == ["row", "id", "site", "text", "mentions", "facts", "foreign", "error"]
    assert documents.select(["row", "id", "site", "text"]).to_pylist() == [
        {"row": 7, "id": "7", "site": "x", "text": "12"}, {"row": 5, "id": "5", "site": None, "text": "12"},
    ]  # fmt: skip


def test_many_documents_come_in_parts_and_in_order() -> None:
    table = texts(*[f"12 үй {n}" if n % 3 else None for n in range(1200)])
    found = list(annotate_batches(table, text="text", model="rules", isolate=False, recycle_after=500))
    assert [len(part.documents) for part in found] == [512, 512, 176]
    whole = Tables(pa.concat_tables(part.documents for part in found))
    assert whole.documents.column("row").to_pylist() == list(range(1200))
    assert set(whole.mentions.column("row").to_pylist()) == {n for n in range(1200) if n % 3}


def test_only_some_of_the_mentions() -> None:
    assert set(annotate(texts(NEWS), labels=["PERSON"]).mentions.column("label").to_pylist()) == {"PERSON"}
    assert annotate(texts(NEWS), explain=True).mentions.column("explanation")[0].as_py()
    russian = "По словам директора, новая школа в Кокбулаке откроется осенью этого года."
    assert annotate(texts(russian)).documents.column("foreign").to_pylist() == ["ru"]
    assert annotate(texts(russian, NEWS), only_kazakh=True).mentions.column("row").unique().to_pylist() == [1]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"text": "body"}, "no column 'body'; its columns: 'text', 'error'"),
        ({"id": "name"}, "no column 'name'"),
        ({"keep": ["error"]}, "'error' is written by atau itself"),
        ({"timeout": 0}, "timeout must be"),
        ({"recycle_after": 0}, "recycle_after must be"),
        ({"max_bytes": 0}, "max_bytes must be"),
        ({"min_score": 2}, "min_score must be"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(options: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        annotate(pa.table({"text": ["12"], "error": [1]}), **options)


@pytest.mark.parametrize("options", [{"labels": "PERSON"}, {"keep": "text"}, {"speed": 3}])
def test_options_of_a_wrong_type(options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        annotate(texts("12"), **options)


def test_no_table() -> None:
    with pytest.raises(TypeError, match=r"pyarrow\.Table"):
        annotate([["12"]])


@pytest.mark.parametrize("isolate", [True, False])
@pytest.mark.parametrize(
    ("options", "problem"),
    [({"model": "kk_of_nowhere"}, "there is no model 'kk_of_nowhere'"), ({"labels": ["CITY"]}, "no label CITY")],
)
def test_a_pipeline_that_cannot_do_it_ends_the_run(isolate: bool, options: dict[str, Any], problem: str) -> None:
    with pytest.raises(WorkerError, match=problem):
        annotate(texts("12"), isolate=isolate, **options)


def test_a_worker_with_another_version_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from atau.distributed.annotator import Annotator
    from atau.distributed.options import Options

    with pytest.raises(WorkerError, match=r"has atau .*, but the job was started with atau 0\.0"):
        Annotator(Options(model="rules"), "atau 0.0")


def test_a_table_of_another_kind_that_looks_like_one() -> None:
    with pytest.raises(TypeError):
        annotate(SimpleNamespace(iloc=0))


def test_an_empty_table() -> None:
    assert list(annotate_batches(texts(type=pa.string()), text="text", model="rules", isolate=False)) == []


def test_the_same_from_a_process_of_its_own(failing: str) -> None:
    table = texts(TEXT, None, "12 үй", TEXT)
    here = annotate(table, model=failing)
    assert annotate(table, model=failing, isolate=True).documents.equals(here.documents)
    assert here.mentions.num_rows == 9
