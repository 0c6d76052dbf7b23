"""What ends a job; a record that cannot be annotated never does."""

from __future__ import annotations


class WorkerError(RuntimeError):
    """A worker cannot annotate at all: its model is missing, of another version, or there is no memory for it."""
