"""Tables of mentions in, tables of people and organisations out; what cannot be used is named."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from atau.cli import app
from atau.facts import join_parquet
from atau.facts.people.link import link
from atau.facts.people.of_mentions import Mentioned, organisations_of_mentions, people_of_mentions
from atau.facts.store.errors import StoreError

duckdb = pytest.importorskip("duckdb")

_COLUMNS = (
    'id VARCHAR, layer VARCHAR, start INTEGER, "end" INTEGER, label VARCHAR, text VARCHAR, normal VARCHAR, '
    "cluster VARCHAR"
)


def write(path: Path, rows: list[tuple[Any, ...]], columns: str = _COLUMNS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE t ({columns})")
        if rows:
            connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(rows[0]))})", rows)
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def read(path: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect(":memory:") as connection:
        return connection.execute(f"FROM read_parquet('{path}')").fetchall()


def document(key: str, *mentions: tuple[str, str, str | None]) -> list[tuple[Any, ...]]:
    """Rows of mentions that stand one after the other."""
    rows, at = [], 0
    for label, name, cluster in mentions:
        rows.append((key, "flat", at, at + len(name), label, name, name, cluster))
        at += len(name) + 1
    return rows


AKIM = (("LOC", "Бестау", None), ("POSITION", "Бестау ауданының әкімі", None))
DOCUMENTS = {
    "a": (*AKIM, ("PERSON", "Дарын Есмағамбетов", "p1"), ("ORG", "«Арай» ЖШС", "o1")),
    "b": (*AKIM, ("PERSON", "Д. Есмағамбетов", "p1"), ("PERSON", "Есмағамбетов", "p1"), ("ORG", "ЖШС «Арай»", "o1")),
    "c": (("POSITION", "стоматолог", None), ("PERSON", "Дарын Есмағамбетов", "p1"), ("LOC", "Семей", None)),
}


def test_people_and_organisations_of_several_files(tmp_path: Path) -> None:
    for key, mentions in DOCUMENTS.items():
        write(tmp_path / "in" / f"{key}.parquet", document(key, *mentions))
    found = join_parquet(tmp_path / "in", tmp_path / "out")
    assert (found.documents, found.people, found.organisations, found.notes) == (3, 2, 1, ())
    assert sorted(found.files) == sorted((tmp_path / "out").iterdir())
    (first, second) = read(tmp_path / "out" / "people.parquet")
    assert first[1:] == ("Дарын Есмағамбетов", 2, 3)
    assert second[1:] == ("Дарын Есмағамбетов", 1, 1)
    homes = {key: person for key, _, person, _ in read(tmp_path / "out" / "people_in_documents.parquet")}
    assert homes["a"] == homes["b"] == first[0] != homes["c"]
    (organisation,) = read(tmp_path / "out" / "organisations.parquet")
    assert organisation[2:] == (2, 2)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_result_is_that_of_joining_in_memory(tmp_path: Path) -> None:
    chance = random.Random(3)
    rows, profiles = [], []
    for number in range(60):
        key = f"d{number:02}"
        name = chance.choice(["Дарын Есмағамбетов", "Д. Есмағамбетов", "Данияр Есмағамбетов", "Есмағамбетов"])
        own = document(key, *chance.choice([AKIM, (("LOC", "Орал", None),), ()]), ("PERSON", name, "p1"))
        rows += own
        mentions = [
            Mentioned(start, end, label, form, cluster or "") for _, _, start, end, label, _, form, cluster in own
        ]
        profiles += people_of_mentions(key, mentions)
        assert organisations_of_mentions(key, mentions) == []
    join_parquet(write(tmp_path / "in.parquet", rows), tmp_path / "out")
    found = {key: (person, belief) for key, _, person, belief in read(tmp_path / "out" / "people_in_documents.parquet")}
    expected = {
        member.document: (cluster.id, member.probability) for cluster in link(profiles) for member in cluster.members
    }
    assert found == expected


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    rows = document("a", ("PERSON", "Дарын Есмағамбетов", None), ("PERSON", "Асан Үсенов", "p2"))
    write(tmp_path / "in" / "1.parquet", [*rows, (None, "flat", 0, 4, "PERSON", "Асан", "Асан", "p1")])
    write(tmp_path / "in" / "2.parquet", document("a", ("PERSON", "Гүлнұр Бекова", "p2")))
    found = join_parquet(tmp_path / "in", tmp_path / "out")
    assert [note.split(",")[0] for note in found.notes] == [
        "1 mentions without an id of a document",
        "1 mentions of people and organisations without a cluster were left out",
        "1 ids are those of several documents",
    ]
    assert (found.documents, found.people) == (2, 2)


def test_rows_of_one_id_are_several_documents(tmp_path: Path) -> None:
    def numbered(row: int, *mentions: tuple[str, str, str | None]) -> list[tuple[Any, ...]]:
        return [(*values, row) for values in document("a", *mentions)]

    rows = [*numbered(3, ("PERSON", "Асан Үсенов", "p1")), *numbered(7, ("PERSON", "Гүлнұр Бекова", "p1"))]
    write(tmp_path / "in" / "1.parquet", rows, f"{_COLUMNS}, row BIGINT")
    write(tmp_path / "in" / "2.parquet", document("b", ("PERSON", "Болат Ким", "p1")))
    found = join_parquet(tmp_path / "in", tmp_path / "out")
    assert (found.documents, found.people) == (3, 3)
    assert found.notes == ("1 ids are those of several documents, which are told apart by their files and rows",)
    first = tmp_path / "in" / "1.parquet"
    people = dict(row[:2] for row in read(tmp_path / "out" / "people.parquet"))
    named = {key: people[person] for key, _, person, _ in read(tmp_path / "out" / "people_in_documents.parquet")}
    assert named == {
        f"a ({first}, row 3)": "Асан Үсенов",
        f"a ({first}, row 7)": "Гүлнұр Бекова",
        "b": "Болат Ким",
    }


def test_a_column_of_rows_that_holds_no_numbers_is_an_error(tmp_path: Path) -> None:
    rows = [(*values, "x") for values in document("a", ("PERSON", "Асан Үсенов", "p1"))]
    with pytest.raises(StoreError, match="the column row is BYTE_ARRAY"):
        join_parquet(write(tmp_path / "in.parquet", rows, f"{_COLUMNS}, row VARCHAR"), tmp_path / "out")


def test_tables_of_an_engine_lie_in_a_folder_of_their_own(tmp_path: Path) -> None:
    write(tmp_path / "in" / "mentions" / "part-0.parquet", document("a", ("PERSON", "Асан Үсенов", "p1")))
    write(tmp_path / "in" / "errors" / "part-0.parquet", [], "id VARCHAR, error VARCHAR")
    assert join_parquet(tmp_path / "in", tmp_path / "out").people == 1


def test_what_cannot_be_joined_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file or folder"):
        join_parquet(tmp_path / "none", tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match=r"no files whose names end in \.parquet"):
        join_parquet(tmp_path / "empty", tmp_path / "out")
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"no table")
    with pytest.raises(StoreError, match=r"broken\.parquet cannot be read as Parquet"):
        join_parquet(broken, tmp_path / "out")
    other = write(tmp_path / "other.parquet", [], "id VARCHAR, text VARCHAR")
    with pytest.raises(StoreError, match="no column label, normal, cluster, start, end; write one with"):
        join_parquet(other, tmp_path / "out")
    good = write(tmp_path / "good.parquet", document("a", ("PERSON", "Асан Үсенов", "p1")))
    with pytest.raises(StoreError, match="exists; name a folder"):
        join_parquet(good, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "broken.parquet",
        "empty",
        "good.parquet",
        "other.parquet",
    ]


def test_the_command(tmp_path: Path) -> None:
    good = write(tmp_path / "good.parquet", document("a", *DOCUMENTS["a"]))
    run = CliRunner().invoke(app, ["facts", "--join", str(good), "--output", str(tmp_path / "out")])
    assert run.exit_code == 0, run.output
    assert "1 document: 1 people, 1 organisation" in run.output
    assert (tmp_path / "out" / "people_in_documents.parquet").exists()
    run = CliRunner().invoke(app, ["facts", "--join", str(good)])
    assert run.exit_code == 2
    assert "--output" in run.output


def test_a_table_without_mentions(tmp_path: Path) -> None:
    found = join_parquet(write(tmp_path / "in.parquet", []), tmp_path / "out")
    assert (found.documents, found.people, found.organisations) == (0, 0, 0)
    assert read(tmp_path / "out" / "people.parquet") == []
