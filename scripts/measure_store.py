"""What a fact store costs: speed, memory over the run, size of the database, time of a run without news and of
one with few.

    python scripts/measure_store.py --documents 5000 --model rules --jobs 2

The articles are made up: some sentences each, with amounts, and with people of made_up_mentions.py, one for two
documents, so that namesakes do not become more common. Memory is that of all processes of the run together, sampled ten
times a second. Once a minute standard error has what it took up to then. Exit code 1 where the last third of the
reading took more than 15 % more memory than the first; below some thousand documents that is the pipeline being loaded.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from typing import Annotated, Any, Final

import typer

from atau.facts import FactStore
from made_up_mentions import CIRCLE, World

_OFFICES: Final = ("басшысы", "директоры", "төрағасы", "бас маманы", "төрағасының орынбасары")
_SENTENCES: Final = (
    "{place} қаласының әкімі {person} {number} млн теңге бөлінгенін айтты.",
    "{body} {office} {person} {number} адамды қабылдады.",
    "– Биыл {number} шақырым жол жөнделді, – деді {person}.",
    "{person} {year} жылы {place} қаласында туған.",
    "Жобаның құны {number},5 млрд. теңге, оның {small} пайызы игерілді.",
    "{body} {place} қаласында орналасқан, онда {number} маман жұмыс істейді.",
    "Ауа райы жылы болды, ауылда жұмыс қызу жүріп жатыр.",
    "Жиынға қатысқандар бұл мәселені келесі аптада қайта қарайтын болды.",
)
_CHANGED: Final = 3
#: Seconds after which a run is told of.
_TELL: Final = 60


def article(world: World, chance: random.Random) -> str:
    """Some two hundred words about a few people who are met together elsewhere, too."""
    people = world.document()
    made = []
    for _ in range(chance.randint(15, 30)):
        number = chance.choice(people)
        one = world.people[number]
        made.append(
            chance.choice(_SENTENCES).format(
                place=one.place, person=one.name(chance.random()), body=one.organisation,
                office=_OFFICES[number % len(_OFFICES)], number=chance.randint(2, 990), small=chance.randint(2, 98),
                year=chance.randint(1930, 2000),
            )
        )  # fmt: skip
    return " ".join(made)


def write_articles(folder: Path, documents: int, seed: int) -> int:
    """A file for each article, a thousand to a folder; returns their size in bytes."""
    chance = random.Random(seed)
    world = World(max(CIRCLE, documents // 2), chance)
    size = 0
    for number in range(documents):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(article(world, chance).encode())
    return size


def resident(process: int) -> float:
    """MB of a process and all below it; memory that they share is counted for each."""
    total = 0
    waiting = [process]
    while waiting:
        one = waiting.pop()
        try:
            for line in Path(f"/proc/{one}/status").read_text().splitlines():
                total += int(line.split()[1]) if line.startswith("VmRSS:") else 0
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
    return total / 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took. seconds, busy: by the clock, and of processors. reading: seconds until people are joined, 0
    where they are not. memory: (seconds since the start, MB)."""

    seconds: float
    busy: float
    reading: float
    memory: list[tuple[float, float]]


def update(folder: Path, database: Path, model: str, jobs: int, joining: Any) -> None:
    """As `atau facts`, in a process of its own. joining: gets the time at which reading has ended."""

    def progress(line: str) -> None:
        joining.value = joining.value or time.monotonic()
        print(line, file=sys.stderr, flush=True)

    with FactStore(database) as store:
        store.update(folder, model=model, jobs=jobs, progress=progress)


def run(folder: Path, database: Path, model: str, jobs: int) -> Run:
    """Bring a store up to date, and see what it takes."""
    spawn = get_context("spawn")
    joining = spawn.Value("d", 0.0)
    begin, before = time.monotonic(), _processor_time()
    points = []
    process = spawn.Process(target=update, args=(folder, database, model, jobs, joining))
    process.start()
    told = begin
    while process.is_alive():
        points.append((time.monotonic() - begin, resident(process.pid or 0)))
        if time.monotonic() - told > _TELL:
            told = time.monotonic()
            stored = database.stat().st_size / 1e6 if database.exists() else 0.0
            print(
                f"{told - begin:.0f} s: {points[-1][1]:.0f} MB of memory, database of {stored:.1f} MB", file=sys.stderr
            )
        time.sleep(0.1)
    process.join()
    if process.exitcode:
        raise typer.Exit(1)
    return Run(time.monotonic() - begin, _processor_time() - before, max(0.0, joining.value - begin), points)


def _processor_time() -> float:
    """Seconds that the processes which have ended took of the processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(
    documents: Annotated[int, typer.Option(min=10)] = 5000,
    model: Annotated[str, typer.Option()] = "rules",
    jobs: Annotated[int, typer.Option(min=1)] = 1,
    seed: Annotated[int, typer.Option()] = 1,
    growth: Annotated[float, typer.Option(help="Of the last third over the first.")] = 0.15,
    place: Annotated[Path | None, typer.Option("--folder", help="For the files; by default a temporary one.")] = None,
) -> None:
    """Measure and judge."""
    with tempfile.TemporaryDirectory(prefix="atau-store-", dir=place) as name:
        folder, database = Path(name) / "news", Path(name) / "news.duckdb"
        size = write_articles(folder, documents, seed)
        first_run = run(folder, database, model, jobs)
        stored = database.stat().st_size
        again = run(folder, database, model, jobs)
        chance = random.Random(seed + 1)
        world = World(CIRCLE, chance)
        for path in sorted(folder.rglob("*.txt"))[:_CHANGED]:
            path.write_text(article(world, chance), encoding="utf-8")
        changed = run(folder, database, model, jobs)
    # Loading the pipeline is no part of the reading.
    reading = [memory for at, memory in first_run.memory if 0.1 * first_run.reading < at < first_run.reading]
    third = max(1, len(reading) // 3)
    first, last = mean(reading[:third]), mean(reading[-third:])
    most = max(memory for _, memory in first_run.memory)
    joining = first_run.seconds - first_run.reading
    print(f"{documents:,} documents ({size / 1e6:.1f} MB of text), {model}, {jobs} processes:")
    print(
        f"  {first_run.reading:.0f} s reading, {joining:.0f} s joining, {first_run.busy:.0f} s of processors: "
        f"{documents / first_run.busy:.1f} documents in a second of one"
    )
    print(f"  reading: {first:.0f} MB in the first third, {last:.0f} in the last ({last / first - 1:+.1%})")
    print(f"  at most {most:.0f} MB, reading and joining")
    print(f"  database of {stored / 1e6:.1f} MB, {stored / documents / 1e3:.1f} kB for a document")
    print(f"  a run without news: {again.seconds:.0f} s, {again.busy:.1f} s of processors")
    print(f"  a run with {_CHANGED} changed files: {changed.seconds:.0f} s, {changed.busy:.1f} s of processors")
    raise typer.Exit(1 if last > first * (1 + growth) else 0)


if __name__ == "__main__":
    typer.run(main)
