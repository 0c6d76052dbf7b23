"""spaCy's DocBin: outermost marks are ``doc.ents``, marks inside them ``doc.spans["nested"]``.

Id, other fields and attributes of marks stand in ``doc.user_data`` under ``id``, ``meta`` (as JSON) and ``attributes``
(a list of start, end, label and pairs). A DocBin is one document: it is held in memory as a whole.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atau.corpus.formats.base import ReadOptions, WriteOptions
from atau.corpus.marked import Mark
from atau.corpus.problems import GoldError, Notes, excerpt_of
from atau.corpus.records import GoldRecord, LabelledSpan, arrange, attributes_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

NESTED: Final = "nested"
_PIECE: Final = 1 << 20
_OF_SPAN: Final = ("normal", "quantity", "cluster", "score", "source")


def read_spacy(path: Path, options: ReadOptions, notes: Notes) -> Iterator[GoldRecord]:
    """The docs of a .spacy file. Span groups other than ``nested`` are counted. Raises GoldError."""
    import spacy
    from spacy.tokens import DocBin

    check_unpacked_size(path, options.max_bytes)
    try:
        docs = DocBin(store_user_data=True).from_disk(path)
        vocab = spacy.blank("kk").vocab
        found = docs.get_docs(vocab)
        for number, doc in enumerate(found, 1):
            yield _record(doc, number, path, notes)
    except GoldError:
        raise
    except OSError:
        raise
    except Exception as error:  # zlib, msgpack and numpy each have errors of their own
        raise GoldError(f"{path}: not a spaCy DocBin ({type(error).__name__}: {error})") from error


def check_unpacked_size(path: Path, limit: int) -> None:
    """Raises GoldError where a zlib file unpacks to more than `limit` bytes; reads it piece by piece to find out.

    A file of a megabyte can unpack to a gigabyte and more.
    """
    unpacker = zlib.decompressobj()
    size = 0
    with path.open("rb") as stream:
        while (piece := stream.read(_PIECE)) and not unpacker.eof:
            while piece:
                try:
                    size += len(unpacker.decompress(piece, _PIECE))
                except zlib.error:
                    return  # the reader says what is wrong with it
                piece = unpacker.unconsumed_tail
                if size > limit:
                    raise GoldError(
                        f"{path}: it unpacks to more than {limit >> 20:,} MB; if you trust it, raise --max-bytes"
                    )


def _record(doc: Doc, number: int, path: Path, notes: Notes) -> GoldRecord:
    data: dict[Any, Any] = doc.user_data
    known = {(start, end, label): pairs for start, end, label, pairs in data.get("attributes") or ()}
    spans: list[LabelledSpan] = []
    for span in (*doc.ents, *doc.spans.get(NESTED, ())):
        key = (span.start_char, span.end_char, span.label_)
        pairs = known.get(key)
        if pairs is None:
            pairs = attributes_of({name: data.get(("._.", name, *key[:2])) for name in _OF_SPAN})
        spans.append((*key, tuple((str(name), str(value)) for name, value in pairs)))
    name = str(data.get("id") or f"{path.stem}-{number}")
    for group in doc.spans:
        if group != NESTED:
            for _ in doc.spans[group]:
                notes.note(path, 0, "other-annotation", f"the span group {group!r} is omitted")
    marks, crossing = arrange(spans)
    for start, end, label, _ in crossing:
        message = f"{name}: the annotation {label} {start}-{end} crosses a longer one; it is omitted"
        notes.error(path, 0, "crossing", message, excerpt_of(doc.text, start, end))
    tokens = tuple((t.idx, t.idx + len(t)) for t in doc if not t.is_space)
    meta = json.loads(data["meta"]) if isinstance(data.get("meta"), str) else {}
    return GoldRecord(name, doc.text, marks, meta, str(path), 0, tokens)


def write_spacy(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """A DocBin with the tokens of the Kazakh tokenizer, for ``spacy train``."""
    from spacy.tokens import DocBin

    docs = DocBin(store_user_data=True)
    for record in records:
        doc = options.tokens.doc(record)
        doc.ents = tuple(span for mark in record.flat if (span := _span(doc, mark, record, notes)) is not None)
        doc.spans[NESTED] = [s for mark in record.nested if (s := _span(doc, mark, record, notes)) is not None]
        doc.user_data["id"] = record.id
        doc.user_data["meta"] = json.dumps(dict(record.meta), ensure_ascii=False)
        doc.user_data["attributes"] = [
            [mark.start, mark.end, mark.label, [list(pair) for pair in mark.attributes]]
            for mark in record.marks
            if mark.attributes
        ]
        docs.add(doc)
    docs.to_disk(path)


def _span(doc: Doc, mark: Mark, record: GoldRecord, notes: Notes) -> Any:
    span = doc.char_span(mark.start, mark.end, label=mark.label)
    if span is None:
        where = f"{record.id}: the annotation {mark.label} {mark.start}-{mark.end}"
        message = f"{where} is not on token boundaries; it is omitted"
        notes.error(record.file, record.line, "misaligned", message)
    return span
