"""Word lists of the morphology, read from TSV files and checked on load."""

from __future__ import annotations

from importlib.resources import files


def read_table(name: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Rows of data/`name`: a header line with `columns`, then one row a line, `#` comments.

    Raises ValueError with file and line where the header or the number of fields is wrong, a
    field is empty, or the first field repeats.
    """
    source = files("atau.morphology") / "data" / name
    text = source.read_text(encoding="utf-8")
    rows: list[tuple[str, ...]] = []
    seen: set[str] = set()
    header = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = tuple(line.split("\t"))
        if not header:
            if fields != columns:
                raise ValueError(f"{name}:{number}: header {fields}, expected {columns}")
            header = True
            continue
        if len(fields) != len(columns) or not all(fields):
            raise ValueError(f"{name}:{number}: expected {len(columns)} non-empty fields: {line!r}")
        if fields[0] in seen:
            raise ValueError(f"{name}:{number}: {fields[0]!r} stands here a second time")
        seen.add(fields[0])
        rows.append(fields)
    return rows
