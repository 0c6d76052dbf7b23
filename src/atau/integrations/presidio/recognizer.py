"""atau as a recognizer of Presidio."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from presidio_analyzer import AnalysisExplanation, LocalRecognizer, RecognizerResult

import atau
from atau.components.common.explain import explain_entity
from atau.integrations.presidio.engine import AtauNlpEngine
from atau.integrations.presidio.mentions import (
    CLUSTER,
    DEFAULT_ENTITIES,
    ENTITIES,
    LANGUAGE,
    NORMAL,
    SOURCE,
    Mention,
    loaded,
    mentions,
)

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts
    from spacy.language import Language
    from spacy.tokens import Doc


class AtauRecognizer(LocalRecognizer):
    """Persons, places and organisations in Kazakh text; on request positions and quantities.

    nlp: a pipeline, or what `atau.load` takes; None: the best model that is installed. It is loaded when the first text
    needs it, never if the engine is an `AtauNlpEngine`, whose annotation is used. supported_entities: names of
    Presidio, some of the values of `ENTITIES`; ValueError for others.

    Places and organisations inside of longer mentions (the region in the name of an office) are results of their own,
    so that they are found even where the longer mention was not asked for. A result's score is atau's calibrated
    score; its ``analysis_explanation`` says which rules or which model found it and why it was chosen.
    """

    name: str

    def __init__(
        self,
        nlp: Language | str | Path | None = None,
        supported_entities: Sequence[str] = DEFAULT_ENTITIES,
        supported_language: str = LANGUAGE,
        name: str = "AtauRecognizer",
        context: list[str] | None = None,
    ) -> None:
        unknown = sorted(set(supported_entities) - set(ENTITIES.values()))
        if unknown:
            known = ", ".join(ENTITIES.values())
            raise ValueError(f"atau does not recognise {', '.join(unknown)}; supported_entities can be {known}")
        self._nlp = nlp
        super().__init__(
            supported_entities=list(supported_entities),
            supported_language=supported_language,
            name=name,
            version=atau.__version__,
            context=context,
        )

    def load(self) -> None:
        """Nothing to do yet: the pipeline is loaded with the first text that needs it."""

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """The mentions in `text` of those `entities` that are supported; offsets in characters."""
        wanted = set(entities) & set(self.supported_entities)
        if not wanted:
            return []
        return [self._result(found) for found in mentions(self._doc(text, nlp_artifacts)) if found.entity in wanted]

    def _doc(self, text: str, artifacts: NlpArtifacts | None) -> Doc:
        if artifacts is not None and isinstance(artifacts.nlp_engine, AtauNlpEngine):
            doc: Doc = artifacts.tokens
            if doc.text == text:
                return doc
        self._nlp = loaded(self._nlp)
        return self._nlp(text)

    def _result(self, found: Mention) -> RecognizerResult:
        span = found.span
        explanation = AnalysisExplanation(
            recognizer=self.name,
            original_score=found.score,
            textual_explanation=explain_entity(span).in_words(),
        )
        return RecognizerResult(
            entity_type=found.entity,
            start=span.start_char,
            end=span.end_char,
            score=found.score,
            analysis_explanation=explanation,
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                NORMAL: span._.normal,
                CLUSTER: span._.cluster,
                SOURCE: span._.source,
            },
        )


def numbered(results: Iterable[RecognizerResult]) -> list[RecognizerResult]:
    """Copies of results of one text whose entity types tell apart what they name: PERSON_1, PERSON_2, LOCATION_1.

    Mentions with one cluster, or one dictionary form where there is no cluster, get one number, counted in the order of
    the text; results of other recognizers stay as they are. ``AnonymizerEngine`` then writes ``<PERSON_1>`` for each
    mention of the first person.
    """
    numbers: dict[tuple[str, str], int] = {}
    counts: dict[str, int] = {}
    found = []
    for result in sorted(results, key=lambda result: (result.start, -result.end)):
        renamed = copy.copy(result)
        metadata = result.recognition_metadata or {}
        named = metadata.get(CLUSTER) or metadata.get(NORMAL)
        if named is not None:
            key = (result.entity_type, named)
            if key not in numbers:
                counts[result.entity_type] = numbers[key] = counts.get(result.entity_type, 0) + 1
            renamed.entity_type = f"{result.entity_type}_{numbers[key]}"
        found.append(renamed)
    return found
