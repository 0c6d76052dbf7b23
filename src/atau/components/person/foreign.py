"""Names that no list knows: East Asian ones of short syllables, and two unknown words after a trade or a people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.person.roles import Part, PersonLexicon

_SHORTEST: Final = 3
# Given names of one syllable, the ending of a case included: Ын, Хёнді.
_LONGEST_SYLLABLE: Final = 6
_LONGEST_GIVEN: Final = 9
_MAX_WORDS: Final = 3
_MAY_BE_SURNAME: Final = (Part.UNKNOWN, Part.SURNAME, Part.GIVEN, Part.NICKNAME)
_CHINESE: Final = ("пин", "лин", "мин", "син", "бин", "цин", "жин")
_RELATIONAL: Final = ("лық", "лік", "дық", "дік", "тық", "тік")


def after_syllable(lexicon: PersonLexicon, tokens: Sequence[Word], i: int) -> int:
    """The end of a Chinese, Korean or Vietnamese name whose surname is token `i`; 0 if there is none.

    >>> found("PERSON", "Кеше Ким Чен Ын, Чэнь Сяолин мен Нгуен Ван Тхань келді.")
    ['Ким Чен Ын (person.full)', 'Чэнь Сяолин (person.full)', 'Нгуен Ван Тхань (person.full)']
    >>> found("PERSON", "Кеше Ким Айгүл сөйледі.")
    ['Ким Айгүл (person.full)']
    """
    if tokens[i].norm not in lexicon.syllables or tokens[i].upper:
        return 0
    end = i + 1
    while end < len(tokens) and end - i < _MAX_WORDS and _is_syllable(lexicon, tokens[end], end == i + 1):
        end += 1
    parts = end - i
    if parts < _MAX_WORDS:
        last = lexicon.role(tokens[end - 1].norm).part
        return end if parts == _MAX_WORDS - 1 and last in (Part.UNKNOWN, Part.SURNAME) else 0
    return end


def _is_syllable(lexicon: PersonLexicon, word: Word, first: bool) -> bool:
    """May it be an East Asian given name (`first`), or its second syllable?

    >>> from atau.components.common.token_facts import make_word
    >>> from atau.components.person.component import Persons
    >>> lexicon = PersonLexicon(Persons().tables)
    >>> [_is_syllable(lexicon, make_word(form), True) for form in ("Цзиньпин", "Вэй", "Айгүл", "Тілеуов", "Алматыда")]
    [True, True, False, False, False]
    """
    longest = _LONGEST_GIVEN if first else _LONGEST_SYLLABLE
    if not word.title or not word.form.isalpha() or word.upper or word.latin or len(word.form) > longest:
        return False
    if word.norm in lexicon.syllables or (len(word.form) < _SHORTEST + 1 and lexicon.is_foreign(word.norm)):
        return True
    role = lexicon.role(word.norm)
    # Цзиньпин ends as Russian surnames do.
    alike = first and role.part is Part.SURNAME and role.bare and word.norm.endswith(_CHINESE)
    return role.part is Part.UNKNOWN or alike or (not first and len(word.form) < _SHORTEST)


def after_trade(lexicon: PersonLexicon, tokens: Sequence[Word], i: int) -> int:
    """The end of an unknown name of two words that begins at token `i`, after a trade, a people or an office.

    >>> found("PERSON", "Кеше шабуылшы Бала Адебайо мен нигериялық Чиди Океке келді.")
    ['Бала Адебайо (person.after_trade)', 'Чиди Океке (person.after_trade)']
    >>> found("PERSON", "Кеше Харуки Мори келді.")
    []
    """
    if i == 0 or i + 1 >= len(tokens):
        return 0
    first, second = tokens[i], tokens[i + 1]
    # Most words fall out here: what is asked next takes longer.
    if not (second.title and _is_foreign(first) and _is_foreign(second) and vouches(lexicon, tokens[i - 1])):
        return 0
    role = lexicon.role(first.norm)
    plain = role.part is Part.UNKNOWN or (role.part is Part.NONE and lexicon.noun_roles.role(first.norm).kind != "adj")
    if not plain or lexicon.is_place(first.norm) or first.norm in lexicon.never:
        return 0
    last = lexicon.role(second.norm)
    if last.part not in _MAY_BE_SURNAME or (last.part is Part.GIVEN and not last.bare):
        return 0
    end = i + 2
    more = end < len(tokens) and tokens[end].title and tokens[end].alpha
    named = end < len(tokens) and lexicon.noun_roles.role(tokens[end].norm).owned
    return 0 if more or (named and lexicon.noun_roles.listed(tokens[end].norm)) else end


def vouches(lexicon: PersonLexicon, word: Word) -> bool:
    """A trade, a people, an office or `-лық` of a place in the nominative: what follows may be a person."""
    norm = word.norm
    if not word.alpha or word.upper:
        return False
    if lexicon.is_trade(norm):
        return True
    if norm.endswith(_RELATIONAL):
        return lexicon.is_place(norm[:-3])
    return any(
        form.case == "nom" and form.number == "sg" and not form.attributive
        for form in lexicon.noun_roles.heads.forms(norm)
    )


def _is_foreign(word: Word) -> bool:
    """A capitalised Cyrillic word of some length, not in capitals."""
    return word.title and word.form.isalpha() and not word.upper and not word.latin and len(word.form) >= _SHORTEST
