"""Facts of a gold text, one a line: ``holds | Қ. Көшербаев | облыс әкімі | place=Қызылорда облысының | date=2020-10``.

A line begins with the kind. The parts that every fact of the kind has follow in their order, then the optional ones
as ``name=…``; `fact_roles` has all of them. A mention is named by its text as it is marked, where any white space
counts as one blank; ``#2`` behind it means the second of the marks that have this text and one of the labels. A
backslash takes the meaning from a ``|`` or ``#``.

In marked text each line stands in the front matter behind ``fact:``; in a record they are the list ``meta["facts"]``,
which the formats that hold meta data keep as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from atau.corpus.marked import Mark
from atau.corpus.problems import GoldError, Notes
from atau.corpus.records import FACTS, GoldRecord
from atau.corpus.tables import FACT_ROLES

_BAR: Final = re.compile(r"(?<!\\)\|")
_NAMED: Final = re.compile(r"([a-z]+)=(.*)", re.DOTALL)
_NUMBERED: Final = re.compile(r"(.*[^\\])#([1-9]\d{0,3})", re.DOTALL)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
#: How far from its quantity the words for what is counted may stand, in characters.
_NEAR: Final = 400
DEFAULT_STATUS: Final = "holds"


class FactLineError(ValueError):
    """A fact line that cannot be read; `code` is the check of `atau validate` that finds it."""

    def __init__(self, code: str, problem: str) -> None:
        super().__init__(problem)
        self.code = code


@dataclass(frozen=True, slots=True)
class Role:
    """A part of a fact line: the labels of the mention that it names, or the values that it may have."""

    name: str
    place: int
    labels: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact line with the marks that it names.

    marks: by role. values: those of the other parts that are given; `status` of ``holds`` always is. words: start and
    end of the words for what is counted, where they are given.
    """

    kind: str
    marks: Mapping[str, Mark]
    values: Mapping[str, str]
    words: tuple[int, int] | None = None


@lru_cache(maxsize=1)
def fact_roles() -> dict[str, dict[str, Role]]:
    """The roles of each kind by name, those that every line has first."""
    found: dict[str, dict[str, Role]] = {}
    for kind, role, place, labels, value in FACT_ROLES.read():
        found.setdefault(kind, {})[role] = Role(role, int(place or 0), tuple(labels.split()), value)
    return {kind: dict(sorted(roles.items(), key=lambda item: item[1].place or 9)) for kind, roles in found.items()}


def lines_of(record: GoldRecord) -> list[str]:
    """The fact lines of a record."""
    found = record.meta.get(FACTS)
    return [line for line in found if isinstance(line, str)] if isinstance(found, list) else []


def gold_facts(record: GoldRecord) -> list[GoldFact]:
    """The facts of a record. Raises GoldError for the first line that cannot be read."""
    found = []
    for number, fact in read_facts(record):
        if isinstance(fact, FactLineError):
            raise GoldError(f"{record.file or record.id}: fact {number + 1}: {fact}")
        found.append(fact)
    return found


def read_facts(record: GoldRecord) -> Iterator[tuple[int, GoldFact | FactLineError]]:
    """(number from 0, fact or what is wrong with its line) of each line."""
    lines = lines_of(record)
    if not lines:
        return
    marks = _Marks(record)
    for number, line in enumerate(lines):
        try:
            yield number, _fact(line, marks)
        except FactLineError as error:
            yield number, error


def without_lost(record: GoldRecord, before: GoldRecord, notes: Notes) -> GoldRecord:
    """`record` without the facts that were sound in `before` and whose mentions it no longer has; `notes` tells."""
    if not lines_of(record) or record.marks == before.marks:
        return record
    sound = {number for number, fact in read_facts(before) if isinstance(fact, GoldFact)}
    lost = {number for number, fact in read_facts(record) if number in sound and isinstance(fact, FactLineError)}
    for _ in lost:
        notes.warn(record.file, record.line, "fact-mention", f"{record.id}: a fact names an annotation that is gone")
    kept = [line for number, line in enumerate(lines_of(record)) if number not in lost]
    meta = {key: value for key, value in record.meta.items() if key != FACTS}
    return replace(record, meta={**meta, FACTS: kept} if kept else meta)


class _Marks:
    """The marks of a record by what they are called in a fact line."""

    def __init__(self, record: GoldRecord) -> None:
        self.text = record.text
        self._marks = [(blanks(record.text[mark.start : mark.end]), mark) for mark in record.marks]

    def find(self, name: str, role: Role) -> Mark:
        """The mark of that name. Raises FactLineError."""
        numbered = _NUMBERED.fullmatch(name)
        wanted = blanks(_plain(numbered[1] if numbered else name))
        found = [mark for text, mark in self._marks if mark.label in role.labels and text == wanted]
        kind = " or ".join(role.labels)
        if not found:
            raise FactLineError("fact-mention", f"{role.name}: no {kind} is annotated as “{wanted}”")
        number = int(numbered[2]) if numbered else 1
        if number > len(found):
            raise FactLineError("fact-mention", f"{role.name}: only {len(found)} {kind} are annotated as “{wanted}”")
        if numbered is None and len(found) > 1 and role.labels == ("QUANTITY",):
            problem = (
                f"{role.name}: {len(found)} amounts are annotated as “{wanted}”; say which: {wanted}#1, {wanted}#2"
            )
            raise FactLineError("fact-mention", problem)
        return found[number - 1]

    def words(self, words: str, near: Mark) -> tuple[int, int]:
        """Where `words` stand next to a mark. Raises FactLineError."""
        pattern = r"\s+".join(map(re.escape, _plain(words).split()))
        first = max(0, near.start - _NEAR)
        piece = self.text[first : near.end + _NEAR]
        places = [(first + found.start(), first + found.end()) for found in re.finditer(pattern, piece)]
        free = [(start, end) for start, end in places if end <= near.start or start >= near.end]
        if not free:
            raise FactLineError("fact-words", f"“{words}” does not stand near the amount")
        # Of two that are as near, the one behind the amount: that is where counted things stand.
        return min(free, key=lambda place: (max(near.start - place[1], place[0] - near.end), place[1] <= near.start))


def _fact(line: str, marks: _Marks) -> GoldFact:
    parts = [part.strip() for part in _BAR.split(line)]
    roles = fact_roles().get(parts[0] if parts else "")
    if roles is None:
        raise FactLineError("fact-form", f"a fact begins with one of {', '.join(fact_roles())}")
    needed = [role for role in roles.values() if role.place]
    given: dict[str, str] = {}
    for part in parts[1:]:
        named = _NAMED.fullmatch(part)
        if named and named[1] in roles and not roles[named[1]].place:
            name, value = named[1], named[2].strip()
        elif len(given) < len(needed):
            name, value = needed[len(given)].name, part
        else:
            options = ", ".join(f"{role.name}=" for role in roles.values() if not role.place) or "nothing"
            raise FactLineError("fact-form", f"“{part}”: after {_form(parts[0])} follow {options}")
        if name in given:
            raise FactLineError("fact-form", f"{name}= is given twice")
        if not value:
            raise FactLineError("fact-form", f"{name} is empty; leave out what the text does not say")
        if not roles[name].place and len(given) < len(needed):
            break
        given[name] = value
    if len(given) < len(needed):
        raise FactLineError("fact-form", f"a fact of this kind begins with {_form(parts[0])}")
    found = {name: marks.find(value, roles[name]) for name, value in given.items() if roles[name].labels}
    values = {name: value for name, value in given.items() if not roles[name].labels}
    for name, value in values.items():
        _check_value(name, value, roles[name].value)
    if "status" in roles:
        values.setdefault("status", DEFAULT_STATUS)
    words = marks.words(values["counted"], found["quantity"]) if "counted" in values else None
    if parts[0] == "amount" and not given.keys() & {"counted", "subject"}:
        raise FactLineError("fact-form", "an amount needs counted= or subject=; without both it is no fact")
    return GoldFact(parts[0], found, values, words)


def _form(kind: str) -> str:
    return " | ".join([kind, *(role.name for role in fact_roles()[kind].values() if role.place)])


def _check_value(name: str, value: str, allowed: str) -> None:
    if allowed == "date":
        if not is_date(value):
            problem = f"{name}={value}: a date is 2020, 2020-10 or 2020-10-12, and must be in the calendar"
            raise FactLineError("fact-form", problem)
    elif allowed != "words" and value not in allowed.split():
        raise FactLineError("fact-form", f"{name}={value}: it must be one of {', '.join(allowed.split())}")


def is_date(value: str) -> bool:
    """Whether `value` is a year, a month or a day in ISO 8601: ``2020``, ``2020-10``, ``2020-10-12``."""
    found = _DATE.fullmatch(value)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def _plain(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name, flags=re.DOTALL)


def blanks(text: str) -> str:
    """`text` with one blank for any white space, as mentions are called in fact lines."""
    return " ".join(text.split())


def key_of(fact: GoldFact) -> tuple[object, ...]:
    """What two lines that say the same have in common."""
    marks: Sequence[tuple[str, Mark]] = sorted(fact.marks.items())
    return (fact.kind, *((role, mark.start, mark.end) for role, mark in marks), *sorted(fact.values.items()))
