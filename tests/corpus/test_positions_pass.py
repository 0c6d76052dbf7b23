"""Offices that KazNERD leaves unmarked and the guidelines mark."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from atau.corpus.kaznerd import KazNerdSentence, read_kaznerd
from atau.corpus.marked import MarkedText, parse, write
from atau.corpus.positions_pass import PassReport, PositionsPass, mark_positions
from atau.corpus.readers import KazNerd

SHARED = Path(__file__).parents[3] / "shared" / "kaznerd" / "IOB2_valid_with_sentence_id.txt"


@pytest.fixture(scope="module")
def apply() -> PositionsPass:
    return PositionsPass()


def passed(apply: PositionsPass, source: str, report: PassReport | None = None) -> str:
    """`source` after the pass; marks of other types than the five are what the label table leaves out."""
    marked = parse(source)
    core = tuple(m for m in marked.marks if m.label in ("PERSON", "POSITION", "ORG", "LOC", "QUANTITY"))
    other = tuple(m for m in marked.marks if m not in core)
    record = apply(KazNerdSentence("AID1", "1", marked.text, core, (), (), "atau", other), report)
    return write(MarkedText(record.text, record.marks))


@pytest.mark.parametrize(
    "expected",
    [
        "Жиында ⟦POSITION облыс әкімі⟧ сөз сөйледі.",
        "Кеше ⟦POSITION қала әкімі⟧ ⟦PERSON Бекзат Оралов⟧ келді.",
        "Бұл туралы ⟦POSITION департамент басшысы⟧ айтты.",
        "«Жұмыс жүріп жатыр», — деді ⟦POSITION министр⟧.",
        "Кеше ⟦POSITION ⟦LOC Беларусь⟧ басшысының⟧ сапары аяқталды.",
        "Осыдан кейін ⟦POSITION партия төрағасының бірінші орынбасары⟧ ⟦PERSON Бекзат Оралов⟧ сөйледі.",
    ],
)
def test_added(apply: PositionsPass, expected: str) -> None:
    report = PassReport()
    source = expected.replace("⟦POSITION ⟦LOC Беларусь⟧ басшысының⟧", "⟦LOC Беларусь⟧ басшысының")
    while "⟦POSITION " in source:
        before, _, after = source.partition("⟦POSITION ")
        inner, _, rest = after.partition("⟧")
        source = before + inner + rest
    assert passed(apply, source, report) == expected
    assert len(report.added) == 1
    assert "1 POSITION annotations added" in str(report)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("Жиынға он алты мектеп директоры келді.", ""),
        ("Бірнеше өңір басшысы сөйледі.", ""),
        ("Болашақ өңір басшысы сөйледі.", "one of several, or any"),
        ("Күзде президент сайлауы өтеді.", "no person acts"),
        ("Ол аудан әкімі аппаратында істейді.", "no person acts"),
        ("Бұл ⟦ORG Президент оркестрі⟧ еді.", "crosses an annotation"),
        ("Оған ⟦ART Ұлы президент⟧ кітабын берді.", "inside a name of another type"),
        ("Кеше ⟦POSITION ⟦LOC Арал⟧ ауданының әкімі⟧ келді.", ""),
        ("Облыс әкімдері жиналды.", ""),
    ],
)
def test_not_added(apply: PositionsPass, source: str, reason: str) -> None:
    report = PassReport()
    marked = parse(source)
    kept = write(MarkedText(marked.text, tuple(m for m in marked.marks if m.label != "ART")))
    assert passed(apply, source, report) == kept
    assert not report.added
    assert list(report.rejected) == ([reason] if reason else [])


def test_an_owner_that_kaznerd_leaves_out_is_taken_in(apply: PositionsPass) -> None:
    report = PassReport()
    source = "Кеше еліміздің ⟦POSITION Премьер-министрі⟧ ⟦PERSON Бекзат Оралов⟧ келді."
    assert passed(apply, source, report) == ("Кеше ⟦POSITION еліміздің Премьер-министрі⟧ ⟦PERSON Бекзат Оралов⟧ келді.")
    assert len(report.grown) == 1


@pytest.mark.parametrize("labels", ["core", "all"])
def test_in_the_reader(tmp_path: Path, labels: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("AID1 O\nқала O\nәкімі O\nБекзат B-PERSON\nкелді O\n. O\n", encoding="utf-8")
    nlp = spacy.blank("kk")
    for tokenization in ("atau", "kaznerd"):
        (example,) = KazNerd(path, labels, tokenization, positions=True)(nlp)  # type: ignore[arg-type]
        found = [(e.text, e.label_) for e in example.reference.ents]
        assert found == [("қала әкімі", "POSITION"), ("Бекзат", "PERSON")]
        (example,) = KazNerd(path, labels, tokenization)(nlp)  # type: ignore[arg-type]
        assert [e.text for e in example.reference.ents] == ["Бекзат"]


@pytest.mark.skipif(not SHARED.is_file(), reason="KazNERD is not beside the repository (../shared)")
def test_nothing_of_kaznerd_is_lost() -> None:
    report = PassReport()
    before = list(read_kaznerd(SHARED))
    after = list(mark_positions(before, report))
    grown = {(change.id, old) for change in report.grown for old in change.old}
    for old, new in zip(before, after, strict=True):
        kept = {(m.start, m.end, m.label) for m in new.marks}
        assert all((m.start, m.end, m.label) in kept or (old.id, m) in grown for m in old.marks)
    assert sum(len(r.marks) for r in after) == sum(len(r.marks) for r in before) + len(report.added)
    assert 60 < len(report.added) < 200
