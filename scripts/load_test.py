"""How much the HTTP service takes, and whether it answers right for as long as it is asked.

    python scripts/load_test.py --model kk_ent_news_md --seconds 20
    python scripts/load_test.py --model kk_ent_news_md --soak 60

It starts `atau serve` on a free port of this machine, asks it from 1, 8 and 64 clients at a time for articles of 300
words, and gives the requests each second with the median and the 99th percentile of the time that a client waits. In
the same run the pipeline is called without the service, in as many processes as the service has: the ratio says what
HTTP costs. --soak asks for minutes on end. Each answer is compared with the bytes that it must have; exit code 1 where
one is wrong or missing, or the service does not end in good order.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import multiprocessing
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import gettempdir
from typing import Annotated, Any, Final

import httpx
import typer

from atau import loading
from atau.annotate.annotation import ENTITIES_ONLY, Annotation
from atau.annotate.annotation import Annotated as AnnotatedRecord
from atau.annotate.batches import Task, annotate_tasks
from atau.annotate.records import InputRecord
from atau.annotate.writers.jsonl import jsonl_record
from atau.corpus.marked import scan_marked

ROOT: Final = Path(__file__).parents[1]
ARTICLES: Final = ROOT / "corpus" / "news" / "train"
WORDS: Final = 300
LOG: Final = Path(gettempdir()) / "atau-load-test.log"
_ARTICLES: Final = 24
_BATCH: Final = 8  # texts that the direct call annotates at a time
_TIMEOUT: Final = 120.0
_START: Final = 300.0  # seconds in which the service has to be ready


def articles(folder: Path, number: int = _ARTICLES) -> list[str]:
    """Texts of 300 words each: the articles of a folder, one after another, cut into pieces."""
    words: list[str] = []
    found: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        words += scan_marked(path.read_text("utf-8")).marked.text.split(" ")
        while len(words) >= WORDS and len(found) < number:
            found.append(" ".join(words[:WORDS]))
            del words[:WORDS]
    return found


def expected(model: str, texts: list[str]) -> list[bytes]:
    """The record of each text, as `atau annotate` writes it."""
    nlp = loading.load(model)
    records = []
    for text in texts:
        fields = {"text": text}
        line = json.dumps(fields, ensure_ascii=False)
        record = InputRecord(None, text, "text", None, fields, 0, line)
        [found] = annotate_tasks(nlp, [(text, {})], ENTITIES_ONLY)
        assert isinstance(found, Annotation)
        records.append(jsonl_record(AnnotatedRecord(record, found)).rstrip(b"\n"))
    return records


# --- the pipeline without the service


def _direct(model: str, texts: list[str], seconds: float, barrier: Any, results: Any) -> None:
    nlp = loading.load(model)
    tasks: list[Task] = [(text, {}) for text in texts]
    annotate_tasks(nlp, tasks[:_BATCH], ENTITIES_ONLY)
    barrier.wait()
    begun = time.perf_counter()
    done = 0
    while time.perf_counter() - begun < seconds:
        start = done % len(tasks)
        batch = tasks[start : start + _BATCH]
        annotate_tasks(nlp, batch, ENTITIES_ONLY)
        done += len(batch)
    results.put(done / (time.perf_counter() - begun))


def direct(model: str, texts: list[str], seconds: float, processes: int) -> float:
    """Texts each second of the pipeline alone, in batches, in so many processes."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(processes), context.Queue()
    workers = [
        context.Process(target=_direct, args=(model, texts, seconds, barrier, results)) for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    rates = [results.get(timeout=_START + seconds) for _ in workers]
    for worker in workers:
        worker.join()
    return float(sum(rates))


# --- the service


@contextlib.contextmanager
def service(model: str, workers: int, log: Path) -> Iterator[tuple[str, Callable[[], int]]]:
    """The address of a service of its own, and a function that ends it and gives its exit code."""
    command = [
        sys.executable, "-m", "atau", "serve", "--model", model, "--port", "0", "--workers", str(workers),
    ]  # fmt: skip
    with log.open("w+", encoding="utf-8") as stderr:
        process = subprocess.Popen(command, stderr=stderr)

        def end() -> int:
            process.send_signal(signal.SIGTERM)
            return process.wait(60)

        try:
            yield _address(process, log), end
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + _START
    address = ""
    while time.monotonic() < deadline and process.poll() is None:
        if not address:
            events = (json.loads(line) for line in log.read_text("utf-8").splitlines() if line.startswith("{"))
            found = next((event for event in events if event["event"] == "listening"), None)
            address = "" if found is None else f"http://127.0.0.1:{found['port']}"
        else:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{address}/v1/health").status_code == 200:
                    return address
        time.sleep(0.2)
    raise SystemExit(f"the service did not start; its log is {log}")


@dataclass(slots=True)
class Load:
    """What a number of clients saw. waits: seconds, of each request."""

    clients: int
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds

    def line(self) -> str:
        """As a row of a table."""
        cuts = statistics.quantiles(self.waits, n=100) if len(self.waits) > 1 else self.waits * 99
        return (
            f"{self.clients:>7}  {len(self.waits):>8}  {self.rate:>10.1f}  {1000 * cuts[49]:>8.1f}  "
            f"{1000 * cuts[98]:>8.1f}  {len(self.wrong):>5}"
        )


async def ask(address: str, texts: list[str], records: list[bytes], clients: int, seconds: float) -> Load:
    """Ask for `seconds` from so many clients at a time; every answer is compared."""
    load = Load(clients)
    numbers = count()
    begun = time.perf_counter()

    async def client() -> None:
        async with httpx.AsyncClient(base_url=address, timeout=_TIMEOUT) as http:
            while time.perf_counter() - begun < seconds:
                number = next(numbers) % len(texts)
                body = json.dumps({"text": texts[number]}, ensure_ascii=False).encode("utf-8")
                sent = time.perf_counter()
                try:
                    answer = await http.post("/v1/annotate", content=body, headers={"Content-Type": "application/json"})
                except httpx.TransportError as error:
                    load.wrong.append(f"no answer: {type(error).__name__}")
                    continue
                load.waits.append(time.perf_counter() - sent)
                if answer.status_code != 200:
                    load.wrong.append(f"status {answer.status_code}")
                elif b'"documents":[' + records[number] + b'],"failures":[]' not in answer.content:
                    load.wrong.append(f"article {number} has another record")

    await asyncio.gather(*(client() for _ in range(clients)))
    load.seconds = time.perf_counter() - begun
    return load


def main(
    model: Annotated[str, typer.Option(help="Model package, folder or 'rules'.")] = "rules",
    seconds: Annotated[float, typer.Option(min=1, max=600, help="For each number of clients.")] = 10.0,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes of the service, and of the direct call.")] = 1,
    clients: Annotated[str, typer.Option(help="Numbers of clients.")] = "1,8,64",
    soak: Annotated[float, typer.Option(min=0, max=1440, help="Minutes of one long run with 8 clients.")] = 0.0,
    folder: Annotated[Path, typer.Option(help="Marked articles.")] = ARTICLES,
    log: Annotated[Path, typer.Option(help="Log of the service.")] = LOG,
) -> None:
    """Measure, and print a table."""
    texts = articles(folder)
    records = expected(model, texts)
    wrong: list[str] = []
    alone = 0.0
    if not soak:
        alone = direct(model, texts, seconds, workers)
    print(f"{len(texts)} articles of {WORDS} words, model {model}, {workers} processes, {os.cpu_count()} CPUs")
    print("clients  requests  requests/s    p50 ms    p99 ms  wrong")
    with service(model, workers, log) as (address, end):
        plan = [(8, 60 * soak)] if soak else [(int(number), seconds) for number in clients.split(",")]
        rates = []
        for number, duration in plan:
            load = asyncio.run(ask(address, texts, records, number, duration))
            print(load.line(), flush=True)
            wrong += load.wrong
            rates.append(load.rate)
        code = end()
    if alone:
        print(f"directly: {alone:.1f} texts/s; ratio {max(rates) / alone:.2f}")
    for text in sorted(set(wrong)):
        print(f"wrong: {text} ({wrong.count(text)} times)")
    if code:
        print(f"the service ended with code {code}")
    raise typer.Exit(1 if wrong or code else 0)


if __name__ == "__main__":
    typer.run(main)
