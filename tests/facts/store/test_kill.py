"""kill -9 at any moment: what was reported as stored is stored, and the next run ends as if nothing had happened.

The long form, with the command and with several processes, is scripts/kill_store.py.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest
from spacy.language import Language

from atau.facts import FactStore
from atau.facts.store import planning, writing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")

KILLS = 8
DOCUMENTS = 160
CONTENT = (
    "SELECT id, label, start_char, end_char, text FROM mentions JOIN documents USING (document) ORDER BY ALL",
    "SELECT id, checksum FROM documents ORDER BY ALL",
    "SELECT person, name, documents, mentions FROM people ORDER BY ALL",
    "SELECT name, office, organisation, documents FROM tenures ORDER BY ALL",
    "SELECT path, checksum, state, documents FROM raw.files ORDER BY ALL",
)


def write_folder(folder: Path) -> None:
    """Some dozens of texts, and a file of many records."""
    folder.mkdir()
    for n in range(60):
        (folder / f"{n:02}.txt").write_text(f"Көкбұлақ ауданының әкімі Арман Сейітов {n} мектеп салды.", "utf-8")
    lines = [
        f'{{"id": "r{n}", "text": "Директор Гүлнұр Бекова {n} млн теңге бөлді."}}\n' for n in range(DOCUMENTS - 60)
    ]
    (folder / "all.jsonl").write_text("".join(lines), "utf-8")


def run(path: Path, folder: Path, stored: int) -> None:
    """A run that writes the id of each document to `stored` once it is told that it is in the store. Never returns."""
    write = writing.Writer.write

    def told(self: writing.Writer, batch: list[writing.Read]) -> None:
        write(self, batch)
        for read in batch:
            for document in read.rows.documents:
                os.write(stored, f"{document.id}\n".encode())

    writing.Writer.write = told  # type: ignore[method-assign]
    code = 1
    try:
        with FactStore(path) as store:
            store.update(folder, model="rules")
        code = 0
    finally:
        os._exit(code)


def killed_run(path: Path, folder: Path, documents: int, delay: float) -> set[str]:
    """What a run said it had stored; it is killed some time after it has stored so many documents."""
    reading, stored = os.pipe()
    process = os.fork()
    if process == 0:
        run(path, folder, stored)
    os.close(stored)
    said = b""
    while said.count(b"\n") < documents and (more := os.read(reading, 1)):
        said += more
    time.sleep(delay)
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status)
    with os.fdopen(reading, "rb") as stream:
        return {name.decode() for name in (said + stream.read()).split()}


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_no_kill_loses_a_document(tmp_path: Path, rules: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "_BATCH_PARTS", 3)
    folder, path = tmp_path / "news", tmp_path / "news.duckdb"
    write_folder(folder)
    with FactStore() as whole:
        whole.update(folder, model="rules")
        expected = [whole.sql(query) for query in CONTENT]
        assert [len(rows) for rows in expected[1::3]] == [DOCUMENTS, 61]
    chance = random.Random(1)
    before: dict[str, int] = {}
    for kill in range(KILLS):
        said = killed_run(path, folder, 0 if kill == 0 else chance.randint(1, 9), chance.uniform(0, 0.03))
        with FactStore(path) as store:
            numbers = dict(store.sql("SELECT id, document FROM documents"))
        assert len(numbers) < DOCUMENTS, "the run ended before it was killed"
        assert said <= numbers.keys(), kill
        # What was there is not read again.
        assert before.items() <= numbers.items()
        before = numbers
    with FactStore(path) as store:
        store.update(folder, model="rules")
        assert [store.sql(query) for query in CONTENT] == expected
        assert store.is_joined
