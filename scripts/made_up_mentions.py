"""Made-up tables of mentions, of which it is known who is who.

Nobody of these people exists. Given names are those of the lexicon and surnames are made of them, both with the
frequencies of Zipf's law, so that there are many namesakes; offices, organisations and places are drawn from lists. A
person is met in documents more or less often, under the full name, with initials, or the surname alone, with or without
an office, and one time in twenty with those of another.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np

from atau.lexicon.name_tables import GIVEN_NAMES
from atau.lexicon.places import places

_IN_A_DOCUMENT: Final = 3
_MENTIONS_OF_ONE: Final = 4.4  # of a person, with what is said of it; counted
_DOCUMENTS_OF_ONE: Final = 6
CIRCLE: Final = 12
_OFFICES: Final = (
    "әкім", "әкім орынбасары", "директор", "басшы", "басшының орынбасары", "төраға", "бас дәрігер", "мұғалім",
    "депутат", "прокурор", "судья", "бас маман", "баспасөз хатшысы", "жаттықтырушы", "режиссер", "профессор", "ректор",
    "кәсіпкер", "инженер", "полиция бастығы",
)  # fmt: skip
_BODIES: Final = (
    "{place} қаласының әкімдігі", "{place} ауданының Білім басқармасы", "№ {number} мектеп", "№ {number} емхана",
    "«{word}» ЖШС", "«{word} {other}» ЖШС", "«{word}» АҚ", "«{word} Агро» ЖШС", "{word} атындағы университет",
    "{word} атындағы театр",
)  # fmt: skip
_COLUMNS: Final = ("id", "layer", "start", "end", "label", "text", "normal", "cluster")
_TRUTH: Final = ("id", "cluster", "person", "says")
_NUMBERS: Final = ("start", "end")
_PART: Final = 400_000

#: What is said of a person in a document: the own office or organisation, none, or somebody else's.
OWN, NOTHING, ANOTHERS = "own", "nothing", "another's"

Mention = tuple[str, str, int, int, str, str, str, str | None]


class Met(NamedTuple):
    """A person in a document. person: its number. says: one of OWN, NOTHING, ANOTHERS."""

    cluster: str
    person: int
    says: str
    mentions: list[Mention]


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person."""

    given: str
    father: str
    surname: str
    office: str
    organisation: str
    place: str

    def name(self, form: float) -> str:
        """The name in one of the forms of news. form: between 0 and 1."""
        if form < 0.55:
            return f"{self.given} {self.surname}"
        if form < 0.72:
            return f"{self.given} {self.father} {self.surname}"
        return f"{self.given[0]}. {self.surname}" if form < 0.95 else self.surname


def zipf(items: Sequence[str], chance: random.Random) -> tuple[list[str], list[float]]:
    """The items in some order with their cumulative weights: 1 / (rank + 10) ** 0.9, by which the first is 1 % or so of
    some thousands."""
    shuffled = sorted(items)
    chance.shuffle(shuffled)
    return shuffled, list(accumulate((rank + 11) ** -0.9 for rank in range(len(shuffled))))


class World:
    """People of whom documents are made."""

    def __init__(self, count: int, chance: random.Random) -> None:
        rows = [row for row in GIVEN_NAMES.read() if row[2] == "kazakh" and not row[3] and "-" not in row[0]]
        men = [name for name, gender, *_ in rows if gender == "m"]
        women = [name for name, gender, *_ in rows if gender == "f"]
        self._given = {"m": zipf(men, chance), "f": zipf(women, chance)}
        self._fathers = zipf(men, chance)
        self._stems = zipf([name for name in men if name[-1] not in "аәеиоуыіөұүюя"], chance)
        cities = [place.name for place in places() if place.kind in ("city", "district") and " " not in place.name]
        self._places = zipf(sorted(set(cities)), chance)
        self._chance = chance
        self.people = [self._person() for _ in range(count)]
        self.weights = list(accumulate((rank + 20) ** -0.9 for rank in range(count)))

    def _one(self, choice: tuple[list[str], list[float]]) -> str:
        return self._chance.choices(choice[0], cum_weights=choice[1])[0]

    def _person(self) -> Person:
        gender = self._chance.choice("mf")
        place = self._one(self._places)
        body = self._chance.choice(_BODIES).format(
            place=place,
            number=self._chance.randint(1, 90),
            word=self._one(self._stems),
            other=self._one(self._stems),
        )
        return Person(
            given=self._one(self._given[gender]),
            father=self._one(self._fathers) + {"m": "ұлы", "f": "қызы"}[gender],
            surname=self._one(self._stems) + {"m": "ов", "f": "ова"}[gender],
            office=self._chance.choice(_OFFICES),
            organisation=body,
            place=place,
        )

    def document(self) -> list[int]:
        """The people of a document: one who is more or less known, and others of the same circle."""
        (first,) = self._chance.choices(range(len(self.people)), cum_weights=self.weights)
        circle = range(first // CIRCLE * CIRCLE, min(len(self.people), (first // CIRCLE + 1) * CIRCLE))
        others = [one for one in self._chance.sample(circle, min(len(circle), _IN_A_DOCUMENT)) if one != first]
        return [first, *others][:_IN_A_DOCUMENT]


def people_of(number: int, world: World, chance: random.Random) -> Iterator[Met]:
    """The people of a document."""
    at = 0
    names: dict[str, str] = {}
    for who in world.document():
        person = world.people[who]
        said = world.people[chance.randrange(len(world.people))] if chance.random() < 0.05 else person
        cluster = f"p{len(names) + 1}"
        form = person.name(chance.random())
        if form in names.values():  # the normalizer takes those for one
            continue
        names[cluster] = form
        beside = [("ORG", said.organisation, 0.6), ("POSITION", said.office, 0.7), ("PERSON", form, 1.0)]
        beside += [("LOC", said.place, 0.6), ("PERSON", person.surname, 0.5 if form != person.surname else 0.0)]
        at += 300
        mentions: list[Mention] = []
        for label, name, probability in beside:
            if chance.random() < probability:
                key = cluster if label == "PERSON" else f"o{at}" if label == "ORG" else None
                mentions.append((f"d{number:08}", "flat", at, at + len(name), label, name, name, key))
                at += len(name) + (1 if label == "POSITION" else 2)
        works = any(mention[4] in ("ORG", "POSITION") for mention in mentions)
        yield Met(cluster, who, NOTHING if not works else OWN if said is person else ANOTHERS, mentions)


def write_mentions(folder: Path, mentions: int, seed: int) -> int:
    """Tables of about so many mentions in `folder`/mentions, and who is who in `folder`/truth.parquet; gives how many
    mentions there are."""
    chance = random.Random(seed)
    documents = max(1, round(mentions / _MENTIONS_OF_ONE / _IN_A_DOCUMENT * 1.2))
    world = World(max(CIRCLE, documents * _IN_A_DOCUMENT // _DOCUMENTS_OF_ONE), chance)
    (folder / "mentions").mkdir(parents=True)
    connection = duckdb.connect(":memory:")
    connection.execute("CREATE TABLE truth (id VARCHAR, cluster VARCHAR, person INTEGER, says VARCHAR)")
    rows: list[Mention] = []
    truth: list[tuple[str, str, int, str]] = []
    total = part = number = 0
    while total + len(rows) < mentions:
        for met in people_of(number, world, chance):
            rows += met.mentions
            truth.append((met.mentions[0][0], met.cluster, met.person, met.says))
        number += 1
        if len(rows) >= _PART or total + len(rows) >= mentions:
            columns = dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True))
            write_table(connection, folder / "mentions" / f"part-{part:05}.parquet", columns)
            insert(connection, "truth", dict(zip(_TRUTH, zip(*truth, strict=True), strict=True)))
            total, part, rows, truth = total + len(rows), part + 1, [], []
    connection.execute(f"COPY truth TO '{folder / 'truth.parquet'}' (FORMAT parquet)")
    connection.close()
    return total


def arrays(columns: dict[str, Any]) -> dict[str, Any]:
    """Columns as DuckDB reads them."""
    whole = (*_NUMBERS, "person")
    return {name: np.array(list(some), dtype=np.int32 if name in whole else object) for name, some in columns.items()}


def insert(connection: Any, table: str, columns: dict[str, Any]) -> None:
    """Adds rows to a table."""
    connection.register("waiting", arrays(columns))
    connection.execute(f"INSERT INTO {table} SELECT {', '.join(columns)} FROM waiting")
    connection.unregister("waiting")


def write_table(connection: Any, path: Path, columns: dict[str, Any]) -> None:
    """Writes a file of Parquet."""
    connection.register("waiting", arrays(columns))
    names = ", ".join(f'"{name}"' for name in columns)
    connection.execute(f"COPY (SELECT {names} FROM waiting) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    connection.unregister("waiting")
