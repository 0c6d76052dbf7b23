"""What changes while the service runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class State:
    """under_way: requests that are being answered. stopping: new ones are refused."""

    under_way: int = 0
    stopping: bool = False
