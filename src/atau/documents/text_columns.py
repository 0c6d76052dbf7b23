"""Which column of a table, or which field of JSON, holds the text: the one the user names, or the one that shows it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from atau.documents.decoding import nul_problem
from atau.documents.metadata import from_fields
from atau.documents.model import Part, PartFailure, Unreadable, join_paragraphs, paragraphs_of

#: So columns of text are called, in Kazakh, Russian and English.
NAMES: Final = frozenset(
    "text content body article article_text fulltext full_text maintext "
    "мәтін мәтіні мақала мазмұны текст статья содержание".split()
)
# Columns of the tables that `atau annotate` writes, perhaps into the folder that it reads.
_MENTIONS: Final = frozenset({"start", "end", "label", "text", "normal", "score", "source"})
#: Rows that are looked at.
SAMPLE: Final = 200
_WORDS: Final = 4.0  # a text has so many words at least, on average
_LONGER: Final = 3.0  # and is so many times as long as any other column
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SHOWN: Final = 12
Row = Mapping[str, Any]


def text_columns(names: Sequence[str], rows: Sequence[Row], wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """The columns that hold the text. Raises Unreadable, with the columns there are, where that is in doubt.

    names: of all columns. rows: some of the rows. wanted: what the user named.

    >>> text_columns(["id", "мәтін"], [{"id": "1", "мәтін": "Жол ашылды."}])
    ('мәтін',)
    """
    if set(names) >= _MENTIONS:
        raise Unreadable("a table of mentions, as atau annotate writes it, and no texts", "leave it out")
    if wanted:
        missing = [name for name in wanted if name not in names]
        if missing:
            raise Unreadable(f"no column {missing[0]!r}", _columns(names))
        return tuple(wanted)
    known = [name for name in names if name.strip().casefold() in NAMES]
    if len(known) == 1:
        return (known[0],)
    lengths = {name: _mean_words(name, rows) for name in known or names}
    ranked = sorted(lengths, key=lambda name: -lengths[name])
    best = lengths[ranked[0]] if ranked else 0.0
    second = lengths[ranked[1]] if len(ranked) > 1 else 0.0
    if best >= _WORDS and (best >= _LONGER * second or len(names) == 1):
        return (ranked[0],)
    raise Unreadable(
        "it is not clear which column holds the text",
        "name it with --text-field (text_columns in Python). " + _columns(names),
    )


def _columns(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:60]) for name in names[:_SHOWN])
    return f"the columns are {shown}{', …' if len(names) > _SHOWN else ''}" if names else "there are no columns"


def _mean_words(name: str, rows: Sequence[Row]) -> float:
    """Words of letters in a cell of this column, on average of those that are not empty."""
    counts = [len(_WORD.findall(value)) for row in rows if isinstance(value := row.get(name), str) and value.strip()]
    return sum(counts) / len(counts) if counts else 0.0


def part_of(row: Row, columns: Sequence[str], key: str) -> Part | PartFailure | None:
    """The document of a row; None where its text is empty."""
    values = [row.get(name) for name in columns]
    wrong = next((value for value in values if value is not None and not isinstance(value, str)), None)
    if wrong is not None and not isinstance(wrong, (int, float)):
        return PartFailure(key=key, problem=f"the text is {type(wrong).__name__}, not a string")
    texts = [value if isinstance(value, str) else str(value) for value in values if value is not None]
    if len(columns) > 1:
        text, places = join_paragraphs(texts)
    else:
        text = texts[0] if texts else ""
        places = paragraphs_of(text)
    if not text.strip():
        return None
    problem = nul_problem(text)
    if problem is None and not _is_unicode(text):
        problem = "the text contains half a surrogate pair"
    if problem is not None:
        return PartFailure(key=key, problem=problem)
    checksum = hashlib.sha256(text.encode("utf-8")).hexdigest()
    meta = from_fields({name: value for name, value in row.items() if name not in columns})
    return Part(text=text, meta=meta, paragraphs=places, key=key, checksum=checksum)


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
