"""Fact lines in the front matter: read, checked, kept by conversion."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atau.corpus.convert import Conversion, convert
from atau.corpus.fact_lines import FactLineError, GoldFact, gold_facts, is_date, lines_of, read_facts
from atau.corpus.gold import read_gold
from atau.corpus.marked import parse, write
from atau.corpus.problems import GoldError, Notes
from atau.corpus.records import GoldRecord, from_marked, to_marked
from atau.corpus.validate import validate
from atau.facts.records import KINDS, LifeEventKind, Status

FACTS_MD = Path(__file__).parent.parent.parent / "corpus" / "FACTS.md"
TEXT = (
    "⟦LOC Көкбел облысында⟧ ⟦POSITION облыс әкімі⟧ ⟦PERSON Д.\nЕрсайын⟧ ⟦QUANTITY екі⟧ мектеп пен ⟦QUANTITY екі⟧ көпір "
    "ашты. «⟦ORG Толқын⟧» ⟦ORG ⟦LOC Сарыой⟧ филиалы⟧."
)


def record(*lines: str, text: str = TEXT) -> GoldRecord:
    header = "".join(f"fact: {line}\n" for line in lines)
    return from_marked(parse(f"---\nid: a\n{header}---\n{text}"), identity="a")


def only(line: str, text: str = TEXT) -> GoldFact:
    (fact,) = gold_facts(record(line, text=text))
    return fact


def problem(line: str) -> FactLineError:
    ((_, found),) = read_facts(record(line))
    assert isinstance(found, FactLineError)
    return found


def test_a_holding_names_its_mentions() -> None:
    fact = only("holds | Д. Ерсайын | облыс әкімі | place=Көкбел облысында | status=appointed | date=2020-10")
    texts = {role: record().text[mark.start : mark.end] for role, mark in fact.marks.items()}
    assert texts == {"person": "Д.\nЕрсайын", "office": "облыс әкімі", "place": "Көкбел облысында"}
    assert fact.values == {"status": "appointed", "date": "2020-10"}


def test_the_status_is_holds_where_none_is_given() -> None:
    assert only("holds | Д. Ерсайын | облыс әкімі").values["status"] == "holds"


def test_a_number_says_which_of_two_amounts() -> None:
    first, second = only("amount | екі#1 | counted=мектеп"), only("amount | екі#2 | counted=көпір")
    assert first.marks["quantity"].start < second.marks["quantity"].start
    assert first.words is not None
    assert record().text[slice(*first.words)] == "мектеп"


def test_nested_mentions_can_be_named() -> None:
    fact = only("located | Сарыой филиалы | Сарыой")
    assert fact.marks["place"].depth == 1


def test_a_bar_in_a_name_is_written_with_a_backslash() -> None:
    fact = only(r"located | Ай\|Күн | Сарыой", text="«⟦ORG Ай|Күн⟧» ⟦LOC Сарыой⟧ қаласында")
    assert fact.marks["org"].end - fact.marks["org"].start == len("Ай|Күн")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("owns | Д. Ерсайын | облыс әкімі", "fact-form", "one of amount"),
        ("holds | Д. Ерсайын", "fact-form", "holds | person | office"),
        ("holds | Д. Ерсайын | облыс әкімі | сот", "fact-form", "org="),
        ("holds | Д. Ерсайын | облыс әкімі | status=boss", "fact-form", "must be one of holds"),
        ("holds | Д. Ерсайын | облыс әкімі | date=2020-13", "fact-form", "calendar"),
        ("holds | Д. Ерсайын | облыс әкімі | date=2020 | date=2021", "fact-form", "twice"),
        ("holds | Д. Ерсайын | облыс әкімі | place=", "fact-form", "empty"),
        ("holds | place=Сарыой | Д. Ерсайын | облыс әкімі", "fact-form", "begins with"),
        ("holds | Д. Ерсайынов | облыс әкімі", "fact-mention", "no PERSON"),
        ("located | Сарыой филиалы#2 | Сарыой", "fact-mention", "only 1 ORG"),
        ("amount | екі | counted=мектеп", "fact-mention", "екі#1"),
        ("amount | екі#1 | counted=жол", "fact-words", "does not stand"),
        ("amount | екі#1", "fact-form", "no fact"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: str, code: str, said: str) -> None:
    found = problem(line)
    assert found.code == code
    assert said in str(found)


def test_one_broken_line_does_not_lose_the_others() -> None:
    found = [fact for _, fact in read_facts(record("holds | X | Y", "located | Сарыой филиалы | Сарыой"))]
    assert [isinstance(fact, GoldFact) for fact in found] == [False, True]
    with pytest.raises(GoldError, match="fact 1: person: no PERSON"):
        gold_facts(record("holds | X | Y"))


@pytest.mark.parametrize(
    ("value", "good"),
    [("2020", True), ("2020-02", True), ("2020-02-29", True), ("2021-02-29", False), ("20", False), ("2020-1", False)],
)
def test_dates_are_of_the_calendar(value: str, good: bool) -> None:
    assert is_date(value) is good


def test_facts_are_lines_of_their_own_in_marked_text() -> None:
    lines = "fact: located | Сарыой филиалы | Сарыой\nfact: amount | екі#1 | counted=мектеп\n"
    source = f"---\nid: a\ntopic: t\n{lines}---\n{TEXT}"
    marked = parse(source)
    assert write(marked) == source
    assert write(to_marked(from_marked(marked, identity="a"))) == source
    assert marked.meta == {"id": "a", "topic": "t"}


def test_a_file_without_facts_has_no_such_field() -> None:
    assert "facts" not in record().meta


def test_only_facts_may_be_repeated_in_the_front_matter() -> None:
    with pytest.raises(ValueError, match="'topic' appears twice"):
        parse("---\ntopic: a\ntopic: b\n---\nx")


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.spacy", "tasks.json"])
def test_formats_with_meta_data_keep_facts(tmp_path: Path, name: str) -> None:
    source = tmp_path / "a.txt"
    lines = ["located | Сарыой филиалы | Сарыой", "amount | екі#1 | counted=мектеп"]
    source.write_text(write(to_marked(record(*lines))), "utf-8")
    convert(Conversion(source, tmp_path / name), Notes())
    (found,) = read_gold(tmp_path / name)
    assert lines_of(found) == lines
    assert len(gold_facts(found)) == 2


def test_a_format_that_cannot_hold_facts_says_so(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(write(to_marked(record("located | Сарыой филиалы | Сарыой"))), "utf-8")
    notes = Notes()
    done = convert(Conversion(source, tmp_path / "gold.tsv"), notes)
    assert done.lost["facts"] == 1
    assert "cannot hold facts: 1 lost" in "\n".join(done.report(notes))


def test_a_fact_goes_with_the_mention_that_it_names(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "gold.jsonl"
    lines = ["located | Сарыой филиалы | Сарыой", "amount | екі#1 | counted=мектеп"]
    source.write_text(write(to_marked(record(*lines))), "utf-8")
    notes = Notes()
    convert(Conversion(source, target, rename={"LOC": "PLACE"}), notes)
    (found,) = read_gold(target)
    assert lines_of(found) == lines[1:]
    assert notes.counts["fact-mention"] == 1


def test_validate_gives_the_line_of_a_fact(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    lines = ["located | Сарыой филиалы | Сарыой", "located | Сарыой филиалы | Сарыой", "holds | X | облыс әкімі"]
    file.write_text(write(to_marked(record(*lines))), "utf-8")
    found = [(p.line, p.code) for p in validate([file]).problems if p.code.startswith("fact")]
    assert found == [(4, "fact-twice"), (5, "fact-mention")]


def test_validate_checks_facts_of_other_formats(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(
        '{"id": "a", "text": "x", "meta": {"facts": ["born | Y"]}}\n{"text": "y", "meta": {"facts": 3}}', "utf-8"
    )
    found = [(p.line, p.code) for p in validate([file], format="jsonl").problems if p.code.startswith("fact")]
    assert found == [(1, "fact-mention"), (2, "fact-form")]


def test_kinds_and_statuses_are_those_of_the_records() -> None:
    from atau.corpus.fact_lines import fact_roles

    roles = fact_roles()
    assert set(roles) == set(KINDS) - {"life"} | {kind.value for kind in LifeEventKind}
    assert roles["holds"]["status"].value.split() == [status.value for status in Status]


def _examples() -> list[str]:
    page = FACTS_MD.read_text("utf-8").split("## Fifteen examples")[1]
    return re.split(r"\n\d+\. ", page)[1:]


@pytest.mark.parametrize("example", _examples())
def test_the_examples_of_the_guideline_can_be_read(example: str) -> None:
    lines = re.findall(r"`([a-z]+ \|[^`]+)`", example)
    facts = gold_facts(record(*lines, text=example))
    assert len(facts) == len(lines)
    assert lines or "No fact" in example
