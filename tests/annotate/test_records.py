"""Reading never raises for what a file holds: each piece of it is a record or a failure."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atau.annotate.records import Failure, InputRecord, Source, read_records

# A byte-order mark alone on a line is left over from joining files: it is no record.
BOM = b"\xef\xbb\xbf"
lines = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=20).map(lambda text: json.dumps({"text": text}).encode()),
    st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=4).map(
        lambda value: json.dumps({"text": value}).encode()
    ),
)


@given(st.lists(lines, max_size=6).map(b"\n".join))
@example(b"")
@example(BOM)
@example(b"\n" + BOM)
@example(b"\xff\xfe{\x00")
@pytest.mark.parametrize("jsonl", [True, False])
def test_any_bytes_become_records_and_failures(jsonl: bool, data: bytes) -> None:
    items = list(read_records([Source(None, "stdin", "jsonl" if jsonl else "text")], io.BytesIO(data)))
    assert items
    if not jsonl:
        assert len(items) == 1
    for item in items:
        assert item.file == "stdin"
        if isinstance(item, Failure):
            assert item.error
        else:
            assert isinstance(item, InputRecord)
            item.text.encode("utf-8")
    filled = [n for n, line in enumerate(data.split(b"\n"), 1) if line.strip() not in (b"", BOM)]
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data
    if jsonl and not wide and not data.startswith(BOM):
        assert [item.line for item in items] == (filled or [None])
