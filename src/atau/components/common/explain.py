"""Why a mention was found: the rules in words, what the model thought, what the resolver weighed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from spacy.tokens import Doc, Span

from atau.components.common import extensions  # noqa: F401  (registers span._.score and span._.source)
from atau.components.common.candidates import MODEL, NESTED, PRESET, RULES
from atau.components.common.tables import RULES as RULE_TABLE

_COMPONENTS: Final = Path(__file__).parents[1]
# A rule id begins with the name of its component's folder, or with this short form of it.
_SHORT: Final = {"org": "organisation"}
_MAX_RIVALS: Final = 3


class UnknownRuleError(ValueError):
    """There is no rule of that id; the message names those that are close."""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule in words.

    id: as candidates bear it. meaning: one sentence. example: a sentence in which it fires, the mention in ⟦ ⟧.
    precision: share of its candidates that are right on development gold, 0..1. annotations: how many candidates it was
    counted on. certain: its candidates stand against the model. folder: where its code lies, below ``src/atau``. files:
    those of the folder that name the id.
    """

    id: str
    meaning: str
    example: str
    precision: float
    annotations: int
    certain: bool
    folder: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a mention is one.

    rules: the rules that found it, the surest first; () where none did. model_probability: what the model gives the
    span, 0..1; None where there is no model or the doc has lost its probabilities. score: the calibrated probability
    that it is right; None where nothing is known. resolver: one sentence on the decision.
    """

    rules: tuple[RuleInfo, ...]
    model_probability: float | None
    score: float | None
    resolver: str

    def in_words(self) -> str:
        """All of it, a sentence each, in one line."""
        parts = [f"{rule.meaning} ({rule.id})" for rule in self.rules]
        if self.model_probability is not None:
            parts.append(f"The model gives it a probability of {self.model_probability:.2f}.")
        return " ".join([*parts, self.resolver])


@lru_cache(maxsize=1)
def rules() -> dict[str, RuleInfo]:
    """Every rule by its id, in alphabetical order."""
    found = {}
    for identity, precision, counted, certain, meaning, example in RULE_TABLE.read():
        prefix = identity.partition(".")[0]
        folder = _SHORT.get(prefix, prefix)
        # In quotation marks: an example in a docstring may show a rule of another file.
        files = tuple(name for name, text in _sources(folder).items() if f'"{identity}"' in text)
        path = f"components/{folder}"
        found[identity] = RuleInfo(
            identity, meaning, example, float(precision), int(counted), certain == "yes", path, files
        )
    return found


@lru_cache(maxsize=16)
def _sources(folder: str) -> dict[str, str]:
    """File name to text of the modules of a component."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((_COMPONENTS / folder).glob("*.py"))}


def rule_info(identity: str, more: Mapping[str, RuleInfo] | None = None) -> RuleInfo:
    """The rule of that id, or what `more` has under it. Raises UnknownRuleError."""
    known = {**rules(), **(more or {})}
    if identity not in known:
        close = difflib.get_close_matches(identity, known, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(close)}?" if close else "atau explain lists all rules"
        raise UnknownRuleError(f"there is no rule {identity!r}; {hint}")
    return known[identity]


def explain_entity(span: Span) -> Explanation:
    """Why `span`, an entity or a nested mention of an annotated doc, was found."""
    doc = span.doc
    found = [other for other in doc.spans.get(RULES, ()) if _same(other, span)]
    infos = [rules()[other.id_] for other in found if other.id_ in rules()]
    infos.sort(key=lambda info: (-info.precision, info.id))
    modelled = MODEL in doc.spans
    return Explanation(
        tuple(dict.fromkeys(infos)),
        _model_probability(doc, span) if modelled else None,
        span._.score,
        _decision(doc, span, bool(found), any(info.certain for info in infos), modelled),
    )


def _same(one: Span, other: Span) -> bool:
    return (one.start, one.end, one.label) == (other.start, other.end, other.label)


def _model_probability(doc: Doc, span: Span) -> float | None:
    group = doc.spans[MODEL]
    scores = group.attrs.get("scores")
    if scores is None:  # Doc.from_docs and Doc.from_json drop them
        return None
    return next((p for s, p in zip(group, scores, strict=True) if _same(s, span)), 0.0)


def _decision(doc: Doc, span: Span, ruled: bool, certain: bool, modelled: bool) -> str:
    if any(_same(other, span) for other in doc.spans.get(PRESET, ())):
        return f"An earlier component of the pipeline had set it ({span._.source}); such entities stay."
    source = span._.source or span.id_  # the id outlives a DocBin without user data
    if not ruled and not source.startswith(MODEL):
        return "No component of atau found it."
    outer = _outer(doc, span)
    if outer is not None:
        return f"It stands inside of {_named(outer)}, as a mention of its own."
    score = span._.score
    rivals = [_named(other) for other in _rivals(doc, span)]
    against = f" over {', '.join(rivals)}" if rivals else ""
    if not modelled:
        order = "the longer candidate comes first" if rivals else "nothing stood against it"
        return f"The resolver took it{against}: {order}."
    if certain:
        return f"The resolver took it{against}: the rule is certain."
    rated = "" if score is None else f", with a calibrated score of {score:.2f}"
    return f"The resolver took it{against}{rated}."


def _outer(doc: Doc, span: Span) -> Span | None:
    """The entity that `span`, a nested mention, stands in; None for what is an entity itself."""
    if not any(_same(other, span) for other in doc.spans.get(NESTED, ())):
        return None
    around = (ent for ent in doc.ents if ent.start <= span.start and span.end <= ent.end and not _same(ent, span))
    return next(around, None)


def _rivals(doc: Doc, span: Span) -> list[Span]:
    """Other candidates that share a token with `span`, those of rules first, without repetition."""
    found: dict[tuple[int, int, int], Span] = {}
    for group in (RULES, MODEL):
        for other in doc.spans.get(group, ()):
            if other.start < span.end and span.start < other.end and not _same(other, span):
                found.setdefault((other.start, other.end, other.label), other)
    return _outermost(found.values())[:_MAX_RIVALS]


def _outermost(spans: Iterable[Span]) -> list[Span]:
    return sorted(spans, key=lambda s: (s.start - s.end, s.start, s.label_))


def _named(span: Span) -> str:
    text = " ".join(span.text.split())
    return f"{span.label_} “{text}” ({span.id_ or 'model'})"
