"""Load time, speed and memory of one model on one core, as JSON for its card.

measure_model.py training/model corpus/news/dev --output training/evaluation/speed.json
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

# A process of its own for each figure: what is loaded or cached already would flatter it.
_LOAD = """
import sys, time, spacy, atau
start = time.perf_counter()
atau.load(sys.argv[1])
print(time.perf_counter() - start)
"""


def texts_of(paths: list[Path]) -> list[str]:
    """The texts of plain files, and of folders of marked articles without their marks."""
    from atau.corpus.reading import iter_marked

    found: list[str] = []
    for path in paths:
        found += [article.text for article in iter_marked(path)] if path.is_dir() else [path.read_text("utf-8")]
    return found


def measure(model: str, paths: list[Path], repeat: int) -> dict[str, Any]:
    """Words per second over all texts, the first pass, caches empty, apart; the peak of this process's memory."""
    import resource

    import atau

    nlp = atau.load(model)
    texts = texts_of(paths)
    words = sum(len(text.split()) for text in texts)
    passes = []
    for _ in range(repeat + 1):
        start = time.perf_counter()
        for _ in nlp.pipe(texts):
            pass
        passes.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 10 if sys.platform != "darwin" else 1 << 20)
    return {
        "words": words,
        "words_per_second": round(words / min(passes[1:])),
        "words_per_second_first_pass": round(words / passes[0]),
        "peak_memory_mb": round(peak),
    }


def main(
    model: Annotated[str, typer.Argument()],
    texts: Annotated[list[Path], typer.Argument(exists=True, help="plain texts, or folders of marked articles")],
    output: Annotated[Path, typer.Option(dir_okay=False)],
    repeat: Annotated[int, typer.Option(min=1, help="passes after the first; the best counts")] = 3,
    inner: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Write the figures."""
    if inner:
        typer.echo(json.dumps(measure(model, texts, repeat)))
        return
    loads = [float(subprocess.check_output([sys.executable, "-c", _LOAD, model])) for _ in range(repeat)]
    command = [sys.executable, __file__, model, *map(str, texts), "--output", str(output)]
    command += ["--repeat", str(repeat), "--inner"]
    one_core = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
    found = json.loads(subprocess.check_output(command, env=one_core))
    figures = {"load_seconds": round(min(loads), 2), **found}
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    typer.echo("\n".join(f"{name:<28}{value:>10,}" for name, value in figures.items()))


if __name__ == "__main__":
    typer.run(main)
