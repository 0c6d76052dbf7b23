"""What a text has said of its people: a name that was given in full is known again, and tells two people apart.

Nothing is remembered beyond the text. A name is remembered by the dictionary forms of its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from atau.components.common.sentence_start import begins
from atau.components.common.token_facts import Word
from atau.components.person.roles import Part, PersonLexicon

REMEMBERED: Final = "person.remembered"
_INITIALS: Final = frozenset(("person.initials", "person.initials_after"))
_WHOLE: Final = _INITIALS.union(
    ("person.full", "person.given_unknown", "person.unknown_given", "person.neighbour", "person.after_trade")
)
_ALONE: Final = frozenset(
    ("person.given", "person.given_start", "person.surname", "person.titled", "person.kin", "person.named",
     "person.said", "person.nickname")
)  # fmt: skip
_OPENING: Final = frozenset('«“"„')
_SHORTEST: Final = 4
_BEGINNING: Final = 3
# No question takes more names than this to answer; with all of them, a long list of names would take quadratic time.
_ENOUGH: Final = 2

_Found = tuple[int, int, str]


@dataclass(slots=True)
class Memory:
    """The names of one text. bearers: per stem, the numbers of the first two names with it. several: the same of names
    of several words. common: per two stems, the same of names with both. whole: the stems of names of several words.
    beginnings: how these begin. pairs: per first word of a name of two words, the stems of the second."""

    bearers: dict[str, set[int]] = field(default_factory=dict)
    several: dict[str, set[int]] = field(default_factory=dict)
    common: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    beginnings: set[str] = field(default_factory=set)
    pairs: dict[str, set[str]] = field(default_factory=dict)

    def add(self, number: int, stems: frozenset[str], *, several: bool) -> None:
        """Remember a name by what its words may be forms of."""
        for stem in stems:
            _note(self.bearers.setdefault(stem, set()), number)
            if several:
                _note(self.several.setdefault(stem, set()), number)
        for pair in product(stems, stems):
            _note(self.common.setdefault(pair, set()), number)
        if several:
            longer = {stem for stem in stems if len(stem) >= _SHORTEST}
            self.whole |= longer
            self.beginnings |= {stem[:_BEGINNING] for stem in longer}

    def turned(self, first: str, last: frozenset[str]) -> bool:
        """Elsewhere one of the stems `last` stands before a form of `first`: these are two people, each once first."""
        return any(first in self.pairs.get(stem, ()) for stem in last)

    def bearing(self, stems: Iterable[str], *, several: bool = False) -> set[int]:
        """Names with one of `stems`, of several words if `several`: all where there are fewer than two, else some."""
        bearers = self.several if several else self.bearers
        return {number for stem in stems for number in bearers.get(stem, ())}

    def together(self, first: Iterable[str], last: Iterable[str]) -> set[int]:
        """Names with one of the stems `first` and one of `last`: all where there are fewer than two, else some."""
        return {number for pair in product(first, last) for number in self.common.get(pair, ())}


def _note(numbers: set[int], number: int) -> None:
    if len(numbers) < _ENOUGH:
        numbers.add(number)


def remember(lexicon: PersonLexicon, tokens: Sequence[Word], found: Sequence[_Found]) -> Memory:
    """The memory of the names in `found`."""
    memory = Memory()
    for number, (start, end, rule) in enumerate(found):
        if rule in _WHOLE or rule in _ALONE:
            parts = [i for i in range(start, end) if is_part(tokens[i])]
            stems = [frozenset((tokens[i].norm,)) if i < end - 1 else lexicon.stems(tokens[i].norm) for i in parts]
            memory.add(number, frozenset().union(*stems), several=len(parts) > 1 or rule in _INITIALS)
            if len(parts) == 2:
                memory.pairs.setdefault(tokens[parts[0]].norm, set()).update(stems[1])
    return memory


def is_part(word: Word) -> bool:
    """A word of a name that is neither an initial nor a particle."""
    return word.title and word.alpha and len(word.norm) > 1 and not word.form.endswith(".")


def known_again(
    lexicon: PersonLexicon, tokens: Sequence[Word], covered: AbstractSet[int], memory: Memory
) -> Iterator[_Found]:
    """Words that no rule took for a name and that the text has used in one of several words.

    covered: tokens of names and places.

    >>> found("PERSON", "Қарлығаш Омарова ән салды. Кейін біз Қарлығашты құттықтадық.")
    ['Қарлығаш Омарова (person.full)', 'Қарлығашты (person.remembered)']
    """
    if not memory.whole:
        return
    for i, word in enumerate(tokens):
        if not word.title or word.upper or i in covered or word.norm[:_BEGINNING] not in memory.beginnings:
            continue
        if _may_stand_alone(lexicon, tokens, i, covered) and not memory.whole.isdisjoint(lexicon.stems(word.norm)):
            yield i, i + 1, REMEMBERED


def _may_stand_alone(lexicon: PersonLexicon, tokens: Sequence[Word], i: int, covered: AbstractSet[int]) -> bool:
    """No quotation, nothing that is named after somebody, no part of a longer name, no common word with the capital of
    a sentence."""
    before = tokens[i - 1] if i else None
    if before is not None and (
        before.form in _OPENING or (before.title and i - 1 not in covered and not begins(tokens, i - 1))
    ):
        return False
    if i + 1 < len(tokens):
        after = tokens[i + 1]
        if after.norm in lexicon.named_after or (after.title and i + 1 not in covered):
            return False
    role = lexicon.role(tokens[i].norm)
    return not begins(tokens, i) or (not role.weak and role.part in (Part.SURNAME, Part.GIVEN, Part.PATRONYMIC))
