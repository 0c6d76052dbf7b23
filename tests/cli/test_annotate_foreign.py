"""Texts in other languages: the command warns of them, and --only-kazakh leaves them out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_pipeline import TEXT
from typer.testing import Result

Run = Callable[..., Result]

RUSSIAN = "По словам директора, новая школа в Кокбулаке откроется осенью этого года."
ENGLISH = "The new school will be opened in the village this autumn, the director said."
MIXED = [TEXT, RUSSIAN, ENGLISH, f"1 {TEXT}", "Вчера вечером", RUSSIAN, f"2 {TEXT}", ENGLISH]
KEPT = [0, 3, 4, 6]
LEFT_OUT = (
    "atau: note: 4 texts were left out, as not being Kazakh (Russian 2, English 2): "
    "in.jsonl:2, in.jsonl:3, in.jsonl:6, in.jsonl:8\n"
)


def write_input(*, broken: int | None = None) -> None:
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(MIXED)]
    if broken is not None:
        lines[broken] = "{broken"
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")


def identities(path: str) -> list[int]:
    return [json.loads(line)["id"] for line in Path(path).read_text("utf-8").splitlines()]


def test_texts_in_other_languages_are_counted_and_kept(run: Run) -> None:
    write_input()
    result = run("in.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 0
    assert identities("out.jsonl") == list(range(len(MIXED)))
    assert result.stderr.startswith("atau: warning: 4 texts do not look like Kazakh (Russian 2, English 2), and")
    assert "--only-kazakh leaves such texts out: in.jsonl:2, in.jsonl:3, in.jsonl:6, in.jsonl:8\n" in result.stderr


def test_nothing_is_said_of_kazakh_and_of_a_few_words(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    Path("b.txt").write_text("Директор новой школы", "utf-8")
    assert run("a.txt", "b.txt").stderr == ""


@pytest.mark.parametrize("options", [(), ("--jobs", "2"), ("--timeout", "60")])
def test_only_kazakh_leaves_them_out_and_says_so(run: Run, options: tuple[str, ...]) -> None:
    write_input()
    result = run("in.jsonl", "-o", "out.jsonl", "--only-kazakh", *options)
    assert (result.exit_code, result.stderr) == (0, LEFT_OUT)
    assert identities("out.jsonl") == KEPT


@pytest.mark.parametrize("output", ["out.conll", "out.csv", "out.html", "out.md", "out.spacy", "out.txt"])
def test_every_format_is_that_of_the_texts_that_are_kept(run: Run, output: str) -> None:
    write_input()
    run("in.jsonl", "-o", output, "--only-kazakh")
    found = Path(output).read_bytes()
    lines = [json.dumps({"id": n, "text": MIXED[n]}) for n in KEPT]
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")
    run("in.jsonl", "-o", output)
    assert Path(output).read_bytes() == found


def test_a_single_text_is_called_by_its_file(run: Run) -> None:
    Path("d").mkdir()
    Path("d/ru.txt").write_text(RUSSIAN, "utf-8")
    Path("d/kk.txt").write_text(TEXT, "utf-8")
    result = run("d", "--only-kazakh", "-f", "marked", "-o", "out")
    assert result.stderr == "atau: note: 1 text was left out, as not being Kazakh (Russian 1): d/ru.txt\n"
    assert [path.name for path in Path("out").iterdir()] == ["kk.txt"]


@pytest.mark.parametrize("broken", [None, 5])
@pytest.mark.parametrize("output", ["out.jsonl", "out.conll"])
def test_what_was_left_out_is_done_when_the_run_is_resumed(run: Run, output: str, broken: int | None) -> None:
    write_input(broken=broken)
    begun = run("in.jsonl", "-o", output, "--only-kazakh", "--errors", "e.jsonl")
    whole, errors = Path(output).read_bytes(), Path("e.jsonl").read_bytes()
    for cut in (*range(0, len(whole), len(whole) // 6), len(whole)):
        Path(output).write_bytes(whole[:cut])
        result = run("in.jsonl", "-o", output, "--only-kazakh", "--errors", "e.jsonl", "--resume")
        assert result.exit_code == begun.exit_code == (broken is not None)
        assert Path(output).read_bytes() == whole
        assert Path("e.jsonl").read_bytes() == errors
        [note] = [line for line in result.stderr.splitlines() if "left out" in line]
        assert note in begun.stderr


def test_more_than_a_thousand_in_a_row_do_not_make_it_another_input(run: Run) -> None:
    lines = [json.dumps({"text": text}) for text in (TEXT, *[RUSSIAN] * 1100, TEXT)]
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")
    run("in.jsonl", "-o", "out.jsonl", "--only-kazakh")
    result = run("in.jsonl", "-o", "out.jsonl", "--only-kazakh", "--resume")
    assert result.exit_code == 0
    assert "1100 texts were left out, as not being Kazakh (Russian 1100): in.jsonl:2, in.jsonl:3," in result.stderr


def test_an_output_that_was_begun_without_the_option_is_not_gone_on_with(run: Run) -> None:
    write_input()
    run("in.jsonl", "-o", "out.jsonl")
    result = run("in.jsonl", "-o", "out.jsonl", "--only-kazakh", "--resume")
    assert result.exit_code == 2
    assert "--only-kazakh was False and is True now" in result.stderr


def test_where_nothing_is_left_the_output_is_empty(run: Run) -> None:
    Path("ru.txt").write_text(RUSSIAN, "utf-8")
    result = run("ru.txt", "-o", "out.jsonl", "--only-kazakh")
    assert result.exit_code == 0
    assert Path("out.jsonl").read_bytes() == b""
