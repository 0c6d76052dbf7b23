"""What goes wrong with a store."""

from __future__ import annotations


class StoreError(Exception):
    """A store that cannot be used as asked; the message says why and what to do."""
