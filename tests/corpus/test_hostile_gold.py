"""Gold that somebody broke on purpose: a message for each record that cannot be read, and the others are kept."""

from __future__ import annotations

import ast
import json
import os
import re
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import atau.corpus
from atau.cli import app
from atau.corpus.convert import Conversion, convert
from atau.corpus.gold import read_gold
from atau.corpus.problems import Notes, Problem
from atau.corpus.validate import CODES, validate

GOOD = {"id": "good", "text": "Арал қаласы.", "ents": [{"start": 0, "end": 4, "label": "LOC"}]}
LONG = "9" * 5000
DEPTH = 200_000  # Python 3.13 reads lists 8,000 deep
DEEP = "[" * DEPTH + "]" * DEPTH
LINE = json.dumps(GOOD, ensure_ascii=False)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def read(path: Path, form: str | None = None) -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    return [record.id for record in read_gold(path, form, notes=Notes(problems.append))], problems


BAD_LINES = {
    "offsets": '{"id": "x", "text": "Арал", "ents": [{"start": 0, "end": LONG, "label": "LOC"}]}',
    "offsets in strings": '{"id": "x", "text": "Арал", "ents": [{"start": "0", "end": "LONG", "label": "LOC"}]}',
    "nesting": '{"id": "x", "text": "Арал", "ents": [], "more": DEEP}',
    "half a pair in the text": '{"id": "x", "text": "Ар\\ud83dал", "ents": []}',
    "half a pair in the id": '{"id": "\\udc00", "text": "Арал", "ents": []}',
    "half a pair in a label": '{"id": "x", "text": "Арал", "ents": [{"start": 0, "end": 4, "label": "\\ud800"}]}',
    "half a pair in a field": '{"id": "x", "text": "Арал", "ents": [], "a": ["\\ud800"]}',
    "no JSON": "{",
}


@pytest.mark.parametrize("bad", BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_does_not_lose_the_others(bad: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    bad = bad.replace("LONG", LONG).replace("DEEP", DEEP)
    path.write_text(f"{LINE}\n{bad}\n{LINE.replace('good', 'last')}\n", "utf-8")
    ids, problems = read(path)
    assert [identity for identity in ids if identity != "x"] == ["good", "last"]
    assert [problem.line for problem in problems if problem.severity == "error"] == [2]
    found = validate([path], format="jsonl")
    assert found.errors
    assert found.records == len(ids)
    for name in ("out.spacy", "out.iob", "out.json", "out.tsv", "marked"):
        notes = Notes()
        done = convert(Conversion(path, tmp_path / name), notes)
        assert (done.records, notes.errors) == (len(ids), 1), name
    result = run("convert", path, tmp_path / "again.jsonl")
    assert result.exit_code == 1
    assert "gold.jsonl:2: error: " in result.stderr


@pytest.mark.parametrize(
    "entry",
    [
        {"label": [[0, int("9" * 100), "LOC"]]},
        {"entities": [{"start_offset": "9" * 5000, "end_offset": 1, "label": "LOC"}]},
        {"spans": [{"start": 0, "end": 1e300, "label": "LOC"}], "answer": "accept"},
    ],
)
def test_offsets_without_end(entry: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": "Арал", **entry}) + "\n", "utf-8")
    _, problems = read(path)
    assert {problem.code for problem in problems} == {"bad-mark"}


def test_label_studio(tmp_path: Path) -> None:
    value = '{"start": 0, "end": %s, "text": "Арал", "labels": ["LOC"]}'
    task = (
        '{"id": 1, "data": {"text": "Арал", "n": %s}, "annotations": [{"result": [{"type": "labels", "value": %s}]}]}'
    )
    path = tmp_path / "gold.json"
    path.write_text(f"[{task % (LONG, value % LONG)}, {task % (1, value % 4)}]", "utf-8")
    ids, problems = read(path)
    assert len(ids) == 2
    assert [problem.code for problem in problems] == ["bad-mark"]
    path.write_text(DEEP, "utf-8")
    found = validate([path], format="label-studio")
    assert [problem.code for problem in found.problems] == ["unreadable"]
    assert "nests too deeply" in found.problems[0].message


def test_brat(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Арал мен Ақтау", "utf-8")
    lines = [
        f"T1\tLOC 0 {LONG}\tАрал",
        "T2\tLOC 0 4\tАрал",
        "T2\tLOC 9 14\tАқтау",
        "#1\tAnnotatorNotes T2\tnormal=Арал",
    ]
    (tmp_path / "a.ann").write_text("\n".join(lines), "utf-8")
    problems: list[Problem] = []
    [record] = read_gold(tmp_path, notes=Notes(problems.append))
    # Of two annotations with one id neither is lost; the note belongs to the first.
    assert [(mark.start, mark.attributes) for mark in record.marks] == [(0, (("normal", "Арал"),)), (9, ())]
    assert [(problem.code, problem.line) for problem in problems] == [("bad-offsets", 1), ("duplicate-mark-id", 3)]
    (tmp_path / "a.meta.json").write_text(DEEP, "utf-8")
    assert "bad-json" in [problem.code for problem in read(tmp_path)[1]]


def test_front_matter(tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.txt").write_text(f"---\nid: a\nmore: {DEEP}\nn: {LONG}\n---\nАрал.\n", "utf-8")
    (folder / "b.txt").write_text('---\nid: "\\ud800"\n---\nАрал.\n', "utf-8")
    (folder / "c.txt").write_text("---\nid: c\n---\n⟦LOC Арал⟧.\n", "utf-8")
    ids, problems = read(folder)
    assert ids == ["a", "c"]
    assert [problem.code for problem in problems] == ["bad-record"]
    assert validate([folder]).records == 2


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_a_folder_with_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.jsonl").write_text(LINE + "\n", "utf-8")
    (tmp_path / "gold" / "loop.jsonl").symlink_to("loop.jsonl")
    (tmp_path / "gold" / "again").symlink_to(".")
    for _ in range(2):
        assert validate([tmp_path / "gold"]).records == 1
        assert read(tmp_path / "gold")[0] == ["good"]
        (tmp_path / "gold" / "a.jsonl").unlink(missing_ok=True)
        (tmp_path / "gold" / "a.txt").write_text("---\nid: good\n---\n⟦LOC Арал⟧\n", "utf-8")
        (tmp_path / "gold" / "loop.jsonl").unlink(missing_ok=True)
        if not (tmp_path / "gold" / "loop.txt").is_symlink():
            (tmp_path / "gold" / "loop.txt").symlink_to("loop.txt")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser reads every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"---\nid: {name}\n---\n⟦LOC Арал⟧\n", "utf-8")
    (tmp_path / "a.txt").chmod(0)
    found = validate([tmp_path])
    assert ([p.code for p in found.problems if p.severity == "error"], found.records) == (["unreadable"], 1)


def test_a_file_that_unpacks_to_much_more(tmp_path: Path) -> None:
    path = tmp_path / "bomb.spacy"
    packer = zlib.compressobj(9)
    with path.open("wb") as stream:
        for _ in range(300):
            stream.write(packer.compress(bytes(1 << 20)))
        stream.write(packer.flush())
    assert path.stat().st_size < 1 << 20
    tracemalloc.start()
    found = validate([path])
    assert tracemalloc.get_traced_memory()[1] < 100 << 20
    tracemalloc.stop()
    assert "unpacks to more than 256 MB" in found.problems[0].message
    result = run("convert", path, tmp_path / "out.jsonl")
    assert (result.exit_code, "--max-bytes" in result.stderr) == (2, True)


def test_what_a_terminal_would_obey_is_escaped(tmp_path: Path) -> None:
    evil = "\x1b]0;x\x07\x9b31m\u202e"
    path = tmp_path / "gold.jsonl"
    ents = [{"start": 0, "end": 4, "label": "L" + evil, "text": evil}, {"start": 2, "end": 9, "label": "LOC"}]
    path.write_text(json.dumps({"id": "a" + evil, "text": "Арал" + evil + "Арал", "ents": ents}) + "\n", "utf-8")
    for result in (
        run("validate", path),
        run("validate", path, "--format", "json"),
        run("convert", path, tmp_path / "out.iob", "--on-misaligned", "drop"),
        run("convert", path, tmp_path / "out"),
        run("validate", tmp_path / ("none" + evil)),
    ):
        assert not set(evil) & set(result.output) - set("0;x31m]")


def test_ignore_knows_its_checks(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(LINE + "\n", "utf-8")
    assert run("validate", path, "--ignore", "edge-space").exit_code == 0
    result = run("validate", path, "--ignore", "edge-spase")
    assert result.exit_code == 2
    assert "there is no check 'edge-spase'" in result.stderr


def test_every_code_is_listed() -> None:
    used = set()
    for file in Path(atau.corpus.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                place = {"error": 2, "warn": 2, "note": 2, "Problem": 4, "about": 2, "problem": 2, "tell": 2}.get(name)
                if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant):
                    used.add(node.args[place].value)
    assert len(used) > 30
    assert {code for code in used if re.fullmatch(r"[a-z0-9-]+", str(code))} <= CODES


def test_ids_that_would_be_a_file_and_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    ids = ["a", "a.txt", "a.txt/c"]
    path.write_text("".join(LINE.replace("good", identity) + "\n" for identity in ids), "utf-8")
    for form in ("marked", "brat"):
        notes = Notes()
        convert(Conversion(path, tmp_path / form, target_format=form), notes)
        assert notes.errors == 0
        assert sorted(record.id for record in read_gold(tmp_path / form)) == sorted(ids)
