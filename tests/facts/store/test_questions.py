"""The ten questions of docs/how-to/facts.md: each query runs, and has an answer in the demo documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from atau import loading
from atau.facts import FactStore

ROOT = Path(__file__).parents[3]
QUERIES = re.findall(r"^```sql\n(.*?)^```", (ROOT / "docs/how-to/facts.md").read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture(scope="module")
def demo(rules: Language) -> Iterator[FactStore]:
    with pytest.MonkeyPatch.context() as patch, FactStore() as store:
        patch.setattr(loading, "load", lambda name, **_: rules)
        done = store.update(ROOT / "corpus/demo_documents", model="rules")
        assert (done.documents, done.failed) == (3, 0)
        yield store


def test_there_are_ten() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize("query", QUERIES, ids=range(1, len(QUERIES) + 1))
def test_each_has_an_answer(demo: FactStore, query: str) -> None:
    assert demo.sql(query)


def test_the_answers_are_right(demo: FactStore) -> None:
    tenures = {(name, office): (place, status) for name, office, _, place, status, *_ in demo.sql(QUERIES[0])}
    assert tenures["Арман Сейітов", "Көкбұлақ ауданының әкімі"] == ("Көкбұлақ", "holds")
    assert ("Гүлнұр Бекова", "appointed") in {(row[1], row[3]) for row in demo.sql(QUERIES[2])}
    akims = [name for name, *_ in demo.sql(QUERIES[3])]
    assert set(akims) == {"Арман Сейітов", "Ерлан Қасымов"}
    assert [int(value) for value, *_ in demo.sql(QUERIES[4])][:3] == [15_100_000_000, 14_600_000_000, 1_200_000_000]
    assert ("Арман Сейітов", "Гүлнұр Бекова", 2) in demo.sql(QUERIES[5])
    assert "«Жаңа жол» ЖШС" in {organisation for organisation, *_ in demo.sql(QUERIES[6])}
