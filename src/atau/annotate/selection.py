"""Which of the entities are kept: those of some labels, those of a score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from atau.labels import NAMES, display_order

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

_NESTED: Final = "nested"
_SCORES: Final = "kk_resolver"  # the component that gives scores


class SelectionError(ValueError):
    """Labels that the pipeline does not have, or a score where it gives none."""


@dataclass(frozen=True, slots=True)
class Selection:
    """labels: those kept, None for all. min_score: the least score; a mention without a score is kept."""

    labels: frozenset[str] | None = None
    min_score: float | None = None

    def apply(self, doc: Doc) -> None:
        """Take everything else from ``doc.ents`` and ``doc.spans["nested"]``; the people of the doc follow."""
        if self.labels is None and self.min_score is None:
            return
        nested = [span for span in doc.spans.get(_NESTED, ()) if self._keeps(span)]
        doc.ents = [ent for ent in doc.ents if self._keeps(ent)]
        if _NESTED in doc.spans:
            doc.spans[_NESTED] = nested

    def check(self, nlp: Language) -> None:
        """Raises SelectionError where `nlp` cannot give what is asked for."""
        known = known_labels(nlp)
        names = ", ".join(sorted(known, key=display_order)) or "none"
        if self.labels is not None and not self.labels:
            raise SelectionError(f"--labels names no label; the pipeline has {names}")
        unknown = sorted((self.labels or frozenset()) - known)
        if unknown:
            raise SelectionError(f"--labels: the pipeline has no label {', '.join(unknown)}; it has {names}")
        if self.min_score is not None and _SCORES not in nlp.pipe_factories.values():
            raise SelectionError(f"--min-score: this pipeline gives no scores (it has no component {_SCORES})")

    def _keeps(self, span: Span) -> bool:
        if self.labels is not None and span.label_ not in self.labels:
            return False
        if self.min_score is None or not span._.has("score"):
            return True
        score = span._.get("score")
        return score is None or score >= self.min_score


EVERYTHING: Final = Selection()


def known_labels(nlp: Language) -> frozenset[str]:
    """The labels that the entities of `nlp` can have."""
    found: set[str] = set()
    for name, factory in nlp.pipe_factories.items():
        if factory == _SCORES:
            found |= set(NAMES)
        if factory == _SCORES or "doc.ents" in nlp.get_pipe_meta(name).assigns:
            found |= set(nlp.pipe_labels.get(name, ()))
    return frozenset(found)
