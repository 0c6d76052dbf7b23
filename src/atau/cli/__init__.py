"""The command `atau`."""

from atau.cli.app import app, main

__all__ = ["app", "main"]
