"""Whether an office before a name is of another than the named: `Президент Серікті қабылдады`.

The office and the name look like an apposition (`әкім Серікке хат жаздық`); the verb and the words before the office
tell them apart. Where they do not, the office is taken for that of the one who acts.
"""

from __future__ import annotations

import re
from typing import Final

from atau.facts.endings import PLURAL
from atau.facts.tables import words_of
from atau.facts.view import BREAK, FactDoc, Named

_SOURCE: Final = "abl"
_OBJECT: Final = frozenset(("acc", "dat", "ins", _SOURCE))
_MAX_CLAUSE: Final = 25
_OPENERS: Final = frozenset((";", ":", ",", "«", "“", '"', BREAK))
_PLURAL: Final = re.compile(rf".{{3,}}{PLURAL}(?:[ыі]|[ыі]мыз|[ыі]міз)?$")
_FINITE: Final = re.compile(r".{2,}(?:[дт][ыі]|[ыі]пт[ыі]|уда|уде|м[ае]қ|мек|с[ыі]н)$")
_PERFECT: Final = re.compile(r".{2,}[ғгқк][ае]н$")
_PASSIVE: Final = re.compile(
    r".{3,}(?:[ыіаәе]л|[ыіаәе]н|йыл|йіл)(?:д[ыі]|[ае]д[ыі]|[ғг][ае]н|[ыі]пт[ыі]|уда|уде|м[ае]қ|с[ыі]н)$"
)
_OURS: Final = re.compile(r".{2,}(?:[дт][ыі][мңқк]|[дт][ыі]ңыз|[дт][ыі]ңіз|мын|мін|м[ыі]з)$")
_CONVERB: Final = re.compile(r".{2,}п$")
_OBLIQUE: Final = re.compile(
    r".{2,}(?:[нтд][ыі]ң|[ғгқк][ае]|[ыі]н[ае]|[дт][ае]|[нтд][ае]н|[мбп]ен|[дт][ае]ғ[ыі]|[дт]ег[ыі]|[нтд][ыі]|ша|ше|п)$"
)


def is_agents(view: FactDoc, office: Named, person: Named) -> bool:
    """Whether `office`, directly before `person`, may be that of one who does something to them."""
    if view.case(person) not in _OBJECT:
        return False
    start, end = view.sentence_bounds(office.start)
    if _has_subject_before(view, start, office):
        return False
    verb = _active_verb(view, person.end, min(end, person.end + _MAX_CLAUSE))
    if view.case(person) == _SOURCE:  # -дан ends names too
        return any(verb.startswith(stem) for stem in words_of()["get"])
    return verb != ""


def _has_subject_before(view: FactDoc, start: int, office: Named) -> bool:
    """Whether a word before the office in its clause can be the subject: a name or a noun without a case."""
    for token in range(office.start - 1, start - 1, -1):
        owner, norm = view.owner[token], view.norms[token]
        if owner >= 0:
            named = view.flat[owner]
            if named.label in ("PERSON", "ORG", "POSITION") and view.case(named) == "nom":
                return True
            continue
        if not norm:
            continue
        if norm in _OPENERS:
            return False
        if norm in words_of()["subject"]:
            return True
        if not view.words[token].alpha or _OBLIQUE.match(norm) or not _is_noun(norm):
            continue
        return True
    return False


def _is_noun(norm: str) -> bool:
    words = words_of()
    return not any(norm in words[name] for name in ("adverb", "state", "former", "coordinator", "between", "year"))


def _active_verb(view: FactDoc, first: int, end: int) -> str:
    """The verb behind the name if it is an active one of the third person whose subject does not stand there."""
    known = words_of()
    for token in range(first, end):
        owner, norm = view.owner[token], view.norms[token]
        if owner >= 0:
            named = view.flat[owner]
            if named.label in ("PERSON", "ORG") and view.case(named) == "nom":
                return ""
            continue
        if norm in (";", ":", BREAK):
            return ""
        if norm in known["subject"] or _PLURAL.match(norm):
            return ""
        following = view.norm(view.after(token + 1))
        if following[:1].isalpha() and following not in known["behind_verb"] and following not in known["say"]:
            continue
        if _OURS.match(norm):
            return ""
        if _FINITE.match(norm) or _PERFECT.match(norm) or _is_continuous(view, token):
            return "" if _PASSIVE.match(norm) else norm
    return ""


def _is_continuous(view: FactDoc, token: int) -> bool:
    """`күтіп отыр`."""
    if view.norms[token] not in words_of()["auxiliary"]:
        return False
    before = view.before(token)
    return before >= 0 and _CONVERB.match(view.norms[before]) is not None
