"""What an amount counts or measures: the noun behind it, a noun of measure before it, a whole that it is part of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from atau.facts.amounts.behind import behind
from atau.facts.amounts.changed import changed
from atau.facts.amounts.clauses import NOMINATIVE_KINDS, Counted, ends_clause
from atau.facts.amounts.measured import equated, measure
from atau.facts.amounts.phrase import is_finite, is_plural, kind_of
from atau.facts.amounts.units import is_price
from atau.facts.amounts.words_behind import POSSESSED, run
from atau.facts.cases import case_by_ending
from atau.facts.tables import amount_words
from atau.facts.view import DASHES, FactDoc, Named
from atau.morphology.numerals_words import word_class

_PLURAL_ABLATIVE: Final = re.compile(r".{2,}[лдт][ае]р(?:[ыі]?н[ае]н|д[ае]н)$")
#: Before the end of a clause they end nouns: тамақ, аналық.
_LIKE_VERBS: Final = ("мақ", "мек")
_FEMALES: Final = ("лық", "лік")
_OF_THEM: Final = ("олардан", "солардан", "бұлардан", "осылардан")
_SHORT: Final = 3  # words of a predicate


def counted_of(view: FactDoc, amount: Named, value: Mapping[str, Any] | None) -> Counted | None:
    """What `amount` counts or measures; None where the text does not say it beside the amount."""
    first, last = view.sentence_bounds(amount.start)
    return (
        _part(view, amount, first)
        or _part_said(view, amount, last)
        or behind(view, amount, last, value)
        or measure(view, amount, first)
        or equated(view, amount, first, last)
        or changed(view, amount, first, last)
    )


def _part(view: FactDoc, amount: Named, first: int) -> Counted | None:
    """`122 кеншінің бесеуі`: an amount with a possessive behind a noun in the genitive."""
    norm = view.words[amount.end - 1].norm
    number = word_class(norm)
    following = view.norm(view.after(amount.end))
    said = following.startswith(tuple(amount_words()["being"]))  # қарыздың 38 миллион теңге екенін
    said = said or is_price(view, amount)  # мұнайдың барреліне 79 доллардан
    if not said and not (number.possessive if number is not None else POSSESSED.match(norm)):
        return None
    token = view.before(amount.start)
    if token < first or view.owner[token] >= 0:
        return None
    case = case_by_ending(view.norms[token])
    if case != "gen" and not (case == "abl" and number is not None and _PLURAL_ABLATIVE.match(view.norms[token])):
        return None  # округтердің бесеуі, округтерден бесеуі
    pronoun = view.norms[token] in amount_words()["pronoun"] or view.norms[token] in _OF_THEM
    return None if pronoun else Counted(token, token + 1, "facts.amount_part")


def _behind_owner(view: FactDoc, token: int) -> int:
    """The token behind a name in the genitive: `бесеуі – Арай мектебінің | мұғалімі`."""
    owner = view.owner[token] if token < len(view.owner) else -1
    if owner < 0 or view.flat[owner].label not in ("ORG", "LOC") or view.case(view.flat[owner]) != "gen":
        return token
    return view.after(view.flat[owner].end)


def _part_said(view: FactDoc, amount: Named, last: int) -> Counted | None:
    """The noun that says what a part is: `олардың 88 пайызы – әйел`, `тоғызы – қыз бала`."""
    norm = view.words[amount.end - 1].norm
    number = word_class(norm)
    possessed = norm.endswith(("ы", "і")) and POSSESSED.match(norm) is not None
    if not (number.possessive if number is not None else possessed):
        return None
    dash = view.after(amount.end)
    dashed = dash < last and view.norms[dash] in DASHES
    if not dashed and view.norm(view.before(amount.start)) not in amount_words()["pronoun"]:
        return None
    tokens = run(view, _behind_owner(view, view.after(dash + 1) if dashed else dash), last)
    if not tokens or len(tokens) > _SHORT or not ends_clause(view, tokens[-1] + 1, last):
        return None
    head = view.norms[tokens[-1]]
    noun = kind_of(head) in NOMINATIVE_KINDS and (not is_finite(head) or (dashed and head.endswith(_LIKE_VERBS)))
    if not noun and not (dashed and head.endswith(_FEMALES)):
        return None
    if not dashed and not is_plural(head):
        return None  # соның бестен бірі қайтты
    return Counted(tokens[0], tokens[-1] + 1, "facts.amount_part")
