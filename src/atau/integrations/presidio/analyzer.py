"""An analyzer for Kazakh that needs nothing but atau and Presidio."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    IpRecognizer,
    PhoneRecognizer,
    UrlRecognizer,
)
from presidio_analyzer.recognizer_registry import RecognizerRegistry
from tldextract import TLDExtract

from atau.integrations.presidio.engine import AtauNlpEngine
from atau.integrations.presidio.mentions import DEFAULT_ENTITIES, LANGUAGE
from atau.integrations.presidio.recognizer import AtauRecognizer

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer
    from spacy.language import Language

_PHONE_WORDS: Final = ("телефон", "тел", "ұялы", "қоңырау", "байланыс", "нөмір", "phone")
_PHONE_REGIONS: Final = ("KZ", "RU", "KG", "UZ", "CN", "TR")


class OfflineEmailRecognizer(EmailRecognizer):
    """Mail addresses, checked against the list of domains that tldextract brings instead of one it would fetch."""

    _domains = TLDExtract(cache_dir=None, suffix_list_urls=())

    def validate_result(self, pattern_text: str) -> bool:
        """Whether the domain of the address ends as one can."""
        return bool(self._domains(pattern_text).fqdn)


def generic_recognizers(language: str = LANGUAGE) -> list[EntityRecognizer]:
    """Presidio's recognizers of what looks alike in all languages: mail, web and IP addresses, cards, accounts, phones.

    Phone numbers of Kazakhstan and its neighbours; with Kazakh context words.
    """
    return [
        OfflineEmailRecognizer(supported_language=language, name="EmailRecognizer", context=["email", "пошта"]),
        UrlRecognizer(supported_language=language),
        IpRecognizer(supported_language=language),
        CreditCardRecognizer(supported_language=language, context=["карта", "card"]),
        IbanRecognizer(supported_language=language, context=["шот", "есепшот", "iban"]),
        PhoneRecognizer(
            supported_language=language, supported_regions=_PHONE_REGIONS, context=list(_PHONE_WORDS)
        ),
    ]  # fmt: skip


def analyzer_engine(
    nlp: Language | str | Path | None = None, supported_entities: Sequence[str] = DEFAULT_ENTITIES
) -> AnalyzerEngine:
    """An ``AnalyzerEngine`` for Kazakh that needs no model but atau's: `AtauRecognizer` and `generic_recognizers`.

    nlp, supported_entities: as for `AtauRecognizer`. Raises what `atau.load` does, ValueError for unknown entities.
    """
    engine = AtauNlpEngine(nlp)
    recognizers = [AtauRecognizer(supported_entities=supported_entities), *generic_recognizers()]
    registry = RecognizerRegistry(recognizers=recognizers, supported_languages=[LANGUAGE])
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=[LANGUAGE])
