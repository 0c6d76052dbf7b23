"""What `atau info` and `atau explain` show: versions, the model, the sources of the tables, the rules in words."""

from atau.about.as_text import as_text
from atau.about.installed import collect, describe_model, versions
from atau.about.rules import explained_rules, listed_rules
from atau.about.tables import sources_of, tables

__all__ = [
    "as_text", "collect", "describe_model", "explained_rules", "listed_rules", "sources_of", "tables", "versions",
]  # fmt: skip
