"""Calling a command as a user does, and reading what it said."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from atau.cli.app import app


def atau(*arguments: object) -> Result:
    """Run `atau ARGUMENTS...`."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def said(result: Result) -> str:
    """The output without the line breaks and boxes of the terminal."""
    return " ".join(result.output.replace("│", "").split())
