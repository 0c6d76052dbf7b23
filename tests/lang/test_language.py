"""``spacy.blank("kk")`` and what other parts of spaCy expect of a language."""

from __future__ import annotations

import pytest
import spacy
from spacy.lookups import load_lookups

from atau.lang.lookups import russian_norms


def test_blank() -> None:
    nlp = spacy.blank("kk")
    assert nlp.lang == "kk"
    assert nlp("және")[0].is_stop


def test_russian_norms_come_from_the_lookups() -> None:
    table = load_lookups("kk", ["lexeme_norm"]).get_table("lexeme_norm")
    assert len(table) > 0
    form, norm = next((f, n) for f, n in russian_norms().items() if " " not in n and f.isalpha())
    assert spacy.blank("kk").vocab[form].norm_ == norm


def test_bytes_are_a_doc_or_an_error_that_says_what_to_do() -> None:
    nlp = spacy.blank("kk")
    assert nlp(nlp("Арал").to_bytes()).text == "Арал"
    for data in ("Арал қаласы".encode(), b"abc", b""):
        with pytest.raises(TypeError, match="decode it first"):
            nlp(data)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="decode it first"):
            list(nlp.pipe([data]))  # type: ignore[list-item]
