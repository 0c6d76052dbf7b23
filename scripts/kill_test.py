"""Kill a run of `atau annotate` at random moments, resume it, and compare with a run that nobody killed.

    python scripts/kill_test.py --kills 50 --model rules

The long form of the tests in tests/annotate/test_resume.py: SIGKILL at a random moment, --resume after each until the
run is complete, with one process and with two. Now and then the tail of the output is torn or filled with NULs, as a
power cut does. Ends with 1 where a byte of the output or of the errors differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_SENTENCES: Final = (
    "Көкбұлақ ауданының әкімі Арман Сейітов {n} мектеп салынғанын айтты.",
    "«Жаңа жол» ЖШС директоры Гүлнұр Бекова {n} млн теңге бөлді.",
    "Ә. Жоламанова Астанадан {n} адам келгенін хабарлады.",
    "Ауа райы жақсы болды, күн {n} градусқа дейін жылыды.",
)
_COMMAND: Final = (sys.executable, "-m", "atau", "annotate")


@dataclass
class Result:
    """What happened in all rounds."""

    kills: int = 0
    torn: int = 0
    nulls: int = 0
    rounds: int = 0
    different: list[str] = field(default_factory=list)


def write_input(path: Path, records: int, chance: random.Random) -> None:
    """Records of one to twenty sentences; some lines are broken, some have no id."""
    with path.open("w", encoding="utf-8") as stream:
        for n in range(records):
            count = chance.randint(1, 20)
            text = " ".join(chance.choice(_SENTENCES).format(n=chance.randint(2, 900)) for _ in range(count))
            record = {"text": text, **({"id": f"r{n}"} if n % 3 else {}), "n": n}
            stream.write("{broken\n" if n % 97 == 5 else json.dumps(record, ensure_ascii=False) + "\n")


def command(model: str, folder: Path, output: Path, jobs: int, *, resume: bool) -> list[str]:
    """The command line of a run."""
    options = ["--jobs", str(jobs), "--errors", str(output.with_suffix(".errors")), *(["--resume"] if resume else [])]
    return [*_COMMAND, "--model", model, str(folder / "in.jsonl"), "--output", str(output), *options]


def damage(output: Path, chance: random.Random, result: Result) -> None:
    """Now and then what a power cut does to the end of a file."""
    if not output.exists() or not output.stat().st_size:
        return
    what = chance.random()
    size = output.stat().st_size
    if what < 0.2:
        with output.open("r+b") as stream:
            stream.truncate(max(0, size - chance.randint(1, 5000)))
        result.torn += 1
    elif what < 0.4:
        with output.open("r+b") as stream:
            stream.seek(max(0, size - chance.randint(1, 5000)))
            stream.write(b"\0" * 4096)
            stream.truncate()
        result.nulls += 1


def kill_and_resume(model: str, folder: Path, name: str, jobs: int, chance: random.Random, result: Result) -> Path:
    """One round: runs until one is complete, each but the last killed."""
    output = folder / name
    resume = False
    whole = (folder / f"whole{output.suffix}").stat().st_size
    while True:
        with subprocess.Popen(
            command(model, folder, output, jobs, resume=resume), stderr=subprocess.DEVNULL, start_new_session=True
        ) as process:
            begun = output.stat().st_size if output.exists() else 0
            # Half of the kills come while records are written, half at any time, also while the model is loaded.
            target = begun + chance.randint(1, max(1, (whole - begun) // 2)) if chance.random() < 0.5 else None
            end = time.monotonic() + chance.uniform(0.2, 8)
            while process.poll() is None:
                size = output.stat().st_size if output.exists() else 0
                if (target is not None and size >= target) or (target is None and time.monotonic() > end):
                    break
                time.sleep(0.002)
            if process.poll() is not None:
                return output
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        result.kills += 1
        damage(output, chance, result)
        resume = True
        time.sleep(0.05)


def main() -> int:
    """Parse the command line and do all rounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--records", type=int, default=1500)
    parser.add_argument("--model", default="rules")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    result = Result()
    with tempfile.TemporaryDirectory(prefix="atau-kill-") as name:
        folder = Path(name)
        write_input(folder / "in.jsonl", options.records, chance)
        for suffix in (".jsonl", ".conll"):
            whole = folder / f"whole{suffix}"
            subprocess.run(
                command(options.model, folder, whole, 1, resume=False), stderr=subprocess.DEVNULL, check=False
            )
        while result.kills < options.kills:
            suffix = chance.choice((".jsonl", ".jsonl", ".conll"))
            jobs = chance.choice((1, 2))
            result.rounds += 1
            output = kill_and_resume(options.model, folder, f"out{result.rounds}{suffix}", jobs, chance, result)
            for ending in (suffix, ".errors"):
                same = output.with_suffix(ending).read_bytes() == (folder / "whole").with_suffix(ending).read_bytes()
                if not same:
                    result.different.append(output.with_suffix(ending).name)
            left = sorted(path.name for path in folder.glob(".out*") if not path.name.endswith((".atau", ".lock")))
            if left:
                result.different.append(f"left behind: {', '.join(left)}")
            print(f"round {result.rounds}: {output.name}, {jobs} processes; {result.kills} kills", flush=True)
    print(
        f"{result.kills} kills in {result.rounds} rounds, {result.torn} torn tails, {result.nulls} tails of NULs: "
        f"{len(result.different)} outputs differ {result.different or ''}"
    )
    return 1 if result.different else 0


if __name__ == "__main__":
    sys.exit(main())
