"""Ids of places that are the same in all documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from atau.facts.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_QUOTES: Final = str.maketrans("", "", "«»“”„\"'’‘")
_ATTRIBUTES: Final = ("name", "geonames", "kato", "latitude", "longitude", "kind", "region", "country")


def name_id(name: str) -> str:
    """The id of what is known by its name alone: without quotation marks and capitals.

    >>> name_id("«Жаңа  жол» ЖШС")
    'жаңа жол жшс'
    """
    return " ".join(name.translate(_QUOTES).lower().split())


class PlaceIds:
    """The ids of the places that a doc mentions.

    A place that the linker knows has the id that the linker gives it, any other one its name after ``name:``.
    """

    def __init__(self, doc: Doc) -> None:
        self._ids: dict[tuple[int, int], str] = {}
        self._known: dict[str, Mapping[str, Any]] = {}
        for span in (*doc.ents, *doc.spans.get("nested", ())):
            of = span._
            if span.label_ == "LOC" and of.has("place") and (place := of.get("place")):
                self._ids[span.start_char, span.end_char] = place["id"]
                self._known[place["id"]] = place

    def of_span(self, span: Span) -> str | None:
        """The id of the place that `span` names; None where it names none."""
        normal = span._.get("normal") if span._.has("normal") else None
        return self._id(span.label_, span.start_char, span.end_char, normal or span.text)

    def of_mention(self, mention: Mention) -> str | None:
        """The same for a mention of a fact."""
        return self._id(mention.label, mention.start, mention.end, mention.normal or mention.text)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows of `raw.places`."""
        for identity, place in self._known.items():
            yield (identity, *(place.get(name) for name in _ATTRIBUTES))

    def _id(self, label: str, start: int, end: int, name: str) -> str | None:
        if label != "LOC":
            return None
        return self._ids.get((start, end)) or f"name:{name_id(name)}"
