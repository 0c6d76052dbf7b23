"""What was joined, and what was not compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar

from atau.facts.people.blocking import LargeBlock

T = TypeVar("T")
#: Told what is done while the joining goes on, a line each time.
Progress: TypeAlias = Callable[[str], None]

_SHOWN: Final = 5
_TOLD: Final = 100_000


def in_silence(line: str) -> None:
    """Tells nobody."""


@dataclass(slots=True)
class JoinReport:
    """Of a run.

    people, organisations: in documents, that were looked at again because they, or others of their block, are new or
    gone. blocks: that have changed. compared: pairs. split: groups of connected people that were too large to be joined
    at a time, and were joined in parts. split_organisations: such groups of organisations, of which only those with the
    same name were joined. large: the largest blocks of all documents in which not all are compared.
    left_out: pairs of such blocks that were not compared. large_blocks: how many they are.
    """

    people: int = 0
    organisations: int = 0
    blocks: int = 0
    compared: int = 0
    split: int = 0
    split_organisations: int = 0
    large_blocks: int = 0
    left_out: int = 0
    large: list[LargeBlock] = field(default_factory=list)

    def lines(self) -> list[str]:
        """What was not compared, for display; nothing where all was."""
        found = []
        if self.large_blocks:
            named = ", ".join(f"{block.key!r} with {block.people:,}" for block in self.large)
            found.append(
                f"{self.left_out:,} pairs of people with names alike were not compared, in {self.large_blocks:,} "
                f"blocks of common names, where only those are compared that share a clue (the largest: {named})"
            )
        if self.split:
            found.append(f"{self.split:,} groups of people with names alike were too large and were joined in parts")
        if self.split_organisations:
            found.append(
                f"{self.split_organisations:,} groups of organisations with names alike were too large; of those only "
                "equal names were joined, not shorter ones and abbreviations"
            )
        return found


def counted(things: Iterable[T], done: str, progress: Progress) -> Iterator[T]:
    """`things`; tells from time to time how many there were, and what was `done` with them."""
    count = 0
    for count, thing in enumerate(things, start=1):
        yield thing
        if not count % _TOLD:
            progress(f"{count:,} {done}")
    progress(f"{count:,} {done}")


def note_large(connection: Any, report: JoinReport) -> None:
    """What is not compared over all documents, also in blocks that have not changed."""
    # As `LargeBlock.left_out`.
    rows = connection.execute(
        "SELECT count(*), coalesce(sum(greatest(0, standing * (standing - 1) // 2 + standing * (people - standing) "
        "- compared)), 0) FROM joining.people_large"
    ).fetchone()
    report.large_blocks, report.left_out = int(rows[0]), int(rows[1])
    largest = connection.execute(
        "SELECT key, people, standing, compared FROM joining.people_large ORDER BY people DESC, key LIMIT $1",
        [_SHOWN],
    ).fetchall()
    report.large = [LargeBlock(*row) for row in largest]
