"""Names with initials: `Қ. Е. Көшербаев`, `Миронов С.М.`, `Бауыржан Ә. Нұрахмет`."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.sentence_start import begins
from atau.components.common.token_facts import Word
from atau.components.person.context import skip
from atau.components.person.roles import Part, PersonLexicon

_MAX_INITIALS = 3
_SHORTEST_SURNAME = 3
# A shorter word in capitals may be an abbreviation.
_SHORTEST_IN_CAPITALS = 5


def after_initials(lexicon: PersonLexicon, tokens: Sequence[Word], i: int) -> int:
    """The end of the name whose initials begin at token `i`; 0 if no surname follows them.

    >>> found("PERSON", "Кеше Қ. Е. Сейітов пен Ж.-П. Бельмондо келді.")
    ['Қ. Е. Сейітов (person.initials)', 'Ж.-П. Бельмондо (person.initials)']
    """
    j, foreign = _end_of_initials(lexicon, tokens, i)
    if j >= len(tokens) or not tokens[j].title or not tokens[j].alpha or len(tokens[j].norm) < _SHORTEST_SURNAME:
        return 0
    role = lexicon.role(tokens[j].norm)
    if role.part is Part.UNKNOWN and tokens[j].upper and len(tokens[j].norm) < _SHORTEST_IN_CAPITALS:
        return 0
    # «Дж. Лондон»: nobody shortens the name of a place so.
    place = foreign and not lexicon.noun_roles.listed(tokens[j].norm)
    if role.part is Part.NONE and not lexicon.names.surname_like(tokens[j].norm) and not place:
        return 0
    return j + 1


def _end_of_initials(lexicon: PersonLexicon, tokens: Sequence[Word], i: int) -> tuple[int, bool]:
    """The token after the initials that begin at `i`, and whether one of them is of two letters.

    >>> found("PERSON", "Романды Дж.Р.Р. Толкин жазған.")
    ['Дж.Р.Р. Толкин (person.initials)']
    """
    j = i
    foreign = False
    while j < len(tokens) and j - i < _MAX_INITIALS and lexicon.is_initial(tokens[j]):
        foreign = foreign or tokens[j].norm in lexicon.long_initials
        j = skip(tokens, j + 1)
        if j + 1 < len(tokens) and tokens[j].form == "-" and lexicon.is_initial(tokens[j + 1]):
            # «Ж.-П. Бельмондо»
            j += 1
    return j, foreign


def end_of_middle_initial(
    lexicon: PersonLexicon, tokens: Sequence[Word], start: int, j: int, parts: Sequence[Part], weak: bool
) -> int:
    """The end of a given name from token `start`, its initial at `j` and a surname; 0 if they are not a name.

    >>> found("PERSON", "Ол Бауыржан Ә. Тілеуов деп таныстырылды.")
    ['Бауыржан Ә. Тілеуов (person.initials)']
    >>> found("PERSON", "Ғалым Ч. Дарвин еңбегін оқыды.")
    ['Ч. Дарвин (person.initials)']
    """
    after = skip(tokens, j + 1)
    if list(parts) != [Part.GIVEN] or after >= len(tokens) or not tokens[after].title:
        return 0
    if weak and begins(tokens, start):
        # «Ғалым Ч. Дарвин»: a scholar, and no man of that name.
        return 0
    norm = tokens[after].norm
    return after + 1 if len(norm) >= _SHORTEST_SURNAME and lexicon.role(norm).part is not Part.NONE else 0


def initials_follow(
    lexicon: PersonLexicon, tokens: Sequence[Word], start: int, j: int, parts: Sequence[Part], weak: bool
) -> bool:
    """The initials at token `j` belong to the name before them, not to a surname after them.

    >>> found("PERSON", "Тізімде Громов С.И. мен Ким Ю.А. бар.")
    ['Громов С.И. (person.initials_after)', 'Ким Ю.А. (person.initials_after)']
    """
    end = j
    while end < len(tokens) and lexicon.is_initial(tokens[end]):
        end += 1
    after = skip(tokens, end)
    follows = after < len(tokens) and tokens[after].title
    if parts[0] is Part.SURNAME and parts[-1] in (Part.SURNAME, Part.UNKNOWN):
        return not (follows and lexicon.role(tokens[after].norm).part is Part.SURNAME)
    if follows:
        return False
    # «Ким Ю.А.»: many a given name is a surname too.
    return list(parts) == [Part.GIVEN] and not (weak and begins(tokens, start))


def end_of_trailing_initials(lexicon: PersonLexicon, tokens: Sequence[Word], j: int) -> int:
    """The end of the initials that begin at token `j`; a blank between them does not end them.

    >>> found("PERSON", "Тізімде Браун Дж. бар.")
    ['Браун Дж. (person.initials_after)']
    """
    end = j
    while j < len(tokens) and lexicon.is_initial(tokens[j]):
        end = j + 1
        j = skip(tokens, end)
    return end
