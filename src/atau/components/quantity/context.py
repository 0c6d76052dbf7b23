"""A number of the text with what stands around it, and the kind of rules that judge it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from atau.components.quantity.elements import Element
from atau.components.quantity.grammar import Grammar
from atau.morphology.numerals import Numeral


class NumberContext:
    """The number in elements start..end (end excluded) of a text.

    first, last: its first and last element. before, after: the elements next to it, of form "break" at the edge of the
    text. words: the word sets of quantity_context.tsv. names: those of
    quantity_names.tsv.
    """

    __slots__ = ("after", "before", "end", "first", "grammar", "last", "names", "numeral", "start", "words")

    def __init__(self, grammar: Grammar, numeral: Numeral, start: int, end: int) -> None:
        self.grammar = grammar
        self.numeral = numeral
        self.start = start
        self.end = end
        self.words = grammar.lexicon.context
        self.names = grammar.lexicon.names
        self.first = grammar.items[start]
        self.last = grammar.items[end - 1]
        self.before = grammar.at(start - 1)
        self.after = grammar.at(end)

    def back(self, n: int) -> Element:
        """The n-th element before the number, counted from 1."""
        return self.grammar.at(self.start - n)

    def ahead(self, n: int) -> Element:
        """The n-th element after the number, counted from 1."""
        return self.grammar.at(self.end + n - 1)

    def begins(self, phrase: tuple[str, ...]) -> bool:
        """The number begins `phrase`, of whose last word only the beginning is given."""
        *whole, last = (self.grammar.at(self.start + k).text for k in range(len(phrase)))
        return tuple(whole) == phrase[:-1] and last.startswith(phrase[-1])

    @property
    def single(self) -> bool:
        """The number is one element: `5`, `бес`, `5-6`; not `бес жүз`."""
        return self.end == self.start + 1

    @property
    def in_digits(self) -> bool:
        """The number begins with digits."""
        return self.first.form == "number"

    @property
    def has_unit(self) -> bool:
        """A unit stands after the number."""
        return self.grammar.unit_at(self.end) is not None

    @property
    def has_prefix(self) -> bool:
        """A currency sign that belongs to the number stands before it."""
        return self.before.text in self.grammar.lexicon.units.prefixes and self.grammar.is_prefix(self.start - 1)

    @property
    def capital_after(self) -> bool:
        """A word with a capital stands after the number."""
        return self.capital_at(self.end)

    def capital_at(self, i: int) -> bool:
        """The token of element i begins with a capital."""
        return i < len(self.grammar.items) and self.grammar.elements.capital[i]


#: Says whether a number is not an amount; None where it cannot tell and the next rule is asked. The docstring of a rule
#: holds examples with the number in brackets (a bar is a boundary of tokens), which
#: tests/components/quantity/test_exclusions.py runs.
Rule = Callable[[NumberContext], bool | None]


def decide(rules: Iterable[Rule], number: NumberContext) -> bool:
    """What the first of `rules` says that can tell; False where none can."""
    for rule in rules:
        verdict = rule(number)
        if verdict is not None:
            return verdict
    return False
