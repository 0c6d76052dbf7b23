"""Tables and JSON: a document for each row, and the column with the text found or asked for."""

from __future__ import annotations

import datetime
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from documents_read import one, problem, read

from atau.documents.text_columns import text_columns

BRIDGE = "Тасөткел өзені арқылы салынған көпір ашылды."
SCHOOL = "Көктерек ауданында жаңа мектептің құрылысы басталды."


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_csv(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["n", "Тақырып", "дата", "мәтін"], ["1", "Көпір", "12.10.2023", f'"{BRIDGE}"'], ["2", "", "кеше", SCHOOL]]
    path = write(tmp_path / "a.csv", "".join(delimiter.join(row) + "\r\n" for row in rows), encoding)
    found, failures = read(path)
    assert failures == []
    assert [(item.id, item.text) for item in found] == [(f"{path}:2", BRIDGE), (f"{path}:3", SCHOOL)]
    assert dict(found[0].meta) == {"title": "Көпір", "date": "2023-10-12", "fields": {"n": "1"}}
    assert dict(found[1].meta) == {"fields": {"n": "2", "дата": "кеше"}}
    assert found[0].checksum != found[1].checksum


def test_the_column_that_the_user_names(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"a,b,text\n{BRIDGE},{SCHOOL},x\n")
    assert one(path).text == "x"
    assert one(path, text_columns="b").text == SCHOOL
    both = one(path, text_columns=["b", "a"])
    assert both.text == f"{SCHOOL}\n\n{BRIDGE}"
    assert len(both.paragraphs) == 2
    assert problem(path, text_columns="c") == "no column 'c'; the columns are 'a', 'b', 'text'"


def test_a_column_that_nobody_names_is_found_by_what_stands_in_it(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.csv", f"id,x,y\n1,Көпір,{BRIDGE}\n")).text == BRIDGE
    assert one(write(tmp_path / "b.csv", f"1,Көпір,{BRIDGE}\n")).id.endswith("b.csv:1")  # without a header
    doubtful = problem(write(tmp_path / "c.csv", f"x,y\n{SCHOOL},{BRIDGE}\n"))
    assert doubtful.startswith("it is not clear which column holds the text; name it with --text-field")
    assert "'x', 'y'" in doubtful


def test_a_table_that_atau_wrote_is_no_text(tmp_path: Path) -> None:
    names = ["id", "start", "end", "label", "text", "normal", "cluster", "score", "source"]
    assert "a table of mentions" in problem(
        write(tmp_path / "a.csv", f"{','.join(names)}\n1,0,5,LOC,Оралда,Орал,l1,1,x\n")
    )


def test_several_columns_with_the_name_of_a_text() -> None:
    rows = [{"text": BRIDGE * 5, "мәтін": "қысқа"}]
    assert text_columns(["text", "мәтін"], rows) == ("text",)


def test_cells_that_are_empty_or_huge(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"id,text\n1,\n2,{BRIDGE}\n\n3,   \n4,{'сөз ' * 100_000}\n")
    found, failures = read(path, max_bytes=1 << 20)
    assert [item.id[-2:] for item in found] == [":3", ":6"]  # rows as a spreadsheet counts them
    assert failures == []
    assert problem(write(tmp_path / "b.csv", "id,text\n1,\n")).startswith("no row has a text")
    assert problem(write(tmp_path / "c.csv", "\n\n")) == "the file is empty"


def test_a_quote_that_is_never_closed_loses_no_row_before_it(tmp_path: Path) -> None:
    rows = "".join(f"{n},{BRIDGE}\n" for n in range(300))
    path = write(tmp_path / "a.csv", f'id,text\n{rows}x,"{SCHOOL}\n' + "сөз,сөз\n" * 20_000)
    import csv

    csv.field_size_limit(100_000)
    found, [failure] = read(path, max_bytes=100_000)
    assert len(found) == 300
    assert failure.source.endswith("a.csv:302")
    assert "a quote may be open" in failure.problem


def excel(path: Path, **sheets: list[list[Any]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_excel(tmp_path: Path) -> None:
    rows = [["id", "мәтін", "күні"], [1, BRIDGE, datetime.date(2023, 10, 12)], [], [2, SCHOOL, None]]
    found, failures = read(excel(tmp_path / "a.xlsx", Бірі=rows))
    assert failures == []
    assert [(item.id[-2:], item.text) for item in found] == [(":2", BRIDGE), (":4", SCHOOL)]
    assert dict(found[0].meta) == {"date": "2023-10-12", "fields": {"id": 1}}
    found, failures = read(excel(tmp_path / "b.xlsx", Бірі=rows, Екі=[["a"], [1]], Үш=[]))
    assert [item.id.rpartition(":")[2] for item in found] == ["Бірі!2", "Бірі!4"]
    [failure] = failures
    assert failure.source.endswith("b.xlsx:Екі")
    assert "not clear" in failure.problem


def test_a_sheet_that_claims_to_be_huge(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", A=[["id", "text"], [1, BRIDGE]])
    source = zipfile.ZipFile(path)
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as target:
        for member in source.infolist():
            data = source.read(member).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
            target.writestr(member.filename, data)
    assert one(tmp_path / "b.xlsx").text == BRIDGE


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ([{"id": 7, "title": "Көпір", "text": BRIDGE}, {"text": SCHOOL}], [":1", ":2"]),
        ({"articles": [{"body": BRIDGE}, {"body": SCHOOL}], "count": 2}, [":1", ":2"]),
        ({"мәтін": BRIDGE}, [""]),
        ([BRIDGE, SCHOOL], [":1", ":2"]),
    ],
)
def test_json(tmp_path: Path, value: Any, ids: list[str]) -> None:
    path = write(tmp_path / "a.json", json.dumps(value, ensure_ascii=False, indent=1))
    found, failures = read(path)
    assert failures == []
    assert [item.id.removeprefix(str(path)) for item in found] == ids
    assert [item.text for item in found] == [BRIDGE, SCHOOL][: len(ids)]
    if found[0].meta:
        assert dict(found[0].meta) == {"title": "Көпір", "fields": {"id": 7}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "the array is empty"),
        ("3", "expected an array of objects, found a number"),
        ('[{"text": 1}', "bad JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": "a", "text": "b"}', "the field 'text' is given twice"),
    ],
)
def test_json_that_holds_no_documents(tmp_path: Path, text: str, words: str) -> None:
    assert words in problem(write(tmp_path / "a.json", text))


def test_jsonl(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": BRIDGE}),
        "",
        "{bad",
        json.dumps({"text": ["a"]}),
        json.dumps({"x": 1}),
        '{"text": "\\ud800"}',
    ]
    found, failures = read(write(tmp_path / "a.jsonl", "\n".join([*lines, json.dumps({"text": SCHOOL})])))
    assert [(item.id[-2:], item.text) for item in found] == [(":1", BRIDGE), (":7", SCHOOL)]
    assert [failure.source[-2:] for failure in failures] == [":3", ":4", ":5", ":6"]
    found, failures = read(write(tmp_path / "b.jsonl", "\n".join(json.dumps({"n": BRIDGE}) for _ in range(300))))
    assert (len(found), failures) == (300, [])
