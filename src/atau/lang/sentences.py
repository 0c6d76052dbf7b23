"""Sentence boundaries that initials, abbreviations and numbered lists do not fool."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy
from spacy.attrs import SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

from atau.lang.abbreviations import abbreviations
from atau.lang.readings import orths
from atau.lang.stop_words import STOP_WORDS
from atau.lang.tables import name_pieces
from atau.lang.text import normalize, repair

_ENDS = frozenset({".", "!", "?", "…", "..", "...", "?!", "!?"})
_CLOSERS = frozenset('»”"’)]›“')
_DASHES = frozenset("–—-")
_OPENERS = frozenset('«“„"‘([')
_ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2})*|[IVXІХ]{1,5}")
_INITIAL = re.compile(rf"(?:[^\W\d_]|{'|'.join(map(re.escape, name_pieces('initial')))})\.")
_MAX_CACHED = 200_000
# What a token does to a boundary.
_PLAIN, _END, _CLOSE, _SPACE, _BLANK_LINE, _ABBREVIATION, _ITEM_NUMBER, _DASH = range(8)


@dataclass(frozen=True, slots=True)
class _Info:
    """kind: what the token does to a boundary. opens: a sentence may begin with it. function: a function word with a
    capital (Ол, Бұл, Кейін). capitals: two or more letters, all capitals. after: of an abbreviation, see the table."""

    kind: int
    opens: bool
    function: bool = False
    capitals: bool = False
    after: str = ""


# A few dozens serve all words; one for each would cost memory and the garbage collector's time.
_shared = lru_cache(maxsize=1024)(_Info)


def _info(orth: str) -> _Info:
    first = orth[:1]
    opens = first.isupper() or first.isdigit() or first in _OPENERS or first == "№"
    if orth.isspace():
        return _shared(_BLANK_LINE if orth.count("\n") > 1 else _SPACE, False)
    if orth in _ENDS:
        return _shared(_END, False)
    if orth in _CLOSERS:
        return _shared(_CLOSE, opens)
    if orth in _DASHES:
        return _shared(_DASH, True)
    after = abbreviations().get(orth.lower())
    if after is not None and not (orth.isupper() and _INITIAL.fullmatch(orth)):
        return _shared(_ABBREVIATION, opens, after=after)
    if _ITEM.fullmatch(orth):
        return _shared(_ITEM_NUMBER, opens)
    word = repair(orth)
    capitals = len(word) > 1 and word.isupper()
    function = first.isupper() and not capitals and normalize(orth) in STOP_WORDS
    return _shared(_PLAIN, opens, function, capitals)


# What stands before the token: inside a sentence; an abbreviation of each sort; an end; a blank line.
_INSIDE, _AFTER_NAME, _AFTER_AMOUNT, _ENDED, _PARTED = range(5)
_STATES = {"": _AFTER_NAME, "amount": _AFTER_AMOUNT, "closes": _ENDED}


def _begins(state: int, info: _Info) -> bool:
    """A sentence begins at a word with `info` after `state`."""
    if state == _PARTED:
        return True
    if state == _ENDED:
        return info.opens
    if state == _AFTER_AMOUNT:
        return info.opens and not info.capitals
    return state == _AFTER_NAME and info.function


class Sentences:
    """Sets sentence starts; a sentence begins

    - after ``.``, ``!``, ``?`` or ``…`` and any closing marks, where the next word begins with a capital, a digit or an
      opening quotation mark, or after a dash with such a word (not in ``– Қайда? – деді ол``);
    - after an abbreviation (``Алматы қ.``, ``жж.``, ``т.ғ.к.``) before a function word with a capital (``Ол``), after
      ``т.б.`` before any capital, after ``млн.`` before a capital that is no ``АҚШ``; never after an initial;
    - after a blank line;
    - not between the number of a list item and its text (``1. Мәселе``, ``2.1. Мақсаты``, ``ІІ. Негізгі``).
    """

    WRITES = ("sentences",)

    def __init__(self) -> None:
        self._infos: dict[int, _Info] = {}

    def _look_up(self, doc: Doc, orth: int, read: Mapping[int, str]) -> _Info:
        if len(self._infos) > _MAX_CACHED:
            self._infos.clear()
        found = self._infos[orth] = _info(read.get(orth) or doc.vocab.strings[orth])
        return found

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        ids, read = orths(doc)
        spaced: list[int] = doc.to_array(SPACY).tolist()
        known = self._infos
        infos = [known.get(orth) or self._look_up(doc, orth, read) for orth in ids]
        starts = [-1] * len(infos)
        starts[0] = 1
        state, sentence = _INSIDE, 0
        for i, info in enumerate(infos):
            kind = info.kind
            # The mark « " » opens where a space stands before it and none after it.
            closes = kind == _CLOSE and not (info.opens and i > 0 and spaced[i - 1] and not spaced[i])
            if kind == _SPACE or (closes and state != _INSIDE):
                continue  # white space and closing marks after an end change nothing
            if kind == _BLANK_LINE:
                state = _PARTED
                continue
            if kind == _END:
                # «1.», «2.1.», «ІІ.» at the head of a sentence number a list.
                numbers = i > 0 and infos[i - 1].kind == _ITEM_NUMBER and self._heads(infos, sentence, i - 1)
                state = state if state == _PARTED else _INSIDE if numbers else _ENDED
                continue
            if state != _INSIDE and (
                _begins(state, info) if kind != _DASH else state == _PARTED or self._speaks(infos, i)
            ):
                starts[i] = 1
                sentence = i
            state = _STATES[info.after] if kind == _ABBREVIATION else _INSIDE
        column = numpy.asarray(starts, dtype="int64").astype("uint64").reshape(-1, 1)
        doc.from_array([SENT_START], column)  # type: ignore[arg-type]
        return doc

    @staticmethod
    def _heads(infos: list[_Info], sentence: int, i: int) -> bool:
        """Token `i` is the first of the sentence but for white space."""
        return all(info.kind == _SPACE for info in infos[sentence:i])

    @staticmethod
    def _speaks(infos: list[_Info], i: int) -> bool:
        """The word after the dash at `i` may begin a sentence."""
        rest = (info for info in infos[i + 1 : i + 6] if info.kind not in (_SPACE, _DASH))
        word = next(rest, None)
        return word is not None and word.opens


@Language.factory("kk_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """The sentence boundary component; it needs no settings."""
    return Sentences()
