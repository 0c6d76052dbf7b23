"""The organisation or place that an amount is said of. In doubt there is none."""

from __future__ import annotations

import enum
from typing import Final

from atau.facts.cases import case_by_ending
from atau.facts.tables import amount_words
from atau.facts.view import BREAK, LINE, FactDoc, Named

_DESCRIPTORS: Final = 4
_LABELS: Final = ("ORG", "LOC")
_MONEY: Final = "money"
_MEASURE: Final = "measure"
_NEAR: Final = 2
_VERBAL: Final = ("ып", "іп", "ған", "ген", "қан", "кен", "тын", "тін")


class _Role(enum.Enum):
    """How a name stands to the amount behind it.

    OWNER: directly before it, so that no other name comes into question. SUBJECT: the amount is said of it. OTHER: it
    is something else, and so is what stands before it. NONE: it is of no account.
    """

    OWNER = enum.auto()
    SUBJECT = enum.auto()
    OTHER = enum.auto()
    NONE = enum.auto()


def subject_of(view: FactDoc, amount: Named, start: int, end: int, kind: str | None) -> Named | None:
    """The organisation or place of the same clause of which `amount` is said.

    start, end: tokens of the amount with what it counts. kind: of its value. An organisation comes before a place, the
    nearer before the farther.
    """
    first = _clause_start(view, amount, view.sentence_bounds(amount.start)[0])
    place: Named | None = None
    for named in reversed(view.in_sentence(first, start)):
        if named.label == "PERSON" and view.case(named) == "nom":
            return None  # the clause is about a person
        if named.label not in _LABELS or named.end > start:
            continue
        role = _role(view, named, start, end, kind, counts=end > amount.end)
        if role is _Role.OWNER:
            return named
        if role is _Role.SUBJECT and named.label == "ORG":
            return named
        if role is _Role.OTHER:
            return place
        if role is _Role.SUBJECT and place is None:
            place = named
    return place


def _clause_start(view: FactDoc, amount: Named, first: int) -> int:
    """Where the clause of the amount begins: behind a semicolon, a colon, a comma that joins no names."""
    for token in range(amount.start - 1, first - 1, -1):
        norm = view.norms[token]
        if norm in (";", ":", BREAK) and view.owner[token] < 0:
            return token + 1
        if norm == "," and view.owner[token] < 0 and not _joins_names(view, token):
            return token + 1
    return first


def _joins_names(view: FactDoc, comma: int) -> bool:
    before, after = view.before(comma), view.after(comma + 1)
    if before < 0 or after >= len(view.owner):
        return False
    left, right = view.owner[before], view.owner[after]
    return left >= 0 and right >= 0 and view.flat[left].label == view.flat[right].label


def _role(view: FactDoc, named: Named, before: int, end: int, kind: str | None, *, counts: bool) -> _Role:
    case, token = _phrase(view, named, before)
    words = amount_words()
    following = view.norm(token) if token < before else ""
    if following in words["along"]:  # порты арқылы, облысы бойынша
        return _Role.SUBJECT
    if any(following.startswith(word) for word in words["source"]):  # басқармасының мәліметінше
        return _Role.OTHER
    if case == "loc":
        return _Role.SUBJECT
    if case in ("gen", "attr"):
        return _Role.OWNER if _is_near(view, token, before) else _Role.NONE
    if case in ("dat", "abl"):
        return _Role.OWNER if token >= before and _flows(named, case, kind) else _Role.NONE
    if named.label == "ORG" and case == "nom":
        given = counts and case_by_ending(view.norms[end - 1]) == "dat"  # төрт адамға үкім шығарды
        return _Role.SUBJECT if not given and _owns(view, end, kind) else _Role.OTHER
    return _Role.NONE


def _is_near(view: FactDoc, token: int, before: int) -> bool:
    """Whether nothing but a word or two of one noun phrase stands between an owner and the amount."""
    words = [norm for norm in view.norms[token:before] if norm and norm != LINE]
    return len(words) <= _NEAR and all(word.isalpha() and not word.endswith(_VERBAL) for word in words)


def _flows(named: Named, case: str, kind: str | None) -> bool:
    """Whether what is counted or weighed comes from an organisation, or goes to it or to a place; no distances."""
    if named.label == "ORG":
        return kind != _MEASURE
    return case == "dat" and kind != _MONEY


def _phrase(view: FactDoc, named: Named, before: int) -> tuple[str, int]:
    """The case in which a name with the words for its kind stands, and the token behind these."""
    case, token = view.case(named), view.after(named.end)
    if view.norm(token) in ("»", "”", '"'):
        token = view.after(token + 1)
    kinds = amount_words()["kind"]
    for _ in range(_DESCRIPTORS):
        if token >= before or view.owner[token] >= 0:
            break
        norm = view.norms[token]
        if not any(norm.startswith(word) for word in kinds):
            break
        case = case_by_ending(norm)
        token = view.after(token + 1)
    return case, token


def _owns(view: FactDoc, end: int, kind: str | None) -> bool:
    """Whether the clause behind the amount says that its subject has, gives, gets or makes it, and is no report."""
    words = amount_words()
    for token in range(end, view.sentence_bounds(end - 1)[1]):
        norm = view.norms[token]
        if view.owner[token] >= 0 or not norm or norm == LINE:
            continue
        if any(norm.startswith(word) for word in words["report"]):
            return False
        if any(norm.startswith(word) for word in words["own"]):
            return True
        if norm in (";", ".") or (norm == "," and kind != _MONEY):
            return False
    return False
