"""The one reader of the project's tables: tab-separated, a header line, `#` comments, checked in full on load.

A rule or a name is a line in a table. A slip of the pen there (a tab too few, a Latin letter that looks Cyrillic, an
entry given twice) would otherwise show as a name silently not found, so every table is checked when it is read, and the
error says which file, which line, what is wrong and what to do.

`Table` is a table of the package with its schema. `TableSet` is what a component works with: its tables, some of them
replaced or extended by the user.
"""

from __future__ import annotations

from atau.tables.errors import TableError
from atau.tables.table import Row, Table, TableNotes, read_table
from atau.tables.table_set import Given, TableSet

__all__ = ["Given", "Row", "Table", "TableError", "TableNotes", "TableSet", "read_table"]
