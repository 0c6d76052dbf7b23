"""The word tables of the package, and where they come from."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from atau.about.wording import short

if TYPE_CHECKING:
    from importlib.abc import Traversable


def tables(package: Traversable, inside: str = "") -> list[dict[str, Any]]:
    """The tables in the data folders of `package`: name, rows, about, source, licence.

    about: what the first sentence of its comments says. source, licence: the comment lines ``# source: …`` and
    ``# licence: …``, None where there is none.
    """
    found = []
    for entry in sorted(package.iterdir(), key=lambda item: item.name):
        path = f"{inside}/{entry.name}" if inside else entry.name
        if entry.is_dir():
            found += tables(entry, path)
        elif entry.name.endswith(".tsv"):
            found.append({"name": path, **_table(entry.read_text("utf-8"))})
        elif entry.name.endswith(".tsv.gz"):
            # A compressed table has no comments: they stand beside it.
            notes = package / entry.name.replace(".tsv.gz", ".source.txt")
            head = notes.read_text("utf-8") if notes.is_file() else ""
            text = gzip.decompress(entry.read_bytes()).decode("utf-8")
            found.append({"name": path, **_table(f"{head}rows\n{text}")})
    return found


def _table(text: str) -> dict[str, Any]:
    lines = text.splitlines()
    comments = [line.lstrip("# ").strip() for line in lines if line.startswith("#")]
    rows = sum(1 for line in lines if line.strip() and not line.startswith("#"))
    source, licence = _stated(comments, "source", "sources"), _stated(comments, "licence", "license")
    rest = [line for line in comments if not line.lower().startswith(("source:", "sources:", "licence:", "license:"))]
    return {
        "rows": max(rows - 1, 0),  # the first line that is not a comment names the columns
        "about": short(" ".join(rest).partition(". ")[0].rstrip(".")),
        "source": source,
        "licence": licence,
    }


def _stated(comments: Sequence[str], *keys: str) -> str | None:
    for line in comments:
        key, colon, value = line.partition(":")
        if colon and key.lower() in keys and value.strip():
            return value.strip().rstrip(".")
    return None


def sources_of(found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`found` by source and licence, the source of most tables first: source, licence, tables (names), rows.

    A source counts up to its first semicolon: what follows concerns one table.
    """
    groups: dict[tuple[str | None, str | None], list[Mapping[str, Any]]] = {}
    for table in found:
        source = table["source"].partition(";")[0].strip() if table["source"] else None
        groups.setdefault((source, table["licence"]), []).append(table)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), str(group[0])))
    return [
        {
            "source": source,
            "licence": licence,
            "tables": [table["name"] for table in members],
            "rows": sum(table["rows"] for table in members),
        }
        for (source, licence), members in ordered
    ]
