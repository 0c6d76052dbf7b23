"""The rules with the linker, loaded once."""

from __future__ import annotations

import pytest
from spacy.language import Language

import atau


@pytest.fixture(scope="session")
def linking() -> Language:
    """The rules and kk_linker."""
    nlp = atau.load("rules")
    nlp.add_pipe("kk_linker")
    return nlp
