"""Which profiles are compared: those that share a surname and the first letter of the given name, roughly spelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from atau.facts.people.context import PersonContext
from atau.facts.people.letters import rough
from atau.facts.people.name_facts import NameFacts, block_letters

#: Profiles of a block that are all compared with each other.
MAX_BLOCK: Final = 32
#: In a larger block a profile is compared with this many others at most for each clue, and this many clues count.
MAX_NEIGHBOURS: Final = 4
MAX_CLUES: Final = 4

Key = tuple[str, str, str]


def keys(name: NameFacts) -> tuple[set[Key], set[Key]]:
    """The blocks that a name stands in, and those in which it is looked up only.

    A full name stands in the block of its surname and initial, and in that of its given name and father; a surname
    alone stands in the block of that surname, in which full names are looked up.
    """
    stands: set[Key] = set()
    looks: set[Key] = set()
    roots = {block_letters(root) for root in name.roots}
    fathers = {block_letters(rough(father).rstrip("aeiou") or father) for father in name.fathers}
    # Ғ, Г and Қ stand for each other: Құрбан, Гурбан.
    for initial in {letter.replace("g", "k") for letter in name.given_initials}:
        stands |= {("surname", root, initial) for root in roots}
        if not roots:
            stands |= {("surname", father, initial) for father in fathers}
    for given in name.givens:
        stands |= {("father", father, block_letters(given)) for father in fathers}
    if name.is_surname_only:
        stands |= {("alone", root, "") for root in roots}
    else:
        looks |= {("alone", root, "") for root in roots}
    return stands, looks


def candidate_pairs(contexts: Sequence[PersonContext]) -> Iterator[tuple[int, int]]:
    """The pairs to compare, as indices, the smaller first; a pair may come more than once.

    At most MAX_BLOCK * (MAX_BLOCK - 1) / 2 pairs of a small block, and (MAX_CLUES + 1) * MAX_NEIGHBOURS for each
    profile of a large one: a block of any size takes linear time.
    """
    blocks: dict[Key, list[int]] = defaultdict(list)
    lookups: dict[Key, list[int]] = defaultdict(list)
    for i, context in enumerate(contexts):
        stands, looks = keys(context.name)
        for key in stands:
            blocks[key].append(i)
        for key in looks:
            lookups[key].append(i)
    for key, members in blocks.items():
        others = lookups.get(key, ())
        if len(members) + len(others) <= MAX_BLOCK:
            yield from _ordered((i, j) for at, i in enumerate(members) for j in (*members[at + 1 :], *others))
        else:
            yield from _large(contexts, members, others)


def _ordered(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for i, j in pairs:
        yield (i, j) if i < j else (j, i)


def _large(contexts: Sequence[PersonContext], members: list[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a large block: profiles that share a clue, each with the last ones that had it."""
    standing = set(members)
    seen: dict[str, list[int]] = defaultdict(list)
    for i in sorted({*members, *others}):
        for clue in _clues(contexts[i]):
            before = seen[clue]
            yield from ((j, i) for j in before[-MAX_NEIGHBOURS:] if i in standing or j in standing)
            before.append(i)


def _clues(context: PersonContext) -> tuple[str, ...]:
    """What a profile of a large block is looked up by: the full name, and the first of what is said of the person."""
    name = context.name
    full = f"{min(name.roots, default='')} {min(map(rough, name.givens), default='')} {min(name.fathers, default='')}"
    return (f"={full}", *context.clues[:MAX_CLUES])
