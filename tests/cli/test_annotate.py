"""`atau annotate` as its users see it: what goes in, what comes out, what is said."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import DocBin
from tiny_pipeline import TEXT, pipeline
from typer.testing import Result

Run = Callable[..., Result]


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def jsonl(path: Path, *records: object) -> None:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_text("".join(line + "\n" for line in lines), "utf-8")


def found(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(ent["label"], ent["text"]) for ent in record["ents"]]


ALL = [
    ("PERSON", "Арман Сейітов"),
    ("LOC", "Көкбұлақта"),
    ("QUANTITY", "12"),
    ("PERSON", "Арман Сейітов"),
]


# --- formats -----------------------------------------------------------------------------------


def test_jsonl_of_a_text(run: Run) -> None:
    Path("news.txt").write_bytes(TEXT.encode())
    result = run("news.txt", "--format", "jsonl")
    assert result.exit_code == 0
    [record] = rows(result.stdout)
    assert record["id"] == "news.txt"
    assert record["text"] == TEXT
    assert found(record) == ALL
    assert list(record["ents"][0]) == [
        "start", "end", "label", "text", "normal", "quantity", "cluster", "score", "source",
    ]  # fmt: skip
    assert record["nested"] == []
    for ent in record["ents"]:
        assert TEXT[ent["start"] : ent["end"]] == ent["text"]


def test_jsonl_records_keep_order_ids_and_fields(run: Run) -> None:
    records = [{"id": n, "text": TEXT, "url": f"u{n}", "tags": ["а", None]} for n in (3, 1, 2)]
    jsonl(Path("in.jsonl"), *records)
    out = rows(run("in.jsonl", "-f", "jsonl").stdout)
    assert [{k: r[k] for k in ("id", "text", "url", "tags")} for r in out] == records


def test_the_text_is_left_as_it_is(run: Run) -> None:
    text = " Бір\r\nекі\tүш\u00a0\u2028т ө р т\r"
    Path("odd.txt").write_bytes(text.encode())
    [record] = rows(run("odd.txt", "-f", "jsonl").stdout)
    assert record["text"] == text


def test_byte_order_mark_is_no_text(run: Run) -> None:
    Path("bom.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    Path("bom.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps({"text": TEXT}).encode())
    out = rows(run("bom.txt", "bom.jsonl", "-f", "jsonl").stdout)
    assert [record["text"] for record in out] == [TEXT, TEXT]


def test_text_field(run: Run) -> None:
    jsonl(Path("in.jsonl"), {"id": "a", "body": TEXT})
    [record] = rows(run("in.jsonl", "-f", "jsonl", "--text-field", "body").stdout)
    assert found(record) == ALL
    assert "text" not in record


def test_standard_input(run: Run) -> None:
    [record] = rows(run("-", "-f", "jsonl", stdin=TEXT.encode()).stdout)
    assert (record["id"], found(record)) == ("stdin", ALL)


def test_standard_input_of_records(run: Run) -> None:
    lines = b'{"text": "12"}\n\n{"text": "", "id": 7}\n'
    out = rows(run("-", "-f", "jsonl", "--input-format", "jsonl", stdin=lines).stdout)
    assert [len(record["ents"]) for record in out] == [1, 0]
    assert "id" not in out[0]


def test_conll(run: Run) -> None:
    jsonl(Path("in.jsonl"), {"id": "a\tb", "text": TEXT}, {"id": 5, "text": ""})
    lines = run("in.jsonl", "-f", "conll").stdout.split("\n")
    assert lines[:6] == [
        r"# id = a\tb", "Арман\tB-PERSON", "Сейітов\tI-PERSON", "Көкбұлақта\tB-LOC",
        "12\tB-QUANTITY", "үй\tO",
    ]  # fmt: skip
    assert lines[-4:] == ["", "# id = 5", "", ""]


def test_html_is_one_page_with_everything_escaped(run: Run) -> None:
    jsonl(Path("in.jsonl"), {"id": "<b>&", "text": "<script>x</script> 12 & Көкбұлақта"})
    page = run("in.jsonl", "-f", "html").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")
    assert "<script" not in page
    assert "<h2>&lt;b&gt;&amp;</h2>" in page
    assert page.count("<mark") == 2
    assert "http" not in page  # nothing is fetched


def test_spacy_keeps_entities_ids_and_fields(run: Run) -> None:
    jsonl(Path("in.jsonl"), {"id": "a", "text": TEXT, "url": "u"}, {"id": "b", "text": "12"})
    assert run("in.jsonl", "-o", "out.spacy").exit_code == 0
    docs = list(DocBin().from_disk("out.spacy").get_docs(pipeline().vocab))
    assert [doc.text for doc in docs] == [TEXT, "12"]
    assert [(ent.label_, ent.text) for ent in docs[0].ents] == ALL
    assert [doc.user_data["id"] for doc in docs] == ["a", "b"]
    assert docs[0].user_data["url"] == "u"


def test_spacy_needs_a_file(run: Run) -> None:
    result = run("-", "-f", "spacy", stdin=b"12")
    assert result.exit_code == 2
    assert "--output" in result.stderr


def test_table_without_a_terminal(run: Run) -> None:
    Path("news.txt").write_text(TEXT, "utf-8")
    result = run("news.txt")
    assert "\x1b" not in result.stdout
    assert "[PERSON Арман Сейітов] [LOC Көкбұлақта] [QUANTITY 12] үй салды." in result.stdout
    assert "Ауа райы" not in result.stdout
    assert "PERSON      2  Арман Сейітов ×2" in result.stdout


def test_table_says_so_where_nothing_is_found(run: Run) -> None:
    assert "no entities" in run("-", stdin="Ауа райы жақсы.".encode()).stdout


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("o.jsonl", '{"id"'),
        ("o.html", "<!DOCTYPE"),
        ("o.conll", "# id ="),
        ("o.conllu", "# newdoc"),
        ("o.csv", "\ufeffid,"),
        ("o.txt", "# stdin\n"),
        ("o.TXT", "# stdin\n"),
        ("o", "# stdin\n"),
    ],
)
def test_the_name_of_the_output_says_the_format(run: Run, name: str, start: str) -> None:
    assert run("-", "-o", name, stdin=TEXT.encode()).exit_code == 0
    assert Path(name).read_text("utf-8").startswith(start)
    # Nothing temporary stays; beside an output that can be resumed stands what it was made with.
    assert sorted(os.listdir()) == sorted([name, *([f".{name}.atau"] if name in ("o.jsonl", "o.conll") else [])])


def test_an_ending_that_says_no_format(run: Run) -> None:
    result = run("-", "-o", "x.unknown", stdin=TEXT.encode())
    assert (result.exit_code, result.stdout, os.listdir()) == (2, "", [])
    assert "the ending .unknown does not say which format to write" in result.stderr
    assert "--format" in result.stderr
    for known in (".txt", ".jsonl", ".csv", ".parquet", ".conll", ".conllu", ".html", ".spacy"):
        assert known in result.stderr
    assert run("-", "-o", "x.unknown", "-f", "jsonl", stdin=TEXT.encode()).exit_code == 0


# --- what can be read --------------------------------------------------------------------------


def test_directory(run: Run) -> None:
    Path("d/sub/.git").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "sub/c.TXT", ".hidden.txt", "x.dat", "sub/.git/y.txt"):
        Path("d", name).write_text("12", "utf-8")
    jsonl(Path("d/sub/r.jsonl"), {"text": "12", "id": "r1"})
    out = rows(run("d", "-f", "jsonl").stdout)
    assert [r["id"] for r in out] == ["a.txt", "b.txt", "sub/c.TXT", "r1"]


def test_files_of_a_directory_that_are_not_read_are_told(run: Run) -> None:
    Path("d/sub").mkdir(parents=True)
    for name in ("a.txt", "r.dat", ".hidden.dat", "sub/b.dat"):
        Path("d", name).write_text("12", "utf-8")
    result = run("d", "-f", "csv", "-o", "d/out.csv")
    where = f"{Path('d/r.dat')}, {Path('d/sub/b.dat')}"
    assert result.exit_code == 0
    assert result.stderr == f"atau: note: 2 files were skipped because of the file name ending: {where}\n"
    for n in range(30):
        Path("d", f"p{n:02}.dat").touch()
    [line] = run("d", "-f", "csv", "-o", "d/out.csv").stderr.splitlines()
    assert "note: 32 files were skipped" in line
    assert line.endswith("p04.dat, …")
    # Where nothing is left to read, it is the reason.
    Path("d/a.txt").unlink()
    Path("d/out.csv").unlink()
    result = run("d")
    assert result.exit_code == 1
    assert "note: 32 files were skipped" in result.stderr
    # All were texts: nothing to say.
    Path("e").mkdir()
    Path("e/a.txt").write_text("12", "utf-8")
    assert run("e").stderr == ""


def test_ids_of_two_directories_stay_apart(run: Run) -> None:
    for name in ("d", "e"):
        Path(name).mkdir()
        Path(name, "a.txt").write_text("12", "utf-8")
    assert [r["id"] for r in rows(run("d", "e", "-f", "jsonl").stdout)] == ["d/a.txt", "e/a.txt"]


def test_pattern(run: Run) -> None:
    Path("d/e").mkdir(parents=True)
    for name in ("d/1.txt", "d/e/2.txt", "d/3.md"):
        Path(name).write_text("12", "utf-8")
    out = rows(run("d/**/*.txt", "-f", "jsonl").stdout)
    assert [r["id"] for r in out] == ["d/1.txt", "d/e/2.txt"]


def test_output_inside_the_input_directory_is_not_read_again(run: Run) -> None:
    Path("d").mkdir()
    Path("d/a.txt").write_text("12", "utf-8")
    for _ in range(2):
        assert run("d", "-o", "d/out.jsonl").exit_code == 0
    assert len(rows(Path("d/out.jsonl").read_text("utf-8"))) == 1


def test_input_is_never_overwritten(run: Run) -> None:
    jsonl(Path("in.jsonl"), {"text": "12"})
    before = Path("in.jsonl").read_bytes()
    for option in ("--output", "--errors"):
        result = run("in.jsonl", "-f", "jsonl", option, "./in.jsonl")
        assert result.exit_code == 2
    assert Path("in.jsonl").read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="file names that are no text")
@pytest.mark.parametrize("output_format", ["table", "jsonl", "csv", "conll", "conllu", "html"])
def test_a_file_name_that_is_no_text(run: Run, output_format: str) -> None:
    with open(b"d\xff.txt", "w") as stream:
        stream.write("12")
    result = run(".", "-f", output_format)
    assert result.exit_code == 0
    assert "12" in result.stdout


# --- what goes wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": ', "bad JSON"),
        ('{"text": "a', "bad JSON: Unterminated string starting at column 10"),
        ("[1]", "found an array"),
        ("null", "found null"),
        ('{"body": "x"}', "no field 'text' (fields: 'body')"),
        ('{"text": 5}', "is a number, not a string"),
        ('{"text": null}', "is null, not a string"),
        (r'{"text": "a\ud800"}', "half a surrogate pair at character 1"),
        ("[" * 100_000, "bad JSON"),
        ('{"id": ' + "9" * 5000, "bad JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_done(run: Run, line: str, message: str) -> None:
    jsonl(Path("in.jsonl"), {"id": 1, "text": "12"}, line, {"id": 3, "text": "12"})
    result = run("in.jsonl", "-f", "jsonl", "--errors", "bad.jsonl")
    assert result.exit_code == 1
    assert [r["id"] for r in rows(result.stdout)] == [1, 3]
    assert re.search(rf"in\.jsonl:2: .*{re.escape(message)}", result.stderr)
    assert "1 failed, 2 annotated" in result.stderr
    [kept] = rows(Path("bad.jsonl").read_text("utf-8"))
    assert (kept["file"], kept["line"], kept["raw"]) == ("in.jsonl", 2, line)


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize(("line", "column"), [('{"id": "2", "body": ', 21), ('{"id": "2" "body"}', 12)])
def test_the_column_of_bad_json_is_that_in_its_line(run: Run, line: str, column: int, end: str) -> None:
    Path("in.jsonl").write_bytes(b'{"body": "12"}\n' + (line + end).encode())
    result = run("in.jsonl", "--text-field", "body")
    assert re.search(rf"in\.jsonl:2: bad JSON: .* at column {column}$", result.stderr, re.MULTILINE)


def test_broken_utf8_is_placed(run: Run) -> None:
    Path("a.txt").write_bytes("Ауыл".encode() + b"\xff")
    Path("b.jsonl").write_bytes(b'{"text": "12"}\n{"text": "\xd0"}\n{"text": "12"}\n')
    result = run("a.txt", "b.jsonl", "-f", "jsonl")
    assert result.exit_code == 1
    assert "a.txt: invalid UTF-8: byte 0xff at byte offset 8" in result.stderr
    assert "b.jsonl:2: invalid UTF-8: byte 0xd0 at byte offset 25" in result.stderr
    assert len(rows(result.stdout)) == 2


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("empty.txt", "the file is empty"),
        ("empty.jsonl", "the file is empty"),
        ("blank.txt", "the file is empty"),
        ("blank.jsonl", "the file contains no records"),
        ("nothing", "the directory contains no texts"),
        ("missing.txt", "no such file or directory"),
        ("*.xyz", "no file matches this pattern"),
        ("table.json", "it is not clear which column holds the text"),
    ],
)
def test_a_target_that_gives_nothing(run: Run, target: str, message: str) -> None:
    Path("nothing").mkdir()
    for name in ("empty.txt", "empty.jsonl"):
        Path(name).touch()
    for name in ("blank.txt", "blank.jsonl"):
        Path(name).write_text(" \n\n", "utf-8")
    Path("table.json").write_text("{}", "utf-8")
    Path("good.txt").write_text("12", "utf-8")
    result = run(target, "good.txt", "-f", "jsonl")
    assert result.exit_code == 1
    assert f"{target}: {message}" in result.stderr
    assert [r["id"] for r in rows(result.stdout)] == ["good.txt"]
    assert "1 failed, 1 annotated" in result.stderr


@pytest.mark.parametrize(("name", "remedy"), [("r.doc", "save it as .docx"), ("r.XLS", "save it as .xlsx")])
def test_a_document_of_another_format_is_not_annotated_as_prose(run: Run, name: str, remedy: str) -> None:
    Path(name).write_text("Көкбұлақта 12 үй\n", "utf-8")
    result = run(name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{Path(name).suffix} is not read; {remedy}" in result.stderr
    assert "--input-format" in result.stderr
    # Who says that it is text has the last word.
    assert "[QUANTITY 12]" in run(name, "--input-format", "text").stdout


def test_nothing_to_read_leaves_the_old_output(run: Run) -> None:
    Path("out.jsonl").write_text("old", "utf-8")
    assert run("typo.txt", "-o", "out.jsonl").exit_code == 1
    assert Path("out.jsonl").read_text("utf-8") == "old"


@pytest.mark.parametrize("count", [1, 200])
def test_a_record_on_which_the_pipeline_breaks(run: Run, breaking_model: str, count: int) -> None:
    records = [{"id": n, "text": "12"} for n in range(count)]
    bad = {"id": "bad", "text": "БҰЗЫЛҒАН мәтін"}
    jsonl(Path("in.jsonl"), *records, bad, *records)
    result = run("in.jsonl", "-f", "jsonl", "--errors", "e.jsonl", model=breaking_model)
    assert result.exit_code == 1
    assert [r["id"] for r in rows(result.stdout)] == [r["id"] for r in records] * 2
    message = "the pipeline failed: RuntimeError: сынды екі жолмен"
    assert f"in.jsonl:{count + 1}: {message}" in result.stderr
    assert [r["raw"] for r in rows(Path("e.jsonl").read_text("utf-8"))] == [bad["text"]]


def test_many_failures_are_counted_not_all_told(run: Run) -> None:
    jsonl(Path("in.jsonl"), *["{}"] * 300, {"text": "12"})
    result = run("in.jsonl", "-f", "jsonl", "--errors", "e.jsonl")
    assert "300 failed, 1 annotated; the failed records are in e.jsonl" in result.stderr
    assert len(result.stderr.splitlines()) < 150
    assert len(rows(Path("e.jsonl").read_text("utf-8"))) == 300


@pytest.mark.parametrize(
    "arguments",
    [
        ["--resume"],
        ["--resume", "-o", "x.html"],
        ["--jobs", "0"],
        ["-o", "no/such/x.jsonl"],
        ["-o", "x.jsonl", "--errors", "x.jsonl"],
        ["--model", "kk_no_such_model"],
    ],
)
def test_options_that_do_not_fit(run: Run, arguments: list[str]) -> None:
    result = run("-", *arguments, stdin=b"12")
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    assert os.listdir() == []


def test_no_limit_on_the_length_of_a_text(run: Run) -> None:
    Path("long.txt").write_text("сөз " * 260_000 + "12", "utf-8")  # spaCy stops at 10**6
    [record] = rows(run("long.txt", "-f", "jsonl").stdout)
    assert found(record) == [("QUANTITY", "12")]


# --- several processes, the command as such ----------------------------------------------------


@pytest.mark.parametrize("output_format", ["jsonl", "csv", "conll", "conllu", "html"])
def test_two_processes_give_what_one_gives(run: Run, output_format: str) -> None:
    records = [{"id": n, "text": f"{n} үй. {TEXT}"} for n in range(150)]
    jsonl(Path("in.jsonl"), *records, "{", {"text": "12", "id": "z"})
    one = run("in.jsonl", "-f", output_format)
    two = run("in.jsonl", "-f", output_format, "--jobs", "2")
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert one.exit_code == two.exit_code == 1


def test_two_processes_write_a_docbin(run: Run) -> None:
    jsonl(Path("in.jsonl"), *({"id": n, "text": TEXT} for n in range(70)))
    assert run("in.jsonl", "-o", "out.spacy", "-j", "2").exit_code == 0
    docs = list(DocBin().from_disk("out.spacy").get_docs(pipeline().vocab))
    assert [doc.user_data["id"] for doc in docs] == list(range(70))


def test_help_does_not_wait_for_spacy() -> None:
    code = "import sys, atau, atau.cli; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
