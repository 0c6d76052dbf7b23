"""A common noun with the capital of the sentence before a name: `Көрме Абайға арналған`, `Пікірін Мәдина айтты`."""

from __future__ import annotations

from typing import Final

from atau.components.person.roles import Part, PersonLexicon
from atau.morphology import analyses, frequency

# Nouns of everyday use; the names of well-known people are not seen as often.
_COMMON: Final = 4.0


def is_common_noun(lexicon: PersonLexicon, norm: str) -> bool:
    """A form of a frequent noun or a word of time, no listed name, though it may end as surnames do: `пікірін`.

    >>> from atau.components.person.roles import TABLES
    >>> from atau.tables import TableSet
    >>> lexicon = PersonLexicon(TableSet(TABLES))
    >>> [is_common_noun(lexicon, norm) for norm in ("пікірін", "былтыр", "гүл", "путин", "зорг")]
    [True, True, False, False, False]
    """
    if lexicon.role(norm).part not in (Part.UNKNOWN, Part.SURNAME) or norm in lexicon.names.surnames:
        return False
    if norm in lexicon.circumstances:
        return True
    found = analyses(norm)
    return bool(found) and found[0].stem not in lexicon.names.given_names and frequency(found[0].stem) >= _COMMON


def is_unheard_of(lexicon: PersonLexicon, norm: str) -> bool:
    """A form of no word that the tables know.

    >>> from atau.components.person.roles import TABLES
    >>> from atau.tables import TableSet
    >>> lexicon = PersonLexicon(TableSet(TABLES))
    >>> [is_unheard_of(lexicon, norm) for norm in ("миодраг", "командирі", "министр")]
    [True, False, False]
    """
    return not lexicon.noun_roles.listed(norm) and not any(frequency(a.stem) for a in analyses(norm))
