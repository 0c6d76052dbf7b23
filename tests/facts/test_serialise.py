"""Facts as JSON data and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from atau.facts import Amount, Fact, FactFormatError, Holding, Mention, Status, from_dict, to_dict

FactsOf = Callable[[str], list[Fact]]
SOURCE = (
    "⟦POSITION ⟦LOC Бескөл⟧ ауданының әкімі⟧ ⟦PERSON Ермек Тоқсан⟧ 1979 жылы ⟦LOC Сарыойда⟧ туған. ⟦LOC Бескөлдегі⟧ "
    "⟦ORG ⟦ORG Қаржы министрлігінің⟧ комитетінде⟧ ⟦QUANTITY 2,5 тонна⟧ қағаз бар."
)
PERSON = Mention(start=0, end=3, text="Али", label="PERSON", cluster="p1")
OFFICE = Mention(start=4, end=8, text="әкім", label="POSITION", normal="әкім")
HOLDING: dict[str, Any] = to_dict(
    Holding(start=0, end=8, sentence=(0, 9), score=0.9, source="facts.apposition", person=PERSON, office=OFFICE,
            status=Status.FORMER)
)  # fmt: skip


def test_every_kind_survives_json(facts_in: FactsOf) -> None:
    facts = facts_in(SOURCE)
    assert {to_dict(fact)["kind"] for fact in facts} == {"holds", "located", "part", "amount", "life"}
    written = json.dumps([to_dict(fact) for fact in facts], default=str)
    assert [from_dict(data) for data in json.loads(written)] == facts


def test_what_is_not_known_is_left_out() -> None:
    assert "place" not in HOLDING
    assert "date" not in HOLDING
    assert HOLDING["person"] == {"start": 0, "end": 3, "text": "Али", "label": "PERSON", "cluster": "p1"}
    assert HOLDING["status"] == "former"


def test_numbers_of_amounts_stay_exact(facts_in: FactsOf) -> None:
    (amount,) = (fact for fact in facts_in(SOURCE) if isinstance(fact, Amount))
    assert to_dict(amount)["value"]["value"] == Decimal("2.5")
    again = from_dict({**to_dict(amount), "value": {"value": "0.1", "kind": "measure"}})
    assert isinstance(again, Amount)
    assert again.value == {"value": Decimal("0.1"), "kind": "measure"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "owns"}, "kind: 'owns' is none of"),
        ({"owner": 1}, "owner: a fact of the kind holds has no such field"),
        ({"person": None}, "person: a fact of the kind holds needs it"),
        ({"status": "boss"}, "status: 'boss' is not a valid Status"),
        ({"sentence": [1]}, "sentence: "),
        ({"person": {"start": 1}}, "person: "),
        ({"date": 2020}, "date: 2020 is not text"),
    ],
)
def test_data_that_is_no_fact_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(FactFormatError) as caught:
        from_dict({**HOLDING, **change})
    assert str(caught.value).startswith(said)
