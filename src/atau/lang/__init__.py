"""Kazakh for spaCy: ``spacy.blank("kk")`` works once atau is installed."""

from __future__ import annotations

from spacy.language import BaseDefaults, Language
from spacy.util import load_config_from_str

from atau.lang.lex_attrs import LEX_ATTRS
from atau.lang.stop_words import STOP_WORDS

_CONFIG = """
[nlp]
lang = "kk"

[nlp.tokenizer]
@tokenizers = "kk_tokenizer"
"""


class KazakhDefaults(BaseDefaults):
    """Tokenizer, lexical attributes and stop words of Kazakh in Cyrillic script."""

    config = load_config_from_str(_CONFIG)
    lex_attr_getters = LEX_ATTRS
    stop_words = set(STOP_WORDS)  # noqa: RUF012
    writing_system = {"direction": "ltr", "has_case": True, "has_letters": True}  # noqa: RUF012


class Kazakh(Language):  # type: ignore[no-untyped-call]
    """The spaCy language ``kk``."""

    lang = "kk"
    Defaults = KazakhDefaults


__all__ = ["Kazakh"]
