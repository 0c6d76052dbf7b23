"""Files as other tools write them, read; and everything written, read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atau.corpus.align import RecordTokenizer, words_and_spaces
from atau.corpus.convert import Conversion, convert
from atau.corpus.formats import FORMATS, ReadOptions, WriteOptions
from atau.corpus.formats.sniff import sniff
from atau.corpus.gold import read_gold
from atau.corpus.marked import parse
from atau.corpus.problems import GoldError, Notes, Problem
from atau.corpus.records import GoldRecord, arrange, from_marked

ARTICLE = "Бүгін ⟦POSITION ⟦LOC Арал⟧ ауданының әкімі⟧ ⟦PERSON Асан Үсенов⟧ ⟦QUANTITY 4,5 млрд. теңге⟧ бөлді."
EMOJI = "😀 Бүгін ⟦PERSON Асан⟧ ⟦LOC Аралға⟧ 🎉 келді."


def record(source: str, identity: str = "a-1", **meta: Any) -> GoldRecord:
    found = from_marked(parse(source), identity=identity)
    return GoldRecord(identity, found.text, found.marks, meta)


def mentions(found: GoldRecord) -> list[tuple[str, str]]:
    return [(mark.label, found.text[mark.start : mark.end]) for mark in found.marks]


def read(path: Path, form: str | None = None, **options: Any) -> tuple[list[GoldRecord], list[Problem]]:
    problems: list[Problem] = []
    notes = Notes(problems.append)
    return list(read_gold(path, form, options=ReadOptions(**options), notes=notes)), problems


def lines(path: Path, *objects: object) -> Path:
    path.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects), "utf-8")
    return path


# --- Label Studio --------------------------------------------------------------------------------


def _region(start: int, end: int, text: str, *labels: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": list(labels)}
    region = {"value": value, "id": "x1", "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual"}
    return {**region, **more}


def _task(number: int, text: str, *annotations: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": number, "annotations": list(annotations), "file_upload": "abc-news.json", "drafts": [], "predictions": [],
        "data": {"text": text, "source": "газет"}, "meta": {}, "created_at": "2024-03-09T21:52:49.513742Z",
        "updated_at": "2024-03-09T22:16:08.746926Z", "inner_id": 1, "total_annotations": 1, "project": 83,
    }  # fmt: skip


def _annotation(*regions: dict[str, Any], **more: Any) -> dict[str, Any]:
    about = {"id": 9, "completed_by": 1, "was_cancelled": False, "ground_truth": False, "lead_time": 4.2}
    return {**about, "result": list(regions), **more}


def test_label_studio_export(tmp_path: Path) -> None:
    path = tmp_path / "project-83.json"
    text = "Асан Аралға келді."
    relation = {"from_id": "x1", "to_id": "x2", "type": "relation", "direction": "right"}
    tasks = [
        _task(1, text, _annotation(_region(0, 4, "Асан", "PERSON"), _region(5, 11, "Аралға", "LOC"), relation)),
        _task(2, text, _annotation(was_cancelled=True)),
        _task(3, text, _annotation(), _annotation(_region(5, 11, "Аралға", "LOC"), ground_truth=True)),
    ]
    path.write_text(json.dumps(tasks, ensure_ascii=False), "utf-8")
    assert sniff(path) == "label-studio"
    found, problems = read(path)
    assert [(r.id, mentions(r)) for r in found] == [
        ("1", [("PERSON", "Асан"), ("LOC", "Аралға")]),
        ("3", [("LOC", "Аралға")]),
    ]
    assert found[0].meta == {"source": "газет"}
    assert sorted(p.code for p in problems) == ["not-annotated", "other-annotation", "second-annotation"]


def test_label_studio_short_form(tmp_path: Path) -> None:
    path = tmp_path / "min.json"
    task = {
        "text": "Асан Аралға келді.", "id": 7, "annotator": 1, "annotation_id": 2, "lead_time": 3.5,
        "label": [{"start": 5, "end": 11, "text": "Аралға", "labels": ["LOC"]}],
        "created_at": "2024-03-09T21:52:49.513742Z", "updated_at": "2024-03-09T22:16:08.746926Z",
    }  # fmt: skip
    path.write_text(json.dumps([task], ensure_ascii=False, indent=2), "utf-8")
    assert sniff(path) == "label-studio"
    found, problems = read(path)
    assert [(r.id, r.meta, mentions(r)) for r in found] == [("7", {}, [("LOC", "Аралға")])]
    assert not problems


@pytest.mark.parametrize(("start", "end"), [(8, 12), (9, 13)])
def test_label_studio_counted_code_units_and_counts_code_points(tmp_path: Path, start: int, end: int) -> None:
    path = tmp_path / "emoji.json"
    text = parse(EMOJI).text
    path.write_text(json.dumps([_task(1, text, _annotation(_region(start, end, "Асан", "PERSON")))]), "utf-8")
    assert mentions(read(path)[0][0]) == [("PERSON", "Асан")]


def test_label_studio_text_field(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    data = {"title": "Сөз", "body": "Арал"}
    task = {"id": 1, "data": data, "annotations": [_annotation(_region(0, 4, "Арал", "LOC"))]}
    path.write_text(json.dumps([task]), "utf-8")
    found, problems = read(path)
    assert not found
    assert "--text-field" in problems[0].message
    assert mentions(read(path, text_field="body")[0][0]) == [("LOC", "Арал")]


# --- doccano -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"label": [[5, 11, "LOC"]]},
        {"labels": [[5, 11, "LOC"]], "meta": {}, "annotation_approver": None},
        {
            "entities": [{"id": 3, "label": "LOC", "start_offset": 5, "end_offset": 11}],
            "relations": [{"id": 1, "from_id": 3, "to_id": 3, "type": "x"}],
            "Comments": [],
        },
    ],
)
def test_doccano_exports(tmp_path: Path, fields: dict[str, Any]) -> None:
    path = lines(tmp_path / "all.jsonl", {"id": 1, "text": "Асан Аралға келді.", **fields})
    assert sniff(path) == "doccano"
    found, problems = read(path)
    assert [(r.id, mentions(r)) for r in found] == [("1", [("LOC", "Аралға")])]
    assert len(problems) == len(fields.get("relations", []))


def test_doccano_counts_code_units(tmp_path: Path) -> None:
    marked = parse(EMOJI)
    assert marked.text.index("Аралға") == 13
    path = lines(tmp_path / "u.jsonl", {"id": 1, "text": marked.text, "label": [[9, 13, "PERSON"], [14, 20, "LOC"]]})
    found, problems = read(path)
    assert mentions(found[0]) == [("PERSON", "Асан"), ("LOC", "Аралға")]
    assert [p.code for p in problems] == ["utf16"]
    # Offsets that a Python program made look right as code points, and are read as such.
    path = lines(tmp_path / "c.jsonl", {"id": 1, "text": marked.text, "label": [[8, 12, "PERSON"], [13, 19, "LOC"]]})
    assert mentions(read(path)[0][0]) == [("PERSON", "Асан"), ("LOC", "Аралға")]
    assert mentions(read(path, offset_unit="characters")[0][0]) == [("PERSON", "Асан"), ("LOC", "Аралға")]


# --- Prodigy -------------------------------------------------------------------------------------


def test_prodigy_export(tmp_path: Path) -> None:
    text = "Асан Аралға келді."
    task = {
        "text": text, "_input_hash": -15, "_task_hash": 21, "_is_binary": False, "_view_id": "ner_manual",
        "tokens": [
            {"text": "Асан", "start": 0, "end": 4, "id": 0, "ws": True},
            {"text": "Аралға", "start": 5, "end": 11, "id": 1, "ws": True},
            {"text": "келді", "start": 12, "end": 17, "id": 2, "ws": False},
            {"text": ".", "start": 17, "end": 18, "id": 3, "ws": False},
        ],
        "spans": [{"start": 5, "end": 11, "token_start": 1, "token_end": 1, "label": "LOC"}],
        "answer": "accept", "_timestamp": 1646000000, "_annotator_id": "s-1", "_session_id": "s-1",
    }  # fmt: skip
    path = lines(tmp_path / "p.jsonl", task, {**task, "answer": "reject"}, {**task, "answer": "ignore"})
    assert sniff(path) == "prodigy"
    found, problems = read(path)
    assert [(r.id, r.meta, mentions(r)) for r in found] == [("p-1", {}, [("LOC", "Аралға")])]
    assert found[0].tokens == ((0, 4), (5, 11), (12, 17), (17, 18))
    assert [p.code for p in problems] == ["answer-reject", "answer-ignore"]


def test_prodigy_tasks_have_tokens(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    FORMATS["prodigy"].write([record(ARTICLE)], path, WriteOptions(RecordTokenizer()), Notes())
    task = json.loads(path.read_text("utf-8"))
    for span in task["spans"]:
        first, last = task["tokens"][span["token_start"]], task["tokens"][span["token_end"]]
        assert (first["start"], last["end"]) == (span["start"], span["end"])
    assert "".join(t["text"] + " " * t["ws"] for t in task["tokens"]) == task["text"]
    assert (task["answer"], task["_view_id"], task["meta"]["id"]) == ("accept", "spans_manual", "a-1")


# --- brat ----------------------------------------------------------------------------------------


def test_brat_folder(tmp_path: Path) -> None:
    text = "Асан Аралға\nауданына екі рет келді.\n"
    (tmp_path / "doc1.txt").write_text(text, "utf-8")
    (tmp_path / "doc1.ann").write_text(
        "T1\tPERSON 0 4\tАсан\n"
        "T2\tLOC 5 11;12 20\tАралға ауданына\n"
        "T3\tQUANTITY 21 24;29 34\tекі келді\n"
        "R1\tVisits Arg1:T1 Arg2:T2\n"
        "A1\tNegation T1\n"
        "*\tEquiv T1 T2\n"
        "#1\tAnnotatorNotes T1\tnormal=Асан; cluster=p1\n"
        "#2\tAnnotatorNotes T2\tкүмәнді\n",
        "utf-8",
    )
    (tmp_path / "new.txt").write_text("Белгіленбеген.", "utf-8")
    assert sniff(tmp_path) == "brat"
    found, problems = read(tmp_path)
    assert [(r.id, mentions(r)) for r in found] == [("doc1", [("PERSON", "Асан"), ("LOC", "Аралға\nауданына")])]
    assert found[0].marks[0].attributes == (("normal", "Асан"), ("cluster", "p1"))
    assert found[0].marks[1].attributes == (("note", "күмәнді"),)
    codes = [p.code for p in problems]
    assert codes.count("other-annotation") == 3
    assert sorted(set(codes)) == ["discontinuous", "not-annotated", "other-annotation"]
    [lost] = [p for p in problems if p.code == "discontinuous"]
    assert (Path(lost.file).name, lost.line, lost.severity) == ("doc1.ann", 3, "error")


def test_brat_never_writes_a_line_break_in_a_mark(tmp_path: Path) -> None:
    found = record("⟦ORG Арал\nаудандық\r\nмәслихаты⟧ жиналды.", "x/y: 1")
    FORMATS["brat"].write([found], tmp_path, WriteOptions(RecordTokenizer()), Notes())
    assert (tmp_path / "x" / "y%3A 1.ann").read_text("utf-8") == "T1\tORG 0 4;5 13;15 24\tАрал аудандық мәслихаты\n"
    assert read(tmp_path)[0][0].marks == found.marks
    assert read(tmp_path)[0][0].id == "x/y: 1"


# --- columns -------------------------------------------------------------------------------------


def test_conll_2003_file(tmp_path: Path) -> None:
    path = tmp_path / "eng.testa"
    path.write_text(
        "-DOCSTART- -X- -X- O\n\nАсан NNP I-NP I-PER\nҮсенов NNP I-NP I-PER\nАралға NNP I-NP I-LOC\n. . O O\n\n"
        "Келді VBD I-VP O\n\n-DOCSTART- -X- -X- O\n\nСенат NNP B-NP B-ORG\nМәжіліс NNP I-NP B-ORG\n",
        "utf-8",
    )
    assert sniff(path) == "conll2003"
    found, problems = read(path)
    assert [r.text for r in found] == ["Асан Үсенов Аралға .\nКелді", "Сенат Мәжіліс"]
    assert [mentions(r) for r in found] == [
        [("PER", "Асан Үсенов"), ("LOC", "Аралға")],
        [("ORG", "Сенат"), ("ORG", "Мәжіліс")],
    ]
    assert not problems


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Асан B-PER\nҮсен I-PER\n", ["Асан Үсен"]),
        ("Асан B-PER\nҮсен B-PER\n", ["Асан", "Үсен"]),
        ("Асан I-PER\nҮсен B-PER\n", ["Асан", "Үсен"]),
        ("Асан B-PER\nҮсен E-PER\nАрал S-LOC\n", ["Асан Үсен", "Арал"]),
        ("Асан B-PER\nҮсен L-PER\nАрал U-LOC\n", ["Асан Үсен", "Арал"]),
        ("Асан B-PER\nАрал I-LOC\n", ["Асан", "Арал"]),
        ("Асан\tx\tB-PER\n# O\n", ["Асан"]),
        ("Асан B-PER\r\nҮсен I-PER\r\n", ["Асан Үсен"]),
    ],
)
def test_tags_of_all_schemes(tmp_path: Path, rows: str, expected: list[str]) -> None:
    path = tmp_path / "x.iob"
    path.write_bytes(rows.encode())
    [found] = read(path, "iob")[0]
    assert [text for _, text in mentions(found)] == expected


def test_bad_rows_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.iob"
    path.write_text("Асан B-PER\nҮсен PERSON\nжалғыз\nАрал B-LOC\n\nКелді O\n", "utf-8")
    found, problems = read(path, "iob")
    assert [mentions(r) for r in found] == [[("PER", "Асан"), ("LOC", "Арал")], []]
    assert [(p.line, p.code) for p in problems] == [(2, "bad-tag"), (3, "bad-row")]


def test_columns_give_the_text_back(tmp_path: Path) -> None:
    path = tmp_path / "x.iob"
    found = record("Ол  «⟦ORG Қазпочта⟧»\\⟦да⟧\n\nт ө р а ғ а с ы\tболды. ".replace("да⟧", "да\\⟧"))
    FORMATS["iob"].write([found], path, WriteOptions(RecordTokenizer()), Notes())
    [back] = read(path)[0]
    assert (back.text, back.marks, back.id) == (found.text, found.marks, found.id)


def test_letter_spaced_tokens_survive_columns_of_spaces(tmp_path: Path) -> None:
    path = tmp_path / "x.conll"
    found = record("Филиал ⟦POSITION т ө р а ғ а с ы⟧ келді.")
    FORMATS["conll2003"].write([found], path, WriteOptions(RecordTokenizer()), Notes())
    assert "т␣ө␣р␣а␣ғ␣а␣с␣ы -X- _ B-POSITION\n" in path.read_text("utf-8")
    [back] = read(path)[0]
    assert mentions(back) == [("POSITION", "т ө р а ғ а с ы")]


# --- atau's own ----------------------------------------------------------------------------------


def test_jsonl_of_annotate(tmp_path: Path) -> None:
    ent = {"start": 5, "end": 9, "label": "LOC", "text": "Арал", "normal": "Арал", "quantity": None, "score": 0.9}
    path = lines(tmp_path / "out.jsonl", {"id": 3, "text": "Ауыл Арал", "url": "u", "ents": [ent], "nested": []})
    assert sniff(path) == "jsonl"
    [found] = read(path)[0]
    assert (found.id, found.meta, mentions(found)) == ("3", {"url": "u"}, [("LOC", "Арал")])
    assert found.marks[0].attributes == (("normal", "Арал"), ("score", "0.9"))


def test_jsonl_errors_do_not_lose_good_records(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    good = {"id": "1", "text": "Арал", "ents": [{"start": 0, "end": 4, "label": "LOC"}]}
    crossing = [{"start": 0, "end": 3, "label": "A"}, {"start": 2, "end": 5, "label": "B"}]
    bad = [
        "{", "[1]", '{"id": 2, "ents": []}',
        json.dumps({"text": "Арал", "ents": [{"start": 0, "end": 9, "label": "LOC"}, {"start": 1}]}),
        json.dumps({"text": "а б в", "ents": crossing}),
    ]  # fmt: skip
    path.write_text("\n".join([json.dumps(good), *bad]), "utf-8")
    found, problems = read(path)
    assert [mentions(r) for r in found] == [[("LOC", "Арал")], [], [("A", "а б")]]
    assert [(p.line, p.code) for p in problems] == [
        (2, "bad-json"), (3, "bad-record"), (4, "bad-record"), (5, "bad-mark"), (5, "bad-offsets"), (6, "crossing"),
    ]  # fmt: skip
    with pytest.raises(GoldError, match=r"bad\.jsonl:2: error: the line is not JSON"):
        list(read_gold(path, "jsonl"))


def test_spacy_file_is_what_spacy_trains_on(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    path = tmp_path / "x.spacy"
    FORMATS["spacy"].write([record(ARTICLE, topic="саясат")], path, WriteOptions(RecordTokenizer()), Notes())
    [doc] = DocBin().from_disk(path).get_docs(spacy.blank("kk").vocab)
    assert [(e.label_, e.text) for e in doc.ents] == [
        ("POSITION", "Арал ауданының әкімі"), ("PERSON", "Асан Үсенов"), ("QUANTITY", "4,5 млрд. теңге"),
    ]  # fmt: skip
    assert [(s.label_, s.text) for s in doc.spans["nested"]] == [("LOC", "Арал")]
    [back] = read(path)[0]
    assert back.meta == {"topic": "саясат"}


def test_folder_of_marked_text(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.txt").write_text(f"---\nid: own\nyear: 2024\n---\n{ARTICLE}\n", "utf-8")
    (tmp_path / "a.txt").write_text("⟦LOC Арал⟧", "utf-8")
    (tmp_path / "c.txt").write_text("⟦LOC Арал", "utf-8")
    (tmp_path / "note.txt").write_text("Жай мәтін.", "utf-8")
    assert sniff(tmp_path) == "marked"
    found, problems = read(tmp_path)
    assert [(r.id, dict(r.meta)) for r in found] == [("a", {}), ("own", {"year": 2024})]
    assert [(Path(p.file).name, p.code) for p in problems] == [("c.txt", "bad-marks"), ("note.txt", "no-gold")]
    assert problems[0].place.endswith("c.txt:1:1")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.txt", "Жай мәтін.\n"),
        ("x.jsonl", '{"text": "Арал"}\n'),
        ("x.json", "[1, 2]"),
        ("x.csv", "id,text\n1,Арал\n"),
        ("x.txt", ""),
    ],
)
def test_what_cannot_be_told_is_said(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(GoldError, match=r"cannot determine the format.*give it with --from"):
        sniff(tmp_path / name)


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes("⟦LOC Арал⟧".encode("utf-16"))
    found, problems = read(tmp_path / "x.txt", "marked")
    assert not found
    assert "not UTF-8" in problems[0].message


def test_no_docbin(tmp_path: Path) -> None:
    (tmp_path / "x.spacy").write_bytes(b"x\x9cabc")
    with pytest.raises(GoldError, match=r"x\.spacy: not a spaCy DocBin"):
        read(tmp_path / "x.spacy")


# --- round trips ---------------------------------------------------------------------------------

_SUFFIX = {name: form.suffixes[0] if not form.folder else "" for name, form in FORMATS.items()}


def _through(found: list[GoldRecord], name: str, folder: Path) -> list[GoldRecord]:
    source, target = folder / "in.jsonl", folder / f"out-{name}{_SUFFIX[name]}"
    FORMATS["jsonl"].write(found, source, WriteOptions(RecordTokenizer()), Notes())
    done = convert(Conversion(source, target, "jsonl", name, overwrite=True), Notes())
    assert done.records == len(found)
    assert sniff(target) == name
    back, problems = read(target)
    assert not [p for p in problems if p.severity == "error"]
    return sorted(back, key=lambda r: r.id)


def _plain(found: GoldRecord) -> GoldRecord:
    marks = tuple(m.__class__(m.start, m.end, m.label, m.depth) for m in found.marks)
    return GoldRecord(found.id, found.text, marks)


ATTRIBUTES = "⟦ORG ⟦LOC{normal=Арал; note=а\\;ә=\\}\\n} Арал⟧ кеңесі⟧ мен\n⟦PERSON{cluster=p1} Асан⟧ 😀 ⟦LOC Арал⟧\r\n"


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].nesting])
def test_round_trip(name: str, tmp_path: Path) -> None:
    """Text, marks in marks, attributes and meta come back as far as the format holds them."""
    first = record(ARTICLE, "a-1", topic="саясат", n=1, tags=["а", None])
    found = [first, record(ATTRIBUTES, "b 2"), record("Арал." if name == "marked" else "", "c/3")]
    back = _through(found, name, tmp_path)
    form = FORMATS[name]
    assert [_plain(r) for r in back] == [_plain(r) for r in found]
    if form.attributes:
        assert [r.marks for r in back] == [r.marks for r in found]
    if form.meta:
        assert [r.meta for r in back] == [r.meta for r in found]


def test_round_trip_of_columns(tmp_path: Path) -> None:
    found = [record(ARTICLE, "a-1", topic="саясат\n", tags=["\x1b", 1]), record(ATTRIBUTES, "b 2")]
    back = _through(found, "iob", tmp_path)
    assert [(r.id, r.text, r.meta, [m[:2] for m in mentions(r)]) for r in back] == [
        (r.id, r.text, r.meta, [(m.label, r.text[m.start : m.end]) for m in r.flat]) for r in found
    ]
    assert "\x1b" not in (tmp_path / "out-iob.iob").read_text("utf-8")
    assert mentions(_through(found[:1], "conll2003", tmp_path)[0]) == [
        ("POSITION", "Арал ауданының әкімі"), ("PERSON", "Асан Үсенов"), ("QUANTITY", "4,5 млрд. теңге"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["conll2002", "conll2003"])
def test_a_record_of_several_sentences_stays_one_in_columns_of_spaces(name: str, tmp_path: Path) -> None:
    found = [record(f"⟦LOC Арал⟧ қаласы {i}. Екінші сөйлем.\n\nҮшінші \x1b[31m сөйлем.", f"a-{i}") for i in range(6)]
    back = _through(found, name, tmp_path)
    assert len(back) == 6
    assert all("\x1b" not in r.text for r in back)
    found = [record(f"⟦LOC Арал⟧ қаласы {i}.\n\nЕкінші сөйлем.", f"a-{i}") for i in range(6)]
    with_comments = tmp_path / "comments.conll"
    FORMATS[name].write(found, with_comments, WriteOptions(RecordTokenizer(), comments=True), Notes())
    assert [(r.id, r.text) for r in read(with_comments)[0]] == [(r.id, r.text) for r in found]


_WORD = st.sampled_from(["Арал", "т ө р", "4,5", "%", "«", "😀", "\n", "—", "әкімі", "\\", "⟦", "\u00a0", "x"])
_WORDS = st.lists(st.tuples(_WORD, st.sampled_from(["", " ", "  "])), min_size=1, max_size=12)
_SPANS = st.lists(st.tuples(st.integers(0, 11), st.integers(1, 4), st.sampled_from(["LOC", "ORG"])), max_size=4)


@settings(max_examples=40, deadline=None)
@given(words=_WORDS, spans=_SPANS)
def test_round_trips_of_any_text(
    words: list[tuple[str, str]], spans: list[tuple[int, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any text, any marks on the tokenizer's tokens: all formats of offsets and spaCy give them back."""
    text = "".join(word + gap for word, gap in words)
    tokens = _TOKENS(GoldRecord("x", text)).words
    placed = [
        (tokens[i][0], tokens[min(i + n, len(tokens)) - 1][1], label, ()) for i, n, label in spans if i < len(tokens)
    ]
    marks, _ = arrange(dict.fromkeys(placed))
    found = GoldRecord("x", text, marks)
    folder = tmp_path_factory.mktemp("any")
    for name, form in FORMATS.items():
        path = folder / f"{name}{_SUFFIX[name]}"
        form.write([found], path, WriteOptions(_TOKENS), Notes())
        if form.comments is not False:
            [back] = read(path, name)[0]
            assert (back.text, back.marks) == (text, marks if form.nesting else found.flat)


_TOKENS = RecordTokenizer()


@given(st.text(st.sampled_from("аб \n😀."), max_size=12), st.data())
def test_source_tokens_make_a_doc_of_the_same_text(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    tokens = list(zip(cuts[::2], cuts[1::2], strict=False))
    words, spaces = words_and_spaces(text, tokens)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text


# --- broken files --------------------------------------------------------------------------------


def _valid(name: str, folder: Path) -> Path:
    path = folder / f"x{_SUFFIX[name]}"
    form = FORMATS[name]
    form.write([record(ARTICLE, "a", topic="т"), record(ATTRIBUTES, "b")], path, WriteOptions(_TOKENS), Notes())
    if form.folder:
        path = next(p for p in sorted(path.rglob("*")) if p.suffix == form.suffixes[0])
    return path


_PIECES = [b"", b"\x00", b"\xff", b'"', b"{", b"[", b"]", b",", b"\n", b"\t", b"null", b"1", b"-", b"\\", "⟦".encode()]
_EDITS = st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from(_PIECES), st.integers(0, 9))


@settings(max_examples=25, deadline=None)
@given(edits=st.lists(_EDITS, min_size=1, max_size=4))
@pytest.mark.parametrize("name", list(FORMATS))
def test_a_broken_file_gives_a_clear_error(name: str, edits: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is cut out of a file or put in: problems or a GoldError, and every mark lies in its text."""
    path = _valid(name, tmp_path_factory.mktemp("broken"))
    data = path.read_bytes()
    for where, piece, cut in edits:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + cut :]
    path.write_bytes(data)
    try:
        found, _ = read(path, name)
    except GoldError:
        return
    for item in found:
        assert all(0 <= mark.start <= mark.end <= len(item.text) for mark in item.marks)


_JUNK = [None, -1, 1.5, "x", [], {}, [1], {"id": []}]
_REGION = _region(0, 4, "Асан", "PERSON", meta={"text": ["a=b"]})
_JSON = [
    ("label-studio", [_task(1, "Асан Аралға", _annotation(_REGION))]),
    ("label-studio", [{"text": "Асан", "id": 7, "label": [{"start": 0, "end": 4, "text": "Асан", "labels": ["P"]}]}]),
    ("doccano", {"id": 1, "text": "Асан", "entities": [{"id": 3, "label": "P", "start_offset": 0, "end_offset": 4}],
                 "relations": [{"id": 1}], "Comments": ["x"], "label": [[0, 4, "P"]]}),
    ("prodigy", {"text": "Асан", "meta": {"id": "a"}, "tokens": [{"text": "Асан", "start": 0, "end": 4, "id": 0}],
                 "spans": [{"start": 0, "end": 4, "label": "P"}], "answer": "accept"}),
    ("jsonl", {"id": "a", "text": "Асан", "ents": [{"start": 0, "end": 4, "label": "P", "x": "y"}], "meta": {"a": 1}}),
]  # fmt: skip


def _variants(value: Any) -> Iterator[Any]:
    """`value` with one thing in it replaced or taken out."""
    yield from _JUNK
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        for inner in _variants(value[key]):
            changed = value.copy()
            changed[key] = inner
            yield changed
        changed = value.copy()
        del changed[key]
        yield changed


@pytest.mark.parametrize(("name", "value"), _JSON)
def test_any_value_may_be_another(name: str, value: Any, tmp_path: Path) -> None:
    for number, variant in enumerate(_variants(value)):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(variant), "utf-8")
        for found in read(path, name)[0]:
            assert isinstance(found.id, str)
            assert all(isinstance(text, str) for mark in found.marks for pair in mark.attributes for text in pair)


def test_a_table_whose_first_letter_is_x_is_no_compressed_file(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text("x-1\tКеше ⟦LOC Атырауда⟧ жиын өтті.\n", "utf-8")
    assert sniff(path) == "tsv"
