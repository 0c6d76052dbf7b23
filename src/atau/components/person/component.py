"""Persons: initials with a surname, given names with surnames and patronymics, known names alone.

The grammar lies in roles.py (what a word can be in a name), name_grammar.py (how a name grows), initials.py and
judgement.py (whether it is one, and by which rule); context.py looks at the tokens round it. The words are in data/
and in the tables of `atau.lexicon`.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.all_caps import all_caps_runs
from atau.components.common.candidates import add_candidates, candidates
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.common.token_facts import Word, glued, words
from atau.components.person.context import in_headline, only_begins
from atau.components.person.initials import after_initials
from atau.components.person.judgement import judge
from atau.components.person.name_grammar import read_name
from atau.components.person.roles import TABLES, Part, PersonLexicon

# The rules of places that a person's name may be part of: Абай ауданы.
_PLACE_RULES = frozenset(
    {
        "place.described",
        "place.descriptor",
        "place.list",
        "place.list_shared",
        "place.relational",
        "place.road",
        "place.street",
        "place.unknown",
        "place.unknown_inside",
        "place.venue",
    }
)
_WITH_UNKNOWN = "person.given_unknown"


class Persons(TableComponent):
    """Writes PERSON candidates; reads the LOC candidates that an earlier matcher left."""

    READS = ("LOC candidates",)
    WRITES = ("PERSON candidates",)
    TABLES = TABLES

    def build(self) -> None:
        self._lexicon = PersonLexicon(self.tables)

    def annotate(self, doc: Doc) -> None:
        located = candidates(doc, "LOC")
        # A name in front of a word like ауылы or көшесі is that of the place.
        taken = {i for start, end, _, rule in located if rule in _PLACE_RULES for i in range(start, end)}
        # A name ends before a place of its own: «Серік Ахметов Алматы облысына барды».
        places_from = {start for start, end, _, rule in located if end - start > 1 or rule in _PLACE_RULES}
        tokens = words(doc)
        # Nor does it go on over the seam of a page: «Айгүл ОмароваФото».
        places_from |= glued(doc, tokens)
        found = [name for name in self._find(tokens, places_from) if taken.isdisjoint(range(name[0], name[1]))]
        if any(rule == _WITH_UNKNOWN for _, _, rule in found):
            headline = all_caps_runs(tokens)
            found = [
                (start, end, rule)
                for start, end, rule in found
                if rule != _WITH_UNKNOWN or start not in headline or in_headline(self._lexicon, tokens, start, end)
            ]
        if found:
            add_candidates(doc, ((start, end, "PERSON", rule) for start, end, rule in found))

    def _find(self, tokens: Sequence[Word], places_from: AbstractSet[int]) -> list[tuple[int, int, str]]:
        """(first token, end, rule) of every name, from left to right."""
        lexicon = self._lexicon
        found: list[tuple[int, int, str]] = []
        i, count = 0, len(tokens)
        while i < count:
            if not tokens[i].title or not tokens[i].alpha or only_begins(lexicon, tokens, i):
                i += 1
                continue
            end, rule = self._at(tokens, i, places_from)
            if end and end < count and tokens[end].norm in lexicon.named_after:
                # The next line may begin with what an institution is named after: «Асқар Мұратов\nАбай атындағы …».
                end, rule = self._at(tokens, i, places_from | _line_starts(tokens, i, end))
            if end and (end >= count or tokens[end].norm not in lexicon.named_after):
                found.append((i, end, rule))
                i = end
            else:
                i += 1
        return found

    def _at(self, tokens: Sequence[Word], i: int, places_from: AbstractSet[int]) -> tuple[int, str]:
        """The end and the rule of the name that starts at token `i`; (0, "") if there is none."""
        lexicon = self._lexicon
        if lexicon.is_initial(tokens[i]):
            end = after_initials(lexicon, tokens, i)
            return (end, "person.initials") if end else (0, "")
        role = lexicon.role(tokens[i].norm)
        if role.part is Part.NONE or tokens[i].norm in lexicon.never:
            return 0, ""
        name = read_name(lexicon, tokens, i, role, places_from)
        rule = judge(lexicon, tokens, name)
        return (name.end, rule) if rule else (0, "")


def _line_starts(tokens: Sequence[Word], start: int, end: int) -> set[int]:
    return {i for i in range(start + 1, end) if "\n" in tokens[i - 1].form}


@Language.factory("kk_persons", requires=["doc.spans"], assigns=["doc.spans"], default_config=DEFAULTS)
def make_persons(nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None) -> Persons:
    """The person matcher; `tables` and `extra` as in `TableComponent`."""
    return Persons(tables, extra)
