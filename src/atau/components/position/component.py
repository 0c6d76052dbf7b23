"""Positions: posts, ranks and titles of one person, a noun of offices.tsv with the noun phrase to its left.

The steps: heads.py finds the nouns, left_edge.py the phrase before each, acceptance.py decides whether the phrase is
the position of one person; every rule id (position.…) comes from there. boundaries.py knows where no position can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates, add_vetoes
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.common.tables import ENDINGS, NOUN_PHRASE_WORDS, OFFICES
from atau.components.common.token_facts import words
from atau.components.position.acceptance import Acceptance, Phrase
from atau.components.position.boundaries import between, is_counted
from atau.components.position.heads import NEVER, Heads
from atau.components.position.left_edge import LeftEdge
from atau.components.position.lexicon import PositionLexicon
from atau.components.position.tables import POSITION_WORDS
from atau.components.position.view import PhraseView, view_of


class Positions(TableComponent):
    """Writes POSITION candidates; reads the PERSON, LOC and ORG candidates that earlier matchers left."""

    READS = ("LOC candidates", "PERSON candidates", "ORG candidates")
    WRITES = ("POSITION candidates",)

    TABLES = (OFFICES, NOUN_PHRASE_WORDS, POSITION_WORDS, ENDINGS)

    def build(self) -> None:
        self._lexicon = lexicon = PositionLexicon(self.tables)
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
        phrases: list[Phrase] = []
        counted: list[Phrase] = []
        for head in heads:
            if head.kind == NEVER:
                continue
            state = self._left_edge.find(view, head)
            phrase = Phrase(state.start, state.named, head)
            if is_counted(self._lexicon, view, phrase):
                counted.append(phrase)
                continue
            rule = self._acceptance.rule(view, phrase)
            if rule:
                found.append((state.start, head.end, "POSITION", rule))
                phrases.append(phrase)
        add_candidates(doc, found)
        add_vetoes(doc, self._vetoes(view, phrases, counted))
        add_vetoes(doc, ((head.start, head.end, "POSITION") for head in heads if head.kind == NEVER))

    def _vetoes(
        self, view: PhraseView, phrases: Sequence[Phrase], counted: Sequence[Phrase]
    ) -> Iterator[tuple[int, int, str]]:
        for i in between(self._lexicon, view, phrases):
            yield i, i + 1, "POSITION"
        covered = {i for phrase in phrases for i in range(phrase.left, phrase.head.end)} if counted else set()
        for phrase in counted:
            # «17 депутат тобының жетекшісі»: the counted noun is part of a position.
            if phrase.head.start not in covered:
                yield phrase.left, phrase.head.end, "POSITION"


@Language.factory("kk_positions", requires=["doc.spans"], assigns=["doc.spans"], default_config=DEFAULTS)
def make_positions(nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None) -> Positions:
    """The position matcher; `tables` and `extra` as in `TableComponent`."""
    return Positions(tables, extra)
