"""What a user adds is found, has its dictionary form or value, and reaches the processes of `nlp.pipe`."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import atau
from atau.components.common.rule_component import add_rows
from atau.corpus.marked import parse

# Words that would lose an ending, or that no one would find, without the rows of EXTRA.
TEXT = "Кеше Сәмбигүлмен бірге Тұлпардадан келдік. Тасбаудадан 5 шөмеле шөп алып, бас сыншысына бердік."
EXTRA = {
    "places": [["Тұлпарда", "village"]],
    "given_names": [["Сәмбигүл", "f", "kazakh"]],
    "org_names": [["Тасбауда", ""]],
    "offices": [["бас сыншы", "full"]],
    "units": [["шөмеле", "шөмеле", "measure"]],
    "unit_codes": [["шөмеле", "{haycock}", "1"]],
}


def normals(nlp: Language) -> dict[str, str | None]:
    return {ent.text: ent._.normal for ent in nlp(TEXT).ents if ent.label_ != "QUANTITY"}


@pytest.fixture(scope="module")
def extended() -> Language:
    nlp = atau.load("rules")
    add_rows(nlp, EXTRA)
    return nlp


def test_names_have_their_dictionary_form(extended: Language, tmp_path: Path) -> None:
    expected = {"Сәмбигүлмен": "Сәмбигүл", "Тұлпардадан": "Тұлпарда", "Тасбаудадан": "Тасбауда"}
    assert {name: normal for name, normal in normals(extended).items() if name in expected} == expected
    assert not normals(atau.load("rules")).keys() & expected.keys()
    extended.to_disk(tmp_path / "model")
    assert normals(atau.load(tmp_path / "model")) == normals(extended)


def test_a_unit_has_its_code(extended: Language) -> None:
    [amount] = [ent for ent in extended(TEXT).ents if ent.label_ == "QUANTITY"]
    assert amount.text == "5 шөмеле"
    assert amount._.quantity == {"value": 5, "unit": "{haycock}", "kind": "measure"}


def test_a_nominative_that_looks_like_a_case() -> None:
    nlp = spacy.blank("kk")
    marked = parse("⟦LOC Сайраннан⟧ ⟦LOC Тұлпардадан⟧ келді.")

    def form() -> list[str | None]:
        doc = nlp.make_doc(marked.text)
        doc.ents = [span for m in marked.flat if (span := doc.char_span(m.start, m.end, label=m.label))]
        return [ent._.normal for ent in nlp.get_pipe("kk_normalizer")(doc).ents]

    nlp.add_pipe("kk_normalizer")
    assert form() == ["Сайран", "Тұлпарда"]
    add_rows(nlp, {"nominatives": [["тұлпардадан", ""]]})
    assert form() == ["Сайран", "Тұлпардадан"]


@pytest.mark.skipif("spawn" not in multiprocessing.get_all_start_methods(), reason="no spawn on this system")
def test_rows_reach_other_processes(extended: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spacy.language.mp", multiprocessing.get_context("spawn"))
    found = [
        {ent.text: ent._.normal for ent in doc.ents if ent.label_ != "QUANTITY"}
        for doc in extended.pipe([TEXT] * 2, n_process=2, batch_size=1)
    ]
    assert found == [normals(extended)] * 2
