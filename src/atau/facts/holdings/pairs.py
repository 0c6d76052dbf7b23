"""An office joined to a person, before it becomes a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from atau.facts.records import Status
from atau.facts.view import Named

#: The status that a verb of each sense gives.
EVENTS: Final[Mapping[str, Status]] = {
    "appointed": Status.APPOINTED,
    "elected": Status.ELECTED,
    "dismissed": Status.DISMISSED,
    "candidate": Status.CANDIDATE,
}


@dataclass(slots=True)
class Pair:
    """`person` and `office`, found by the pattern `source`.

    status: what a verb says; None where the office alone does. start, end: tokens of the evidence beyond the mentions.
    verb: the token of the verb, -1 for none.
    """

    person: Named
    office: Named
    source: str
    status: Status | None = None
    verb: int = -1

    @property
    def start(self) -> int:
        """The first token of the evidence."""
        first = min(self.person.start, self.office.start)
        return first if self.verb < 0 else min(first, self.verb)

    @property
    def end(self) -> int:
        """The token after the evidence."""
        return max(self.person.end, self.office.end, self.verb + 1)
