"""The gold of places points at LOC marks of the corpus and at places of the gazetteer."""

from __future__ import annotations

from collections import Counter

from scripts_loaded import script

from atau.corpus.reading import iter_marked
from atau.facts.places.gazetteer import gazetteer
from atau.tables import read_table

evaluate = script("evaluate_places")
ROWS = read_table(evaluate.CORPUS / "places" / "gold.tsv", evaluate.COLUMNS, allow_mixed=True)


def test_every_row_is_a_mention_of_a_place() -> None:
    wanted = {document for _, document, *_ in ROWS}
    marks = {}
    for folder in ("news/dev", "wide/train", "wide/dev"):
        for record in iter_marked(evaluate.CORPUS / folder):
            if f"{folder}/{record.id}" in wanted:
                found = {(mark.start, mark.end) for mark in record.marks if mark.label == "LOC"}
                marks[f"{folder}/{record.id}"] = (record.text, found)
    for _, document, start, end, text, *_ in ROWS:
        whole, found = marks[document]
        assert (int(start), int(end)) in found, (document, text)
        assert whole[int(start) : int(end)].replace("\n", " ") == text


def test_ids_are_those_of_the_gazetteer() -> None:
    assert len(ROWS) == 300
    ids = {identity for *_, given, _ in ROWS for identity in given.split("|")} - {evaluate.NIL}
    assert {identity for identity in ids if gazetteer().get(identity) is None} == set()
    assert sum(evaluate.NIL in given for *_, given, _ in ROWS) >= 60


def test_no_document_is_in_both_parts() -> None:
    parts = Counter(part for _, part in {(document, part) for part, document, *_ in ROWS})
    assert parts.keys() == {"build", "held"}
    assert sum(parts.values()) == len({document for _, document, *_ in ROWS})


def test_shares() -> None:
    answer = evaluate.Answer
    found = [
        answer("a", "Арал", frozenset({"1"}), "1", 5.0),
        answer("a", "Арал", frozenset({"1", "2"}), evaluate.NIL, 0.0),
        answer("b", "Сыр", frozenset({evaluate.NIL}), "3", 2.6),
        answer("b", "Сыр", frozenset({evaluate.NIL, "4"}), "4", 2.6),
    ]
    accuracy, absent, precision = evaluate.shares(found)
    assert (accuracy, absent) == (0.5, 0.5)
    assert abs(precision - 2 / 3) < 1e-9
    alike = [given._replace(document=str(number // 4)) for number, given in enumerate(found * 5)]
    assert [low for low, _ in evaluate.intervals(alike, samples=100)] == [accuracy, absent, precision]
