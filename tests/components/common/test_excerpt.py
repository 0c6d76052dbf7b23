"""A part of a doc as a doc, and docs that went through a DocBin."""

from __future__ import annotations

from spacy.tokens import DocBin

import atau
from atau.components.common.excerpt import as_doc

TEXT = "Жиын өтті. Атырау облысының әкімі Бекзат Нұрсейітов 5 млн теңге бөлді. Сенат тарады."


def test_a_sentence_as_a_doc_keeps_its_nested_mentions_and_attributes() -> None:
    doc = atau.load("rules")(TEXT)
    sentence = list(doc.sents)[1]
    part = as_doc(sentence)
    assert part.text.rstrip() == sentence.text
    assert [(s.text, s.label_) for s in part.spans["nested"]] == [("Атырау облысының", "LOC")]
    assert [(e.text, e._.normal, e._.quantity) for e in part.ents] == [
        (e.text, e._.normal, e._.quantity) for e in sentence.ents
    ]
    assert part._.people is None
    assert len(as_doc(doc[0:2]).spans["nested"]) == 0


def test_people_are_lists_after_a_docbin() -> None:
    nlp = atau.load("rules")
    doc = nlp(TEXT)
    [back] = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    again = DocBin(store_user_data=True).from_bytes(DocBin(docs=[back], store_user_data=True).to_bytes())
    [last] = again.get_docs(nlp.vocab)
    assert last._.people == doc._.people
    assert doc._.people
