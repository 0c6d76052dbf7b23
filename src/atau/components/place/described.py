"""Names that are not listed, before a noun that says what they are: `Тасөткелсай ауылында`, «Нұр» мешіті."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.token_facts import CLOSING_QUOTES, Word
from atau.components.place.known import NONE, Found
from atau.components.place.lexicon import PlaceLexicon

_MAX_WORDS = 3
_MAX_QUOTED = 6


def described(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> Found:
    """Up to three capitalised words at token `i` and a descriptor after them.

    >>> found("LOC", "Ол кезде Тасөткелсай ауылы Қосарал губерниясында еді.")
    ['Тасөткелсай (place.unknown)', 'Қосарал губерниясында (place.unknown_inside)']
    """
    end = _name_end(lexicon, tokens, i)
    if end == i or end >= len(tokens):
        return NONE
    after = tokens[end]
    kind = "" if after.title and after.form.endswith(".") else lexicon.descriptor(after.norm)
    if not kind or not _may_be_name(lexicon, tokens, i, end):
        return NONE
    return (end + 1, "place.unknown_inside") if kind == "inside" else (end, "place.unknown")


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
    return not (_after_person(lexicon, tokens, start, end) or _known_inside(lexicon, tokens, start, end))


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


def quoted(lexicon: PlaceLexicon, tokens: Sequence[Word], opening: int) -> Found:
    """A name in quotation marks that open at token `opening`, with a descriptor of kind quoted after them.

    The end is that of the name, without the closing quotation mark.

    >>> found("LOC", "Жұрт «Нұр» мешітіне, «Шапақ» газетіне барды.")
    ['Нұр (place.quoted)']
    """
    for j in range(opening + 1, min(len(tokens) - 1, opening + _MAX_QUOTED)):
        if tokens[j].form in CLOSING_QUOTES:
            named = j > opening + 1 and tokens[opening + 1].title
            return (j, "place.quoted") if named and lexicon.descriptor(tokens[j + 1].norm) == "quoted" else NONE
    return NONE
