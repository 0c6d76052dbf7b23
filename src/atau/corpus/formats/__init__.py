"""The formats of gold, in one table."""

from __future__ import annotations

from typing import Final

from atau.corpus.formats.base import Format, ReadOptions, WriteOptions
from atau.corpus.formats.brat import read_brat, write_brat
from atau.corpus.formats.columns import read_columns
from atau.corpus.formats.columns_writing import write_conll2002, write_conll2003, write_iob
from atau.corpus.formats.jsonl import (
    read_doccano,
    read_jsonl,
    read_prodigy,
    write_doccano,
    write_jsonl,
    write_prodigy,
)
from atau.corpus.formats.label_studio import read_label_studio, write_label_studio
from atau.corpus.formats.marked_text import read_marked, read_tsv, write_marked, write_tsv
from atau.corpus.formats.spacy_bin import read_spacy, write_spacy

_JSONL: Final = (".jsonl", ".ndjson")
_COLUMNS: Final = (".iob", ".iob2", ".bio", ".conll", ".conll2002", ".conll2003", ".conllu", ".txt")

FORMATS: Final[dict[str, Format]] = {
    entry.name: entry
    for entry in (
        Format("marked", "marked text, a file a record", read_marked, write_marked, (".txt",), folder=True),
        Format(
            "tsv", "marked text, id and text a line", read_tsv, write_tsv, (".tsv",), meta=False
        ),
        Format("spacy", "spaCy DocBin", read_spacy, write_spacy, (".spacy",), tokens=True),
        Format("jsonl", "JSONL of atau", read_jsonl, write_jsonl, _JSONL),
        Format(
            "iob", "IOB2, two columns, with text comments", read_columns, write_iob, _COLUMNS,
            nesting=False, attributes=False, tokens=True, comments=True,
        ),
        Format(
            "conll2002", "CoNLL-2002, two columns", read_columns, write_conll2002, _COLUMNS,
            nesting=False, attributes=False, tokens=True, comments=False,
        ),
        Format(
            "conll2003", "CoNLL-2003, four columns", read_columns, write_conll2003, _COLUMNS,
            nesting=False, attributes=False, tokens=True, comments=False,
        ),
        Format("brat", "brat standoff, .txt and .ann", read_brat, write_brat, (".ann",), folder=True),
        Format("label-studio", "Label Studio JSON", read_label_studio, write_label_studio, (".json",)),
        Format("doccano", "doccano JSONL", read_doccano, write_doccano, _JSONL, attributes=False),
        Format("prodigy", "Prodigy JSONL", read_prodigy, write_prodigy, _JSONL, tokens=True),
    )
}  # fmt: skip

__all__ = ["FORMATS", "Format", "ReadOptions", "WriteOptions"]
