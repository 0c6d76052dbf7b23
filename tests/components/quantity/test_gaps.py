"""What the matcher of quantities and the reader of values cannot do yet; a case that passes must leave this list."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from atau.components.normalizer.component import span_quantity
from atau.corpus.marked import parse

MENTIONS = [
    ("a comma between the approximator and the number", "Ол ⟦QUANTITY шамамен, жиырма⟧ адам көрді."),
    ("a bare бір is taken for an article", "Мешітте ⟦QUANTITY бір⟧ үлкен және ⟦QUANTITY екі⟧ шағын зал бар."),
    ("a number in the middle of a title", "Ол «Халықтың 500 әні» жинағын шығарды."),
    ("a plus sign before the number", "Дәрігер ⟦QUANTITY +75 кг⟧ салмақты белгіледі."),
    ("a range of signed degrees", "Ертең ⟦QUANTITY +3...+7°C⟧ жылы болады."),
    ("a number in words in brackets before its unit", "Айыппұл ⟦QUANTITY 300 (үш жүз) теңге⟧ болды."),
    ("дейін after a unit whose case is not written", "Жүк ⟦QUANTITY 7 кг дейін⟧ тегін."),
    ("дейін after a unit with a stroke", "Кеме ⟦QUANTITY 12 м/с дейін⟧ жүзеді."),
    ("бастап and дейін without endings", "Үлесі ⟦QUANTITY 15 бастап 40 % дейін⟧ өседі."),
    ("ordinals that share the noun of the last one", "Құрама 12-ден 9-орынға көтерілді."),
    ("an ordinal without a hyphen", "Бүгін чемпионаттың 6 туры басталды."),
    ("a counter of views", "Бейнежазба 742 рет қаралды."),
    ("an age with a possessive", "Ақсақал 91 жасымен құттықтау алды."),
    ("the full stop of the sentence is part of the unit", "Желдің екпіні ⟦QUANTITY 21 м/с⟧."),
    ("a fraction in digits", "Аумақтың ⟦QUANTITY 2/3⟧ бөлігі құрғақ."),
    ("currency signs in a row", "⟦QUANTITY $480.20⟧ ⟦QUANTITY €545.70⟧ ⟦QUANTITY ₽5.90⟧"),
    ("the count of a medal is taken for an article", "Спортшылар ⟦QUANTITY бір⟧ күміс, ⟦QUANTITY бес⟧ қола алды."),
    ("an ending with a Latin letter", "Балалардың ⟦QUANTITY 6-i⟧ қыз."),
    ("a Russian pronoun is taken for ten", "Сонда он сразу ответил деп жазыпты."),
    ("a military unit without its number sign", "Ол 35748 әскери бөлімінде болды."),
]

VALUES = [
    ("a minus before a percentage outside of the mention", "Өсім -7%", "7%", -7),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_quantities")
    return nlp


@pytest.mark.parametrize(
    "source", [pytest.param(s, marks=pytest.mark.xfail(reason=r, strict=True)) for r, s in MENTIONS]
)
def test_mentions(nlp: Language, source: str) -> None:
    marked = parse(source)
    doc = nlp(marked.text)
    found = [span.text for span in doc.spans["rules"]]
    assert found == [marked.text[mark.start : mark.end] for mark in marked.flat]


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [pytest.param(*row, marks=pytest.mark.xfail(reason=reason, strict=True)) for reason, *row in VALUES],
)
def test_values(nlp: Language, text: str, mention: str, value: int) -> None:
    doc = nlp.make_doc(text)
    start = text.index(mention)
    span = doc.char_span(start, start + len(mention), alignment_mode="expand")
    assert span is not None
    quantity = span_quantity(span)
    assert quantity is not None
    assert quantity.value == value
