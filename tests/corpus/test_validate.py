"""The validator: every problem at once, each at its place; and no false alarm where the guidelines are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from atau.corpus.align import RecordTokenizer
from atau.corpus.problems import GoldError, Problem
from atau.corpus.validate import Validation, validate

_TOKENS = RecordTokenizer()
HEAD = "---\nid: {name}\ntopic: саясат\nregister: report\n---\n"


def _check(tmp_path: Path, **articles: str) -> Validation:
    """Articles by name; ``dev__x`` is dev/x.txt."""
    for name, body in articles.items():
        split, _, stem = name.rpartition("__")
        path = tmp_path / "gold" / (split or "train") / f"{stem}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body if body.startswith("---") or not body.strip() else HEAD.format(name=stem) + body, "utf-8")
    return validate([tmp_path / "gold"], tokens=_TOKENS)


def _codes(found: Validation) -> list[str]:
    return [problem.code for problem in found.problems]


def _of(body: str, tmp_path: Path) -> list[tuple[str, str]]:
    return [(p.severity, p.code) for p in _check(tmp_path, a=body).problems]


def test_a_sign_belongs_to_its_amount(tmp_path: Path) -> None:
    assert _of("Аяз ⟦QUANTITY –25 градус⟧, кейін ⟦QUANTITY –17…–19 °C⟧ болды.", tmp_path) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("⟦PRESON Асан⟧ келді.", "error label"),
        ("Кеше ⟦LOC  Аралға⟧ келді.", "error edge-space"),
        ("Кеше ⟦LOC Аралға ⟧келді.", "error edge-space"),
        ("Кеше ⟦LOC ⟧Аралға келді.", "error empty-mark"),
        ("Кеше ⟦LOC Арал⟧ға келді.", "error cut-token"),
        ("Кеше ⟦LOC Аралға келді.", "error bad-marks"),
        ("Кеше Аралға⟧ келді.", "error bad-marks"),
        ("⟦ORG ⟦ORG ⟦LOC Арал⟧ ауданы⟧ мәслихаты⟧ жиналды.", "error depth"),
        ("⟦PERSON ⟦LOC Арал⟧ Асанов⟧ келді.", "error nesting"),
        ("⟦LOC ⟦LOC Арал⟧ ауданы⟧ гүлденді.", "error nesting"),
        ("⟦ORG ⟦POSITION Президент⟧ Әкімшілігі⟧ хабарлады.", "error nesting"),
        ("⟦ORG № ⟦QUANTITY 5⟧ мектеп⟧ ашылды.", "error nesting"),
        ("⟦ORG ⟦LOC Арал⟧⟧ жиналды.", "error nesting"),
        ("Кеше ⟦ORG «Қазпочта»⟧ ашылды.", "error quotes"),
        ("Кеше «⟦ORG Қазпочта»⟧ ашылды.", "error quotes"),
        ("Кеше ⟦ORG «Қазпочта⟧» ашылды.", "error quotes"),
        ('Кеше ⟦ORG "Қазпочта"⟧ ашылды.', "error quotes"),
        ("Кеше ⟦LOC Аралға,⟧ келді.", "error edge-stop"),
        ("Кеше ⟦LOC –Аралға⟧ келді.", "error edge-stop"),
        ("Кеше ⟦QUANTITY – 25 градус⟧ болды.", "error edge-stop"),
        ("Кеше ⟦LOC Аралға.⟧", "warning edge-stop"),
        ("Жиынға ⟦POSITION мәслихат депутаттары⟧ келді.", "error plural-office"),
        ("Жиынға ⟦POSITION аудан әкімдеріне⟧ хат келді.", "error plural-office"),
        ("Ол ⟦POSITION төрағалығымен⟧ жиын өтті.", "error no-office"),
        ("Сөзді ⟦POSITION ауыл тұрғыны⟧ бастады.", "warning no-office"),
        ("Сөзді ⟦PERSON ақын⟧ бастады.", "warning generic"),
        ("Ол ⟦QUANTITY 2020⟧ жылы келді.", "error time"),
        ("Ол ⟦QUANTITY 2020 жылы⟧ келді.", "error time"),
        ("Ол ⟦QUANTITY 2020–2025⟧ жж. істеді.", "error time"),
        ("Ол ⟦QUANTITY 12⟧ сәуірде келді.", "error time"),
        ("Ол ⟦QUANTITY 12.05.2021⟧ күні келді.", "error time"),
        ("Ол ⟦QUANTITY 5 ай⟧ істеді.", "error time"),
        ("Ол ⟦QUANTITY екі⟧ сағат күтті.", "error time"),
        ("Ол ⟦QUANTITY 15:30⟧ келді.", "error time"),
        ("Ол ⟦QUANTITY 35⟧ жаста.", "error age"),
        ("Ол ⟦QUANTITY бірінші⟧ келді.", "error ordinal"),
        ("Ол ⟦QUANTITY 7-ші⟧ келді.", "error ordinal"),
        ("Съездің ⟦QUANTITY XVIII⟧ отырысы өтті.", "error ordinal"),
        ("Ол № ⟦QUANTITY 5⟧ үйде тұрады.", "error number"),
        ("Жиынға ⟦QUANTITY бірнеше⟧ адам келді.", "error vague"),
        ("Баға ⟦QUANTITY 29⟧ пайызға өсті.", "error unit"),
        ("Жиында ⟦ORG партия⟧ туралы айтылды.", "error generic"),
        ("Жиында ⟦ORG облыстық филиал⟧ туралы айтылды.", "warning generic"),
        ("⟦ORG Мәслихат⟧ жиналды.", "warning generic"),
        ("Жиын ⟦LOC облыста⟧ өтті.", "error generic"),
        ("Жиында ⟦ORG «Нұр Отан» партиясы⟧ туралы айтылды.", "warning descriptor"),
        ("Жиынға ⟦PERSON Гүлжан ханым⟧ келді.", "warning honorific"),
        ("Кеше \u0438\u0306 келді.", "error not-nfc"),
        ("⟦LOC Арал⟧ көркем. Біз Аралға бардық.", "warning unmarked"),
        ("Кеше ⟦PERSON Асан Үсенов⟧ келді. Сөзді Үсенов бастады.", "warning unmarked"),
        ("Жиынды ⟦ORG ⟦LOC Арал⟧ ауданы⟧ өткізді.\n\nАРАЛ АУДАНЫ ТУРАЛЫ", "warning unmarked"),
    ],
)
def test_each_problem_is_found(body: str, expected: str, tmp_path: Path) -> None:
    assert " ".join(_of(body, tmp_path)[0]) == expected


@pytest.mark.parametrize(
    "body",
    [
        "«⟦ORG Қазпочта⟧» акционерлік қоғамы мен ⟦ORG «Қазақмыс» ЖШС⟧ келісті.",
        "⟦ORG «⟦ORG Нұр Отан⟧» партиясы ⟦LOC Қызылорда⟧ облыстық филиалының⟧ жиыны.",
        "⟦POSITION ⟦ORG «Каспий» ӘКК» ҰК» АҚ⟧ директоры⟧ келді.",
        "⟦POSITION Экономика ғылымдарының докторы⟧ мен ⟦POSITION лидер⟧ келді.",
        "⟦POSITION Қаланың құрметті азаматы⟧ келді.",
        "⟦QUANTITY Сағатына 60 километр⟧ жылдамдық, ⟦QUANTITY 300 айлық есептік көрсеткіш⟧.",
        "⟦QUANTITY 120⟧ жас отбасы мен ⟦QUANTITY 290-ы⟧ күн сайын.",
        "Оның ⟦QUANTITY екеуі⟧ жыл соңында ⟦QUANTITY 4 млрд. теңге⟧ алды.",
        "⟦ORG №13 мектеп⟧ пен ⟦ORG tengrinews.kz⟧ хабарлады, ⟦ORG Департамент⟧ те.",
        "Жиында ⟦ORG Департамент⟧ туралы айтылды. Департамент бастығы келді.",
        "⟦PERSON Н. Ә. Назарбаев⟧ пен ⟦PERSON Қ.Тоқаев⟧ келді.",
        "⟦PERSON Абай⟧ жазды. Абай атындағы мектеп ашылды. Мәскеулік, қазақстандық.",
        "⟦LOC Қазақстан⟧ туралы. Қазақстандық азаматтар.",
        "т ө р а ғ а с ы ⟦PERSON А с а н⟧ келді \\⟦шын\\⟧.",
    ],
)
def test_what_keeps_the_guidelines_is_let_pass(body: str, tmp_path: Path) -> None:
    assert _of(body, tmp_path) == []


def test_all_problems_of_all_files_with_their_places(tmp_path: Path) -> None:
    found = _check(
        tmp_path,
        a="Бір ⟦LOC Арал⟧ға\n⟦ORG Сенат келді.\n\n⟦POSITION әкімдер⟧ мен ⟦ORG Мәжіліс⟧",
        b="---\nid: other\ntopic:\nregister report\ndirt: menu,\n---\nМәтін",
        c="---\nid: c\ntopic: x\nregister: y\n---\n \n",
        d="⟦ORG Сенат келді.\n\nЕкінші жол⟧ жиналды.",
        dev__e=" ",
    )
    shown = [(Path(p.file).stem, p.line, p.column, p.code) for p in found.problems]
    assert shown == [
        ("e", 0, 0, "empty"),
        ("a", 6, 10, "cut-token"),
        ("a", 7, 1, "bad-marks"),
        ("a", 9, 11, "plural-office"),
        ("b", 1, 1, "header"),
        ("b", 2, 1, "id-name"),
        ("b", 3, 1, "header"),
        ("b", 4, 1, "bad-marks"),
        ("b", 5, 1, "header"),
        ("c", 0, 0, "empty"),
        ("d", 6, 6, "paragraph"),
    ]  # fmt: skip
    # A topic and a register are wanted, and not required.
    assert found.errors == len(shown) - 3
    assert found.files == found.records + 1 == 5


SENTENCE = "Жиында аудан әкімі егін науқанының барысы туралы толық есеп беріп, мәселелерді атады."
NEAR = "Кеше жиында аудан әкімі егін науқанының барысы туралы толық есеп берді."


def test_duplicates_within_and_across_splits(tmp_path: Path) -> None:
    found = _check(
        tmp_path,
        train__a=SENTENCE + " Бұл бірінші мәтін.",
        train__b="Екінші мәтін осы. " + SENTENCE,
        test__c=SENTENCE + " Толығырақ оқыңыз.",
        dev__d=NEAR + " Толығырақ оқыңыз.",
    )
    shown = {(Path(p.file).stem, p.severity, p.code) for p in found.problems}
    # Files are read in the order dev, test, train; a twin is told where it is read second.
    assert shown == {
        ("a", "error", "duplicate-across-splits"),
        ("b", "error", "duplicate-across-splits"),
        ("c", "warning", "near-duplicate-across-splits"),
    }
    within = _check(tmp_path / "other", train__a=SENTENCE, train__b=SENTENCE + " Соңы.", train__c=NEAR)
    assert [(p.severity, p.code) for p in within.problems] == [("warning", "duplicate"), ("warning", "near-duplicate")]
    assert not any("Жиында" in p.message for p in found.problems)


def test_duplicate_ids(tmp_path: Path) -> None:
    twin = HEAD.format(name="a")
    found = _check(tmp_path, train__a=twin + "Бір.", test__b=twin + "Екі.")
    assert [c for c in _codes(found) if c != "id-name"] == ["duplicate-id"]


def test_a_plain_text_beside_the_corpus_is_left_out_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    plain = tmp_path / "gold" / "demo.txt"
    plain.write_text("Жай мәтін.", "utf-8")
    # A front matter, or the folder of a split, makes a text without marks an article in which there is nothing to find.
    found = _check(tmp_path, a="⟦LOC Арал⟧ көркем.", b="Ауа райы жақсы.")
    assert (found.files, found.records, found.errors) == (3, 2, 0)
    [problem] = found.problems
    assert (problem.file, problem.severity, problem.code) == (str(plain), "warning", "no-gold")
    assert "no front matter and no mark" in problem.message
    assert validate([tmp_path / "gold"], ignore=["no-gold"], tokens=_TOKENS).problems == []


def test_a_table_and_other_formats(tmp_path: Path) -> None:
    table = tmp_path / "gold.tsv"
    table.write_text("a\tКеше ⟦LOC Арал⟧ға\nbroken\na\t⟦LOC Арал\n", "utf-8")
    found = validate([table], tokens=_TOKENS)
    assert [(p.line, p.column, p.code) for p in found.problems] == [
        (1, 13, "cut-token"), (2, 1, "bad-record"), (3, 3, "bad-marks"), (3, 8, "duplicate-id"),
    ]  # fmt: skip
    path = tmp_path / "gold.jsonl"
    ents = [{"start": 0, "end": 3, "label": "LOC"}, {"start": 2, "end": 6, "label": "ORG"}]
    path.write_text('{"text": "x", "ents": []}\n' + json.dumps({"text": "АРАЛ АУДАНЫ", "ents": ents}), "utf-8")
    found = validate([path], tokens=_TOKENS)
    assert [(p.line, p.code) for p in found.problems] == [(2, "crossing"), (2, "cut-token")]


def test_nothing_is_quoted_when_not_wanted(tmp_path: Path) -> None:
    found = _check(tmp_path, a="Кеше ⟦LOC Арал⟧ға ⟦QUANTITY 5⟧ жыл ⟦PRESON Асан⟧ ⟦LOC Б⟧. Б келді.")
    for problem in found.problems:
        assert not {"Арал", "Асан", "жыл"} & set(problem.text(excerpt=False).replace(":", " ").split())


def test_paths_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such file"):
        validate([tmp_path / "none"])


def test_a_problem_is_one_line() -> None:
    problem = Problem("a.txt", 3, 0, "error", "label", "unknown", "екі\nжол")
    assert problem.text() == "a.txt:3: error: unknown: екі жол [label]"
