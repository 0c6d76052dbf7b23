"""What a word can be inside a noun phrase: adjective, owner, field of work, or its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from atau.components.common.gazetteer import Gazetteer, place_names
from atau.components.common.tables import NOUN_PHRASE_WORDS, OFFICES
from atau.lang.text import normalize
from atau.tables import Row, TableSet

_MAX_CACHED = 200_000

# Verb forms that end a clause and so end the phrase: participles, converbs, past and future.
_VERBAL = (
    "ған", "ген", "қан", "кен", "атын", "етін", "йтын", "йтін", "ып", "іп", "ды", "ді", "ты", "ті", "ады", "еді",
    "йды", "йді", "са", "се", "мақ", "мек", "ғалы", "гелі", "ғанда", "генде", "дан", "ден", "тан", "тен", "нан",
    "нен", "да", "де", "та", "те", "нда", "нде", "ға", "ге", "қа", "ке", "на", "не", "мен", "пен", "бен", "ша", "ше",
)  # fmt: skip
_OBLIQUE = (
    "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "ға", "ге", "қа", "ке", "на", "не", "мен", "пен",
    "бен", "ды", "ді", "ты", "ті", "ны", "ні",
)  # fmt: skip
_RELATIONAL = ("лық", "лік", "дық", "дік", "тық", "тік", "лы", "лі", "дағы", "дегі", "тағы", "тегі", "ндағы", "ндегі")
_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")


@dataclass(frozen=True, slots=True)
class Role:
    """What a word can be inside the phrase.

    kind: adj | noun | owner | post | conj | stop | unknown. case: nom | gen | attr | verb | other.
    owned: it bears a possessive of the third person.
    """

    kind: str
    case: str = "nom"
    owned: bool = False


# There are some twenty of them; shared, they cost neither memory nor the garbage collector's time.
_role = lru_cache(maxsize=256)(Role)
STOP = Role("stop", "other")


class NounRoles:
    """Classifies words by the tables offices.tsv and noun_phrase_words.tsv, then by their endings.

    offices, words: the rows of the two tables.
    """

    def __init__(self, offices: Iterable[Row], words: Iterable[Row]) -> None:
        self.offices = {row[0]: row[1] for row in offices}
        self.heads: Gazetteer[str] = Gazetteer((head, "", head) for head in self.offices)
        self._words = {normalize(word): kind for word, kind in words}
        self._nouns: Gazetteer[str] = Gazetteer(
            (word, "", word) for word, kind in self._words.items() if kind in ("noun", "owner")
        )
        self._places = place_names()
        self._roles: dict[str, Role] = {}
        self._obliques: dict[str, bool] = {}

    def oblique(self, norm: str) -> bool:
        """The name stands in a case that no owner stands in: `Астанада әкім` is no mayor of Astana."""
        found = self._obliques.get(norm)
        if found is None:
            if len(self._obliques) > _MAX_CACHED:
                self._obliques.clear()
            found = norm.endswith(_OBLIQUE) and not any(
                analysis.case in ("nom", "gen") or analysis.attributive for analysis in self._places.forms(norm)
            )
            self._obliques[norm] = found
        return found

    def stem(self, norm: str) -> str:
        """The listed noun that `norm` is a form of, or an empty string."""
        found = self._nouns.forms(norm)
        return found[0].stem if found else ""

    def listed(self, norm: str) -> bool:
        """`norm` is a form of an office, a body, a field of work or another word of the tables."""
        return norm in self._words or bool(self.heads.forms(norm)) or bool(self._nouns.forms(norm))

    def role(self, norm: str) -> Role:
        """What `norm` can be."""
        role = self._roles.get(norm)
        if role is None:
            if len(self._roles) > _MAX_CACHED:
                self._roles.clear()
            role = self._roles[norm] = self._classify(norm)
        return role

    def _classify(self, norm: str) -> Role:
        kind = self._words.get(norm)
        if kind is not None:
            return STOP if kind == "stop" else _role(kind)
        for analysis in self._nouns.forms(norm):
            kind = self._words[analysis.stem]
            if analysis.attributive:
                return _role(kind, "attr", bool(analysis.possessive))
            if analysis.case in ("nom", "gen"):
                return _role(kind, analysis.case, bool(analysis.possessive))
        for analysis in self.heads.forms(norm):
            if analysis.case in ("nom", "gen") and not analysis.attributive and analysis.number == "sg":
                return _role("noun", analysis.case, bool(analysis.possessive))
        if not norm[:1].isalpha():
            return _role("adj") if norm[:1].isdigit() and norm.endswith(("ші", "шы")) else STOP
        if norm.endswith(_RELATIONAL) and len(norm) > 5:
            return _role("adj")
        if norm.endswith(("ншы", "нші")):
            return _role("adj")
        if norm.endswith(_GENITIVE) and len(norm) > 4:
            return _role("unknown", "gen", norm[-4:-3] in "ыі")
        if norm.endswith(_VERBAL):
            return _role("unknown", "verb" if norm.endswith(_VERBAL[:8]) else "other")
        return _role("unknown", "nom", norm.endswith(("ы", "і")))


def noun_roles(tables: TableSet) -> NounRoles:
    """The classifier of a component with these tables; those without words of the user's share one."""
    if tables.is_custom(OFFICES, NOUN_PHRASE_WORDS):
        return NounRoles(tables.rows(OFFICES), tables.rows(NOUN_PHRASE_WORDS))
    return shared_noun_roles()


@lru_cache(maxsize=1)
def shared_noun_roles() -> NounRoles:
    """The classifier of the tables as they come with the package; it is built once."""
    return NounRoles(OFFICES.read(), NOUN_PHRASE_WORDS.read())
