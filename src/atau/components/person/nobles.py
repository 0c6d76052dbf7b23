"""Titles of judges, rulers and heroes after a name: `Төле би`, `Абылай ханға`, `Қабанбай батырды`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.person.before_name import is_common_noun
from atau.components.person.context import may_begin
from atau.components.person.roles import PersonLexicon
from atau.morphology import frequency

# How far to look for the street or district that a title of nobility belongs to, and how their words begin.
_AHEAD: Final = 4
_NAMED_PLACES: Final = ("көше", "даңғыл", "аудан", "ауыл", "алаң", "кент", "а/о", "к-сі", "мешіт")
# Titles as they stand in the names of places; with an ending they do not: Байдалы бимен ауыл болып ақылдасты.
_IN_PLACES: Final = frozenset(("ақын", "батыр", "би", "сұлтан", "төре", "хан"))
_JUDGE: Final = "би"
# How often a given name is seen that is first of all a common word.
_EVERYDAY: Final = 7.0


def is_noble(lexicon: PersonLexicon, tokens: Sequence[Word], start: int, end: int) -> bool:
    """A title of nobility follows what may be a name, token `start`.

    >>> found("PERSON", "Байдалы бимен ел ақылдасты. Халық биге шықты.")
    ['Байдалы (person.titled)']
    """
    if not noble_after(lexicon, tokens, end):
        return False
    norm, title = tokens[start].norm, tokens[end].norm
    if is_dance(lexicon, norm, title):
        return False
    if not may_begin(tokens, start):
        return True
    # «Халық биге шықты»: the people danced.
    return not is_common_noun(lexicon, norm) and (title in _IN_PLACES or frequency(norm) < _EVERYDAY)


def is_dance(lexicon: PersonLexicon, norm: str, after: str) -> bool:
    """`би` after the given name of a woman: she dances, women were no judges.

    >>> found("PERSON", "Кеше Гүлмира биге шықты.")
    ['Гүлмира (person.given)']
    """
    if after not in lexicon.rulers or not after.startswith(_JUDGE):
        return False
    names = lexicon.names.given_names
    return any(stem in names and names[stem].gender == "f" for stem in lexicon.stems(norm))


def noble_after(lexicon: PersonLexicon, tokens: Sequence[Word], end: int) -> bool:
    """A title of nobility at token `end`, and no street or district named by it after that."""
    if end >= len(tokens) or tokens[end].norm not in lexicon.nobles:
        return False
    if tokens[end].norm not in _IN_PLACES:
        return True
    following = [word.norm for word in tokens[end + 1 : end + 1 + _AHEAD]]
    if following and (following[0] == "|" or (following[0] == "," and "".join(following[1:2])[:1].isdigit())):
        return False
    return not any(norm.startswith(_NAMED_PLACES) or norm in lexicon.named_after for norm in following)
