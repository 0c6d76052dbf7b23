"""Conversion: what happens to marks off token boundaries, what is lost, and that failures leave nothing behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from atau.corpus.align import RecordTokenizer, contracted, expanded
from atau.corpus.convert import Conversion, Converted, convert
from atau.corpus.gold import read_gold
from atau.corpus.problems import GoldError, Notes, Problem

TEXT = "Кеше Арал-Сырдария қаласында Асан Үсенов  болды."


def _source(tmp_path: Path, *spans: tuple[int, int, str]) -> Path:
    path = tmp_path / "in.jsonl"
    ents = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    path.write_text(json.dumps({"id": "a", "text": TEXT, "ents": ents}), "utf-8")
    return path


def _run(source: Path, target: Path, **options: Any) -> tuple[Converted, Notes, list[Problem]]:
    problems: list[Problem] = []
    notes = Notes(problems.append)
    return convert(Conversion(source, target, **options), notes), notes, problems


def _mentions(path: Path) -> list[tuple[str, str]]:
    [found] = read_gold(path)
    return [(mark.label, found.text[mark.start : mark.end]) for mark in found.marks]


CUT = (5, 9, "LOC")  # Арал of Арал-Сырдария
WIDE = (28, 42, "PERSON")  # spaces at both ends


@pytest.mark.parametrize(
    ("policy", "expected", "counts"),
    [
        ("expand", [("LOC", "Арал-Сырдария"), ("PERSON", "Асан Үсенов")], {"expanded": 2}),
        ("contract", [("PERSON", "Асан Үсенов")], {"contracted": 1, "dropped": 1}),
        ("drop", [], {"dropped": 2}),
    ],
)
def test_what_happens_to_marks_off_the_tokens(
    tmp_path: Path, policy: Any, expected: list[tuple[str, str]], counts: dict[str, int]
) -> None:
    target = tmp_path / "out.spacy"
    _, notes, problems = _run(_source(tmp_path, CUT, WIDE), target, on_misaligned=policy)
    assert _mentions(target) == expected
    assert dict(notes.counts) == {"misaligned": 2, **counts}
    assert "expand to 5-18 “Арал-Сырдария”" in problems[0].excerpt
    assert "29-40 “Асан Үсенов”" in problems[1].excerpt


def test_strict_tells_all_and_writes_nothing(tmp_path: Path) -> None:
    source = _source(tmp_path, CUT, WIDE, (29, 33, "PERSON"))
    problems: list[Problem] = []
    with pytest.raises(GoldError, match="2 annotations are not on token boundaries"):
        convert(Conversion(source, tmp_path / "out.spacy"), Notes(problems.append))
    assert [p.code for p in problems] == ["misaligned", "misaligned"]
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_offset_formats_keep_marks_off_the_tokens_and_tell(tmp_path: Path) -> None:
    target = tmp_path / "out.tsv"
    _, notes, _ = _run(_source(tmp_path, CUT), target)
    assert _mentions(target) == [("LOC", "Арал")]
    assert notes.counts == {"misaligned": 1}
    with pytest.raises(GoldError, match="iob cannot keep annotations"):
        _run(_source(tmp_path, CUT), tmp_path / "out.iob", on_misaligned="keep")


def test_marks_that_become_equal_are_joined(tmp_path: Path) -> None:
    source = _source(tmp_path, (5, 9, "LOC"), (10, 18, "LOC"))
    _, notes, _ = _run(source, tmp_path / "out.iob", on_misaligned="expand")
    assert _mentions(tmp_path / "out.iob") == [("LOC", "Арал-Сырдария")]
    assert notes.counts == {"misaligned": 2, "expanded": 2, "joined": 1}


def test_lost_marks_in_marks_are_counted(tmp_path: Path) -> None:
    source = tmp_path / "in.tsv"
    source.write_text("a\t⟦POSITION ⟦LOC Арал⟧ ауданының әкімі⟧\nb\t⟦ORG{x=1} ⟦LOC Арал⟧ мәслихаты⟧\n", "utf-8")
    done, _, _ = _run(source, tmp_path / "out.conll", target_format="conll2003")
    assert {what: n for what, n in done.lost.items() if n} == {
        "nested annotations": 2, "attributes of annotations": 1, "record ids": 2,
    }  # fmt: skip
    assert "conll2003 cannot hold nested annotations: 2 lost" in done.report(Notes())


def test_labels_are_renamed_or_refused(tmp_path: Path) -> None:
    source = _source(tmp_path, (29, 40, "Person name"))
    with pytest.raises(GoldError, match=r'cannot hold the label.*--rename-label "Person name=PERSON_NAME"'):
        _run(source, tmp_path / "out.tsv")
    _run(source, tmp_path / "out.tsv", rename={"Person name": "PERSON"})
    assert _mentions(tmp_path / "out.tsv") == [("PERSON", "Асан Үсенов")]


def test_tokens_of_the_source_can_be_kept(tmp_path: Path) -> None:
    source = tmp_path / "in.iob"
    source.write_text("Арал B-LOC\n- O\nСырдария B-LOC\n11 B-Q\n%-ға I-Q\n", "utf-8")
    _run(source, tmp_path / "out.iob", source_tokens=True)
    rows = [row.split("\t")[0] for row in (tmp_path / "out.iob").read_text("utf-8").split("\n")[2:] if row]
    assert rows == ["Арал", "-", "Сырдария", "11", "%-ға"]


def test_folders(tmp_path: Path) -> None:
    source = _source(tmp_path, (29, 40, "PERSON"))
    target = tmp_path / "out"
    _run(source, target)
    assert (target / "a.txt").read_text("utf-8").startswith("---\nid: a\n---\nКеше")
    with pytest.raises(GoldError, match="not empty"):
        _run(source, target)
    _run(source, target, target_format="brat", overwrite=True)
    assert sorted(path.name for path in target.iterdir()) == ["a.ann", "a.txt"]
    with pytest.raises(GoldError, match="is a folder"):
        _run(source, target, target_format="jsonl")
    with pytest.raises(GoldError, match="cannot tell the format"):
        _run(source, tmp_path / "out.xyz")
    with pytest.raises(GoldError, match="unknown format 'conll'; use one of marked"):
        _run(source, target, target_format="conll")


def test_one_article_into_one_file(tmp_path: Path) -> None:
    source = _source(tmp_path, (29, 40, "PERSON"))
    _run(source, tmp_path / "one.txt")
    assert _mentions(tmp_path / "one.txt") == [("PERSON", "Асан Үсенов")]
    source.write_text(source.read_text() + "\n" + source.read_text().replace('"a"', '"b"'))
    with pytest.raises(GoldError, match="holds one record"):
        _run(source, tmp_path / "two.txt")
    assert not (tmp_path / "two.txt").exists()


def test_two_records_of_one_id_do_not_overwrite_each_other(tmp_path: Path) -> None:
    source = _source(tmp_path)
    source.write_text(source.read_text() + "\n" + source.read_text())
    notes = Notes()
    for form in ("brat", "jsonl"):
        target = tmp_path / f"out-{form}"
        convert(Conversion(source, target, target_format=form), notes)
        assert sorted(record.id for record in read_gold(target, form)) == ["a", "a-2"]
    assert (notes.counts["duplicate-id"], notes.errors) == (2, 0)


@pytest.mark.parametrize(
    ("start", "end", "wide", "narrow"),
    [(0, 3, (0, 3), (0, 3)), (1, 8, (0, 9), (4, 6)), (1, 2, (0, 3), None), (3, 4, None, None), (3, 7, (4, 9), (4, 6))],
)
def test_nearest_boundaries(start: int, end: int, wide: Any, narrow: Any) -> None:
    words = [(0, 3), (4, 6), (6, 9)]
    assert expanded(words, start, end) == wide
    assert contracted(words, start, end) == narrow


def test_whitespace_is_no_token() -> None:
    from atau.corpus.records import GoldRecord

    cut = RecordTokenizer()(GoldRecord("x", "Арал  \n екі"))
    assert cut.words == [(0, 4), (8, 11)]


def test_marks_that_come_to_lie_inside_others_are_counted_too(tmp_path: Path) -> None:
    source = _source(tmp_path, (5, 9, "ORG"), (10, 28, "LOC"))
    done, _, _ = _run(source, tmp_path / "out.iob", on_misaligned="expand")
    assert _mentions(tmp_path / "out.iob") == [("LOC", "Арал-Сырдария қаласында")]
    assert (done.lost["nested annotations"], done.marks) == (1, {"LOC": 1})


def test_a_record_that_the_target_cannot_hold_does_not_lose_the_others(tmp_path: Path) -> None:
    ents = [{"start": 5, "end": 9, "label": "LOC", "two words": "x"}]
    lines = [{"id": "attribute", "text": TEXT, "ents": ents}, {"id": "ұ" * 300, "text": TEXT, "ents": []}]
    lines.append({"id": "good", "text": TEXT, "ents": []})
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    for form in ("marked", "brat"):
        done, notes, problems = _run(source, tmp_path / form, target_format=form, on_misaligned="keep")
        assert (done.records, notes.errors) == (1, 2)
        assert [problem.line for problem in problems if problem.severity == "error"] == [1, 2]
        assert [record.id for record in read_gold(tmp_path / form)] == ["good"]
