"""One measurement in a process of its own: `scripts/benchmark.py` starts it and reads the JSON it prints.

    python benchmark_worker.py SYSTEM PATH MODE SPEC

SYSTEM: spacy (a model for `atau.load`: rules, a package, a folder), crfsuite (a folder that `benchmark_peers` made),
xlmr (random weights; PATH is unused). MODE: load, speed, length, stream. SPEC: JSON, see the functions of that name.

Caches of earlier text would flatter a run, so no text is annotated twice in one process, and what is measured has not
been seen before.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

Annotate = Callable[[Iterable[str], int], int]  # texts, processes -> number of mentions


def memory() -> tuple[float, float]:
    """(resident now, highest so far) in MB; VmHWM begins anew with the program, unlike what getrusage says."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
        return peak, peak
    found = {line.split(":")[0]: float(line.split()[1]) / 1024 for line in lines if line.startswith("Vm")}
    return found["VmRSS"], found["VmHWM"]


def load_spacy(path: str) -> tuple[Annotate, Any]:
    import atau

    nlp = atau.load(path)
    nlp.max_length = 10**9

    def annotate(texts: Iterable[str], processes: int) -> int:
        return sum(len(doc.ents) for doc in nlp.pipe(texts, n_process=processes, batch_size=64))

    return annotate, nlp


def load_crfsuite(path: str) -> tuple[Annotate, Any]:
    import benchmark_peers

    tagger = benchmark_peers.Tagger(Path(path))

    def annotate(texts: Iterable[str], processes: int) -> int:
        if processes == 1:
            return sum(len(tagger(text)) for text in texts)
        import multiprocessing

        with multiprocessing.Pool(processes, benchmark_peers.start_worker, (path,)) as pool:
            return sum(pool.imap(benchmark_peers.count_in_worker, texts, chunksize=64))

    return annotate, tagger


def load_xlmr(path: str) -> tuple[Annotate, Any]:
    """XLM-RoBERTa base with random weights: the matrix products cost what they cost with trained ones. No tokenizer
    runs, words are taken as a fixed number of subwords, so the time is a lower bound."""
    import torch
    from transformers import XLMRobertaConfig, XLMRobertaForTokenClassification

    torch.set_num_threads(1)
    config = XLMRobertaConfig(
        vocab_size=250002, hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072,
        max_position_embeddings=514, type_vocab_size=1, num_labels=11, pad_token_id=1,
    )  # fmt: skip
    model = XLMRobertaForTokenClassification(config).eval()
    window, batch, per_word = 256, 8, 2.0

    def annotate(texts: Iterable[str], processes: int) -> int:
        torch.set_num_threads(processes)
        pieces = sum(int(per_word * len(text.split())) for text in texts)
        left = -(-pieces // window)
        found = 0
        with torch.inference_mode():
            while left > 0:
                size = min(batch, left)
                ids = torch.randint(5, 250000, (size, window))
                found += int(model(ids).logits.argmax(-1).count_nonzero())
                left -= size
        return found

    annotate.parameters = sum(p.numel() for p in model.parameters())  # type: ignore[attr-defined]
    return annotate, None


LOADERS = {"spacy": load_spacy, "crfsuite": load_crfsuite, "xlmr": load_xlmr}


def words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def load(system: str, path: str, spec: dict[str, Any]) -> dict[str, Any]:
    """Seconds to import the library and to load the model, memory after it."""
    start = time.perf_counter()
    if system == "spacy":
        import spacy  # noqa: F401

        import atau  # noqa: F401
    elif system == "crfsuite":
        import benchmark_peers  # noqa: F401
    else:
        import torch  # noqa: F401
        import transformers  # noqa: F401
    imported = time.perf_counter()
    annotate, _ = LOADERS[system](path)
    loaded = time.perf_counter()
    result = {"import_s": imported - start, "load_s": loaded - imported, "memory_mb": memory()[0]}
    return result | {"parameters": getattr(annotate, "parameters", None)}


def speed(system: str, path: str, spec: dict[str, Any]) -> dict[str, Any]:
    """spec: texts (a JSONL file of strings), warm_up (texts of it that are run first), processes."""
    with Path(spec["texts"]).open(encoding="utf-8") as stream:
        texts = [json.loads(line) for line in stream]
    annotate, _ = LOADERS[system](path)
    annotate(texts[: spec["warm_up"]], 1)
    measured = texts[spec["warm_up"] :]
    start = time.perf_counter()
    mentions = annotate(measured, spec["processes"])
    seconds = time.perf_counter() - start
    return {"words": words(measured), "seconds": seconds, "mentions": mentions, "peak_mb": memory()[1]}


def length(system: str, path: str, spec: dict[str, Any]) -> dict[str, Any]:
    """spec: texts, one for each length, of which the first is a warm-up; memory_mb, at which it gives up."""
    if spec.get("memory_mb"):
        limit = int(spec["memory_mb"] * 2**20)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with Path(spec["texts"]).open(encoding="utf-8") as stream:
        first, *texts = (json.loads(line) for line in stream)
    annotate, _ = LOADERS[system](path)
    annotate([first], 1)
    points: list[dict[str, float]] = []
    for text in texts:
        start = time.perf_counter()
        try:
            annotate([text], 1)
        except MemoryError:
            return {"points": points, "gave_up": len(text.split())}
        points.append({"words": len(text.split()), "seconds": time.perf_counter() - start, "peak_mb": memory()[1]})
    return {"points": points}


def stream(system: str, path: str, spec: dict[str, Any]) -> dict[str, Any]:
    """A stream of texts through what ``atau annotate`` runs. spec: sentences (a JSONL file), words (of a text), marks
    (numbers of texts at which time and memory are taken), seed."""
    import atau
    from atau.annotate.batches import annotate_records
    from atau.annotate.records import InputRecord

    with Path(spec["sentences"]).open(encoding="utf-8") as lines:
        sentences = [json.loads(line) for line in lines]

    def records() -> Iterator[InputRecord]:
        for number, text in enumerate(endless(sentences, spec["words"], spec["seed"]), 1):
            if number > max(spec["marks"]):
                return
            yield InputRecord(str(number), text, "", None, {}, 0)

    nlp = atau.load(path)
    done = seen = 0
    points = []
    marks = sorted(spec["marks"])
    start = time.perf_counter()
    for batch in annotate_records(nlp, records(), load=lambda: atau.load(path)):
        done += len(batch)
        seen += words(item.record.text for item in batch if hasattr(item, "record"))
        while marks and done >= marks[0]:
            resident, peak = memory()
            points.append({"texts": done, "words": seen, "seconds": time.perf_counter() - start,
                           "memory_mb": resident, "peak_mb": peak})  # fmt: skip
            marks.pop(0)
    return {"points": points}


def endless(sentences: list[str], size: int, seed: int) -> Iterator[str]:
    """Texts of about `size` words, out of sentences in ever new order."""
    shuffler = random.Random(seed)
    text: list[str] = []
    count = 0
    while True:
        order = sentences[:]
        shuffler.shuffle(order)
        for sentence in order:
            text.append(sentence)
            count += len(sentence.split())
            if count >= size:
                yield " ".join(text)
                text, count = [], 0


def main() -> None:
    system, path, mode, spec = sys.argv[1:]
    sys.path.insert(0, str(Path(__file__).parent))
    given = json.loads(spec)
    cpus = given.get("cpus")
    if cpus and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cpus)
    modes = {"load": load, "speed": speed, "length": length, "stream": stream}
    result = modes[mode](system, path, given)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
