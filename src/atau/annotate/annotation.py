"""What was found in one text, as plain data that outlives the spaCy objects.

Works with any spaCy pipeline: what atau's own components attach to an entity (normal form, quantity, cluster, score,
source) and to a document (its people) is None where the pipeline does not provide it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from atau.annotate.plain import plain, storable
from atau.annotate.records import InputRecord
from atau.annotate.selection import EVERYTHING, Selection

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

ATTRIBUTES: Final = ("normal", "quantity", "cluster", "score", "source")
#: Attributes that are left out where they are not set.
WHERE_KNOWN: Final = ("script", "place")
_OF_RULE: Final = ("id", "meaning", "example", "precision", "folder")

Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WriterRequirements:
    """What a writer needs besides the entities; nothing else is computed.

    sentences: `Annotation.sentences`. tokens: `Annotation.tokens`. docbin: `Annotation.docbin`.
    explanations: the key ``explanation`` of each entity. facts: `Annotation.facts`. language: `Annotation.foreign`.
    components: factories of those that a pipeline gets at its end where it lacks them. selection: which entities are
    kept.
    """

    sentences: bool = False
    tokens: bool = False
    docbin: bool = False
    explanations: bool = False
    facts: bool = False
    language: bool = False
    components: tuple[str, ...] = ()
    selection: Selection = EVERYTHING


ENTITIES_ONLY: Final = WriterRequirements()


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token, its IOB2 tag, and the entity of `Annotation.ents` that begins at it."""

    text: str
    tag: str
    space_after: bool
    ent: Entity | None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was found in one text.

    ents, nested: start and end in characters, label, text, normal, quantity, cluster, score, source, and explanation
    where it was asked for; script, latin or arabic, where a mention in these letters is read in Cyrillic; place, where
    kk_linker has linked it.
    sentences: (start, end) in characters. tokens: per sentence, the tokens that are not white
    space. docbin: the document as the bytes of a DocBin. people: ``doc._.people`` (None without atau's normalizer).
    facts: as `atau.facts.to_dict` gives them, None where they were not asked for.
    foreign: the code of the language where the text surely is not Kazakh (`atau.lang.language.foreign_language`).
    """

    ents: list[Entity]
    nested: list[Entity]
    sentences: list[tuple[int, int]]
    tokens: list[list[TokenRow]] = dataclasses.field(default_factory=list)
    docbin: bytes | None = None
    people: list[dict[str, Any]] | None = None
    foreign: str | None = None
    facts: list[dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A record with its annotation."""

    record: InputRecord
    annotation: Annotation


def describe(doc: Doc, needs: WriterRequirements, about: Mapping[str, Any] | None = None) -> Annotation:
    """The annotation of `doc`; `about` is added to the user data of the DocBin. What is not selected leaves `doc`."""
    needs.selection.apply(doc)
    sentences = _sentences(doc) if needs.sentences or needs.tokens else []
    ents = [entity(ent, explain=needs.explanations) for ent in doc.ents]
    return Annotation(
        ents=ents,
        nested=[entity(ent, explain=needs.explanations) for ent in doc.spans.get("nested", ())],
        sentences=[(span.start_char, span.end_char) for span in sentences],
        tokens=_tokens(sentences, ents) if needs.tokens else [],
        people=plain(doc._.get("people")) if doc._.has("people") else None,
        docbin=_docbin(doc, about) if needs.docbin else None,
        foreign=_foreign(doc) if needs.language else None,
        facts=_facts(doc) if needs.facts else None,
    )


def _facts(doc: Doc) -> list[dict[str, Any]]:
    from atau.facts import facts_of, to_dict

    return [plain(to_dict(fact)) for fact in facts_of(doc)]


def _foreign(doc: Doc) -> str | None:
    from atau.lang.language import foreign_language

    return foreign_language(doc)


def entity(span: Span, *, explain: bool = False) -> Entity:
    """`span` as a dictionary, the fields in the order of the JSONL output; explanation comes last, if asked for."""
    result: Entity = {
        "start": span.start_char,
        "end": span.end_char,
        "label": span.label_,
        "text": span.text,
    }
    attributes = span._
    for name in ATTRIBUTES:
        result[name] = plain(attributes.get(name)) if attributes.has(name) else None
    for name in WHERE_KNOWN:
        if attributes.has(name) and (value := attributes.get(name)):
            result[name] = plain(value)
    if explain:
        result["explanation"] = _explanation(span)
    return result


def _explanation(span: Span) -> dict[str, Any]:
    """Why `span` was found: words, rules, model_probability, score, resolver (see annotation.schema.json)."""
    from atau.components.common.explain import explain_entity

    found = explain_entity(span)
    return {
        "words": found.in_words(),
        "rules": [{name: plain(getattr(rule, name)) for name in _OF_RULE} for rule in found.rules],
        "model_probability": plain(found.model_probability),
        "score": plain(found.score),
        "resolver": found.resolver,
    }


def _sentences(doc: Doc) -> list[Span]:
    """The sentences of `doc`; without sentence boundaries the whole document is one sentence."""
    if doc.has_annotation("SENT_START"):
        return list(doc.sents)
    return [doc[:]] if len(doc) else []


def _tokens(sentences: Iterable[Span], ents: Sequence[Entity]) -> list[list[TokenRow]]:
    """The tokens of each sentence without white space; an entity stands at its first token in its first sentence.

    An entity that begins with white space, or continues in the next sentence, gets B- on its first token there.
    """
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

    # User data is written by msgpack, which can write neither dataclasses nor decimals.
    for key, value in list(doc.user_data.items()):
        doc.user_data[key] = storable(value)
    doc.user_data.update(storable(about or {}))
    return DocBin(docs=[doc], store_user_data=True).to_bytes()
