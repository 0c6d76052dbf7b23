"""Predicates on the tokens around a name."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.sentence_start import begins
from atau.components.common.token_facts import Word
from atau.components.person.roles import Part, PersonLexicon

_OPENERS = frozenset('–—-«"“')
_AFTER_GIVEN = frozenset({Part.SURNAME, Part.PATRONYMIC, Part.UNKNOWN})


def skip(tokens: Sequence[Word], i: int) -> int:
    """The first token from `i` on that is not white space within a line.

    >>> from atau.components.common.token_facts import make_word
    >>> skip([make_word(form) for form in ("Айгүл", " ", "Бекова")], 1)
    2
    """
    while i < len(tokens) and tokens[i].space and tokens[i].form.count("\n") < 2:
        i += 1
    return i


def only_begins(lexicon: PersonLexicon, tokens: Sequence[Word], i: int) -> bool:
    """Token `i` has its capital from the start of the sentence, and a full name begins after it.

    >>> found("PERSON", "Хат Гүлнәр Омаровадан келді.")
    ['Гүлнәр Омаровадан (person.full)']
    """
    if i + 2 >= len(tokens) or not (tokens[i + 1].title and tokens[i + 2].title) or not may_begin(tokens, i):
        return False
    norm, names = tokens[i].norm, lexicon.names
    if names.surname_like(norm) or names.patronymic_like(norm) or _surely_given(lexicon, norm):
        return False
    third = lexicon.role(tokens[i + 2].norm).part
    if norm in lexicon.offices:
        return lexicon.role(tokens[i + 1].norm).part is Part.GIVEN and third in _AFTER_GIVEN
    if third is not Part.SURNAME:
        return False
    listed = norm in names.given_names or names.is_given_name(norm)
    if listed:
        return _surely_given(lexicon, tokens[i + 1].norm)
    return lexicon.role(tokens[i + 1].norm).part is Part.GIVEN


def may_begin(tokens: Sequence[Word], i: int) -> bool:
    """Like `begins`, after an opening quotation mark or a dash too.

    >>> from atau.components.common.token_facts import make_word
    >>> may_begin([make_word(form) for form in ("–", "Ағам")], 1)
    True
    """
    return begins(tokens, i) or tokens[i - 1].form in _OPENERS


def swallowed(lexicon: PersonLexicon, tokens: Sequence[Word], i: int) -> bool:
    """Token `i` is a relative, a trade or an office with the capital of the sentence, and a full name stands after it.

    >>> found("PERSON", "Әкім Қанат Тілеуов пен Ағам Серік Омаров келді.")
    ['Қанат Тілеуов (person.full)', 'Серік Омаров (person.full)']
    """
    norm = tokens[i].norm
    if i + 2 >= len(tokens) or not (tokens[i].title and tokens[i + 1].title and tokens[i + 2].title):
        return False
    trade = lexicon.is_trade(norm)
    if not (trade or norm in lexicon.never or norm in lexicon.offices):
        return False
    given, third = lexicon.role(tokens[i + 1].norm).part, lexicon.role(tokens[i + 2].norm).part
    whole = third in (Part.SURNAME, Part.PATRONYMIC) or (trade and third is Part.UNKNOWN)
    return given is Part.GIVEN and whole and lexicon.role(norm).part is not Part.SURNAME


def _surely_given(lexicon: PersonLexicon, norm: str) -> bool:
    """A listed given name that is not a common word as well.

    >>> from atau.components.person.roles import TABLES
    >>> from atau.tables import TableSet
    >>> lexicon = PersonLexicon(TableSet(TABLES))
    >>> [_surely_given(lexicon, norm) for norm in ("айгүл", "арман", "хат")]
    [True, False, False]
    """
    listed = lexicon.names.given_names.get(norm)
    return listed is not None and not listed.weak


def in_headline(lexicon: PersonLexicon, tokens: Sequence[Word], start: int, end: int) -> bool:
    """In a headline in capitals, a given name and any other word are a name, where neither is a common word.

    >>> found("PERSON", "АУЫЛҒА КӨМЕК КӨРСЕТІЛДІ")
    []
    """
    last = tokens[end - 1].norm
    verb = lexicon.noun_roles.role(last).case in ("verb", "other")
    return not lexicon.role(tokens[start].norm).weak and lexicon.role(last).bare and not verb
