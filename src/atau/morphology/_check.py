"""Scores of the morphology on a UniMorph table of nouns (lemma, form, features)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from atau.morphology._nouns import analyses, inflect
from atau.morphology._types import Analysis, Case, Number, Possessive

_NUMBERS: Final[dict[str, Number]] = {"SG": "sg", "PL": "pl"}
_CASES: Final[dict[str, Case]] = {
    "NOM": "nom",
    "GEN": "gen",
    "DAT": "dat",
    "ACC": "acc",
    "LOC": "loc",
    "ABL": "abl",
    "INST": "ins",
}
_OWNERS: Final[dict[str, Possessive]] = {
    "PSS1S": "1sg",
    "PSS1P": "1pl",
    "PSS2S": "2sg",
    "LSSPEC2": "2sgf",  # after PSS2S: the polite form
    "PSS3S": "3",
}


@dataclass(slots=True)
class MorphologyScores:
    """Counts of forms; `differing` and `misranked` hold rows of text for a listing."""

    total: int = 0
    inflected: int = 0
    found: int = 0
    first_lemma: int = 0
    first_full: int = 0
    differing: list[tuple[str, ...]] = field(default_factory=list)
    misranked: list[tuple[str, ...]] = field(default_factory=list)
    missed: list[tuple[str, ...]] = field(default_factory=list)


def read_features(lemma: str, features: str) -> Analysis:
    """The analysis that a UniMorph feature string names; unknown features are passed over."""
    number: Number = "sg"
    possessive: Possessive = ""
    case: Case = "nom"
    for feature in features.split(";"):
        number = _NUMBERS.get(feature, number)
        possessive = _OWNERS.get(feature, possessive)
        case = _CASES.get(feature, case)
    return Analysis(lemma, number, possessive, case)


def check_sample(path: Path) -> MorphologyScores:
    """Inflect and analyse every form of the table; ValueError where a line has not 3 fields."""
    scores = MorphologyScores()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        fields = line.split("\t")
        if len(fields) != 3:
            raise ValueError(f"{path}:{number}: expected lemma, form and features: {line!r}")
        lemma, form, features = fields
        wanted = read_features(lemma, features)
        scores.total += 1
        made = inflect(lemma, wanted.number, wanted.possessive, wanted.case)
        scores.inflected += made == form
        if made != form:
            scores.differing.append((lemma, features, form, made))
        found = analyses(form)
        scores.first_full += found[0] == wanted
        if any(analysis.stem == lemma for analysis in found):
            scores.found += 1
        else:
            scores.missed.append((lemma, features, form))
        if found[0].stem == lemma:
            scores.first_lemma += 1
        else:
            scores.misranked.append((lemma, form, str(found[0])))
    return scores
