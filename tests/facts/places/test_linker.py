"""kk_linker in a pipeline: what it sets, and that it leaves everything else alone."""

from __future__ import annotations

import pickle
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin, Span

import atau

TEXT = "Қызылорда облысының Шиелі ауданында «Ақбидай» ЖШС директоры Ерлан Асқаров 3 млрд теңге бөлді."


def test_entities_get_an_id_and_a_place(linking: Language) -> None:
    doc = linking(TEXT)
    region, district = (ent for ent in doc.ents if ent.label_ == "LOC")
    assert region.kb_id_ == region._.place["id"] == "geonames:1521406"
    assert region._.place["kato"] == "430000000"
    assert district._.place["region"] == "Қызылорда облысы"
    assert abs(district._.place["latitude"] - 44.17) < 0.1
    assert abs(district._.place["longitude"] - 66.74) < 0.1
    assert {ent.label_ for ent in doc.ents if ent._.place or ent.kb_id_} == {"LOC"}


def test_nested_mentions_too(linking: Language) -> None:
    doc = linking("Атырау облысының әкімі Ерлан Асқаров келді.")
    (nested,) = (span for span in doc.spans["nested"] if span.label_ == "LOC")
    assert nested.kb_id_ == "geonames:609862"
    assert nested._.place["name"] == "Атырау облысы"


def test_the_rest_is_as_without_it(linking: Language) -> None:
    plain, linked = atau.load("rules")(TEXT), linking(TEXT)
    for first, second in zip(plain.ents, linked.ents, strict=True):
        assert (first.text, first.label_, first.id_) == (second.text, second.label_, second.id_)
        assert first._.normal == second._.normal
        assert first._.cluster == second._.cluster
        assert first._.quantity == second._.quantity
    assert plain._.people == linked._.people
    assert [ent._.place for ent in plain.ents] == [None] * len(plain.ents)


def test_a_document_without_places(linking: Language) -> None:
    for text in ("", "Ауа райы жақсы."):
        assert not [ent for ent in linking(text).ents if ent._.place]


def test_linking_again_changes_nothing(linking: Language) -> None:
    doc = linking(TEXT)
    before = [(ent.text, ent.kb_id_, ent._.place) for ent in doc.ents]
    doc = linking.get_pipe("kk_linker")(doc)
    assert [(ent.text, ent.kb_id_, ent._.place) for ent in doc.ents] == before


def test_a_place_belongs_to_its_mention(linking: Language) -> None:
    doc = linking(TEXT)
    doc.ents = [Span(doc, 0, 2, label="ORG")]
    assert doc.ents[0]._.place is None


def test_entities_of_another_component_without_dictionary_forms() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Шымкентте"}])
    nlp.add_pipe("kk_linker")
    (ent,) = nlp("Шымкентте көктем.").ents
    assert ent._.place["name"] == "Шымкент"


def test_it_travels_in_a_doc_bin_and_with_the_pipeline(linking: Language, tmp_path: Path) -> None:
    (doc,) = DocBin(store_user_data=True, docs=[linking(TEXT)]).get_docs(linking.vocab)
    (restored,) = (
        DocBin(store_user_data=True)
        .from_bytes(DocBin(store_user_data=True, docs=[doc]).to_bytes())
        .get_docs(linking.vocab)
    )
    assert [ent._.place for ent in restored.ents] == [ent._.place for ent in linking(TEXT).ents]
    assert [ent.kb_id_ for ent in restored.ents] == [ent.kb_id_ for ent in linking(TEXT).ents]
    linking.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert [ent.kb_id_ for ent in loaded(TEXT).ents] == [ent.kb_id_ for ent in linking(TEXT).ents]
    assert pickle.loads(pickle.dumps(linking.get_pipe("kk_linker"))) is not None
