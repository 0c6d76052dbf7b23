"""What a fact store costs: speed, memory over the run, size of the database, time of a run without news and of
one with few.

    python scripts/measure_store.py --documents 5000 --model rules --jobs 2

The articles are made up: some sentences each, with people, offices, organisations, places and amounts drawn from lists
that are long enough for namesakes to be rare, as in news. Memory is that of all processes of the run together, sampled
ten times a second. Exit code 1 where the last third of the reading took more than 15 % more memory than the first.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean
from typing import Annotated, Final

import typer

_GIVEN: Final = (
    "Арман Ерлан Гүлнұр Дәурен Сәуле Бекзат Айгүл Нұржан Жанар Қайрат Әсел Марат Динара Серік Ләззат".split()
)
_STEMS: Final = "Ахмет Сейіт Жұмабай Оспан Қасым Байтұрсын Әбдір Тілеу Ермек Исатай Досмұхамед Құлман Сәрсен".split()
_ENDINGS: Final = {False: ("ов", "бек"), True: ("ова", "бекова")}
_FEMALE: Final = frozenset({"Гүлнұр", "Сәуле", "Айгүл", "Жанар", "Әсел", "Динара", "Ләззат"})
_PLACES: Final = "Құлсары Атырау Ақтөбе Орал Қостанай Семей Тараз Шымкент Қарағанды Павлодар Көкшетау Түркістан".split()
_BODIES: Final = ("Білім басқармасы", "Денсаулық сақтау басқармасы", "«Жаңа жол» ЖШС", "«Көктем» мектебі", "«Дән» АҚ")
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


def person(chance: random.Random) -> str:
    """A name; some ten thousand are possible."""
    given = chance.choice(_GIVEN)
    surname = chance.choice(_STEMS) + chance.choice(_ENDINGS[given in _FEMALE])
    father = chance.choice(_STEMS) + ("қызы" if given in _FEMALE else "ұлы")
    return chance.choice((f"{given} {surname}", f"{given} {father} {surname}", f"{given[0]}. {surname}"))


def article(chance: random.Random) -> str:
    """Some two hundred words."""
    people = [person(chance) for _ in range(chance.randint(1, 5))]
    made = []
    for _ in range(chance.randint(15, 30)):
        made.append(
            chance.choice(_SENTENCES).format(
                place=chance.choice(_PLACES), person=chance.choice(people), body=chance.choice(_BODIES),
                office=chance.choice(_OFFICES), number=chance.randint(2, 990), small=chance.randint(2, 98),
                year=chance.randint(1930, 2000),
            )
        )  # fmt: skip
    return " ".join(made)


def write_articles(folder: Path, documents: int, seed: int) -> int:
    """A file for each article, a thousand to a folder; returns their size in bytes."""
    chance = random.Random(seed)
    size = 0
    for number in range(documents):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(article(chance).encode())
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


def run(arguments: list[str]) -> tuple[float, float, list[tuple[float, float]]]:
    """Seconds of a run of `atau facts`, those of its processors, and its memory: (seconds since the start, MB)."""
    begin, before = time.monotonic(), _processor_time()
    points = []
    with subprocess.Popen([sys.executable, "-m", "atau", "facts", *arguments], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            points.append((time.monotonic() - begin, resident(process.pid)))
            time.sleep(0.1)
    if process.returncode:
        raise typer.Exit(process.returncode)
    return time.monotonic() - begin, _processor_time() - before, points


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
) -> None:
    """Measure and judge."""
    with tempfile.TemporaryDirectory(prefix="atau-store-") as name:
        folder, database = Path(name) / "news", Path(name) / "news.duckdb"
        size = write_articles(folder, documents, seed)
        given = [str(folder), "--db", str(database), "--model", model, "--jobs", str(jobs)]
        seconds, busy, points = run(given)
        stored = database.stat().st_size
        again, busy_again, _ = run(given)
        chance = random.Random(seed + 1)
        for path in sorted(folder.rglob("*.txt"))[:_CHANGED]:
            path.write_text(article(chance), encoding="utf-8")
        changed, busy_changed, _ = run(given)
        # Loading the pipeline is no part of the reading, nor is joining at the end.
        reading = [memory for at, memory in points if 0.15 * seconds < at < 0.85 * seconds]
        third = max(1, len(reading) // 3)
        first, last = mean(reading[:third]), mean(reading[-third:])
        most = max(memory for _, memory in points)
        print(f"{documents:,} documents ({size / 1e6:.1f} MB of text), {model}, {jobs} processes:")
        print(f"  {seconds:.0f} s, {busy:.0f} s of processors: {documents / busy:.1f} documents in a second of one")
        print(
            f"  {first:.0f} MB in the first third, {last:.0f} in the last ({last / first - 1:+.1%}), at most {most:.0f}"
        )
        print(f"  database of {stored / 1e6:.1f} MB, {stored / documents / 1e3:.1f} kB for a document")
        print(f"  a run without news: {again:.0f} s, {busy_again:.1f} s of processors")
        print(f"  a run with {_CHANGED} changed files: {changed:.0f} s, {busy_changed:.1f} s of processors")
    raise typer.Exit(1 if last > first * (1 + growth) else 0)


if __name__ == "__main__":
    typer.run(main)
