"""What the organisation grammar knows of single words: nouns that end a name, legal forms, short forms, known names."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from atau.components.common.gazetteer import Gazetteer
from atau.components.common.noun_roles import Role, noun_roles
from atau.components.organisation.tables import ORG_HEAD_TRAITS, ORG_HEADS, ORG_NAMES, ORG_WORDS, WORD_KINDS
from atau.lang.text import normalize
from atau.tables import TableSet

_MAX_CACHED = 50_000
# An agent noun that governs an object, in any case: `тұтынушы`, `өндірушілерді`.
_AGENT = ("ушы", "уші")
_NO_TRAITS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """A form of a noun of org_heads.tsv.

    kind, traits: as in org_heads.tsv and org_head_traits.tsv. case: as in `atau.morphology.Analysis`. attributive: with
    the ending of `министрліктегі`.
    """

    stem: str
    kind: str
    traits: AbstractSet[str]
    case: str
    possessed: bool
    plural: bool
    attributive: bool

    @property
    def owns(self) -> bool:
        """A longer name may go on after it: ``министрлігінің … комитеті``, ``министрлігі … департаменті``."""
        return self.case in ("nom", "gen") and not self.attributive and not self.plural


class OrgLexicon:
    """The tables of the organisation grammar, with answers by NORM.

    >>> sorted(LEXICON.head("министрлігінің").traits)
    ['field', 'joined_fields', 'shared']
    """

    def __init__(self, tables: TableSet) -> None:
        self._kinds = {row[0]: row[1] for row in tables.rows(ORG_HEADS)}
        self._forms: Gazetteer[str] = Gazetteer((head, "", head) for head in self._kinds)
        traits: dict[str, set[str]] = {}
        for head, trait in tables.rows(ORG_HEAD_TRAITS):
            traits.setdefault(head, set()).add(trait)
        self._traits = {head: frozenset(found) for head, found in traits.items()}
        names = tables.rows(ORG_NAMES)
        self.names: Gazetteer[str] = Gazetteer((row[0], row[1], row[0]) for row in names)
        #: First words of names of three or more words, which may begin with a small letter.
        self.long_first = frozenset(normalize(row[0].split()[0]) for row in names if row[0].count(" ") > 1)
        self._read_words(tables)
        self.roles = noun_roles(tables)
        self.endings = self.roles.endings
        self._heads: dict[str, Head | None] = {}
        self._fits: dict[str, str] = {}

    def _read_words(self, tables: TableSet) -> None:
        words: dict[str, set[str]] = {kind: set() for kind in WORD_KINDS}
        for word, kind in tables.rows(ORG_WORDS):
            words[kind].add(normalize(word))
        self.legal = frozenset(words["legal"])
        self._legal_forms: Gazetteer[str] = Gazetteer((word, "", word) for word in self.legal)
        self.short: Gazetteer[str] = Gazetteer((word, "", word) for word in words["capital"] | words["always"])
        self.always = frozenset(words["always"])
        self.not_abbreviations = frozenset(words["notabbr"])
        self.verbal = frozenset(words["verbal"])
        self.inside = frozenset(words["inside"])
        self.generic = frozenset(words["generic"])
        self.services = frozenset(words["service"])
        self.local = frozenset(words["local"])
        self.purpose = frozenset(words["purpose"])
        self.across = frozenset(words["across"])
        self.naming = frozenset(words["naming"])
        self.named_after = frozenset(words["named_after"])
        self.beside = frozenset(words["beside"])
        self.latin = frozenset(words["latin"])
        self.sites = frozenset(words["site"])
        self.person_parts = frozenset(words["person_part"])
        self.short_places = frozenset(words["short_place"])
        self.joins = frozenset(words["and"])
        self._field_joins = frozenset(words["field_and"])
        self.clubs: Gazetteer[str] = Gazetteer((word, "", word) for word in words["club"])
        self.things: Gazetteer[str] = Gazetteer((word, "", word) for word in words["thing"])
        self.measures = frozenset(words["measure"])
        self.cars = frozenset(words["car"])
        self.reports = frozenset(words["report"])
        self.goods = frozenset(words["goods"])
        #: Words of a company's name in Latin letters, legal forms among them.
        self.company_words = self.latin | self.legal
        # Beginnings of words, as ``str.startswith`` takes them.
        self.legal_words = tuple(sorted(words["legal_word"]))
        self.regions = tuple(sorted(words["region"]))
        self.units = tuple(sorted(words["region"] | words["district"]))
        self.states = tuple(sorted(words["region"] | words["state"]))
        self.soviet = tuple(sorted(words["soviet"]))
        self.players = tuple(sorted(words["player"]))
        self.sport = tuple(sorted(words["sport"] | words["player"]))
        self.sport_of_places = tuple(sorted(words["sport_place"]))
        self.plays = tuple(sorted(words["play"]))
        self.goods_words = tuple(sorted(words["goods_word"]))
        self.car_words = tuple(sorted(words["car_word"]))

    def traits(self, stem: str) -> AbstractSet[str]:
        """The traits of a noun of org_heads.tsv."""
        return self._traits.get(stem, _NO_TRAITS)

    def head(self, norm: str) -> Head | None:
        """The noun of org_heads.tsv that `norm` is a form of."""
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
                self.traits(analysis.stem),
                analysis.case,
                bool(analysis.possessive),
                analysis.number == "pl",
                analysis.attributive,
            )
            # Where a plural is listed as it stands, the reading as a singular comes first.
            if found is None or (found.plural and not head.plural):
                found = head
        self._heads[norm] = found
        return found

    def is_legal(self, norm: str) -> bool:
        """A legal form in any case.

        >>> [LEXICON.is_legal(norm) for norm in ("жшс", "ақ-ның", "аты")]
        [True, True, False]
        """
        return norm.partition("-")[0] in self.legal or bool(self._legal_forms.forms(norm))

    def genitive(self, norm: str) -> bool:
        """`norm` ends like a genitive."""
        return norm.endswith(self.endings.genitive)

    def attributive(self, norm: str) -> bool:
        """`norm` ends like the attributive of a locative.

        >>> LEXICON.attributive("астанадағы")
        True
        """
        return norm.endswith(self.endings.attributive)

    def fit(self, norm: str) -> str:
        """How a word may stand inside the name of an organisation.

        plain: freely. object: before a verbal noun only. adj: freely, and before a head without a possessive.
        conj: between two fields of work. stop: never.

        >>> [LEXICON.fit(norm) for norm in ("қаржы", "ауруды", "ұлттық", "және", "келген")]
        ['plain', 'object', 'adj', 'conj', 'stop']
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
            return "conj" if norm in self._field_joins else "stop"
        if self._never_inside(norm, role):
            return "stop"
        if role.kind == "adj":
            return "adj"
        if role.kind == "unknown" and role.case == "other":
            return "object"
        return "plain"

    def _never_inside(self, norm: str, role: Role) -> bool:
        """The word ends every name: a verb, `облыстағы`, the noun of a position."""
        ends = role.kind == "stop" or role.case in ("verb", "attr")
        return ends or self.attributive(norm) or norm in self.roles.positions

    def takes_object(self, norm: str) -> bool:
        """A verbal noun, which may have an object to its left: `қорғау`, `тұтынушыларды қорғау`.

        >>> [LEXICON.takes_object(norm) for norm in ("қорғау", "тұтынушыларды", "қаржы")]
        [True, True, False]
        """
        return norm in self.verbal or norm.endswith(self.endings.verbal_noun) or any(part in norm for part in _AGENT)
