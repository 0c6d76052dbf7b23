"""What the benchmark says of the machine and of files."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def total_memory() -> float:
    """MB of memory of the machine, 8,000 if unknown."""
    try:
        return int(Path("/proc/meminfo").read_text().split()[1]) / 1024
    except (OSError, ValueError, IndexError):
        return 8000.0


def machine() -> str:
    """Processor, cores, memory, system, current load."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
        total = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
        memory = f", {total:.0f} GB of memory"
    except (OSError, ValueError, IndexError):
        memory = ""
    cpus = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    busy = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{model}, {cpus} cores{memory}, {platform.system()}{busy}"


def folder_size(path: Path) -> float:
    """MB of the files of a folder, without compiled Python."""
    return sum(f.stat().st_size for f in path.rglob("*") if f.is_file() and f.suffix != ".pyc") / 1e6


def relative(path: str) -> str:
    """`path` relative to the repository if it is in it or beside it, otherwise its last part."""
    if not os.path.isabs(path):
        return path
    near = os.path.relpath(path, ROOT)
    return near if not near.startswith("../..") else f"…/{Path(path).name}"


def say(line: str) -> None:
    """Progress, on standard error."""
    print(line, file=sys.stderr, flush=True)
