"""What tokens are read as where that is another word than the one in the text: Latin or Arabic letters, damaged ones.

The tokenizer stores the Cyrillic word, capitals kept, in ``doc.user_data``, under keys that `Span.as_doc` and
`Doc.from_docs` move with the text. Whoever looks at the strings of tokens asks `orths` instead of the ORTH column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from spacy.attrs import ORTH
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc, Span

_EXTENSION: Final = "._."
_NAME: Final = "atau.reading"
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ARABIC: Final = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_NONE: Final[Mapping[int, str]] = {}


def store(doc: Doc, found: Mapping[int, str]) -> None:
    """Note that token i of `doc` is read as found[i]."""
    data: dict[Any, Any] = doc.user_data
    for i, form in found.items():
        token = doc[i]
        data[_EXTENSION, _NAME, token.idx, token.idx + len(token)] = form


def readings(doc: Doc) -> dict[int, str]:
    """Token index to the word that it is read as, for the tokens that are read as another word."""
    data: dict[Any, Any] = doc.user_data
    found = {key[2:]: form for key, form in data.items() if len(key) == 4 and key[1] == _NAME} if data else None
    if not found:
        return {}
    return {token.i: form for token in doc if (form := found.get((token.idx, token.idx + len(token)))) is not None}


def orths(doc: Doc) -> tuple[list[int], Mapping[int, str]]:
    """The ORTH of each token, or the hash of the word that it is read as; and these words by hash.

    The hash is the ORTH that the Cyrillic word has, so what is cached for one holds for the other.
    """
    ids: list[int] = doc.to_array(ORTH).tolist()
    if not doc.user_data:
        return ids, _NONE
    strings: dict[int, str] = {}
    for i, form in readings(doc).items():
        ids[i] = hash_string(form)
        strings[ids[i]] = form
    return ids, strings


def script_of(span: Span) -> str | None:
    """``latin`` or ``arabic`` where `span` stands in these letters and is read in Cyrillic, else None.

    A Latin name that stays one (``BBC``) is not read, and has none.
    """
    found = readings(span.doc)
    for i in range(span.start, span.end):
        if i in found:
            text = span.doc[i].text
            if _ARABIC.search(text):
                return "arabic"
            if _LATIN.search(text):
                return "latin"
    return None
