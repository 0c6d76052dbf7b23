"""Dictionary forms: a table of mentions in every case, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from atau.components.normalizer.component import span_normal
from atau.components.normalizer.nominative import nominative
from atau.components.normalizer.normal_form import normal_form
from atau.tables import read_table

ROWS = read_table(
    Path(__file__).parent / "data/normal_forms.tsv", ("label", "surface", "normal"), unique=("label", "surface"),
    values={"label": ("PERSON", "LOC", "ORG", "POSITION")}, allow_mixed=True,
)  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("kk")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_normal_forms(nlp: Language, row: tuple[str, str, str]) -> None:
    label, surface, normal = row
    doc = nlp.make_doc(surface.replace("\\n", "\n"))
    span = doc[:]
    span.label_ = label
    assert span_normal(span) == normal


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 400


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_a_dictionary_form_stays(row: tuple[str, str, str]) -> None:
    assert normal_form(row[2], row[0]) == row[2]


_LABELS = st.sampled_from(["PERSON", "LOC", "ORG", "POSITION", "ЖАҢА"])
_PIECES = st.sampled_from(
    ["А.", "Сейітовтің", "-", "«", "»", "ның", " ", "\n", "II", "облысында", "АҚШ-қа", "№", "ẞ", "İ"]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=30), st.lists(_PIECES, max_size=6).map("".join)), _LABELS)
def test_any_text_has_a_form_on_one_line(text: str, label: str) -> None:
    nlp = spacy.blank("kk")
    doc = nlp.make_doc(text)
    if len(doc):
        span = doc[:]
        span.label_ = label
        assert "\n" not in span_normal(span)


@given(st.text(alphabet="аәбғдеіңқмнсты-ктшюя", max_size=16), _LABELS.filter(lambda label: label != "ЖАҢА"))
def test_a_nominative_begins_its_form(word: str, label: str) -> None:
    assert word.startswith(nominative(word, label))
