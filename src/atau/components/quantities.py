"""The matcher of quantities (factory ``kk_quantities``) and the reading of their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Literal, cast

from spacy.attrs import ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc

from atau.components.candidates import add_candidates
from atau.components.quantity_context import is_excluded
from atau.components.quantity_elements import Element, Elements, elements, sequence
from atau.components.quantity_grammar import Grammar, Match
from atau.lang.text import normalize, repair

LABEL = "QUANTITY"
QuantityKind = Literal["count", "money", "percent", "measure"]
_MAX_CACHED = 100_000


@dataclass(frozen=True, slots=True)
class Quantity:
    """The value of a quantity.

    value: the number, None for ranges, for "tens of" and for length by width. low, high: the
    bounds of a range; of "tens of", low alone. unit: canonical name (теңге, километр/сағат), ""
    for counts. approx: about, over, under, at_least, at_most; None where the number is exact.
    """

    value: int | float | None
    low: int | float | None
    high: int | float | None
    unit: str
    kind: QuantityKind
    approx: str | None

    def as_dict(self) -> dict[str, Any]:
        """The fields as a plain dict, for JSON."""
        return asdict(self)


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _quantity(match: Match) -> Quantity:
    kind = cast(QuantityKind, match.kind)
    approx = match.approx or None
    low, high = _number(match.low), _number(match.high)
    if match.sides:
        return Quantity(None, None, None, match.unit, kind, approx)
    if not match.exact:
        return Quantity(None, low, None, match.unit, kind, approx or "about")
    if match.low != match.high:
        return Quantity(None, low, high, match.unit, kind, approx)
    return Quantity(low, None, None, match.unit, kind, approx)


def parse_quantity(words: Sequence[str]) -> Quantity | None:
    """The value of the words of one quantity; None where no number is found in them.

    Takes the words as an amount without asking for their context.

    >>> parse_quantity(["шамамен", "60-70", "млн.", "евро"]).high
    70000000
    """
    pieces = [elements(word.lower()) if word.strip() else () for word in words]
    items = sequence(pieces, [True] * len(words), list(words))
    found = Grammar(items, lambda *_: False).all()
    if not found:
        return None
    # The longest, should a stray number stand beside the quantity.
    return _quantity(max(found, key=lambda match: (match.end - match.start, -match.start)))


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
                found = cache[orth] = _elements_of(strings[orth])
            result.append(found)
        return result


def _elements_of(orth: str) -> tuple[Element, ...]:
    if not orth.strip():
        return ()
    text = normalize(orth) if any(c.isalpha() for c in orth) else repair(orth)
    return elements(text.strip() or orth)


@Language.factory("kk_quantities")
def make_quantities(nlp: Language, name: str) -> Quantities:
    """The matcher of quantities; it takes no settings."""
    return Quantities()
