"""spaCy's DocBin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atau.annotate.annotation import Annotated, WriterRequirements
from atau.annotate.output import Output
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer

if TYPE_CHECKING:
    from spacy.tokens import DocBin


@register_writer(
    "spacy",
    description="spaCy DocBin",
    suffixes=(".spacy",),
    needs=WriterRequirements(docbin=True),
    single_document=True,
    binary=True,
)
class SpacyWriter:
    """A DocBin with user data: ``DocBin().from_disk(path).get_docs(nlp.vocab)`` restores ``ent._.normal`` and the rest.

    A DocBin is a single document, so all records are held in memory until the end. The id and the other fields of a
    record are in ``doc.user_data``.
    """

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output
        self._bin: DocBin | None = None

    def write(self, batch: Sequence[Annotated]) -> None:
        from spacy.tokens import DocBin

        for item in batch:
            if item.annotation.docbin is not None:
                one = DocBin(store_user_data=True).from_bytes(item.annotation.docbin)
                if self._bin is None:
                    self._bin = one
                else:
                    self._bin.merge(one)

    def close(self, *, complete: bool) -> None:
        if complete:
            from spacy.tokens import DocBin

            self._output.write((self._bin or DocBin(store_user_data=True)).to_bytes())
        self._output.close(complete=complete)
