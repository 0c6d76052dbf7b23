"""Folders, archives, mail, plain text, and files that harm: nothing raises, nothing hangs, the rest goes on."""

from __future__ import annotations

import email.message
import email.policy
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest
from documents_read import check, one, problem, read
from hypothesis import given, settings
from hypothesis import strategies as st

import atau
from atau.documents.isolation import Reader
from atau.documents.model import Document, DocumentFailure, PartFailure
from atau.documents.options import ReadOptions
from atau.documents.parts import parts_in
from atau.documents.remarks import Remarks

TEXT = "Көктерек ауданының әкімі жаңа мектепті ашты."


def message(**headers: str) -> email.message.EmailMessage:
    made = email.message.EmailMessage(policy=email.policy.SMTP)
    for name, value in headers.items():
        made[name] = value
    return made


# --- text, Markdown, subtitles ---------------------------------------------------------------------


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_bytes(TEXT.encode("kz1048"))
    (tmp_path / "b" / "c.srt").write_text(f"1\n00:00:01,000 --> 00:00:02,000\n{TEXT}\n", "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xff")
    found = list(atau.read_documents(tmp_path))
    assert [item.id for item in found if isinstance(item, atau.Document)] == ["a.txt", "b/c.srt"]
    [failure] = [item for item in found if isinstance(item, atau.DocumentFailure)]
    assert failure.source == str(tmp_path / "bad.txt")
    assert found[0].text == TEXT
    assert found[0].source == str(tmp_path / "a.txt")
    again = next(atau.read_documents([tmp_path / "a.txt"]))
    assert again.checksum == found[0].checksum


def test_what_is_missing(tmp_path: Path) -> None:
    assert problem(tmp_path / "no.txt") == "no such file or directory"
    assert problem("-") == "standard input is no file; give the path of a file"


def test_paragraphs_of_plain_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"\n  {TEXT}\nЕкінші жол.\n \n\nҮшінші.\n", "utf-8")
    found = one(tmp_path / "a.txt")
    assert [found.text[start:end] for start, end in found.paragraphs] == [f"{TEXT}\nЕкінші жол.", "Үшінші."]


def test_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f"---\ntitle: 'Мектеп'\ndate: 2023-10-12\nauthor: Дархан Мұсаев\n---\n# Тақырып\n\n**Көктерек** [ауданы](http://a.b)\n"
        f"*жаңалығы* ![сурет](a.png)\n\n- {TEXT}\n\n| Аудан | Мектеп |\n|---|---|\n| Қарасу | 9 |\n",
        "utf-8",
    )
    found = one(tmp_path / "a.md")
    assert found.text.split("\n\n") == ["Тақырып", "Көктерек ауданы\nжаңалығы", TEXT, "Аудан | Мектеп", "Қарасу | 9"]
    assert dict(found.meta) == {"title": "Мектеп", "date": "2023-10-12", "author": "Дархан Мұсаев"}


# --- mail and archives ------------------------------------------------------------------------------


def test_mail(tmp_path: Path, papers: Path) -> None:
    mail = message(Subject="Жаңа мектеп", From="Гүлнар <g@example.kz>", Date="Thu, 12 Oct 2023 09:30:00 +0500")
    mail.set_content(TEXT)
    mail.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    mail.add_attachment(
        (papers / "across.pdf").read_bytes(), maintype="application", subtype="pdf", filename="газет.pdf"
    )
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="../../a.png")
    (tmp_path / "m.eml").write_bytes(bytes(mail))
    remarks = Remarks()
    [letter, paper], failures = read(tmp_path, remarks=remarks)
    assert failures == []
    assert (letter.id, letter.text.strip()) == ("m.eml", TEXT)
    assert letter.meta["date"] == "2023-10-12T09:30:00+05:00"
    assert (letter.meta["title"], letter.meta["author"]) == ("Жаңа мектеп", "Гүлнар <g@example.kz>")
    assert (paper.id, len(paper.pages)) == ("m.eml/газет.pdf", 2)
    [remark] = remarks.lines()
    assert remark.endswith("m.eml/a.png")


def test_a_mail_with_a_picture_in_its_text_is_no_saved_page(tmp_path: Path) -> None:
    mail = message(Subject="Жаңа мектеп", From="g@example.kz", Date="Thu, 12 Oct 2023 09:30:00 +0500")
    mail.set_content(f"<p>{TEXT}</p><img src='cid:logo'>", subtype="html")
    mail.add_related(b"GIF89a", maintype="image", subtype="gif", cid="<logo>")
    (tmp_path / "m.eml").write_bytes(bytes(mail))
    (letter,) = atau.read_documents(tmp_path)
    assert isinstance(letter, Document)
    assert letter.text.strip() == TEXT
    assert letter.meta == {"title": "Жаңа мектеп", "author": "g@example.kz", "date": "2023-10-12T09:30:00+05:00"}


def test_no_attachment_goes_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = message(Subject="x")
    mail.set_content(TEXT)
    mail.add_attachment("Көпір ашылды.")
    mail.add_attachment(b"", maintype="application", subtype="pdf", filename="e.pdf")
    mail.add_attachment("Тағы бірі.", filename="c.txt")
    (tmp_path / "m.eml").write_bytes(bytes(mail))
    monkeypatch.setattr("atau.documents.mail._ATTACHMENTS", 2)
    letter, unnamed, *failures = atau.read_documents(tmp_path, timeout=None)
    assert isinstance(letter, Document)
    assert isinstance(unnamed, Document)
    assert (unnamed.id, unnamed.text.strip()) == ("m.eml/1.txt", "Көпір ашылды.")
    empty, others = map(str, failures)
    assert "e.pdf: the file is empty" in empty
    assert "more than 2 attachments" in others


def test_a_file_that_goes_while_it_is_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path) -> str:
        raise FileNotFoundError(2, "No such file or directory", str(path))

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("atau.documents.reading.sha256_of", gone)
    (failure,) = atau.read_documents(tmp_path)
    assert isinstance(failure, DocumentFailure)
    assert "a.txt: cannot be read: No such file or directory" in str(failure)


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    mail = message(**{"Snapshot-Content-Location": "https://atyrap.example/1", "Subject": "x"})
    mail.set_content(f"<html><body><h1>Мектеп</h1><p>{TEXT} {TEXT}</p></body></html>", subtype="html")
    mail.make_related()
    (tmp_path / "a.mht").write_bytes(bytes(mail))
    found = one(tmp_path / "a.mht")
    assert (found.text, found.meta["url"]) == (f"Мектеп\n\n{TEXT} {TEXT}", "https://atyrap.example/1")


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return stream.getvalue()


def test_an_archive(tmp_path: Path) -> None:
    inner = archive(**{"c.txt": TEXT.encode()})
    members = {
        "../../a.txt": TEXT.encode(), "/etc/b.txt": TEXT.encode(), "x\\y.txt": TEXT.encode(), ".hidden.txt": b"1",
        "__MACOSX/a.txt": b"1", "p.bin": b"1", "broken.pdf": b"%PDF-1.4", "in.zip": inner, "empty.txt": b"",
    }  # fmt: skip
    (tmp_path / "z.zip").write_bytes(archive(**members))
    remarks = Remarks()
    found, failures = read(tmp_path, remarks=remarks)
    names = [item.id for item in found]
    assert names == ["z.zip/a.txt", "z.zip/etc/b.txt", "z.zip/x/y.txt", "z.zip/in.zip/c.txt"]
    assert [failure.source.rpartition("/")[2] for failure in failures] == ["broken.pdf", "empty.txt"]
    assert "p.bin" in " ".join(remarks.lines())
    assert sorted(os.listdir(tmp_path)) == ["z.zip"]  # nothing is unpacked


def test_archives_that_are_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive(**{"a.txt": TEXT.encode()})
    for _ in range(10):
        data = archive(**{"a.zip": data})
    (tmp_path / "deep.zip").write_bytes(data)
    assert "deeper than" in problem(tmp_path / "deep.zip")
    (tmp_path / "big.zip").write_bytes(archive(**{f"{n}.txt": bytes(1 << 20) for n in range(8)}))
    monkeypatch.setattr("atau.documents.archive.MAX_UNPACKED", 4 << 20)
    assert "unpacked it has more than" in problem(tmp_path / "big.zip")
    monkeypatch.setattr("atau.documents.archive.MAX_MEMBERS", 4)
    assert "8 files inside" in problem(tmp_path / "big.zip")


def test_an_archive_with_a_password(tmp_path: Path) -> None:
    data = bytearray(archive(**{"a.txt": TEXT.encode()}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    (tmp_path / "z.zip").write_bytes(data)
    assert problem(tmp_path / "z.zip").startswith("encrypted")


# --- files that harm --------------------------------------------------------------------------------

HEADS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"{\\rtf1 ",
    b"<!doctype html>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"From: a\n\n",
]
ENDINGS = ["pdf", "docx", "odt", "rtf", "html", "eml", "mht", "csv", "xlsx", "json", "jsonl", "zip", "txt", "md", "srt"]


@settings(max_examples=150)
@given(st.sampled_from(HEADS), st.binary(max_size=200), st.sampled_from(ENDINGS))
def test_any_bytes_give_documents_or_failures(head: bytes, rest: bytes, ending: str) -> None:
    for item in parts_in(f"a.{ending}", io.BytesIO(head + rest), ReadOptions()):
        if isinstance(item, PartFailure):
            assert item.problem


def test_a_wrong_ending_does_no_harm(tmp_path: Path, papers: Path) -> None:
    whole = (papers / "columns.pdf").read_bytes()
    for name in ("a.txt", "a.docx", "a.html", "a.csv"):
        (tmp_path / name).write_bytes(whole)
        assert one(tmp_path / name).pages


def test_a_library_that_is_missing(tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert problem(papers / "columns.pdf") == 'needs pypdfium2, which is not installed; pip install "atau[documents]"'


@pytest.mark.skipif(sys.platform == "win32", reason="a FIFO")
def test_a_file_that_takes_too_long_or_kills_its_reader_is_a_failure(tmp_path: Path, papers: Path) -> None:
    os.mkfifo(tmp_path / "slow.pdf")  # opening it waits for ever
    with Reader(ReadOptions(), 0.5) as reader:
        [stopped] = reader.parts(tmp_path / "slow.pdf")
        assert isinstance(stopped, PartFailure)
        assert "took longer than 0.5 s" in stopped.problem
    with Reader(ReadOptions(), 60) as reader:
        [part] = reader.parts(papers / "columns.pdf")
        assert reader.helper_id is not None
        process = reader.helper_id
    with Reader(ReadOptions(), 60) as reader:
        assert list(reader.parts(papers / "columns.pdf")) == [part]
        assert reader.helper_id == process  # one for all runs
        os.kill(reader.helper_id, 9)
        [crashed] = reader.parts(papers / "columns.pdf")
        assert isinstance(crashed, PartFailure)
        assert "crashed" in crashed.problem
        assert list(reader.parts(papers / "columns.pdf")) == [part]  # a new one was started


def test_documents_of_another_process_are_the_same(papers: Path) -> None:
    apart = list(atau.read_documents([papers / "across.pdf", papers / "scan.pdf"]))
    found, failures = read(papers / "across.pdf", papers / "scan.pdf")
    assert apart == [*found, *failures]
    check(found[0])


def test_the_date_that_a_text_bears(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Жаңа мектеп\n12 қазан 2023 жыл\n\n{TEXT}\n", "utf-8")
    (tmp_path / "b.txt").write_text(f"Жаңа мектеп\n\n{TEXT} Ол 2023 жылғы 12 қазанда болды.\n", "utf-8")
    assert [dict(item.meta) for item in read(tmp_path)[0]] == [{"date": "2023-10-12"}, {}]
