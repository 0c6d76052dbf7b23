"""The matcher of quantities (factory ``kk_quantities``).

How a text is read: tokens.py splits tokens into elements (numbers, units, cue words, signs); grammar.py finds amounts
in them, with joined.py, amount.py, ranges.py and edges.py; exclusions.py leaves out the numbers that are not amounts,
with dates.py, days.py, bare_dates.py, codes.py, telephones.py, named.py, numbering.py, addresses.py, spoken.py,
ages.py, homonyms.py and victims.py. The words come from the tables, through lexicon.py. The value of an amount is read
by parsing.py, for the normalizer.
"""

from __future__ import annotations

from itertools import pairwise

from spacy.attrs import SPACY
from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates, add_vetoes
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.quantity.amount import POINTS
from atau.components.quantity.elements import Element, Elements, sequence
from atau.components.quantity.exclusions import is_excluded
from atau.components.quantity.grammar import Grammar
from atau.components.quantity.lexicon import quantity_lexicon
from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.tables import MENTION_TABLES
from atau.lang.readings import orths

LABEL = "QUANTITY"
_MAX_CACHED = 50_000
# What may stand between the amounts of a row.
_BETWEEN = [[sign] for sign in ",;|/·"]


def _rule(match: QuantityMatch) -> str:
    if match.unit == POINTS and not match.approx:
        return "quantity.points"
    return "quantity.range" if match.joined else f"quantity.{match.kind}"


def _in_rows(matches: list[QuantityMatch], items: Elements) -> set[int]:
    """Where the amounts begin that stand in a row, each with its sign glued to it: `$480.20 €545.70 ₽5.90`."""
    found: set[int] = set()
    for first, second in pairwise(matches):
        sides = [_glued_sign(match, items) for match in (first, second)]
        between = items.items[first.end : second.start]
        if sides[0] is not None and sides[0] == sides[1] and (not between or [b.text for b in between] in _BETWEEN):
            found |= {first.start, second.start}
    return found


def _glued_sign(match: QuantityMatch, items: Elements) -> bool | None:
    """Whether the amount begins with its currency sign, None where it is not a number and a sign glued to it."""
    if match.kind != "money" or match.end - match.start != 2 or not items.glued[match.start + 1]:
        return None
    first, last = items.items[match.start], items.items[match.start + 1]
    if {first.form, last.form} != {"number", "sign"} and "word" in (first.form, last.form):
        return None
    return first.form == "sign"


class Quantities(TableComponent):
    """QUANTITY candidates, of rules quantity.count, .money, .percent, .measure, .points, .range and .currency_row."""

    WRITES = ("QUANTITY candidates",)
    TABLES = MENTION_TABLES

    def build(self) -> None:
        self._lexicon = quantity_lexicon(self.tables)
        # ORTH id -> its elements, () for white space, the string, and whether one of the elements is a number.
        self._cache: dict[int, tuple[tuple[Element, ...], str, bool]] = {}

    def annotate(self, doc: Doc) -> None:
        found, vetoes = self._find(doc)
        add_candidates(doc, found)
        add_vetoes(doc, vetoes)

    def _find(self, doc: Doc) -> tuple[list[tuple[int, int, str, str]], list[tuple[int, int, str]]]:
        """The candidates, and the numbers that surely are none."""
        read = self._read(doc)
        if not any(has_number for _, _, has_number in read):
            return [], []
        spaced: list[bool] = [bool(flag) for flag in doc.to_array(SPACY).tolist()]
        items: Elements = sequence([piece for piece, _, _ in read], spaced, [form for _, form, _ in read])
        token = items.token
        found: list[tuple[int, int, str, str]] = []
        done = 0
        grammar = Grammar(items, self._lexicon, is_excluded, mentions=True)
        matches = grammar.all()
        in_rows = _in_rows(matches, items)
        for match in matches:
            start, end = token[match.start], token[match.end - 1] + 1
            rule = "quantity.currency_row" if match.start in in_rows else _rule(match)
            # Two quantities that share a token (5теңге6теңге, екіжүз елу теңге) are one candidate.
            if start < done:
                start, _, _, first = found.pop()
                rule = rule if match.unit else first
            found.append((start, end, LABEL, rule))
            done = end
        return found, [(token[start], token[end - 1] + 1, LABEL) for start, end in grammar.no_amounts]

    def _read(self, doc: Doc) -> list[tuple[tuple[Element, ...], str, bool]]:
        """Elements and string of every token, and whether it holds a number."""
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
                elements = split(form)
                found = cache[orth] = elements, form, any(element.num is not None for element in elements)
            result.append(found)
        return result


@Language.factory("kk_quantities", assigns=["doc.spans"], default_config=DEFAULTS)
def make_quantities(nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None) -> Quantities:
    """The matcher of quantities; `tables` and `extra` as in `TableComponent`."""
    return Quantities(tables, extra)
