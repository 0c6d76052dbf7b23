"""Particles inside a name: `Урсула фон дер Ляйен`, `Мұхаммед бен Зайд`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.person.growing import Name, Step
from atau.components.person.roles import NameRole, Part, PersonLexicon

_MAX_PARTICLES: Final = 3
# Those of these that are titles: what stands beside them is known as in any name.
_TITLES: Final = frozenset({"қажы", "мырза", "оглы"})
# Particles that are Kazakh words for "and", "too" as well.
_CONJUNCTIONS: Final = frozenset({"да", "де"})
_SON_OF: Final = "бен"
# The conjunction is бен after these letters, мен and пен after all others.
_AND_AFTER: Final = ("з", "ж")


def particle(lexicon: PersonLexicon, tokens: Sequence[Word], j: int, name: Name) -> Step:
    """Particles, and what may follow them in a name.

    >>> found("PERSON", "Үгітті Әбілғазы қажы Тілеуов жүргізді.")
    ['Әбілғазы қажы Тілеуов (person.full)']
    >>> found("PERSON", "Урсула фон дер Ляйен мен Мохаммед бин Салман Әл Сауд келді.")
    ['Урсула фон дер Ляйен (person.particle_sure)', 'Мохаммед бин Салман Әл Сауд (person.particle_sure)']
    """
    end = j
    while end < len(tokens) and end - j < _MAX_PARTICLES and _is_particle(lexicon, tokens, end):
        end += 1
    if end == j:
        return Step.OTHER
    if name.parts == [Part.SURNAME]:
        # «Тілеуова ван дер Вельдені жеңді»: two people.
        return Step.STOP
    if end >= len(tokens) or not (tokens[end].title and tokens[end].alpha) or tokens[end].upper != tokens[j - 1].upper:
        return Step.STOP
    following = lexicon.role(tokens[end].norm)
    follows = following.part in (Part.SURNAME, Part.PATRONYMIC, Part.UNKNOWN)
    given = tokens[end - 1].norm in lexicon.given_particles or tokens[end - 1].norm == _SON_OF
    # «бен Иса Әл Халифа»: a capital article after a father's name begins the name of a family, a common word too.
    family = name.particles and tokens[j].title
    if not (follows or family) and not (following.part is Part.GIVEN and given):
        return Step.STOP
    if tokens[j].norm == _SON_OF and _is_and(lexicon, tokens[j - 1].norm, tokens[end].norm, following):
        return Step.STOP
    joins = tokens[j].norm in _CONJUNCTIONS and end == j + 1 and following.part is not Part.SURNAME
    if joins and not lexicon.is_foreign(tokens[name.start].norm):
        # «Айгүл да Астанада»: and, too.
        return Step.STOP
    name.add(following.part, end + 1)
    name.particles += tokens[j].norm not in _TITLES
    name.bare = following.bare
    name.weak = False
    return Step.ADDED


def _is_and(lexicon: PersonLexicon, before: str, after: str, following: NameRole) -> bool:
    """`бен` is the conjunction, which has this form after -з and -ж only; else it is the Arabic `son of`.

    >>> found("PERSON", "Мұхаммед бен Зайд пен Фейсал бен Фархан келді. Нияз бен Айгүл кетті.")
    ['Мұхаммед бен Зайд (person.particle)', 'Фейсал бен Фархан (person.particle)',
     'Нияз (person.given_start)', 'Айгүл (person.given)']
    """
    if before.endswith(_AND_AFTER):
        return not lexicon.is_foreign(before) or (following.part is Part.GIVEN and not lexicon.is_foreign(after))
    # Women are not named so: «Айгүл бен Серік» is a slip of the pen.
    listed = lexicon.names.given_names.get(before)
    return listed is not None and listed.gender == "f"


def _is_particle(lexicon: PersonLexicon, tokens: Sequence[Word], j: int) -> bool:
    """A particle in small letters, or an Arabic article with a capital: Әл Сауд."""
    word = tokens[j]
    return word.norm in lexicon.articles if word.title else word.norm in lexicon.particles
