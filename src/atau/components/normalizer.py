"""Dictionary forms of names (``ent._.normal``) and values of quantities (``ent._.quantity``)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from atau.components.candidates import NESTED
from atau.components.extensions import register
from atau.components.quantities import parse_quantity
from atau.components.words import Word, make_word
from atau.lang.text import fold
from atau.morphology import analyses, inflect

_QUOTES = "«»“”„\"‘’"
_MAX_CACHED = 50_000


def nominative(word: Word) -> str:
    """The word without its case suffix, number and possessive kept, letters' case as in the text.

    ``Атыраудан`` gives ``Атырау``, ``әкімінің`` gives ``әкімі``; a word that is in the nominative comes back as it is.
    """
    form = fold(word.form)
    for analysis in analyses(word.norm):
        bare = inflect(analysis.stem, analysis.number, analysis.possessive)
        if word.norm.startswith(bare):
            return form[: len(bare)].rstrip("-")
    return form


class Normalizer:
    """Sets ``normal`` on entities and nested mentions that are names, ``quantity`` on quantities."""

    def __init__(self) -> None:
        register()
        self._nominatives: dict[str, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        for ent in doc.ents:
            self._normalize(ent)
        for span in doc.spans.get(NESTED, ()):
            self._normalize(span)
        return doc

    def _normalize(self, span: Span) -> None:
        if span.label_ == "QUANTITY":
            quantity = parse_quantity([make_word(token.text).form for token in span])
            span._.quantity = quantity.as_dict() if quantity else None
        else:
            span._.normal = self._name(span)

    def _name(self, span: Span) -> str:
        parts = []
        for i, token in enumerate(span):
            word = make_word(token.text)
            if word.space:
                parts.append(" ")
                continue
            last = i == len(span) - 1
            form = self._nominative(token.text, word) if last and word.alpha else fold(word.form)
            # Н.Назарбаев and Н. Назарбаев are one name.
            glued = span.label_ == "PERSON" and form.endswith(".")
            parts.append(form + (" " if token.whitespace_ or glued else ""))
        name = " ".join("".join(parts).split())
        if name[:1] in _QUOTES and name[-1:] in _QUOTES and len(name) > 2:
            name = name[1:-1]
        return name

    def _nominative(self, orth: str, word: Word) -> str:
        found = self._nominatives.get(orth)
        if found is None:
            if len(self._nominatives) > _MAX_CACHED:
                self._nominatives.clear()
            found = self._nominatives[orth] = nominative(word)
        return found


@Language.factory("kk_normalizer", requires=["doc.ents"])
def make_normalizer(nlp: Language, name: str) -> Normalizer:
    """The normalizer; it needs no settings."""
    return Normalizer()
