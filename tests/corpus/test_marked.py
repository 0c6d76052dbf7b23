"""Reading marked text."""

from __future__ import annotations

import pytest

from atau.corpus.marked import MarkError, parse


def test_nested_marks_keep_the_text() -> None:
    marked = parse("Кеше ⟦POSITION ⟦LOC Арал⟧ ауданының әкімі⟧ келді.")
    assert marked.text == "Кеше Арал ауданының әкімі келді."
    found = [(marked.text[m.start : m.end], m.label, m.depth) for m in marked.marks]
    assert found == [("Арал ауданының әкімі", "POSITION", 0), ("Арал", "LOC", 1)]
    assert [m.label for m in marked.flat] == ["POSITION"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Бір\nекі ⟦LOC Арал", "line 2, column 5: ⟦LOC is never closed"),
        ("Арал⟧", "line 1, column 5: ⟧ closes no mark"),
        ("бұл ⟦loc Арал⟧", "line 1, column 5: ⟦ must be followed by a label"),
        ("⟦LOC Арал⟧ мен ⟦", "line 1, column 16: ⟦ must be followed by a label"),
    ],
)
def test_errors_say_where(source: str, message: str) -> None:
    with pytest.raises(MarkError) as caught:
        parse(source)
    assert message in str(caught.value)
