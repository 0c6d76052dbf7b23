"""What joins a name and an office of itself: a dash, a bracket, neighbouring cells of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from atau.facts.cases import NOMINATIVE, case_by_ending
from atau.facts.holdings.pairs import Pair
from atau.facts.life_brackets import closing
from atau.facts.view import BREAK, DASHES, LINE, FactDoc, Named

_MAX_BRACKET: Final = 6
_MOST: Final = 30  # mentions of an entry
_YEAR: Final = 4  # digits
_MAX_TRADE: Final = 6  # words of trades between a dash and an office


def row_pairs(view: FactDoc) -> Iterator[Pair]:
    """The one person and the one office of a row of a table, in neighbouring cells."""
    for i in range(len(view.flat) - 1):
        labels = (view.flat[i].label, view.flat[i + 1].label)
        if sorted(labels) != ["PERSON", "POSITION"] or not _are_cells(view, i):
            continue
        person, office = (i, i + 1) if labels[0] == "PERSON" else (i + 1, i)
        if view.case(view.flat[office]) == "nom" and view.case(view.flat[person]) == "nom":
            yield Pair(view.flat[person], view.flat[office], "facts.row")


def entry_pairs(view: FactDoc) -> Iterator[Pair]:
    """The offices behind a life with places in brackets: `Омар Жан (…, Арал – …) – ғалым, профессор (1983)`."""
    for person in view.flat:
        last = closing(view, person) if person.label == "PERSON" else -1
        at = view.after(last + 1)
        if last < 0 or view.norm(at) not in DASHES or not view.in_sentence(person.end, last):
            continue
        at += 1
        offices = (named for named in view.flat[person.index + 1 : person.index + _MOST] if named.start >= at)
        for office in offices:
            gap = view.gap(at, office.start)
            if office.label != "POSITION" or not _may_part(gap) or view.case(office) != NOMINATIVE:
                break
            yield Pair(person, office, "facts.apposition_after")
            at = office.end
            year = dated_behind(view, office)
            at = year + 2 if year >= 0 else at


def _may_part(gap: Sequence[str]) -> bool:
    """Whether words may stand before an office in an entry: trades, and the comma behind them."""
    if len(gap) > _MAX_TRADE or (gap and gap[-1] != ","):
        return False
    return all(word == "," or (word.isalpha() and case_by_ending(word) == NOMINATIVE) for word in gap)


def dated_behind(view: FactDoc, office: Named) -> int:
    """The token of the year that alone stands in brackets behind an office: `профессор (1983)`; -1 for none."""
    opening = view.after(office.end)
    year = opening + 1
    if view.norm(opening) != "(" or view.norm(year + 1) != ")":
        return -1
    return year if len(view.norm(year)) == _YEAR and view.norm(year).isdigit() else -1


def _are_cells(view: FactDoc, i: int) -> bool:
    """Whether a bar or a tab alone parts two mentions, and their line has no other person or office."""
    left, right = view.flat[i], view.flat[i + 1]
    gap = view.gap(left.end, right.start)
    tabs = any("\t" in view.words[token].form for token in range(left.end, right.start))
    if gap not in (("|",), ("│",)) and not (tabs and not gap):
        return False
    others = (view.flat[j] for j in (i - 1, i + 2) if 0 <= j < len(view.flat))
    line = view.line_start(left.start)
    return not any(named.label in ("PERSON", "POSITION") and view.line_start(named.start) == line for named in others)


def binds(gap: Sequence[str]) -> bool:
    """Whether the words between a name and an office bind the office to the name: a dash, a bracket."""
    words = [word for word in gap if word != LINE]
    if len(words) > 2 and words[0] == "(" and words[-1] in DASHES and words[-2] == ")":
        inside = words[1:-2]  # Омар Жан (1845–1904) – ақын; Омар Жан (суретте) – ақын
        words = words[-1:] if inside and len(inside) <= _MAX_BRACKET and ")" not in inside else words
    return len(words) == 1 and (words[0] in DASHES or words[0] == "(") and BREAK not in gap


def case_with_title(view: FactDoc, person: Named) -> str:
    """The case of a name with the title directly behind it: genitive of `Серік төренің`."""
    title = view.flat[person.index + 1] if person.index + 1 < len(view.flat) else None
    if title is None or title.label != "POSITION" or view.gap(person.end, title.start):
        return view.case(person)
    own, case = view.case(person), view.case(title)
    return case if own == NOMINATIVE and title.end - title.start == 1 and case != "ins" else own
