"""No mention begins or ends with white space or with a mark that is not its own, whatever the text."""

from __future__ import annotations

import html
import unicodedata

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

import atau
from atau.components.common.candidates import MODEL, NESTED
from atau.components.common.edges import own_edges, with_own_edges
from atau.components.resolver.component import Resolver

NLP = spacy.blank("kk")

CASES = [
    ("«Қазпочта» АҚ", "«Қазпочта» АҚ"),
    ("Қазпочта» АҚ-ның", "Қазпочта» АҚ-ның"),
    ("«Қазпочта", "Қазпочта"),
    ("«Қазпочта»", "Қазпочта"),
    ("«Дала» және «Жайық»", "«Дала» және «Жайық»"),
    ('"Дала"', "Дала"),
    ('"Дала" ЖШС', '"Дала" ЖШС'),
    ("„Дала“ ЖШС", "„Дала“ ЖШС"),
    ("&quot;Дала&quot; ЖШС", "&quot;Дала&quot; ЖШС"),
    ("&quot;Дала", "Дала"),
    ("Дала &nbsp;", "Дала"),
    ("Омаров Е.Б.", "Омаров Е.Б."),
    ("Омаров Е .", "Омаров Е ."),
    ("5 теңге.", "5 теңге"),
    ("Серік Омаров,", "Серік Омаров"),
    ("Атырау\u2028", "Атырау"),
    ("\t Атырау \u00a0", "Атырау"),
    ("\u2028. Көпенов", "Көпенов"),
    ("-5 градус", "-5 градус"),
    ("- Серік", "Серік"),
    ("– Серік –", "Серік"),
    ("2 (екі)", "2 (екі)"),
    ("2 (екі", "2 (екі"),
    ("(екі)", "екі"),
    ("№ 5 мектеп", "№ 5 мектеп"),
    ("мектеп №", "мектеп"),
    ("9 млн ₸", "9 млн ₸"),
    ("67%", "67%"),
    ("OPEC+", "OPEC+"),
    ("...", ""),
    ("\u200b", ""),
]


@pytest.mark.parametrize(("text", "mention"), CASES)
def test_own_edges(text: str, mention: str) -> None:
    doc = NLP(text)
    start, end = own_edges(doc, 0, len(doc))
    assert doc[start:end].text == mention


def test_guesses_that_become_equal_are_one() -> None:
    doc = NLP("Серік Омаров,")
    guesses = [(0, 2, "PERSON", 0.6, False), (0, 3, "PERSON", 0.7, True), (2, 3, "ORG", 0.2, False)]
    assert with_own_edges(doc, guesses) == [(0, 2, "PERSON", 0.7, True)]


_CLOSED = {"»": "«", ")": "(", "]": "[", "}": "{", "”": "“„", "’": "‘", "›": "‹"}
_NEVER_FIRST = set(",;:!?….·»)]}›”")
_NEVER_LAST = set(",;:!?…·«([{‹„‘")


def fault(text: str) -> str:
    """What is wrong with the edges of a mention, by its characters alone."""
    if not text or text != text.strip():
        return "white space"
    text = html.unescape(text)
    if text[0] in _NEVER_FIRST or text[-1] in _NEVER_LAST:
        return "foreign mark"
    if text[-1] in _CLOSED and not set(_CLOSED[text[-1]]) & set(text):
        return "closed, not opened"
    if text[-1] == "." and len(text) > 1 and not (text[-2].isalpha() or text[-2].isspace() or text[-2] == "."):
        # An abbreviation (млн.) or an initial (Қ., Қ .); soft hyphens and accents belong to their letter.
        return "" if unicodedata.category(text[-2])[0] in "MC" else "full stop"
    return ""


def faults(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, fault(span.text)) for span in (*doc.ents, *doc.spans[NESTED]) if fault(span.text)]


_SCRAPS = (
    "Серік Омаров", "Қ.Омаров", "Қ", ".", ",", ":", "«", "»", '"', "(", ")", "“", "”", "’", "[", "]", "–", "-", "…",
    "Атырау облысы", "қаласының әкімі", "«Дала» ЖШС", "Білім министрлігі", "5", "млн.", "теңге", "%", "т ө р а ғ а",
    "сайлана- лы", "\n", "\n\n", "\t", "\u2028", "\u00a0", "\u3000", "\u200b", "\x85", "&nbsp;", "&quot;", "АҚШ", "!",
    "мектеп №", "Ө З Е Н І Н І Ң", "САҒАСЫ", "-5", "+7", "10%-ға", "дейін", "және", "директоры",
    "Р\u00a0е\u00a0с\u00a0е\u00a0й",
)  # fmt: skip
_TEXTS = st.builds(
    lambda pieces, glue: glue.join(pieces),
    st.lists(st.one_of(st.sampled_from(_SCRAPS), st.text(max_size=3)), max_size=25),
    st.sampled_from((" ", "", "  ", "\n", "\u2028")),
).filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text))


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_edges_of_the_rules(text: str) -> None:
    assert faults(atau.load("rules")(text)) == []


@settings(max_examples=100, deadline=None)
@given(_TEXTS, st.data())
def test_edges_of_the_model(text: str, data: st.DataObject) -> None:
    """Whatever spans a model gives, and however the resolver chooses among them."""
    doc = NLP(text)
    starts = data.draw(st.lists(st.integers(0, max(len(doc) - 1, 0)), max_size=6, unique=True)) if len(doc) else []
    spans = [
        Span(doc, start, data.draw(st.integers(start + 1, min(len(doc), start + 8))), label=label)
        for start in starts
        for label in data.draw(st.lists(st.sampled_from(("ORG", "PERSON", "QUANTITY")), max_size=2, unique=True))
    ]
    doc.spans[MODEL] = spans
    doc.spans[MODEL].attrs["scores"] = [0.9] * len(spans)
    best = [
        all(other is span or other.end <= span.start or span.end <= other.start for other in spans) for span in spans
    ]
    doc.spans[MODEL].attrs["best"] = best
    assert faults(Resolver()(doc)) == []
