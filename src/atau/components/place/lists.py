"""Lists of names that share a descriptor in the plural: `Абай, Теректі және Жайық аудандары`."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.token_facts import Word
from atau.components.place.context import only_begins
from atau.components.place.known import NONE, Found
from atau.components.place.lexicon import PlaceLexicon

_MAX_LIST = 24
_MAX_WORDS = 3


def first_of_list(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> Found:
    """The name at token `i`, where a list of names and a plural follow it.

    >>> found("LOC", "Кеше Абай, Теректі және Жайық аудандарына су жетті.")
    ['Абай (place.list)', 'Теректі (place.gazetteer)', 'Жайық (place.descriptor)']
    """
    if not any(_joins(lexicon, word) for word in tokens[i + 1 : i + 4]) or only_begins(lexicon, tokens, i):
        return NONE
    end = 0
    j = i
    while j < len(tokens) and j - i < _MAX_LIST:
        start, j = j, _name_end(lexicon, tokens, j)
        if j == start or j >= len(tokens):
            return NONE
        end = end or j
        if not _joins(lexicon, tokens[j]):
            shared = j > end and lexicon.plural(tokens[j].norm) and tokens[i].norm not in lexicon.not_first
            return (end, "place.list") if shared else NONE
        j += 1
    return NONE


def _joins(lexicon: PlaceLexicon, word: Word) -> bool:
    """A comma or a word for "and".

    >>> from atau.components.common.token_facts import make_word
    >>> from atau.components.place.lexicon import TABLES
    >>> from atau.tables import TableSet
    >>> lexicon = PlaceLexicon(TableSet(TABLES))
    >>> [_joins(lexicon, make_word(form)) for form in (",", "және", "пен", "немесе")]
    [True, True, True, False]
    """
    return word.norm == "," or word.norm in lexicon.joins


def _name_end(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> int:
    """Where a name of up to three words at token `i` ends: `i` without one.

    >>> found("LOC", "Кеше Тас Өткел мен Бестөбе ауылдарын су басты.")
    ['Тас Өткел (place.list)', 'Бестөбе (place.descriptor)']
    """
    end = i
    while end < len(tokens) and end - i < _MAX_WORDS and _is_capitalised(tokens[end]):
        if end > i and lexicon.descriptor(tokens[end].norm):
            break
        end += 1
    return end


def _is_capitalised(word: Word) -> bool:
    """A Cyrillic word with a capital, not in capitals throughout.

    >>> from atau.components.common.token_facts import make_word
    >>> [_is_capitalised(make_word(form)) for form in ("Абай", "абай", "АБАЙ", "Abai")]
    [True, False, False, False]
    """
    return word.title and not word.latin and not word.upper
