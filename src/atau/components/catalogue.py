"""Every table of the package on which predictions depend, by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType
from typing import Final

import atau.components
import atau.lang
import atau.lexicon
import atau.morphology
import atau.script
from atau.tables import Table

_PACKAGES: Final = (atau.morphology, atau.lexicon, atau.script, atau.lang, atau.components)


@lru_cache(maxsize=1)
def package_tables() -> dict[str, Table]:
    """Name to table, in alphabetical order; the modules that declare them are imported.

    Raises ValueError where two tables have one name.
    """
    found: dict[str, Table] = {}
    for package in _PACKAGES:
        for module in _modules(package):
            for table in vars(module).values():
                if isinstance(table, Table) and found.setdefault(table.name, table).path != table.path:
                    raise ValueError(f"two tables are called {table.name!r}: {found[table.name].path}, {table.path}")
    return dict(sorted(found.items()))


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        yield importlib.import_module(info.name)


def style_problems(table: Table) -> list[str]:
    """What is missing at the head of a table, and whether its rows are sorted; a line each."""
    notes = table.notes()
    found = []
    if not notes.sources:
        found.append(f"{table.path}: say where the rows are from: a line `# source: …` at the head")
    if not notes.licence:
        found.append(f"{table.path}: say under which licence: a line `# licence: …` at the head")
    found += [
        f"{table.path}: say what the column {column!r} means: a line `# {column}: …` at the head"
        for column in table.columns
        if column not in notes.columns
    ]
    if not notes.order:
        rows = table.read()
        first = next((i for i in range(1, len(rows)) if rows[i] < rows[i - 1]), None)
        if first is not None:
            found.append(
                f"{table.path}: not sorted: {' / '.join(rows[first])!r} stands behind "
                f"{' / '.join(rows[first - 1])!r}; sort the rows, or say `# order: …` where their order means something"
            )
    return found
