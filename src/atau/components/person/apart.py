"""Two people side by side that were read as one name: `Айдос Мадинаны шақырды`, `Айна Жеңіске гүл берді`.

The last word is inflected, so that it may be an object. What decides is whose name it can be (a woman's given name is
no surname), how many words there are, and what the text says of each elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.person.context import may_begin
from atau.components.person.foreign import vouches
from atau.components.person.remembered import Memory, is_part
from atau.components.person.roles import Part, PersonLexicon
from atau.morphology import analyses

APART: Final = "person.apart"
_MAY_BE_TWO: Final = frozenset(("person.full", "person.given_unknown", "person.unknown_given"))
_AFTER_GIVEN: Final = (Part.SURNAME, Part.GIVEN, Part.UNKNOWN)
_CIRCUMSTANCE: Final = frozenset(("loc", "abl", "gen"))
_PRONOUNS: Final = frozenset(("мен", "сен", "ол", "біз", "сіз", "олар"))
_CLAUSE_ENDS: Final = frozenset(',.!?…:;«“"„(–—')
_FIRST_PERSON: Final = tuple("дым дім тым тім дық дік тық тік мын мін бын бін пын пін мыз міз".split())
# How many words away the subject and the verb are looked for.
_FAR: Final = 10

_Found = tuple[int, int, str]


def tell_apart(lexicon: PersonLexicon, tokens: Sequence[Word], found: Sequence[_Found], memory: Memory) -> list[_Found]:
    """`found` with the names parted that are two people.

    >>> found("PERSON", "Айна Серікқызы келді. Жеңіс Тоқтаров сөйледі. Кейін Айна Жеңіске гүл берді.")[2:]
    ['Айна (person.apart)', 'Жеңіске (person.apart)']
    >>> found("PERSON", "Айна Жеңіс келді. Кейін Айна Жеңіске гүл беріп, Айна мен Жеңіс сөйлескен.")[1]
    'Айна Жеңіске (person.full)'
    >>> found("PERSON", "Кеше Айдос Мадинаны, Ерлан Оспан Дәуренді шақырды.")
    ['Айдос (person.apart)', 'Мадинаны (person.apart)', 'Ерлан Оспан (person.apart)', 'Дәуренді (person.apart)']
    """
    result: list[_Found] = []
    for start, end, rule in found:
        second = _second(lexicon, tokens, start, end, memory) if rule in _MAY_BE_TWO else 0
        if second:
            result += [(start, second, APART), (second, end, APART)]
        else:
            result.append((start, end, rule))
    return result


def _second(lexicon: PersonLexicon, tokens: Sequence[Word], start: int, end: int, memory: Memory) -> int:
    """The token that the second person begins at; 0 if the name is that of one."""
    last = lexicon.inflected(tokens[end - 1].norm)
    if not last:
        return 0
    if _named_apart(lexicon, tokens, start, end, last, memory):
        return end - 1
    if not all(is_part(tokens[i]) for i in range(start, end)):
        return 0
    parts = [lexicon.role(tokens[i].norm).part for i in range(start, end)]
    if parts[0] is not Part.GIVEN:
        return 0
    if len(parts) == 2:
        first = tokens[start].norm
        if _is_woman(lexicon, first, last) or memory.turned(first, last):
            return end - 1
        return end - 1 if _acts(lexicon, tokens, start, end, memory) else 0
    if parts[1] not in _AFTER_GIVEN:
        return 0
    if len(parts) == 3 and parts[2] is Part.GIVEN:
        return end - 1
    return start + 2 if len(parts) == 4 and parts[2] is Part.GIVEN else 0


def _named_apart(
    lexicon: PersonLexicon, tokens: Sequence[Word], start: int, end: int, last: frozenset[str], memory: Memory
) -> bool:
    """The last word and the words before it stand elsewhere, and never together."""
    others = frozenset(word.norm for word in tokens[start : end - 1] if is_part(word))
    if not others:
        return False
    together = memory.together(others, last)
    if len(together) > 1 or len(memory.bearing(last)) < 2:
        return False
    # A given name and a surname are two people only where the given name has another surname elsewhere.
    several = lexicon.role(tokens[end - 1].norm).part is Part.SURNAME
    return all(memory.bearing((other,), several=several) - together for other in others)


def _is_woman(lexicon: PersonLexicon, first: str, last: frozenset[str]) -> bool:
    """`last` is a form of a Kazakh woman's given name, which is no surname, and no second given name of a foreigner."""
    names = lexicon.names.given_names
    women = [stem for stem in last if stem in names and names[stem].gender == "f"]
    return bool(women) and not any(map(lexicon.is_foreign, (first, *women)))


def _acts(lexicon: PersonLexicon, tokens: Sequence[Word], start: int, end: int, memory: Memory) -> bool:
    """A given name where the subject of a sentence stands, a Kazakh given name in the accusative, and more after it.

    Who stands before them would be the subject: in `жеңімпаз Ерлан Маратты ұтты` the two words are one name.

    >>> found("PERSON", "Финалда Нұрлан Дәуренді ұтты. Ол Нұрлан Дәуренді ұтты.")
    ['Нұрлан (person.apart)', 'Дәуренді (person.apart)', 'Нұрлан Дәуренді (person.full)']
    """
    if end >= len(tokens) or not tokens[end].alpha or not _has_room_for_subject(lexicon, tokens, start):
        return False
    clause_end = end + 1
    while clause_end < min(len(tokens), end + _FAR) and not _ends_clause(tokens[clause_end]):
        clause_end += 1
    if tokens[clause_end - 1].norm.endswith(_FIRST_PERSON):
        # «Кеше Ерлан Маратты көрдім»: the speaker is the subject.
        return False
    names = lexicon.names.given_names
    first, last = tokens[start].norm, tokens[end - 1].norm
    if first in names and names[first].origin == "foreign":
        return False
    objects = {a.stem for a in analyses(last) if a.case == "acc" and a.number == "sg" and not a.possessive}
    given = {stem for stem in objects if lexicon.names.is_given_name(stem) and not lexicon.is_foreign(stem)}
    if not given or not given.isdisjoint(lexicon.names.surnames):
        return False
    # One person where the text has both words together in another form.
    return not memory.together((first,), given) - memory.together((first,), (last,))


def _has_room_for_subject(lexicon: PersonLexicon, tokens: Sequence[Word], start: int) -> bool:
    """The sentence begins at token `start`, or what stands before it is no subject: a time, a place, a conjunction."""
    if may_begin(tokens, start):
        return True
    i = start - 1
    if tokens[i].norm not in lexicon.circumstances and not any(
        a.case in _CIRCUMSTANCE for a in analyses(tokens[i].norm)[:1]
    ):
        return False
    while i >= 0 and start - i <= _FAR and not _ends_clause(tokens[i]):
        if tokens[i].norm in _PRONOUNS or vouches(lexicon, tokens[i]):
            return False
        i -= 1
    return True


def _ends_clause(word: Word) -> bool:
    return word.form in _CLAUSE_ENDS or word.space
