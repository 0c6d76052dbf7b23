"""Organisations: quoted names, legal forms, nouns of organisations with their noun phrase, abbreviations, known names.

Where a rule id comes from:

    headed.py          org.head, org.head_bare, org.head_place, org.head_start, org.chain, org.field,
                       org.bare_descriptor, org.quoted_descriptor
    coordinated.py     org.coordinated, org.coordinated_last
    left_parts.py      org.numbered, org.military, org.name_school
    left_quotation.py  org.branch
    left_purpose.py    org.purpose
    named_after.py     org.named_after
    quoted.py          org.legal_form, org.legal_unquoted, org.quoted_known, org.quoted_list, org.quoted_again
    known.py           org.known, org.capital, org.capital_start
    abbreviations.py   org.abbreviation, org.abbreviation_latin, org.abbreviation_of, org.abbreviation_defined
    latin_alone.py     org.latin_alone
    latin.py           org.latin, org.latin_word, org.agency, org.reporter, org.site, org.site_title, org.site_other
    teams.py           org.team, org.team_of_place, org.team_quoted, org.team_unquoted

no_organisation.py vetoes what looks like an organisation and surely is none.

The words are in data/org_*.tsv, read by lexicon.py. Candidates of different rules may overlap: the resolver decides.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates, add_vetoes
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.common.tables import ENDINGS, NOUN_PHRASE_WORDS, OFFICES
from atau.components.common.token_facts import OPENING_QUOTES
from atau.components.organisation.abbreviations import Abbreviations
from atau.components.organisation.coordinated import CoordinatedNames
from atau.components.organisation.headed import HeadedNames
from atau.components.organisation.known import KnownNames
from atau.components.organisation.latin import LatinNames
from atau.components.organisation.latin_alone import LatinAlone
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.named_after import NamedAfter
from atau.components.organisation.no_organisation import NoOrganisations
from atau.components.organisation.quoted import QuotedNames
from atau.components.organisation.tables import ORG_HEAD_TRAITS, ORG_HEADS, ORG_NAMES, ORG_WORDS
from atau.components.organisation.teams import TeamNames
from atau.components.organisation.view import DocView, Found, view_of
from atau.lang.readings import readings


class Organisations(TableComponent):
    """Writes ORG candidates; reads the LOC and PERSON candidates that earlier matchers left."""

    READS = ("LOC candidates", "PERSON candidates")
    WRITES = ("ORG candidates",)

    TABLES = (ORG_HEADS, ORG_HEAD_TRAITS, ORG_NAMES, ORG_WORDS, OFFICES, NOUN_PHRASE_WORDS, ENDINGS)

    def build(self) -> None:
        self._lexicon = OrgLexicon(self.tables)
        self._known = KnownNames(self._lexicon)
        self._quoted = QuotedNames(self._lexicon)
        self._abbreviations = Abbreviations(self._lexicon)
        self._latin = LatinNames(self._lexicon)
        self._latin_alone = LatinAlone(self._lexicon)
        self._named_after = NamedAfter(self._lexicon)
        self._headed = HeadedNames(self._lexicon, self._named_after)
        self._coordinated = CoordinatedNames(self._lexicon)
        self._teams = TeamNames(self._lexicon)
        self._no = NoOrganisations(self._lexicon)

    def annotate(self, doc: Doc) -> None:
        view = view_of(doc)
        known = self._known.all_in(view)
        if known:
            view = view.with_known(known)
        add_vetoes(doc, self._no.all_in(view))
        found = self._find(view, known)
        found += self._latin_alone.all_in(view, len(readings(doc)))
        found += self._teams.all_in(view)
        found += self._quoted.again(view, found)
        found += self._abbreviations.explained(view, found)
        if found:
            add_candidates(doc, ((s, e, "ORG", rule) for s, e, rule in dict.fromkeys(found)))

    def _find(self, view: DocView, known: list[Found]) -> list[Found]:
        """What the text shows by itself, token by token; `known`: the names of org_names.tsv in it."""
        lower = view.without_all_caps(self._lexicon.named_after)
        starts = {hit.start: hit for hit in known}
        inside = {i for hit in known for i in range(hit.start, hit.end)}
        head_of = self._lexicon.head
        hits: list[Found | None] = []
        for i, word in enumerate(view.tokens):
            if not word.alpha:
                if word.form in OPENING_QUOTES:
                    hits.append(self._quoted.at_mark(view, i))
                continue
            if i in starts:
                hits.append(starts[i])
            elif word.title and i not in inside:
                hits.append(self._known.capital(view, i))
            if word.title and word.form[:2].isupper():
                hits += self._at_capitals(view, i, i in inside)
            elif word.title and not word.form[1:].islower() and view.norm_before(i) in self._lexicon.named_after:
                hits.append(self._named_after.abbreviation(view, i))
            if word.latin:
                hits.append(self._latin.at(view, i))
            elif (head := head_of(word.norm)) is not None:
                hits += self._quoted.listed(view, i, head)
                hits += self._coordinated.at(lower, i, head)
                hits.append(self._headed.at(lower, i, head))
        return [hit for hit in hits if hit is not None]

    def _at_capitals(self, view: DocView, i: int, known: bool) -> list[Found | None]:
        """What a word with two capitals may be; known: it is part of a name of org_names.tsv."""
        # The last word of a known name may be an abbreviation with a parent of its own: «ҚР ІІМ».
        alone = not known or i + 1 in view.known
        return [
            self._abbreviations.at(view, i) if alone else None,
            self._named_after.abbreviation(view, i),
            self._quoted.prefixed(view, i),
            self._quoted.unquoted(view, i),
        ]


@Language.factory("kk_organisations", requires=["doc.spans"], assigns=["doc.spans"], default_config=DEFAULTS)
def make_organisations(
    nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None
) -> Organisations:
    """The organisation matcher; `tables` and `extra` as in `TableComponent`."""
    return Organisations(tables, extra)
