"""Word lists and the reader of all tables of the project."""

from atau.lexicon.table import LexiconError, Row, read_table

__all__ = ["LexiconError", "Row", "read_table"]
