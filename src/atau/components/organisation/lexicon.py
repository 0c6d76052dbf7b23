"""What the organisation grammar knows of single words: heads of bodies, legal forms, short forms, known names."""

from __future__ import annotations

from dataclasses import dataclass

from atau.components.common.gazetteer import Gazetteer
from atau.components.common.noun_roles import noun_roles
from atau.components.organisation.tables import ORG_HEADS, ORG_NAMES, ORG_WORDS, WORD_KINDS
from atau.lang.text import normalize
from atau.tables import TableSet

_MAX_CACHED = 200_000
_ATTRIBUTIVE = ("дағы", "дегі", "тағы", "тегі")
_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")


@dataclass(frozen=True, slots=True)
class Head:
    """A form of a body's head. case: as in `atau.morphology.Analysis`; attributive: -дағы, -дегі."""

    stem: str
    kind: str
    case: str
    possessed: bool
    plural: bool
    attributive: bool

    @property
    def owns(self) -> bool:
        """A longer name may go on after it: ``министрлігінің … комитеті``, ``министрлігі … департаменті``."""
        return self.case in ("nom", "gen") and not self.attributive and not self.plural


class OrgLexicon:
    """The tables org_heads.tsv, org_names.tsv and org_words.tsv, with answers by NORM."""

    def __init__(self, tables: TableSet) -> None:
        self._kinds = {row[0]: row[1] for row in tables.rows(ORG_HEADS)}
        self._forms: Gazetteer[str] = Gazetteer((head, "", head) for head in self._kinds)
        names = tables.rows(ORG_NAMES)
        self.names: Gazetteer[str] = Gazetteer((row[0], row[1], row[0]) for row in names)
        self.long_first = frozenset(normalize(row[0].split()[0]) for row in names if row[0].count(" ") > 1)
        sets: dict[str, set[str]] = {kind: set() for kind in WORD_KINDS}
        for word, kind in tables.rows(ORG_WORDS):
            sets[kind].add(normalize(word))
        self.legal = frozenset(sets["legal"])
        self._legal_forms: Gazetteer[str] = Gazetteer((word, "", word) for word in self.legal)
        self.short: Gazetteer[str] = Gazetteer((word, "", word) for word in sets["capital"] | sets["always"])
        self.always = frozenset(sets["always"])
        self.not_abbreviations = frozenset(sets["notabbr"])
        self.verbal = frozenset(sets["verbal"])
        self.inside = frozenset(sets["inside"])
        self.generic = frozenset(sets["generic"])
        self.services = frozenset(sets["service"])
        self.local = frozenset(sets["local"])
        self.purpose = frozenset(sets["purpose"])
        self.naming = frozenset(sets["naming"])
        self.latin = frozenset(sets["latin"])
        self.sites = frozenset(sets["site"])
        self.roles = noun_roles(tables)
        self._heads: dict[str, Head | None] = {}
        self._fits: dict[str, str] = {}

    def head(self, norm: str) -> Head | None:
        """The head that `norm` is a form of."""
        try:
            return self._heads[norm]
        except KeyError:
            pass
        if len(self._heads) > _MAX_CACHED:
            self._heads.clear()
        found = None
        for analysis in self._forms.forms(norm):
            head = Head(
                analysis.stem,
                self._kinds[analysis.stem],
                analysis.case,
                bool(analysis.possessive),
                analysis.number == "pl",
                analysis.attributive,
            )
            # The plural of күш is listed as it stands: it is the name of one body.
            if found is None or (found.plural and not head.plural):
                found = head
        self._heads[norm] = found
        return found

    def is_legal(self, norm: str) -> bool:
        """A legal form in any case: `ЖШС`, `АҚ-ның`."""
        return norm.partition("-")[0] in self.legal or bool(self._legal_forms.forms(norm))

    def fit(self, norm: str) -> str:
        """How a word may stand inside the name of a body.

        plain: freely. object: before a verbal noun only. adj: freely, and before a head without a possessive.
        conj: between two fields. stop: never.
        """
        found = self._fits.get(norm)
        if found is None:
            if len(self._fits) > _MAX_CACHED:
                self._fits.clear()
            found = self._fits[norm] = self._classify(norm)
        return found

    def _classify(self, norm: str) -> str:
        if norm in self.inside:
            return "adj"
        if norm in self.verbal:
            return "plain"
        role = self.roles.role(norm)
        if role.kind == "conj":
            return "conj" if norm in ("және", "мен", "пен") else "stop"
        if role.kind == "stop" or role.case in ("verb", "attr") or norm.endswith(_ATTRIBUTIVE):
            return "stop"
        if norm in self.roles.positions:
            return "stop"
        if role.kind == "adj":
            return "adj"
        if role.kind == "unknown" and role.case == "other":
            return "object"
        return "plain"

    def is_object_of(self, norm: str) -> bool:
        """A verbal noun, which may have an object to its left: `қорғау`, `тұтынушыларды қорғау`."""
        return norm in self.verbal or norm.endswith(("у", "ю")) or "ушы" in norm or "уші" in norm


def genitive(norm: str) -> bool:
    """`norm` ends like a genitive."""
    return norm.endswith(_GENITIVE)


def attributive(norm: str) -> bool:
    """`norm` ends like the attributive of a locative: `Астанадағы`."""
    return norm.endswith(_ATTRIBUTIVE)
