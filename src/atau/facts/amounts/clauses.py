"""What the finders of amounts share: where a clause begins and ends, and what kind of word stands at a token."""

from __future__ import annotations

from typing import Final, NamedTuple

from atau.facts.amounts.phrase import Kind, is_spell, kind_of
from atau.facts.tables import amount_words, words_of
from atau.facts.view import BREAK, LINE, FactDoc, Named
from atau.labels import AMOUNTS
from atau.morphology.numerals_words import word_class

#: Kinds of words that stand in the nominative.
NOMINATIVE_KINDS: Final = frozenset((Kind.NOUN, Kind.OWNED))
_OPENING: Final = frozenset("«“„")
_CLOSING: Final = frozenset("»”")
_AND: Final = "және"
_END_SIGNS: Final = frozenset(",;.)!»”")


class Counted(NamedTuple):
    """Tokens start..end (end excluded) say what is counted; `source` is the pattern."""

    start: int
    end: int
    source: str


def ends_clause(view: FactDoc, token: int, last: int) -> bool:
    """Whether a sign, a word that ends clauses, the line's end or that of the sentence stands at a token."""
    at = view.after(token)
    if at >= last or view.closes_line(token) or (view.norm(token - 1).endswith(".") and view.words[at].title):
        return True  # топырақ 2 400 т. Бөгет …
    return view.norms[at] in _END_SIGNS or view.norms[at] in amount_words()["clause_end"]


def clause_start(view: FactDoc, amount: Named, first: int) -> int:
    """Where the clause of the amount begins: behind a sign, a quotation mark, a pronoun as subject."""
    opened = 0
    for token in range(amount.start - 1, first - 1, -1):
        norm = view.norms[token]
        opened += (norm in _CLOSING) - (norm in _OPENING)
        if opened < 0 or (norm in words_of()["pronoun"] and view.owner[token] < 0):
            return token + 1  # «… 9 автобус жүр» деп жазды; ол 60 пәтер аралайды
        if norm in (";", ":", BREAK) and view.owner[token] < 0:
            return token + 1
        if norm == "," and view.owner[token] < 0 and not _goes_over(view, token):
            return token + 1
    return first


def _goes_over(view: FactDoc, comma: int) -> bool:
    """Whether the clause goes on behind a comma."""
    return any(goes(view, comma) for goes in (_leads_into, _joins_names, sets_off, _joins_words))


def _joins_words(view: FactDoc, comma: int) -> bool:
    """Whether a comma stands between nouns that a conjunction goes on to join: `қазақ, ұйғыр және орыс тілінде`."""
    word = view.after(comma + 1)
    before, sign = view.before(comma), view.after(word + 1)
    if before < 0 or sign >= len(view.owner) or view.owner[before] >= 0 or view.owner[word] >= 0:
        return False
    return view.norms[sign] == _AND and Kind.VERB not in (kind_of(view.norms[before]), kind_of(view.norms[word]))


def sets_off(view: FactDoc, comma: int) -> bool:
    """Whether a comma stands beside a word that has one on each side: `, керісінше,`."""
    asides = amount_words()["aside"]
    before, after = view.before(comma), view.after(comma + 1)
    if view.norm(before) in asides:
        return view.norm(view.before(before)) == ","
    return view.norm(after) in asides and view.norm(view.after(after + 1)) == ","


def _leads_into(view: FactDoc, comma: int) -> bool:
    """Whether the clause before a comma is the scene of the next: `Оралда пойыз аударылып, 31 адам …`, `Оралда, …`."""
    before = view.before(comma)
    if before < 0:
        return False
    if view.owner[before] >= 0:
        return view.case(view.flat[view.owner[before]]) == "loc"
    return is_converb(view.norms[before])


def _joins_names(view: FactDoc, comma: int) -> bool:
    before, after = view.before(comma), view.after(comma + 1)
    if before < 0 or after >= len(view.owner):
        return False
    left, right = view.owner[before], view.owner[after]
    return left >= 0 and right >= 0 and view.flat[left].label == view.flat[right].label


def is_amount(view: FactDoc, token: int) -> bool:
    """Whether a token, or the word behind it where it is white space, belongs to an amount; not before the text."""
    token = view.after(token) if token >= 0 else len(view.owner)
    return token < len(view.owner) and view.owner[token] >= 0 and view.flat[view.owner[token]].label in AMOUNTS


def is_adverb(norm: str) -> bool:
    """Whether a word is an adverb of the tables, or says that a number is a year."""
    return norm in words_of()["adverb"] or norm in words_of()["year"] or norm in amount_words()["adverb"]


def is_converb(norm: str) -> bool:
    """Whether a word is a verb in -п, behind which the clause goes on."""
    return kind_of(norm) is Kind.VERB and norm.endswith("п")


def is_when(view: FactDoc, start: int, end: int) -> bool:
    """Whether tokens start..end only say when: `былтыр`, `бір аптада`, `2024 жылы`; or are none."""
    return all(
        norm in ("", LINE)
        or view.words[token].digit
        or is_adverb(norm)
        or norm in amount_words()["when"]
        or word_class(norm) is not None
        or is_spell(norm)
        for token, norm in enumerate(view.norms[start:end], start)
        if not is_amount(view, token)
    )
