"""Objects of JSONL: passed through as they stand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atau.annotate.json_lines import JsonProblem, extended, parse_object

NUMBERS = ["12345678901234567890.123456789", "1e999", "-0", "1.0", "1E+2", "9" * 5000]
LINE = '{"id" :7, "n": [' + ", ".join(NUMBERS) + '], "text": "а\\u04d9\\ud800" }'


def test_numbers_and_strings_stay_as_they_are_written() -> None:
    parse_object(LINE)
    result = extended(LINE, {"ents": []})
    assert all(number in result for number in NUMBERS)
    assert '"а\\u04d9\\ud800"' in result
    assert result.endswith('"ents": []}')


def test_a_field_with_a_name_of_ours_is_kept_under_another() -> None:
    line = '{"ents": [1.50], "input_ents": 2, "text": "ents"}'
    assert extended(line, {"ents": [], "people": None}) == (
        '{"input_input_ents": [1.50], "input_ents": 2, "text": "ents", "ents": [], "people": null}'
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"a": 1, "b": {"x": 1, "x": 2}}', "the field 'x' is given twice"),
        ('{"a": NaN}', "NaN is no number of JSON"),
        ('{"a": -Infinity}', "-Infinity is no number of JSON"),
        ("[1]", "expected a JSON object, found an array"),
        ("[" * 100_000, "bad JSON"),
    ],
)
def test_what_is_no_json_object(line: str, message: str) -> None:
    with pytest.raises(JsonProblem, match=message):
        parse_object(line)


def test_a_name_that_is_given_twice_among_many_is_found_at_once() -> None:
    names = ", ".join(f'"{number}": 0' for number in range(300_000))
    with pytest.raises(JsonProblem, match="'299999' is given twice"):
        parse_object(f'{{{names}, "299999": 1}}')


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(), values, max_size=4), st.sampled_from([None, 1]), st.booleans())
def test_any_object_is_extended(fields: dict[str, object], indent: int | None, ascii_only: bool) -> None:
    line = json.dumps(fields, ensure_ascii=ascii_only, indent=indent).replace("\n", " ")
    found = json.loads(extended(line, {"ents": [1]}))
    assert found.pop("ents") == [1]
    before = {("input_ents" if key == "ents" else key): value for key, value in fields.items()}
    assert found == before
