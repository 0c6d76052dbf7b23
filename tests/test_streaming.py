"""atau.stream: what nlp.pipe gives, as plain data, without keeping the words of the stream."""

from __future__ import annotations

import doctest
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import atau
from atau import streaming

TEXTS = [f"Кеше Мар{chr(0x430 + i % 32)}бек{i} ауылының әкімі Асқар Сабыров {i} млн теңге бөлді." for i in range(300)]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


def test_the_examples(nlp: Language) -> None:
    assert doctest.testmod(streaming).failed == 0


def test_a_stream_gives_what_the_pipeline_gives(nlp: Language) -> None:
    expected = [streaming.record(doc) for doc in nlp.pipe(TEXTS)]
    assert list(atau.stream(atau.load("rules"), iter(TEXTS))) == expected
    json.dumps(expected, default=float)
    assert expected[5]["text"] == TEXTS[5]
    assert [person["name"] for person in expected[5]["people"]] == ["Асқар Сабыров"]


def test_the_words_of_a_stream_are_forgotten(nlp: Language) -> None:
    assert sum(1 for _ in atau.stream(nlp, ["бұрынсоңдыестілмеген сөз"])) == 1
    assert "бұрынсоңдыестілмеген" not in nlp.vocab.strings
    assert not nlp.vocab.in_memory_zone


def test_a_stream_is_lazy_and_may_be_left(nlp: Language) -> None:
    seen = []

    def texts() -> Any:
        for text in TEXTS * 1000:
            seen.append(text)
            yield text

    stream = atau.stream(nlp, texts(), len)
    assert next(stream) > 5
    stream.close()
    assert len(seen) < 200
    assert not nlp.vocab.in_memory_zone
    assert nlp("Атырауда жиын өтті.").ents[0].text == "Атырауда"


@pytest.mark.parametrize("read", [lambda doc: doc, lambda doc: doc[0], lambda doc: doc[:], lambda doc: 1 // 0])
def test_what_does_not_outlive_the_batch_is_refused_and_the_pipeline_stays_sound(nlp: Language, read: Any) -> None:
    with pytest.raises((TypeError, ZeroDivisionError)):
        list(atau.stream(nlp, TEXTS[:3], read))
    assert not nlp.vocab.in_memory_zone
    assert len(list(atau.stream(nlp, TEXTS[:3]))) == 3


def test_what_was_found_before_an_error_is_given(nlp: Language) -> None:
    def read(doc: Doc) -> int:
        return 1 // (len(doc) - 2)

    stream = atau.stream(nlp, ["бір", "екі үш", "төрт"], read)
    assert next(stream) == -1
    with pytest.raises(ZeroDivisionError):
        next(stream)


def test_streams_of_several_threads_share_a_pipeline(nlp: Language) -> None:
    expected = list(atau.stream(nlp, TEXTS))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: list(atau.stream(nlp, TEXTS)), range(4)))
    assert found == [expected] * 4
