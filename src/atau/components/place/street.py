"""Streets, squares and the like that bear a person's full name: `М.Әуезов көшесі`, `Тәуке хан даңғылы`."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.token_facts import Word
from atau.components.place.context import only_begins
from atau.components.place.known import NONE, Found
from atau.components.place.lexicon import PlaceLexicon

_MAX_LENGTH = 6
_MAX_NAMES = 2


def street(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> Found:
    """A name with an initial or a rank at token `i`, and the street after it.

    >>> found("LOC", "Оның үйі М.Әуезов көшесінде, дүкен Тәуке хан даңғылында.")
    ['М.Әуезов көшесінде (place.street)', 'Тәуке хан даңғылында (place.street)']
    >>> found("LOC", "Қойылым Қ.Сейітов театрында өтті.")
    ['Қ.Сейітов театрында (place.venue)']
    """
    # Most words fall out here: a name of one word has neither an initial nor a rank.
    if i + 1 >= len(tokens) or not (tokens[i + 1].title or tokens[i + 1].norm in lexicon.ranks):
        return NONE
    end, names = _bearer(lexicon, tokens, i)
    if end >= len(tokens) or not 0 < names <= _MAX_NAMES or end - i < 2:
        return NONE
    # Without an initial or a rank it is a name like any other.
    if names == end - i or only_begins(lexicon, tokens, i):
        return NONE
    if _is_initial(tokens[i]) and lexicon.venue(tokens[end].norm):
        return end + 1, "place.venue"
    return (end + 1, "place.street") if _is_street(lexicon, tokens[end]) else NONE


def _bearer(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> tuple[int, int]:
    """Where the name of the person at token `i` ends, and how many of its words are neither initials nor ranks.

    >>> found("LOC", "Бұл мектеп Қабанбай батыр даңғылында тұр.")
    ['Қабанбай батыр даңғылында (place.descriptor)']
    """
    names = 0
    j = i
    while j < len(tokens) and j - i < _MAX_LENGTH:
        word = tokens[j]
        if not _is_initial(word) and word.norm not in lexicon.ranks:
            if not word.title or not word.alpha or word.latin or lexicon.descriptor(word.norm):
                break
            names += 1
        j += 1
    return j, names


def _is_initial(word: Word) -> bool:
    """An initial, or a short form of a rank.

    >>> from atau.components.common.token_facts import make_word
    >>> [_is_initial(make_word(form)) for form in ("М.", "Дж.", "қ.", "Ак.", "Абай")]
    [True, True, False, True, False]
    """
    return word.title and len(word.form) <= 3 and word.form.endswith(".")


def _is_street(lexicon: PlaceLexicon, word: Word) -> bool:
    """A descriptor that may bear a person's name.

    >>> from atau.components.common.token_facts import make_word
    >>> from atau.components.place.lexicon import TABLES
    >>> from atau.tables import TableSet
    >>> lexicon = PlaceLexicon(TableSet(TABLES))
    >>> [_is_street(lexicon, make_word(form)) for form in ("көшесінде", "алаңына", "облысы", "көше")]
    [True, True, False, False]
    """
    return lexicon.descriptor(word.norm) == "inside" and word.norm.startswith(lexicon.streets)
