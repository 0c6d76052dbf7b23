"""The fixtures of `annotate_command`: the tiny pipeline on disk, and the command run in an empty directory."""

from __future__ import annotations

from annotate_command import breaking_model, model, nlp, run

__all__ = ["breaking_model", "model", "nlp", "run"]
