"""What a word can be inside a noun phrase: adjective, owner, field of work, or a word that ends the phrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from atau.components.common.endings import Endings, endings_of, make_endings
from atau.components.common.gazetteer import Gazetteer, place_names
from atau.components.common.tables import ENDINGS, NOUN_PHRASE_WORDS, OFFICES
from atau.lang.text import normalize
from atau.tables import Row, TableSet

_MAX_CACHED = 50_000
# Shorter words with the ending of a relational adjective or a genitive are mostly something else.
_MIN_ADJECTIVE = 6
_MIN_GENITIVE = 5


@dataclass(frozen=True, slots=True)
class Role:
    """What a word can be inside the phrase.

    kind: adj | noun | owner | post | conj | stop | unknown. case: nom | gen | attr | verb | other.
    owned: it bears a possessive of the third person.
    """

    kind: str
    case: str = "nom"
    owned: bool = False


# There are some twenty distinct roles; sharing them saves memory and garbage collection.
_role = lru_cache(maxsize=256)(Role)
STOP = Role("stop", "other")


class NounRoles:
    """Classifies words by the tables offices.tsv and noun_phrase_words.tsv, then by their endings.

    offices, words: the rows of the two tables.
    """

    def __init__(self, offices: Iterable[Row], words: Iterable[Row], endings: Endings) -> None:
        self.positions = {row[0]: row[1] for row in offices}
        self.heads: Gazetteer[str] = Gazetteer((head, "", head) for head in self.positions)
        self.endings = endings
        self._words = {normalize(word): kind for word, kind in words}
        self._nouns: Gazetteer[str] = Gazetteer(
            (word, "", word) for word, kind in self._words.items() if kind in ("noun", "owner")
        )
        self._adjective_endings = endings.adjective + endings.attributive
        self._clause_endings = endings.participle + endings.clause
        self._places = place_names()
        self._roles: dict[str, Role] = {}
        self._obliques: dict[str, bool] = {}

    def oblique(self, norm: str) -> bool:
        """The name stands in a case that an owner never stands in: in `Астанада әкім` Astana is not the owner.

        >>> roles = shared_noun_roles()
        >>> roles.oblique("астанада"), roles.oblique("астананың")
        (True, False)
        """
        found = self._obliques.get(norm)
        if found is None:
            if len(self._obliques) > _MAX_CACHED:
                self._obliques.clear()
            found = norm.endswith(self.endings.oblique) and not any(
                analysis.case in ("nom", "gen") or analysis.attributive for analysis in self._places.forms(norm)
            )
            self._obliques[norm] = found
        return found

    def stem(self, norm: str) -> str:
        """The listed noun that `norm` is a form of, or an empty string.

        >>> shared_noun_roles().stem("министрлігінің")
        'министрлік'
        """
        found = self._nouns.forms(norm)
        return found[0].stem if found else ""

    def listed(self, norm: str) -> bool:
        """`norm` is a form of a position, an organisation, a field of work or another word of the tables.

        >>> shared_noun_roles().listed("әкімі"), shared_noun_roles().listed("гүлденген")
        (True, False)
        """
        return norm in self._words or bool(self.heads.forms(norm)) or bool(self._nouns.forms(norm))

    def role(self, norm: str) -> Role:
        """What `norm` can be.

        >>> shared_noun_roles().role("министрлігінің")
        Role(kind='noun', case='gen', owned=True)
        """
        role = self._roles.get(norm)
        if role is None:
            if len(self._roles) > _MAX_CACHED:
                self._roles.clear()
            role = self._listed_role(norm) or self._role_by_ending(norm)
            self._roles[norm] = role
        return role

    def _listed_role(self, norm: str) -> Role | None:
        """The role of a word of the tables, or of a form of one.

        >>> shared_noun_roles()._listed_role("облыстағы")
        Role(kind='owner', case='attr', owned=False)
        """
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
        return None

    def _role_by_ending(self, norm: str) -> Role:
        """The role of a word that no table lists.

        >>> [shared_noun_roles()._role_by_ending(word).kind for word in ("гүлдік", "5-ші", "гүлдің", "!")]
        ['adj', 'adj', 'unknown', 'stop']
        """
        endings = self.endings
        if not norm[:1].isalpha():
            return _role("adj") if norm[:1].isdigit() and norm.endswith(endings.ordinal_digits) else STOP
        if norm.endswith(self._adjective_endings) and len(norm) >= _MIN_ADJECTIVE:
            return _role("adj")
        if norm.endswith(endings.ordinal):
            return _role("adj")
        if norm.endswith(endings.genitive) and len(norm) >= _MIN_GENITIVE:
            return _role("unknown", "gen", norm[-4:-3] in endings.possessive)
        if norm.endswith(self._clause_endings):
            return _role("unknown", "verb" if norm.endswith(endings.participle) else "other")
        return _role("unknown", "nom", norm.endswith(endings.possessive))


def noun_roles(tables: TableSet) -> NounRoles:
    """The classifier of a component with these tables; components without rows of the user share one."""
    if tables.is_custom(OFFICES, NOUN_PHRASE_WORDS, ENDINGS):
        return NounRoles(tables.rows(OFFICES), tables.rows(NOUN_PHRASE_WORDS), endings_of(tables))
    return shared_noun_roles()


@lru_cache(maxsize=1)
def shared_noun_roles() -> NounRoles:
    """The classifier of the tables as they come with the package; it is built once."""
    return NounRoles(OFFICES.read(), NOUN_PHRASE_WORDS.read(), make_endings(ENDINGS.read()))
