"""Names that a user adds: they count alone and in longer names, in every case, and travel with the pipeline."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from spacy.language import Language

import atau
from atau.components.common.rule_component import add_rows

TEXT = "Кеше Сәмбигүл келді. Бүгін Тасқыншылдың мақаласы шықты. Хатты Күнтойырмиден алды."
EXTRA = {
    "given_names": [["Сәмбигүл", "f", "kazakh"]],
    "surnames": [["Тасқыншыл", "statesman"]],
    "name_parts": [["йырми", "surname", "3", "m"]],
}
FOUND = [
    ("Сәмбигүл", "person.given", "Сәмбигүл"),
    ("Тасқыншылдың", "person.surname", "Тасқыншыл"),
    ("Күнтойырмиден", "person.surname", "Күнтойырми"),
]


def found(nlp: Language, text: str = TEXT) -> list[tuple[str, str, str | None]]:
    return [(ent.text, ent._.source, ent._.normal) for ent in nlp(text).ents if ent.label_ == "PERSON"]


@pytest.fixture
def extended() -> Language:
    nlp = atau.load("rules")
    add_rows(nlp, EXTRA)
    return nlp


def test_names_are_added(extended: Language, tmp_path: Path) -> None:
    assert found(atau.load("rules")) == []
    assert found(extended) == FOUND
    extended.to_disk(tmp_path / "model")
    assert found(atau.load(tmp_path / "model")) == FOUND


def test_words_of_the_grammar_are_added() -> None:
    nlp = atau.load("rules")
    text = "Ауылда Қатира бикеш тұрады. Бүгін Назым Динара Бекова келді."
    assert ("Қатира", "person.titled", "Қатира") not in found(nlp, text)
    add_rows(nlp, {"person_words": [["бикеш", "honorific"], ["назым", "not"]]})
    assert [name for name, _, _ in found(nlp, text)] == ["Қатира", "Динара Бекова"]


def test_the_component_is_pickled_with_its_rows(extended: Language) -> None:
    persons = pickle.loads(pickle.dumps(extended.get_pipe("kk_persons")))
    doc = persons(extended.make_doc(TEXT))
    assert [(span.text, span.id_) for span in doc.spans["rules"]] == [found[:2] for found in FOUND]
