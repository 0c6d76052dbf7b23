"""Names in quotation marks that the word after them makes places: «Нұр» мешіті, «Самал» мен «Шапақ» ықшамаудандары."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES, Word
from atau.components.place.known import NONE, Found
from atau.components.place.lexicon import PlaceLexicon
from atau.components.place.lists import joins

_MAX_QUOTED = 6
_MAX_LIST = 48
# The beginnings of the heads of states, which are no place in quotation marks but an organisation or a title.
_STATES = ("респуб", "федера", "облыс", "импери")


def quoted(lexicon: PlaceLexicon, tokens: Sequence[Word], opening: int) -> Found:
    """A name in quotation marks that open at token `opening`, with a descriptor after them or after a list of such.

    The end is that of the name, without the closing quotation mark.

    >>> found("LOC", "Жұрт «Нұр» мешітіне, «Шапақ» газетіне, «Күншуақ» шағын ауданына барды.")
    ['Нұр (place.quoted)', 'Күншуақ (place.quoted)']
    >>> found("LOC", "Су «Шапақ», «Күншуақ» және «Бұлақ» ықшамаудандарына жетті.")
    ['Шапақ (place.quoted)', 'Күншуақ (place.quoted)', 'Бұлақ (place.quoted)']
    """
    end = closing = _name_end(tokens, opening)
    while closing:
        kind, after = lexicon.descriptor_at(tokens, closing + 1)
        if kind:
            shared = closing == end or lexicon.plural(tokens, closing + 1, after)
            return (end, "place.quoted") if shared and not tokens[closing + 1].norm.startswith(_STATES) else NONE
        following = _next_in_list(lexicon, tokens, closing + 1)
        closing = _name_end(tokens, following) if following and following - opening < _MAX_LIST else 0
    return NONE


def _name_end(tokens: Sequence[Word], opening: int) -> int:
    """The mark that closes the name that opens at token `opening`; 0 where it has no capital, or a word too many.

    >>> from atau.components.common.token_facts import make_word
    >>> [_name_end([make_word(form) for form in ("«", form, "»", "көлі")], 0) for form in ("Нұр", "нұр")]
    [2, 0]
    """
    if opening + 2 >= len(tokens) or not tokens[opening + 1].title:
        return 0
    for j in range(opening + 2, min(len(tokens) - 1, opening + _MAX_QUOTED)):
        if tokens[j].form in CLOSING_QUOTES:
            return j
    return 0


def _next_in_list(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> int:
    """The opening mark of the next name, where a comma or a word for "and" stands at token `i`; else 0."""
    if i + 1 < len(tokens) and joins(lexicon, tokens[i]) and tokens[i + 1].form in OPENING_QUOTES:
        return i + 1
    return 0
