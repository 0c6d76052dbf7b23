"""What the rule components have in common: word tables that a user may replace or extend, stored with the pipeline.

A component names its tables in `TABLES` and builds what it looks words up in from `self.tables` in `build`, which runs
again whenever rows are added. Its settings are those of the factory:

    nlp.add_pipe("kk_organisations", config={"extra": {"org_names": ["Алтын Дән"]}})
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from atau.tables import Given, Table, TableError, TableSet

#: The type of the settings `tables` and `extra`: for a table its rows, or the path of a file.
TableSettings = dict[str, str | list[str | list[str]]]
#: The defaults of these settings, for a factory.
DEFAULTS: Final[dict[str, Any]] = {"tables": None, "extra": None}
_FILE: Final = "tables.json"
_Component = TypeVar("_Component", bound="TableComponent")


class TableComponent(ABC):
    """A component with tables.

    tables: table name to the rows, or the path of a file, that take the place of the package's. extra: rows to add;
    one with the key of a row of the package takes its place. Raises TableError.
    """

    TABLES: ClassVar[tuple[Table, ...]] = ()

    def __init__(self, tables: Mapping[str, Given] | None = None, extra: Mapping[str, Given] | None = None) -> None:
        self.tables = TableSet(self.TABLES, tables, extra)
        self._build_if_possible()

    def _build_if_possible(self) -> None:
        self._unbuilt: TableError | None = None
        try:
            self.build()
        except TableError as error:
            # What was saved with the pipeline may be read back in a moment: see `TableSet`.
            if Path(error.path).exists() or not self.tables.is_custom(*self.TABLES):
                raise
            self._unbuilt = error

    # Only the tables are pickled: the other process rebuilds the rest, which its components share.
    def __getstate__(self) -> dict[str, Any]:
        return {"tables": self.tables}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.tables = state["tables"]
        self._build_if_possible()

    @abstractmethod
    def build(self) -> None:
        """Make everything that depends on `self.tables`. Raises TableError."""

    @abstractmethod
    def annotate(self, doc: Doc) -> None:
        """Write what the component finds to `doc`."""

    def __call__(self, doc: Doc) -> Doc:
        if self._unbuilt is not None:
            raise self._unbuilt
        self.annotate(doc)
        return doc

    def add_rows(self, name: str, rows: Given) -> None:
        """Add rows to the table `name`; they are stored with the pipeline. Raises TableError, and nothing is added."""
        before = self.tables.copy()
        try:
            self.tables.add(name, rows)
            self._rebuild()
        except Exception:
            self.restore(before)
            raise

    def restore(self, tables: TableSet) -> None:
        """Go back to `tables`, a copy made before they were changed."""
        self.tables = tables
        self._build_if_possible()

    def _rebuild(self) -> None:
        self.build()
        self._unbuilt = None

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The user's rows as JSON."""
        return json.dumps(self.tables.as_dict(), ensure_ascii=False).encode("utf-8")

    def from_bytes(self: _Component, data: bytes, *, exclude: Iterable[str] = ()) -> _Component:
        """Take over the user's rows that `to_bytes` gave. Raises TableError."""
        try:
            stored = json.loads(data) if data else {}
            tables = TableSet.from_dict(self.TABLES, stored)
        except (ValueError, AttributeError, TypeError) as error:
            if isinstance(error, TableError):
                raise
            raise TableError(_FILE, 0, f"the stored rows are damaged ({error})", "Reinstall the model") from error
        self.tables = tables
        self._rebuild()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write ``tables.json`` to the directory `path`, where the user changed a table; else remove an earlier one."""
        file = Path(path) / _FILE
        if self.tables.is_custom(*self.TABLES):
            text = json.dumps(self.tables.as_dict(), ensure_ascii=False, indent=1) + "\n"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        else:
            file.unlink(missing_ok=True)

    def from_disk(self: _Component, path: str | Path, *, exclude: Iterable[str] = ()) -> _Component:
        """Read ``tables.json``, where there is one; else the settings stay. Raises TableError."""
        file = Path(path) / _FILE
        return self.from_bytes(file.read_bytes()) if file.is_file() else self


def add_rows(nlp: Language, extra: Mapping[str, Given]) -> None:
    """Add rows to the tables of every component that reads them. Raises TableError, and nothing is added to any.

    extra: table name to rows, as in the setting `extra` of a component.
    """
    components = [pipe for _, pipe in nlp.pipeline if isinstance(pipe, TableComponent)]
    before = [(component, component.tables.copy()) for component in components]
    try:
        _add_rows(components, extra)
    except Exception:
        for component, tables in before:
            component.restore(tables)
        raise


def _add_rows(components: Sequence[TableComponent], extra: Mapping[str, Given]) -> None:
    for name, rows in extra.items():
        reading = [component for component in components if name in component.tables.names]
        if not reading:
            known = sorted({name for component in components for name in component.tables.names})
            remedy = f"Use one of {', '.join(known)}" if known else "Add the component that reads it"
            raise TableError(f"extra.{name}", 0, "no component of the pipeline reads such a table", remedy)
        listed = rows if isinstance(rows, (str, Path)) else list(rows)
        for component in reading:
            component.add_rows(name, listed)
