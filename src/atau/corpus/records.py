"""The gold record, produced by every reader and accepted by every writer."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from atau.corpus.marked import FACT, KEY, Mark, MarkedText, Pairs
from atau.labels import NAMES

LABELS: Final = NAMES
#: The field of the meta data that holds the fact lines of a record, see `atau.corpus.fact_lines`.
FACTS: Final = "facts"

#: start, end, label, attributes: a mark whose depth is not known yet.
LabelledSpan = tuple[int, int, str, Pairs]


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """A text with its marks, in order of start, outer before inner.

    Offsets are characters (code points) of `text`. `meta` is what else is known of it, as JSON data. `file` and `line`
    say where it was read. `tokens` are the (start, end) that its format gave, None where it has no tokens.
    """

    id: str
    text: str
    marks: tuple[Mark, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    line: int = 0
    tokens: tuple[tuple[int, int], ...] | None = None

    @property
    def group(self) -> str:
        """The group whose records must stay on one side of a split; "" for none."""
        group = self.meta.get("group")
        return "" if group is None else str(group)

    @property
    def flat(self) -> tuple[Mark, ...]:
        """The outermost annotations, as in ``doc.ents``."""
        return tuple(mark for mark in self.marks if mark.depth == 0)

    @property
    def nested(self) -> tuple[Mark, ...]:
        """The nested annotations, as in ``doc.spans["nested"]``."""
        return tuple(mark for mark in self.marks if mark.depth > 0)


def arrange(spans: Iterable[LabelledSpan]) -> tuple[tuple[Mark, ...], list[LabelledSpan]]:
    """Compute nesting depths. Returns the marks, and the spans omitted because they cross a longer one.

    Of identical spans the first one given is the outer one.
    """
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    marks, crossing = _nest(ordered)
    if crossing:
        kept: list[LabelledSpan] = []
        left_out: list[LabelledSpan] = []
        # The longest first: then an edge of a kept span between the edges of this one means that the two cross.
        edges: list[int] = []
        for span in sorted(ordered, key=lambda span: (span[0] - span[1], span[0])):
            if bisect_right(edges, span[0]) < bisect_left(edges, span[1]):
                left_out.append(span)
            else:
                kept.append(span)
                insort(edges, span[0])
                insort(edges, span[1])
        marks, _ = _nest(sorted(kept, key=lambda span: (span[0], -span[1])))
        return marks, sorted(left_out)
    return marks, []


def _nest(ordered: list[LabelledSpan]) -> tuple[tuple[Mark, ...], bool]:
    marks: list[Mark] = []
    stack: list[int] = []
    for start, end, label, attributes in ordered:
        while stack and stack[-1] <= start:
            stack.pop()
        if stack and stack[-1] < end:
            return (), True
        marks.append(Mark(start, end, label, len(stack), attributes))
        stack.append(end)
    return tuple(marks), False


def from_marked(marked: MarkedText, *, identity: str, file: str = "", line: int = 0) -> GoldRecord:
    """A record of marked text; an id in its front matter takes precedence over `identity`."""
    meta = {key: value_of(value) for key, value in marked.header if key not in ("id", FACT)}
    rest = meta.pop("meta", None)
    if isinstance(rest, dict):
        meta.update(rest)
    elif rest is not None:
        meta["meta"] = rest
    if marked.facts:
        meta[FACTS] = list(marked.facts)
    own = marked.meta.get("id", "")
    if own.startswith('"'):
        own = str(value_of(own))
    return GoldRecord(own or identity, marked.text, marked.marks, meta, file, line)


def to_marked(record: GoldRecord) -> MarkedText:
    """Marked text with id and meta as its front matter; what cannot be a key there stands in the key ``meta``."""
    plain = not record.id.startswith('"') and record.id == record.id.strip() and not set("\n\r") & set(record.id)
    header = [("id", record.id if plain and record.id else json.dumps(record.id, ensure_ascii=False))]
    rest: dict[str, Any] = {}
    facts: list[tuple[str, str]] = []
    for key, value in record.meta.items():
        if key == FACTS and _are_lines(value):
            facts = [(FACT, line) for line in value]
        elif KEY.fullmatch(key) and key not in ("id", "meta", FACT):
            header.append((key, one_line(value)))
        else:
            rest[key] = value
    if rest:
        header.append(("meta", one_line(rest)))
    return MarkedText(record.text, record.marks, (*header, *facts))


def _are_lines(value: Any) -> bool:
    """Whether `value` is a list of fact lines, each of which can stand in the front matter."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(line, str) and line and line == line.strip() and not set("\n\r") & set(line) for line in value
        )
    )


def one_line(value: Any) -> str:
    """`value` on one line: a plain string unchanged, anything else as JSON; `value_of` is the inverse."""
    if isinstance(value, str) and value == value.strip() and not set("\n\r") & set(value) and value_of(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def value_of(line: str) -> Any:
    """Inverse of `one_line`: JSON data if `line` is JSON, otherwise the string itself."""
    if line[:1] in '"[{-0123456789' or line in ("true", "false", "null"):
        try:
            return json.loads(line)
        except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
            return line
    return line


def attributes_of(found: Mapping[str, Any]) -> Pairs:
    """Attributes of an annotation from JSON data; null is omitted, other non-strings become JSON."""
    return tuple(
        (key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for key, value in found.items()
        if value is not None
    )
