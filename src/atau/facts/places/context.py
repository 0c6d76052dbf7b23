"""What the linker sees of a document: its LOC mentions, each with its name, kind word and sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.attrs import NORM, SENT_START
from spacy.tokens import Doc, Span

from atau.components.common.candidates import NESTED
from atau.facts.places.kind_words import KindWords

LINKED: Final = "LOC"
_CLOSING: Final = frozenset({"»", "”", "“", '"'})
_OPENING: Final = frozenset({"«", "“", "„", '"'})


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A mention of a place.

    name: dictionary form, without its kind word. forms: what it may be called in full, with the kind word in it or
    beside it. kind: what the kind word says, or None. sentence: number of its sentence. text: as it stands. quoted: it
    begins a quotation; titled: it is the whole of one (the title of a firm or a street rather than a place).
    """

    name: str
    forms: tuple[str, ...]
    kind: str | None
    sentence: int
    text: str
    quoted: bool = False
    titled: bool = False


def place_spans(doc: Doc) -> list[Span]:
    """The entities and nested mentions that are linked, in the order of the text."""
    spans = [span for span in (*doc.ents, *doc.spans.get(NESTED, ())) if span.label_ == LINKED]
    return sorted(spans, key=lambda span: (span.start, -span.end))


def place_mentions(doc: Doc, spans: Sequence[Span], names: Sequence[str], kinds: KindWords) -> list[PlaceMention]:
    """A mention for each span; `names` are their dictionary forms."""
    columns = doc.to_array([NORM, SENT_START])
    norms = [doc.vocab.strings[norm] for norm in columns[:, 0].tolist()]
    # A sentence begins at 1; without boundaries the whole document is sentence 0.
    sentences = (columns[:, 1] == 1).cumsum().tolist()
    named = frozenset(index for span in spans for index in range(span.start, span.end))
    found = []
    for span, whole in zip(spans, names, strict=True):
        inside = kinds.of_name(whole)
        name = " ".join(whole.split()[: -inside.length]) if inside else whole
        bare = norms[span.end - 1] == whole.lower().rpartition(" ")[2]
        kind = inside or kinds.after(norms, span.end, named, listed=bare)
        forms = (whole, f"{name} {kind.word}") if kind else (whole,)
        quoted = span.start > 0 and norms[span.start - 1] in _OPENING
        titled = quoted and span.end < len(norms) and norms[span.end] in _CLOSING
        number = sentences[span.start]
        found.append(PlaceMention(name, forms, kind.kind if kind else None, number, span.text, quoted, titled))
    return found
