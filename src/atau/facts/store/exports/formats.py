"""The formats of `atau facts --format`, and writing a store in one of them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from atau.facts.store.columns import PUBLIC
from atau.facts.store.errors import StoreError
from atau.facts.store.exports import tables as writing
from atau.facts.store.exports.base import complete_file, complete_folder
from atau.facts.store.exports.geojson import write_geojson
from atau.facts.store.exports.graphml import write_graphml
from atau.facts.store.fact_store import FactStore


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format. suffix: of its files. extra: what is installed for it, and the module that shows whether it is.

    Of these one is there: stream writes one table to a stream, table writes one to a file, book writes several
    tables to one file, whole and page write what the format shows of the store.
    """

    name: str
    suffix: str
    description: str
    stream: Callable[[FactStore, str, BinaryIO], None] | None = None
    table: Callable[[FactStore, str, Path], None] | None = None
    book: Callable[[FactStore, Sequence[str], Path], None] | None = None
    whole: Callable[[FactStore, BinaryIO], None] | None = None
    page: Callable[[FactStore, Path], None] | None = None
    extra: tuple[str, str] | None = None

    @property
    def is_text(self) -> bool:
        """Whether it can be written to standard output."""
        return self.stream is not None or self.whole is not None

    @property
    def is_one_file(self) -> bool:
        """Whether it is one file, however many tables there are."""
        return self.stream is None and self.table is None


def _write_html(store: FactStore, path: Path) -> None:
    # The page's libraries are read only when it is written.
    from atau.facts.store.exports.page import write_html

    write_html(store, path)


FORMATS: Final = {
    form.name: form
    for form in (
        ExportFormat("csv", ".csv", "a file for each table, for spreadsheets", stream=writing.write_csv),
        ExportFormat("jsonl", ".jsonl", "a file for each table, an object for each row", stream=writing.write_jsonl),
        ExportFormat("parquet", ".parquet", "a file for each table, for data frames", table=writing.write_parquet),
        ExportFormat(
            "xlsx", ".xlsx", "Excel workbook, a sheet for each table", book=writing.write_xlsx,
            extra=("xlsx", "xlsxwriter"),
        ),
        ExportFormat("graphml", ".graphml", "the network of people, organisations and places", whole=write_graphml),
        ExportFormat("geojson", ".geojson", "the places whose coordinates are known, for maps", whole=write_geojson),
        ExportFormat("html", ".html", "a page to read, which needs no network", page=_write_html),
    )
}  # fmt: skip
#: The table that is written where a file for one table is asked for and none is named.
DEFAULT_TABLE: Final = "tenures"


def format_of(name: str | None, output: Path | None) -> ExportFormat | None:
    """The format of this name, or that the ending of `output` selects; None where neither is given.

    Raises StoreError for an unknown one.
    """
    if name is not None:
        if name not in FORMATS:
            raise StoreError(f"there is no format {name!r}; one of {', '.join(FORMATS)}")
        return FORMATS[name]
    if output is None:
        return None
    found = next((form for form in FORMATS.values() if form.suffix == output.suffix.lower()), None)
    if found is None:
        raise StoreError(
            f"--output {output}: its ending names no format; choose one with --format: {', '.join(FORMATS)}"
        )
    return found


def export(
    store: FactStore,
    form: ExportFormat,
    output: Path | None,
    tables: Sequence[str] = (),
    stdout: BinaryIO | None = None,
) -> list[Path]:
    """Write `store` in a format: to the file or folder `output`, or to `stdout`. Returns what was written.

    tables: those to write, by default all; where `output` has the ending of the format it is a file for one of them.
    Files and folders appear when they are complete. Raises StoreError where this does not fit together.
    """
    _check(form, output, tables)
    if output is None:
        assert stdout is not None
        if form.whole is not None:
            form.whole(store, stdout)
        else:
            assert form.stream is not None
            form.stream(store, tables[0], stdout)
        return []
    if form.is_one_file:
        _write_whole(store, form, output, tables)
        return [output]
    if output.suffix.lower() == form.suffix:
        _write_table(store, form, (*tables, DEFAULT_TABLE)[0], output)
        return [output]
    names = tables or PUBLIC
    with complete_folder(output) as part:
        for table in names:
            _write_table(store, form, table, part / f"{table}{form.suffix}")
    return [output / f"{table}{form.suffix}" for table in names]


def _write_whole(store: FactStore, form: ExportFormat, output: Path, tables: Sequence[str]) -> None:
    with complete_file(output) as part:
        if form.book is not None:
            form.book(store, tables or PUBLIC, part)
        elif form.page is not None:
            form.page(store, part)
        elif form.whole is not None:
            with part.open("xb") as stream:
                form.whole(store, stream)


def _write_table(store: FactStore, form: ExportFormat, table: str, path: Path) -> None:
    with complete_file(path) as part:
        if form.table is not None:
            form.table(store, table, part)
        elif form.stream is not None:
            with part.open("xb") as stream:
                form.stream(store, table, stream)


def _check(form: ExportFormat, output: Path | None, tables: Sequence[str]) -> None:
    if form.extra is not None and importlib.util.find_spec(form.extra[1]) is None:
        raise StoreError(f'--format {form.name} needs {form.extra[1]}: pip install "atau[{form.extra[0]}]"')
    if tables and (form.whole is not None or form.page is not None):
        raise StoreError(f"--format {form.name} shows the whole store; leave --table out")
    unknown = next((table for table in tables if table not in PUBLIC), None)
    if unknown is not None:
        raise StoreError(f"there is no table {unknown!r}; one of {', '.join(PUBLIC)}")
    if output is None:
        if not form.is_text:
            raise StoreError(
                f"--format {form.name} is not written to standard output; name a file: --output FILE{form.suffix}"
            )
        if form.whole is None and len(tables) != 1:
            raise StoreError(
                f"--format {form.name} to standard output is one table: name it with --table, or a folder for all with "
                "--output"
            )
        return
    if not output.parent.is_dir():
        raise StoreError(f"--output {output}: the folder {output.parent} does not exist; create it first")
    is_file = form.is_one_file or output.suffix.lower() == form.suffix
    if is_file and output.is_dir():
        raise StoreError(f"--output {output} is a folder; give the name of a file")
    if not is_file and output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise StoreError(f"--output {output} is not an empty folder; name a new one, or a file ending in {form.suffix}")
    if is_file and not form.is_one_file and len(tables) > 1:
        raise StoreError(f"--output {output} is a file for one table; name a folder for {', '.join(tables)}")
