"""The suffixes of the Kazakh noun, composed once for every kind of stem ending.

A noun is stem + plural + possessive + case (+ -ғы). What a suffix looks like depends only on the
harmony and on the class of the sound before it, so the whole paradigm is a small table (data/noun_suffixes.tsv):

    V  vowel                            ана-ның  ана-лар   ана-сы
    G  р, й, and у, и, ю (they end in a glide)   тау-дың  тау-лар   тау-ы
    L  л                                ел-дің   ел-дер    ел-і
    N  м, н, ң                          адам-ның адам-дар  адам-нан
    Z  з, ж                             қаз-дың  қаз-дар   қаз-бен
    T  voiceless, and final б в г д     хат-тың  хат-тар   хат-пен
    M  after the possessives -м, -ң     анам-а   анам-нан
    P  after the possessive of the third person  анасы-на  анасы-нда  анасы-н
    K  a loan in consonant + к, г, т that takes a linking vowel: банк-іге, объект-інің
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple, get_args

from atau.morphology._types import Case, Number, Possessive
from atau.tables import Table

Key = tuple[Number, Possessive, Case, bool]


class Suffix(NamedTuple):
    """A composed suffix; `vowel` says that it begins with a vowel (which voices the stem)."""

    text: str
    vowel: bool


ENDS: Final = "VGLNZTPK"
# Written with back vowels; the front ones follow by FRONT.
FRONT: Final = str.maketrans("аығқ", "еігк")

_DATA: Final = Path(__file__).parent / "data"
NOUN_SUFFIXES: Final = Table(
    _DATA / "noun_suffixes.tsv",
    ("feature", "after", "suffix", "end"),
    required="all",
    unique=("feature", "after"),
    values={"after": tuple("VGLNZTMP"), "end": tuple("GMZP-")},
)
# feature, class of the sound before it -> the suffix, and the class of its end
_SUFFIXES: Final[dict[tuple[str, str], tuple[str, str]]] = {
    (feature, after): (suffix, end) for feature, after, suffix, end in NOUN_SUFFIXES.read()
}


def _compose(end: str, key: Key, *, back: bool) -> Suffix:
    number, possessive, case, attributive = key
    text, state = "", end
    if end == "K":
        linked = number == "sg" and possessive == "" and case != "nom"
        text, state = ("ы", "V") if linked else ("", "T")
    if possessive in ("2pl", "2plf"):  # several owners are shown by the plural: кітаптарың
        number, possessive = "pl", "2sg" if possessive == "2pl" else "2sgf"
    for feature in ("pl" if number == "pl" else "", possessive, case if case != "nom" else ""):
        if feature:
            suffix, state = _SUFFIXES[feature, state]
            text += suffix
    if attributive:
        text += "ғы"
    if not back:
        # The instrumental is the one suffix without harmony; it has no letter FRONT would change.
        text = text.translate(FRONT)
    return Suffix(text, end != "K" and text[:1] in ("ы", "і"))


def _keys(end: str) -> list[Key]:
    numbers: tuple[Number, ...] = get_args(Number) if end != "P" else ("sg",)
    owners: tuple[Possessive, ...] = get_args(Possessive) if end != "P" else ("",)
    cases: tuple[Case, ...] = get_args(Case)
    plain: list[Key] = [(n, p, c, False) for n in numbers for p in owners for c in cases]
    return plain + [(n, p, "loc", True) for n in numbers for p in owners]


# (class of the ending, back harmony) -> the paradigm
PARADIGMS: Final[dict[tuple[str, bool], dict[Key, Suffix]]] = {
    (end, back): {key: _compose(end, key, back=back) for key in _keys(end)} for end in ENDS for back in (True, False)
}


def _reverse() -> dict[str, tuple[Key, ...]]:
    found: dict[str, dict[Key, None]] = {}
    for paradigm in PARADIGMS.values():
        for key, suffix in paradigm.items():
            # 2pl and 2plf are always the same form as the plural with 2sg and 2sgf
            if suffix.text and key[1] not in ("2pl", "2plf"):
                found.setdefault(suffix.text, {})[key] = None
    return {text: tuple(keys) for text, keys in found.items()}


# suffix -> every feature bundle that it can stand for, after some kind of stem
FEATURES: Final[dict[str, tuple[Key, ...]]] = _reverse()
# The same, and () for what only ends a suffix: where a form's end is not even that, no longer one is a suffix either.
TAILS: Final[dict[str, tuple[Key, ...]]] = {
    suffix[at:]: FEATURES.get(suffix[at:], ()) for suffix in FEATURES for at in range(len(suffix))
}
