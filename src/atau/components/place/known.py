"""Places of the lexicon, in every case form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.components.common.gazetteer import Hit
from atau.components.common.sentence_start import begins
from atau.components.common.token_facts import Word
from atau.components.place.lexicon import PlaceLexicon
from atau.lexicon import Place

#: The end of a mention and its rule; (0, "") if there is no mention.
Found = tuple[int, str]
NONE: Final[Found] = (0, "")
# The cases in which one speaks of being at a place, going there or coming from there.
_SPATIAL: Final = frozenset({"loc", "abl", "dat"})
_LARGE: Final = frozenset({"city", "country", "region", "area"})


def known(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> Found:
    """The longest place of the lexicon that begins at token `i`.

    >>> found("LOC", "Ол Атырауда, Каспий теңізінде және Қостанай облысында болды.")
    ['Атырауда (place.gazetteer)', 'Каспий (place.descriptor)', 'Қостанай облысында (place.gazetteer)']
    """
    for hit in lexicon.gazetteer.at(tokens, i):
        if _names_a_place(hit) and _capitalised(tokens[i : hit.end]):
            end, rule = _judge(lexicon, tokens, hit)
            if end:
                return end, rule
    return NONE


def _names_a_place(hit: Hit[Place]) -> bool:
    """The form is neither a plural nor possessed by anyone but us (`Қазақстанымыз`).

    >>> found("LOC", "Қазақстанымызда күз."), found("LOC", "Қазақстандары көп.")
    (['Қазақстанымызда (place.gazetteer)'], [])
    """
    return hit.analysis.number != "pl" and hit.analysis.possessive in ("", "1pl")


def _capitalised(tokens: Sequence[Word]) -> bool:
    """The first word has a capital; the others may (Каспий теңізі)."""
    return all(word.title or word.space or not word.alpha or j for j, word in enumerate(tokens))


def _judge(lexicon: PlaceLexicon, tokens: Sequence[Word], hit: Hit[Place]) -> Found:
    """Where the mention of a name of the lexicon ends, by the word after it; nothing for a weak name without proof.

    >>> found("LOC", "Жамбыл келді. Ол Жамбыл облысынан, Жамбыл ауданынан келді.")
    ['Жамбыл облысынан (place.gazetteer)', 'Жамбыл (place.descriptor)']
    """
    analysis, place, end = hit.analysis, hit.entry, hit.end
    for head in (end - 2, end - 1):
        # The lexicon has «Каспий теңізі» and «Қапшағай су қоймасы» whole; the sea stands outside.
        if head > hit.start and lexicon.descriptor_at(tokens, head) == ("outside", end):
            return head, "place.descriptor"
    if analysis.case == "nom" and not analysis.attributive:
        found = _by_next_word(lexicon, tokens, hit)
        if found != NONE:
            return found
    if not place.weak:
        # «Алматы облысынан сайланған депутат» is an office; nothing is elected in a part of the world.
        sure = end - hit.start > 1 and analysis.case in _SPATIAL and not analysis.attributive and place.kind == "area"
        return end, "place.gazetteer_sure" if sure else "place.gazetteer"
    if analysis.case == "nom" and end < len(tokens) and tokens[end].norm.startswith(lexicon.beside):
        return end, "place.weak_case"
    if place.kind == "area" and begins(tokens, hit.start):
        return NONE  # Батыстан жел соғады
    if place.kind in _LARGE and analysis.case in _SPATIAL and not tokens[hit.start].upper:
        return end, "place.weak_case"
    return NONE


def _by_next_word(lexicon: PlaceLexicon, tokens: Sequence[Word], hit: Hit[Place]) -> Found:
    """The mention of a name in the nominative before a descriptor or a relational adjective.

    >>> found("LOC", "Сырым ауданы мен Сырым аудандық соты.")
    ['Сырым (place.descriptor)', 'Сырым (place.relational)']
    """
    if hit.end >= len(tokens):
        return NONE
    kind, after = lexicon.descriptor_at(tokens, hit.end)
    street = kind == "inside" and tokens[hit.end].norm.startswith(lexicon.streets)
    if street or (kind == "inside" and " " not in hit.entry.name):
        return after, "place.descriptor"
    if kind == "outside":
        long = hit.end - hit.start > 1 or after > hit.end + 1 or "/" in tokens[hit.end].form
        sure = long and lexicon.closes(tokens, after)
        return hit.end, "place.described" if sure else "place.descriptor"
    return (hit.end, "place.relational") if tokens[hit.end].norm in lexicon.relational else NONE
