"""Amounts of entries under the name of a place, and of a list of figures under a title that names an organisation."""

from __future__ import annotations

from typing import Final

from atau.facts.amounts.clauses import is_amount, is_when
from atau.facts.amounts.roles import phrase_of
from atau.facts.view import BREAK, LINE, FactDoc, Named

_LEAST: Final = 2
_MOST_LINES: Final = 40
_MOST_LABEL: Final = 8
_CASES: Final = ("nom", "gen")


def owner_of_entry(view: FactDoc, amount: Named) -> Named | None:
    """The place that heads the entry of an amount, where the text has several entries: `АҚТАУ: түнде +3 °C, жел 5 м/с`.

    A name alone in the first sentence of a line heads the line; one before a colon heads its sentence.
    """
    entry = _entry(view, amount.start)
    if entry is None:
        return None
    heads = {_entry(view, other.end) for other in view.flat if other.label == "LOC" and other.end < len(view.norms)}
    return entry if len({head.start for head in heads if head is not None}) >= _LEAST else None


def _entry(view: FactDoc, token: int) -> Named | None:
    """The place that heads the entry in which a token stands."""
    start = view.line_start(token)
    headed = None
    for place in view.in_sentence(start, token + 1):
        if place.label != "LOC" or place.end > token or view.case(place) != "nom":
            continue
        opens = place.start == start or view.norm(view.before(place.start)) == "."
        sign = _sign_behind(view, place)
        if opens and (sign == ":" or (sign == "." and place.start == start)):
            headed = place
        elif opens and headed is not None and view.norm(view.before(headed.end)) == ":":
            headed = None
    return headed


def _sign_behind(view: FactDoc, place: Named) -> str:
    """The sign that stands directly behind the name of a place with the words of its kind."""
    line_end = next(
        (at for at in range(place.end, len(view.norms)) if view.norms[at] in (LINE, BREAK)), len(view.norms)
    )
    case, token = phrase_of(view, place, line_end)
    return view.norm(token) if case == "nom" and token < line_end else ""


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
