"""What a feature is made of: hashed facts about a word alone, and about a token in its place."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc

from atau.components.common.gazetteer import place_names
from atau.components.common.noun_roles import shared_noun_roles
from atau.components.common.precedence import Candidate, resolve, rule_candidates
from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES, Word
from atau.labels import PRECEDENCE
from atau.lexicon import is_given_name, patronymic_like, surname_like
from atau.morphology import analyses

KeyArray = NDArray[np.uint64]

_DATA = Path(__file__).parent / "data"
_DIGIT = re.compile(r"\d")
_REPEAT = re.compile(r"(.)\1{2,}")
_SUFFIXES: Final = (1, 2, 3, 4, 5)
_PREFIXES: Final = (2, 3, 4, 5)
CLUSTERINGS: Final = ("k50", "k200", "k800")

# w: NORM with digits made alike. s, s3: shape, its start. q, p: suffixes and prefixes. st: stem; mf, mc, mp: all
# features, case, possessive of the first analysis. rk, rf: role in a noun phrase, in full. hd: noun of a position or
# organisation that the word is a form of. pl: kind of place. nm: kinds of personal name. gn, sn, pt: each of them.
# k: word clusters.
WORD_ATOMS: Final = (
    "w", "s", "s3", *(f"q{n}" for n in _SUFFIXES), *(f"p{n}" for n in _PREFIXES), "st", "mf", "mc", "mp", "rk", "rf",
    "hd", "pl", "nm", "gn", "sn", "pt", *CLUSTERINGS,
)  # fmt: skip
# c, i: place in a candidate of that label, with the rule's id. r, ri: the same for the mentions that the rules alone
# would choose. in: inside quotation marks. first: first of a sentence or after an opening mark. nh: the next noun of a
# position or organisation to the right in the sentence, at most _AHEAD tokens away; nd: the same with its distance.
PLACE_ATOMS: Final = (
    *(f"c{label}" for label in PRECEDENCE), *(f"i{label}" for label in PRECEDENCE), "r", "ri", "in", "first",
    "nh", "nd",
)  # fmt: skip


def shape(form: str) -> str:
    """``Xxx``, ``dd``, ``XX-xx``: letters and digits by class, runs cut to two."""
    if form.isalpha():  # nearly every token is a word in small letters, or one with a capital
        if form.islower():
            return "xx" if len(form) > 1 else "x"
        if form[0].isupper() and form[1:].islower():
            return "Xxx" if len(form) > 2 else "Xx"
    kinds = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in form)
    return _REPEAT.sub(r"\1\1", kinds)


@lru_cache(maxsize=1)
def clusters() -> dict[str, str]:
    """Form to its numbers in CLUSTERINGS, parted by tabs: a string each, as a tuple each would take three times as
    much memory and keep the garbage collector busy.
    """
    table: dict[str, str] = {}
    rows = gzip.decompress((_DATA / "clusters.tsv.gz").read_bytes()).decode("utf-8")
    for row in rows.split("\n"):
        form, tab, numbers = row.partition("\t")
        if tab:
            table[form] = numbers
    return table


def word_atoms(word: Word) -> list[str]:
    """A value per name of WORD_ATOMS; "" where the word has none."""
    norm = word.norm if word.norm.isalpha() else _DIGIT.sub("0", word.norm)
    form = shape(word.form)
    size = len(norm)
    values = [norm, form, form[:3]]
    values += [norm[-n:] if size > n else "" for n in _SUFFIXES]
    values += [norm[:n] if size > n else "" for n in _PREFIXES]
    if not norm[:1].isalpha():
        return values + [""] * (len(WORD_ATOMS) - len(values))
    found = analyses(word.norm)
    first = found[0]
    features = f"{first.number}{first.possessive}{first.case}{int(first.attributive)}"
    values += [first.stem, features, first.case, first.possessive or "-"]
    roles = shared_noun_roles()
    role = roles.role(word.norm)
    heads = roles.heads.forms(word.norm)
    values += [role.kind, f"{role.kind}{role.case}{int(role.owned)}{int(bool(heads))}"]
    values.append(heads[0].stem if heads else roles.stem(word.norm))
    kinds = [place.kind + ("?" if place.weak else "") for place in place_names().entries(word.norm)]
    values.append(kinds[0] if kinds else "")
    # In order, without the word itself a second time.
    stems = dict.fromkeys((word.norm, *(analysis.stem for analysis in found[:4])))
    names = ["1" if any(map(test, stems)) else "" for test in (is_given_name, surname_like, patronymic_like)]
    values.append("".join(name or "0" for name in names) if any(names) else "")
    values += names
    numbers = clusters().get(norm)
    values += numbers.split("\t") if numbers else [""] * len(CLUSTERINGS)
    return values


_STARTS: Final = tuple(f"{name}=" for name in WORD_ATOMS)


def word_keys(word: Word) -> list[int]:
    """The hashes of `word_atoms`; 0 where the word has none."""
    return [hash_string(start + value) if value else 0 for start, value in zip(_STARTS, word_atoms(word), strict=True)]


_key = lru_cache(maxsize=1 << 14)(hash_string)


def _prefix(i: int, start: int, end: int) -> str:
    if end - start == 1:
        return "U"
    return "B" if i == start else "L" if i == end - 1 else "I"


def place_keys(doc: Doc, tokens: Sequence[Word]) -> KeyArray:
    """(tokens of `doc`, PLACE_ATOMS) hashes; 0 where a token has none."""
    keys = np.zeros((len(tokens), len(PLACE_ATOMS)), dtype=np.uint64)
    found = [candidate for candidate in rule_candidates(doc) if candidate.label in PRECEDENCE]
    # The longest candidate of a label is written last and stays.
    for candidate in sorted(found, key=lambda c: (c.end - c.start, c.start, c.source)):
        column = PRECEDENCE.index(candidate.label)
        _write(keys, candidate, column, column + len(PRECEDENCE))
    chosen = 2 * len(PRECEDENCE)
    for candidate in resolve(found):
        _write(keys, candidate, chosen, chosen + 1)
    quoted, opened = _key("in=1"), _key("first=1")
    inside, first = False, True
    for i, word in enumerate(tokens):
        if first:
            keys[i, chosen + 3] = opened
        if word.form in OPENING_QUOTES and not (inside and word.form in CLOSING_QUOTES):
            inside = True
        elif word.form in CLOSING_QUOTES:
            inside = False
        if inside:
            keys[i, chosen + 2] = quoted
        first = word.form in _OPENERS or (word.space and "\n" in word.form)
    _write_heads(keys, tokens)
    return keys


_ENDS: Final = frozenset(".!?;")
# How far to the right a head is looked for; from _FAR tokens on the distance says no more.
_AHEAD: Final = 8
_FAR: Final = 4
_OPENERS: Final = frozenset(".!?:–—-") | OPENING_QUOTES


def _write_heads(keys: KeyArray, tokens: Sequence[Word]) -> None:
    """The next noun of a position or organisation, for every token."""
    roles = shared_noun_roles()
    plain, far = PLACE_ATOMS.index("nh"), PLACE_ATOMS.index("nd")
    head, distance = "", 0
    for i in range(len(tokens) - 1, -1, -1):
        word = tokens[i]
        distance += 1
        if head and distance <= _AHEAD:
            keys[i, plain] = _key(f"nh={head}")
            keys[i, far] = _key(f"nd={head}{min(distance, _FAR)}")
        if word.form in _ENDS:
            head = ""
            continue
        found = roles.heads.forms(word.norm)
        name = found[0].stem if found else roles.stem(word.norm)
        if name:
            head, distance = name, 0


def _write(keys: KeyArray, candidate: Candidate, plain: int, by_rule: int) -> None:
    for i in range(candidate.start, candidate.end):
        prefix = _prefix(i, candidate.start, candidate.end)
        keys[i, plain] = _key(f"{PLACE_ATOMS[plain]}={prefix}{candidate.label}")
        keys[i, by_rule] = _key(f"{PLACE_ATOMS[by_rule]}={prefix}{candidate.source}")
