"""A table with everything that goes wrong, and what has to come of it on any engine."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from commands import atau, said
from failing_pipeline import DIES, KILLS_PARENT_ONCE, RAISES
from pyarrow import parquet
from tiny_pipeline import TEXT

from atau.distributed import Tables, annotate_batches

ROWS = 60
#: Of a table of `news`: how many rows have errors.
BAD = 2


def news(*, kills: bool = False, worker: bool = False) -> pa.Table:
    """Documents by number, one null, one that raises; `kills`: one ends the process of the pipeline whenever it is
    read; `worker`: one ends the worker that gets it, the first time."""
    special: dict[int, str | None] = {5: None, 17: RAISES}
    if kills:
        special[31] = DIES
    # The same places for the mention, with or without the word that kills.
    special[40] = "12 " + (KILLS_PARENT_ONCE if worker else "." * len(KILLS_PARENT_ONCE))
    texts = [special.get(n, f"{TEXT} 12 {n}") for n in range(ROWS)]
    return pa.table({"text": texts, "id": [f"d{n // 2}" for n in range(ROWS)], "n": range(ROWS)})


def write_news(folder: Path, **special: bool) -> Path:
    """`news` in a folder of several files."""
    table = news(**special)
    folder.mkdir()
    for start in range(0, ROWS, 15):
        parquet.write_table(table[start : start + 15], folder / f"{start:02}.parquet")
    return folder


def expected(model: str, *, kills: bool = False) -> Tables:
    """What one process finds in `news`."""
    found = annotate_batches(news(kills=kills), text="text", id="id", keep=["n"], model=model)
    return Tables(pa.concat_tables(part.documents for part in found))


def same(found: pa.Table, one: pa.Table) -> bool:
    """Whether documents are those of another run, whatever their order and the numbers of their rows."""
    return bool(sorted_rows(found).equals(sorted_rows(one)))


def same_mentions(found: pa.Table, one: pa.Table) -> bool:
    """Whether mentions are those of another run, columns in the same order."""
    order = [(name, "ascending") for name in ("id", "start", "end", "layer", "text")]
    first, second = (table.drop_columns(["row"]).sort_by(order) for table in (found, one))
    return bool(first.schema.names == second.schema.names and first.to_pylist() == second.to_pylist())


def check_command(engine: str, targets: object, model: str, output: Path) -> None:
    """`atau annotate --engine` writes what one process finds in `news`, and says what failed."""
    result = atau(
        "annotate", targets, "--engine", engine, "--model", model, "--keep", "n", "--facts",
        "--jobs", 2, "--output", output,
    )  # fmt: skip
    assert result.exit_code == 1, result.output
    assert f"{BAD} failed, listed in {output}/errors; {ROWS - BAD} annotated, " in said(result)
    one = expected(model)
    assert same(parquet.read_table(output / "documents"), one.documents)
    assert same_mentions(parquet.read_table(output / "mentions"), one.mentions)
    assert parquet.read_table(output / "facts").schema.names == one.facts.schema.names
    assert parquet.read_table(output / "errors").num_rows == BAD


def sorted_rows(documents: pa.Table) -> pa.Table:
    table = documents.drop_columns(["row"]).sort_by("n").replace_schema_metadata(None)
    return pa.table([column.combine_chunks() for column in table.columns], names=table.column_names)
