"""Checks of fact lines: their form, and that they name annotations of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from atau.corpus.fact_lines import GoldFact, key_of, read_facts
from atau.corpus.problems import Problem
from atau.corpus.records import FACTS, GoldRecord

#: Line and column of a fact line by its number from 0.
FactPlace = Callable[[int], tuple[int, int]]


def check_facts(record: GoldRecord, file: str, place: FactPlace) -> Iterator[Problem]:
    """Every line that cannot be read, names no annotation or says what another line says."""
    given = record.meta.get(FACTS)
    if given is not None and not (isinstance(given, list) and all(isinstance(line, str) for line in given)):
        yield Problem(file, *place(0), "error", "fact-form", f"the field {FACTS!r} must be a list of fact lines")
        return
    seen: dict[tuple[object, ...], int] = {}
    for number, fact in read_facts(record):
        if not isinstance(fact, GoldFact):
            yield Problem(file, *place(number), "error", fact.code, str(fact))
            continue
        key = key_of(fact)
        if key in seen:
            yield Problem(file, *place(number), "error", "fact-twice", f"the same as fact {seen[key] + 1}")
        seen.setdefault(key, number)
