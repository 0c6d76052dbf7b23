"""What the rule matchers see of a token: one immutable record per distinct ORTH.

Rules ask the same few questions of every token (its NORM, its case, is it punctuation). The answers depend on the
string alone, so they are computed once per distinct string and looked up by ORTH id afterwards; this is what keeps the
rules linear and fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.attrs import SENT_START, SPACY
from spacy.tokens import Doc

from atau.lang.readings import orths
from atau.lang.text import normalize, repair

# Bounds the memory of a process that annotates an endless stream.
_MAX_CACHED = 50_000

# HTML entities occur in text that was copied badly from web pages.
OPENING_QUOTES = frozenset('«“„"‘‹') | {"&quot;", "&laquo;"}
CLOSING_QUOTES = frozenset('»”"’›“') | {"&quot;", "&raquo;"}
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


# A tuple, because one is made for every new word, and a frozen dataclass takes several times as long to make.
class Word(NamedTuple):
    """A token's string as the rules see it.

    form: the repaired string, case kept. norm: its NORM (lower case, look-alikes folded).
    title: first letter is a capital. upper: two or more letters, all capitals. alpha: has a letter.
    digit: starts with a digit. space: white space only. punct: neither letters, digits nor white space.
    latin: holds a Latin letter (after folding look-alikes).
    """

    form: str
    norm: str
    title: bool
    upper: bool
    alpha: bool
    digit: bool
    space: bool
    punct: bool
    latin: bool


def make_word(orth: str) -> Word:
    """The record of one token string of any content."""
    form = repair(orth)
    norm = normalize(orth)
    latin = not _LATIN.isdisjoint(norm)
    if form.isalpha():
        # Capitals with letters that have no case (Arabic) are not all capitals, whatever isupper() says of them.
        upper = len(form) > 1 and form.isupper() and all(map(str.isupper, form))
        return Word(form, norm, form[0].isupper(), upper, True, False, False, False, latin)
    letters = [c for c in form if c.isalpha()]
    space = not form.strip()
    first = form[:1]
    return Word(
        form=form,
        norm=norm,
        title=first.isupper(),
        upper=len(letters) > 1 and all(c.isupper() for c in letters),
        alpha=bool(letters),
        digit=first.isdigit(),
        space=space,
        punct=not space and not any(c.isalnum() for c in form),
        latin=latin,
    )


_cache: dict[int, Word] = {}


def words(doc: Doc) -> list[Word]:
    """One `Word` per token of `doc`, in order; of tokens in other letters, the Cyrillic word that they are read as."""
    cache = _cache
    ids, read = orths(doc)
    try:
        return [cache[orth] for orth in ids]
    except KeyError:
        pass
    if len(cache) > _MAX_CACHED:
        cache.clear()
    strings = doc.vocab.strings
    result = []
    for orth in ids:
        word = cache.get(orth)
        if word is None:
            word = cache[orth] = make_word(read.get(orth) or strings[orth])
        result.append(word)
    return result


def glued(doc: Doc, tokens: Sequence[Word]) -> set[int]:
    """The tokens that the tokenizer cut off from the word before them, at the seam of a page: `облысыТОП`."""
    return {
        i
        for i, space in enumerate(doc.to_array(SPACY).tolist()[:-1], 1)
        if not space and tokens[i].alpha and tokens[i - 1].alpha and tokens[i - 1].form[-1:].isalpha()
    }


def sentence_starts(doc: Doc) -> set[int]:
    """The first tokens of the sentences, as a component has set them."""
    # Tokens as objects would take ten times as long.
    return {i for i, flag in enumerate(doc.to_array(SENT_START).tolist()) if flag == 1}
