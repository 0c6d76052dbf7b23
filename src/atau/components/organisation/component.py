"""Organisations: quoted names, legal forms, bodies with their noun phrase, abbreviations, known names.

The grammar lies in headed.py (a head and what stands before it), quoted.py and known.py; the words in
data/org_*.tsv, read by lexicon.py. Candidates of different rules may overlap: the resolver decides.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.common.tables import ENDINGS, NOUN_PHRASE_WORDS, OFFICES
from atau.components.common.token_facts import OPENING_QUOTES
from atau.components.organisation.headed import Bodies
from atau.components.organisation.known import Names
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.quoted import Quotes
from atau.components.organisation.tables import ORG_HEAD_TRAITS, ORG_HEADS, ORG_NAMES, ORG_WORDS
from atau.components.organisation.view import make_scene


class Organisations(TableComponent):
    """Writes ORG candidates; reads the LOC and PERSON candidates that earlier matchers left."""

    READS = ("LOC candidates", "PERSON candidates")
    WRITES = ("ORG candidates",)

    TABLES = (ORG_HEADS, ORG_HEAD_TRAITS, ORG_NAMES, ORG_WORDS, OFFICES, NOUN_PHRASE_WORDS, ENDINGS)

    def build(self) -> None:
        self._lexicon = OrgLexicon(self.tables)
        self._bodies = Bodies(self._lexicon)
        self._quotes = Quotes(self._lexicon)
        self._names = Names(self._lexicon)

    def annotate(self, doc: Doc) -> None:
        scene = make_scene(doc)
        calm = scene.calm()
        lexicon, names, quotes = self._lexicon, self._names, self._quotes
        found: list[tuple[int, int, str]] = []
        # Tokens up to here belong to a known name.
        known_until = 0
        for i, word in enumerate(scene.tokens):
            if not word.alpha:
                if word.form in OPENING_QUOTES:
                    hit = quotes.legal(scene, i) or quotes.known(scene, i)
                    if hit:
                        found.append(hit)
                continue
            if word.title or word.norm in lexicon.long_first:
                hit = names.known(scene, i) if i >= known_until else None
                if hit:
                    found.append(hit)
                    known_until = hit[1]
                    scene.known[hit[1]] = hit[0]
                elif word.title and i >= known_until:
                    hit = names.capital(scene, i)
                    if hit:
                        found.append(hit)
                if word.title and word.form[:2].isupper():
                    for hit in (
                        names.abbreviation(scene, i) if i >= known_until or known_until == i + 1 else None,
                        self._bodies.abbreviation_named_after(scene, i),
                        quotes.prefixed(scene, i),
                        quotes.unquoted(scene, i),
                    ):
                        if hit:
                            found.append(hit)
            if word.latin:
                hit = names.latin(scene, i)
                if hit:
                    found.append(hit)
                continue
            head = lexicon.head(word.norm)
            if head is not None:
                page = i + 1 < len(scene.tokens) and scene.tokens[i + 1].norm.startswith("бет")
                if head.plural or (page and head.kind == "descriptor"):
                    found.extend(quotes.listed(scene, i))
                found.extend(self._bodies.at(calm, i, head))
        found += quotes.again(scene, found)
        found += names.defined(scene, found)
        if found:
            add_candidates(doc, ((s, e, "ORG", rule) for s, e, rule in dict.fromkeys(found)))


@Language.factory("kk_organisations", requires=["doc.spans"], assigns=["doc.spans"], default_config=DEFAULTS)
def make_organisations(
    nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None
) -> Organisations:
    """The organisation matcher; `tables` and `extra` as in `TableComponent`."""
    return Organisations(tables, extra)
