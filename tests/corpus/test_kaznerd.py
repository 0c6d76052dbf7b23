"""Reading KazNERD: what was split is joined, what is noise goes, and faults are named by their place."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from atau.corpus.kaznerd import KazNerdCounts, Tokenization, label_map, read_kaznerd
from atau.corpus.kaznerd_iob2 import KazNerdError, read_iob2
from atau.corpus.marked import parse
from atau.tables import TableError

SHARED = Path(__file__).parents[3] / "shared" / "kaznerd"
needs_kaznerd = pytest.mark.skipif(not SHARED.is_dir(), reason="KazNERD is not beside the repository (../shared)")


def iob2(line: str) -> str:
    """``AID1: а ⟦GPE б в⟧`` as the columns of a file; words are parted by spaces."""
    found = re.match(r"([A-Z]+ID\d+): ", line)
    rows = [f"{found[1]} O"] if found else []
    body = line[found.end() :] if found else line
    tag = ""
    for piece in body.split(" "):
        if piece.startswith("⟦"):
            tag = "B-" + piece[1:]
            continue
        rows.append(f"{piece.removesuffix('⟧')} {tag or 'O'}")
        tag = "" if piece.endswith("⟧") else tag.replace("B-", "I-")
    return "\n".join(rows) + "\n\n"


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*lines: str) -> Path:
        path = tmp_path / "data.txt"
        path.write_text("".join(map(iob2, lines)), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("split", "joined"),
    [
        ("Бағасы ⟦MONEY 4 , 5 мың теңге⟧ .", "Бағасы ⟦QUANTITY 4,5 мың теңге⟧."),
        ("Өсім ⟦PERCENTAGE 11 %-ға⟧ жетті .", "Өсім ⟦QUANTITY 11%-ға⟧ жетті."),
        ("Үлесі ⟦PERCENTAGE 50 %⟧ болды", "Үлесі ⟦QUANTITY 50%⟧ болды"),
        ("« ⟦ORGANISATION Жұлдыз⟧ » клубы", "«⟦ORG Жұлдыз⟧» клубы"),
        ("⟦DATE 2006⟧ , ⟦CARDINAL 7⟧ ауыл", "2006, ⟦QUANTITY 7⟧ ауыл"),
        ("Көлемі ⟦QUANTITY 400 – 425 гектар⟧", "Көлемі ⟦QUANTITY 400–425 гектар⟧"),
        ("Бұл — ⟦GPE Арал⟧ : теңіз ; көл !", "Бұл — ⟦LOC Арал⟧: теңіз; көл!"),
        ("⟦ORGANISATION 55 / 12 бөлім⟧ келді", "⟦ORG 55/12 бөлім⟧ келді"),
        ("Сағат ⟦TIME 18 : 00-де⟧ басталды", "Сағат 18:00-де басталды"),
        ("⟦CONTACT khabar . kz⟧ сайты", "khabar.kz сайты"),
        ("⟦ORGANISATION U . S . News⟧ деп", "⟦ORG U.S. News⟧ деп"),
        ("Жобада ( ыы ) ⟦CARDINAL үш⟧ ( іі , жа ) адам", "Жобада ⟦QUANTITY үш⟧ адам"),
        ("⟦CARDINAL үш мың ( ээ ) төрт⟧ адам", "⟦QUANTITY үш мың төрт⟧ адам"),
        ("⟦ORGANISATION Қорған қоры⟧ ( ⟦ORGANISATION ҚҚ⟧ )", "⟦ORG Қорған қоры⟧ (⟦ORG ҚҚ⟧)"),
        ('Ол " ⟦ART Күй⟧ " деді .', 'Ол "Күй" деді.'),
        ("⟦QUANTITY 5 миллиграмм / литр⟧", "⟦QUANTITY 5 миллиграмм/литр⟧"),
    ],
)
def test_running_text(write: Write, split: str, joined: str) -> None:
    (record,) = read_kaznerd(write(split))
    expected = parse(joined)
    assert record.text == expected.text
    assert record.marks == expected.marks
    assert "".join(w + " " * s for w, s in zip(record.words, record.spaces, strict=True)) == record.text


def test_own_tokens_are_left_alone(write: Write) -> None:
    path = write("AID7: Жобаға ( ыы ) ⟦MONEY 4 , 5 мың теңге⟧ .")
    (record,) = read_kaznerd(path, labels="all", tokenization="kaznerd")
    (sentence,) = read_iob2(path)
    assert record.words == sentence.words
    assert record.text == "Жобаға ( ыы ) 4 , 5 мың теңге ."
    doc = record.doc(spacy.blank("kk"))
    assert tuple(token.text for token in doc) == sentence.words
    assert doc.text == record.text
    assert [(record.text[m.start : m.end], m.label) for m in record.marks] == [("4 , 5 мың теңге", "MONEY")]


def test_the_number_of_the_id_is_the_group(write: Write) -> None:
    path = write("AID17: ⟦CARDINAL жиырма⟧ адам", "BID17: ⟦CARDINAL 20⟧ адам", "AID18: ⟦CARDINAL он⟧ адам келді")
    assert [(r.id, r.group) for r in read_kaznerd(path)] == [("AID17", "17"), ("BID17", "17"), ("AID18", "18")]


def test_without_ids_variants_still_share_a_group(write: Write) -> None:
    path = write(
        "Оған ⟦PERCENTAGE жиырма пайыз⟧ қосылды .", "Оған ⟦PERCENTAGE 20 %⟧ қосылды .", "Басқа сөйлем ⟦CARDINAL 20⟧ ."
    )
    first, second, third = (r.group for r in read_kaznerd(path))
    assert first == second != third


def test_what_was_done_is_counted(write: Write) -> None:
    report = KazNerdCounts()
    path = write("( ыы )", "Ол ( ⟦CARDINAL 3⟧ ) ⟦CARDINAL 4⟧ мектепке ⟦DATE ертең⟧ барады")
    assert len(list(read_kaznerd(path, report=report))) == 1
    assert (report.sentences, report.mentions, report.hesitations) == (1, 1, 2)
    assert (report.in_hesitations, report.emptied, report.unmapped["DATE"]) == (1, 1, 1)
    assert "2 hesitations removed" in str(report)


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        ("Арал B-GPE\nтеңізі\n", 2, "1 columns in 'теңізі'"),
        ("Арал теңізі B-GPE\n", 1, "3 columns"),
        ("Арал LOC\n", 1, "'LOC' is not an IOB2 tag"),
        ("ол O\n\nАрал I-GPE\n", 3, "I-GPE after O continues nothing"),
        ("Арал B-GPE\nтеңізі I-LOCATION\n", 2, "I-LOCATION after B-GPE"),
        ("AID5 O\n\nол O\n", 1, "AID5 is not followed by a sentence"),
        ("AID5 O\nАрал B-SEA\n", 2, "SEA is missing from the label table"),
    ],
)
def test_faults_have_a_place(tmp_path: Path, content: str, line: int, problem: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KazNerdError) as caught:
        list(read_kaznerd(path))
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert problem in str(caught.value)


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes("ол O\n".encode() + b"\xff\xfe O\n")
    with pytest.raises(KazNerdError, match=r"bad\.txt:2: not UTF-8"):
        list(read_iob2(path))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["AID1", "O", "B-GPE", "I-GPE", *" \n\t(),5", "\n\n", "ыы", "%-ға"])))
def test_any_file_is_read_or_refused_with_its_line(pieces: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text("".join(pieces), encoding="utf-8")
        try:
            found, line = list(read_kaznerd(path)), 1
        except KazNerdError as error:
            found, line = [], error.line
    assert 1 <= line <= "".join(pieces).count("\n") + 1
    for record in found:
        assert record.text
        assert all(0 <= m.start < m.end <= len(record.text) for m in record.marks)
        assert all(record.text[m.start : m.end].strip() == record.text[m.start : m.end] for m in record.marks)


def test_line_ends_and_missing_last_blank_line(tmp_path: Path) -> None:
    path = tmp_path / "dos.txt"
    path.write_bytes("\ufeffАрал B-GPE\r\n\r\n\r\nкөл O".encode())
    assert [s.words for s in read_iob2(path)] == [("Арал",), ("көл",)]


def test_label_tables(tmp_path: Path) -> None:
    assert set(label_map("core").values()) == {"", "PERSON", "POSITION", "ORG", "LOC", "QUANTITY"}
    assert len(label_map("all")) == 25
    assert all(label == target for label, target in label_map("all").items())
    own = tmp_path / "own.tsv"
    own.write_text("label\tcore\nGPE\tPLACE\n", encoding="utf-8")
    assert dict(label_map(own)) == {"GPE": "PLACE"}
    with pytest.raises(TableError, match="no such table"):
        label_map(tmp_path / "none.tsv")


def test_unknown_tokenization(write: Write) -> None:
    with pytest.raises(ValueError, match="unknown tokenization 'words'; use one of atau, kaznerd"):
        next(read_kaznerd(write("ол"), tokenization="words"))  # type: ignore[arg-type]


@needs_kaznerd
@pytest.mark.parametrize("tokenization", ["atau", "kaznerd"])
def test_every_mention_falls_on_tokens(tokenization: Tokenization) -> None:
    nlp = spacy.blank("kk")
    report = KazNerdCounts()
    path = SHARED / "IOB2_valid_with_sentence_id.txt"
    cut = 0
    for record in read_kaznerd(path, labels="all", tokenization=tokenization, report=report):
        doc = record.doc(nlp)
        assert doc.text == record.text
        cut += sum(doc.char_span(mark.start, mark.end) is None for mark in record.marks)
    assert cut == 0
    assert report.sentences == 11_167
    assert report.mentions + report.in_hesitations == 13_483


@needs_kaznerd
def test_both_files_are_the_same_sentences() -> None:
    with_ids = read_iob2(SHARED / "IOB2_valid_with_sentence_id.txt")
    without = read_iob2(SHARED / "IOB2_valid.txt")
    assert all(a.words == b.words and a.tags == b.tags for a, b in zip(with_ids, without, strict=True))
