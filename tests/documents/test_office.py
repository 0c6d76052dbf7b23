"""Word and OpenDocument files, RTF: paragraphs, tables, notes, tracked changes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from documents_read import one, problem

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def word_file(path: Path) -> None:
    """A heading, paragraphs, a table, a text that was inserted and one that was deleted with changes tracked."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    document.add_heading("Аудан мектептері", 1)
    document.add_paragraph("Көктерек ауданында 14 мектеп бар.")
    table = document.add_table(2, 2)
    for place, text in enumerate(("Аудан", "Мектеп саны", "Қарасу", "9")):
        table.cell(place // 2, place % 2).text = text
    paragraph = document.add_paragraph("Жаңа мектепті ")
    paragraph._p.append(parse_xml(f'<w:ins xmlns:w="{W}"><w:r><w:t>Сәуле Төлегенова </w:t></w:r></w:ins>'))
    paragraph._p.append(parse_xml(f'<w:del xmlns:w="{W}"><w:r><w:delText>басқа адам </w:delText></w:r></w:del>'))
    paragraph.add_run("басқарады.")
    document.sections[0].header.paragraphs[0].text = "Ресми хабар"
    document.core_properties.author = "Гүлнар Әшімова"
    document.core_properties.title = "Документ1"
    document.save(str(path))


def test_word(tmp_path: Path) -> None:
    word_file(tmp_path / "a.docx")
    found = one(tmp_path / "a.docx")
    assert found.text.split("\n\n") == [
        "Аудан мектептері", "Көктерек ауданында 14 мектеп бар.", "Аудан | Мектеп саны", "Қарасу | 9",
        "Жаңа мектепті Сәуле Төлегенова басқарады.",
    ]  # fmt: skip
    assert len(found.paragraphs) == 5
    assert (found.meta["title"], found.meta["author"]) == ("Аудан мектептері", "Гүлнар Әшімова")
    assert found.meta["running"] == ["Ресми хабар"]


def open_document(path: Path, body: str, manifest: str = "<m/>") -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        archive.writestr(
            "meta.xml",
            f"<office:document-meta {ODF}><office:meta><dc:title>Хабар</dc:title><meta:initial-creator>Дархан Мұсаев"
            "</meta:initial-creator><meta:creation-date>2023-10-12T09:30:00.5</meta:creation-date></office:meta>"
            "</office:document-meta>",
        )
        archive.writestr("META-INF/manifest.xml", manifest)


def test_open_document(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    open_document(
        path,
        "<text:tracked-changes><text:p>өшірілді</text:p></text:tracked-changes><text:h>Аудан</text:h>"
        "<text:p>Көктерек<text:s text:c='2'/>ауданы<text:line-break/>мен <text:span>Қарасу</text:span>\n   ауданы."
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Ескерту.</text:p></text:note-body>"
        "</text:note></text:p><table:table><table:table-row><table:table-cell><text:p>Мектеп</text:p></table:table-cell>"
        "<table:table-cell><text:p>14</text:p></table:table-cell></table:table-row></table:table>",
    )
    found = one(path)
    assert found.text.split("\n\n") == ["Аудан", "Ескерту.", "Көктерек  ауданы\nмен Қарасу ауданы.", "Мектеп | 14"]
    assert dict(found.meta) == {"title": "Хабар", "author": "Дархан Мұсаев", "created": "2023-10-12T09:30:00"}
    open_document(path, "<text:p>x</text:p>", "<m><encryption-data/></m>")
    assert "encrypted" in problem(path)


def test_rtf(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    text = "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in "Қарасу облысы.")
    path.write_text(
        "{\\rtf1\\ansi\\ansicpg1251{\\info{\\title " + text + "}{\\creatim\\yr2023\\mo10\\dy12\\hr9}}"
        + text + "\\par \\'ee\\'e1\\'eb\\'fb\\'f1\\par\\trowd\\cellx1\\cellx2\\intbl A\\cell B\\cell\\row}",
        "ascii",
    )  # fmt: skip
    found = one(path)
    assert found.text.split("\n\n") == ["Қарасу облысы.", "облыс", "A | B"]
    assert dict(found.meta) == {"title": "Қарасу облысы.", "created": "2023-10-12"}
    path.write_text("сәлем", "utf-8")
    assert "no RTF" in problem(path)


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.xlsx"])
def test_files_that_are_none_of_these(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("Бұл жай мәтін.", "utf-8")
    assert "whatever its name says" in problem(path)
    path.write_bytes(b"")
    assert problem(path) == "the file is empty"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)))
    assert "broken" in problem(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    assert "encrypted, or a file of an old version" in problem(path)


def test_a_word_file_that_was_cut_or_damaged(tmp_path: Path) -> None:
    word_file(tmp_path / "a.docx")
    whole = (tmp_path / "a.docx").read_bytes()
    path = tmp_path / "b.docx"
    path.write_bytes(whole[: len(whole) // 2])
    assert "broken" in problem(path)
    for content in (b"", b"<w:document", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"):
        source = zipfile.ZipFile(io.BytesIO(whole))
        with zipfile.ZipFile(path, "w") as target:
            for member in source.infolist():
                data = content if member.filename == "word/document.xml" else source.read(member)
                target.writestr(member.filename, data)
        message = problem(path)
        assert message
        assert "root:" not in message
