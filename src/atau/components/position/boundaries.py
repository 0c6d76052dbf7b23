"""Where no position can be, whatever a model says: a counted office, and what stands between two offices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.position.acceptance import Phrase
from atau.components.position.lexicon import PositionLexicon
from atau.components.position.view import PhraseView
from atau.morphology import analyses
from atau.morphology.numerals import word_class

_BY: Final = "бойынша"
_CONJUNCTIONS: Final = frozenset({",", "және", "әрі", "мен", "бен", "пен"})
_NUMBER_SIGNS: Final = frozenset({"№", "n", "n°", "#"})
# Four digits of this range are a year.
_YEARS: Final = range(1000, 2200)


def is_source(lexicon: PositionLexicon, tokens: Sequence[Word], i: int) -> bool:
    """Token `i` is `бойынша` after a word for what something is said or done by: an order, a report.

    >>> from atau.components.common.token_facts import make_word
    >>> from atau.components.position.component import Positions
    >>> lexicon = PositionLexicon(Positions().tables)
    >>> [is_source(lexicon, [make_word(w), make_word("бойынша")], 1) for w in ("бұйрығы", "облысы")]
    [True, False]
    """
    if i == 0 or tokens[i].norm != _BY:
        return False
    return any(analysis.stem in lexicon.words["source"] for analysis in analyses(tokens[i - 1].norm))


def is_counted(lexicon: PositionLexicon, view: PhraseView, phrase: Phrase) -> bool:
    """A numeral before the phrase counts its holders: it is no one's position.

    >>> found("POSITION", "Ұсынысты 17 депутат пен екі облыс әкімі қолдады.")
    []
    >>> found("POSITION", "Кеше №12 мектеп директоры мен 12 мектептің директоры келді.")
    ['№12 мектеп директоры (position.named_body)', 'мектептің директоры (position.phrase)']
    """
    left, tokens = phrase.left, view.tokens
    if left == 0 or phrase.head.end in view.people_starts or not _is_countable(lexicon, tokens, phrase):
        return False
    before = tokens[left - 1]
    if before.norm in lexicon.words["count"]:
        return True
    if not before.alpha and not before.digit:
        return False
    number = word_class(before.norm)
    if number is None or number.kind not in ("cardinal", "many") or number.case != "nom" or number.value == 1:
        return False
    listed = left - 1 in view.starts and tokens[left].title
    named = left > 1 and tokens[left - 2].norm in _NUMBER_SIGNS
    year = before.digit and len(before.norm) == 4 and number.value in _YEARS
    return not (listed or named or year or number.possessive)


def _is_countable(lexicon: PositionLexicon, tokens: Sequence[Word], phrase: Phrase) -> bool:
    """What stands before the head is bare, so that the numeral can only count the head.

    >>> found("POSITION", "Кеше 35 жастағы министр келді.")
    ['министр (position.head)']
    """
    if phrase.left == phrase.head.start:
        return True
    norm = tokens[phrase.left].norm
    role = lexicon.roles.role(norm)
    if role.kind == "adj":
        return norm in lexicon.words["countable"]
    return role.kind in ("noun", "owner") and role.case == "nom" and not role.owned


def between(lexicon: PositionLexicon, view: PhraseView, phrases: Sequence[Phrase]) -> Iterator[int]:
    """Tokens between two positions, and `бойынша` that belongs to what stands before it.

    phrases: those that are positions, in order of their heads.
    """
    ends = {phrase.head.end for phrase in phrases}
    for phrase in phrases:
        i = phrase.left - 1
        if i < 0:
            continue
        if (i in ends and view.tokens[i].norm in _CONJUNCTIONS) or is_source(lexicon, view.tokens, i):
            yield i
