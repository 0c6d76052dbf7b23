"""Load time, speed and memory of a model on one core, for its card."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from atau.training.errors import SettingError

# A process of its own for each figure: what is loaded or cached already would flatter it.
_LOAD: Final = """
import sys, time, spacy, atau
start = time.perf_counter()
atau.load(sys.argv[1])
print(time.perf_counter() - start)
"""


def measure(model: str, paths: Sequence[Path], repeat: int) -> dict[str, Any]:
    """Load time in seconds, speed in words per second and peak memory in MB of `model`, each in fresh processes.

    paths: plain texts, or folders of marked articles. repeat: loads, and passes after the first; the best counts.
    Raises CalledProcessError where the model cannot be loaded, SettingError on Windows, which tells the memory
    in another way.
    """
    if find_spec("resource") is None:
        raise SettingError("memory is measured on Linux and macOS only; measure the model there")
    loads = [float(subprocess.check_output([sys.executable, "-c", _LOAD, model])) for _ in range(repeat)]
    command = [sys.executable, "-m", "atau.training.measuring", str(repeat), model, *map(str, paths)]
    one_core = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
    return {"load_seconds": round(min(loads), 2), **json.loads(subprocess.check_output(command, env=one_core))}


def texts_of(paths: Sequence[Path]) -> list[str]:
    """The texts of plain files, and of folders of marked articles without their annotations."""
    from atau.corpus.reading import iter_marked

    found: list[str] = []
    for path in paths:
        found += [article.text for article in iter_marked(path)] if path.is_dir() else [path.read_text("utf-8")]
    return found


def measure_here(model: str, paths: Sequence[Path], repeat: int) -> dict[str, Any]:
    """Words per second over all texts, the first pass, with empty caches, apart; the peak of this process's memory."""
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


if __name__ == "__main__":
    print(json.dumps(measure_here(sys.argv[2], [Path(path) for path in sys.argv[3:]], int(sys.argv[1]))))
