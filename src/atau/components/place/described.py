"""Names that are not listed, before a noun that says what they are: `Тасөткелсай ауылында`."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.token_facts import Word
from atau.components.place.context import has_common_start
from atau.components.place.known import NONE, Found
from atau.components.place.lexicon import PlaceLexicon

_MAX_WORDS = 3
AREA = "аудан"
# An amount of land stands in this many tokens after "its area".
_AREA_WINDOW = 6


def described(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> Found:
    """Up to three capitalised words at token `i` and a descriptor after them.

    >>> found("LOC", "Ол кезде Тасөткелсай ауылы Қосарал губерниясында еді.")
    ['Тасөткелсай (place.unknown)', 'Қосарал губерниясында (place.unknown_inside)']
    >>> found("LOC", "Жайылым Сарысай батыр ауылында тар.")
    ['Сарысай батыр (place.unknown)']
    """
    core = _name_end(lexicon, tokens, i)
    end = lexicon.rank_end(tokens, core)
    if core == i or end >= len(tokens):
        return NONE
    if tokens[end].title and tokens[end].form.endswith("."):
        return NONE
    kind, after = lexicon.descriptor_at(tokens, end)
    full_name = core - i > 1 and all(lexicon.personal(tokens[j].norm) for j in range(i, core))
    if full_name and not kind and lexicon.venue(tokens[end].norm):
        return end + 1, "place.venue"
    if not kind or not _may_be_name(lexicon, tokens, i, core) or is_area(lexicon, tokens, i, end):
        return NONE
    sure = (after > end + 1 or "/" in tokens[end].form) and lexicon.closes(tokens, after)
    if kind == "inside":
        return after, "place.described" if full_name and lexicon.closes(tokens, after) else "place.unknown_inside"
    return end, "place.described" if sure else "place.unknown"


def _name_end(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> int:
    """Where the capitalised words at token `i` end: before a descriptor, or after three of them.

    >>> found("LOC", "Бұл жол Тас Өткел Ауылында бітті.")
    ['Тас Өткел (place.unknown)']
    """
    end = i
    while end < len(tokens) and end - i < _MAX_WORDS and _is_capitalised(tokens[end]):
        if end > i and lexicon.descriptor(tokens[end].norm) and not tokens[end].form.endswith("."):
            break
        end += 1
    return end


def _is_capitalised(word: Word) -> bool:
    """A word with a capital, not in capitals throughout.

    >>> from atau.components.common.token_facts import make_word
    >>> [_is_capitalised(make_word(form)) for form in ("Тасөткелсай", "бесарық", "БЕСАРЫҚ", "5")]
    [True, False, False, False]
    """
    return word.title and word.alpha and not word.upper


def _may_be_name(lexicon: PlaceLexicon, tokens: Sequence[Word], start: int, end: int) -> bool:
    """The words are one Cyrillic name that does not begin with a determiner or a plain adjective.

    >>> found("LOC", "Біздің қаласында. Жаңа Ауданында. Nur ауылында.")
    []
    """
    if tokens[start].norm in lexicon.not_first or any(tokens[j].latin for j in range(start, end)):
        return False
    if lexicon.genitive(tokens[end - 1].norm) or has_common_start(lexicon, tokens, start, end):
        return False
    return not (_after_person(lexicon, tokens, start, end) or _known_inside(lexicon, tokens, start, end))


def is_area(lexicon: PlaceLexicon, tokens: Sequence[Word], start: int, end: int) -> bool:
    """`ауданы` at token `end` means "its area": after a genitive, or before an amount of land.

    >>> found("LOC", "Үйдің ауданы кең. Пәтер ауданы – 60 шаршы метр. Тасөткел ауданы алыс.")
    ['Тасөткел (place.descriptor)']
    """
    if not tokens[end].norm.startswith(AREA) or any(lexicon.gazetteer.forms(w.norm) for w in tokens[start:end]):
        return False
    if lexicon.genitive(tokens[end - 1].norm):
        return True
    return any(word.norm in lexicon.area_units for word in tokens[end + 1 : end + _AREA_WINDOW])


def _after_person(lexicon: PlaceLexicon, tokens: Sequence[Word], start: int, end: int) -> bool:
    """A person's name stands before the name of the place, which is the last word alone.

    >>> found("LOC", "Кеше Гүлнар Серікқызы Тасөткелсай өзенінде болды.")
    ['Тасөткелсай (place.unknown)']
    """
    last = lexicon.personal(tokens[end - 1].norm)
    return not last and any(lexicon.personal(tokens[j].norm) for j in range(start, end - 1))


def _known_inside(lexicon: PlaceLexicon, tokens: Sequence[Word], start: int, end: int) -> bool:
    """A later word is a place of the lexicon, which the words before it do not belong to.

    >>> found("LOC", "Кеше Қанат Серіков Ақсу қаласында болды.")
    ['Ақсу (place.descriptor)']
    """
    if end - start > 1 and tokens[start].norm.endswith(lexicon.roles.endings.ordinal):
        # «Бірінші Май ауылы»: the month is in the list of places for other reasons.
        return False
    names, last = lexicon.names, tokens[end - 1].norm
    surname = names.surname_like(last) and not names.is_given_name(last)
    if end - start > 1 and surname and names.is_given_name(tokens[start].norm):
        # «Қаныш Сәтбаев ауданы»: a town is called after the same man.
        return False
    return any(lexicon.gazetteer.forms(tokens[j].norm) for j in range(start + 1, end))


def relational(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> Found:
    """A word inside a sentence before an adjective such as аудандық.

    >>> found("LOC", "Кеше Тасөткелсай аудандық соты шешім шығарды.")
    ['Тасөткелсай (place.relational)']
    """
    word = tokens[i]
    if i == 0 or i + 1 >= len(tokens) or tokens[i + 1].norm not in lexicon.relational or word.upper or word.latin:
        return NONE
    before = tokens[i - 1]
    inside = before.alpha or before.form in ("«", ",", ")")
    if not inside or not word.form.isalpha() or word.norm in lexicon.not_first or lexicon.roles.listed(word.norm):
        return NONE
    # «Серік Тілеуов облыстық басқармаға келді»: a person's surname.
    if before.title and lexicon.names.is_given_name(before.norm) and lexicon.names.surname_like(word.norm):
        return NONE
    return i + 1, "place.relational"
