"""Attributes belong to a mention; entities of other people's components stay, and nothing stale is left."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import atau

TEXT = "Кеше Атырау облысының әкімі Асқар Омаров пен Қанат Серіков келді."
BRAND = "Атырау"


def ruler(nlp: Language, label: str, pattern: str, *, identity: str = "", **where: object) -> Language:
    entry = {"label": label, "pattern": pattern, **({"id": identity} if identity else {})}
    pipe = nlp.add_pipe("entity_ruler", config={"overwrite_ents": True}, **where)  # type: ignore[arg-type]
    pipe.add_patterns([entry])  # type: ignore[attr-defined]
    return nlp


def ents(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in doc.ents]


@pytest.fixture(params=["rules", "trained"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return atau.load("rules" if request.param == "rules" else request.getfixturevalue("trained"))


@pytest.mark.parametrize("before", ["kk_quantities", "kk_resolver"])
def test_entities_of_a_ruler_before_the_resolver_stay(nlp: Language, before: str) -> None:
    doc = ruler(nlp, "BRAND", "облысының әкімі", identity="brand-1", before=before)(TEXT)
    assert ("облысының әкімі", "BRAND") in ents(doc)
    (brand,) = [ent for ent in doc.ents if ent.label_ == "BRAND"]
    assert (brand.id_, brand._.source, brand._.score) == ("brand-1", "brand-1", None)
    # What does not touch it is found as ever; what would hold it is not.
    assert ("Асқар Омаров", "PERSON") in ents(doc)
    assert not any(ent.label_ == "POSITION" for ent in doc.ents)


def test_without_an_id_the_source_says_that_it_was_preset() -> None:
    doc = ruler(atau.load("rules"), "BRAND", BRAND, before="kk_resolver")(TEXT)
    (brand,) = [ent for ent in doc.ents if ent.label_ == "BRAND"]
    assert (brand.id_, brand._.source) == ("", "preset")


def test_a_second_pass_changes_nothing() -> None:
    nlp = ruler(atau.load("rules"), "BRAND", BRAND, before="kk_resolver")
    doc = nlp(TEXT)
    first = [(ent.text, ent.label_, ent._.source, ent._.score) for ent in doc.ents]
    for name in ("kk_resolver", "kk_normalizer"):
        doc = nlp.get_pipe(name)(doc)
    assert [(ent.text, ent.label_, ent._.source, ent._.score) for ent in doc.ents] == first


def test_a_ruler_that_replaces_the_entity_of_another_one_wins() -> None:
    nlp = ruler(atau.load("rules"), "BRAND", "Атырау облысының", before="kk_resolver")
    ruler(nlp, "TITLE", "облысының әкімі", name="later", after="kk_resolver")
    nlp.add_pipe("kk_resolver", name="again", after="later")
    doc = nlp(TEXT)
    assert ("облысының әкімі", "TITLE") in ents(doc)
    assert not any(ent.label_ == "BRAND" for ent in doc.ents)


def test_the_crf_alone_keeps_them(trained: Path) -> None:
    nlp = atau.load(trained)
    nlp.remove_pipe("kk_resolver")
    doc = ruler(nlp, "BRAND", "Асқар", before="kk_crf")(TEXT)
    assert ("Асқар", "BRAND") in ents(doc)


@pytest.mark.parametrize("after", ["kk_resolver", "kk_normalizer"])
@pytest.mark.parametrize("label", ["BRAND", "PERSON"])
def test_a_ruler_after_it_leaves_nothing_stale(nlp: Language, after: str, label: str) -> None:
    plain = nlp(TEXT)
    assert [person["name"] for person in plain._.people] == ["Асқар Омаров", "Қанат Серіков"]
    doc = ruler(nlp, label, "Асқар Омаров", identity="mine", after=after)(TEXT)
    (found,) = [ent for ent in doc.ents if ent.text == "Асқар Омаров"]
    assert found.label_ == label
    assert (found._.score, found._.source) == (None, None)
    other = next(ent for ent in doc.ents if ent.text == "Қанат Серіков")
    assert other._.source is not None
    if label == "BRAND":
        assert [person["name"] for person in doc._.people] == ["Қанат Серіков"]
    if after == "kk_normalizer":
        assert (found._.normal, found._.cluster) == (None, None)
    elif label == "PERSON":
        assert found._.normal == "Асқар Омаров"


def test_attributes_travel_through_docbin_and_json() -> None:
    nlp = atau.load("rules")
    doc = nlp(TEXT)
    (again,) = DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(nlp.vocab)
    for one, other in zip(doc.ents, again.ents, strict=True):
        assert (one._.normal, one._.score, one._.source) == (other._.normal, other._.score, other._.source)
    found = doc.to_json(underscore=["people", "source"])
    assert found["_"]["people"] == doc._.people
    assert {item["value"] for item in found["underscore_span"]["source"]} >= {ent._.source for ent in doc.ents}


@pytest.mark.filterwarnings("ignore:.*W101:UserWarning")  # spaCy drops what belongs to a whole doc: doc._.people
def test_attributes_move_with_the_text() -> None:
    nlp = atau.load("rules")
    doc = nlp(f"{TEXT} Кеше Семей қаласының әкімі келді.")
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*W102")
        joined = Doc.from_docs([doc, doc])
    assert [ent._.source for ent in joined.ents] == [ent._.source for ent in doc.ents] * 2
    (second,) = list(doc.sents)[1:]
    alone = second.as_doc(copy_user_data=True)
    # Where another entity stood in the doc that it was taken from, one of another label reads nothing.
    assert [ent._.normal for ent in alone.ents] == [ent._.normal for ent in second.ents]
    assert {key[0] for key in alone.user_data} == {"._."}


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)


def test_an_extension_of_the_user_is_not_overwritten_without_a_word() -> None:
    code = (
        "from spacy.tokens import Span\n"
        "Span.set_extension('score', default=7)\n"
        "import atau\n"
        "doc = atau.load('rules')('Кеше Атырауда қар жауды.')\n"
        "print(Span.get_extension('score')[0], doc.ents[0]._.score)\n"
    )
    run = _python(code)
    kept, score = run.stdout.split()
    assert kept == "7"
    assert 0.5 < float(score) < 1
    assert "Span._.score is registered already by other code" in run.stderr


def test_one_that_cannot_be_written_is_an_error() -> None:
    code = "from spacy.tokens import Span\nSpan.set_extension('score', getter=len)\nimport atau\natau.load('rules')\n"
    run = _python(code)
    assert run.returncode
    assert "Span._.score is registered already and cannot be written" in run.stderr


def test_registering_twice_is_silent() -> None:
    run = _python(f"import spacy\nfor _ in range(2): spacy.blank('kk').add_pipe('kk_resolver')\nprint({BRAND!r})")
    assert run.stdout.strip() == BRAND
    assert "registered already" not in run.stderr
