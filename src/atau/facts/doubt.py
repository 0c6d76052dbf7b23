"""Whether what a verb says has happened for sure: not denied, asked, supposed, planned, wished, or only heard of.

A report is believed where somebody answers for it: `… тағайындалды деп хабарлады министрлік`. What people say without
a name (`… тағайындалды дейді`, `… кетті деген сөз бар`) is hearsay and states nothing.
"""

from __future__ import annotations

from typing import Final

from atau.facts.tables import words_of
from atau.facts.view import FactDoc

_AFTER: Final = 3  # words behind the verb that can take it back
_AFTER_CLAUSE: Final = 10  # words behind a clause with деп, деген, туралы
_BEFORE: Final = 6  # words of the phrase at the head of a sentence
_REPORTERS: Final = frozenset(("PERSON", "ORG", "POSITION"))
_ENDS: Final = frozenset((",", ";"))
_WISH: Final = ("сын", "сін")


def is_quoted_speech(view: FactDoc, token: int) -> bool:
    """Whether a token stands in quotation marks or in a line of dialogue."""
    return view.quoted[token] or view.in_dialogue[token]


def is_doubtful(view: FactDoc, token: int, end: int) -> bool:
    """Whether the words around the verb at `token`, in a sentence that ends at `end`, take back what it says.

    They deny or doubt it, say that it is hearsay, or somebody is quoted with it.
    """
    return is_quoted_speech(view, token) or _supposed_before(view, token) or _taken_back(view, token, end)


def _supposed_before(view: FactDoc, token: int) -> bool:
    """`Мүмкін, …`, `Қауесет бойынша, …`, `Желіде тараған ақпаратқа сенсек, …`."""
    words = words_of()
    start = view.sentence_bounds(token)[0]
    at = view.after(start)
    if view.norm(at) in words["supposed"]:
        return True
    head: list[str] = []
    while at < token and len(head) <= _BEFORE:
        if view.norms[at] == ",":
            return any(_begins(norm, words["rumour"]) for norm in head)
        if view.norms[at]:
            head.append(view.norms[at])
        at += 1
    return False


def _taken_back(view: FactDoc, token: int, end: int) -> bool:
    words = words_of()
    at = view.after(token + 1)
    first = view.norm(at) if at < end else ""
    clause = first in words["that"]
    if first == "," and view.norm(view.after(at + 1)) in words["that"]:  # …, деп хабарлады
        clause, at = True, view.after(at + 1)
        first = view.norm(at)
    if first in words["hearsay"] and not _has_reporter(view, at, end):
        return True
    if clause and first == "деп" and view.norms[token].endswith(_WISH):
        return True
    count = 0
    for norm in view.norms[at:end]:
        if norm == "?":
            return True
        if norm in _ENDS:
            return False
        count += bool(norm)
        if count > (_AFTER_CLAUSE if clause else _AFTER):
            return False
        if norm in words["doubt"] or (clause and (_begins(norm, words["rumour"]) or _begins(norm, words["suppose"]))):
            return True
    return False


def _has_reporter(view: FactDoc, start: int, end: int) -> bool:
    """Whether somebody who answers for the report is named in tokens start..end: `… дейді министр Серік Омар`."""
    return any(named.label in _REPORTERS for named in view.in_sentence(start, end))


def _begins(norm: str, stems: frozenset[str]) -> bool:
    return any(norm.startswith(stem) for stem in stems)
