"""HTML: a page that needs no other file, from the template data/page.html.j2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from atau.annotate.annotation import Annotated, Entity
from atau.annotate.output import Output
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer
from atau.annotate.writers.rows import in_words
from atau.annotate.writers.table import title_of
from atau.labels import color, display_order


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text; a mention has a label, and parts where mentions stand inside it."""

    text: str
    label: str = ""
    colour: str = ""
    tooltip: str = ""
    parts: tuple[_Piece, ...] = ()


@register_writer(
    "html",
    description="a page with highlighted entities",
    suffixes=(".html", ".htm"),
    explains=True,
    single_document=True,
)
class HtmlWriter:
    """A section per record: its title, a legend with counts, the text with its entities, mentions inside them and
    tooltips, and its people. Light and dark, on screen and on paper."""

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output
        self._started = False

    def write(self, batch: Sequence[Annotated]) -> None:
        self._start()
        self._output.write("".join(html_section(item) for item in batch).encode("utf-8"))

    def close(self, *, complete: bool) -> None:
        if complete:
            self._start()
            self._output.write(_macros().foot().encode("utf-8"))
        self._output.close(complete=complete)

    def _start(self) -> None:
        if not self._started:
            self._output.write(_macros().head().encode("utf-8"))
            self._started = True


def html_section(item: Annotated) -> str:
    """`item` as a section of the page; whatever comes from outside is escaped by the template."""
    counts = Counter(ent["label"] for ent in item.annotation.ents)
    people = item.annotation.people or []
    record = {
        "title": _clean(title_of(item)),
        "legend": [(_clean(label), color(label), counts[label]) for label in sorted(counts, key=display_order)],
        "pieces": list(_pieces(item.record.text, item.annotation.ents, item.annotation.nested)),
        "people": [(_clean(p["name"]), _clean(", ".join(p["offices"])), len(p["mentions"])) for p in people],
    }
    return str(_macros().section(record))


def _pieces(text: str, ents: Sequence[Entity], nested: Sequence[Entity]) -> Iterator[_Piece]:
    """`text` in pieces, the mentions with what stands inside them."""
    inner = sorted(nested, key=lambda ent: int(ent["start"]))
    first = 0
    offset = 0
    for ent in sorted(ents, key=lambda ent: int(ent["start"])):
        start, end = int(ent["start"]), int(ent["end"])
        yield _Piece(_clean(text[offset:start]))
        while first < len(inner) and inner[first]["start"] < start:
            first += 1
        last = first
        while last < len(inner) and inner[last]["end"] <= end:
            last += 1
        yield _mention(text, ent, inner[first:last])
        first, offset = last, end
    yield _Piece(_clean(text[offset:]))


def _mention(text: str, ent: Entity, inner: Sequence[Entity]) -> _Piece:
    parts: list[_Piece] = []
    offset = ent["start"]
    for nested in inner:
        parts += [_Piece(_clean(text[offset : nested["start"]])), _mention(text, nested, ())]
        offset = nested["end"]
    if parts:
        parts.append(_Piece(_clean(text[offset : ent["end"]])))
    label = ent["label"]
    piece = _clean(text[ent["start"] : ent["end"]])
    return _Piece(piece, _clean(label), color(label), _tooltip(ent), tuple(parts))


def _tooltip(ent: Entity) -> str:
    from atau.components.common.display import tooltip

    return _clean("\n".join(filter(None, (tooltip(ent), in_words(ent)))))


@cache
def _macros() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("atau.annotate.writers", "data"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.j2").module


def _clean(text: str) -> str:
    """`text` without half surrogate pairs, which UTF-8 cannot hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
