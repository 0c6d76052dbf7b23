"""Rules in words: every id has a row, every example fires, every mention can be explained."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import atau
from atau.components.common.explain import RuleInfo, UnknownRuleError, explain_entity, rule_info, rules

COMPONENTS = Path(atau.__file__).parent / "components"
_ID = re.compile(r'"((?:quantity|place|person|org|position)\.[a-z_]+)"')
# Ids that the quantity matcher puts together.
_MADE = {"quantity.count", "quantity.money", "quantity.percent", "quantity.measure", "quantity.range"}


def test_every_id_in_the_code_has_a_row_and_every_row_an_id() -> None:
    code = {found for path in COMPONENTS.rglob("*.py") for found in _ID.findall(path.read_text(encoding="utf-8"))}
    assert (code | _MADE) == set(rules())


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_its_example_fires(rule: RuleInfo) -> None:
    start, end = rule.example.index("⟦"), rule.example.index("⟧") - 1
    doc = atau.load("rules")(rule.example.replace("⟦", "").replace("⟧", ""))
    found = [(span.start_char, span.end_char, span.id_) for span in doc.spans["rules"]]
    assert (start, end, rule.id) in found
    assert rule.meaning.endswith(".")


def test_the_folder_of_a_rule_holds_its_code() -> None:
    for rule in rules().values():
        assert (COMPONENTS.parent / rule.folder / "component.py").is_file()
        assert rule.files or rule.id in _MADE


def test_an_unknown_rule_is_told_with_those_that_are_close() -> None:
    with pytest.raises(UnknownRuleError, match=r"'org\.head_plac'; did you mean .*org\.head_place"):
        rule_info("org.head_plac")


def test_a_mention_is_explained() -> None:
    doc = atau.load("rules")("Кеше Атырау облысының әкімі Асқар Омаров келді.")
    office, person = doc.ents
    explained = explain_entity(office)
    assert [rule.id for rule in explained.rules] == ["position.named_body"]
    assert explained.model_probability is None
    assert explained.score == office._.score
    assert "LOC “Атырау облысының” (place.gazetteer)" in explained.resolver
    assert explain_entity(person).in_words().startswith("Given name with surname or patronymic")
    nested = doc.spans["nested"][0]
    assert "place.gazetteer" in explain_entity(nested).in_words()
    within = "It stands inside of POSITION “Атырау облысының әкімі” (position.named_body), as a mention of its own."
    assert explain_entity(nested).resolver == within


def test_what_the_model_thought(trained: Path) -> None:
    doc = spacy.load(trained)("Кеше Атырау облысының әкімі Асқар Омаров келді.")
    for ent in doc.ents:
        explained = explain_entity(ent)
        assert explained.model_probability is not None
        assert 0 <= explained.model_probability <= 1
        assert "resolver took it" in explained.in_words()


def test_what_is_left_of_the_reasons_in_a_stored_doc(trained: Path) -> None:
    nlp = spacy.load(trained)
    doc = nlp("Кеше Атырау облысының әкімі Асқар Омаров келді.")
    stored = DocBin(docs=[doc], store_user_data=False).to_bytes()
    (again,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert all("resolver took it" in explain_entity(ent).resolver for ent in again.ents)
    # spaCy keeps the spans of a group, not what is noted of them.
    plain = Doc(nlp.vocab).from_json(doc.to_json())
    assert [explain_entity(ent).model_probability for ent in plain.ents] == [None] * len(doc.ents)


def test_a_doc_that_atau_has_never_seen() -> None:
    code = (
        "from spacy.tokens import Doc, Span\nfrom spacy.vocab import Vocab\n"
        "from atau.components.common.explain import explain_entity\n"
        "doc = Doc(Vocab(), ['Атырау'])\ndoc.ents = [Span(doc, 0, 1, 'LOC')]\n"
        "assert explain_entity(doc.ents[0]).resolver == 'No component of atau found it.'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
