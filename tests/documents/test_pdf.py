"""PDF: reading order, broken words, letter-spacing, pages, and files that have no text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from documents_read import check, one, problem
from scripts_loaded import script

from atau.documents.model import Document

articles = script("document_texts").ARTICLES
newspapers = script("make_newspaper")


@pytest.fixture(scope="module", params=["columns", "across"])
def paper(request: pytest.FixtureRequest, papers: Path) -> Document:
    return one(papers / f"{request.param}.pdf")


def test_columns_are_read_one_after_the_other_however_they_were_drawn(paper: Document) -> None:
    expected = [
        part
        for number, article in enumerate(articles)
        for part in (
            *(["Р Е С М И Х А Б А Р"] if number == 1 else []),
            article.title,
            *article.paragraphs,
            article.author,
        )
    ]
    assert paper.text.split("\n\n") == expected


def test_paragraphs_hold_over_columns_and_pages(paper: Document) -> None:
    texts = [paper.text[start:end] for start, end in paper.paragraphs]
    assert articles[1].paragraphs[0] in texts  # it begins in the left column and ends in the right one
    first, second = paper.pages
    assert (first, second[1]) == ((0, 1), 2)
    assert paper.page(0) == 1
    assert paper.page(paper.text.index(articles[2].author)) == 2


def test_a_word_in_two_columns_is_found(paper: Document) -> None:
    import atau

    found = {
        (ent.text.replace("-\n", "").replace("\n", " "), ent.label_) for ent in atau.load("rules")(paper.text).ents
    }
    assert ("Сәуле Төлегенованың", "PERSON") in found
    assert any(label == "ORG" and text.startswith("Көлік министрлігі") for text, label in found)


def test_running_heads_and_page_numbers_are_kept_apart(paper: Document) -> None:
    assert paper.meta["running"] == ["АТЫРАП АЙНАСЫ № 41 (1207)"]
    assert "АЙНАСЫ" not in paper.text
    assert not re.search(r"^\d+$", paper.text, re.MULTILINE)


def test_letters_spaced_by_the_layout_are_words(paper: Document) -> None:
    assert "Ауыл кітапханасы" in paper.text


def test_metadata(papers: Path) -> None:
    meta = one(papers / "columns.pdf").meta
    assert meta["title"] == "Атырап айнасы"
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T[\d:]{8}([+-]\d\d:\d\d)?", meta["created"])
    assert "date" not in meta  # when the file was made is not when the newspaper was


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("locked.pdf", "encrypted; a password is needed; save a copy without a password"),
        ("scan.pdf", "no text; it is a scan, or letters drawn as pictures; run OCR first"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(papers: Path, name: str, words: str) -> None:
    assert problem(papers / name).startswith(words)


@pytest.mark.parametrize("cut", [6, 100, 3000, 9000, 17000])
def test_a_file_that_was_cut_off(papers: Path, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes((papers / "columns.pdf").read_bytes()[:cut])
    assert "broken PDF" in problem(path) or "no text" in problem(path)


def new_page() -> Any:
    """An empty page, with a font of nine points."""
    import fpdf

    regular, _ = newspapers.font_files()
    pdf = fpdf.FPDF(unit="pt", format=(420, 400))
    pdf.add_page()
    pdf.add_font("Text", fname=regular)
    pdf.set_font("Text", size=9)
    return pdf


def test_one_column_and_a_headline_over_two(tmp_path: Path) -> None:
    pdf = new_page()
    pdf.set_font("Text", size=20)
    pdf.text(40, 60, "Екі бағанның үстіндегі тақырып")
    pdf.set_font("Text", size=9)
    left = ["Сол жақтағы бірінші жол осы", "сол жақтағы екінші жол осы", "сол жақтағы үшінші жол осы."]
    right = ["Оң жақтағы бірінші жол осы", "оң жақтағы екінші жол осы", "оң жақтағы үшінші жол осы."]
    for number, (one_line, other) in enumerate(zip(left, right, strict=True)):
        pdf.text(220, 90 + 12 * number, other)
        pdf.text(40, 90 + 12 * number, one_line)
    pdf.set_font("Text", size=12)
    pdf.text(40, 200, "Бүкіл бетке созылған соңғы жол, ол екі бағанды да кесіп өтеді")
    path = tmp_path / "a.pdf"
    pdf.output(str(path))
    text = one(path).text
    assert text == "\n\n".join(
        ["Екі бағанның үстіндегі тақырып", " ".join(left), " ".join(right),
         "Бүкіл бетке созылған соңғы жол, ол екі бағанды да кесіп өтеді"]
    )  # fmt: skip


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    pdf = new_page()
    for number, (name, count) in enumerate([("Аудан", "Мектеп"), ("Көктерек", "14"), ("Қарасу", "9"), ("Ақжар", "7")]):
        pdf.text(220, 90 + 12 * number, count)
        pdf.text(40, 90 + 12 * number, name)
    path = tmp_path / "a.pdf"
    pdf.output(str(path))
    assert one(path).text == "Аудан | Мектеп\n\nКөктерек | 14\n\nҚарасу | 9\n\nАқжар | 7"


def test_text_that_runs_upwards_is_read_apart(tmp_path: Path) -> None:
    pdf = new_page()
    for number in range(4):
        pdf.text(60, 90 + 12 * number, f"Түзу жазылған мәтіннің жолы {number}")
    with pdf.rotation(90, 30, 200):
        pdf.text(30, 200, "Жоғары қарай жазылған жол")
    path = tmp_path / "a.pdf"
    pdf.output(str(path))
    found = one(path)
    assert found.text.split("\n\n")[-1] == "Жоғары қарай жазылған жол"
    check(found)
