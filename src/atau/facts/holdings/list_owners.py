"""The organisation of an office in a list: of its item, of a court's composition, of a heading, above a signature."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from atau.facts.holdings.kinds import CLOSING, behind_name, kinds_of
from atau.facts.holdings.named_before import Run
from atau.facts.holdings.pairs import Pair, is_possessed
from atau.facts.tables import organisation_words
from atau.facts.view import LINE, FactDoc, Named

_JUDGE: Final = "судья"
_COURT: Final = "court"
_HEADING: Final = 3  # words behind the name that a heading begins with
#: What stands behind the name that a line of a register begins with.
_SIGNS: Final = frozenset((",", ".", ";", ":", "(", "–", "—", "-"))


class ListOwners:
    """Finds the organisation of offices that say none themselves."""

    def __init__(self, view: FactDoc) -> None:
        self.view = view

    def owner(self, pair: Pair) -> Named | None:
        """The organisation of the list or document that the office of `pair` stands in."""
        found = self._of_item(pair.office) or self._composed(pair.office)
        if found is None and pair.source == "facts.label":
            return self._heading(pair.office)
        if found is None and pair.source == "facts.apposition":
            return self._signed(pair) or self._court(pair.office)
        return found

    def _of_item(self, office: Named) -> Named | None:
        """The organisation that the line of an office begins with, in a register: `2. «Тұлпар» ЖШС. Басшысы – …`."""
        view = self.view
        start = view.line_start(office.start)
        inside = view.in_sentence(start, office.start)
        if not inside or inside[0].label != "ORG" or any(named.label == "PERSON" for named in inside):
            return None
        first = inside[0]
        if {named.cluster for named in inside if named.label == "ORG"} != {first.cluster}:
            return None
        before = view.norms[start : first.start]
        numbered = any(char.isdigit() for norm in before for char in norm)
        if any(norm.isalpha() for norm in before):
            return None
        end = behind_name(view, first)
        if end >= office.start or view.norm(end) not in _SIGNS:
            return None
        gap = view.gap(end, office.start)
        # in prose another sentence may be about another place of work
        return first if numbered or not any(word.isalpha() for word in gap) else None

    def _composed(self, office: Named) -> Named | None:
        """The court or board of whose composition an office is: `… қалалық соты, құрамында: судья …`."""
        view = self.view
        words = organisation_words()
        last = next((norm for norm in reversed(view.norms[office.start : office.end]) if norm), "")
        if not any(last.startswith(word) for word in words["member"]):
            return None
        start, _ = view.sentence_bounds(office.start)
        before = [named for named in view.in_sentence(start, office.start) if named.label == "ORG"]
        if len({named.cluster for named in before}) != 1:
            return None
        gap = view.norms[before[0].end : office.start]
        if ":" not in gap:
            return None
        head = gap[: gap.index(":")]
        return before[0] if any(norm.startswith(word) for norm in head for word in words["composition"]) else None

    def _court(self, office: Named) -> Named | None:
        """The court whose name heads the page that names a judge: a list of cases."""
        first = self.view.flat[0]
        if not self.view.norms[office.end - 1].startswith(_JUDGE) or not self._is_heading(first):
            return None
        return first if first.label == "ORG" and _COURT in kinds_of(self.view, first).kinds else None

    def _signed(self, pair: Pair) -> Named | None:
        """The organisation on the line above a signature: an office and a name alone on their line."""
        view, office = self.view, pair.office
        if not (office.index and view.opens_line(office.start) and view.closes_line(pair.person.end)):
            return None
        above = view.flat[office.index - 1]
        gap = [word for word in view.gap(above.end, office.start) if word not in CLOSING]
        return above if above.label == "ORG" and gap == [LINE] else None

    def _heading(self, office: Named) -> Named | None:
        """The one organisation of the paragraph before a label, else the one of the text before it.

        Whose a label in the possessive is any name may say (`«Арай» жеңді. Бапкері – …`), else only a heading does.
        """
        alone = office.end - office.start == 1 and is_possessed(self.view.norms[office.start])
        run = self._names if alone else self._headings
        count, found = run.only(office.start, self.view.paragraph_start(office.start))
        return found if count == 1 else run.only(office.start)[1]

    @cached_property
    def _names(self) -> Run:
        run = Run()
        for named in self.view.flat:
            if named.label == "ORG" and self.view.norm(self.view.before(named.start)) != "(":
                run.add(named)
        return run

    @cached_property
    def _headings(self) -> Run:
        run = Run()
        for named in self.view.flat:
            if named.label == "ORG" and self._is_heading(named):
                run.add(named)
        return run

    def _is_heading(self, named: Named) -> bool:
        """Whether a name begins a line with hardly anything else on it: `Бескөл мәслихатының құрамы:`; no minutes."""
        view = self.view
        start = view.line_start(named.start)
        if any(view.words[token].alpha for token in range(start, named.start)):
            return False
        end = next((at for at in range(named.end, len(view.norms)) if view.closes_line(at)), len(view.norms))
        if any(view.owner[token] >= 0 for token in range(named.end, end)):
            return False
        behind = [word for word in view.gap(named.end, end) if any(map(str.isalnum, word))]
        following = view.norm(view.after(end))
        minutes = organisation_words()["minutes"]
        if any(word.startswith(stem) for stem in minutes for word in (*behind, following)):
            return False
        return len(behind) <= _HEADING
