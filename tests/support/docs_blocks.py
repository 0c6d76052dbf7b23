"""The code blocks of Markdown pages, and a sandbox that runs them.

A block is told what to do by an HTML comment right before its fence:

    <!-- not run: REASON -->   it is not run
    <!-- file: PATH -->        its text is saved under PATH; later blocks of the page use the file
    <!-- exit: 1 -->           its last command ends with this exit code

Python blocks are doctests; blocks of the language `console` hold commands after `$ ` and, where it matters, what they
print (`...` stands for anything). The blocks of a page share variables and a folder.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from atau.cli.app import app

ROOT = Path(__file__).parents[2]
LANGUAGES = ("console", "ini", "json", "python", "sql", "text", "toml", "tsv")
_FENCE = re.compile(
    r"^(?P<indent> *)(?P<ticks>`{3,}|~{3,})(?P<language>\S*)[^\n]*\n(?P<text>.*?)^(?P=indent)(?P=ticks)\s*$",
    re.M | re.S,
)
_COMMENT = re.compile(r"<!--\s*(not run|file|exit):\s*((?:(?!-->).)*?)\s*-->\s*\Z", re.S)
_SHELL = re.compile(r"[|<>&;*$`]")
_CHECKS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Block:
    """A fenced block: its page, the line of its text, its language, its text and what the comment before it says."""

    page: Path
    line: int
    language: str
    text: str
    key: str = ""
    value: str = ""

    @property
    def where(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def pages() -> list[Path]:
    """README, CONTRIBUTING and every page of docs/."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page in order."""
    source = page.read_text(encoding="utf-8")
    found = []
    for fence in _FENCE.finditer(source):
        comment = _COMMENT.search(source, 0, fence.start())
        key, value = comment.groups() if comment else ("", "")
        line = source.count("\n", 0, fence.start("text")) + 1
        found.append(Block(page, line, fence["language"], textwrap.dedent(fence["text"]), key, value))
    return found


def unpack_model(target: Path) -> Path:
    """The model package, unpacked from its wheel as pip would."""
    (wheel,) = (ROOT / "packages").glob("kk_ent_news_md-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def make_sandbox(folder: Path) -> Path:
    """What a checkout of the project holds, on a small corpus, and some marked articles under my/."""
    for name in ("configs", "scripts", "packages", "src"):
        (folder / name).symlink_to(ROOT / name)
    for name in ("project.yml", "pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    news = ROOT / "corpus/news"
    train, dev = sorted((news / "train").glob("*.txt")), sorted((news / "dev").glob("*.txt"))
    # Not a text of the frozen test articles.
    sides = {
        "corpus/news/train": train[:3], "corpus/news/dev": dev[:3], "corpus/news/test": dev[3:6],
        "my/train": train[8:12], "my/dev": dev[6:8], "my/test": dev[8:10],
    }  # fmt: skip
    for side, files in sides.items():
        (folder / side).mkdir(parents=True)
        for file in files:
            shutil.copy(file, folder / side)
    shutil.copy(ROOT / "corpus/demo.txt", folder / "corpus")
    shutil.copytree(ROOT / "corpus/demo_documents", folder / "corpus/demo_documents")
    return folder


class Runner:
    """Runs the blocks of one page in `folder`, which is the current directory."""

    def __init__(self, folder: Path, packages: Path) -> None:
        self._folder = folder
        self._globals: dict[str, Any] = {"__name__": "__main__"}
        # `pip install` puts packages of the page here, without network and without touching the environment.
        installed = folder / "installed"
        pip = {"PIP_TARGET": str(installed), "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
        path = os.pathsep.join([str(installed), str(packages), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
        bin_folder = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self._environment = {
            **os.environ,
            **pip,
            "PYTHONPATH": path,
            "PATH": bin_folder,
            "COLUMNS": "120",
            "NO_COLOR": "1",
        }

    def run(self, block: Block) -> None:
        """Run or save a block. Raises AssertionError where it does not do what the page says."""
        if block.key == "not run":
            return
        if block.key == "file":
            target = self._folder / block.value
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            self._doctest(block)
        elif block.language == "console":
            self._console(block)
        elif block.language == "ini":
            ConfigParser(interpolation=None).read_string(block.text)
        elif block.language == "json":
            json.loads(block.text)

    def _doctest(self, block: Block) -> None:
        parsed = doctest.DocTestParser().get_doctest(
            block.text, self._globals, block.where, str(block.page), block.line
        )
        assert parsed.examples, f"{block.where}: a Python block without >>>; mark it `file:` or `not run:`"
        told: list[str] = []
        runner = doctest.DocTestRunner(optionflags=_CHECKS)
        result = runner.run(parsed, out=told.append, clear_globs=False)
        self._globals = parsed.globs
        assert result.failed == 0, "".join(told)

    def _console(self, block: Block) -> None:
        steps = list(commands(block))
        assert steps, f"{block.where}: no line begins with $"
        for number, (command, expected) in enumerate(steps, 1):
            code, output = self._execute(command)
            wanted = int(block.value) if block.key == "exit" and number == len(steps) else 0
            assert code == wanted, f"{block.where}: {command} gave exit code {code}\n{output}"
            if expected.strip():
                same = doctest.OutputChecker().check_output(expected, output, _CHECKS)
                assert same, f"{block.where}: {command} printed\n{output}\nnot\n{expected}"

    def _execute(self, command: str) -> tuple[int, str]:
        """(exit code, output); plain commands of the project run in this process, which has spaCy loaded."""
        words = [] if _SHELL.search(command) or "--jobs" in command else shlex.split(command)
        if words[:1] == ["atau"]:
            result = CliRunner(env={"COLUMNS": "120", "NO_COLOR": "1"}).invoke(app, words[1:])
            return result.exit_code, result.output
        if words[:1] == ["python"] and words[1].startswith("scripts/"):
            return _run_script(self._folder / words[1], words[2:])
        done = subprocess.run(
            ["bash", "-c", command], cwd=self._folder, env=self._environment, text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return done.returncode, done.stdout


def _run_script(path: Path, arguments: list[str]) -> tuple[int, str]:
    """(exit code, output) of a script, run in this process as if by `python PATH ARGUMENTS`."""
    output = io.StringIO()
    before, sys.argv = sys.argv, [str(path), *arguments]
    code = 0
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            runpy.run_path(str(path), run_name="__main__")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.argv = before
    return code, output.getvalue()


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """(command, expected output) of a console block; a backslash at the end of a line joins it with the next."""
    command, output = "", ""
    lines = iter(block.text.splitlines())
    for line in lines:
        if line.startswith("$ "):
            if command:
                yield command, output
            command, output = line[2:], ""
            while command.endswith("\\"):
                command = command[:-1] + " " + next(lines).strip()
            command = re.sub(r"\s+# .*$", "", command)
        else:
            output += line + "\n"
    if command:
        yield command, output
