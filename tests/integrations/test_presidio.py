"""Presidio with atau: what is recognised, why, and that nothing is fetched."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest
from spacy.language import Language

import atau

pytest.importorskip("presidio_analyzer", reason='the extra "presidio" is not installed')

from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine, RecognizerResult
from presidio_analyzer.nlp_engine import NoOpNlpEngine
from presidio_analyzer.recognizer_registry import RecognizerRegistry

from atau.integrations.presidio import (
    CLUSTER,
    NORMAL,
    SOURCE,
    AtauNlpEngine,
    AtauRecognizer,
    analyzer_engine,
    generic_recognizers,
    numbered,
)

TEXT = "Атырау облысының әкімі Бекзат Нұрсейітов «Ақ Жол» ЖШС-не 4,5 млрд. теңге бөлді. Нұрсейітов Оралға барды."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


@pytest.fixture(scope="module")
def engine(nlp: Language) -> AnalyzerEngine:
    return analyzer_engine(nlp)


def found(results: list[RecognizerResult], text: str = TEXT) -> list[tuple[str, str]]:
    return [(result.entity_type, text[result.start : result.end]) for result in sorted(results)]


def test_people_places_and_organisations_under_presidios_names(engine: AnalyzerEngine) -> None:
    assert found(engine.analyze(TEXT, "kk")) == [
        ("LOCATION", "Атырау облысының"),
        ("PERSON", "Бекзат Нұрсейітов"),
        ("ORGANIZATION", "«Ақ Жол» ЖШС-не"),
        ("PERSON", "Нұрсейітов"),
        ("LOCATION", "Оралға"),
    ]
    assert found(engine.analyze(TEXT, "kk", entities=["ORGANIZATION"])) == [("ORGANIZATION", "«Ақ Жол» ЖШС-не")]


def test_positions_and_quantities_on_request(nlp: Language) -> None:
    asked = analyzer_engine(nlp, ["POSITION", "QUANTITY"])
    assert found(asked.analyze(TEXT, "kk")) == [
        ("POSITION", "Атырау облысының әкімі"),
        ("QUANTITY", "4,5 млрд. теңге"),
    ]
    with pytest.raises(ValueError, match="does not recognise NRP; supported_entities can be PERSON, LOCATION"):
        AtauRecognizer(nlp, ["PERSON", "NRP"])


def test_scores_and_reasons_are_ataus(engine: AnalyzerEngine, nlp: Language) -> None:
    results = engine.analyze(TEXT, "kk", entities=["PERSON"], return_decision_process=True)
    persons = [ent for ent in nlp(TEXT).ents if ent.label_ == "PERSON"]
    assert [result.score for result in sorted(results)] == [ent._.score for ent in persons]
    first = min(results)
    assert first.analysis_explanation.recognizer == "AtauRecognizer"
    assert "(person.full)" in first.analysis_explanation.textual_explanation
    assert first.recognition_metadata[SOURCE] == "person.full"
    assert first.recognition_metadata[NORMAL] == "Бекзат Нұрсейітов"
    assert len({result.recognition_metadata[CLUSTER] for result in results}) == 1
    json.dumps(first.recognition_metadata)


def test_score_threshold_of_presidio_holds(engine: AnalyzerEngine) -> None:
    sure = engine.analyze(TEXT, "kk", score_threshold=0.95)
    assert {result.score >= 0.95 for result in sure} == {True}
    assert len(sure) < len(engine.analyze(TEXT, "kk"))


def test_engine_annotates_each_text_once(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    whole = type(nlp).__call__
    monkeypatch.setattr(type(nlp), "__call__", lambda self, text: (calls.append(text), whole(self, text))[1])
    analyzer_engine(nlp).analyze(TEXT, "kk")
    assert calls == [TEXT]


def test_recognizer_in_an_engine_without_atau(nlp: Language) -> None:
    plain = NoOpNlpEngine([{"lang_code": "kk", "model_name": ""}])
    registry = RecognizerRegistry([AtauRecognizer(nlp)], supported_languages=["kk"])
    analyzer = AnalyzerEngine(registry, plain, supported_languages=["kk"])
    assert ("PERSON", "Нұрсейітов") in found(analyzer.analyze(TEXT, "kk"))
    assert AtauRecognizer("rules").analyze(TEXT, ["EMAIL_ADDRESS"]) == []


def test_engine_with_presidios_own_recognizers(nlp: Language) -> None:
    analyzer = AnalyzerEngine(nlp_engine=AtauNlpEngine(nlp), supported_languages=["kk"])
    results = found(analyzer.analyze(TEXT, "kk", entities=["PERSON", "LOCATION", "ORGANIZATION"]))
    assert {("LOCATION", "Атырау облысының"), ("PERSON", "Бекзат Нұрсейітов")} <= set(results)
    # A Doc keeps the labels of atau, whatever Presidio calls them.
    artifacts = analyzer.nlp_engine.process_text(TEXT, "kk")
    assert "LOC" in {ent.label_ for ent in artifacts.tokens.ents}


def test_nothing_goes_to_the_network(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> None:
        raise AssertionError(f"a connection to {arguments[1:]}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    text = "Поштасы aliya@example.kz, сайты https://example.kz/jana телефоны 8 701 123 45 67, IP 10.0.0.1."
    results = found(analyzer_engine(nlp).analyze(text, "kk"), text)
    assert {
        ("EMAIL_ADDRESS", "aliya@example.kz"),
        ("URL", "https://example.kz/jana"),
        ("PHONE_NUMBER", "8 701 123 45 67"),
        ("IP_ADDRESS", "10.0.0.1"),
    } <= set(results)


def test_kazakh_context_words_raise_scores(nlp: Language) -> None:
    texts = ["Оның нөмірі сол: 8 701 123 45 67.", "Сол: 8 701 123 45 67."]
    with_words, without = (analyzer_engine(nlp).analyze(text, "kk", entities=["PHONE_NUMBER"])[0] for text in texts)
    assert with_words.score > without.score


def test_batches_and_pairs(engine: AnalyzerEngine, nlp: Language) -> None:
    batch = list(BatchAnalyzerEngine(engine).analyze_iterator([TEXT, "Жаңбыр жауды.", ""], "kk", batch_size=2))
    assert [len(results) for results in batch] == [5, 0, 0]
    pairs = list(engine.nlp_engine.process_batch([("Оралда", 1), ("Абай", 2)], "kk", as_tuples=True))
    assert [(text, context) for text, _, context in pairs] == [("Оралда", 1), ("Абай", 2)]


def test_other_languages_go_to_the_other_engine(nlp: Language) -> None:
    both = AtauNlpEngine(nlp, others=NoOpNlpEngine([{"lang_code": "en", "model_name": ""}]))
    with pytest.raises(ValueError, match=r"call load\(\) first"):
        both.process_text(TEXT, "kk")
    both.load()
    assert both.get_supported_languages() == ["kk", "en"]
    assert len(both.process_text("Rain.", "en").tokens) == 0
    assert [len(artifacts.tokens) for _, artifacts in both.process_batch(["Rain."], "en")] == [0]
    assert both.is_stopword("және", "kk")
    assert not both.is_stopword("және", "en")
    assert both.is_punct("…", "kk")
    assert not both.is_punct("Орал", "kk")
    with pytest.raises(ValueError, match="language 'ru'; supported: kk, en"):
        both.process_text("Дождь.", "ru")
    registry = RecognizerRegistry(
        [AtauRecognizer(), *generic_recognizers(), *generic_recognizers("en")], supported_languages=["kk", "en"]
    )
    analyzer = AnalyzerEngine(registry, both, supported_languages=["kk", "en"])
    assert ("PERSON", "Нұрсейітов") in found(analyzer.analyze(TEXT, "kk"))
    assert analyzer.analyze("Write to a@example.com", "en")[0].entity_type == "EMAIL_ADDRESS"


def test_anonymised_text_tells_people_apart(engine: AnalyzerEngine) -> None:
    anonymizer = pytest.importorskip("presidio_anonymizer", reason="presidio-anonymizer is not installed")
    text = f"{TEXT} Ерлан Сәрсенбаев келді."
    results = engine.analyze(text, "kk")
    before = [(result.entity_type, result.start) for result in results]
    hidden = anonymizer.AnonymizerEngine().anonymize(text, numbered(results)).text
    assert hidden == (
        "<LOCATION_1> әкімі <PERSON_1> <ORGANIZATION_1> 4,5 млрд. теңге бөлді. <PERSON_1> <LOCATION_2> барды. "
        "<PERSON_2> келді."
    )
    assert [(result.entity_type, result.start) for result in results] == before


def test_numbering_leaves_other_recognizers_alone() -> None:
    assert [result.entity_type for result in numbered([RecognizerResult("URL", 3, 5, 0.5)])] == ["URL"]
