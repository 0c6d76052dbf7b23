"""What the quantity grammar knows of words: units and their codes, cue words, nouns that are counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache

from atau.components.quantity.counted import CountedNouns
from atau.components.quantity.cues import BoundWords, CueWords, bound_words, context_words, name_words
from atau.components.quantity.elements import Element
from atau.components.quantity.tables import TABLES
from atau.components.quantity.tokens import TokenReader
from atau.components.quantity.unit_codes import UnitCodes
from atau.components.quantity.units import Units
from atau.tables import TableSet


class QuantityLexicon:
    """The words of the quantity tables; a table that `tables` does not name is the package's.

    Make one with `quantity_lexicon`. What only values need (`codes`, `counted`, `bounds`) is read when it is first
    asked for.
    """

    def __init__(self, tables: TableSet) -> None:
        self._tables = tables
        self.units = Units(tables)
        self.cues = CueWords(tables)
        self.context = context_words(tables)
        self.names = name_words(tables)
        self._tokens = TokenReader(self.units, self.cues)
        #: The elements of one token string, see `TokenReader.elements`.
        self.elements: Callable[[str], tuple[Element, ...]] = self._tokens.elements

    @cached_property
    def codes(self) -> UnitCodes:
        """The codes of the units. Raises TableError."""
        return UnitCodes(self._tables)

    @cached_property
    def counted(self) -> CountedNouns:
        """The nouns that are counted. Raises TableError."""
        return CountedNouns(self._tables)

    @cached_property
    def bounds(self) -> BoundWords:
        """The words that say which bound an amount is. Raises TableError."""
        return bound_words(self._tables)

    def read_all(self) -> QuantityLexicon:
        """Read what values need now, not in the middle of the first text. Raises TableError."""
        _ = self.codes, self.counted, self.bounds
        return self

    def __reduce__(self) -> tuple[Callable[[TableSet], QuantityLexicon], tuple[TableSet]]:
        # Caches stay behind; the package's own lexicon is the shared one of the process that reads it back.
        return quantity_lexicon, (self._tables,)


def quantity_lexicon(tables: TableSet) -> QuantityLexicon:
    """The lexicon for these tables; components whose tables the user has not changed share one."""
    return QuantityLexicon(tables) if tables.is_custom(*TABLES) else shared_lexicon()


@lru_cache(maxsize=1)
def shared_lexicon() -> QuantityLexicon:
    """The lexicon of the package's own tables; it is built once."""
    return QuantityLexicon(TableSet(TABLES))
