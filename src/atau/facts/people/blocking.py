"""Which people are compared: those that share a surname and the first letter of the given name, roughly spelled.

A block of any size takes linear time: in a large one only those are compared that share a clue beside its key, and of
those the ones that stand next to each other when they are put in order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from atau.facts.people.context import PersonContext
from atau.facts.people.distinct import DistinctPerson
from atau.facts.people.letters import rough
from atau.facts.people.name_facts import NameFacts, block_letters

T = TypeVar("T")

#: People of a block that are all compared with each other.
MAX_BLOCK: Final = 32
#: In a larger block a person is looked up by the full name and by this many clues, the rarest ones of the block, and
#: compared with this many before in each.
MAX_CLUES: Final = 4
MAX_NEIGHBOURS: Final = 4
#: More clues of a person are not looked at, so that a list of 500 delegates stays short.
_MAX_SAID: Final = 24
#: So the clue begins that is the full name.
FULL: Final = "="
#: Between clues; no word has it.
SEPARATOR: Final = "\x1f"


def keys(name: NameFacts) -> tuple[set[str], set[str]]:
    """The blocks that a name stands in, and those in which it is looked up only.

    A full name stands in the block of its surname and initial, and in that of its given name and father; a surname
    alone stands in the block of that surname, in which full names are looked up.

    >>> from atau.facts.people.name_facts import name_facts
    >>> stands, looks = keys(name_facts(("Қайрат Ерланұлы Сабыров",)))
    >>> sorted(stands), sorted(looks)
    (['father -rln krt', 'surname sbr k'], ['alone sbr'])
    """
    stands: set[str] = set()
    looks: set[str] = set()
    roots = {block_letters(root) for root in name.roots}
    fathers = {block_letters(rough(father).rstrip("aeiou") or father) for father in name.fathers}
    # Ғ, Г and Қ stand for each other: Құрбан, Гурбан.
    for initial in {letter.replace("g", "k") for letter in name.given_initials}:
        stands |= {f"surname {root} {initial}" for root in roots}
        if not roots:
            stands |= {f"surname {father} {initial}" for father in fathers}
    for given in name.givens:
        stands |= {f"father {father} {block_letters(given)}" for father in fathers}
    if name.is_surname_only:
        stands |= {f"alone {root}" for root in roots}
    else:
        looks |= {f"alone {root}" for root in roots}
    return stands, looks


def clues(context: PersonContext) -> list[str]:
    """What a person of a large block can be looked up by: the full name, and what is said of the person."""
    name = context.name
    full = f"{min(name.roots, default='')} {min(map(rough, name.givens), default='')} {min(name.fathers, default='')}"
    return [FULL + full, *dict.fromkeys(context.clues[:_MAX_SAID])]


def clue_text(context: PersonContext) -> str:
    """The clues as one text, by which people that share one are put in order."""
    return SEPARATOR.join(clues(context))


@dataclass(slots=True)
class LargeBlock:
    """A block in which not all are compared. key: kind, and letters of the names. people: distinct ones. standing: of
    them those that are compared with each other, and not only looked up."""

    key: str
    people: int
    standing: int
    compared: int = 0

    @property
    def left_out(self) -> int:
        """Pairs that were not compared."""
        return max(0, possible_pairs(self.people, self.standing) - self.compared)


def possible_pairs(people: int, standing: int) -> int:
    """Pairs of a block, without those in which both are only looked up.

    >>> possible_pairs(5, 2)
    7
    """
    return standing * (standing - 1) // 2 + standing * (people - standing)


@dataclass(slots=True)
class Blocked:
    """Pairs to compare, by position; a pair may come more than once. large: what was not compared in full."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    large: list[LargeBlock] = field(default_factory=list)


def block(people: Sequence[DistinctPerson]) -> Blocked:
    """The pairs of all blocks of `people`; `atau.facts.store.joining` does the same by SQL."""
    blocks: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for i, person in enumerate(people):
        stands, looks = keys(person.context.name)
        for key in stands | looks:
            blocks[key].append((i, key in stands))
    found = Blocked()
    for key, members in blocks.items():
        standing = sum(stands for _, stands in members)
        if not standing:
            continue
        if len(members) <= MAX_BLOCK:
            found.pairs += window_pairs(members, None)
            continue
        pairs = {pair for group in _by_clue(people, members) for pair in window_pairs(group, MAX_NEIGHBOURS)}
        found.pairs += sorted(pairs)
        found.large.append(LargeBlock(key, len(members), standing, len(pairs)))
    return found


def _by_clue(people: Sequence[DistinctPerson], members: Sequence[tuple[int, bool]]) -> Iterator[list[tuple[int, bool]]]:
    """The members of a large block by what they share: each under its full name, and under the rarest other clues."""
    said = {i: clues(people[i].context) for i, _ in members}
    times = Counter(clue for found in said.values() for clue in found)
    groups: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for i, stands in members:
        shared = sorted((times[clue], clue) for clue in said[i] if times[clue] > 1 and not clue.startswith(FULL))
        chosen = [clue for _, clue in shared[:MAX_CLUES]]
        for clue in (said[i][0], *chosen):
            groups[clue].append((i, stands))
    for group in groups.values():
        yield sorted(group, key=lambda member: (SEPARATOR.join(said[member[0]]), people[member[0]].id))


def window_pairs(members: Iterable[tuple[T, bool]], width: int | None) -> Iterator[tuple[T, T]]:
    """Each of `members` (what is compared, whether it stands) with those before: all, or the last `width` that stand
    and, if it stands itself, the last `width` that do not. Two that only look are never compared."""
    standing: list[T] = []
    looking: list[T] = []
    for one, stands in members:
        yield from ((other, one) for other in standing)
        if stands:
            yield from ((other, one) for other in looking)
        own = standing if stands else looking
        own.append(one)
        if width is not None and len(own) > width:
            del own[0]
