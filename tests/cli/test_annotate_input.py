"""`atau annotate`: encodings, limits, subtitles, marked gold, web pages, and what reaches a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny_pipeline import TEXT
from typer.testing import Result

from atau.annotate.output import StandardOutput, TerminalOutput, printable_lines
from atau.terminal import printable_json

Run = Callable[..., Result]
ALL = ["Арман Сейітов", "Көкбұлақта", "12", "Арман Сейітов"]


def record(result: Result) -> dict[str, Any]:
    [line] = result.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def texts(found: dict[str, Any]) -> list[str]:
    return [ent["text"] for ent in found["ents"]]


# --- encodings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "kz1048", "ptcp154"])
def test_a_text_in_another_encoding_is_read_and_told(run: Run, encoding: str) -> None:
    Path("a.txt").write_bytes(TEXT.encode(encoding))
    result = run("a.txt", "-f", "jsonl")
    assert (record(result)["text"], texts(record(result))) == (TEXT, ALL)
    if encoding != "utf-16":  # its byte order mark says so
        assert f"note: 1 file was read as {encoding}, which was detected (--encoding states it): a.txt" in result.stderr
    assert run("a.txt", "-f", "jsonl", "--encoding", encoding).stderr == ""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "kz1048"])
@pytest.mark.parametrize("stated", [True, False])
def test_jsonl_in_another_encoding(run: Run, encoding: str, stated: bool) -> None:
    lines = "".join(json.dumps({"id": n, "text": TEXT}, ensure_ascii=False) + "\n" for n in range(3))
    Path("in.jsonl").write_bytes(lines.encode(encoding))
    result = run("in.jsonl", "-f", "jsonl", *(["--encoding", encoding] if stated else []))
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [item["id"] for item in found] == [0, 1, 2]
    assert all(texts(item) == ALL for item in found)


def test_an_encoding_that_does_not_exist(run: Run) -> None:
    result = run("-", "--encoding", "klingon", stdin=b"12")
    assert result.exit_code == 2
    assert "there is no encoding 'klingon'" in result.stderr


# --- limits -------------------------------------------------------------------------------------


def test_a_text_that_is_too_long(run: Run) -> None:
    Path("big.txt").write_text("12 " * 1000, "utf-8")
    Path("a.txt").write_text(TEXT, "utf-8")
    result = run("big.txt", "a.txt", "-f", "jsonl", "--max-bytes", "2K")
    assert result.exit_code == 1
    assert record(result)["id"] == "a.txt"
    assert "big.txt: the file of 3,000 bytes is longer than 2,048 bytes" in result.stderr
    assert "--max-bytes" in result.stderr
    assert run("-", "--max-bytes", "5", stdin=b"12 12 12").exit_code == 1


def test_a_line_that_is_too_long_is_not_read_into_memory(run: Run) -> None:
    long = json.dumps({"text": "12 " * 100_000})
    Path("in.jsonl").write_text(f'{{"text": "12"}}\n{long}\n{{"text": "12", "id": "z"}}\n', "utf-8")
    result = run("in.jsonl", "-f", "jsonl", "--max-bytes", "100", "--errors", "e.jsonl")
    assert len(result.stdout.splitlines()) == 2
    assert f"in.jsonl:2: the line of {len(long) + 1:,} bytes is longer than 100 bytes" in result.stderr
    assert Path("e.jsonl").stat().st_size < 2000


@pytest.mark.skipif(sys.platform == "win32", reason="files with holes")
def test_a_file_of_nuls_is_refused_at_once(run: Run) -> None:
    with open("sparse.txt", "wb") as stream:
        os.truncate(stream.fileno(), 1 << 30)
    Path("nul.txt").write_bytes(b"12 " + b"\0" * 5000)
    result = run("sparse.txt", "nul.txt")
    assert result.exit_code == 1
    assert "sparse.txt: the file of 1,073,741,824 bytes is longer" in result.stderr
    assert "nul.txt: 5,000 NUL characters, the first at character 3" in result.stderr


@pytest.mark.parametrize("size", ["0", "-1", "lots", "1T"])
def test_sizes_that_are_none(run: Run, size: str) -> None:
    assert run("-", "--max-bytes", size, stdin=b"12").exit_code == 2


def test_a_time_limit(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    assert texts(record(run("a.txt", "-f", "jsonl", "--timeout", "60"))) == ALL
    assert run("a.txt", "--timeout", "0").exit_code == 2


# --- subtitles, gold, pages ---------------------------------------------------------------------


def test_subtitles(run: Run) -> None:
    Path("film.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nАрман Сейітов\nКөкбұлақта.\n", "utf-8")
    found = record(run("film.srt", "-f", "jsonl"))
    assert (found["id"], found["text"]) == ("film.srt", "Арман Сейітов\nКөкбұлақта.")
    assert texts(found) == ["Арман Сейітов", "Көкбұлақта"]
    assert found["cues"] == [{"start": 0, "end": 25, "from": "00:00:01,000", "to": "00:00:02,000"}]
    piped = run("-", "-f", "jsonl", "--input-format", "subtitles", stdin=Path("film.srt").read_bytes())
    assert record(piped)["text"] == found["text"]
    assert "-->" in run("film.srt", "-f", "jsonl", "--input-format", "text").stdout
    Path("bad.srt").write_text("сәлем", "utf-8")
    assert "no cue of subtitles" in run("bad.srt").stderr


def test_marked_gold_is_read_without_its_marks(run: Run) -> None:
    Path("gold.txt").write_text("---\nid: a1\ntopic: ауыл\n---\n⟦PERSON{normal=x} Арман Сейітов⟧ келді.", "utf-8")
    result = run("gold.txt", "-f", "jsonl")
    found = record(result)
    assert (found["id"], found["text"], found["topic"]) == ("a1", "Арман Сейітов келді.", "ауыл")
    assert texts(found) == ["Арман Сейітов"]
    assert "read as marked gold: annotated without front matter and marks: gold.txt" in result.stderr
    assert "⟦" in record(run("gold.txt", "-f", "jsonl", "--input-format", "text"))["text"]


def test_broken_gold_is_refused_with_its_place(run: Run) -> None:
    Path("gold.txt").write_text("⟦PERSON Арман⟧ бар.\n⟦LOC Көкбұлақта", "utf-8")
    result = run("gold.txt")
    assert result.exit_code == 1
    assert "gold.txt: line 2, column 1: ⟦LOC is never closed. It looks like marked gold" in result.stderr


@pytest.mark.parametrize("text", ["---\nБір сөйлем.", "а ⟦ б ⟧ 12", "---\n---\n12"])
def test_text_with_dashes_or_brackets_is_text(run: Run, text: str) -> None:
    Path("a.txt").write_text(text, "utf-8")
    assert record(run("a.txt", "-f", "jsonl"))["text"] == text


def test_a_web_page_is_read_as_one_whatever_its_name(run: Run) -> None:
    Path("a.txt").write_text(f"\n<!DOCTYPE HTML><nav><a href=x>Мәзір</a></nav><p>{TEXT}</p>", "utf-8")
    for arguments, given in ((("a.txt",), None), (("-",), Path("a.txt").read_bytes())):
        result = run(*arguments, "-f", "jsonl", stdin=given)
        assert (record(result)["text"], texts(record(result))) == (TEXT, ALL)
    assert "<p>" in run("a.txt", "-f", "jsonl", "--input-format", "text").stdout
    Path("feed.txt").write_text("<?xml version='1.0'?><rss></rss>", "utf-8")
    assert "feed.txt: XML is no plain text" in run("feed.txt").stderr


# --- fields of JSONL ----------------------------------------------------------------------------


def test_fields_pass_through_to_the_last_digit(run: Run) -> None:
    line = '{"n": 12345678901234567890.123456789, "m": 1e999,  "text": "12", "ents": [1.50], "people": null}'
    Path("in.jsonl").write_text(line + "\n", "utf-8")
    result = run("in.jsonl", "-f", "jsonl")
    for kept in ("12345678901234567890.123456789", '"m": 1e999', '"input_ents": [1.50]', '"input_people": null'):
        assert kept in result.stdout
    assert "they are kept with “input_” before the name: in.jsonl" in result.stderr
    again = run("-", "-f", "jsonl", "--input-format", "jsonl", stdin=result.stdout_bytes)
    assert '"input_ents": [1.50]' in again.stdout
    assert '"input_input_ents": [{"start": 0' in again.stdout


@pytest.mark.parametrize("name", ["ents", "nested", "people", "atau_schema"])
def test_the_text_is_never_overwritten_by_what_is_found(run: Run, name: str) -> None:
    Path("in.jsonl").write_text(json.dumps({name: "12"}) + "\n", "utf-8")
    result = run("in.jsonl", "-f", "jsonl", "--text-field", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"--text-field {name}: atau writes a field of this name itself" in result.stderr
    assert "[QUANTITY 12]" in run("in.jsonl", "--text-field", name).stdout


# --- terminals ----------------------------------------------------------------------------------

STEERING = "\x1b[31m\x9b2J\u202e"


@pytest.mark.skipif(sys.platform == "win32", reason="file names with control characters")
def test_names_cannot_steer_a_terminal(run: Run) -> None:
    Path(f"{STEERING}.txt").write_bytes(b"\xff")
    Path(f"b{STEERING}.pdf").write_bytes(b"")
    result = run(".", f"c{STEERING}.txt")
    assert result.exit_code == 1
    assert not set("\x1b\x9b\u202e") & set(result.stderr)
    assert "\\x1b[31m" in result.stderr


def test_texts_cannot_steer_a_terminal() -> None:
    class Stream:
        data = b""

        def write(self, data: bytes) -> None:
            self.data += data

        def flush(self) -> None: ...

    stream = Stream()
    TerminalOutput(StandardOutput(stream), printable_lines).write(f"а\tб\r\n{STEERING}".encode())  # type: ignore[arg-type]
    assert stream.data.decode() == "а\tб\r\n\\x1b[31m\\x9b2J\\u202e"
    stream.data = b""
    TerminalOutput(StandardOutput(stream), printable_json).write(json.dumps(STEERING, ensure_ascii=False).encode())  # type: ignore[arg-type]
    assert json.loads(stream.data) == STEERING
    assert stream.data.isascii()


def test_the_table_shows_boxes(run: Run) -> None:
    shown = run("-", stdin=f"12 {STEERING} үй".encode()).stdout
    assert not set("\x1b\x9b\u202e") & set(shown)
    assert "\ufffd" in shown


@pytest.mark.skipif(sys.platform != "linux", reason="a pseudo-terminal")
def test_nothing_raw_reaches_a_real_terminal(run: Run, model: str) -> None:
    import pty
    import subprocess

    source = {"id": f"i{STEERING}", "text": f"12 {STEERING} үй Көкбұлақта"}
    Path("in.jsonl").write_text(json.dumps(source, ensure_ascii=False) + "\n", "utf-8")
    formats = ["jsonl", "csv", "conll", "html", "table", "doccano", "markdown"]
    code = (
        "import sys; from atau.cli import app\n"
        f"for name in {formats}: app(['annotate', 'in.jsonl', '-m', sys.argv[1], '-f', name], standalone_mode=False)"
    )
    shown = bytearray()
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", code, model], stdout=theirs, stderr=theirs, env={**os.environ, "NO_COLOR": "1"}
    ) as process:
        os.close(theirs)
        # Linux ends the reading of a terminal that nobody writes to any more with an error.
        with contextlib.suppress(OSError):
            while block := os.read(ours, 4096):
                shown += block
        process.wait()
    os.close(ours)
    text = shown.decode("utf-8")
    assert process.returncode == 0, text
    assert text.count("Көкбұлақта") >= len(formats)
    assert not set("\x1b\x9b\u202e") & set(text)
