"""Currency signs with a country before them."""

from __future__ import annotations

import pytest
from spacy.language import Language

import atau


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Билет US$ 300 тұрады.", [("US$ 300", 300, "USD")]),
        ("Жоба құны US$300 млн болды.", [("US$300 млн", 300_000_000, "USD")]),
        ("US$ 20-дан астам төледі.", [("US$ 20-дан астам", 20, "USD")]),
        ("Сома A$ 500 және HK$2,5 млрд.", [("A$ 500", 500, "AUD"), ("HK$2,5 млрд.", 2_500_000_000, "HKD")]),
        ("HK $500 бен АҚШ$20.", [("HK $500", 500, "HKD"), ("АҚШ$20", 20, "USD")]),
        ("Құны 300 US$, көлігі 20 S$.", [("300 US$", 300, "USD"), ("20 S$", 20, "SGD")]),
        ("Құны R$ 30.", [("R$ 30", 30, "BRL")]),
        ("Бағасы ₺250, 1200 ₴ және ₹900.", [("₺250", 250, "TRY"), ("1200 ₴", 1200, "UAH"), ("₹900", 900, "INR")]),
        ("Билет $35 / €32 / ₺1150.", [("$35", 35, "USD"), ("€32", 32, "EUR"), ("₺1150", 1150, "TRY")]),
        ("Ол ₪5 млн мен 300₼ алды.", [("₪5 млн", 5_000_000, "ILS"), ("300₼", 300, "AZN")]),
        ("Құны ₫250 000, ₾15 не ₮40.", [("₫250 000", 250_000, "VND"), ("₾15", 15, "GEL"), ("₮40", 40, "MNT")]),
        ("Ол CN¥300 мен JP¥500 төледі.", [("CN¥300", 300, "CNY"), ("JP¥500", 500, "JPY")]),
        # Yen or yuan; no currency of ISO 4217.
        ("Бағам $448 ¥62.", [("$448", 448, "USD"), ("¥62", 62, None)]),
        ("Жарна 50 ₿ болды.", [("50 ₿", 50, None)]),
        # Nobody can tell of which country they are.
        ("Бағасы C$ 700.", [("C$ 700", 700, None)]),
        ("Бағасы Mex$500.", [("Mex$500", 500, None)]),
        ("Бағасы E£30.", [("E£30", 30, None)]),
        # A country that is a word of its own.
        ("АҚШ $300 млн берді.", [("$300 млн", 300_000_000, "USD")]),
        ("Ол $5 төледі.", [("$5", 5, "USD")]),
    ],
)
def test_currencies(nlp: Language, text: str, amounts: list[tuple[str, int, str | None]]) -> None:
    found = [ent for ent in nlp(text).ents if ent.label_ == "QUANTITY"]
    assert [(ent.text, ent._.quantity["value"], ent._.quantity.get("unit")) for ent in found] == amounts
    assert {ent._.quantity["kind"] for ent in found} == {"money"}


@pytest.mark.parametrize(("text", "mention"), [("Билет HK$ 300 тұрады.", "$ 300"), ("Құны 300 HK$ болды.", "300")])
def test_an_amount_that_lacks_the_country_of_its_sign_has_no_value(nlp: Language, text: str, mention: str) -> None:
    doc = nlp.make_doc(text)
    start = text.index(mention)
    doc.ents = [doc.char_span(start, start + len(mention), "QUANTITY")]
    [amount] = nlp.get_pipe("kk_normalizer")(doc).ents
    assert amount._.quantity is None
