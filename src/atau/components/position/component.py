"""Positions: posts, ranks and titles of one person, a noun of offices.tsv with the noun phrase to its left.

The steps: heads.py finds the nouns, left_edge.py the phrase before each, acceptance.py decides whether the phrase is
the position of one person; every rule id (position.…) comes from there.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.common.tables import ENDINGS, NOUN_PHRASE_WORDS, OFFICES
from atau.components.common.token_facts import words
from atau.components.position.acceptance import Acceptance
from atau.components.position.heads import Heads
from atau.components.position.left_edge import LeftEdge
from atau.components.position.lexicon import PositionLexicon
from atau.components.position.tables import POSITION_WORDS
from atau.components.position.view import view_of


class Positions(TableComponent):
    """Writes POSITION candidates; reads the PERSON, LOC and ORG candidates that earlier matchers left."""

    READS = ("LOC candidates", "PERSON candidates", "ORG candidates")
    WRITES = ("POSITION candidates",)

    TABLES = (OFFICES, NOUN_PHRASE_WORDS, POSITION_WORDS, ENDINGS)

    def build(self) -> None:
        lexicon = PositionLexicon(self.tables)
        self._heads = Heads(lexicon)
        self._left_edge = LeftEdge(lexicon)
        self._acceptance = Acceptance(lexicon)

    def annotate(self, doc: Doc) -> None:
        tokens = words(doc)
        heads = self._heads.find(tokens)
        if not heads:
            return
        view = view_of(doc, tokens)
        found: list[tuple[int, int, str, str]] = []
        for head in heads:
            state = self._left_edge.find(view, head)
            rule = self._acceptance.rule(view, state, head)
            if rule:
                found.append((state.start, head.end, "POSITION", rule))
        add_candidates(doc, found)


@Language.factory("kk_positions", requires=["doc.spans"], assigns=["doc.spans"], default_config=DEFAULTS)
def make_positions(nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None) -> Positions:
    """The position matcher; `tables` and `extra` as in `TableComponent`."""
    return Positions(tables, extra)
