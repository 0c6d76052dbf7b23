"""Offices beside a name: before it, after it, in brackets, with a colon or a dash.

Of two names an office between them belongs to the one that it stands directly before (`X, хатшы Y`), unless a dash or
a bracket binds it to the one before (`X – хатшы; Y`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from atau.facts.cases import NOMINATIVE, case_by_ending
from atau.facts.holdings.agents import is_agents
from atau.facts.holdings.joints import binds, entry_pairs, row_pairs
from atau.facts.holdings.modality import is_unreal
from atau.facts.holdings.neighbours import Neighbours
from atau.facts.holdings.pairs import Pair, is_possessed
from atau.facts.holdings.shared_offices import people_of
from atau.facts.tables import links, words_of
from atau.facts.view import BREAK, DASHES, LINE, FactDoc

_MAX_BETWEEN: Final = 3
_MAX_CHAIN: Final = 8
_FILLERS: Final = frozenset("(),_") | {LINE, "қолы", "/"}
_MARKS: Final = frozenset(("«", "»", "“", "”"))
_STOPS: Final = frozenset(".;!?…)]|•") | {LINE, BREAK}


def beside(view: FactDoc) -> list[Pair]:
    """The pairs of the document, in the order of the offices."""
    finder = _Finder(view)
    found: dict[int, list[Pair]] = {}
    for pair in finder.pairs():
        if not is_unreal(view, pair) and pair.office.index not in found:
            people = people_of(view, pair.office)
            others = [person for person in people if person is not pair.person] if pair.person in people else []
            found[pair.office.index] = [pair, *(Pair(person, pair.office, pair.source) for person in others)]
    return [pair for index in sorted(found) for pair in found[index]]


class _Finder(Neighbours):
    def __init__(self, view: FactDoc) -> None:
        super().__init__(view)
        self.words = words_of()

    def pairs(self) -> Iterator[Pair]:
        """Surest first: cells, what a bracket or a dash binds, then what stands before a name, then the rest."""
        yield from row_pairs(self.view)
        yield from self._bound()
        claimed: set[int] = set()
        before = list(self._before())
        for pair in before:
            claimed.add(pair.office.index)
            yield pair
        yield from self._labels(claimed)
        yield from self._after(claimed)

    # Which mentions are what

    def _joins(self, gap: Sequence[str]) -> bool:
        """Whether offices on both sides of `gap` are those of one person."""
        coordinators = self.words["coordinator"]
        words = [word for word in gap if word != LINE and word not in _MARKS]
        return len(words) <= 2 and all(word == "," or word in coordinators or word in DASHES for word in words)

    def _stands_before(self, i: int) -> bool:
        """Whether office i is directly before the person i + 1: `әкім Серік`, `белгілі`, a line end, `(қолы)`."""
        if not (self.is_office(i) and self.is_person(i + 1)):
            return False
        gap = self.gap(i)
        if BREAK in gap:
            return self.is_signature(i)
        if LINE in gap and self.is_item(i):
            return False  # Е. Тоқсан, төраға ⏎ Г. Жанай, хатшы
        fillers = [word for word in gap if word not in _FILLERS and not word.startswith("_")]
        if LINE in gap and self.begins_item(i):
            return False
        if "," in gap or (")" in gap and "қолы" not in gap):
            return False
        return len(fillers) <= _MAX_BETWEEN and all(self._may_stand_between(word) for word in fillers)

    def _may_stand_between(self, word: str) -> bool:
        return word in self.words["between"] or word in self.words["already"]

    # Patterns

    def _before(self) -> Iterator[Pair]:
        for i in range(1, len(self.flat)):
            if not self._stands_before(i - 1) or self._ends_line(i - 1):
                continue
            first = i - 1
            while i - first < _MAX_CHAIN and self.is_office(first - 1):
                if not (self._joins(self.gap(first - 1)) or self._labels_line(first - 1)):
                    break
                if self._bound_to_left(first - 1):
                    break
                first -= 1
            if is_agents(self.view, self.flat[first], self.flat[i]):
                # Президент елші Серікті қабылдады: of the envoy only
                first = i if self.gap(first) or first == i - 1 else first + 1
            yield from (Pair(self.flat[i], self.flat[j], "facts.apposition") for j in range(i - 1, first - 1, -1))

    def _labels_line(self, j: int) -> bool:
        """Whether office j begins a line and a colon joins it to the next: `Хатшы: бас маман Ж. Тілеген`.

        In the possessive it is somebody's: `Ғылыми жетекшісі: профессор Ж. Тілеген`.
        """
        office = self.flat[j]
        if self.gap(j) != (":",) or is_possessed(self.view.norms[office.end - 1]):
            return False
        return self.view.opens_line(office.start)

    def _bound_to_left(self, j: int) -> bool:
        """Whether a dash or a bracket binds office j to a person before it."""
        return self.is_person(j - 1) and binds(self.gap(j - 1))

    def _bound(self) -> Iterator[Pair]:
        for i in range(len(self.flat) - 1):
            if not (self.is_person(i) and self.is_office(i + 1)):
                continue
            gap = self.gap(i)
            if not binds(gap) and not self._has_trade(i):
                continue
            bracket = "(" in gap
            if not bracket and self._leads(i + 1) and not self.is_line(i):
                continue  # X – хатшы Y: Y is the secretary
            source = "facts.bracket" if bracket else "facts.apposition_after"
            yield from self._chain(i, source)
        yield from entry_pairs(self.view)

    def _has_trade(self, i: int) -> bool:
        """Whether a trade parts person i from their office in an item of a list: `Ж. Тілеген – заңгер, хатшы`."""
        view, office, gap = self.view, self.flat[i + 1], self.gap(i)
        if len(gap) != 3 or gap[0] not in DASHES or gap[2] != "," or case_by_ending(gap[1]) != NOMINATIVE:
            return False
        return view.opens_line(self.flat[i].start) and view.norm(view.after(office.end)) in ("", ";", ".")

    def _leads(self, i: int) -> bool:
        """Whether office i stands before another name: directly, with a colon or a dash, or joined to one that does."""
        for j in range(i, min(i + _MAX_CHAIN, len(self.flat) - 1)):
            if self._stands_before(j) or self._labels_next(j):
                return True
            if not (self.is_office(j) and self.is_office(j + 1) and self._joins(self.gap(j))):
                return False
        return False

    def _ends_line(self, j: int) -> bool:
        """Whether office j ends a line of a list that begins with its person: `X – хатшы`, `X, хатшы`."""
        if not self.is_person(j - 1):
            return False
        gap = self.gap(j - 1)
        return (gap == (",",) or binds(gap)) and self.is_line(j - 1)

    def _chain(self, i: int, source: str) -> Iterator[Pair]:
        """Person i with the office after it and those joined to that; none of them where the last is denied."""
        last = i + 1
        while last - i < _MAX_CHAIN and self.is_office(last + 1):
            gap = self.gap(last)
            if LINE in gap or not self._joins(gap) or self._leads(last + 1):
                break
            last += 1
        if not self._denied(last):
            yield from (Pair(self.flat[i], office, source) for office in self.flat[i + 1 : last + 1])

    def _denied(self, i: int) -> bool:
        """Whether the words behind mention i deny or ask what it says: `жетекшісі – Ыбырай емес`."""
        return self.view.norm(self.view.after(self.flat[i].end)) in self.words["doubt"]

    def _labels_next(self, i: int) -> bool:
        """Whether office i and person i + 1 are joined by a colon or a dash: `Хатшы: Ж. Тілеген`."""
        if not (self.is_office(i) and self.is_person(i + 1)):
            return False
        gap = self.gap(i)
        words = [word for word in gap if word != LINE]
        if not words or not (words[0] in DASHES or words[0] == ":"):
            return False
        if LINE in gap and words[0] != ":":
            return False
        return BREAK not in gap and len(words) <= 1 + _MAX_BETWEEN and all(w.isalpha() for w in words[1:])

    def _labels(self, claimed: set[int]) -> Iterator[Pair]:
        for i in range(len(self.flat) - 1):
            if i in claimed or not self._labels_next(i):
                continue
            if self.is_person(i - 1) and binds(self.gap(i - 1)):
                continue
            if self._denied(i + 1) or self.view.case(self.flat[i + 1]) != "nom":
                continue  # Директор – Серіктің ағасы
            yield Pair(self.flat[i + 1], self.flat[i], "facts.label")
            j = i - 1
            while self.is_office(j) and self._joins(self.gap(j)) and LINE not in self.gap(j) and i - j < _MAX_CHAIN:
                yield Pair(self.flat[i + 1], self.flat[j], "facts.label")
                j -= 1

    def _after(self, claimed: set[int]) -> Iterator[Pair]:
        for i in range(len(self.flat) - 1):
            if not self.is_person(i) or self.flat[i + 1].label != "POSITION" or i + 1 in claimed:
                continue
            gap = self.gap(i)
            if gap == () and self._is_title(i + 1):
                yield Pair(self.flat[i], self.flat[i + 1], "facts.title_after")
            elif not self.is_office(i + 1) or (self._leads(i + 1) and not self.is_line(i)):
                continue
            elif (gap == (",",) and self._ends_apposition(i + 1)) or (
                gap in ((LINE,), (",", LINE), (BREAK,)) and self._is_byline(i, i + 1)
            ):
                yield from self._chain(i, "facts.apposition_after")

    def _is_title(self, i: int) -> bool:
        office = self.flat[i]
        return office.end - office.start == 1 and office.normal.lower() in self.words["title"]

    def _ends_apposition(self, i: int) -> bool:
        """Whether the offices from i on end as an apposition does: with a comma, a stop, a dash, the line."""
        view = self.view
        while self.is_office(i + 1) and self._joins(self.gap(i)):
            i += 1
        following = view.norm(view.after(self.flat[i].end))
        if view.closes_line(self.flat[i].end):
            return True
        return following in (",", "") or following in _STOPS or following in DASHES

    def _is_byline(self, i: int, j: int) -> bool:
        """A name on a line of its own, with the office on the next."""
        view = self.view
        if self._stands_before(i - 1):
            return False
        end = self.flat[j].end
        return view.opens_line(self.flat[j].start) and (
            view.closes_line(end) or view.norm(view.after(end)) in {",", ".", *links()}
        )
