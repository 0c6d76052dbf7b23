"""Run a command of the workflow with what there is: optional files that are absent are left out, in one line each.

    where_present.py python scripts/cross_validate.py CONFIG corpus/news/train '?data/gold/news.tsv'
    where_present.py --need data/raw/text.txt.gz --made training/vectors \
        python scripts/train_vectors.py data/raw/text.txt.gz --output training/vectors

An argument that begins with a question mark is a path that may be absent. The whole command is left out where the path
of ``--need`` is absent, or where that of ``--made`` is there and not older. ``python`` is the Python that runs this.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def present(arguments: list[str]) -> tuple[list[str], list[str]]:
    """(the command, what is absent): without the optional paths that do not exist, question marks taken off."""
    command: list[str] = []
    absent: list[str] = []
    for argument in arguments:
        path = argument.removeprefix("?")
        if argument == path or Path(path).exists():
            command.append(path)
        else:
            absent.append(path)
    return command, absent


def reason_to_skip(needed: Path | None, made: Path | None) -> str:
    """Why the command need not run; "" where it must."""
    if needed is None:
        return ""
    if not needed.exists():
        return f"there is no {needed}"
    if made is not None and made.exists() and made.stat().st_mtime >= needed.stat().st_mtime:
        return f"{made} is newer than {needed}"
    return ""


def main(arguments: list[str]) -> int:
    """The exit code of the command; 0 where it is left out."""
    given: dict[str, Path] = {}
    while len(arguments) > 1 and arguments[0] in ("--need", "--made"):
        given[arguments[0]] = Path(arguments[1])
        arguments = arguments[2:]
    command, absent = present(arguments)
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    reason = reason_to_skip(given.get("--need"), given.get("--made"))
    if reason:
        print(f"skipped, {reason}: {' '.join(command)}")
        return 0
    for name in absent:
        print(f"not there, done without: {name}")
    # Before the command's own output, not after it where both go to a file.
    sys.stdout.flush()
    if command[0] == "python":
        command[0] = sys.executable
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
