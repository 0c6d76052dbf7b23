"""How a name grows, word by word: given name, surname, patronymic, particle, initials, in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from atau.components.common.token_facts import Word
from atau.components.person.context import skip
from atau.components.person.growing import Name, Step
from atau.components.person.initials import end_of_middle_initial, end_of_trailing_initials, initials_follow
from atau.components.person.particles import particle
from atau.components.person.roles import NameRole, Part, PersonLexicon

_MAX_PARTS = 4
# Letters that a page in another encoding loses, and how much of the surname is left at least.
_LOST = "әіөүұғқңһ"
_SHORTEST_REST = 4
# A shorter word in capitals may be an abbreviation.
_SHORTEST_IN_CAPITALS = 5


def read_name(
    lexicon: PersonLexicon, tokens: Sequence[Word], start: int, role: NameRole, places_from: AbstractSet[int]
) -> Name:
    """The longest name whose first word, at token `start`, has `role`.

    places_from: first tokens of places, before which a name ends.

    >>> found("PERSON", "Кеше Серік Тілеуов Алматы облысына барды.")
    ['Серік Тілеуов (person.full)']
    """
    name = Name(start, start + 1, role, role.bare, role.weak, [role.part])
    while name.bare and len(name.parts) < _MAX_PARTS + name.particles:
        j = skip(tokens, name.end)
        if j >= len(tokens) or j in places_from or _extend(lexicon, tokens, j, name) is Step.STOP:
            break
    return name


def _extend(lexicon: PersonLexicon, tokens: Sequence[Word], j: int, name: Name) -> Step:
    for step in _STEPS:
        made = step(lexicon, tokens, j, name)
        if made is not Step.OTHER:
            return made
    return Step.STOP


def _patronymic_apart(lexicon: PersonLexicon, tokens: Sequence[Word], j: int, name: Name) -> Step:
    """The end of a patronymic, written apart: the name may go on after it where it is in the nominative.

    >>> found("PERSON", "Кеше Ерлан Серік ұлы Тілеуов келді."), found("PERSON", "Кеше Серік ұлына тіл қатты.")
    (['Ерлан Серік ұлы Тілеуов (person.full)'], ['Серік ұлына (person.full)'])
    """
    word = tokens[j]
    if word.title or not word.norm.startswith(lexicon.patronymics):
        return Step.OTHER
    if word.norm in lexicon.patronymics and _title_after(tokens, j):
        name.add(Part.PATRONYMIC, j + 1)
        return Step.ADDED
    if name.parts == [Part.GIVEN]:
        name.add(Part.PATRONYMIC, j + 1)
        return Step.STOP
    return Step.OTHER


def _damaged_surname(lexicon: PersonLexicon, tokens: Sequence[Word], j: int, name: Name) -> Step:
    """A surname that has lost its second letter, one that only Kazakh has, after a given name: `Т леуов`.

    >>> found("PERSON", "Кеше Бақыт Т леуов келді.")
    ['Бақыт Т леуов (person.full)']
    """
    if Part.GIVEN not in name.parts or not tokens[j].title or len(tokens[j].form) != 1 or j + 1 >= len(tokens):
        return Step.OTHER
    rest = tokens[j + 1]
    if rest.title or not rest.form.isalpha() or len(rest.norm) < _SHORTEST_REST:
        return Step.OTHER
    if not any(lexicon.is_surname(tokens[j].norm + letter + rest.norm) for letter in _LOST):
        return Step.OTHER
    name.add(Part.SURNAME, j + 2)
    return Step.STOP


def _no_name(lexicon: PersonLexicon, tokens: Sequence[Word], j: int, name: Name) -> Step:
    """A word without a capital ends the name.

    >>> found("PERSON", "Кеше Айгүл Бекова келді.")
    ['Айгүл Бекова (person.full)']
    """
    name_like = (tokens[j].title and tokens[j].alpha) or lexicon.has_article(tokens[j])
    return Step.OTHER if name_like else Step.STOP


def _initial(lexicon: PersonLexicon, tokens: Sequence[Word], j: int, name: Name) -> Step:
    """Initials after a given name or a surname.

    >>> found("PERSON", "Кеше Айгүл Қ.Сейітовпен кездесті.")
    ['Айгүл Қ.Сейітовпен (person.initials)']
    """
    if not lexicon.is_initial(tokens[j]):
        return Step.OTHER
    end = end_of_middle_initial(lexicon, tokens, name.start, j, name.parts, name.weak)
    if end:
        name.end, name.whole = end, True
    elif initials_follow(lexicon, tokens, name.start, j, name.parts, name.weak):
        name.add(Part.INITIALS, end_of_trailing_initials(lexicon, tokens, j))
    return Step.STOP


def _before_patronymic(lexicon: PersonLexicon, tokens: Sequence[Word], j: int, name: Name) -> Step:
    """An unknown word between a surname and a patronymic, which vouches for it.

    >>> found("PERSON", "Тізімде Токаев Касымжомарт Кемелевич бар.")
    ['Токаев Касымжомарт Кемелевич (person.full)']
    """
    following = lexicon.role(tokens[j].norm)
    if name.parts != [Part.SURNAME] or following.part is not Part.UNKNOWN or not following.bare:
        return Step.OTHER
    after = skip(tokens, j + 1)
    if after >= len(tokens) or not tokens[after].title:
        return Step.OTHER
    if lexicon.role(tokens[after].norm).part is not Part.PATRONYMIC:
        return Step.OTHER
    name.add(Part.UNKNOWN, j + 1)
    return Step.ADDED


def _next_part(lexicon: PersonLexicon, tokens: Sequence[Word], j: int, name: Name) -> Step:
    """Another part of the name: a known one, or the unknown surname of a given name.

    >>> found("PERSON", "Кеше Ерлан Мұратұлы Тілеуов келді, Айгүл Зорг кетті.")
    ['Ерлан Мұратұлы Тілеуов (person.full)', 'Айгүл Зорг (person.given_unknown)']
    """
    following = lexicon.role(tokens[j].norm)
    if name.parts != [Part.GIVEN] and lexicon.is_family(tokens[j].norm):
        # «Гүлнәр Бөкенбай Өтеповтердің ісін қарады»: a family after a whole name.
        return Step.STOP
    if following.part is Part.NONE or (
        following.part is Part.UNKNOWN and not _may_be_surname(lexicon, tokens, name, tokens[j])
    ):
        return Step.STOP
    if name.particles and name.parts[-1] is not Part.GIVEN:
        # «Мохаммед Әл Хаджри Тілеуовті»: what a particle leads ends the name.
        return Step.STOP
    if following.part is name.parts[-1] is Part.SURNAME or _is_another(lexicon, tokens, j, name, following):
        return Step.STOP
    name.add(following.part, j + 1)
    name.bare = following.bare
    name.weak = name.weak and following.weak
    return Step.ADDED


def _is_another(lexicon: PersonLexicon, tokens: Sequence[Word], j: int, name: Name, following: NameRole) -> bool:
    """Another person begins at token `j`: a given name after a full name, or before an inflected surname.

    >>> found("PERSON", "Кеше Асқар Тілеуов Айгүлді шақырды.")
    ['Асқар Тілеуов (person.full)', 'Айгүлді (person.given)']
    >>> found("PERSON", "Кеше Тілеуов Ерлан Сейітовті шақырды.")
    ['Тілеуов (person.neighbour)', 'Ерлан Сейітовті (person.neighbour)']
    """
    if following.part is not Part.GIVEN:
        return False
    if Part.GIVEN in name.parts[:-1] and name.parts[-1] is Part.SURNAME:
        return True
    if name.parts != [Part.SURNAME] or not following.bare or not _title_after(tokens, j):
        return False
    after = lexicon.role(tokens[j + 1].norm)
    return after.part is Part.SURNAME and not after.bare


def _may_be_surname(lexicon: PersonLexicon, tokens: Sequence[Word], name: Name, word: Word) -> bool:
    """An unknown word may end a name that a given name begins, unless it is an abbreviation or written in Latin.

    >>> found("PERSON", "Кеше Реджеп Тайип Ердоғанмен кездесті.")
    ['Реджеп Тайип Ердоғанмен (person.full)']

    >>> found("PERSON", "Кеше Айгүл БҰҰ отырысына барды.")
    ['Айгүл (person.given)']
    """
    if word.upper and len(word.norm) < _SHORTEST_IN_CAPITALS:
        return False
    if word.latin and not tokens[name.start].latin:
        return False
    if name.parts == [Part.GIVEN, Part.GIVEN]:
        return all(lexicon.is_foreign(tokens[i].norm) for i in range(name.start, name.end))
    return name.parts in ([Part.GIVEN], [Part.GIVEN, Part.PATRONYMIC])


def _title_after(tokens: Sequence[Word], j: int) -> bool:
    return j + 1 < len(tokens) and tokens[j + 1].title


# Asked of the next word in this order; the first that knows what to do with it decides.
_STEPS: tuple[Callable[[PersonLexicon, Sequence[Word], int, Name], Step], ...] = (
    _patronymic_apart,
    particle,
    _damaged_surname,
    _no_name,
    _initial,
    _before_patronymic,
    _next_part,
)
