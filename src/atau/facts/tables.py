"""The tables of the facts: patterns, verbs and words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.facts.records import KINDS, LifeEventKind
from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

#: What each class means stands at the head of its table.
WORD_CLASSES: Final = (
    "acting", "adverb", "already", "arrive", "as", "auxiliary", "behind_verb", "being", "between", "candidate",
    "clause_end", "coordinator", "decision", "doubt", "duty", "entrust", "former", "from", "future", "get",
    "hearsay", "interim", "leave", "listing", "moment", "pronoun", "rank", "rumour", "say", "serve", "since",
    "state", "still", "subject", "suppose", "supposed", "that", "time", "title", "to", "unreal", "until",
    "vacated", "work", "year",
)  # fmt: skip
CASES: Final = ("gen", "dat", "acc", "loc", "abl", "ins", "attr")
SENSES: Final = ("appointed", "elected", "dismissed", "candidate", "holds")
VOICES: Final = ("passive", "active", "self")
#: Classes of words that join an office and a verb.
LINKS: Final = ("as", "to", "from", "duty")
_PREFIX: Final = "facts."


def _is_share(cell: str) -> bool:
    try:
        return 0 <= float(cell) <= 1
    except ValueError:
        return False


FACT_PATTERNS: Final = Table(
    _DATA / "fact_patterns.tsv",
    ("pattern", "kind", "probability", "facts", "meaning", "example"),
    required="all",
    unique=("pattern",),
    values={"kind": tuple(KINDS)},
    checks={
        "pattern": lambda cell: cell.startswith(_PREFIX),
        "probability": _is_share,
        "facts": str.isdecimal,
        "example": lambda cell: "⟦" in cell,
    },
)
CASE_ENDINGS: Final = Table(
    _DATA / "case_endings.tsv", ("ending", "case"), required="all", unique=("ending",), values={"case": CASES}
)
OFFICE_VERBS: Final = Table(
    _DATA / "office_verbs.tsv",
    ("stem", "sense", "voice", "links"),
    required="all",
    unique=("stem",),
    values={"sense": SENSES, "voice": VOICES},
    checks={"links": lambda cell: set(cell.split()) <= {*LINKS, "none"}},
)
FACT_WORDS: Final = Table(
    _DATA / "fact_words.tsv",
    ("word", "class"),
    required="all",
    unique=("word", "class"),
    values={"class": WORD_CLASSES},
)

GENERAL_NOUNS: Final = Table(
    _DATA / "general_nouns.tsv",
    ("word", "kind", "label", "use"),
    required="all",
    unique=("word", "kind", "use"),
    values={"label": ("ORG", "LOC"), "use": ("office", "name")},
)
OFFICE_SYNONYMS: Final = Table(
    _DATA / "office_synonyms.tsv", ("word", "meant"), required="all", unique=("word", "meant")
)

ORGANISATION_CLASSES: Final = (
    "abroad", "address", "between", "body", "branch", "composition", "descriptor", "form", "level", "medium", "member",
    "minutes", "organ", "own", "post", "session", "under", "verb", "wide",
)  # fmt: skip
ORGANISATION_WORDS: Final = Table(
    _DATA / "organisation_words.tsv",
    ("word", "class"),
    required="all",
    unique=("word", "class"),
    values={"class": ORGANISATION_CLASSES},
)

LIFE_VERBS: Final = Table(
    _DATA / "life_verbs.tsv",
    ("first", "stem", "event"),
    required=("stem", "event"),
    unique=("first", "stem"),
    values={"event": tuple(kind.value for kind in LifeEventKind)},
)

AMOUNT_CLASSES: Final = (
    "adjective", "adverb", "along", "and", "approximate", "aside", "bearer", "before_kind", "being", "causative",
    "change", "classifier", "clause_end", "cross", "doing", "event", "extent", "following", "height", "helper", "kind",
    "lasting", "limit", "measure", "metal", "must", "no_noun", "no_verb", "noun", "object", "occasion", "only", "own",
    "particle", "people", "pronoun", "quality", "relation", "report", "source", "spell", "travel", "traveller", "until",
    "when",
)  # fmt: skip
AMOUNT_WORDS: Final = Table(
    _DATA / "amount_words.tsv",
    ("word", "class"),
    required="all",
    unique=("word", "class"),
    values={"class": AMOUNT_CLASSES},
)
#: Every table of the facts.
TABLES: Final = (
    FACT_PATTERNS,
    CASE_ENDINGS,
    OFFICE_VERBS,
    FACT_WORDS,
    GENERAL_NOUNS,
    OFFICE_SYNONYMS,
    ORGANISATION_WORDS,
    LIFE_VERBS,
    AMOUNT_WORDS,
)


def _by_class(table: Table, classes: Sequence[str]) -> dict[str, frozenset[str]]:
    rows = table.read()
    return {name: frozenset(word for word, of in rows if of == name) for name in classes}


@lru_cache(maxsize=1)
def words_of() -> dict[str, frozenset[str]]:
    """The words of each class of `FACT_WORDS`."""
    return _by_class(FACT_WORDS, WORD_CLASSES)


@lru_cache(maxsize=1)
def organisation_words() -> dict[str, frozenset[str]]:
    """The words of each class of `ORGANISATION_WORDS`."""
    return _by_class(ORGANISATION_WORDS, ORGANISATION_CLASSES)


@lru_cache(maxsize=1)
def amount_words() -> dict[str, frozenset[str]]:
    """The words of each class of `AMOUNT_WORDS`."""
    return _by_class(AMOUNT_WORDS, AMOUNT_CLASSES)


@lru_cache(maxsize=1)
def links() -> dict[str, str]:
    """The words that join an office and a verb, with their class."""
    return {word: of for word, of in FACT_WORDS.read() if of in LINKS}


@lru_cache(maxsize=1)
def case_endings() -> tuple[tuple[str, str], ...]:
    """Endings with their case, the longest first."""
    return tuple(sorted(((ending, case) for ending, case in CASE_ENDINGS.read()), key=lambda row: -len(row[0])))


@lru_cache(maxsize=1)
def probabilities() -> dict[str, float]:
    """How probable a fact is to be right, by the pattern that found it."""
    return {row[0]: float(row[2]) for row in FACT_PATTERNS.read()}
