"""The page: the text as it is, its entities with tooltips, a legend; everything from outside escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from annotated_text import annotated
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_pipeline import TEXT, pipeline
from typer.testing import Result

import atau
from atau.annotate.writers.html import html_section
from atau.labels import COLORS

_NLP = pipeline()


Run = Callable[..., Result]


class _Balance(HTMLParser):
    """Every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


class _Text(HTMLParser):
    """The visible text of the text box, without the labels behind the entities."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append("text" if ("class", "text") in attrs else tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if "text" in self._open and "span" not in self._open:
            self.text += data


def text_of(section: str) -> str:
    parser = _Text()
    parser.feed(section)
    return parser.text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["12", " ", "\n", "<b>", "&amp;", "Көкбұлақта", ". ", '"', "'", "{{ x }}"])).map("".join)
)
def test_the_text_is_shown_as_it_is(text: str) -> None:
    assert text_of(html_section(annotated(text, _NLP))) == text


def test_the_title_is_the_file_name_and_nothing_tells_the_path() -> None:
    section = html_section(annotated(TEXT, _NLP, identity="a/b/мақала <1>.txt"))
    assert "<h2>мақала &lt;1&gt;.txt</h2>" in section
    assert "a/b" not in section


def test_mentions_inside_a_mention_and_the_people() -> None:
    text = "Атырау облысының әкімі Ерлан Сабыров келді. Сабыров жобаны қолдады."
    section = html_section(annotated(text, atau.load("rules")))
    assert text_of(section) == text
    outer = re.search(r"<mark [^>]*>(<mark .*?</mark>) әкімі<span>&nbsp;POSITION</span></mark>", section)
    assert outer is not None
    assert re.search(r">Атырау облысының<span>&nbsp;LOC</span></mark>", outer[1])
    assert "<li>Ерлан Сабыров <small>Атырау облысының әкімі · 2 mentions</small></li>" in section


def test_the_page_is_well_formed_and_fits_dark_screens_and_paper(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    page = run("a.txt", "-f", "html").stdout
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert "white-space: pre-wrap" in page
    checker = _Balance()
    checker.feed(page)
    assert checker.open == []


def test_the_legend_counts_the_labels_in_their_order() -> None:
    section = html_section(annotated(TEXT, _NLP))
    legend = re.findall(r'<li><span style="background: (#\w+)">(\w+)</span> (\d+)</li>', section)
    assert legend == [
        (COLORS[label], label, count) for label, count in (("PERSON", "2"), ("LOC", "1"), ("QUANTITY", "1"))
    ]
    assert "<li>no entities</li>" in html_section(annotated("Ешкім жоқ.", _NLP))


def test_tooltips_give_the_form_and_the_value() -> None:
    page = html_section(annotated("Атырау облысына 4,5 млрд. теңге бөлінді.", atau.load("rules")))
    titles = [html.unescape(title) for title in re.findall(r'<mark [^>]*title="([^"]*)"', page)]
    assert len(titles) == 2
    assert titles[0].startswith("Атырау облысы · l1 · ")
    assert titles[1].startswith("4 500 000 000 KZT · ")
