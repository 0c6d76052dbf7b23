"""The organisation or place that an amount is said of."""

from __future__ import annotations

from typing import Final

from atau.facts.tables import amount_words
from atau.facts.view import BREAK, LINE, FactDoc, Named

_LABELS: Final = ("ORG", "LOC")
_DESCRIPTORS: Final = 3


def subject_of(view: FactDoc, amount: Named, start: int, end: int) -> Named | None:
    """The organisation or place of the same clause of which `amount` is said; None where it is not certain.

    start, end: tokens of the amount with what it counts.
    """
    first, last = view.sentence_bounds(amount.start)
    first = _clause_start(view, amount, first)
    before = [named for named in view.in_sentence(first, amount.start) if named.label in _LABELS]
    for named in reversed(before):
        role = _role(view, named, amount.start)
        if role == "topic":
            return None if _only_reports(view, named, end, last) else named
        if role == "other":
            return None
    return None


def _clause_start(view: FactDoc, amount: Named, first: int) -> int:
    """Where the clause of the amount begins: behind a semicolon, a line end, a full stop of a list."""
    for token in range(amount.start - 1, first - 1, -1):
        if view.norms[token] in (";", BREAK):
            return token + 1
    return first


def _role(view: FactDoc, named: Named, before: int) -> str:
    """topic: the clause is about it; other: it is something else; skip: it says nothing."""
    case = view.case(named)
    token = view.after(named.end)
    words = [case]
    for _ in range(_DESCRIPTORS):  # қаласында, компаниясы, ауданының
        if token >= before or not view.words[token].alpha or view.owner[token] >= 0:
            break
        norm = view.norms[token]
        if norm in ("бойынша",):
            return "topic"
        if norm.endswith(("ында", "інде", "сында", "сінде", "нда", "нде")):
            words.append("loc")
        elif norm.endswith(("ының", "інің", "ның", "нің")):
            words.append("gen")
        elif norm.endswith(("ына", "іне", "сына", "сіне")):
            words.append("dat")
        elif norm.endswith(("дағы", "дегі")):
            words.append("attr")
        elif norm.endswith(("сы", "сі", "ы", "і")) and words == ["nom"]:
            words.append("nom")
        else:
            break
        token = view.after(token + 1)
    last = words[-1]
    if named.label == "LOC":
        return "topic" if last in ("loc", "gen", "attr") else "skip" if last == "nom" else "other"
    return "topic" if last in ("nom", "loc", "gen", "attr", "dat") else "other"


def _only_reports(view: FactDoc, named: Named, end: int, last: int) -> bool:
    """Whether an organisation in the nominative merely tells of the amount."""
    if named.label != "ORG" or view.case(named) != "nom":
        return False
    reports = amount_words()["report"]
    return any(
        view.norms[token].startswith(word)
        for token in range(end, last)
        if view.norms[token] and view.norms[token] != LINE
        for word in reports
    )
