"""The parts of JSON as they stand in the text."""

from __future__ import annotations

import json

import pytest

from atau.documents.json_values import elements, members

VALUES = [
    "1",
    "-0.0",
    "1e999",
    "9" * 5000,
    '""',
    r'"\"]}, \u04d9"',
    "[]",
    "{}",
    "[ ]",
    '{"a":[1,{"b":"}"}]}',
    "null",
    "true",
]


@pytest.mark.parametrize("blank", ["", " ", "\n\t \r\n"])
@pytest.mark.parametrize("count", [0, 1, 2, len(VALUES)])
def test_values_are_given_as_they_stand(blank: str, count: int) -> None:
    values = VALUES[:count]
    inside = f"{blank},{blank}".join(values)

    assert list(elements(f"{blank}[{blank}{inside}{blank}]{blank}")) == values
    named = [(f'ә"{number}', value) for number, value in enumerate(values)]
    text = f"{blank},".join(f"{blank}{json.dumps(name)}{blank}:{blank}{value}" for name, value in named)
    assert list(members(f"{blank}{{{text}{blank}}}")) == named


def test_much_white_space_takes_no_time() -> None:
    space = " " * 3_000_000
    array = f"[{space}1{space},{space}2{space}]"
    assert list(members(f'{{{space}"a"{space}:{space}{array}{space}}}')) == [("a", array)]
    assert list(elements(array)) == ["1", "2"]
