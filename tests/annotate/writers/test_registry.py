"""The registry: a format is one registration, in atau or in another package."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from tiny_pipeline import TEXT
from typer.testing import CliRunner, Result

from atau.annotate.writers import registry
from atau.annotate.writers.registry import FormatError, get_format, own_formats, register_writer
from atau.cli import app

Run = Callable[..., Result]
MODULE = """
from atau.annotate.writers.registry import register_writer

@register_writer("counts", description="entities per record", suffixes=(".counts",))
class CountWriter:
    def __init__(self, output, options):
        self.output = output

    def write(self, batch):
        for item in batch:
            self.output.write(f"{item.record.id} {len(item.annotation.ents)}\\n".encode())

    def close(self, *, complete):
        self.output.close(complete=complete)
"""


@pytest.fixture
def other_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package with the formats `counts`, which works, and `broken` and `empty`, which do not."""
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "fake_writers.py").write_text(textwrap.dedent(MODULE), "utf-8")
    (folder / "fake_broken.py").write_text("raise RuntimeError('no library')", "utf-8")
    (folder / "fake_empty.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    modules = {"counts": "fake_writers", "broken": "fake_broken", "empty": "fake_empty"}
    points = [EntryPoint(name, module, registry.GROUP) for name, module in modules.items()]
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group == registry.GROUP else [])
    own_formats()
    monkeypatch.setattr(registry, "_formats", dict(registry._formats))
    yield
    for module in modules.values():
        sys.modules.pop(module, None)


@pytest.mark.usefixtures("other_package")
def test_a_format_of_another_package(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    assert run("a.txt", "--format", "counts").stdout == "a.txt 4\n"


@pytest.mark.usefixtures("other_package")
@pytest.mark.filterwarnings("ignore:the entry point")
def test_its_file_name_ending_selects_it(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    assert run("a.txt", "--output", "out.counts").exit_code == 0
    assert Path("out.counts").read_text("utf-8") == "a.txt 4\n"


@pytest.mark.usefixtures("other_package")
@pytest.mark.parametrize(
    ("name", "message"),
    [("broken", "cannot be loaded: RuntimeError: no library"), ("empty", "registers no output format of that name")],
)
def test_a_package_that_does_not_work_is_named(name: str, message: str) -> None:
    with pytest.raises(FormatError, match=rf"entry point '{name}' .*\(fake_{name}\) {message}"):
        get_format(name)


@pytest.mark.usefixtures("other_package")
def test_the_other_formats_stay_usable() -> None:
    with pytest.warns(UserWarning, match="the entry point") as told:
        assert "counts" in [form.name for form in registry.all_formats()]
    assert len(told) == 2


def test_an_unknown_format_lists_the_known_ones() -> None:
    result = CliRunner().invoke(app, ["annotate", "-", "--format", "odt"], input=b"12")
    assert result.exit_code == 2
    told = re.sub(r"[\s│]+", " ", result.stderr)
    assert "there is no output format 'odt'. Formats: table, conll, conllu, csv, doccano, geojson, html," in told


def test_names_and_endings_are_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {form.name: form for form in own_formats()}
    with pytest.raises(ValueError, match="'jsonl' is already registered"):
        register_writer("jsonl", description="")(before["csv"].make)
    with pytest.raises(ValueError, match=r"\.csv already selects the output format 'csv'"):
        register_writer("other", description="", suffixes=(".csv",))(before["csv"].make)
    assert {form.name: form for form in own_formats()} == before


def test_every_format_is_described() -> None:
    for form in own_formats():
        assert form.description
        # Nobody expects the tasks of one tool in a file named .json or .jsonl.
        assert form.suffixes or form.name in ("label-studio", "doccano", "marked")
