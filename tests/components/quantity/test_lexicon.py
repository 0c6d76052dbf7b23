"""Units and words of the user: in mentions, in values, in a copy of the lexicon."""

from __future__ import annotations

import pickle

import pytest
import spacy
from spacy.language import Language

from atau.components.quantity.lexicon import QuantityLexicon, quantity_lexicon, shared_lexicon
from atau.components.quantity.parsing import parse_quantity
from atau.components.quantity.tables import TABLES
from atau.tables import TableError, TableSet

EXTRA = {
    "units": [["мысқал", "мысқал", "measure"], ["бу қазан", "бу қазан", "measure"]],
    "unit_codes": [["мысқал", "g", "17/4"], ["бу қазан", "{boiler}", "1"]],
    "quantity_pairs": [["мысқал", "грамм", "4"]],
    "quantity_words": [["шамалап", "left", "-", "about"]],
    "counted_words": [["қарамұра", "noun"]],
}


@pytest.fixture(scope="module")
def lexicon() -> QuantityLexicon:
    return quantity_lexicon(TableSet(TABLES, extra=EXTRA))


def test_a_unit_of_the_user_is_found_and_read(lexicon: QuantityLexicon) -> None:
    found = parse_quantity(["8", "мысқалға"], lexicon=lexicon)
    assert found is not None
    assert (found.kind, found.unit, found.value) == ("measure", "g", 34)
    found = parse_quantity(["шамалап", "3", "бу", "қазаннан"], lexicon=lexicon)
    assert found is not None
    assert (found.unit, found.value, found.approx) == ("{boiler}", 3, "about")


def test_pairs_and_nouns_of_the_user(lexicon: QuantityLexicon) -> None:
    found = parse_quantity(["2", "мысқал", "2", "грамм"], lexicon=lexicon)
    assert found is not None
    assert str(found.value) == "10.625"
    assert parse_quantity(["5"], after=["қарамұра"], lexicon=lexicon).counted == "қарамұра"  # type: ignore[union-attr]


def test_the_words_of_one_user_are_not_those_of_another(lexicon: QuantityLexicon) -> None:
    assert parse_quantity(["8", "мысқалға"], lexicon=lexicon) is not None
    assert parse_quantity(["8", "мысқалға"]) is None


def test_lexicons_without_words_of_the_user_are_one() -> None:
    assert quantity_lexicon(TableSet(TABLES)) is shared_lexicon()
    assert pickle.loads(pickle.dumps(shared_lexicon())) is shared_lexicon()


def test_a_copy_knows_the_same_words(lexicon: QuantityLexicon) -> None:
    copy = pickle.loads(pickle.dumps(lexicon))
    assert parse_quantity(["8", "мысқалға"], lexicon=copy) == parse_quantity(["8", "мысқалға"], lexicon=lexicon)


def _amounts(nlp: Language, text: str) -> list[str]:
    doc = nlp(text)
    return [span.text for span in doc.spans["rules"]]


def test_the_matcher_takes_units() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_quantities", config={"extra": {"units": EXTRA["units"]}})
    assert _amounts(nlp, "Ол 8 мысқал алтын тапты.") == ["8 мысқал"]
    plain = spacy.blank("kk")
    plain.add_pipe("kk_quantities")
    assert _amounts(plain, "Ол 8 мысқал алтын тапты.") == ["8"]


def test_a_table_without_currency_signs() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_quantities", config={"tables": {"units": [["теңге", "теңге", "money"]]}})
    assert _amounts(nlp, "Құны $5 екен, 7 теңге емес.") == ["5", "7 теңге"]


def test_faulty_units_are_rejected() -> None:
    with pytest.raises(TableError, match="'mony' is not a known kind"):
        spacy.blank("kk").add_pipe("kk_quantities", config={"extra": {"units": [["мысқал", "мысқал", "mony"]]}})
