"""Gold, models and prediction files as `atau evaluate` takes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from atau.corpus.problems import GoldError, Notes
from atau.corpus.records import GoldRecord
from atau.evaluation.curve import read_curve
from atau.evaluation.gold import EvaluationError, read_records, read_training
from atau.evaluation.measure import Settings
from atau.evaluation.predict import as_jsonl, from_file, from_pipeline, is_predictions
from atau.evaluation.run import Evaluation, evaluate
from atau.evaluation.scored_text import PredictedSpan, ScoredText

FAST = Settings(resamples=100)
KAZNERD = """AID1 O
« O
Қара B-ART
сөздерінің I-ART
» O
5 B-CARDINAL
данасы O

BID1 O
« O
Қара B-ART
сөздерінің I-ART
» O
бес B-CARDINAL
данасы O

AID2 O
Атырауда B-GPE
болды O
"""


@pytest.fixture
def kaznerd(tmp_path: Path) -> Path:
    path = tmp_path / "IOB2_test.txt"
    path.write_text(KAZNERD, "utf-8")
    return path


def ruler(*patterns: tuple[str, str]) -> Language:
    nlp = spacy.blank("kk")
    made = nlp.add_pipe("entity_ruler")
    made.add_patterns([{"label": label, "pattern": pattern} for label, pattern in patterns])  # type: ignore[attr-defined]
    return nlp


@Language.component("test_evaluation_breaks")
def breaks(doc: Doc) -> Doc:
    """Raises for some texts, as a bug in a component would."""
    if "бұзық" in doc.text:
        raise RuntimeError("сынды\nекі жолмен")
    return doc


def test_kaznerd_with_ids_is_known_by_its_first_line(kaznerd: Path) -> None:
    records = read_records([kaznerd], None, Notes())
    assert [record.id for record in records] == ["AID1", "BID1", "AID2"]
    assert [record.meta["group"] for record in records] == ["1", "1", "2"]
    assert records[0].text == "« Қара сөздерінің » 5 данасы"
    assert [mark.label for mark in records[0].marks] == ["ART", "CARDINAL"]
    assert [records[0].text[a:b] for a, b in records[0].tokens or ()] == "« Қара сөздерінің » 5 данасы".split()
    core = read_records([kaznerd], "kaznerd-core", Notes())
    assert core[0].text == "«Қара сөздерінің» 5 данасы"
    assert [mark.label for mark in core[2].marks] == ["LOC"]


def test_scores_on_kaznerd_tokens_are_those_of_seqeval(kaznerd: Path, tmp_path: Path) -> None:
    metrics = pytest.importorskip("seqeval.metrics")
    nlp = ruler(("ART", "Қара сөздерінің"), ("CARDINAL", "5"), ("CARDINAL", "данасы"), ("GPE", "болды"))
    nlp.to_disk(tmp_path / "model")
    report = evaluate(Evaluation(str(tmp_path / "model"), (kaznerd,), tokens="gold", settings=FAST))
    blocks = [[line.split() for line in block.splitlines()[1:]] for block in KAZNERD.strip().split("\n\n")]
    true = [[tag for _, tag in block] for block in blocks]
    pred = []
    for block in blocks:
        doc = nlp(Doc(nlp.vocab, words=[word for word, _ in block]))
        pred.append([f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc])
    assert report["data"]["groups"] == 2
    assert report["scores"]["micro"]["f1"]["value"] == pytest.approx(metrics.f1_score(true, pred))
    assert report["scores"]["macro"]["f1"]["value"] == pytest.approx(metrics.f1_score(true, pred, average="macro"))


def test_gold_tokens_reach_the_pipeline() -> None:
    """The tokenizer would make one token of the number; the gold has three, and the model finds the last."""
    gold = GoldRecord("a", "4 , 5 млн", tokens=((0, 1), (2, 3), (4, 5), (6, 9)))
    nlp = ruler(("X", "млн"))
    nlp.tokenizer = lambda text: pytest.fail("the tokenizer must not run")  # type: ignore[assignment]
    assert list(from_pipeline(nlp, [gold], gold_tokens=True)) == [((PredictedSpan(6, 9, "X"),), ())]
    with pytest.raises(EvaluationError, match=r"x\.txt: b has no tokens"):
        list(from_pipeline(nlp, [GoldRecord("b", "Арал", file="x.txt")], gold_tokens=True))


def test_a_text_on_which_the_model_fails_costs_itself_alone() -> None:
    nlp = ruler(("LOC", "Арал"))
    nlp.add_pipe("test_evaluation_breaks")
    records = [GoldRecord("a", "Арал"), GoldRecord("b", "бұзық Арал"), GoldRecord("c", "Арал")]
    failed: list[tuple[str, str]] = []
    layers = list(from_pipeline(nlp, records, failed=lambda record, why: failed.append((record.id, why))))
    assert [len(ents) for ents, _ in layers] == [1, 0, 1]
    assert failed == [("b", "RuntimeError: сынды екі жолмен")]
    with pytest.raises(RuntimeError):
        list(from_pipeline(nlp, records))


def test_scores_and_sources_come_through() -> None:
    nlp = spacy.blank("kk")
    import atau.components.common.extensions  # noqa: F401

    @Language.component("test_evaluation_scores")
    def scores(doc: Doc) -> Doc:
        doc.ents = (doc.char_span(0, 4, label="LOC"),)  # type: ignore[assignment]
        doc.ents[0]._.score, doc.ents[0]._.source = 0.75, "loc.name"
        doc.spans["nested"] = [doc.char_span(5, 10, label="ORG")]
        return doc

    nlp.add_pipe("test_evaluation_scores")
    layers = next(from_pipeline(nlp, [GoldRecord("a", "Арал Тараз")]))
    assert layers == ((PredictedSpan(0, 4, "LOC", 0.75, "loc.name"),), (PredictedSpan(5, 10, "ORG"),))


def write(path: Path, *cases: ScoredText) -> Path:
    path.write_text("".join(as_jsonl(case) + "\n" for case in cases), "utf-8")
    return path


def test_predictions_are_found_by_id_and_text(tmp_path: Path) -> None:
    one = ScoredText("a", "Арал", predicted=(PredictedSpan(0, 4, "LOC", 0.5, "loc.name"),))
    same = ScoredText("b", "Арал", predicted=(PredictedSpan(0, 4, "ORG"),))
    path = write(tmp_path / "p.jsonl", same, one, ScoredText("extra", "Тараз"))
    notes = Notes()
    layers = from_file(path, [GoldRecord("a", "Арал"), GoldRecord("other id", "Арал")], notes)
    assert layers == [((PredictedSpan(0, 4, "LOC", 0.5, "loc.name"),), ()), ((PredictedSpan(0, 4, "ORG"),), ())]
    assert notes.counts == {"extra": 1}


def test_predictions_that_are_missing_or_of_another_text(tmp_path: Path) -> None:
    path = write(tmp_path / "p.jsonl", ScoredText("a", "Арал."))
    with pytest.raises(EvaluationError, match="no prediction for 2 of 2 gold records") as error:
        from_file(path, [GoldRecord("a", "Арал!"), GoldRecord("z", "Тараз")], Notes())
    assert "a: the text differs from character 4 on; z: no such id" in str(error.value)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text("абв", max_size=3), st.text("Арал 12", min_size=1, max_size=8)), min_size=1))
def test_any_order_of_predictions(tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, str]]) -> None:
    cases = [ScoredText(name or "x", text, predicted=(PredictedSpan(0, 1, "LOC"),)) for name, text in found]
    path = write(tmp_path_factory.mktemp("p") / "p.jsonl", *reversed(cases))
    records = [GoldRecord(case.id, case.text) for case in cases]
    assert from_file(path, records, Notes()) == [(case.predicted, ()) for case in cases]


def test_what_is_a_model_and_what_are_predictions(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text("", "utf-8")
    (tmp_path / "a.cfg").write_text("", "utf-8")
    model, output, folder = tmp_path / "model", tmp_path / "output", tmp_path / "brat"
    for made in (model, output / "model-best", folder):
        made.mkdir(parents=True)
    (model / "config.cfg").write_text("", "utf-8")
    assert is_predictions(str(tmp_path / "p.jsonl"))
    assert is_predictions(str(folder))
    assert not any(map(is_predictions, ["rules", "kk_x", str(model), str(output), str(tmp_path / "a.cfg")]))


def test_bad_records_do_not_lose_the_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text("a\t⟦LOC Арал⟧\nb\t⟦LOC Арал\nc\tТыныш ⟦LOC Тараз⟧\n", "utf-8")
    notes = Notes()
    assert [record.id for record in read_records([path], None, notes)] == ["a", "c"]
    assert notes.errors == 1
    (tmp_path / "empty.jsonl").write_text('{"text": 3, "ents": []}\n', "utf-8")
    with pytest.raises(EvaluationError, match="there are no records"):
        read_records([tmp_path / "empty.jsonl"], None, Notes())
    with pytest.raises(GoldError):
        read_records([tmp_path / "none"], None, Notes())


def test_training_data_renamed_as_the_gold_is(tmp_path: Path) -> None:
    path = tmp_path / "train.tsv"
    path.write_text("a\t⟦GPE Арал⟧\n", "utf-8")
    training = read_training([path], None, Notes(), rename={"GPE": "LOC"})
    assert training.bucket("Арал", "LOC") == "seen"


def test_training_data_of_kaznerd_has_the_labels_of_the_gold(kaznerd: Path, tmp_path: Path) -> None:
    other = tmp_path / "train.tsv"
    other.write_text("a\t⟦LOC Тараз⟧\n", "utf-8")
    training = read_training([kaznerd, other], "kaznerd-core", Notes())
    assert training.bucket("Атырауда", "LOC") == training.bucket("Тараз", "LOC") == "seen"
    assert read_training([kaznerd], None, Notes()).bucket("Атырауда", "GPE") == "seen"


def test_a_learning_curve(tmp_path: Path) -> None:
    path = tmp_path / "curve.tsv"
    lines = ["# by hand", "size\tf1\tlow\thigh\tseries", "500\t0.7\t0.6\t0.8\tb", "240\t0.5\t\t\tb", "9\t.1\t\t\ta", ""]
    path.write_text("\n".join(lines), "utf-8")
    assert [(p["series"], p["size"], p["low"]) for p in read_curve(path)] == [
        ("a", 9, None),
        ("b", 240, None),
        ("b", 500, 0.6),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no rows"),
        ("size\tx\n", r":1: the header must have size and f1"),
        ("size\tf1\n100\t70\n", r":2: f1 is '70'; it must be a number from 0 to 1"),
        ("size\tf1\n100\n", r":2: the row must have the columns"),
        ("size\tf1\n1\t1\t1\n", r":2: the row must have the columns"),
        ("size\tf1\nx\t1\n", r":2: size is 'x'"),
    ],
)
def test_broken_learning_curves(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "curve.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(EvaluationError, match=message):
        read_curve(path)


def test_the_whole_is_the_same_twice(tmp_path: Path) -> None:
    gold = tmp_path / "gold.tsv"
    gold.write_text("a\t⟦LOC Атырау облысы⟧ тыныш.\nb\t⟦PERSON Сәуле Омарова⟧ келді.\n", "utf-8")
    job = Evaluation("rules", (gold,), train=(gold,), settings=FAST)
    assert json.dumps(evaluate(job)) == json.dumps(evaluate(job))
