"""The registry of output formats: one registration makes a format available everywhere.

A format is a class (or function) that takes an `Output` and `WriterOptions` and returns a `Writer`:

    @register_writer("jsonl", suffixes=(".jsonl",), description="one JSON object per record")
    class JsonlWriter: ...

The command line takes its choices, the meaning of file name endings, and the checks of the options from what was
registered. Every module of this package is imported, so that a new format is one new file. Other packages add theirs
through an entry point of the group ``atau_writers``: its name is the format, its value what registers it.
"""

from __future__ import annotations

import importlib
import pkgutil
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol, TypeVar

from atau.annotate.annotation import ENTITIES_ONLY, Annotated, WriterRequirements
from atau.annotate.output import Output
from atau.annotate.resume import Done

GROUP: Final = "atau_writers"
_PACKAGE: Final = "atau.annotate.writers"


class FormatError(Exception):
    """An output format that is unknown, or that cannot be used as it is installed."""


class Writer(Protocol):
    """Turns annotations into bytes for an `Output`.

    `write` gets batches in order, without the records that failed. Formats that are a single document end it in
    `close`. With ``complete=False`` (the run was interrupted) nothing more is written.
    """

    def write(self, batch: Sequence[Annotated]) -> None: ...

    def close(self, *, complete: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """What the user chose that concerns some writers: csv's delimiter, colours, explanations, the model."""

    delimiter: str = ","
    colored: bool = False
    explain: bool = False
    model: str = ""


DEFAULT_OPTIONS: Final = WriterOptions()

MakeWriter = Callable[[Output, WriterOptions], Writer]
MadeWriter = TypeVar("MadeWriter", bound=MakeWriter)


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """A registered format; the fields are the arguments of `register_writer`."""

    name: str
    make: MakeWriter
    description: str
    suffixes: tuple[str, ...] = ()
    needs: WriterRequirements = ENTITIES_ONLY
    resume: Callable[[Path, str], Done] | None = None
    explains: bool = False
    facts: bool = False
    single_document: bool = False
    binary: bool = False
    requires: str | None = None
    extra: str | None = None
    folder: bool = False

    def makes_folder(self, output: Path) -> bool:
        """Whether `output` becomes a folder, with a file for each record: its name has no ending then."""
        return self.folder and (output.is_dir() or not output.suffix)

    def check_installed(self) -> None:
        """Raises FormatError where the package that the format requires is missing."""
        if self.requires and find_spec(self.requires) is None:
            package = f"atau[{self.extra}]" if self.extra else self.requires
            raise FormatError(
                f"--format {self.name} needs the package {self.requires}, which is not installed. "
                f'Install it (pip install "{package}") or choose another format.'
            )


_formats: dict[str, OutputFormat] = {}


def register_writer(
    name: str,
    *,
    description: str,
    suffixes: tuple[str, ...] = (),
    needs: WriterRequirements = ENTITIES_ONLY,
    resume: Callable[[Path, str], Done] | None = None,
    explains: bool = False,
    facts: bool = False,
    single_document: bool = False,
    binary: bool = False,
    requires: str | None = None,
    extra: str | None = None,
    folder: bool = False,
) -> Callable[[MadeWriter], MadeWriter]:
    """Registers the decorated class or function as the writer of the format `name`.

    description: what the file holds, for --help. suffixes: file name endings that select the format, with their dot.
    needs: what to compute besides the entities. resume: reads an interrupted output (path, text field); without it
    the format cannot be resumed. explains: it can show explanations. facts: it can hold facts. single_document: the
    file appears only when it is complete. binary: never written to standard output. requires: a module that must be
    importable; extra: the extra of atau that installs it. folder: an --output without an ending becomes a folder, and
    the writer gets a `FolderOutput`. Raises ValueError where the name is taken, or a suffix by another format.
    """

    def register(make: MadeWriter) -> MadeWriter:
        if not make.__module__.startswith(_PACKAGE):
            _import_own()  # a format of another package never takes the place of one of atau's
        if name in _formats:
            raise ValueError(f"an output format named {name!r} is already registered")
        for other in _formats.values():
            taken = set(other.suffixes) & set(suffixes)
            if taken:
                raise ValueError(f"{', '.join(sorted(taken))} already selects the output format {other.name!r}")
        _formats[name] = OutputFormat(
            name, make, description, suffixes, needs, resume, explains, facts, single_document, binary, requires, extra,
            folder,
        )  # fmt: skip
        return make

    return register


def own_formats() -> list[OutputFormat]:
    """The formats that come with atau."""
    _import_own()
    return [form for form in _formats.values() if form.make.__module__.startswith(_PACKAGE)]


def format_names() -> list[str]:
    """The names of all formats, those of other packages included (which are not imported for it)."""
    _import_own()
    names = [*_formats, *_entry_points()]
    return sorted(dict.fromkeys(names), key=lambda name: (name != "table", name))


def get_format(name: str) -> OutputFormat:
    """The format `name`. Raises FormatError where there is none, or where its package cannot be imported."""
    _import_own()
    if name in _formats:
        return _formats[name]
    point = _entry_points().get(name)
    if point is None:
        raise FormatError(f"there is no output format {name!r}. Formats: {', '.join(format_names())}.")
    return _load(point)


def format_for_suffix(suffix: str) -> OutputFormat | None:
    """The format that the file name ending `suffix` (``.jsonl``) selects, if any."""
    wanted = suffix.lower()
    for found in all_formats():
        if wanted in found.suffixes:
            return found
    return None


def all_formats() -> list[OutputFormat]:
    """Every format; one of another package that cannot be imported is left out with a warning."""
    found = []
    for name in format_names():
        try:
            found.append(get_format(name))
        except FormatError as error:
            warnings.warn(str(error), stacklevel=2)
    return found


@cache
def _import_own() -> None:
    """Imports all modules of this package, so that each has registered its format."""
    package = importlib.import_module(_PACKAGE)
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        importlib.import_module(f"{_PACKAGE}.{module.name}")


def _entry_points() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _load(point: EntryPoint) -> OutputFormat:
    where = f"the entry point {point.name!r} of the group {GROUP} ({point.value})"
    try:
        point.load()
    except Exception as error:  # any package's import may fail in any way
        raise FormatError(f"{where} cannot be loaded: {type(error).__name__}: {error}") from error
    if point.name not in _formats:
        raise FormatError(f"{where} registers no output format of that name")
    return _formats[point.name]
