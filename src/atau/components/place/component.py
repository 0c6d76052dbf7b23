"""Places: names of the lexicon in every case form, and unknown names before a noun that says what they are.

The grammar lies in known.py (names of the lexicon), road.py, street.py, described.py and quoted.py
(unknown names), lists.py and dateline.py;
context.py rules out what belongs to a person. The words are in data/ and in the tables of `atau.lexicon`, read by
lexicon.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates, add_vetoes
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.common.token_facts import OPENING_QUOTES, Word, words
from atau.components.place.context import is_other
from atau.components.place.dateline import dateline
from atau.components.place.described import AREA, described, is_area, relational
from atau.components.place.known import NONE, Found, known
from atau.components.place.lexicon import TABLES, PlaceLexicon
from atau.components.place.lists import first_of_list
from atau.components.place.numbered import may_be_numbered, numbered
from atau.components.place.quoted import quoted
from atau.components.place.road import road
from atau.components.place.street import street

# What is tried where the lexicon has no name, in this order.
_UNKNOWN = (described, relational, first_of_list)


class Places(TableComponent):
    """Writes LOC candidates to ``doc.spans["rules"]``."""

    WRITES = ("LOC candidates",)
    TABLES = TABLES

    def build(self) -> None:
        self._lexicon = PlaceLexicon(self.tables)

    def annotate(self, doc: Doc) -> None:
        tokens = words(doc)
        marked = [
            i for i, word in enumerate(tokens) if word.title or word.form in OPENING_QUOTES or may_be_numbered(word)
        ]
        found = self._find(tokens, marked)
        add_vetoes(doc, ((i, i + 1, "LOC") for i in self._areas(tokens, marked)))
        if found:
            add_candidates(doc, ((start, end, "LOC", rule) for start, end, rule in found))

    def _areas(self, tokens: Sequence[Word], marked: Sequence[int]) -> Iterator[int]:
        """The first words of sentences that are no place: in «Үйдің ауданы» the next word means "its area"."""
        for i in marked:
            if i + 1 == len(tokens) or not tokens[i + 1].norm.startswith(AREA) or not tokens[i].title:
                continue
            if not is_area(self._lexicon, tokens, i, i + 1):
                continue
            if i == 0 or tokens[i - 1].space or tokens[i - 1].form in (".", "!", "?"):
                yield i

    def _find(self, tokens: Sequence[Word], marked: Sequence[int]) -> list[tuple[int, int, str]]:
        """(first token, end, rule) of every place, from left to right; marked: words with a capital, opening marks."""
        found: list[tuple[int, int, str]] = []
        last = 0
        for i in marked:
            if i < last:
                continue
            word = tokens[i]
            if word.form in OPENING_QUOTES:
                end, rule = quoted(self._lexicon, tokens, i)
                if end:
                    found.append((i + 1, end, rule))
            if not word.title:
                end, rule = numbered(tokens, i)
            else:
                end, rule = self._at(tokens, i) if word.alpha else NONE
            if end and not is_other(self._lexicon, tokens, i, end):
                found.append((i, end, rule))
                last = end
        return found

    def _at(self, tokens: Sequence[Word], i: int) -> Found:
        """The place that begins at token `i`."""
        found = dateline(self._lexicon, tokens, i)
        if not found[0]:
            found = road(self._lexicon, tokens, i)
        if found[0]:
            return found
        found = known(self._lexicon, tokens, i)
        if not found[1].startswith("place.gazetteer"):
            # A longer street takes the place of what else a name may be: Абай ауданы, Абай Құнанбаев көшесі.
            longer = street(self._lexicon, tokens, i)
            if longer[0] > found[0]:
                found = longer
        elif self._is_called_after(tokens[i : found[0]]):
            # The list says that it is no person: «Ғабит Мүсірепов және Тимирязев аудандары».
            listed = first_of_list(self._lexicon, tokens, i)
            if listed[0] >= found[0]:
                found = listed
        if found[0]:
            # «Сарысай батыр ауылы»: there is a village Сарысай, too.
            ranked = self._lexicon.rank_end(tokens, found[0]) > found[0]
            longer = described(self._lexicon, tokens, i) if ranked else NONE
            return max(found, longer, key=lambda hit: hit[0])
        for step in _UNKNOWN:
            found = step(self._lexicon, tokens, i)
            if found[0]:
                return found
        return NONE

    def _is_called_after(self, name: Sequence[Word]) -> bool:
        """The name of the lexicon is that of a person as well."""
        lexicon = self._lexicon
        return len(name) > 1 and all(lexicon.personal(word.norm) or word.norm in lexicon.ranks for word in name)


@Language.factory("kk_places", assigns=["doc.spans"], default_config=DEFAULTS)
def make_places(nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None) -> Places:
    """The place matcher; `tables` and `extra` as in `TableComponent`."""
    return Places(tables, extra)
