"""Runs over a folder: only what has changed is read, what is gone goes, and nothing is there twice."""

from __future__ import annotations

import json
import os
import signal
import sys
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from atau import loading
from atau.facts import FactStore
from atau.facts.store import documents, planning, worker, writing
from atau.facts.store.columns import OF_DOCUMENT
from atau.facts.store.documents import ReadDocument
from atau.facts.store.errors import StoreError
from atau.facts.store.joining.publishing import join
from atau.facts.store.progress import file_bar
from atau.facts.store.rows import DocumentRows
from atau.facts.store.writing import Read, Writer

_LOAD = loading.load
RECORDS = 2
DOCUMENTS = 4


def ids(store: FactStore) -> list[str]:
    return sorted(name for (name,) in store.sql("SELECT id FROM documents"))


def numbers(store: FactStore) -> dict[str, int]:
    """The number of each document, which changes only when it is read again."""
    return dict(store.sql("SELECT id, document FROM documents"))


def orphans(store: FactStore) -> int:
    """Rows of documents that are not there."""
    return sum(
        store.sql(f"SELECT count(*) FROM {table} WHERE document NOT IN (SELECT document FROM raw.documents)")[0][0]
        for table in (*OF_DOCUMENT, "raw.person_links", "raw.organisation_links")
    )


def test_every_document_is_stored_with_what_is_known_of_it(store: FactStore) -> None:
    assert ids(store) == ["a.txt", "b.txt", "c.jsonl#r1", "c.jsonl#r2"]
    (row,) = [row for row in store.rows("documents") if row["id"] == "c.jsonl#r1"]
    assert (row["title"], row["published"], row["file"]) == ("Сапар", "2024-03-01", "c.jsonl")
    assert json.loads(row["meta"])["title"] == "Сапар"


def test_nothing_is_read_twice(store: FactStore, folder: Path) -> None:
    before = numbers(store)
    done = store.update(folder, model="rules")
    assert (done.documents, done.unchanged, done.removed, done.failed) == (0, 3, 0, 0)
    assert numbers(store) == before


def test_a_changed_file_is_read_again_and_alone(store: FactStore, folder: Path) -> None:
    before = numbers(store)
    (folder / "a.txt").write_text("Құлсарыда жаңа мектеп ашылды.", encoding="utf-8")
    assert store.update(folder, model="rules").documents == 1
    after = numbers(store)
    assert after.pop("a.txt") > before.pop("a.txt")
    assert after == before
    assert store.sql("SELECT text FROM mentions JOIN documents USING (document) WHERE id = 'a.txt'") == [("Құлсарыда",)]
    assert orphans(store) == 0


def test_of_a_changed_file_of_records_only_the_changed_ones_are_read(store: FactStore, folder: Path) -> None:
    before = numbers(store)
    path = folder / "c.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], '{"id": "r3", "text": "Атырауда 5 адам."}']), encoding="utf-8")
    assert store.update(folder, model="rules").documents == 1
    after = numbers(store)
    assert sorted(after) == ["a.txt", "b.txt", "c.jsonl#r1", "c.jsonl#r3"]
    assert after["c.jsonl#r1"] == before["c.jsonl#r1"]
    assert orphans(store) == 0


def test_rows_of_a_deleted_file_go(store: FactStore, folder: Path) -> None:
    (folder / "a.txt").unlink()
    done = store.update(folder, model="rules")
    assert done.removed == 1
    assert ids(store) == ["b.txt", "c.jsonl#r1", "c.jsonl#r2"]
    assert orphans(store) == 0
    assert ("Арман Сейітов", 1) in store.sql("SELECT name, documents FROM people")


def test_an_empty_folder_may_be_a_disk_that_is_not_there(store: FactStore, folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    done = store.update(folder, model="rules")
    assert len(ids(store)) == DOCUMENTS
    assert done.failed == 1
    assert "stay in the store" in " ".join(done.notes)
    assert store.forget(folder) == DOCUMENTS
    assert ids(store) == []
    assert store.sql("SELECT count(*) FROM people") == [(0,)]


def test_a_folder_that_is_gone_is_an_error_with_a_way_out(store: FactStore, folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(StoreError, match=r"no such file or folder; .*--forget"):
        store.update(folder, model="rules")
    assert len(ids(store)) == DOCUMENTS


def test_a_folder_below_is_a_part_of_the_folder(tmp_path: Path, folder: Path) -> None:
    inner = folder / "2024"
    inner.mkdir()
    (inner / "d.txt").write_text("Атырауда 5 адам.", encoding="utf-8")
    with FactStore() as store:
        store.update(folder, model="rules")
        before = numbers(store)
        assert "2024/d.txt" in before
        (inner / "e.txt").write_text("Құлсарыда 6 адам.", encoding="utf-8")
        (inner / "d.txt").unlink()
        (folder / "a.txt").unlink()
        done = store.update(inner, model="rules")
        assert (done.documents, done.removed) == (1, 1)
        assert ids(store) == ["2024/e.txt", "a.txt", "b.txt", "c.jsonl#r1", "c.jsonl#r2"]
        assert store.update([folder, inner], model="rules").removed == 1
        with pytest.raises(StoreError, match="--forget"):
            store.update(tmp_path, model="rules")


def test_a_single_file(folder: Path) -> None:
    with FactStore() as store:
        store.update(folder / "a.txt", model="rules")
        assert ids(store) == ["a.txt"]
        assert store.update(folder / "a.txt", model="rules").unchanged == 1


def test_what_cannot_be_read_is_named_every_time_and_the_rest_is_stored(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    with (folder / "c.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("{broken\n")
    with FactStore() as store:
        for documents in (DOCUMENTS, 0):
            said: list[str] = []
            done = store.update(folder, model="rules", say=said.append)
            assert (done.documents, done.failed) == (documents, 2)
            assert any("c.jsonl: line 3: bad JSON" in line for line in said)
            assert any("empty.txt: the file is empty" in line for line in said)
        assert len(ids(store)) == DOCUMENTS
        assert sorted(store.sql("SELECT file, place FROM failures")) == [("c.jsonl", "line 3"), ("empty.txt", None)]
        (folder / "empty.txt").write_text("Атырауда 5 адам.", encoding="utf-8")
        assert store.update(folder, model="rules").documents == 1
        assert store.sql("SELECT file FROM failures") == [("c.jsonl",)]


def test_other_settings_are_refused_until_everything_is_to_be_read_anew(store: FactStore, folder: Path) -> None:
    before = numbers(store)
    with pytest.raises(StoreError, match=r"--text-field was text and is body now.*--reread"):
        store.update(folder, model="rules", text_field="body")
    assert numbers(store) == before
    done = store.update(folder, model="rules", text_field="body", reread=True)
    assert (done.documents, done.failed) == (2, RECORDS)
    assert ids(store) == ["a.txt", "b.txt"]
    assert store.update(folder, model="rules", text_field="body").unchanged == 2


def test_the_database_in_the_folder_is_no_document(folder: Path) -> None:
    with FactStore(folder / "news.duckdb") as store:
        assert store.update(folder, model="rules").notes == []


def test_two_processes_find_what_one_finds(store: FactStore, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "_BATCH_PARTS", 1)
    monkeypatch.setattr(loading, "load", _LOAD)  # processes load it themselves
    with FactStore() as other:
        other.update(folder, model="rules", jobs=2)
        query = (
            "SELECT id, label, start_char, end_char, person FROM mentions JOIN documents USING (document) ORDER BY ALL"
        )
        assert other.sql(query) == store.sql(query)


def test_one_person_under_one_name_over_all_documents(store: FactStore, folder: Path) -> None:
    (folder / "d.txt").write_text("Көкбұлақ ауданының әкімі А. Сейітов ауылға барды.", encoding="utf-8")
    before = dict(store.sql("SELECT name, person FROM people"))
    store.update(folder, model="rules")
    people = store.sql("SELECT person, name, documents FROM people WHERE name LIKE '%Сейітов'")
    assert people == [(before["Арман Сейітов"], "Арман Сейітов", 3)]
    (probability,) = store.sql(
        "SELECT min(probability) FROM people_in_documents WHERE person = ?", [before["Арман Сейітов"]]
    )[0]
    assert 0.5 < probability < 1
    assert store.sql("SELECT DISTINCT name FROM holdings WHERE document = (SELECT max(document) FROM documents)") == [
        ("Арман Сейітов",)
    ]


def test_places_have_an_identity(store: FactStore) -> None:
    (place,) = store.sql(
        "SELECT place, name, geonames, country, latitude, longitude FROM places WHERE name = 'Құлсары'"
    )
    assert place[0] == f"geonames:{place[2]}"
    assert place[3] in ("KZ", "KAZ")
    assert 46 < place[4] < 48
    assert 53 < place[5] < 55
    assert store.sql("SELECT place FROM places WHERE name = 'Көкбұлақ'") != []


def test_records_that_share_an_id_are_all_there(store: FactStore, folder: Path) -> None:
    with (folder / "c.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"id": "r1", "text": "Атырауда 5 адам."}\n')
    assert store.update(folder, model="rules").documents == 1
    assert [name for name in ids(store) if name.startswith("c.jsonl")] == ["c.jsonl#r1", "c.jsonl#r1~2", "c.jsonl#r2"]


def test_one_organisation_under_one_name_over_all_documents(store: FactStore, folder: Path) -> None:
    (folder / "d.txt").write_text("«Жаңа жол» жауапкершілігі шектеулі серіктестігі мектеп салды.", encoding="utf-8")
    store.update(folder, model="rules")
    found = store.sql("SELECT documents FROM organisations WHERE name ILIKE '%жаңа жол%'")
    assert found == [(3,)]


def test_an_interrupted_run_keeps_what_it_has_and_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "_BATCH_PARTS", 1)
    write = writing.Writer.write

    def interrupted(self: writing.Writer, batch: list[writing.Read]) -> None:
        signal.raise_signal(signal.SIGINT)
        write(self, batch)

    with FactStore() as store:
        with monkeypatch.context() as patch:
            patch.setattr(writing.Writer, "write", interrupted)
            done = store.update(folder, model="rules")
        assert (done.interrupted, done.documents) == (signal.SIGINT, 1)
        assert ids(store) == ["a.txt"]
        assert not store.is_joined
        done = store.update(folder, model="rules")
        assert (done.interrupted, done.documents, done.unchanged) == (None, DOCUMENTS - 1, 1)
        assert store.is_joined


def test_the_bar_counts_files_and_documents(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # by which rich takes anything for a terminal
    monkeypatch.setenv("TERM", "xterm")
    with file_bar(3, shown=True) as advance:
        advance(1, 1200)
        advance(1, 34)
    assert "1,234 documents" in capsys.readouterr().err
    with file_bar(3, shown=False) as advance:
        advance(1, 5)
    assert capsys.readouterr().err == ""


def test_a_file_alone_takes_no_other_with_it_whose_name_goes_on(store: FactStore, folder: Path) -> None:
    (folder / "c.json").write_text('[{"text": "Құлсарыда мектеп ашылды."}]', encoding="utf-8")
    store.update(folder, model="rules")
    before = ids(store)
    assert store.update(folder / "c.json", model="rules").removed == 0
    assert ids(store) == before
    (folder / "c.json").unlink()
    assert store.update(folder, model="rules").removed == 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are Unicode there")
def test_names_of_files_and_folders_that_are_not_utf8(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xcd\xe5\xec")
    folder.mkdir()
    for name in (b"\xe0.txt", b"\xe1.txt"):
        (folder / os.fsdecode(name)).write_text("Құлсарыда мектеп ашылды.", encoding="utf-8")
    with FactStore() as store:
        assert store.update(folder, model="rules").documents == 2
        assert ids(store) == ["\\xe0.txt", "\\xe1.txt"]
        done = store.update(folder, model="rules")
        assert (done.documents, done.unchanged, done.removed) == (0, 2, 0)
        assert store.update(folder / os.fsdecode(b"\xe0.txt"), model="rules").unchanged == 1
        assert store.forget(folder) == 2


def test_rereading_reads_what_has_not_changed_and_no_more_than_is_given(store: FactStore, folder: Path) -> None:
    before = numbers(store)
    done = store.update(folder / "c.jsonl", model="rules", reread=True)
    assert (done.documents, done.unchanged) == (RECORDS, 0)
    after = numbers(store)
    assert before.keys() == after.keys()
    assert {name for name in after if after[name] != before[name]} == {"c.jsonl#r1", "c.jsonl#r2"}
    assert store.update(folder, model="rules", reread=True).documents == DOCUMENTS
    assert orphans(store) == 0


def test_rereading_that_was_interrupted_goes_on_with_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.jsonl"
    records = [{"id": str(n), "text": f"Атырауда {n} адам."} for n in range(RECORDS + 1)]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    monkeypatch.setattr(planning, "_BATCH_PARTS", 1)  # a document is a batch
    with FactStore() as store:
        store.update(path, model="rules")
        before = numbers(store)
        write = Writer.write

        def write_one(self: Writer, batch: Sequence[Read]) -> None:
            write(self, batch)
            raise KeyError("a kill")

        monkeypatch.setattr("atau.facts.store.settings._tables", lambda: "other tables")
        with monkeypatch.context() as dying:
            dying.setattr(Writer, "write", write_one)
            with pytest.raises(KeyError):
                store.update(path, model="rules", reread=True)
        assert store.update(path, model="rules").documents == RECORDS
        after = numbers(store)
        assert after.keys() == before.keys()
        assert min(after.values()) > max(before.values())


def test_an_archive_is_opened_again_when_a_library_for_it_has_come(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(folder / "d.zip", "w") as archive:
        archive.writestr("a.txt", "Құлсарыда мектеп ашылды.")
        archive.writestr("b.rtf", r"{\rtf1 Atyrau}")
    in_this_process = partial(documents.read_records, timeout=None)
    monkeypatch.setattr(documents, "read_records", in_this_process)
    with FactStore() as store:
        with monkeypatch.context() as without:
            without.setitem(sys.modules, "striprtf.striprtf", None)
            done = store.update(folder, model="rules")
        assert (done.failed, "d.zip/a.txt" in ids(store), "d.zip/b.rtf" in ids(store)) == (1, True, False)
        done = store.update(folder, model="rules")
        assert (done.documents, done.unchanged, done.failed) == (1, 3, 0)
        assert "d.zip/b.rtf" in ids(store)


def test_what_a_record_says_of_itself_in_a_form_of_its_own(tmp_path: Path) -> None:
    text = "Құлсарыда мектеп ашылды."
    records = [
        {"id": None, "text": text, "author": ["А. Сейітов", "Г. Бекова"], "title": {"kk": "Мектеп"}},
        {"id": ["x"], "text": text, "url": 7},
    ]
    path = tmp_path / "r.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    with FactStore() as store:
        store.update(path, model="rules")
        assert store.sql("SELECT id, author, title, url FROM documents ORDER BY id") == [
            ("r.jsonl#['x']", None, None, "7"),
            ("r.jsonl:1", "А. Сейітов; Г. Бекова", None, None),
        ]


def test_a_record_on_which_the_pipeline_failed_is_tried_again_and_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / "c.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("{broken\n")
    with FactStore() as store:
        with monkeypatch.context() as failing:
            rows = worker.rows_of

            def rows_of(doc: Any, read: ReadDocument) -> DocumentRows:
                if read.id.endswith("r2"):
                    raise MemoryError("no room")
                return rows(doc, read)

            failing.setattr(worker, "rows_of", rows_of)
            done = store.update(folder, model="rules")
            assert (done.documents, done.failed) == (3, 2)
        before = numbers(store)
        done = store.update(folder, model="rules")
        assert (done.documents, done.failed) == (1, 1)
        after = numbers(store)
        assert after.keys() - before.keys() == {"c.jsonl#r2"}
        assert before.items() <= after.items()
        assert store.sql("SELECT file, place FROM failures") == [("c.jsonl", "line 3")]
        # What cannot be read stays so until the file changes.
        done = store.update(folder, model="rules")
        assert (done.documents, done.unchanged, done.failed) == (0, 3, 1)


def test_wordings_of_one_office_are_one_tenure(tmp_path: Path) -> None:
    texts = (
        "Көкбұлақ ауданының әкімі Арман Сейітов есеп берді.",
        "Көкбұлақ ауданының әкімі Арман Сейітов «Жаңа жол» ЖШС-ға барды.",
        "«Жаңа жол» ЖШС директоры Арман Сейітов келді.",
    )
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    with FactStore() as store:
        store.update(tmp_path, model="rules")
        before = store.sql("SELECT person, organisation, place FROM tenures WHERE office ILIKE '%әкімі'")
        assert len(before) == 1
        # Another wording of the same holding, as a document may have it.
        store.sql(
            "INSERT INTO raw.holdings SELECT * REPLACE ('аудан әкімі' AS office) FROM raw.holdings "
            "WHERE office ILIKE '%әкімі' LIMIT 1"
        )
        assert len(store.sql("FROM tenures WHERE office ILIKE '%әкімі'")) == 2
        join(store.connection, afresh=True)
        ((office, documents),) = store.sql("SELECT office, documents FROM tenures WHERE office ILIKE '%әкімі'")
        assert office.endswith("ауданының әкімі")
        assert documents == 2
        assert len(store.sql("FROM tenures WHERE office ILIKE '%директор%'")) == 1
