"""Whether an office and a name that stand together are joined already."""

from __future__ import annotations

from typing import Final

from atau.facts.holdings.pairs import Pair
from atau.facts.tables import words_of
from atau.facts.view import FactDoc

_I_AM: Final = ("мын", "мін", "бын", "бін", "пын", "пін")


def is_unreal(view: FactDoc, pair: Pair) -> bool:
    """Whether the text says that the two are to be joined, may be, or that people say so, and not that they are."""
    words = words_of()
    before = view.norm(view.before(pair.office.start))
    named = any(inner.start == pair.office.start for inner in pair.office.nested)  # «Болашақ» қорының төрағасы
    if before in words["future"] or (not named and view.norms[pair.office.start] in words["future"]):
        return True
    if _is_of_speaker(view, pair):
        return True
    following = view.norm(view.after(pair.end))
    if pair.office.start > pair.person.end:
        return following in words["hearsay"]  # Серік – ректор дейді жұрт
    return following in words["unreal"]


def _is_of_speaker(view: FactDoc, pair: Pair) -> bool:
    """Whether the later of the two says `I am`: `«тергеуші Серік Омармын» деп таныстырды`; the speaker claims it."""
    last = max(pair.person, pair.office, key=lambda named: named.start)
    return view.norms[last.end - 1].endswith(_I_AM) and view.quoted[last.start]
