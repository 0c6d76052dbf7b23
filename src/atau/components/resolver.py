"""The one place where candidates meet: which become entities, which stand inside them, which go.

The order, the first difference decides:

1. longer in tokens before shorter;
2. of equal length, the label that comes first in `LABEL_ORDER`;
3. of equal label, the rule with the higher precision on development gold (data/rules.tsv);
4. of equal precision, the earlier start, then the rule id in alphabetical order.

A candidate that overlaps an entity already taken does not become one. If it lies inside an ORG or POSITION, and is an
ORG, LOC or PERSON, it goes to ``doc.spans["nested"]`` instead, the largest first, one level deep.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from atau.components.candidates import NESTED, RULES
from atau.components.extensions import register
from atau.lexicon.table import read_table

LABEL_ORDER = ("POSITION", "ORG", "PERSON", "LOC", "QUANTITY")
NESTABLE = frozenset({"ORG", "LOC", "PERSON"})
HOLDERS = frozenset({"ORG", "POSITION"})
_RANK = {label: i for i, label in enumerate(LABEL_ORDER)}
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `start:end` may be a mention of `label`, says `source`, right with probability `score`."""

    start: int
    end: int
    label: str
    source: str
    score: float


def resolve(found: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """(entities, nested mentions), each in order of place; see the module for the order of precedence."""
    ranked = sorted(
        set(found),
        key=lambda c: (c.start - c.end, _RANK.get(c.label, len(_RANK)), -c.score, c.start, c.source),
    )
    owner: dict[int, Candidate] = {}
    inner: dict[int, Candidate] = {}
    flat: list[Candidate] = []
    nested: list[Candidate] = []
    for candidate in ranked:
        span = range(candidate.start, candidate.end)
        holders = {owner.get(i) for i in span}
        if holders == {None}:
            flat.append(candidate)
            owner.update(dict.fromkeys(span, candidate))
            continue
        holder = owner.get(candidate.start)
        if (
            len(holders) == 1
            and holder is not None
            and holder.label in HOLDERS
            and candidate.label in NESTABLE
            and candidate.end - candidate.start < holder.end - holder.start
            and not any(i in inner for i in span)
        ):
            nested.append(candidate)
            inner.update(dict.fromkeys(span, candidate))
    by_place = lambda c: (c.start, -c.end)  # noqa: E731
    return sorted(flat, key=by_place), sorted(nested, key=by_place)


@lru_cache(maxsize=1)
def rule_precisions() -> dict[str, float]:
    """Rule id to the share of its candidates that are right on development gold (data/rules.tsv)."""
    table = read_table(_DATA / "rules.tsv", ("rule", "precision", "marks"), unique=("rule",))
    return {rule: float(precision) for rule, precision, _ in table}


class Resolver:
    """Turns ``doc.spans["rules"]`` into ``doc.ents`` and ``doc.spans["nested"]``, with score and source."""

    def __init__(self) -> None:
        register()
        self._precision = rule_precisions()

    def __call__(self, doc: Doc) -> Doc:
        found = [
            Candidate(s.start, s.end, s.label_, s.id_, self._precision.get(s.id_, 0.5))
            for s in doc.spans.get(RULES, ())
        ]
        flat, nested = resolve(found)
        doc.ents = tuple(self._spans(doc, flat))
        doc.spans[NESTED] = self._spans(doc, nested)
        return doc

    @staticmethod
    def _spans(doc: Doc, chosen: list[Candidate]) -> list[Span]:
        spans = []
        for candidate in chosen:
            span = Span(doc, candidate.start, candidate.end, label=candidate.label, span_id=candidate.source)
            span._.score = candidate.score
            span._.source = candidate.source
            spans.append(span)
        return spans


@Language.factory("kk_resolver", assigns=["doc.ents", "doc.spans"])
def make_resolver(nlp: Language, name: str) -> Resolver:
    """The resolver of rule candidates; it needs no settings."""
    return Resolver()
