"""Batches: memory stays constant, whatever the length of the stream."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language
from tiny_pipeline import pipeline

from atau.annotate.annotation import Annotated
from atau.annotate.batches import annotate_records
from atau.annotate.records import InputRecord


def test_memory_stays_flat(nlp: Language) -> None:
    """No word of a record stays in the vocabulary, and few records are read ahead."""
    taken = 0

    def records() -> Iterator[InputRecord]:
        nonlocal taken
        for n in range(2000):
            taken += 1
            yield InputRecord(n, " ".join(f"сөз{n}а{k}" for k in range(20)), "f", n)

    sizes, ahead, seen = set(), 0, 0
    for batch in annotate_records(nlp, records()):
        seen += len(batch)
        ahead = max(ahead, taken - seen)
        sizes.add((sum(1 for _ in nlp.vocab), len(nlp.vocab.strings)))
    assert seen == 2000
    assert len(sizes) == 1
    assert ahead == 0


def test_the_pipeline_is_reloaded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atau.annotate.batches.RENEW_WORDS", 1000)
    loads = []

    def load() -> Language:
        loads.append(pipeline())
        return loads[-1]

    records = (InputRecord(n, f"12 сөз{n}а" + f" с{n}" * 9, "f", n) for n in range(2000))
    results = [item for batch in annotate_records(nlp, records, load=load) for item in batch]
    assert len(loads) > 1
    assert all(isinstance(r, Annotated) and len(r.annotation.ents) == 1 for r in results)
