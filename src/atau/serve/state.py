"""What changes while the service runs."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final

_SHARES: Final = "atau.shares"


class Budget:
    """Bytes that the bodies of all requests under way may hold together, in memory or on disk."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.taken = 0
        self._freed = asyncio.Event()

    def share(self, scope: MutableMapping[str, Any]) -> Share:
        """The part of a request; it is given back by `release`."""
        found = Share(self)
        scope.setdefault(_SHARES, []).append(found)
        return found

    def take(self, size: int) -> bool:
        """Whether there was room for `size` more bytes; then they are taken."""
        if self.taken + size > self._most:
            return False
        self.taken += size
        return True

    def give(self, size: int) -> None:
        """Bytes that are not held any more."""
        self.taken -= size
        self._freed.set()

    async def freed(self) -> None:
        """Wait until something is given back."""
        self._freed.clear()
        await self._freed.wait()


@dataclass(slots=True)
class Share:
    """What one request holds of a budget."""

    budget: Budget
    size: int = 0

    def take(self, size: int) -> bool:
        """As `Budget.take`."""
        taken = self.budget.take(size)
        self.size += size if taken else 0
        return taken

    async def wait(self, size: int) -> None:
        """Take `size` bytes as soon as there is room for them."""
        while not self.take(size):
            await self.budget.freed()

    def give(self, size: int) -> None:
        """As `Budget.give`."""
        self.size -= size
        self.budget.give(size)


def release(scope: MutableMapping[str, Any]) -> None:
    """Give back what a request held."""
    for share in scope.pop(_SHARES, ()):
        share.give(share.size)


@dataclass(slots=True, kw_only=True)
class State:
    """under_way: requests that are being answered. stopping: new ones are refused. memory, disk: of their bodies."""

    memory: Budget
    disk: Budget
    under_way: int = field(default=0)
    stopping: bool = field(default=False)
