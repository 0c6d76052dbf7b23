"""The tables of the quantity grammar."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

KINDS: Final = ("money", "percent", "measure")
CLASSES: Final = (
    "time", "age", "youth", "ageword", "timeword", "month", "paper", "before", "and", "left", "per",
    "nom", "abl", "dat", "gen", "one", "rank", "quarter", "total",
    "idiom", "street", "title", "rankverb", "rankword", "from",
)  # fmt: skip
CONTEXT_CLASSES: Final = (
    "aged", "ageof", "clause", "daypart", "headed", "heading", "hour", "ignored", "life", "listed", "medal", "person",
    "russian", "scale", "score", "victim", "viewed", "views",
)  # fmt: skip
BOUND_CLASSES: Final = ("adverb", "after", "falling", "level", "other", "otherword", "rate")
NAME_CLASSES: Final = (
    "amountverb", "code", "lightverb", "machine", "make", "paper", "postposition", "standard",
)  # fmt: skip
COUNTED_KINDS: Final = ("noun", "adj", "capacity")
ENDING_CLASSES: Final = ("with", "capacity", "relational")


def _is_factor(cell: str) -> bool:
    first, _, second = cell.partition("/")
    return first.isdecimal() and (not second or second.isdecimal()) and int(first) > 0 and second != "0"


UNITS: Final = Table(
    _DATA / "units.tsv", ("name", "unit", "kind"), required="all", unique=("name",), values={"kind": KINDS}
)
UNIT_CODES: Final = Table(
    _DATA / "unit_codes.tsv",
    ("unit", "code", "factor"),
    required=("unit", "factor"),
    unique=("unit",),
    checks={"factor": _is_factor},
)
CURRENCIES: Final = Table(_DATA / "currencies_cldr.tsv", ("name", "unit", "code"), required="all", unique=("name",))
QUANTITY_WORDS: Final = Table(
    _DATA / "quantity_words.tsv",
    ("word", "class", "endings", "value"),
    required="all",
    unique=("word", "class"),
    values={"class": CLASSES, "endings": ("+", "-")},
)
QUANTITY_PAIRS: Final = Table(
    _DATA / "quantity_pairs.tsv",
    ("first", "second", "factor"),
    unique=("first", "second"),
    checks={"factor": str.isdecimal},
)
COUNTED_WORDS: Final = Table(
    _DATA / "counted_words.tsv", ("word", "kind"), unique=("word", "kind"), values={"kind": COUNTED_KINDS}
)
QUANTITY_CONTEXT: Final = Table(
    _DATA / "quantity_context.tsv",
    ("word", "class"),
    required="all",
    unique=("word", "class"),
    values={"class": CONTEXT_CLASSES},
)
QUANTITY_BOUNDS: Final = Table(
    _DATA / "quantity_bounds.tsv",
    ("word", "class"),
    required="all",
    unique=("word", "class"),
    values={"class": BOUND_CLASSES},
)
QUANTITY_NAMES: Final = Table(
    _DATA / "quantity_names.tsv",
    ("word", "class"),
    required="all",
    unique=("word", "class"),
    values={"class": NAME_CLASSES},
)
CURRENCY_COUNTRIES: Final = Table(
    _DATA / "currency_countries.tsv",
    ("country", "sign", "unit", "apart"),
    required="all",
    unique=("country", "sign"),
    values={"apart": ("+", "-")},
)
COUNTED_ENDINGS: Final = Table(
    _DATA / "counted_endings.tsv",
    ("ending", "class"),
    required="all",
    unique=("ending", "class"),
    values={"class": ENDING_CLASSES},
)
#: All tables that a `QuantityLexicon` reads: MENTION_TABLES to find amounts, the others for their values.
MENTION_TABLES: Final = (
    UNITS, CURRENCIES, CURRENCY_COUNTRIES, QUANTITY_WORDS, QUANTITY_CONTEXT, QUANTITY_NAMES, QUANTITY_PAIRS,
)  # fmt: skip
TABLES: Final = (*MENTION_TABLES, UNIT_CODES, COUNTED_WORDS, COUNTED_ENDINGS, QUANTITY_BOUNDS)
