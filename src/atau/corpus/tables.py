"""The tables of the corpus: words of the guidelines and of the POSITION pass, KazNERD's types, parts of names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

#: What each class and kind means stands at the head of its table.
GUIDELINE_CLASSES: Final = (
    "age", "descriptor", "duty", "generic", "honorific", "month", "namesake", "numeral", "one-of", "place", "role",
    "time", "unit", "vague",
)  # fmt: skip
POSITION_KINDS: Final = ("after", "alone", "class", "owned", "owner", "pronoun")

GUIDELINE_WORDS: Final = Table(
    _DATA / "guideline_words.tsv",
    ("word", "class"),
    unique=("word", "class"),
    values={"class": GUIDELINE_CLASSES},
)
POSITION_PASS: Final = Table(
    _DATA / "position_pass.tsv", ("word", "kind"), unique=("word", "kind"), values={"kind": POSITION_KINDS}
)
FACT_ROLES: Final = Table(
    _DATA / "fact_roles.tsv",
    ("kind", "role", "place", "labels", "value"),
    required=("kind", "role"),
    unique=("kind", "role"),
    values={"place": ("1", "2", "")},
)
KAZNERD_LABELS: Final = Table(_DATA / "kaznerd_labels.tsv", ("label", "core"), unique=("label",))
NAME_ENDINGS: Final = Table(
    _DATA / "name_endings.tsv",
    ("ending", "part", "gender"),
    unique=("ending", "part"),
    values={"part": ("patronymic", "surname"), "gender": ("m", "f", "")},
)
FIELDS_OF_WORK: Final = Table(_DATA / "fields_of_work.tsv", ("field", "head"), required="all", unique=("field", "head"))
NAME_PIECES: Final = Table(
    _DATA / "name_pieces.tsv",
    ("piece", "use", "position"),
    unique=("piece", "use", "position"),
    values={"use": ("place", "surname", "company"), "position": ("first", "last")},
)
SENTENCE_FRAMES: Final = Table(
    _DATA / "sentence_frames.tsv",
    ("frame", "kind"),
    unique=("frame",),
    values={"kind": ("adjacent", "body", "team")},
)


@lru_cache(maxsize=1)
def guideline_words() -> dict[str, frozenset[str]]:
    """The words of each class of `GUIDELINE_WORDS`."""
    rows = GUIDELINE_WORDS.read()
    return {name: frozenset(word for word, of in rows if of == name) for name in GUIDELINE_CLASSES}


@lru_cache(maxsize=1)
def position_words() -> dict[str, frozenset[str]]:
    """The words of each kind of `POSITION_PASS`."""
    rows = POSITION_PASS.read()
    return {kind: frozenset(word for word, of in rows if of == kind) for kind in POSITION_KINDS}


@lru_cache(maxsize=2)
def name_endings(part: str) -> dict[str, str]:
    """Ending to gender ("" where it does not tell) of a part of the name: patronymic or surname."""
    return {ending: gender for ending, of, gender in NAME_ENDINGS.read() if of == part}


@lru_cache(maxsize=1)
def fields_of_work() -> dict[str, tuple[str, ...]]:
    """Head with its possessive to the fields of work that stand before it."""
    found: dict[str, tuple[str, ...]] = {}
    for work, head in FIELDS_OF_WORK.read():
        found[head] = (*found.get(head, ()), work)
    return found
