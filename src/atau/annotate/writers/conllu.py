"""CoNLL-U: ten columns, the entities in the last one, MISC.

    1  Арман  _ _ _ _ _ _ _  NER=B-PERSON|Normal=Арман Сейітов|Cluster=p1

There are no lemmas and no syntax: those columns hold ``_``. MISC has NER (the IOB2 tag) on every token of a mention; on
its first one, where they are known, Normal, Cluster, Value, Low, High, Unit, Kind, Approx, Counted, Score and Source;
and SpaceAfter=No. In a value ``|`` is written ``\\p``; a backslash, a tab and a line break as in the other columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from atau.annotate.annotation import Annotated, Entity, TokenRow, WriterRequirements
from atau.annotate.output import Output
from atau.annotate.writers.conll import conll_id
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer

_NAMES: Final = ("normal", "cluster")
_OF_QUANTITY: Final = ("value", "low", "high", "unit", "kind", "approx", "counted")
_LAST: Final = ("score", "source")


@register_writer(
    "conllu",
    description="CoNLL-U, entities in MISC",
    suffixes=(".conllu",),
    needs=WriterRequirements(tokens=True),
)
class ConlluWriter:
    """Records begin with ``# newdoc id = …``; sentences have sent_id and text."""

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output

    def write(self, batch: Sequence[Annotated]) -> None:
        text = "".join(conllu_record(item) for item in batch)
        self._output.write(text.encode("utf-8", errors="backslashreplace"))

    def close(self, *, complete: bool) -> None:
        self._output.close(complete=complete)


def conllu_record(item: Annotated) -> str:
    """`item` as lines of CoNLL-U, an empty line after each sentence; a text without tokens is its comment alone."""
    from atau.corpus.formats.columns_escapes import escape

    identity = conll_id(item.record.id)
    lines = [f"# newdoc id = {identity}"]
    for number, sentence in enumerate(item.annotation.tokens, 1):
        text = "".join(row.text + " " * row.space_after for row in sentence).strip()
        lines += [f"# sent_id = {identity}-{number}", f"# text = {escape(text)}"]
        lines += [_line(place, row) for place, row in enumerate(sentence, 1)]
        lines.append("")
    if not item.annotation.tokens:
        lines.append("")
    return "\n".join(lines) + "\n"


def _line(place: int, row: TokenRow) -> str:
    from atau.corpus.formats.columns_escapes import escape

    pairs = [] if row.tag == "O" else [("NER", row.tag), *(_pairs(row.ent) if row.ent else ())]
    if not row.space_after:
        pairs.append(("SpaceAfter", "No"))
    values = [(name, escape(str(value)).replace("|", r"\p")) for name, value in pairs]
    misc = "|".join(f"{name}={value}" for name, value in values) or "_"
    return "\t".join((str(place), escape(row.text), *"_______", misc))


def _pairs(ent: Entity) -> Iterator[tuple[str, Any]]:
    quantity = ent["quantity"] if isinstance(ent["quantity"], dict) else {}
    for source, names in ((ent, _NAMES), (quantity, _OF_QUANTITY), (ent, _LAST)):
        for name in names:
            value = source.get(name)
            if value is not None:
                yield name.capitalize(), format(value, "f") if isinstance(value, Decimal) else value
