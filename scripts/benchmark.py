"""Speed, load time, memory and size against peers, and how time and memory grow. Writes training/benchmark.md.

Everything is measured in a single run on the same text: the project's articles, cut into sentences and shuffled, and
more Kazakh text if there is any (--text). Peers that are not installed are skipped, with the reason. `--linear` only
checks that time grows in proportion to the length of a text; the exit code is 1 if it does not.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import platform
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

import benchmark_families
import benchmark_linear
import benchmark_peers
import benchmark_report
from atau.corpus.problems import Notes
from atau.corpus.records import GoldRecord
from atau.evaluation.formatting import format_estimate
from atau.evaluation.gold import read_records
from atau.evaluation.measure import measure
from atau.evaluation.predict import from_pipeline, make_scored_text
from atau.evaluation.scored_text import PredictedSpan
from atau.loading import find_model, load_source, rules_config
from benchmark_machine import ROOT, folder_size, machine, relative, say, total_memory
from benchmark_worker import endless

WORKER = Path(__file__).with_name("benchmark_worker.py")
_NEWS = ROOT / "corpus" / "news"
_RAW = ROOT.parent / "shared" / "raw" / "kk_open.txt.gz"
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_WARM_UP = 20


def main(
    models: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--model", help="For atau.load; the first is the measure of the others."),
    ] = None,
    train: Annotated[Path, typer.Option(exists=True, help="Marked articles, for the peers.")] = _NEWS / "train",
    dev: Annotated[Path, typer.Option(exists=True, help="Marked articles, for the F1.")] = _NEWS / "dev",
    text: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option("--text", exists=True, help="More text, .txt or .txt.gz."),
    ] = None,
    words: Annotated[int, typer.Option(help="Words whose speed is measured.")] = 200_000,
    longest: Annotated[int, typer.Option(help="Words of the longest text.")] = 10**6,
    texts: Annotated[int, typer.Option(help="Texts of the stream.")] = 10**5,
    text_words: Annotated[int, typer.Option(help="Words of a text of the stream.")] = 30,
    repeat: Annotated[int, typer.Option(min=1, help="Processes for each speed and load; the best counts.")] = 3,
    steps: Annotated[int, typer.Option(help="Training steps of spaCy's pipeline.")] = 1000,
    iterations: Annotated[int, typer.Option(help="Training iterations of the CRF.")] = 100,
    torch_python: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="A Python that has torch and transformers, where this one has not."),
    ] = None,
    linear: Annotated[
        bool, typer.Option("--linear", help="Only fit the exponent of time over length; exit with 1 over the limit.")
    ] = False,
    families: Annotated[
        bool, typer.Option("--families", help="As --linear, on families of hostile texts of 10^3 to 10^6 characters.")
    ] = False,
    family: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--family", help="Of --families: only this one."),
    ] = None,
    longest_family: Annotated[int, typer.Option(help="Of --families: characters.")] = benchmark_families.LENGTHS[-1],
    patience: Annotated[
        float, typer.Option(help="Of --families: seconds for one text; a family stops before it takes longer.")
    ] = benchmark_families.PATIENCE,
    limit: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(help="Exponent: 1 is linear, 2 quadratic. 1.35 for --linear, 1.2 for --families."),
    ] = None,
    output: Annotated[Path, typer.Option(file_okay=False)] = ROOT / "training",
) -> None:
    """Measure, print, and write benchmark.md, benchmark.svg and benchmark.json."""
    began = time.perf_counter()
    names = models or ["rules"]
    if families:
        characters = [length for length in benchmark_families.LENGTHS if length <= longest_family]
        asked = family or list(benchmark_families.FAMILIES)
        found = benchmark_families.exponents_of(names, asked, characters, patience)
        slow = benchmark_linear.report(found, benchmark_families.LIMIT if limit is None else limit, say)
        raise typer.Exit(1 if slow else 0)
    if linear:
        slow = check_linear(names, sentences_of([train, dev], []), benchmark_linear.LIMIT if limit is None else limit)
        raise typer.Exit(1 if slow else 0)
    more = text if text is not None else [_RAW] if _RAW.exists() else []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        run = Run(Path(folder), repeat)
        sentences = sentences_of([train, dev], more)
        say(f"{len(sentences):,} sentences, {sum(len(s.split()) for s in sentences):,} words")
        speed_file = run.write("speed.jsonl", texts_of(sentences, words, 250, seed=1))
        systems = [run.atau(name) for name in names]
        systems += run.peers(train, dev, steps, iterations, torch_python)
        records = read_records([dev], None, Notes())
        for system in systems:
            if "skipped" not in system:
                attempt(system, lambda s: run.measure(s, speed_file))
                score(system, records)
        sizes = [n for n in (10**p for p in range(2, 8)) if n <= longest]
        lengths = [next(endless(sentences, n, seed=10 + i)) for i, n in enumerate([2000, *sizes])]
        length_file = run.write("length.jsonl", lengths)
        sentence_file = run.write("sentences.jsonl", sentences)
        marks = [n for n in (10**p for p in range(1, 8)) if n <= texts]
        grown: dict[str, Any] = {"length": {}, "stream": {}}
        length_spec = {"texts": str(length_file), "cpus": run.cpus[:1], "memory_mb": 0.8 * total_memory()}
        stream_spec: dict[str, Any] = {"sentences": str(sentence_file), "words": text_words, "marks": marks, "seed": 5}
        stream_spec["cpus"] = run.cpus[:1]
        for system in systems:
            if system.get("system") == "spacy" and "skipped" not in system:
                say(f"{system['name']}: one text of {sizes[0]:,} to {sizes[-1]:,} words")
                attempt(system, lambda s: grown["length"].update({s["name"]: run.length(s, length_spec)}))
        for system in systems[: len(names)]:
            say(f"{system['name']}: a stream of {texts:,} texts")
            attempt(system, lambda s: grown["stream"].update({s["name"]: run.stream(s, stream_spec)}))
    result = {
        "command": " ".join(["python", "scripts/benchmark.py", *map(shlex.quote, map(relative, sys.argv[1:]))]),
        "machine": machine(),
        "software": f"Python {platform.python_version()}, " + ", ".join(
            f"{name} {metadata.version(name)}" for name in ("spacy", "numpy", "thinc")),
        "text": f"{len(sentences):,} different sentences of {relative(str(train))}, {relative(str(dev))}"
        + (" and " + ", ".join(f"`{path.name}`" for path in more) if more else "")
        + f", shuffled and joined to texts of 250 words; {words:,} words for the speed. Longer texts and "
        "the stream are of the same sentences in ever new order",
        "reading": f"Speed: the best of {repeat} processes on one core, and with two processes, whose start counts; "
        "load time without imports; peak memory of the process on one core. F1: strict, micro, on "
        f"{relative(str(dev))}, with its 95 % interval.",
        "systems": systems,
        "stream_words": text_words,
        **grown,
    }  # fmt: skip
    output.mkdir(parents=True, exist_ok=True)
    (output / "benchmark.svg").write_text(benchmark_report.svg(result), "utf-8")
    page = benchmark_report.markdown(result, "benchmark.svg")
    (output / "benchmark.md").write_text(page, "utf-8")
    (output / "benchmark.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(page)
    say(f"took {time.perf_counter() - began:.0f} s; wrote {relative(str(output))}/benchmark.md, .svg and .json")


def check_linear(names: Sequence[str], sentences: list[str], limit: float) -> list[str]:
    """Fit the exponents of the tokenizer and of the models `names`; returns what is over `limit`."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        run = Run(Path(folder), 1)
        texts = [next(endless(sentences, n, seed=10 + i)) for i, n in enumerate((2000, *benchmark_linear.WORDS))]
        spec = {"texts": str(run.write("linear.jsonl", texts)), "cpus": run.cpus[:1]}

        def time_model(system: dict[str, Any]) -> benchmark_linear.Points:
            return [(point["words"], point["seconds"]) for point in run.length(system, spec)]

        subjects: dict[str, Callable[[], benchmark_linear.Points]] = {
            f"tokenizer on {piece!r}": partial(benchmark_linear.time_tokenizer, piece)
            for piece in benchmark_linear.PIECES
        }
        subjects |= {system["name"]: partial(time_model, system) for system in map(run.atau, names)}
        return benchmark_linear.report(benchmark_linear.exponents(subjects), limit, say)


class Run:
    """The systems and their measurements, each in a process of its own."""

    def __init__(self, folder: Path, repeat: int) -> None:
        self.folder, self.repeat = folder, repeat
        self.cpus = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0, 1]

    def write(self, name: str, lines: Sequence[str]) -> Path:
        path = self.folder / name
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
        return path

    def atau(self, name: str) -> dict[str, Any]:
        source = find_model(name)
        package = rules_config().parent.parent
        size = folder_size(source.path) if source.kind in ("package", "directory") else 0.0
        title = source.meta.get("name")
        shown = f"atau, {title} {source.meta.get('version', '')}".strip() if title else f"atau, {relative(name)}"
        remark = f"the package atau itself, with lexicons and rules, has {folder_size(package):.1f} MB more"
        if source.kind == "rules":
            size, remark = folder_size(package), "on disk: the package atau"
        return {"name": shown, "system": "spacy", "path": name, "size_mb": size, "remark": remark}

    def peers(
        self, train: Path, dev: Path, steps: int, iterations: int, torch_python: Path | None
    ) -> list[dict[str, Any]]:
        say("training spaCy's default pipeline")
        start = time.perf_counter()
        model = benchmark_peers.train_spacy(train, dev, self.folder, steps)
        trained = f"`init config --lang kk --pipeline ner`, {steps:,} steps, {time.perf_counter() - start:.0f} s"
        found = [
            {
                "name": "spaCy, default NER pipeline",
                "system": "spacy",
                "path": str(model),
                "size_mb": folder_size(model),
                "remark": trained,
            }
        ]
        crf: dict[str, Any] = {"name": "sklearn-crfsuite"}
        if importlib.util.find_spec("sklearn_crfsuite") is None:
            crf["skipped"] = "not installed (pip install sklearn-crfsuite)"
        else:
            say("training the CRF")
            start = time.perf_counter()
            path = benchmark_peers.train_crfsuite(train, self.folder / "crf", iterations)
            seconds = time.perf_counter() - start
            remark = f"L-BFGS, {iterations} iterations, {seconds:.0f} s; atau's tokens and sentences"
            crf |= {"system": "crfsuite", "path": str(path), "size_mb": folder_size(path), "remark": remark}
        return [*found, crf, self._xlmr(torch_python)]

    def _xlmr(self, python: Path | None) -> dict[str, Any]:
        system: dict[str, Any] = {"name": "XLM-RoBERTa base, random weights"}
        program = str(python or sys.executable)
        known = subprocess.run([program, "-c", "import torch, transformers"], capture_output=True, check=False)
        if known.returncode:
            return system | {"skipped": "torch and transformers are not installed (see --torch-python)"}
        remark = "speed alone, a lower bound of its time: no tokenizer, two subwords a word, windows of 256, 32 bits"
        return system | {"system": "xlmr", "path": "-", "size_mb": 0.0, "python": program, "remark": remark}

    def measure(self, system: dict[str, Any], texts: Path) -> None:
        """Load time, speed on one core and with two processes, peak memory, into `system`."""
        say(f"{system['name']}: load and speed")
        loads = [self.worker(system, "load", {"cpus": self.cpus[:1]}) for _ in range(self.repeat)]
        system["load_s"] = min(load["load_s"] for load in loads)
        system["import_s"] = min(load["import_s"] for load in loads)
        if loads[0]["parameters"]:
            system["size_mb"] = loads[0]["parameters"] * 4 / 1e6
        system["speed"] = {}
        slow = system["system"] == "xlmr"
        file, warm_up = (self._fewer(texts), 1) if slow else (texts, _WARM_UP)
        for processes in (1, 2):
            if processes > len(self.cpus):
                continue
            cpus = self.cpus[:processes]
            spec = {"texts": str(file), "warm_up": warm_up, "processes": processes, "cpus": cpus}
            runs = [self.worker(system, "speed", spec) for _ in range(self.repeat)]
            system["speed"][str(processes)] = max(r["words"] / r["seconds"] for r in runs)
            system.setdefault("peak_mb", max(r["peak_mb"] for r in runs))
            system.setdefault("runs", []).append([round(r["words"] / r["seconds"]) for r in runs])

    def _fewer(self, texts: Path) -> Path:
        """A hundredth of the text, for what is a hundred times slower and has no caches."""
        lines = texts.read_text("utf-8").splitlines(keepends=True)
        path = self.folder / "fewer.jsonl"
        path.write_text("".join(lines[: 1 + max(4, len(lines) // 100)]), "utf-8")
        return path

    def length(self, system: dict[str, Any], spec: dict[str, Any]) -> list[dict[str, Any]]:
        """Time by the length of one text; what needs more memory than there is, is said in the remark."""
        found = self.worker(system, "length", spec)
        if "gave_up" in found:
            system["remark"] += f"; one text of {found['gave_up']:,} words needs more memory than this machine has"
        points: list[dict[str, Any]] = found["points"]
        return points

    def stream(self, system: dict[str, Any], spec: dict[str, Any]) -> list[dict[str, Any]]:
        """Time and memory by the number of texts."""
        points: list[dict[str, Any]] = self.worker(system, "stream", spec)["points"]
        return points

    def worker(self, system: dict[str, Any], mode: str, spec: dict[str, Any]) -> dict[str, Any]:
        command = [system.get("python", sys.executable), str(WORKER), system["system"], system["path"], mode]
        # One thread a process: two processes on two cores are compared with one on one.
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        command.append(json.dumps(spec))
        environment = os.environ | threads
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
        if done.returncode:
            say(done.stderr[-2000:])
            raise WorkerError(f"{mode} failed: {(done.stderr.strip().splitlines() or ['killed'])[-1][:200]}")
        result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return result


class WorkerError(RuntimeError):
    """A measurement that failed; the others go on."""


def attempt(system: dict[str, Any], measurement: Callable[[dict[str, Any]], object]) -> None:
    """Run a measurement; where it fails, the system is listed as skipped, with the reason."""
    try:
        measurement(system)
    except WorkerError as error:
        system["skipped"] = str(error)


def score(system: dict[str, Any], records: list[GoldRecord]) -> None:
    """The strict micro F1 on `records`, into `system`."""
    if system["system"] == "spacy":
        layers = list(from_pipeline(load_source(find_model(system["path"])), records))
    elif system["system"] == "crfsuite":
        tagger = benchmark_peers.Tagger(Path(system["path"]))
        layers = [(tuple(PredictedSpan(*mention) for mention in tagger(record.text)), ()) for record in records]
    else:
        return
    cases = [make_scored_text(record, found) for record, found in zip(records, layers, strict=True)]
    system["f1"] = format_estimate(measure(cases)["scores"]["micro"]["f1"])


def sentences_of(articles: Sequence[Path], texts: Sequence[Path]) -> list[str]:
    """Different sentences, shuffled."""
    found: dict[str, None] = {}
    for record in read_records(list(articles), None, Notes()):
        found.update(dict.fromkeys(piece.strip() for piece in _SENTENCE_END.split(record.text) if piece.strip()))
    for path in texts:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines = content.decode("utf-8").split("\n")
        found.update(dict.fromkeys(line.strip() for line in lines if line.strip()))
    sentences = list(found)
    random.Random(0).shuffle(sentences)
    return sentences


def texts_of(sentences: list[str], words: int, size: int, seed: int) -> list[str]:
    """Texts of `size` words, `words` in all, and those to warm up."""
    return list(islice(endless(sentences, size, seed), _WARM_UP + max(1, words // size)))


if __name__ == "__main__":
    typer.run(main)
