"""atau as NLP engine of Presidio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from atau.integrations.presidio.mentions import DEFAULT_ENTITIES, LANGUAGE, loaded, mentions

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class AtauNlpEngine(NlpEngine):
    """Annotates Kazakh texts once for all recognizers of an ``AnalyzerEngine``.

    nlp: as for `AtauRecognizer`. others: an engine for other languages, loaded with this one; without it, only ``kk``
    is supported. The artifacts hold the annotated Doc as tokens, and as lemmas the NORMs of its words, which context
    words are compared with.
    """

    engine_name = "atau"
    is_available = True

    def __init__(self, nlp: Language | str | Path | None = None, others: NlpEngine | None = None) -> None:
        self._given = nlp
        self._others = others
        self.nlp: dict[str, Language] | None = None

    def load(self) -> None:
        """Load the pipeline, and the other engine if it is not loaded yet. Raises what `atau.load` does."""
        self.nlp = {LANGUAGE: loaded(self._given)}
        if self._others is not None and not self._others.is_loaded():
            self._others.load()

    def is_loaded(self) -> bool:
        """Whether `load` has been called."""
        return self.nlp is not None

    def _pipeline(self) -> Language:
        if self.nlp is None:
            raise ValueError("the NLP engine is not loaded; call load() first")
        return self.nlp[LANGUAGE]

    def _engine(self, language: str) -> NlpEngine | None:
        """The other engine, for a language that is its; None for Kazakh. Raises ValueError for unknown languages."""
        if language == LANGUAGE:
            return None
        if self._others is None or language not in self._others.get_supported_languages():
            known = ", ".join(self.get_supported_languages())
            raise ValueError(f"there is no engine for the language {language!r}; supported: {known}")
        return self._others

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Annotate a text. Raises ValueError for a language that is not supported."""
        other = self._engine(language)
        return self._artifacts(self._pipeline()(text)) if other is None else other.process_text(text, language)

    def process_batch(
        self,
        texts: Iterable[Any],
        language: str,
        batch_size: int = 1,
        n_process: int = 1,
        as_tuples: bool = False,
        **kwargs: Any,
    ) -> Iterator[Any]:
        """(text, artifacts) of each text, or (text, artifacts, context) where `as_tuples` says that they are pairs."""
        other = self._engine(language)
        if other is not None:
            yield from other.process_batch(texts, language, batch_size, n_process, as_tuples=as_tuples, **kwargs)
            return
        pairs = texts if as_tuples else ((text, None) for text in texts)
        found = self._pipeline().pipe(pairs, as_tuples=True, batch_size=batch_size, n_process=n_process)
        for doc, context in found:
            artifacts = self._artifacts(doc)
            yield (doc.text, artifacts, context) if as_tuples else (doc.text, artifacts)

    def _artifacts(self, doc: Doc) -> NlpArtifacts:
        from spacy.tokens import Span

        found = [item for item in mentions(doc) if item.entity in DEFAULT_ENTITIES]
        return NlpArtifacts(
            # With Presidio's names, for recognizers that read them; those of `doc` keep atau's.
            entities=[Span(doc, item.span.start, item.span.end, label=item.entity) for item in found],
            tokens=doc,
            tokens_indices=[token.idx for token in doc],
            lemmas=[token.norm_ for token in doc],
            nlp_engine=self,
            language=LANGUAGE,
            scores=[item.score for item in found],
        )

    def is_stopword(self, word: str, language: str) -> bool:
        """Whether `word` is one of the language's stop words."""
        other = self._engine(language)
        if other is not None:
            return other.is_stopword(word, language)
        return word.lower() in self._pipeline().Defaults.stop_words

    def is_punct(self, word: str, language: str) -> bool:
        """Whether `word` has neither letters nor digits."""
        other = self._engine(language)
        return not any(map(str.isalnum, word)) if other is None else other.is_punct(word, language)

    def get_supported_entities(self) -> list[str]:
        """The entities in the artifacts of Kazakh texts, and those of the other engine."""
        more = self._others.get_supported_entities() if self._others is not None else []
        return list(dict.fromkeys([*DEFAULT_ENTITIES, *more]))

    def get_supported_languages(self) -> list[str]:
        """``kk`` and the languages of the other engine."""
        return [LANGUAGE, *(self._others.get_supported_languages() if self._others is not None else [])]
