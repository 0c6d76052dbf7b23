"""Predicates on the tokens around a name."""

from __future__ import annotations

from collections.abc import Sequence

from atau.components.common.token_facts import Word
from atau.components.person.roles import Part, PersonLexicon

_SENTENCE_ENDS = frozenset(".!?…")


def begins(tokens: Sequence[Word], i: int) -> bool:
    """The capital of token `i` may be that of a sentence or a line.

    >>> from atau.components.common.token_facts import make_word
    >>> tokens = [make_word(form) for form in ("Ол", "Айгүл", ".", "Абай")]
    >>> [begins(tokens, i) for i in range(4)]
    [True, False, False, True]
    """
    return i == 0 or tokens[i - 1].form[-1:] in _SENTENCE_ENDS or tokens[i - 1].space


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
    if not begins(tokens, i) or i + 2 >= len(tokens) or not (tokens[i + 1].title and tokens[i + 2].title):
        return False
    norm, names = tokens[i].norm, lexicon.names
    if names.surname_like(norm) or names.patronymic_like(norm) or _surely_given(lexicon, norm):
        return False
    return _surely_given(lexicon, tokens[i + 1].norm) and lexicon.role(tokens[i + 2].norm).part is Part.SURNAME


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
