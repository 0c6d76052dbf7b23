"""Resolves overlapping candidates into doc.ents and nested spans.

With a fitted calibrator (`atau.components.resolver.calibrator`) every candidate of the rules and of the model gets the
probability that it is right, and the set without overlaps that gains most becomes the entities. Without one the
mentions of the model's best reading come first, where there is a model, and the rules' candidates fill what is left;
among the rules' the order of `atau.components.common.precedence` decides. Either way a candidate of a rule that is
certain (data/rules.tsv) stands against all candidates of the model, and what a veto meets is no candidate.

A candidate that overlaps an entity already taken does not become one. If it lies inside an ORG or POSITION, and is an
ORG, LOC or PERSON, it goes to ``doc.spans["nested"]`` instead, the largest first, one level deep.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from atau.components.common.candidates import MODEL, NESTED, PRESET, keep_preset, vetoed
from atau.components.common.edges import with_own_edges
from atau.components.common.extensions import claim, register
from atau.components.common.precedence import Candidate, certain_rules, resolve, resolve_nested, rule_candidates
from atau.components.resolver.calibrator import CandidateCalibrator, CandidateFeatures, choose, collect, span_gains
from atau.labels import NAMES

TRUST_FILE = "trust.json"


class Resolver:
    """Turns the candidates of rules and model into ``doc.ents`` and ``doc.spans["nested"]``, with score and source.

    calibrator: fitted on out-of-fold predictions; None for the documented order. It is stored as ``trust.json``.
    Entities that a component of another package has set before (spaCy's ``entity_ruler``, ``ner``) stay as they are:
    they have no score, their source is their id, or "preset".
    """

    READS = ("model candidates", *(f"{label} candidates" for label in NAMES))
    WRITES = ("entities",)

    def __init__(self, calibrator: CandidateCalibrator | None = None) -> None:
        register()
        self.calibrator = calibrator

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None, trust: str | None = None
    ) -> None:
        """trust: path of the calibrator that ``atau training cross-validate`` fitted; None keeps the one that is set.

        Raises CalibratorError, OSError.
        """
        if trust is not None:
            self.calibrator = _read_calibrator(trust)

    def __call__(self, doc: Doc) -> Doc:
        preset = keep_preset(doc)
        taken = {i for span in preset for i in range(span.start, span.end)}
        rules = rule_candidates(doc)
        free = [c for c in rules if taken.isdisjoint(range(c.start, c.end))] if taken else rules
        flat = self._joined(doc, free, taken) if _has_scores(doc) else resolve(free)
        held = [Candidate(s.start, s.end, s.label_, s.id_ or PRESET, 1.0) for s in preset]
        nested = resolve_nested(rules, [*flat, *held])
        doc.ents = (*_kept(preset), *_spans(doc, flat))
        doc.spans[NESTED] = _spans(doc, nested)
        return doc

    def _joined(self, doc: Doc, rules: list[Candidate], taken: AbstractSet[int]) -> list[Candidate]:
        """The entities out of the candidates of rules and model that touch none of the tokens `taken`."""
        found = [f for f in gather(doc, rules) if taken.isdisjoint(range(f.start, f.end))]
        if self.calibrator is None:
            best = [Candidate(f.start, f.end, f.label, f.source, f.probability) for f in found if f.best]
            sure = [c for c in resolve(rules) if c.source in certain_rules()]
            return resolve(rules, [*sure, *(c for c in best if all(c[:3] != s[:3] for s in sure))])
        probabilities = self.calibrator.probabilities(found)
        gains = span_gains(found, probabilities, self.calibrator.span_thresholds)
        chosen = ((found[i], probabilities[i]) for i in choose(found, gains))
        return [Candidate(f.start, f.end, f.label, f.source, round(probability, 4)) for f, probability in chosen]

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The calibrator as JSON; nothing where there is none."""
        return b"" if self.calibrator is None else self.calibrator.to_json().encode("utf-8")

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Resolver:
        """Take over what `to_bytes` gave. Raises CalibratorError."""
        self.calibrator = CandidateCalibrator.from_json(data.decode("utf-8")) if data else None
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write ``trust.json`` to the directory `path`, where there is a calibrator; else remove an earlier one."""
        file = Path(path) / TRUST_FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        if self.calibrator is not None:
            file.write_bytes(self.to_bytes())
        else:
            file.unlink(missing_ok=True)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Resolver:
        """Read ``trust.json``, where there is one. Raises CalibratorError."""
        file = Path(path) / TRUST_FILE
        return self.from_bytes(file.read_bytes() if file.is_file() else b"")


def _has_scores(doc: Doc) -> bool:
    """Whether the model's candidates are there, with their scores; without these the rules alone decide."""
    if MODEL not in doc.spans:
        return False
    group = doc.spans[MODEL]
    if all(len(group.attrs.get(name, ())) == len(group) for name in ("scores", "best")):
        return True
    warnings.warn(
        f"the candidates in doc.spans[{MODEL!r}] have lost their scores (Doc.from_docs keeps no attributes of span "
        "groups), so the rules alone decide; run the resolver on each doc before you join them",
        stacklevel=3,
    )
    return False


def _spans(doc: Doc, chosen: list[Candidate]) -> list[Span]:
    spans = []
    for candidate in chosen:
        span = Span(doc, candidate.start, candidate.end, label=candidate.label, span_id=candidate.source)
        claim(span)
        span._.score = candidate.score
        span._.source = candidate.source
        spans.append(span)
    return spans


def _kept(preset: list[Span]) -> list[Span]:
    for span in preset:
        claim(span)
        span._.source = span.id_ or PRESET
    return preset


def gather(doc: Doc, rules: list[Candidate]) -> list[CandidateFeatures]:
    """What model (``doc.spans["model"]``) and `rules` say about `doc`."""
    group = doc.spans.get(MODEL, ())
    scores, best = (group.attrs["scores"], group.attrs["best"]) if group else ((), ())
    forbidden = vetoed(doc)
    none: AbstractSet[int] = frozenset()
    chosen = resolve(rules)
    return collect(
        (
            guess
            for guess in with_own_edges(
                doc, ((s.start, s.end, s.label_, p, b) for s, p, b in zip(group, scores, best, strict=True))
            )
            if forbidden.get(guess[2], none).isdisjoint(range(guess[0], guess[1]))
        ),
        ((c.start, c.end, c.label, c.source) for c in rules),
        ((c.start, c.end, c.label) for c in chosen),
        ((c.start, c.end, c.label) for c in chosen if c.source in certain_rules()),
    )


def _read_calibrator(path: str | Path) -> CandidateCalibrator:
    return CandidateCalibrator.from_json(Path(path).read_text(encoding="utf-8"))


@Language.factory(
    "kk_resolver",
    requires=["doc.spans"],
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "doc.spans", "span._.score", "span._.source"],
)
def make_resolver(nlp: Language, name: str, trust: str | None = None) -> Resolver:
    """The resolver.

    trust: deprecated; set ``initialize.components.kk_resolver.trust`` instead: a model should hold no path.
    """
    if trust is None:
        return Resolver()
    warnings.warn(
        f"components.{name}.trust is deprecated: move it to initialize.components.{name}.trust",
        DeprecationWarning,
        stacklevel=2,
    )
    return Resolver(_read_calibrator(trust))
