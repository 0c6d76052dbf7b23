"""Reading marked text: what is gold, what is passed over, and that nothing is passed over without a word."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import spacy

from atau.corpus.convert import Conversion, convert
from atau.corpus.gold import read_gold
from atau.corpus.problems import Notes, Problem
from atau.corpus.readers import MarkedCorpus
from atau.corpus.reading import SourceError, iter_marked
from atau.corpus.validate import validate

NOTE = "Ертең Асан келеді, аудан әкімімен сөйлесу керек.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with one annotated article, a.txt."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.txt").write_text("⟦LOC Арал⟧ көркем.", "utf-8")
    return folder


def ids_and_passed_over(path: Path) -> tuple[list[str], list[tuple[str, str]]]:
    passed_over: list[Problem] = []
    ids = [record.id for record in iter_marked(path, passed_over=passed_over.append)]
    return ids, [(Path(problem.file).name, problem.code) for problem in passed_over]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("note.txt", NOTE, "no-gold"),
        ("README.txt", "This folder holds gold.\n", "no-gold"),
        ("train/note.txt", NOTE, "no-gold"),
        ("deep/er/note.txt", NOTE, "no-gold"),
        ("escaped.txt", "Жақша \\⟦осылай\\⟧ жазылады.", "no-gold"),
        ("empty.txt", "", "empty"),
        ("blank.txt", "\ufeff \r\n\n", "empty"),
        (".hidden.txt", "⟦LOC Арал⟧", "hidden"),
        (".ipynb_checkpoints/a.txt", "⟦LOC Арал⟧", "hidden"),
        ("~$a.txt", "\x01", "hidden"),
        ("near.tsv", "a\tb\tбірдей сөздер\n", "no-gold"),
    ],
)
def test_what_is_not_gold_is_passed_over_and_named(articles: Path, name: str, content: str, code: str) -> None:
    (articles / name).parent.mkdir(parents=True, exist_ok=True)
    (articles / name).write_text(content, "utf-8")
    assert ids_and_passed_over(articles) == (["a"], [(Path(name).name, code)])
    # The same for all who read: training, evaluation and conversion, validation.
    with pytest.warns(UserWarning, match=r"1 files passed over") as caught:
        examples = list(MarkedCorpus(articles)(spacy.blank("kk")))
    assert len(examples) == 1
    assert Path(name).name in str(caught[0].message)
    notes = Notes()
    assert [record.id for record in read_gold(articles, notes=notes)] == ["a"]
    assert notes.counts == {code: 1}
    found = validate([articles], ignore=["header"])
    assert found.records == 1
    assert [(Path(p.file).name, p.code) for p in found.problems] == [(Path(name).name, code)]


@pytest.mark.parametrize("name", ["a.txt~", "#a.txt#", "a.txt.bak", "a.md"])
def test_backups_of_editors_are_no_articles(articles: Path, name: str) -> None:
    (articles / name).write_text("⟦LOC Арал⟧ ескі.", "utf-8")
    assert ids_and_passed_over(articles) == (["a"], [])


@pytest.mark.parametrize("header", ["---\nid: n\n---\n", "---\n---\n", "\ufeff---\r\n---\r\n"])
def test_a_front_matter_makes_an_article_without_names(articles: Path, header: str) -> None:
    (articles / "n.txt").write_text(header + "Ауа райы жақсы.", "utf-8", newline="")
    *_, last = iter_marked(articles)
    assert (last.id, last.text, last.marks) == ("n", "Ауа райы жақсы.", ())


def test_line_ends_are_kept_and_the_byte_order_mark_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffКеше\r\n⟦LOC Арал⟧\r\n".encode())
    [record] = iter_marked(path)
    assert record.text == "Кеше\r\nАрал\r\n"
    assert [record.text[m.start : m.end] for m in record.marks] == ["Арал"]


def test_articles_and_tables_of_a_folder_are_read_together(articles: Path) -> None:
    (articles / "b").mkdir()
    (articles / "b" / "c.txt").write_text("---\ngroup: 3\n---\n⟦LOC Арал⟧", "utf-8")
    (articles / "b" / "d.tsv").write_bytes("s1\t⟦LOC Арал⟧\\nкөлі\r\n\r\ns2\tБос сөйлем\r\n".encode())
    records = list(iter_marked(articles))
    assert [(r.id, r.text, r.group, r.line) for r in records] == [
        ("a", "Арал көркем.", "", 0),
        ("b/c", "Арал", "3", 0),
        ("s1", "Арал\nкөлі", "", 1),
        ("s2", "Бос сөйлем", "", 3),
    ]
    assert [r.id for r in read_gold(articles)] == [r.id for r in records]


def test_in_a_table_that_is_named_the_id_makes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text("s1\tБос сөйлем\n", "utf-8")
    assert [(r.id, r.marks) for r in iter_marked(path)] == [("s1", ())]


def test_a_text_that_is_named_needs_marks_too(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, "utf-8")
    with pytest.raises(SourceError, match=r"note\.txt: no front matter and no marks"):
        list(iter_marked(path))
    notes = Notes()
    convert(Conversion(path, tmp_path / "out.jsonl", "marked"), notes)
    assert (notes.counts, notes.errors) == ({"no-gold": 1}, 1)
    assert [(p.severity, p.code) for p in validate([path], format="marked").problems] == [("error", "no-gold")]


def test_a_folder_without_gold_is_an_error_that_says_why(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(NOTE, "utf-8")
    with pytest.raises(SourceError, match=r"holds no marked text: .*0\.txt \(no front matter.* and 2 more"):
        list(iter_marked(tmp_path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xe2\x9f\xa6LOC a\xe2\x9f\xa7\n\xff", "x.txt: line 2: not UTF-8"),
        ("бір\nекі ⟦LOC Арал".encode(), "x.txt: line 2, column 5: ⟦LOC is never closed"),
        ("---\nтақырып\n".encode(), "x.txt: line 1, column 1: the front matter has no second line"),
    ],
)
def test_faults_are_named_with_their_place(articles: Path, content: bytes, message: str) -> None:
    (articles / "x.txt").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        list(iter_marked(articles))
    assert message in str(caught.value)
    problems: list[Problem] = []
    assert [record.id for record in read_gold(articles, notes=Notes(problems.append))] == ["a"]
    assert [(Path(p.file).name, p.line, p.severity) for p in problems] == [("x.txt", *_place(message), "error")]


def _place(message: str) -> tuple[int]:
    return (int(message.split("line ")[1][0]),)


def test_a_reader_warns_on_its_first_pass_only(articles: Path) -> None:
    (articles / "note.txt").write_text(NOTE, "utf-8")
    reader, nlp = MarkedCorpus(articles), spacy.blank("kk")
    with pytest.warns(UserWarning, match="passed over"):
        list(reader(nlp))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        list(reader(nlp))
