"""CoNLL-U: ten columns, what atau found in the last one, MISC.

    1  Арман  _ _ _ _ _ _ _  NER=B-PERSON|Normal=Арман Сейітов|Cluster=p1

There are no lemmas and no syntax: those columns hold ``_``. MISC has NER (the IOB2 tag) on every token of a mention; on
its first one, where they are known, Normal, Cluster, Value, Low, High, Unit, Kind, Approx, Counted, Score and Source;
and SpaceAfter=No. In a value ``|`` is written ``\\p``, a backslash, a tab and a line break as in the other columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from atau.annotate.batches import Annotated, Entity, TokenRow, WriterRequirements
from atau.annotate.output import Output
from atau.annotate.writers.jsonl import conll_id
from atau.corpus.formats.columns import escape

_NAMES: Final = ("normal", "cluster")
_OF_QUANTITY: Final = ("value", "low", "high", "unit", "kind", "approx", "counted")
_LAST: Final = ("score", "source")


class ConlluWriter:
    """Records begin with ``# newdoc id = …``; sentences have sent_id and text."""

    need = WriterRequirements(rows=True)

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, batch: Sequence[Annotated]) -> None:
        text = "".join(conllu_record(item) for item in batch)
        self._output.write(text.encode("utf-8", errors="backslashreplace"))

    def close(self, *, complete: bool) -> None:
        self._output.close(complete=complete)


def conllu_record(item: Annotated) -> str:
    """`item` as lines of CoNLL-U, an empty line after each sentence; a text without tokens is its comment alone."""
    identity = conll_id(item.record.id)
    lines = [f"# newdoc id = {identity}"]
    for number, sentence in enumerate(item.annotation.rows, 1):
        text = "".join(row.text + " " * row.space_after for row in sentence).strip()
        lines += [f"# sent_id = {identity}-{number}", f"# text = {escape(text)}"]
        lines += [_line(place, row) for place, row in enumerate(sentence, 1)]
        lines.append("")
    if not item.annotation.rows:
        lines.append("")
    return "\n".join(lines) + "\n"


def _line(place: int, row: TokenRow) -> str:
    pairs = [] if row.tag == "O" else [("NER", row.tag), *(_pairs(row.ent) if row.ent else ())]
    if not row.space_after:
        pairs.append(("SpaceAfter", "No"))
    misc = "|".join(f"{name}={_value(value)}" for name, value in pairs) or "_"
    return "\t".join((str(place), escape(row.text), *"_______", misc))


def _pairs(ent: Entity) -> Iterator[tuple[str, Any]]:
    quantity = ent["quantity"] if isinstance(ent["quantity"], dict) else {}
    for source, names in ((ent, _NAMES), (quantity, _OF_QUANTITY), (ent, _LAST)):
        for name in names:
            if source.get(name) is not None:
                yield name.capitalize(), source[name]


def _value(value: Any) -> str:
    return escape(str(value)).replace("|", r"\p")
