"""The table of all forms of a name or a noun phrase, and what is uncertain about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple, get_args

from atau.morphology._nouns import inflect
from atau.morphology._shape import Shape, cached_shape
from atau.morphology._sounds import VOWELS
from atau.morphology._types import Case, Number, Possessive

CASES: Final[tuple[Case, ...]] = get_args(Case)
NUMBERS: Final[tuple[Number, ...]] = get_args(Number)
OWNERS: Final[tuple[Possessive, ...]] = get_args(Possessive)
_BACK: Final = frozenset("аоұыя")
_FRONT: Final = frozenset("әеөүіэ")
_SURNAME: Final = ("ов", "ев", "ёв")


class Form(NamedTuple):
    """One form of a phrase: `number`, owner (`possessive`, "" for none), `case`, and the form itself."""

    number: Number
    possessive: Possessive
    case: Case
    text: str


@dataclass(frozen=True)
class Declension:
    """All forms of `phrase`, those without an owner first; `notes` say in English what is uncertain or left out."""

    phrase: str
    forms: tuple[Form, ...]
    notes: tuple[str, ...] = ()

    def form(self, case: Case = "nom", number: Number = "sg", possessive: Possessive = "") -> str:
        """One of the forms. Raises KeyError where the phrase has none with these features."""
        for found in self.forms:
            if found[:3] == (number, possessive, case):
                return found.text
        raise KeyError((number, possessive, case))


def declension(phrase: str, *, cls: str = "") -> Declension:
    """The forms of a full name, a noun or a noun phrase; its last word inflects.

    In seven cases, singular and plural, without an owner and with one of seven. A phrase that bears the possessive of
    the third person already (Атырау облысы, Жандосұлы) has the cases of the singular alone. `cls`: see `inflect`.
    Raises ValueError where the last word holds neither letter nor digit, and for an unknown class.

    >>> declension("Айгүл Омарова").form("gen")
    'Айгүл Омарованың'
    >>> declension("кітап").form("abl", "pl", "1sg")
    'кітаптарымнан'
    """
    phrase = " ".join(phrase.split())
    if not any(char.isalnum() for char in phrase.rpartition(" ")[2]):
        raise ValueError(f"{phrase!r} ends in no word that could be declined")
    shape = cached_shape(phrase, cls)
    possessed = shape.possessed or "poss" in cls.split(",")
    forms = tuple(
        Form(number, owner, case, inflect(phrase, number, owner, case, cls=cls))
        for owner in (OWNERS if not possessed else ("",))
        for number in (NUMBERS if not possessed else ("sg",))
        for case in CASES
    )
    return Declension(phrase, forms, tuple(_notes(phrase, shape, cls, possessed=possessed)))


def _notes(phrase: str, shape: Shape, cls: str, *, possessed: bool) -> list[str]:
    found = []
    last = phrase.rpartition(" ")[2]
    if possessed:
        found.append(f"{last} bears the possessive of the third person already: only the cases are given")
    if shape.joiner:
        found.append(f"{last} is declined as it is read aloud, behind a hyphen; a reading of your own may differ")
    elif (
        _harmony_wavers(last.lower(), back=shape.back, wavers=shape.wavers) and "front" not in cls and "back" not in cls
    ):
        other = inflect(phrase, case="gen", cls=",".join(filter(None, (cls, "front" if shape.back else "back"))))
        found.append(f"writers do not agree on the vowels after {last}: {other} occurs too")
    if shape.links and "link" not in cls:
        linked = inflect(phrase, case="dat", cls=",".join(filter(None, (cls, "link"))))
        found.append(f"some write a vowel before the cases: {linked}")
    return found


def _harmony_wavers(word: str, *, back: bool, wavers: bool) -> bool:
    """The last vowel does not settle whether the suffixes of a loan or a foreign name are back or front.

    >>> _harmony_wavers("омаров", back=True, wavers=True), _harmony_wavers("институт", back=True, wavers=True)
    (False, True)
    """
    if not wavers:
        return False
    if word.endswith(_SURNAME):
        # Назарбаев, Омаров, Медведев follow the name; Есенов has a front name and a back ending.
        name = next((char for char in reversed(word[:-2]) if char in VOWELS), "")
        return (name in _FRONT) == back or (not back and word.endswith("ов"))
    last = next((char for char in reversed(word) if char in VOWELS), "")
    return not (last in _BACK if back else last in _FRONT)
