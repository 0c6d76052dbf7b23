"""A mention as the finders of facts see it."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Span

from atau.components.common import extensions  # noqa: F401  (registers span._.normal, span._.cluster …)
from atau.facts.records import Mention


class Named:
    """A mention in tokens `start:end`. holder: the mention around it. nested: those inside it, in order."""

    __slots__ = ("_case", "_cluster", "_normal", "end", "holder", "index", "label", "nested", "span", "start")

    def __init__(self, span: Span, holder: Named | None, index: int) -> None:
        self.span = span
        self.start: int = span.start
        self.end: int = span.end
        self.label: str = span.label_
        self.holder = holder
        self.index = index  # among the outermost mentions
        self.nested: list[Named] = []
        self._normal: str | None = None
        self._cluster: str | None = None
        self._case: str | None = None

    @property
    def normal(self) -> str:
        """Its dictionary form; where no component has set one, its text."""
        if self._normal is None:
            self._normal = self.span._.normal or " ".join(self.span.text.split())
        return self._normal

    @property
    def cluster(self) -> str:
        """What it names: the id that the normalizer gave it, else its dictionary form in lower case."""
        if self._cluster is None:
            self._cluster = self.span._.cluster or f"{self.label} {self.normal.lower()}"
        return self._cluster

    def record(self) -> Mention:
        """The mention as a record."""
        span = self.span
        joined = self.label in ("PERSON", "ORG", "LOC")
        return Mention(
            start=span.start_char,
            end=span.end_char,
            text=span.text,
            label=self.label,
            normal=span._.normal,
            cluster=span._.cluster if joined else None,
        )


def value_of(named: Named) -> dict[str, Any] | None:
    """``ent._.quantity`` of a mention."""
    value: dict[str, Any] | None = named.span._.quantity
    return value
