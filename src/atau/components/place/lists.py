"""Lists of names that share a descriptor in the plural: `Абай, Теректі және Жайық аудандары`."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.token_facts import Word
from atau.components.place.context import has_common_start, only_begins
from atau.components.place.known import NONE, Found
from atau.components.place.lexicon import PlaceLexicon

_MAX_LIST = 48
_MAX_BRACKET = 8
_MAX_WORDS = 3


def first_of_list(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> Found:
    """The name at token `i`, where a list of names and a plural follow it; a bracket may stand after each name.

    >>> found("LOC", "Кеше Абай, Теректі және Жайық аудандарына су жетті.")
    ['Абай (place.list)', 'Теректі (place.gazetteer)', 'Жайық (place.descriptor)']
    >>> found("LOC", "Әкім Қосарал мен Бестөбе ауылдарын аралады.")
    ['Қосарал (place.list)', 'Бестөбе (place.descriptor)']
    >>> found("LOC", "Өсім Абай (5 пайыз) және Жетісу (3 пайыз) облыстарында, Исатай мен Бектас кен орындарында болды.")
    ['Абай (place.list_shared)',
     'Жетісу (place.gazetteer)',
     'Исатай (place.list_shared)',
     'Бектас (place.described)']
    """
    for word in tokens[i + 1 : i + 1 + _MAX_WORDS]:
        if word.norm == "," or word.norm in lexicon.joins or word.form == "(":
            break
    else:
        return NONE
    if only_begins(lexicon, tokens, i):
        return NONE
    end, bracketed = 0, False
    j = i
    while j < len(tokens) and j - i < _MAX_LIST:
        start, j = j, _name_end(lexicon, tokens, j)
        if j == start or j >= len(tokens):
            return NONE
        if not end:
            end = j
            if has_common_start(lexicon, tokens, i, end):
                return NONE
        after = _bracket_end(tokens, j)
        bracketed, j = bracketed or after > j, after
        if j >= len(tokens):
            return NONE
        if not joins(lexicon, tokens[j]):
            return _by_head(lexicon, tokens, i, end, j, bracketed)
        j += 1
    return NONE


def _by_head(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int, end: int, head: int, bracketed: bool) -> Found:
    """The first name, tokens `i:end`, of a list after which a word stands at token `head`."""
    _, after = lexicon.descriptor_at(tokens, head)
    if head == end or after == head or not lexicon.plural(tokens, head, after):
        return NONE
    if tokens[i].norm in lexicon.not_first:
        return NONE
    return end, "place.list_shared" if bracketed or after > head + 1 else "place.list"


def _bracket_end(tokens: Sequence[Word], i: int) -> int:
    """The token after the bracket that opens at token `i`; `i` without one.

    >>> from atau.components.common.token_facts import make_word
    >>> _bracket_end([make_word(form) for form in ("(", "5", "%", ")", ",")], 0)
    4
    """
    if tokens[i].form == "(":
        for j in range(i + 1, min(len(tokens), i + _MAX_BRACKET)):
            if tokens[j].form == ")":
                return j + 1
    return i


def joins(lexicon: PlaceLexicon, word: Word) -> bool:
    """A comma or a word for "and".

    >>> from atau.components.common.token_facts import make_word
    >>> from atau.components.place.lexicon import TABLES
    >>> from atau.tables import TableSet
    >>> lexicon = PlaceLexicon(TableSet(TABLES))
    >>> [joins(lexicon, make_word(form)) for form in (",", "және", "пен", "немесе")]
    [True, True, True, False]
    """
    return word.norm == "," or word.norm in lexicon.joins


def _name_end(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> int:
    """Where a name of up to three words at token `i` ends: `i` without one.

    >>> found("LOC", "Кеше Тас Өткел мен Бестөбе ауылдарын су басты.")
    ['Тас Өткел (place.list)', 'Бестөбе (place.descriptor)']
    >>> found("LOC", "Кеше Бейбарыс батыр мен Бестөбе ауылдарын су басты.")
    ['Бейбарыс батыр (place.list)', 'Бестөбе (place.descriptor)']
    """
    end = i
    while end < len(tokens) and end - i < _MAX_WORDS and _is_capitalised(tokens[end]):
        if end > i and lexicon.descriptor(tokens[end].norm):
            break
        end += 1
    return lexicon.rank_end(tokens, end) if end > i else end


def _is_capitalised(word: Word) -> bool:
    """A Cyrillic word with a capital, not in capitals throughout.

    >>> from atau.components.common.token_facts import make_word
    >>> [_is_capitalised(make_word(form)) for form in ("Абай", "абай", "АБАЙ", "Abai")]
    [True, False, False, False]
    """
    return word.title and not word.latin and not word.upper
