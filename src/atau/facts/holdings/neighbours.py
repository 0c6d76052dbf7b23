"""The names and offices of a document side by side: what stands between them, and on which lines."""

from __future__ import annotations

from atau.facts.view import DASHES, LINE, FactDoc, Named


class Neighbours:
    """The outermost mentions of a document, by their index."""

    def __init__(self, view: FactDoc) -> None:
        self.view = view
        self.flat = view.flat

    def is_office(self, i: int) -> bool:
        """Whether mention i is an office in the nominative."""
        return 0 <= i < len(self.flat) and self.flat[i].label == "POSITION" and self._plain(self.flat[i])

    def is_person(self, i: int) -> bool:
        """Whether mention i is a person."""
        return 0 <= i < len(self.flat) and self.flat[i].label == "PERSON"

    def _plain(self, office: Named) -> bool:
        return self.view.case(office) == "nom"

    def gap(self, i: int) -> tuple[str, ...]:
        """The words between the mentions i and i + 1."""
        return self.view.gap(self.flat[i].end, self.flat[i + 1].start)

    def is_item(self, i: int) -> bool:
        """Whether office i ends a line that begins with a name and a comma."""
        if not self.is_person(i - 1) or self.gap(i - 1) != (",",):
            return False
        view = self.view
        return view.opens_line(self.flat[i - 1].start) and view.closes_line(self.flat[i].end)

    def begins_item(self, i: int) -> bool:
        """Whether person i + 1 begins an item of a list (`X – дәрігер`) and office i ends the line before."""
        view = self.view
        sign = view.norm(view.after(self.flat[i + 1].end))
        return sign in DASHES and not view.opens_line(self.flat[i].start)

    def is_signature(self, i: int) -> bool:
        """Whether a blank line parts office i from the name under it; no caption, whose name stands above."""
        view, office, person = self.view, self.flat[i], self.flat[i + 1]
        caption = self.is_person(i - 1) and self.gap(i - 1) == (LINE,) and self._begins_line(i - 1)
        return view.opens_line(office.start) and view.closes_line(person.end) and not caption

    def is_line(self, i: int) -> bool:
        """Whether person i begins a line that ends behind the office i + 1, in a list with a person in each line."""
        view, j = self.view, i + 2
        if LINE in self.gap(i) or not view.closes_line(self.flat[i + 1].end) or not self.is_person(j):
            return False
        return self._begins_line(i) and view.opens_line(self.flat[j].start)

    def _begins_line(self, i: int) -> bool:
        """Whether no word stands before mention i on its line, if perhaps a number or the time."""
        start = self.flat[i].start
        return not any(self.view.words[token].alpha for token in range(self.view.line_start(start), start))
