"""Amounts of entries under the name of a place, and of a list of figures under a title that names an organisation."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from atau.facts.amounts.clauses import is_amount, is_when
from atau.facts.amounts.roles import phrase_of
from atau.facts.cases import NOMINATIVE
from atau.facts.view import BREAK, LINE, FactDoc, Named

_LEAST: Final = 2
_MOST_LINES: Final = 40
_MOST_LABEL: Final = 8
_CASES: Final = ("nom", "gen")


class Entries:
    """The places that head entries of a document, where it has several: `АҚТАУ: түнде +3 °C, жел 5 м/с`.

    A name alone in the first sentence of a line heads the line; one before a colon heads its sentence. Read once, as a
    document may be one list.
    """

    def __init__(self, view: FactDoc) -> None:
        self._view = view
        self._from: list[int] = []  # the token from which on a place heads what follows
        self._heads: list[Named | None] = []
        line, head = -1, None
        for place in view.flat:
            if place.label != "LOC":
                continue
            if view.line_start(place.start) != line:
                line, head = view.line_start(place.start), None
            head = _head(view, place, line, head)
            self._from.append(place.end)
            self._heads.append(head)
        self._are_several = len({head.start for head in self._heads if head is not None}) >= _LEAST

    def owner(self, amount: Named) -> Named | None:
        """The place that heads the entry of an amount."""
        at = bisect_right(self._from, amount.start) - 1
        head = self._heads[at] if at >= 0 and self._are_several else None
        return head if head is not None and head.start >= self._view.line_start(amount.start) else None


def _head(view: FactDoc, place: Named, line: int, head: Named | None) -> Named | None:
    """What heads the words behind `place`, in the line that begins at `line`, if `head` does before it."""
    opens = place.start == line or view.norm(view.before(place.start)) == "."
    if not opens or view.case(place) != NOMINATIVE:
        return head
    sign = _sign_behind(view, place)
    if sign == ":" or (sign == "." and place.start == line):
        return place
    return None if head is not None and view.norm(view.before(head.end)) == ":" else head


def _sign_behind(view: FactDoc, place: Named) -> str:
    """The sign that stands directly behind the name of a place with the words of its kind."""
    last = min(place.end + _MOST_LABEL, len(view.norms))
    end = next((at for at in range(place.end, last) if view.norms[at] in (LINE, BREAK)), last)
    case, token = phrase_of(view, place, end)
    return view.norm(token) if case == NOMINATIVE and token < end else ""


def is_of_entry(view: FactDoc, amount: Named, owner: Named) -> bool:
    """Whether only words that say when stand between the colon or comma before an amount and the amount itself.

    `ЖЕЗДІ: түнде –17 °C, күндіз –10 °C`.
    """
    for token in range(amount.start - 1, owner.end - 1, -1):
        if view.norms[token] in (":", ",", ";") and view.owner[token] < 0:
            joined = view.norms[token] == ":" or is_amount(view, view.before(token))
            return joined and is_when(view, token + 1, amount.start)
    return False


def owner_of_figures(view: FactDoc, amount: Named) -> Named | None:
    """The organisation of the title of a list of figures: `«Арай» ЖШС-ның нәтижелері` above `Түсім: 5 млрд теңге`."""
    start = view.line_start(amount.start)
    if not _is_figure(view, start):
        return None
    figures = 1
    for _ in range(_MOST_LINES):
        end = view.before(start)
        if end < 0:
            return None
        start = view.line_start(end)
        if _is_figure(view, start):
            figures += 1
            continue
        if view.norms[end] in (".", ":", ";", ",", "!", "?"):
            return None
        names = [named for named in view.in_sentence(start, end + 1) if named.label == "ORG"]
        if len({named.cluster for named in names}) != 1 or view.case(names[0]) not in _CASES:
            return None
        return names[0] if figures >= _LEAST or _is_figure(view, _next_line(view, amount.end)) else None
    return None


def _next_line(view: FactDoc, token: int) -> int:
    while token < len(view.norms) and view.norms[token] not in (LINE, BREAK):
        token += 1
    return view.after(token)


def _is_figure(view: FactDoc, start: int) -> bool:
    """Whether a line is a label without names, a colon and an amount."""
    for token in range(start, min(start + _MOST_LABEL, len(view.norms))):
        if view.owner[token] >= 0 or view.norms[token] in (LINE, BREAK, "."):
            return False
        if view.norms[token] == ":":
            return token > start and is_amount(view, token + 1)
    return False
