"""`atau facts` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import atau, said
from spacy.language import Language

from atau import loading

TEXT = "Көкбұлақ ауданының әкімі Арман Сейітов 4,5 млн теңге бөлді."


@pytest.fixture(scope="module")
def rules() -> Language:
    return loading.load("rules")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: Language) -> Path:
    """A folder `news` with one text, in the current directory."""
    monkeypatch.setattr(loading, "load", lambda name, **_: rules)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "news"


def test_a_folder_becomes_a_table_of_who_holds_which_office() -> None:
    result = atau("facts", "news", "--model", "rules")
    assert result.exit_code == 0
    assert "Арман Сейітов" in said(result)
    assert "Көкбұлақ ауданының әкімі" in said(result)
    assert "1 document read" in said(result)


def test_the_database_is_kept_and_asked(folder: Path) -> None:
    assert atau("facts", "news", "--db", "n.duckdb", "--model", "rules").exit_code == 0
    result = atau("facts", "news", "--db", "n.duckdb", "--model", "rules")
    assert "0 documents read, 1 file unchanged" in said(result)
    result = atau("facts", "--db", "n.duckdb", "--sql", "SELECT name, mentions FROM people")
    assert (result.exit_code, said(result).split()[-3:]) == (0, ["Арман", "Сейітов", "1"])
    result = atau("facts", "--db", "n.duckdb", "--table", "people", "--format", "jsonl")
    assert json.loads(result.stdout)["name"] == "Арман Сейітов"
    result = atau("facts", "--db", "n.duckdb", "--forget", "news", "--sql", "SELECT count(*) AS n FROM documents")
    assert "1 document of news removed" in said(result)


def test_a_narrow_terminal_breaks_no_word(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert atau("facts", "news", "--db", "n.duckdb", "--model", "rules").exit_code == 0
    for options in ((), ("--table", "holdings"), ("--sql", "SELECT name, office, sentence FROM holdings")):
        words = said(atau("facts", "--db", "n.duckdb", *options)).split()
        assert {"Арман", "Сейітов", "Көкбұлақ", "ауданының", "әкімі"} <= set(words)


def test_the_file_of_the_database_is_told_from_an_output(folder: Path) -> None:
    (folder.parent / "out.jsonl").write_text('{"a": 1}\n', encoding="utf-8")
    for arguments in (("--db", "out.jsonl"), ("news", "--db", "out.jsonl", "--model", "rules")):
        result = atau("facts", *arguments)
        assert result.exit_code == 2
        assert "out.jsonl is not a DuckDB database" in said(result)
    assert (folder.parent / "out.jsonl").read_text(encoding="utf-8") == '{"a": 1}\n'


def test_what_cannot_be_read_gives_exit_code_1(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"")
    result = atau("facts", "news", "--model", "rules")
    assert result.exit_code == 1
    assert "b.txt: the file is empty" in said(result)
    assert "1 could not be read" in said(result)
    assert "Арман Сейітов" in said(result)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "nothing to read"),
        (["--db", "none.duckdb"], "none.duckdb does not exist"),
        (["none"], "none: no such file or folder"),
        (["news", "--format", "docx"], "there is no format 'docx'"),
        (["news", "--output", "x.docx"], "its ending names no format"),
        (["news", "--model", "nothing"], "there is no model"),
        (["news", "--format", "csv"], "name it with --table"),
        (["news", "--format", "xlsx"], "not written to standard output"),
        (["news", "--table", "persons"], "there is no table 'persons'"),
        (["news", "--sql", "SELECT nothing FROM people"], "the query fails"),
        (["news", "--sql", " "], "the query is empty"),
        (["news", "--output", "no/x.csv"], "the folder no does not exist"),
    ],
)
def test_what_does_not_work_is_said_in_a_line(arguments: list[str], problem: str) -> None:
    model = [] if "--model" in arguments else ["--model", "rules"]
    result = atau("facts", *arguments, *model)
    assert result.exit_code == 2
    assert problem in said(result)
    assert "Traceback" not in result.output


def test_an_unfinished_run_is_noted() -> None:
    from atau.facts import FactStore
    from atau.facts.store.database import set_info

    atau("facts", "news", "--db", "n.duckdb", "--model", "rules")
    with FactStore("n.duckdb") as store:
        set_info(store.connection, "joined", "no")
    assert "the last run was interrupted" in said(atau("facts", "--db", "n.duckdb"))
    assert "interrupted" not in said(atau("facts", "news", "--db", "n.duckdb", "--model", "rules"))


def test_a_damaged_database_is_said_in_a_line() -> None:
    from atau.facts import FactStore

    atau("facts", "news", "--db", "n.duckdb", "--model", "rules")
    with FactStore("n.duckdb") as store:
        store.sql("DROP VIEW tenures")
    result = atau("facts", "--db", "n.duckdb")
    assert result.exit_code == 2
    assert "the database: Catalog Error" in said(result)
