"""The matcher of quantities (factory ``kk_quantities``).

How a text is read: tokens.py splits tokens into elements (numbers, units, cue words, signs); grammar.py finds amounts
in them; exclusions.py, with dates.py, codes.py and addresses.py, leaves out the numbers that are not amounts. The words
come from the tables, through lexicon.py. The value of an amount is read by parsing.py, for the normalizer.
"""

from __future__ import annotations

from spacy.attrs import SPACY
from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.quantity.elements import Element, Elements, sequence
from atau.components.quantity.exclusions import is_excluded
from atau.components.quantity.grammar import Grammar
from atau.components.quantity.lexicon import quantity_lexicon
from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.tables import MENTION_TABLES
from atau.lang.readings import orths

LABEL = "QUANTITY"
_MAX_CACHED = 100_000


def _rule(match: QuantityMatch) -> str:
    return "quantity.range" if match.joined else f"quantity.{match.kind}"


class Quantities(TableComponent):
    """Adds QUANTITY candidates, of rules quantity.count, .money, .percent, .measure and .range."""

    WRITES = ("QUANTITY candidates",)
    TABLES = MENTION_TABLES

    def build(self) -> None:
        self._lexicon = quantity_lexicon(self.tables)
        # ORTH id -> its elements, () for white space, and the string.
        self._cache: dict[int, tuple[tuple[Element, ...], str]] = {}

    def annotate(self, doc: Doc) -> None:
        add_candidates(doc, self._find(doc))

    def _find(self, doc: Doc) -> list[tuple[int, int, str, str]]:
        read = self._read(doc)
        pieces = [piece for piece, _ in read]
        if not any(element.num is not None for group in pieces for element in group):
            return []
        spaced: list[bool] = [bool(flag) for flag in doc.to_array(SPACY).tolist()]
        items: Elements = sequence(pieces, spaced, [form for _, form in read])
        token = items.token
        found: list[tuple[int, int, str, str]] = []
        done = 0
        for match in Grammar(items, self._lexicon, is_excluded).all():
            start, end = token[match.start], token[match.end - 1] + 1
            # Two quantities glued into one token (5теңге6теңге) are one candidate.
            if start >= done:
                found.append((start, end, LABEL, _rule(match)))
                done = end
        return found

    def _read(self, doc: Doc) -> list[tuple[tuple[Element, ...], str]]:
        """Elements and string of every token."""
        cache = self._cache
        if len(cache) > _MAX_CACHED:
            cache.clear()
        ids, read = orths(doc)
        try:
            return [cache[orth] for orth in ids]
        except KeyError:
            pass
        strings = doc.vocab.strings
        split = self._lexicon.elements
        result = []
        for orth in ids:
            found = cache.get(orth)
            if found is None:
                form = read.get(orth) or strings[orth]
                found = cache[orth] = (split(form), form)
            result.append(found)
        return result


@Language.factory("kk_quantities", assigns=["doc.spans"], default_config=DEFAULTS)
def make_quantities(nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None) -> Quantities:
    """The matcher of quantities; `tables` and `extra` as in `TableComponent`."""
    return Quantities(tables, extra)
