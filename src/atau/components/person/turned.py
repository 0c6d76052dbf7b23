"""Names turned round with a comma, as lists and tables have them: `1. Сейітов, Қайрат`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.person.foreign import vouches
from atau.components.person.roles import Part, PersonLexicon

TURNED: Final = "person.turned"
# What stands before and after the name in a list. A full stop ends the number of a line too.
_BEFORE: Final = frozenset("|;/–—-•.)")
_AFTER: Final = frozenset("|;/–—-(")
# What follows the number of a line.
_NUMBER_ENDS: Final = (".", ")")
# These end an enumeration of surnames and given names as well.
_AND: Final = frozenset((".", "мен", "бен", "пен", "және"))
_GIVEN: Final = (Part.GIVEN, Part.UNKNOWN)
_SURNAMES: Final = (Part.SURNAME, Part.GIVEN, Part.UNKNOWN)


def turned_round(lexicon: PersonLexicon, tokens: Sequence[Word]) -> dict[int, int]:
    """First token -> end of every name turned round, where the text has two that are sure or one in a line of its own.

    >>> found("PERSON", "1. Сейітов, Қайрат (Орал)\\n2. Омаров, Айгүл (Семей)\\n3. Зорг, Ерлан")
    ['Сейітов, Қайрат (person.turned)', 'Омаров, Айгүл (person.turned)', 'Зорг, Ерлан (person.turned)']
    >>> found("PERSON", "Кеше Сейітов, Қайрат пен Ерлан келді.")
    ['Сейітов (person.surname)', 'Ерлан (person.given)']
    """
    commas = [
        i
        for i in range(1, len(tokens) - 1)
        if tokens[i].form == "," and _is_word(tokens[i - 1]) and _is_word(tokens[i + 1])
    ]
    sure = {i for i in commas if _is_sure(lexicon, tokens, i)}
    if len(sure) < 2:
        return {i - 1: end for i in sure if (end := _cell_end(lexicon, tokens, i)) and _is_line(tokens, i - 1, end)}
    return {i - 1: end for i in commas if (end := _end(lexicon, tokens, i, i in sure))}


def _is_word(word: Word) -> bool:
    return word.title and word.alpha and not word.latin


def _is_sure(lexicon: PersonLexicon, tokens: Sequence[Word], comma: int) -> bool:
    """A surname, then a given name or initials that end the cell."""
    surname = lexicon.role(tokens[comma - 1].norm)
    if surname.part is not Part.SURNAME or not surname.bare:
        return False
    if not lexicon.is_initial(tokens[comma + 1]) and lexicon.role(tokens[comma + 1].norm).part is not Part.GIVEN:
        return False
    end = _cell_end(lexicon, tokens, comma)
    return _closes(tokens, end) or (_ends(tokens, end) and _opens(lexicon, tokens, comma - 1))


def _end(lexicon: PersonLexicon, tokens: Sequence[Word], comma: int, anywhere: bool) -> int:
    """The end of the name with this comma; 0 if it is none. anywhere: it need not begin its cell."""
    surname, given = lexicon.role(tokens[comma - 1].norm), lexicon.role(tokens[comma + 1].norm)
    if surname.part not in _SURNAMES or not surname.bare:
        return 0
    if not lexicon.is_initial(tokens[comma + 1]) and given.part not in _GIVEN:
        return 0
    end = _cell_end(lexicon, tokens, comma)
    return end if _ends(tokens, end) and (anywhere or _opens(lexicon, tokens, comma - 1)) else 0


def _cell_end(lexicon: PersonLexicon, tokens: Sequence[Word], comma: int) -> int:
    """The token after the given name and the patronymic, or after the initials."""
    end = comma + 2
    while (
        end < len(tokens)
        and end - comma < 4
        and (
            lexicon.is_initial(tokens[end])
            or (_is_word(tokens[end]) and lexicon.role(tokens[end].norm).part is Part.PATRONYMIC)
        )
    ):
        end += 1
    return end


def _is_line(tokens: Sequence[Word], start: int, end: int) -> bool:
    """The name stands between the breaks of a line, or behind its number."""
    first = start
    while first and (tokens[first - 1].digit or tokens[first - 1].form in _NUMBER_ENDS):
        first -= 1
    return (first == 0 or tokens[first - 1].space) and _closes(tokens, end)


def _opens(lexicon: PersonLexicon, tokens: Sequence[Word], i: int) -> bool:
    """A cell may begin at token `i`: after a mark, a conjunction or one person's office."""
    if i == 0:
        return True
    before = tokens[i - 1]
    return before.space or before.form[-1:] in _BEFORE or before.norm in _AND or vouches(lexicon, before)


def _closes(tokens: Sequence[Word], i: int) -> bool:
    """The cell ends before token `i`."""
    return i >= len(tokens) or tokens[i].space or tokens[i].form[:1] in _AFTER


def _ends(tokens: Sequence[Word], i: int) -> bool:
    """The cell, or the sentence or clause, ends before token `i`."""
    return _closes(tokens, i) or tokens[i].norm in _AND
