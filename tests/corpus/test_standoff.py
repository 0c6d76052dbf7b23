"""Stand-off marks joined to made-up checkouts."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from atau.cli import app
from atau.corpus.gold import read_gold
from atau.corpus.problems import Notes
from atau.corpus.standoff import COLUMNS, checksum, read_standoff

COMMIT = "0123456789abcdef0123456789abcdef01234567"
TEXT = "Бүгін  жаңбыр жауды.\n\nАралда\tДәурен Асқаров сөйледі.\nЕртең жел соғады.\n"
XML = "<doc><s id='1'>Қала кеңейді.</s>\n<s>Тараз <b>әсем</b> қала.</s></doc>"


def row(identity: str, path: str, start: int, sentence: str, marks: object, repository: str = "иесі/қойма") -> str:
    cells = [identity, repository, COMMIT, path, str(start), str(len(sentence)), checksum(sentence), json.dumps(marks)]
    return "\t".join(cells)


SENTENCE = "Аралда Дәурен Асқаров сөйледі."
GOOD = row("b", "news/a.txt", 21, SENTENCE, [[0, 6, "LOC", 0], [7, 21, "PERSON", 0]])


@pytest.fixture(autouse=True)
def _sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "clones" / "иесі" / "қойма" / "news"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.xml").write_text(XML, "utf-8")


def build(*rows: str, target: str = "gold.tsv", header: str = "\t".join(COLUMNS)) -> Result:
    Path("marks.tsv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return CliRunner().invoke(app, ["gold", "build", "marks.tsv", "clones", target])


def test_marks_and_text_are_joined_whatever_the_white_space() -> None:
    result = build(GOOD)
    assert result.exit_code == 0, result.stderr
    assert Path("gold.tsv").read_text("utf-8") == "b\t⟦LOC Аралда⟧ ⟦PERSON Дәурен Асқаров⟧ сөйледі.\n"


def test_of_xml_the_text_between_the_tags_counts() -> None:
    sentence = "Тараз әсем қала."
    assert build(row("x", "news/b.xml", 14, sentence, [[0, 5, "LOC", 0]])).exit_code == 0
    assert Path("gold.tsv").read_text("utf-8") == "x\t⟦LOC Тараз⟧ әсем қала.\n"


def test_nested_marks_and_where_they_came_from_are_kept() -> None:
    marks = [[0, 21, "POSITION", 0], [0, 6, "LOC", 1]]
    assert build(row("n", "news/a.txt", 21, SENTENCE, marks), target="gold.jsonl").exit_code == 0
    (record,) = read_gold(Path("gold.jsonl"))
    assert [(mark.label, mark.depth) for mark in record.marks] == [("POSITION", 0), ("LOC", 1)]
    assert record.meta["source"] == f"иесі/қойма@{COMMIT[:8]}:news/a.txt"


def test_a_sentence_that_moved_a_little_is_found_and_one_that_changed_is_named() -> None:
    file = Path("clones/иесі/қойма/news/a.txt")
    file.write_text("Жаңа жол ашылды. " + TEXT, "utf-8")
    assert build(GOOD).exit_code == 0
    file.write_text(TEXT.replace("Асқаров", "Асқаровa"), "utf-8")
    result = build(GOOD, row("d", "news/a.txt", 0, "Бүгін жаңбыр жауды.", []))
    assert result.exit_code == 1
    assert "b: иесі/қойма@01234567:news/a.txt has another text at 21" in result.stderr
    assert Path("gold.tsv").read_text("utf-8") == "d\tБүгін жаңбыр жауды.\n"


def test_sources_that_are_not_there_are_named_once() -> None:
    rows = [row(str(i), "news/c.txt", 0, "Жоқ сөйлем.", []) for i in range(3)]
    result = build(*rows, row("o", "a.txt", 0, "Жоқ сөйлем.", [], "басқа/қойма"), GOOD)
    assert result.exit_code == 1
    assert result.stderr.count("[no-source]") == 2
    assert result.stderr.count("[not-located]") == 4
    assert "there is no checkout of басқа/қойма" in result.stderr
    assert len(list(read_gold(Path("gold.tsv")))) == 1


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (GOOD.replace("news/a.txt", "../a.txt"), "is not a relative path"),
        (GOOD.replace("\t21\t", "\tx\t"), "must be given, the last two as numbers"),
        (GOOD.replace("[7, 21", "[7, 99"), "is not inside a sentence of 30 characters"),
        (GOOD.replace("[7, 21", "[3, 21"), "two marks cross"),
        (GOOD.replace('"LOC"', '"loc"'), "is not a label"),
        (GOOD.replace("[[", "[["[:1]), "JSON list"),
        (GOOD.rpartition("\t")[0], "7 cells instead of 8"),
        (GOOD.replace(COMMIT, "main"), "must be hexadecimal"),
        (GOOD.replace('"PERSON", 0', '"PERSON", 1'), "the depths of the marks"),
        (row("l", "news/a.txt", 0, "", []), "at least one character"),
    ],
)
def test_bad_rows_lose_no_good_ones(cells: str, problem: str) -> None:
    result = build(cells, GOOD)
    assert result.exit_code == 1
    assert "marks.tsv:2: error: " in result.stderr
    assert problem in result.stderr
    assert len(list(read_gold(Path("gold.tsv")))) == 1


def test_an_id_stands_for_one_sentence() -> None:
    result = build(GOOD, GOOD)
    assert result.exit_code == 1
    assert "the id 'b' is that of a sentence before it" in result.stderr
    assert len(list(read_gold(Path("gold.tsv")))) == 1


def test_the_table_itself_is_never_written_over() -> None:
    result = build(GOOD, target="marks.tsv")
    assert result.exit_code == 2
    assert "marks.tsv is the source; choose another name" in result.stderr
    assert Path("marks.tsv").read_text("utf-8").endswith(GOOD + "\n")
    assert "no such folder to write into" in build(GOOD, target="none/gold.tsv").stderr


def test_nothing_is_written_where_nothing_is_found() -> None:
    assert build(GOOD, header="id\ttext").exit_code == 2
    assert build(row("z", "news/z.txt", 0, "Жоқ.", [])).exit_code == 2
    assert not Path("gold.tsv").exists()
    assert build(GOOD, target="gold.iob").exit_code == 2


def test_a_repository_is_read_at_the_commit_of_the_table() -> None:
    clone = Path("clones/иесі/қойма")

    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        return subprocess.run(
            ["git", "-C", str(clone), *identity, *arguments], capture_output=True, check=True, text=True
        ).stdout.strip()

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    commit = git("rev-parse", "HEAD")
    (clone / "news/a.txt").write_text("Бәрі өзгерді.\n", "utf-8")
    git("commit", "-qam", "second")
    result = build(GOOD.replace(COMMIT, commit))
    assert result.exit_code == 0, result.stderr
    assert "warning" not in result.stderr
    (clone / "news/a.txt").write_text(TEXT, "utf-8")
    result = build(GOOD)
    assert result.exit_code == 0, result.stderr
    assert f"@{COMMIT[:8]}:news/a.txt: Git cannot read that commit there" in result.stderr


def test_files_that_are_read_as_they_lie_are_warned_of_once_a_repository() -> None:
    result = build(GOOD, row("d", "news/a.txt", 0, "Бүгін жаңбыр жауды.", []))
    assert result.exit_code == 0, result.stderr
    assert result.stderr.count("[not-at-commit]") == 1
    assert "it is no Git repository; the files of the checkout are read as they lie" in result.stderr


def test_every_row_of_the_published_table_can_be_read() -> None:
    notes = Notes()
    folder = Path(__file__).parents[2] / "corpus" / "real"
    rows = list(read_standoff(folder / "standoff.tsv", notes))
    unlocated = (folder / "unlocated.txt").read_text("utf-8").split()
    assert not notes.errors
    assert len({row.id for row in rows}) == len(rows) == 4300
    assert not {row.id for row in rows} & set(unlocated)
