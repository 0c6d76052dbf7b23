"""Quotation marks around names, which say nothing of how the words beside them belong together."""

from __future__ import annotations

from typing import Final

from atau.facts.view import FactDoc

#: All marks that open or close a quotation, apostrophes among them.
QUOTES: Final = frozenset("«»“”\"„‘’'")


def outside(view: FactDoc, token: int, step: int) -> int:
    """The nearest token before (step -1) or from (step 1) `token` on that is neither white space nor a quote."""
    token = view.before(token) if step < 0 else view.after(token)
    while view.norm(token) in QUOTES:
        token = view.before(token) if step < 0 else view.after(token + 1)
    return token


def unquoted_gap(view: FactDoc, left: int, right: int) -> list[str]:
    """The words in tokens left..right without quotes; of white space only line ends."""
    return [word for word in view.gap(left, right) if word not in QUOTES]
