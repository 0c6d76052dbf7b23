"""GeoJSON (RFC 7946): the places of the records, for maps."""

from __future__ import annotations

import json
from collections.abc import Sequence

from atau.annotate.annotation import Annotated, WriterRequirements
from atau.annotate.output import Output
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer

_HEAD = '{"type": "FeatureCollection", "features": ['


@register_writer(
    "geojson",
    description="the places of the texts for a map, linked to GeoNames",
    suffixes=(".geojson",),
    needs=WriterRequirements(components=("kk_linker",)),
    single_document=True,
)
class GeoJsonWriter:
    """A feature for each place of a record, with its mentions; places that are not in the gazetteer have none."""

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output
        self._empty = True

    def write(self, batch: Sequence[Annotated]) -> None:
        lines = [line for item in batch for line in geojson_features(item)]
        if lines:
            self._output.write(((_HEAD if self._empty else ",") + "\n" + ",\n".join(lines)).encode("utf-8"))
            self._empty = False

    def close(self, *, complete: bool) -> None:
        if complete:
            self._output.write(((_HEAD if self._empty else "") + "\n]}\n").encode("utf-8"))
        self._output.close(complete=complete)


def geojson_features(item: Annotated) -> list[str]:
    """The features of `item`, each on a line."""
    from atau.facts.places.geojson import mentioned

    found = (ent for ent in (*item.annotation.ents, *item.annotation.nested) if ent.get("place"))
    mentions = ((ent["place"], ent["start"], ent["end"], ent["text"]) for ent in sorted(found, key=_position))
    features = mentioned(item.record.id, mentions)
    # Half a surrogate pair, which UTF-8 cannot hold, becomes a question mark.
    return [
        json.dumps(feature, ensure_ascii=False).encode("utf-8", errors="replace").decode("utf-8")
        for feature in features
    ]


def _position(ent: dict[str, int]) -> tuple[int, int]:
    return ent["start"], -ent["end"]
