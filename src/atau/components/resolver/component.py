"""Resolves overlapping candidates into doc.ents and nested spans.

With a fitted calibrator (`atau.components.resolver.calibrator`) every candidate of the rules and of the model gets the
probability that it is right, and the set without overlaps that gains most becomes the entities. Without one the
mentions of the model's best reading come first, where there is a model, and the rules' candidates fill what is left;
among the rules' the order of `atau.components.common.precedence` decides.

A candidate that overlaps an entity already taken does not become one. If it lies inside an ORG or POSITION, and is an
ORG, LOC or PERSON, it goes to ``doc.spans["nested"]`` instead, the largest first, one level deep.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from atau.components.common.candidates import MODEL, NESTED
from atau.components.common.extensions import register
from atau.components.common.precedence import Candidate, resolve, resolve_nested, rule_candidates
from atau.components.resolver.calibrator import Evidence, Trust, choose, collect

TRUST_FILE = "trust.json"


class Resolver:
    """Turns the candidates of rules and model into ``doc.ents`` and ``doc.spans["nested"]``, with score and source.

    trust: what it trusts; None for the documented order. It is stored as ``trust.json``.
    """

    def __init__(self, trust: Trust | None = None) -> None:
        register()
        self.trust = trust

    def __call__(self, doc: Doc) -> Doc:
        rules = rule_candidates(doc)
        flat = self._joined(doc, rules) if MODEL in doc.spans else resolve(rules)
        nested = resolve_nested(rules, flat)
        doc.ents = tuple(self._spans(doc, flat))
        doc.spans[NESTED] = self._spans(doc, nested)
        return doc

    def _joined(self, doc: Doc, rules: list[Candidate]) -> list[Candidate]:
        """The entities out of the candidates of both kinds."""
        evidence = gather(doc, rules)
        if self.trust is None:
            best = [Candidate(e.start, e.end, e.label, e.source, e.probability) for e in evidence if e.best]
            return resolve(rules, best)
        probabilities = self.trust.probabilities(evidence)
        gains = [p - self.trust.least.get(e.label, 0.5) for e, p in zip(evidence, probabilities, strict=True)]
        chosen = ((evidence[i], probabilities[i]) for i in choose(evidence, gains))
        return [Candidate(e.start, e.end, e.label, e.source, round(probability, 4)) for e, probability in chosen]

    @staticmethod
    def _spans(doc: Doc, chosen: list[Candidate]) -> list[Span]:
        spans = []
        for candidate in chosen:
            span = Span(doc, candidate.start, candidate.end, label=candidate.label, span_id=candidate.source)
            span._.score = candidate.score
            span._.source = candidate.source
            spans.append(span)
        return spans

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The fitted numbers as JSON; nothing where there are none."""
        return b"" if self.trust is None else self.trust.to_json().encode("utf-8")

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Resolver:
        """Take over what `to_bytes` gave. Raises TrustError."""
        self.trust = Trust.from_json(data.decode("utf-8")) if data else None
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write ``trust.json`` to the directory `path`, where there are fitted numbers."""
        Path(path).mkdir(parents=True, exist_ok=True)
        if self.trust is not None:
            (Path(path) / TRUST_FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Resolver:
        """Read ``trust.json``, where there is one. Raises TrustError."""
        file = Path(path) / TRUST_FILE
        return self.from_bytes(file.read_bytes() if file.is_file() else b"")


def gather(doc: Doc, rules: list[Candidate]) -> list[Evidence]:
    """What model (``doc.spans["model"]``) and `rules` say about `doc`."""
    group = doc.spans.get(MODEL, ())
    scores, best = (group.attrs["scores"], group.attrs["best"]) if group else ((), ())
    return collect(
        ((s.start, s.end, s.label_, p, b) for s, p, b in zip(group, scores, best, strict=True)),
        ((c.start, c.end, c.label, c.source) for c in rules),
        ((c.start, c.end, c.label) for c in resolve(rules)),
    )


@Language.factory("kk_resolver", assigns=["doc.ents", "doc.spans"], default_config={"trust": None})
def make_resolver(nlp: Language, name: str, trust: str | None) -> Resolver:
    """The resolver. trust: path of the numbers of `atau training cross-validate` (None: the documented order)."""
    return Resolver(None if trust is None else Trust.from_json(Path(trust).read_text(encoding="utf-8")))
