"""Where goods, money and people come from and go to: an organisation or place in the ablative or dative."""

from __future__ import annotations

import re
from typing import Final

from atau.facts.amounts.clauses import is_when
from atau.facts.amounts.having import is_verb_of
from atau.facts.tables import amount_words
from atau.facts.view import FactDoc, Named

#: Kind of the value of an amount with a unit that is no money.
MEASURE: Final = "measure"
#: In place of it where the unit is one of goods.
WEIGHT: Final = "weight"
_MONEY: Final = "money"
_OF_EDGE: Final = re.compile(r".{3,}[ыі](?:н[ае]н|н[ае])$")
_TRAVELLER: Final = re.compile(r".{2,}(?:[шс][ыі]|ист|ер)$")


def is_edge(view: FactDoc, token: int, before: int) -> bool:
    """Whether a possessed noun in the ablative or dative says from or to which part of a place goods come."""
    return token < before and _OF_EDGE.match(view.norms[token]) is not None and is_when(view, token + 1, before)


def is_journey(view: FactDoc, named: Named, case: str, end: int) -> bool:
    """Whether people or vehicles come or go: `шыңына сегіз адам шықты`, `министрлігінен 80 құтқарушы келді`."""
    if (named.label, case) not in (("LOC", "dat"), ("ORG", "abl")):
        return False
    who = view.norms[end - 1]
    travels = _TRAVELLER.match(who) is not None or who.startswith(tuple(amount_words()["traveller"]))
    return travels and is_verb_of(view.norm(view.after(end)), "travel")


def is_against(view: FactDoc, named: Named) -> bool:
    """Whether an organisation stands before another in the ablative: `«Тұлпар» «Арайдан» екі гол жіберді`."""
    before = view.flat[named.index - 1] if named.index else None
    if before is None or before.label != "ORG" or named.label != "ORG" or view.case(before) != "nom":
        return False
    return not view.gap(before.end, named.start) or view.gap(before.end, named.start) in (("»",), ("«",), ("»", "«"))


def flows(named: Named, case: str, kind: str | None) -> bool:
    """Whether what is counted or weighed comes from an organisation, or goes to it or to a place; no distances."""
    if named.label == "ORG":
        return kind != MEASURE
    return kind == WEIGHT or (case == "dat" and kind != _MONEY)
