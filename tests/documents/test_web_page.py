"""Web pages: the article alone, with its title, and no date that the page does not state."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from documents_read import one, problem
from scripts_loaded import script

from atau.documents.model import Part
from atau.documents.web_page import article_of, whole_page

made = script("make_pages")
BRIDGE = made.BRIDGE


def page(layout: str) -> Part:
    return article_of(made.LAYOUTS[layout](BRIDGE))


@pytest.mark.parametrize("layout", made.LAYOUTS)
def test_the_article_is_read_and_nothing_around_it(layout: str) -> None:
    found = Counter(re.findall(r"\w+", page(layout).text))
    # An old page without a class has its author at the end of the text.
    byline = BRIDGE.author if layout == "breaks" else ""
    expected = Counter(re.findall(r"\w+", f"{BRIDGE.title} {made.truth(layout, BRIDGE)} {byline}"))
    assert found == expected


@pytest.mark.parametrize("layout", ["semantic", "divs", "inside", "breaks", "plain"])
def test_paragraphs_are_those_of_the_page(layout: str) -> None:
    found = page(layout)
    texts = [found.text[start:end] for start, end in found.paragraphs]
    assert texts[:5] == [BRIDGE.title, *BRIDGE.paragraphs]


@pytest.mark.parametrize(
    ("layout", "date"), [("semantic", "2023-10-12T09:30:00+05:00"), ("divs", "2023-10-12T04:30:00+00:00")]
)
def test_metadata(layout: str, date: str) -> None:
    meta = page(layout).meta
    assert (meta["title"], meta["author"], meta["date"]) == (BRIDGE.title, BRIDGE.author, date)
    assert meta["site"] == made.SITE
    assert meta["url"].startswith(made.ADDRESS)
    assert meta["language"] == "kk"


@pytest.mark.parametrize("layout", ["breaks", "plain"])
def test_no_date_is_guessed(layout: str) -> None:
    assert "date" not in page(layout).meta  # though the footer says 2023
    assert page(layout).meta["title"] == BRIDGE.title


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta name="date" content="2023-02-30">', None),
        ('<meta name="pubdate" content="12.10.2023">', "2023-10-12"),
        ('<meta name="date" content="05/06/2023">', None),  # the fifth of June, or the sixth of May
        (linked('{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2023-10"}]}'), "2023-10"),
        (linked('{"@type": "Organization", "datePublished": "2001-01-01"}'), None),
        (linked("{broken"), None),
        ("<time datetime='2023-10-12'></time>", "2023-10-12"),
        ("<time datetime='2023-10-12'></time><time datetime='2023-10-13'></time>", None),
    ],
)  # fmt: skip
def test_dates(head: str, date: str | None) -> None:
    assert article_of(f"<html>{head}<body><p>{BRIDGE.text}</p></body></html>").meta.get("date") == date


def test_a_page_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    text = "Тасоткел копiрi ашылды. Жолды жиырма жыл куттiк, дедi ауыл тургындары. " * 5
    path.write_bytes(
        f'<html><head><meta charset="windows-1251"></head><body><p>{text}</p></body></html>'.encode("cp1251")
    )
    assert one(path).text == text.strip()


@pytest.mark.parametrize(
    "source",
    [
        "",
        " ",
        "<!doctype html>",
        "<html></html>",
        "<html><body><script>x()</script></body></html>",
        "<html>" + "<div>" * 5000,
    ],
)
def test_a_page_without_an_article(tmp_path: Path, source: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(source, "utf-8")
    assert re.search("empty|no article|no text", problem(path))


def test_pages_that_are_made_to_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    for source in (
        "<html><body>" + "<b><i>" * 20_000 + "мәтін",
        "<html><body>" + "<!--" * 20_000,
        "<html " + "a='1' " * 20_000 + "><p>мәтін",
        "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><html><p>&b;</p>",
        "<!DOCTYPE html>" + "\0" * 1000,
    ):
        path.write_text(source, "utf-8")
        assert isinstance(problem_or_text(path), str)


def problem_or_text(path: Path) -> str:
    try:
        return one(path).text
    except ValueError:
        return problem(path)


def test_a_page_that_is_no_article_is_read_whole() -> None:
    text, places = whole_page("<html><title>t</title><p>Бір<br>екі</p><div>Үш <b>төрт</b></div></html>")
    assert text == "Бір\nекі\n\nҮш төрт"
    assert [text[start:end] for start, end in places] == ["Бір\nекі", "Үш төрт"]
