"""Values that depend on what stands beside the mention: bullets and minuses, rows of currencies."""

from __future__ import annotations

import pytest
from spacy.language import Language

import atau

VALUES: list[tuple[str, list[int | None]]] = [
    # A bullet or a minus at the start of a line
    ("-5 адам келді.\n-7 адам кетті.", [5, 7]),
    ("Тізім:\n– 5 млн теңге жолға\n– 3 млн теңге суға", [5_000_000, 3_000_000]),
    ("-500 теңге\n-300 теңге", [None, None]),
    ("Жеңілдік:\n-5 % қартқа\n-10 % балаға", [None, None]),
    ("−5 % болды.", [-5]),
    ("Баға -5 % болды.", [-5]),
    ("Көлемі –5 млн теңге болды.", [None]),
    ("Түнде -8, -10 градус болады.", [None, -10]),
    ("Ауа минус 7 градус.", [-7]),
    # Decimals without a whole
    ("Оған .5 литр су құйды.", [None]),
    ("Құны ,75 млн теңге.", [None]),
    # Rows of currencies
    ("$ 480 € 545", [480, 545]),
    ("480 $ 545 €", [480, 545]),
    ("$480 €545 ₽6", [480, 545, 6]),
    ("480$ 545€", [480, 545]),
    ("480 $ 545 € 6", [None, None, None]),
    ("480 $\n545 €", [480, 545]),
    ("5 млн $ 6 млн €", [5_000_000, 6_000_000]),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


@pytest.mark.parametrize(("text", "values"), VALUES)
def test_values(nlp: Language, text: str, values: list[int | None]) -> None:
    doc = nlp(text)
    assert [ent._.quantity and ent._.quantity["value"] for ent in doc.ents] == values


def test_a_number_cut_from_its_currency_has_no_value(nlp: Language) -> None:
    doc = nlp.make_doc("Бағасы $480 болды.")
    doc.ents = [doc.char_span(8, 11, label="QUANTITY")]
    doc = nlp.get_pipe("kk_normalizer")(doc)
    assert doc.ents[0]._.quantity is None
