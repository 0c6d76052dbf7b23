"""Slices of the mentions: seen in training or not, by length, by capitalisation, by origin (rule or model)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from atau.components.normalizer.normal_form import normal_form
from atau.lang.text import normalize

#: Labels of numbers and times, which are easy and so frequent that they can dominate a micro average.
NUMERIC: Final = frozenset("QUANTITY CARDINAL ORDINAL PERCENT PERCENTAGE MONEY DATE TIME NUMBER NUM CONTACT".split())
#: Metadata fields by which scores are split by default.
DEFAULT_FIELDS: Final = ("dirt", "topic", "register", "source")
NONE: Final = "(none)"
SEEN: Final = ("seen", "other form seen", "unseen")
_PARTS: Final = re.compile(r"\s*[,;]\s*")
_SOURCES: Final = re.compile(r"[+,|&\s]+")
_MAX_VALUES: Final = 40


@lru_cache(maxsize=1 << 16)
def _surface(text: str) -> str:
    return " ".join(normalize(word) for word in text.split())


@lru_cache(maxsize=1 << 16)
def _dictionary_form(text: str, label: str) -> str:
    return _surface(normal_form(" ".join(text.split()), label))


@dataclass(slots=True)
class TrainingMentions:
    """The mentions of the training data, by label."""

    surfaces: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, text: str, label: str) -> None:
        """Add a mention; case, white space and look-alike letters are ignored."""
        self.surfaces[label].add(_surface(text))
        self.forms[label].add(_dictionary_form(text, label))

    def bucket(self, text: str, label: str) -> str:
        """``seen`` in this form with this label, ``other form seen`` (inflected differently), or ``unseen``."""
        if _surface(text) in self.surfaces.get(label, ()):
            return SEEN[0]
        return SEEN[1] if _dictionary_form(text, label) in self.forms.get(label, ()) else SEEN[2]


def length_bucket(text: str) -> str:
    """The bucket of a mention by its number of words."""
    words = len(text.split())
    return "1 word" if words < 2 else f"{words} words" if words < 4 else "4–5 words" if words < 6 else "6+ words"


def case_bucket(text: str) -> str:
    """The bucket of a mention by its capitalisation."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return "digits"
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return "ALL CAPS"
    first = next(c for c in text if c.isalpha())
    return "Capital first" if first.isupper() else "lower case first"


def source_bucket(source: str | None) -> str:
    """rule, model, both or unknown, from ``ent._.source``."""
    if not source:
        return "unknown"
    parts = {part.lower() for part in _SOURCES.split(source) if part}
    if "both" in parts or ("model" in parts and len(parts) > 1):
        return "both"
    return "model" if parts == {"model"} else "rule"


def values_of(meta: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The values of a field: several for a list or a string with commas, ``(none)`` if it is absent."""
    value = meta.get(name)
    if value in (None, "", [], {}):
        return (NONE,)
    if isinstance(value, (list, tuple)):
        return tuple(sorted({str(item) for item in value}))
    if isinstance(value, str):
        return tuple(sorted({part for part in _PARTS.split(value) if part})) or (NONE,)
    return (str(value),)


def fields_of(metas: Iterable[Mapping[str, Any]], wanted: Iterable[str] | None) -> list[str]:
    """The fields to split by: `wanted`, or those of `DEFAULT_FIELDS` that have 2 to 40 values."""
    known = list(metas)
    if wanted is not None:
        return sorted(set(wanted))
    found = []
    for name in DEFAULT_FIELDS:
        values = {value for meta in known for value in values_of(meta, name)}
        if 1 < len(values) <= _MAX_VALUES:
            found.append(name)
    return sorted(found)
