"""What training raises; the command line prints the message and nothing else."""

from __future__ import annotations


class TrainingError(ValueError):
    """A training step that failed; the message says what to do."""


class SettingError(TrainingError):
    """A step that cannot start with the options, the config or the files it was given; the message names them."""
