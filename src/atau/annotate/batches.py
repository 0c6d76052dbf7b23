"""From records to annotations, in batches, with memory that stays flat.

Any spaCy pipeline will do: what atau's own components add to an entity (normal form, quantity, cluster,
score, source) and to a text (its people) is given where it is there and is None where it is not.
"""

from __future__ import annotations

import contextlib
import dataclasses
import enum
import gc
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from atau.annotate.records import Failure, InputRecord

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

ATTRIBUTES: Final = ("normal", "quantity", "cluster", "score", "source")
BATCH_RECORDS: Final = 64
BATCH_CHARACTERS: Final = 100_000
# spaCy's memory zones give words back, but not the places that they had in its hash tables: about
# 30 bytes for each different word of the stream (measured). After so many words, a new pipeline.
RENEW_WORDS: Final = 1_000_000

Entity = dict[str, Any]
Task = tuple[str, dict[str, Any]]  # a text, and what else is known of its record


@dataclass(frozen=True, slots=True)
class WriterRequirements:
    """What a writer needs beside the entities; the rest is not computed."""

    sentences: bool = False
    tokens: bool = False
    docbin: bool = False
    rows: bool = False


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token with the mention that begins at it (an entity of `Annotation.ents`), as CoNLL-U wants it."""

    text: str
    tag: str
    space_after: bool
    ent: Entity | None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was found in one text, as plain data that outlives the spaCy objects.

    ents, nested: start and end in characters, label, text, normal, quantity, cluster, score, source.
    sentences: (start, end) in characters. tokens: per sentence, (text, IOB2 tag).
    docbin: the document as the bytes of a DocBin. people: ``doc._.people`` (None without atau's normalizer).
    rows: per sentence, the tokens with what begins at them.
    """

    ents: list[Entity]
    nested: list[Entity]
    sentences: list[tuple[int, int]]
    tokens: list[list[tuple[str, str]]]
    docbin: bytes | None = None
    people: list[dict[str, Any]] | None = None
    rows: list[list[TokenRow]] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Annotated:
    record: InputRecord
    annotation: Annotation


Batch = list[Annotated | Failure]


class ReloadingPipeline:
    """A pipeline that is loaded anew before its vocabulary has grown too large.

    Without `load` it stays the same; `nlp.max_length` is lifted, so that the length of a text
    has no limit.
    """

    def __init__(self, nlp: Language, load: Callable[[], Language] | None = None) -> None:
        self._load = load
        self._use(nlp)

    def __call__(self) -> Language:
        """The pipeline for the next batch."""
        # The length of the vocabulary counts what was added, also what is gone.
        if self._load is not None and len(self._nlp.vocab) > self._limit:
            del self._nlp
            gc.collect()  # a pipeline and its vocabulary refer to each other
            self._use(self._load())
        return self._nlp

    def _use(self, nlp: Language) -> None:
        nlp.max_length = 2**62
        self._nlp = nlp
        self._limit = len(nlp.vocab) + RENEW_WORDS


def annotate_records(
    nlp: Language,
    records: Iterable[InputRecord | Failure],
    need: WriterRequirements | None = None,
    *,
    load: Callable[[], Language] | None = None,
) -> Iterator[Batch]:
    """The annotations of `records` in batches, in order; failures pass through in their place.

    A record that makes the pipeline raise becomes a `Failure`, its neighbours do not suffer.
    `load` gives the same pipeline anew: with it memory is bounded however many different words
    the stream has. The length of a text has no limit (`nlp.max_length` is lifted).
    """
    pipeline = ReloadingPipeline(nlp, load)
    wanted = need or WriterRequirements()
    for batch in batches(records):
        yield join(batch, annotate_tasks(pipeline(), tasks(batch, wanted), wanted))


def annotate_tasks(nlp: Language, batch: Sequence[Task], need: WriterRequirements) -> list[Annotation | str]:
    """One annotation, or a message where the pipeline raised, for each task."""
    with _memory_zone(nlp):
        # The zone is left in the ordinary way whatever happens in it: an exception that passes
        # through spaCy's memory zones leaves the vocabulary in the zone for good.
        try:
            docs = nlp.pipe([text for text, _ in batch])
            found = [describe(doc, need, about) for doc, (_, about) in zip(docs, batch, strict=True)]
        except Exception:  # whose fault it is shows in the second, slow try
            found = []
    if len(found) == len(batch):
        return list(found)
    return [_annotate_one(nlp, task, need) for task in batch]


def _annotate_one(nlp: Language, task: Task, need: WriterRequirements) -> Annotation | str:
    text, about = task
    with _memory_zone(nlp):
        try:
            return describe(nlp(text), need, about)
        except Exception as error:
            message = " ".join(str(error).split())
            return f"the pipeline failed: {type(error).__name__}: {message}"


def describe(doc: Doc, need: WriterRequirements, about: Mapping[str, Any] | None = None) -> Annotation:
    """The plain data of `doc`; `about` goes into the user data of the DocBin."""
    sentences = _sentences(doc) if need.sentences or need.tokens or need.rows else []
    ents = [entity(ent) for ent in doc.ents]
    return Annotation(
        ents=ents,
        nested=[entity(ent) for ent in doc.spans.get("nested", ())],
        sentences=[(span.start_char, span.end_char) for span in sentences],
        tokens=_tagged(doc, sentences) if need.tokens else [],
        people=plain(doc._.get("people")) if doc._.has("people") else None,
        rows=_rows(doc, sentences, ents) if need.rows else [],
        docbin=_docbin(doc, about) if need.docbin else None,
    )


def entity(span: Span) -> Entity:
    """`span` as a dictionary, the fields in the order of the JSONL output."""
    result: Entity = {
        "start": span.start_char,
        "end": span.end_char,
        "label": span.label_,
        "text": span.text,
    }
    attributes = span._
    for name in ATTRIBUTES:
        result[name] = plain(attributes.get(name)) if attributes.has(name) else None
    return result


def plain(value: Any) -> Any:
    """`value` in terms of JSON: numbers keep their value, other objects become text."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, (Decimal, Fraction)):
        whole = math.isfinite(value) and value == int(value)
        return int(value) if whole else plain(float(value))
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if hasattr(value, "item"):  # a scalar of numpy
        return plain(value.item())
    return str(value)


def batches(items: Iterable[InputRecord | Failure]) -> Iterator[list[InputRecord | Failure]]:
    """`items` in lists that are bounded in number and, but for one long text, in characters."""
    batch: list[InputRecord | Failure] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += len(item.text) if isinstance(item, InputRecord) else 0
        if len(batch) >= BATCH_RECORDS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def tasks(batch: Sequence[InputRecord | Failure], need: WriterRequirements) -> list[Task]:
    """What the pipeline has to see of `batch`: little, for it may travel to another process."""
    result: list[Task] = []
    for item in batch:
        if isinstance(item, InputRecord):
            rest = {k: v for k, v in item.fields.items() if v is not item.text}
            result.append((item.text, {**rest, "id": item.id} if need.docbin else {}))
    return result


def join(batch: Sequence[InputRecord | Failure], results: Iterable[Annotation | str]) -> Batch:
    """`batch` with the results in the place of its records."""
    remaining = iter(results)
    joined: Batch = []
    for item in batch:
        if isinstance(item, Failure):
            joined.append(item)
            continue
        result = next(remaining)
        if isinstance(result, Annotation):
            joined.append(Annotated(item, result))
        else:
            joined.append(Failure(item.file, item.line, result, item.text, item.size))
    return joined


def _memory_zone(nlp: Language) -> contextlib.AbstractContextManager[Any]:
    return nlp.memory_zone() if hasattr(nlp, "memory_zone") else contextlib.nullcontext()


def _sentences(doc: Doc) -> list[Span]:
    """The sentences of `doc`; a pipeline that sets none has one."""
    if doc.has_annotation("SENT_START"):
        return list(doc.sents)
    return [doc[:]] if len(doc) else []


def _tagged(doc: Doc, sentences: Iterable[Span]) -> list[list[tuple[str, str]]]:
    """(token, IOB2 tag) by sentence. Tokens of white space alone are left out; an entity's first
    remaining token in a sentence begins it."""
    result = []
    for sentence in sentences:
        rows: list[tuple[str, str]] = []
        inside = False
        for token in sentence:
            if token.ent_iob_ != "I":
                inside = False
            if token.is_space:
                continue
            tag = f"{'I' if inside else 'B'}-{token.ent_type_}" if token.ent_type_ else "O"
            inside = bool(token.ent_type_)
            rows.append((token.text, tag))
        if rows:
            result.append(rows)
    return result


def _rows(doc: Doc, sentences: Iterable[Span], ents: Sequence[Entity]) -> list[list[TokenRow]]:
    """The rows of the tokens that are not white space; an entity stands at its first one in the first sentence."""
    starts = {ent["start"]: ent for ent in ents}
    result = []
    for sentence in sentences:
        rows: list[TokenRow] = []
        begun: Entity | None = None
        inside = False
        for token in sentence:
            begun = starts.get(token.idx) or begun
            if token.ent_iob_ != "I":
                inside = False
            if token.is_space:
                if rows and not rows[-1].space_after:
                    rows[-1] = dataclasses.replace(rows[-1], space_after=True)
                continue
            tag = f"{'I' if inside else 'B'}-{token.ent_type_}" if token.ent_type_ else "O"
            inside = bool(token.ent_type_)
            rows.append(TokenRow(token.text, tag, bool(token.whitespace_), begun if inside else None))
            begun = None
        if rows:
            result.append(rows)
    return result


def _docbin(doc: Doc, about: Mapping[str, Any] | None) -> bytes:
    from spacy.tokens import DocBin

    # User data goes through msgpack, which knows nothing of dataclasses.
    for key, value in list(doc.user_data.items()):
        doc.user_data[key] = plain(value)
    doc.user_data.update(plain(about or {}))
    return DocBin(docs=[doc], store_user_data=True).to_bytes()
