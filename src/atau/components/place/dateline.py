"""The town of a dateline, in capitals before the agency: `ҚОНАЕВ (KAZINFORM) –`."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.sentence_start import is_common_noun
from atau.components.common.token_facts import Word
from atau.components.place.known import NONE, Found
from atau.components.place.lexicon import PlaceLexicon

_MAX_WORDS = 3
_DASHES = frozenset("-–—")


def dateline(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> Found:
    """The words in capitals that begin a line at token `i`, before an agency and a dash.

    >>> found("LOC", "ҚОНАЕВ (KAZINFORM) – Су тасыды.\\nСӘТБАЕВ. KAZINFORM – Қар жауды.\\nФУТБОЛ (UEFA) – Матч өтті.")
    ['ҚОНАЕВ (place.dateline)', 'СӘТБАЕВ (place.dateline)']
    """
    if not tokens[i].upper or not (i == 0 or "\n" in tokens[i - 1].form):
        return NONE
    end = i + 1
    while end < len(tokens) and end - i < _MAX_WORDS and tokens[end].upper and not tokens[end].latin:
        end += 1
    if tokens[end - 1].latin or not _agency_and_dash(tokens, end):
        return NONE
    listed = any(lexicon.roles.listed(word.norm) and word.norm not in lexicon.ranks for word in tokens[i:end])
    return NONE if listed or is_common_noun(tokens[i].norm) else (end, "place.dateline")


def _agency_and_dash(tokens: Sequence[Word], i: int) -> bool:
    """An agency in brackets, or after a full stop or comma, stands at token `i`, and a dash after it.

    >>> from atau.components.common.token_facts import make_word
    >>> [_agency_and_dash([make_word(w) for w in text.split()], 0) for text in (". KAZINFORM –", "( ҚХА ) –")]
    [True, False]
    """
    if i + 1 >= len(tokens) or tokens[i].form not in ("(", ".", ",") or not _is_agency(tokens[i + 1]):
        return False
    j = i + 2
    if tokens[i].form == "(":
        if j >= len(tokens) or tokens[j].form != ")":
            return False
        j += 1
    return j < len(tokens) and tokens[j].form in _DASHES


def _is_agency(word: Word) -> bool:
    """A name in Latin letters, or one with a capital inside (ҚазАқпарат): other abbreviations explain a heading.

    >>> from atau.components.common.token_facts import make_word
    >>> [_is_agency(make_word(form)) for form in ("KAZINFORM", "Sputnik", "ҚазАқпарат", "БҰҰ", "сурет")]
    [True, True, True, False, False]
    """
    inner = not word.upper and not word.form[1:].islower()
    return word.title and word.alpha and (word.latin or inner)
