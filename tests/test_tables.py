"""The reader of tables: what it accepts, and that each fault is named with its file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atau.components.catalogue import package_tables
from atau.tables import Table, TableError, read_table

COLUMNS = ("name", "kind", "note")


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "names.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_tuples_with_missing_cells_filled(tmp_path: Path) -> None:
    path = table(tmp_path, "# comment\nname\tkind\tnote\n\nАтырау\tcity\n# c\nЖайық\triver\tұзын\n")
    assert read_table(path, COLUMNS) == [("Атырау", "city", ""), ("Жайық", "river", "ұзын")]


HEAD = "name\tkind\tnote\n"
FAULTS = [
    ("Атырау\tcity\n", 1, "header"),
    (HEAD + "Атырау\tcity\t\tмұнай\n", 2, "4 columns instead of 3"),
    (HEAD + "# c\n\tcity\n", 3, "'name' is empty"),
    (HEAD + "Атырау city\n", 2, "'' is not a known kind"),
    (HEAD + "Атырау\ttown\n", 2, "'town' is not a known kind"),
    (HEAD + "Атырау\tcity\nЖайық\triver\nАтырау\tcity\n", 4, "in line 2"),
    (HEAD + "Атырay\tcity\n", 2, "Latin and Cyrillic"),
    (HEAD + "Əтырау\tcity\n", 2, "Latin and Cyrillic"),
    (HEAD + "Атырау\tcity\nГорнои\u0306\tcity\n", 3, "NFC"),
]


@pytest.mark.parametrize(("text", "line", "problem"), FAULTS)
def test_faults_name_file_and_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = table(tmp_path, text)
    with pytest.raises(TableError) as caught:
        read_table(path, COLUMNS, unique=("name", "kind"), values={"kind": {"city", "river"}})
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert problem in str(caught.value)
    assert caught.value.line == line


def test_missing_empty_and_binary_files(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no such table"):
        read_table(tmp_path / "none.tsv", COLUMNS)
    with pytest.raises(TableError, match="no header"):
        read_table(table(tmp_path, "# only a comment\n"), COLUMNS)
    (tmp_path / "binary.tsv").write_bytes(b"name\xff")
    with pytest.raises(TableError, match="UTF-8"):
        read_table(tmp_path / "binary.tsv", COLUMNS)


def test_mixed_letters_can_be_allowed(tmp_path: Path) -> None:
    path = table(tmp_path, HEAD + "партияcы\tcity\n")
    assert read_table(path, COLUMNS, allow_mixed=True)


def test_checks_are_applied(tmp_path: Path) -> None:
    path = table(tmp_path, HEAD + "атырау\tcity\n")
    with pytest.raises(TableError, match="name"):
        read_table(path, COLUMNS, checks={"name": lambda cell: cell[:1].isupper()})


PACKAGED = list(package_tables().values())


def test_tables_are_found() -> None:
    names = {table.name for table in PACKAGED}
    assert {"places", "stop_words", "numerals", "units", "org_names", "person_words", "nominatives"} <= names
    assert len(names) == len(PACKAGED)


@pytest.mark.parametrize("table", PACKAGED, ids=lambda table: table.name)
def test_the_head_says_source_licence_and_columns(table: Table) -> None:
    notes = table.notes()
    assert notes.sources
    assert notes.licence
    assert set(notes.columns) == set(table.columns)


@pytest.mark.parametrize("table", PACKAGED, ids=lambda table: table.name)
def test_rows_are_sorted(table: Table) -> None:
    rows = table.read()
    assert rows == sorted(rows) or "\n# order: " in table.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("table", PACKAGED, ids=lambda table: table.name)
def test_the_head_explains_every_value(table: Table) -> None:
    columns = table.notes().columns
    for column in table.values:
        values = {row[table.columns.index(column)] for row in table.read()}
        explained = set(re.findall(r"\w+", columns[column]))
        # Single letters and signs are explained where the column is.
        assert {value for value in values if len(value) > 1} <= explained
