"""`kk_linker`: sets ``ent.kb_id_`` and ``ent._.place`` on places.

It is not part of the pipelines that come with atau; ``nlp.add_pipe("kk_linker")`` adds it after ``kk_normalizer``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from atau.components.common.candidates import NESTED
from atau.components.common.extensions import register
from atau.components.normalizer.component import span_normal
from atau.facts.places.context import LINKED, place_mentions, place_spans
from atau.facts.places.gazetteer import gazetteer, kb_id
from atau.facts.places.kind_words import kind_words
from atau.facts.places.linking import PlaceLinker


@lru_cache(maxsize=1)
def _shared_linker() -> PlaceLinker:
    """The linker with the package's gazetteer; it is built once, when the first document is linked."""
    return PlaceLinker(gazetteer())


class Linker:
    """Links LOC entities and nested LOC mentions to GeoNames.

    A mention whose place is not in the gazetteer, or is in doubt, has the place None and no kb_id. Raises TableError
    where the gazetteer cannot be read.
    """

    READS = ("entities", "dictionary forms")

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        spans = place_spans(doc)
        if not spans:
            return doc
        names = [span._.normal or span_normal(span) for span in spans]
        links = _shared_linker().link(place_mentions(doc, spans, names, kind_words()))
        known = gazetteer()
        changed: dict[tuple[int, int], str] = {}
        for span, link in zip(spans, links, strict=True):
            span._.place = known.as_dict(link.place) if link else None
            identity = kb_id(link.place) if link else ""
            if identity != span.kb_id_:
                changed[span.start, span.end] = identity
        doc.set_ents(_with_ids(doc.ents, changed), default="unmodified")
        if NESTED in doc.spans and changed:
            group = doc.spans[NESTED]
            renewed = {(span.start, span.end): span for span in _with_ids(group, changed)}
            doc.spans[NESTED] = [renewed.get((span.start, span.end), span) for span in group]
        return doc


def _with_ids(spans: Iterable[Span], identities: Mapping[tuple[int, int], str]) -> list[Span]:
    """Those of the places among `spans` whose id changes, with it."""
    return [
        Span(span.doc, span.start, span.end, span.label, kb_id=identities[span.start, span.end], span_id=span.id)
        for span in spans
        if span.label_ == LINKED and (span.start, span.end) in identities
    ]


@Language.factory(
    "kk_linker",
    requires=["doc.ents"],
    assigns=["doc.ents", "span._.place"],
)
def make_linker(nlp: Language, name: str) -> Linker:
    """The linker."""
    return Linker()
