"""Kill runs of `atau facts` at random moments, go on, and compare with a store that nobody interrupted.

    python scripts/kill_store.py --kills 20 --documents 600

The long form of tests/facts/store/test_kill.py: SIGKILL to the process while it loads, reads, writes or joins, with one
process and with two. After each kill no document that was there before may be missing or read again. Exit code 1 where
the store differs at the end.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated, Final

import typer

from atau.facts import FactStore
from measure_store import write_articles

_CONTENT: Final = (
    "SELECT id, checksum FROM documents ORDER BY ALL",
    "SELECT id, label, start_char, end_char, text FROM mentions JOIN documents USING (document) ORDER BY ALL",
    "SELECT person, name, documents, mentions FROM people ORDER BY ALL",
    "SELECT organisation, documents, mentions FROM organisations ORDER BY ALL",
    "SELECT name, office, status, documents FROM tenures ORDER BY ALL",
    "SELECT path, checksum, state, documents FROM raw.files ORDER BY ALL",
)


def command(folder: Path, database: Path, jobs: int) -> list[str]:
    """The command line of a run."""
    return [
        sys.executable, "-m", "atau", "facts", str(folder), "--db", str(database), "--model", "rules",
        "--jobs", str(jobs),
    ]  # fmt: skip


def documents_in(database: Path) -> dict[str, int]:
    """The documents of a store with their numbers, which change when a document is read again."""
    if not database.exists():
        return {}
    with FactStore(database) as store:
        return dict(store.sql("SELECT id, document FROM documents"))


def killed(folder: Path, database: Path, jobs: int, chance: random.Random) -> bool:
    """A run that is killed while it writes, or at any time; False where it came to its end before."""
    arguments, quiet = command(folder, database, jobs), subprocess.DEVNULL
    with subprocess.Popen(arguments, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        wal = database.with_name(database.name + ".wal")
        target = chance.randint(1, 400_000) if chance.random() < 0.7 else None
        end = time.monotonic() + chance.uniform(0.5, 60)
        while process.poll() is None:
            written = wal.stat().st_size if wal.exists() else 0
            if (target is not None and written > target) or time.monotonic() > end:
                break
            time.sleep(0.002)
        if process.poll() is not None:
            return False
        process.send_signal(signal.SIGKILL)
    return True


def main(
    kills: Annotated[int, typer.Option(min=1)] = 20,
    documents: Annotated[int, typer.Option(min=10)] = 600,
    seed: Annotated[int, typer.Option()] = 1,
) -> None:
    """Kill, go on, compare."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="atau-kill-") as name:
        folder, whole = Path(name) / "news", Path(name) / "whole.duckdb"
        write_articles(folder, documents, seed)
        subprocess.run(command(folder, whole, 1), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with FactStore(whole) as store:
            expected = [store.sql(query) for query in _CONTENT]
        done = rounds = partly = 0
        while done < kills:
            rounds += 1
            database = Path(name) / f"round{rounds}.duckdb"
            before: dict[str, int] = {}
            while killed(folder, database, chance.choice((1, 2)), chance):
                done += 1
                now = documents_in(database)
                if not before.items() <= now.items():
                    print(f"round {rounds}: documents are missing or were read again")
                    raise typer.Exit(1)
                partly += 0 < len(now) < documents
                before = now
            with FactStore(database) as store:
                if not store.is_joined or [store.sql(query) for query in _CONTENT] != expected:
                    print(f"round {rounds}: the store differs")
                    raise typer.Exit(1)
            print(
                f"round {rounds}: the same; {done} kills, {partly} of them with a part of the documents stored",
                flush=True,
            )


if __name__ == "__main__":
    typer.run(main)
