"""Markdown: what comes from the text never becomes markup."""

from __future__ import annotations

from annotated_text import annotated
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tiny_pipeline import TEXT, pipeline

from atau.annotate.writers.markdown import markdown_record

_NLP = pipeline()


def test_sentences_and_a_table() -> None:
    lines = markdown_record(annotated(TEXT, _NLP, identity="dir/a_b.txt")).split("\n")
    assert lines[0] == "## a\\_b.txt"
    assert lines[2] == "**Арман Сейітов** `PERSON` **Көкбұлақта** `LOC` **12** `QUANTITY` үй салды."
    assert "*(1 sentence without entities is not shown)*" in lines
    assert "| `PERSON` | 2 | Арман Сейітов ×2 |" in lines


def test_no_entities() -> None:
    assert "no entities" in markdown_record(annotated("Ауа райы жақсы.", _NLP))


@given(
    st.lists(
        st.sampled_from(["12", " ", "#", "- ", "1. ", "*", "_", "<b>", "[x](y)", "`", "|", "~", "> ", "=", "&lt;"])
    )
)
def test_the_text_is_shown_as_it_is(pieces: list[str]) -> None:
    text = "12 " + "".join(pieces) + " соңы"
    shown = MarkdownIt("commonmark").render(markdown_record(annotated(text, _NLP)))
    for tag in ("<a ", "<em>", "<b>", "<blockquote>", "<ul>", "<ol>", "<h1>", "<img"):
        assert tag not in shown.replace("<em>(", "")
