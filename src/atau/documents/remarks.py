"""What is worth a note at the end of a run though nothing failed: files passed over, encodings guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_SHOWN: Final = 5
_MOST: Final = 10_000  # names remembered for a remark, so that a file is not listed twice


@dataclass(slots=True)
class _Remark:
    count: int = 0
    first: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Remarks:
    """Files by what is said of them: all are counted, the first ones listed. Memory stays bounded."""

    _said: dict[str, _Remark] = field(default_factory=dict)

    def add(self, what: str, file: object) -> None:
        """`file` was …, `what` being the rest of the sentence: ``skipped because …``. Once for each file."""
        found = self._said.setdefault(what, _Remark())
        name = str(file)
        if name in found.known:
            return
        if len(found.known) < _MOST:
            found.known.add(name)
        found.count += 1
        if found.count <= _SHOWN:
            found.first.append(name)

    def lines(self) -> Iterator[str]:
        """A line for each kind of remark."""
        for what, found in self._said.items():
            files = "1 file was" if found.count == 1 else f"{found.count} files were"
            more = ", …" if found.count > len(found.first) else ""
            yield f"{files} {what}: {', '.join(found.first)}{more}"
