"""Marked text: reading, writing, and errors with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atau.corpus.marked import Mark, MarkedText, MarkError, parse, scan_marked, write


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
        ("---\nid: 1\n---\nбір ⟧", "line 4, column 5: ⟧ closes no mark"),
        ("---\nid 1\n---\nбір", "line 2, column 1: a line of the front matter must be"),
        ("---\nid: 1\nid: 2\n---\nбір", "line 3, column 1: 'id' appears twice in the front matter"),
        ("---\nid: 1\nбір", "line 1, column 1: the front matter has no second line ---"),
        ("⟦LOC{normal} Арал⟧", "line 1, column 5: attributes must be"),
        ("⟦LOC{a=1; a=2} Арал⟧", "line 1, column 5: the attribute 'a' is given twice"),
    ],
)
def test_errors_say_where(source: str, message: str) -> None:
    with pytest.raises(MarkError) as caught:
        parse(source)
    assert message in str(caught.value)


def test_all_errors_are_found() -> None:
    """A bracket too few spoils its own paragraph only."""
    scan = scan_marked("⟦LOC Арал мен ⟦PERSON Асан⟧\n\nЕкінші⟧ ⟦loc Арал⟧ келді\n\n⟦ORG Сенат⟧ пен ⟦ORG Мәжіліс")
    assert [(e.line, e.column) for e in scan.errors] == [(1, 1), (3, 7), (3, 9), (5, 17)]
    found = [(m.label, scan.marked.text[m.start : m.end], m.depth) for m in scan.marked.marks]
    assert found == [("PERSON", "Асан", 0), ("ORG", "Сенат", 0)]


def test_front_matter_and_attributes() -> None:
    source = "---\nid: a-1\ntopic: party: life\ndirt:\n---\n⟦PERSON{normal=Асан Үсен; note=а\\;ә\\}} Үсенов⟧ келді.\n"
    marked = parse(source)
    assert marked.header == (("id", "a-1"), ("topic", "party: life"), ("dirt", ""))
    assert marked.text == "Үсенов келді.\n"
    assert marked.marks == (Mark(0, 6, "PERSON", 0, (("normal", "Асан Үсен"), ("note", "а;ә}"))),)
    assert write(marked) == source


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\⟦LOC Арал\⟧", "⟦LOC Арал⟧"),
        (r"C:\жол \\⟦LOC Арал⟧", "C:\\жол \\Арал"),
        (r"\\\⟦", "\\⟦"),
        ("---\n---\n---\nid: мәтін", "---\nid: мәтін"),
        ("--- сызық", "--- сызық"),
        ("---\r\nid: 1\r\n---\r\nбір\r\n", "бір\r\n"),
    ],
)
def test_what_looks_like_a_mark_can_be_text(source: str, text: str) -> None:
    assert parse(source).text == text


def test_places_are_those_of_the_file() -> None:
    scan = scan_marked("---\nid: 1\n---\nбір \\⟦\n⟦LOC{a=б} Арал⟧ екі")
    text = scan.marked.text
    assert scan.place(text.index("Арал")) == (5, 11)
    assert scan.place(text.index("екі")) == (5, 17)
    assert scan.place(text.index("⟦")) == (4, 6)
    assert scan.place(0) == (4, 1)


@pytest.mark.parametrize(
    "marks",
    [
        (Mark(0, 0, "LOC"),),
        (Mark(0, 9, "LOC"),),
        (Mark(0, 1, "loc"),),
        (Mark(0, 2, "LOC"), Mark(1, 3, "LOC")),
        (Mark(0, 3, "LOC"), Mark(1, 2, "LOC", 0)),
        (Mark(2, 3, "LOC"), Mark(0, 1, "LOC")),
        (Mark(0, 1, "LOC", 0, (("a b", ""),)),),
    ],
)
def test_what_cannot_be_written_is_refused(marks: tuple[Mark, ...]) -> None:
    with pytest.raises(ValueError, match=r"mark|attribute"):
        write(MarkedText("абв", marks))


# --- properties ----------------------------------------------------------------------------------

_TEXT = st.text(st.sampled_from("аБ\n \r\\⟦⟧{}=;-\u00a0😀"), min_size=1, max_size=6)
_KEYS = st.sampled_from(["id", "normal", "а-ә", "x.y"])
_VALUES = st.text(st.sampled_from("аб \\;}{⟦⟧=\n\t\r\u00a0"), max_size=6)
_ATTRIBUTES = st.dictionaries(_KEYS, _VALUES, max_size=2).map(lambda d: tuple(d.items()))


def _inner(children: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    mark = st.tuples(st.sampled_from(["LOC", "ORG", "A-1_"]), _ATTRIBUTES, children)
    return st.lists(st.one_of(_TEXT, mark), min_size=1, max_size=4)


_TREES = st.recursive(st.lists(_TEXT, min_size=1, max_size=2), _inner, max_leaves=8)


def _grow(tree: object, start: int, depth: int, marks: list[Mark]) -> str:
    text = ""
    for item in tree:  # type: ignore[attr-defined]
        if isinstance(item, str):
            text += item
        else:
            label, attributes, children = item
            at = len(marks)
            inner = _grow(children, start + len(text), depth + 1, marks)
            marks.insert(at, Mark(start + len(text), start + len(text) + len(inner), label, depth, attributes))
            text += inner
    return text


@given(_TREES, st.dictionaries(_KEYS, st.text("аб:-⟦\\ ", max_size=5).map(str.strip), max_size=2))
def test_what_is_written_is_read(tree: object, header: dict[str, str]) -> None:
    marks: list[Mark] = []
    text = _grow(tree, 0, 0, marks)
    marked = MarkedText(text, tuple(marks), tuple(header.items()))
    source = write(marked)
    assert parse(source) == marked
    assert write(parse(source)) == source


@given(st.text(st.sampled_from("аA \n⟦⟧\\{}=;-:"), max_size=40))
def test_reading_never_fails_otherwise(source: str) -> None:
    """Any source is read, or its errors lie inside of it; what was read can be written."""
    scan = scan_marked(source)
    lines = source.split("\n")
    for error in scan.errors:
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
    kept = tuple(m for m in scan.marked.marks if m.start < m.end)
    if len(kept) == len(scan.marked.marks):
        assert parse(write(MarkedText(scan.marked.text, kept))).marks == kept
