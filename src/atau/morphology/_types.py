"""The vocabulary of the noun paradigm: features and the analysis record."""

from __future__ import annotations

from typing import Literal, NamedTuple

Number = Literal["sg", "pl"]
Possessive = Literal["", "1sg", "2sg", "2sgf", "1pl", "2pl", "2plf", "3"]
Case = Literal["nom", "gen", "dat", "acc", "loc", "abl", "ins"]


# A tuple: dozens are made of every new word, and a frozen dataclass takes several times as long to make.
class Analysis(NamedTuple):
    """A stem and the features that were added to it.

    `possessive` names the owner ("2sgf" and "2plf" are the polite forms). `attributive` marks
    the adjective made of the locative with -ғы/-гі (Атыраудағы); its `case` is "loc".
    """

    stem: str
    number: Number = "sg"
    possessive: Possessive = ""
    case: Case = "nom"
    attributive: bool = False
