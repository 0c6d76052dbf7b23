"""A thing that rises, falls or is so much: `сұраныс үш еселеп артқан`, `мекемелер жетеу`."""

from __future__ import annotations

import re
from typing import Final

from atau.facts.amounts.clauses import NOMINATIVE_KINDS, Counted, ends_clause, is_amount
from atau.facts.amounts.having import is_passive
from atau.facts.amounts.measured import MOST, is_other_end
from atau.facts.amounts.nouns import phrase_start
from atau.facts.amounts.phrase import Kind, is_finite, is_plural, is_spell, kind_of
from atau.facts.cases import case_by_ending
from atau.facts.named import value_of
from atau.facts.tables import amount_words, words_of
from atau.facts.view import FactDoc, Named
from atau.morphology.numerals_words import word_class

_REACH: Final = 5
_AHEAD: Final = 3
_REACH_OF_NAME: Final = 2
_DOER: Final = re.compile(r".{2,}[уо][шж][ыі](?:[лд][ае]р)?$")
_TO_WHOM: Final = ("ған", "ген")  # оған, бұған
_OF_WHOLE: Final = re.compile(r"пайыз[ыі]н?$")
_OWNED_OBJECT: Final = re.compile(r".{3,}[ыі]н$")
_OURS: Final = re.compile(r".{2,}[дтн][ыі]к[ыі]$")
_SOURCE: Final = "facts.amount_said"


def changed(view: FactDoc, amount: Named, first: int, last: int) -> Counted | None:
    """What rises or falls by an amount: the subject before it, or the object of a verb such as `арттырды`."""
    verb = _verb(view, _behind_pair(view, amount), last)
    if _OF_WHOLE.match(view.norms[amount.end - 1]):
        return None  # халықтың 40 пайызын, асқандар 5 пайызын құрайды
    if not verb or view.norm(view.after(amount.end)) in amount_words()["occasion"]:
        return None
    causes = verb.startswith(tuple(amount_words()["causative"])) and not is_passive(verb)
    token = view.before(amount.start)
    for _ in range(_REACH):
        if token < first:
            return None
        if view.owner[token] >= 0:
            named = view.flat[view.owner[token]]
            passed = named.label == "LOC" and view.case(named) != "nom"
            if not passed and not is_other_end(view, named, amount):
                return None
            token = view.before(named.start)
            continue
        norm = view.norms[token]
        if not _is_aside(view, token):
            if causes:
                return Counted(token, token + 1, _SOURCE) if _is_object(norm) else None
            return _thing(view, token, first)
        token = view.before(token)
    return None


def predicated(view: FactDoc, amount: Named) -> Counted | None:
    """The noun directly before an amount that ends its clause: `тұрғыны 350 мыңнан астам`, `түнгі ауа –31°C`."""
    first, last = view.sentence_bounds(amount.start)
    token = view.before(amount.start)
    if view.norm(token) in amount_words()["only"]:
        token = view.before(token)  # сағаты ғана 2 миллион теңге
    if token < first or view.owner[token] >= 0 or not ends_clause(view, amount.end, last):
        return None
    final, words = view.norms[amount.end - 1], amount_words()
    if final in words["until"] or (case_by_ending(final) in ("gen", "loc", "attr") and final not in words["extent"]):
        return None
    comma = view.after(amount.end)
    if view.norm(comma) == "," and (value_of(amount) or {}).get("kind") == "count" and is_amount(view, comma + 1):
        return None  # құймалары 5, 10, 20 …
    return _thing(view, token, first)


def _behind_pair(view: FactDoc, amount: Named) -> int:
    """The end of an amount, or of the one that it rises or falls to: `89 гектардан 71 гектарға қысқарды`."""
    following = view.flat[amount.index + 1] if amount.index + 1 < len(view.flat) else None
    return following.end if following is not None and is_other_end(view, amount, following) else amount.end


def _is_object(norm: str) -> bool:
    """Whether a noun stands in the accusative, bare or possessed: қабылдауды, көрерменін."""
    return case_by_ending(norm) == "acc" or (_OWNED_OBJECT.match(norm) is not None and kind_of(norm) is Kind.CASE)


def _verb(view: FactDoc, start: int, last: int) -> str:
    """The verb of change of the clause that begins at `start`, "" where there is none near."""
    words = amount_words()
    token = view.after(start)
    for _ in range(_AHEAD):
        if token >= last or view.owner[token] >= 0 or not view.words[token].alpha:
            return ""
        norm = view.norms[token]
        if norm.startswith((*words["causative"], *words["change"])):
            return norm
        if kind_of(norm) is Kind.OWNED or is_plural(norm):
            return ""
        token = view.after(token + 1)
    return ""


def _is_aside(view: FactDoc, token: int) -> bool:
    """Whether a word before an amount says when, where or how, and not of what it is said."""
    norm = view.norms[token]
    words = amount_words()
    if view.words[token].digit or word_class(norm) is not None or norm in words["adverb"] or norm in words["no_noun"]:
        return True
    if norm in words_of()["time"] or norm in words_of()["adverb"] or norm.endswith(("ша", "ше")):
        return True
    return view.words[token].alpha and case_by_ending(norm) in ("loc", "abl", "dat", "ins")


def _thing(view: FactDoc, token: int, first: int) -> Counted | None:
    """The noun in the nominative at `token`, where an amount can be said of it: no doer, no kind of a place."""
    word, norm = view.words[token], view.norms[token]
    if (
        not word.alpha
        or (word.title and not word.upper and token != first)
        or word_class(norm) is not None
        or _is_aside(view, token)
    ):
        return None
    noun = kind_of(norm) in NOMINATIVE_KINDS or norm in amount_words()["metal"]
    if is_finite(norm) or not noun or is_spell(norm):
        return None
    if _DOER.match(norm) or norm.endswith(_TO_WHOM) or _OURS.match(norm) or is_amount(view, view.before(token)):
        return None
    if view.norm(view.before(token)) == MOST:
        return None  # ең ауыры 4 тонна
    if kind_of(norm) is Kind.OWNED and _is_kind_of_place(view, token, first):
        return None
    return Counted(phrase_start(view, token, first), token + 1, _SOURCE)


def _is_kind_of_place(view: FactDoc, token: int, first: int) -> bool:
    """Whether a possessed noun stands behind the name of a place: `Қапшағай су қоймасы`."""
    for _ in range(_REACH_OF_NAME):
        token = view.before(token)
        if token < first or case_by_ending(view.norms[token]) == "gen":
            return False
        if view.owner[token] >= 0:
            named = view.flat[view.owner[token]]
            return named.label == "LOC" and view.case(named) == "nom"
    return False
