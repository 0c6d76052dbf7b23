"""The matcher of quantities (factory ``kk_quantities``); quantity_value.py reads what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.attrs import ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates
from atau.components.quantity.elements import Element, Elements, sequence
from atau.components.quantity.exclusions import is_excluded
from atau.components.quantity.grammar import Grammar, Match
from atau.components.quantity.value import word_elements

LABEL = "QUANTITY"
_MAX_CACHED = 100_000


def _rule(match: Match) -> str:
    return "quantity.range" if match.joined else f"quantity.{match.kind}"


class Quantities:
    """Adds QUANTITY candidates to ``doc.spans["rules"]``, rule ids quantity.count, .money,
    .percent, .measure and .range."""

    def __init__(self) -> None:
        # ORTH id -> elements; () for white space.
        self._cache: dict[int, tuple[Element, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        for doc_ in self.pipe([doc]):
            return doc_
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        for doc in stream:
            add_candidates(doc, self._find(doc))
            yield doc

    def _find(self, doc: Doc) -> list[tuple[int, int, str, str]]:
        pieces = self._pieces(doc)
        if not any(element.num is not None for group in pieces for element in group):
            return []
        spaced: list[bool] = [bool(flag) for flag in doc.to_array(SPACY).tolist()]
        items: Elements = sequence(pieces, spaced, [token.text for token in doc])
        token = items.token
        found: list[tuple[int, int, str, str]] = []
        done = 0
        for match in Grammar(items, is_excluded).all():
            start, end = token[match.start], token[match.end - 1] + 1
            # Two quantities glued into one token (5теңге6теңге) are one candidate.
            if start >= done:
                found.append((start, end, LABEL, _rule(match)))
                done = end
        return found

    def _pieces(self, doc: Doc) -> list[tuple[Element, ...]]:
        cache = self._cache
        if len(cache) > _MAX_CACHED:
            cache.clear()
        orths: list[int] = doc.to_array(ORTH).tolist()
        strings = doc.vocab.strings
        result = []
        for orth in orths:
            found = cache.get(orth)
            if found is None:
                found = cache[orth] = word_elements(strings[orth])
            result.append(found)
        return result


@Language.factory("kk_quantities")
def make_quantities(nlp: Language, name: str) -> Quantities:
    """The matcher of quantities; it takes no settings."""
    return Quantities()
