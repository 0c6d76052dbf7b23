"""The figures of a report as a whole: slices, errors, confusion, the order of everything, the schema."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atau.evaluation.measure import Settings, measure
from atau.evaluation.report_types import report_schema
from atau.evaluation.scored_text import LabelledSpan, PredictedSpan, ScoredText, fingerprint, group_of
from atau.evaluation.slices import TrainingMentions, case_bucket, length_bucket, source_bucket, values_of

FAST = Settings(resamples=100)
#                0         10        20        30
TEXT = "Бүгін Аралда Сәуле Омарова 12 үй салды. Кеше Атырауда тыныш болды."


def span(piece: str, label: str) -> LabelledSpan:
    start = TEXT.index(piece)
    return LabelledSpan(start, start + len(piece), label)


def found(piece: str, label: str, score: float | None = None, source: str | None = None) -> PredictedSpan:
    return PredictedSpan(*span(piece, label), score, source)


CASE = ScoredText(
    "a",
    TEXT,
    (span("Аралда", "LOC"), span("Сәуле Омарова", "PERSON"), span("12 үй", "QUANTITY"), span("Атырауда", "LOC")),
    (
        found("Аралда", "LOC", 0.9, "loc.name"),
        found("Омарова", "PERSON", 0.6, "model"),
        found("12 үй", "ORG", 0.4, "model+org.head"),
        found("тыныш", "LOC", 0.2, "model"),
    ),
    meta={"dirt": "all caps, look-alikes"},
)
OTHER = ScoredText("b", "Арал.", (LabelledSpan(0, 4, "LOC"),), (PredictedSpan(0, 4, "LOC", 0.8, "loc.name"),))


def test_the_report_of_a_small_text() -> None:
    training = TrainingMentions()
    training.add("Аралда", "LOC")
    training.add("Атыраудан", "LOC")
    report = measure([CASE, OTHER], FAST, training=training)
    micro = report["scores"]["micro"]
    assert (micro["tp"], micro["predicted"], micro["gold"]) == (2, 5, 5)
    assert report["scores"]["names"]["gold"] == 4
    assert report["scores"]["schemes"]["partial"]["tp"] == 2 + 0.5 + 1
    assert report["scores"]["schemes"]["type"]["tp"] == 3
    assert report["errors"]["counts"] == {"boundary": 1, "missed": 1, "spurious": 1, "type": 1}
    confusion = report["confusion"]
    cell = confusion["counts"][confusion["rows"].index("QUANTITY")][confusion["columns"].index("ORG")]
    assert cell == 1
    assert sum(confusion["counts"][-1]) == 1
    assert sum(row[-1] for row in confusion["counts"]) == 1
    seen = report["slices"]["seen"]
    assert {bucket: score["gold"] for bucket, score in seen.items()} == {
        "seen": 1,  # Аралда
        "other form seen": 2,  # Атырауда, as Атыраудан was seen; Арал, as Аралда was
        "unseen": 2,
    }
    sources = {name: (score["tp"], score["predicted"]) for name, score in report["slices"]["source"].items()}
    assert sources == {"both": (0, 1), "model": (0, 2), "rule": (2, 2)}
    assert set(report["slices"]["meta"]["dirt"]) == {"(none)", "all caps", "look-alikes"}
    assert report["slices"]["meta"]["dirt"]["all caps"]["gold"] == 4


def test_errors_stand_in_their_sentences() -> None:
    errors = measure([CASE, OTHER], FAST)["errors"]
    assert [item["kind"] for item in errors["items"]] == ["boundary", "type", "missed", "spurious"]
    texts = [context["text"] for context in errors["contexts"]]
    assert texts == ["Бүгін Аралда Сәуле Омарова 12 үй салды.", "Кеше Атырауда тыныш болды."]
    second = errors["contexts"][1]
    assert [second["text"][start:end] for start, end, _ in second["gold"]] == ["Атырауда"]
    assert [second["text"][start:end] for start, end, _ in second["predicted"]] == ["тыныш"]
    assert errors["items"][0]["predicted"]["text"] == "Омарова"


def test_without_texts_nothing_of_them_is_in_the_report() -> None:
    report = measure([CASE, OTHER], replace(FAST, texts=False))
    assert report["errors"]["counts"]["missed"] == 1
    assert all(word not in json.dumps(report, ensure_ascii=False) for word in ("Аралда", "Омарова", "тыныш"))


def test_some_labels_alone() -> None:
    report = measure([CASE, OTHER], replace(FAST, labels=("LOC",)))
    assert report["labels"] == ["LOC"]
    assert (report["scores"]["micro"]["gold"], report["scores"]["micro"]["predicted"]) == (3, 3)


def test_notes_say_what_the_figures_cannot() -> None:
    notes = " ".join(measure([ScoredText("a", "Арал", (), (PredictedSpan(0, 4, "ORG"),))], FAST)["notes"])
    for part in ("one group", "The gold has no ORG", "no confidence", "no mentions inside", "--train"):
        assert part in notes


def test_an_empty_evaluation_has_no_scores_and_no_crash() -> None:
    report = measure([ScoredText("a", "Арал"), ScoredText("b", "Тыныш")], FAST)
    assert report["scores"]["micro"]["f1"] == {"value": None, "low": None, "high": None}
    assert report["scores"]["macro"]["f1"]["value"] is None


def test_the_baseline_must_be_of_the_same_gold() -> None:
    with pytest.raises(ValueError, match="other texts or other gold"):
        measure([CASE], FAST, baseline=[replace(CASE, gold=())])


def test_a_model_against_itself() -> None:
    comparison = measure([CASE, OTHER], FAST, baseline=[OTHER, CASE])["comparison"]
    for row in (*comparison["overall"].values(), *comparison["types"].values()):
        assert row["difference"] == {"value": 0, "low": 0, "high": 0}
        assert row["p"] == 1


def test_a_better_model_has_a_positive_difference() -> None:
    gold = [ScoredText(str(i), "Арал", (LabelledSpan(0, 4, "LOC"),)) for i in range(30)]
    good = [replace(case, predicted=(PredictedSpan(0, 4, "LOC"),)) for case in gold]
    bad = [replace(case, predicted=(PredictedSpan(0, 4, "ORG"),)) if i % 2 else good[i] for i, case in enumerate(gold)]
    row = measure(good, Settings(resamples=500), baseline=bad)["comparison"]["overall"]["micro"]
    assert row["difference"]["value"] == 0.5
    assert 0.2 < row["difference"]["low"] < 0.5 < row["difference"]["high"] < 0.8
    assert row["p"] < 0.01


@st.composite
def cases(draw: st.DrawFn) -> ScoredText:
    starts = st.integers(0, 17)
    labels = st.sampled_from(["LOC", "ORG", "QUANTITY"])

    def layer(scored: bool) -> tuple[LabelledSpan, ...] | tuple[PredictedSpan, ...]:
        made = []
        last = 0
        for start in sorted(draw(st.sets(starts, max_size=4))):
            if start >= last:
                last = start + draw(st.integers(1, 3))
                label = draw(labels)
                score = draw(st.sampled_from([None, 0.25, 0.5, 1.0])) if scored else None
                made.append(PredictedSpan(start, last, label, score) if scored else LabelledSpan(start, last, label))
        return tuple(made)  # type: ignore[return-value]

    name = draw(st.text("abcd", min_size=1, max_size=3))
    group = draw(st.sampled_from(["", "g", "h"]))
    meta = {"topic": draw(st.sampled_from(["a", "b"]))}
    return ScoredText(name, "Арал Тараз 12 БҰҰ ауыл", layer(False), layer(True), group=group, meta=meta)  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None)
@given(st.lists(cases(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_nothing_plays_a_part(found: list[ScoredText], order: random.Random) -> None:
    def mixed(layer: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(order.sample(layer, len(layer)))

    shuffled = [replace(case, gold=mixed(case.gold), predicted=mixed(case.predicted)) for case in found]
    order.shuffle(shuffled)
    other = [replace(case, predicted=()) for case in found]
    first = measure(found, FAST, baseline=other)
    second = measure(shuffled, FAST, baseline=list(reversed(other)))
    assert json.dumps(first) == json.dumps(second)


@settings(max_examples=40, deadline=None)
@given(st.lists(cases(), min_size=1, max_size=5))
def test_figures_add_up_and_fit_the_schema(found: list[ScoredText]) -> None:
    report = measure(found, FAST)
    scores = report["scores"]
    for name in ("gold", "predicted", "tp"):
        assert scores["micro"][name] == sum(types["strict"][name] for types in scores["types"].values())
        assert scores["micro"][name] == sum(document[name] for document in report["documents"])
        for part in ("length", "case"):
            assert scores["micro"][name] == sum(score[name] for score in report["slices"][part].values())
    counts = report["confusion"]["counts"]
    assert sum(map(sum, counts[:-1])) == scores["micro"]["gold"]
    assert sum(sum(row[:-1]) for row in counts) == scores["micro"]["predicted"]
    for metric in ("precision", "recall", "f1"):
        number = scores["micro"][metric]
        assert number["low"] is None or number["low"] <= number["high"]
    schema = report_schema()
    for name, part in report.items():
        own = {"$defs": schema["$defs"], **schema["properties"][name]}
        assert [error.message for error in jsonschema.Draft202012Validator(own).iter_errors(part)] == []


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())


def test_groups() -> None:
    assert group_of("AID17", {}) == group_of("BID17", {}) != group_of("AID18", {})
    assert group_of("a", {"group": "x"}) == group_of("b", {"group": "x"})
    assert group_of("a", {"page": 3, "group": "x"}, "page") == "group 3"
    assert group_of("a", {}) != group_of("b", {})


def test_the_fingerprint_is_of_texts_and_gold_alone() -> None:
    # Written by atau 0.1.0: reports of later versions must still be comparable with its own.
    assert fingerprint([OTHER]) == "6e2b880e65b3d6d5e6239ce2cc07881ec39fd5cbe70b95be093b89e20f95cf0d"
    assert fingerprint([CASE, OTHER]) == fingerprint([OTHER, replace(CASE, predicted=())])
    assert fingerprint([CASE, OTHER]) != fingerprint([CASE])
    assert fingerprint([CASE]) != fingerprint([replace(CASE, gold=CASE.gold[1:])])


@pytest.mark.parametrize(
    ("source", "bucket"),
    [
        (None, "unknown"),
        ("", "unknown"),
        ("model", "model"),
        ("person.full", "rule"),
        ("model+person.full", "both"),
        ("person.full, model", "both"),
        ("both", "both"),
    ],
)
def test_sources(source: str | None, bucket: str) -> None:
    assert source_bucket(source) == bucket


@pytest.mark.parametrize(
    ("text", "length", "case"),
    [
        ("Арал", "1 word", "Capital first"),
        ("БҰҰ", "1 word", "ALL CAPS"),
        ("облыс әкімі", "2 words", "lower case first"),
        ("«Нұр Отан» партиясы", "3 words", "Capital first"),
        ("а ә б в г", "4–5 words", "lower case first"),
        ("1 2 3 4 5 6", "6+ words", "digits"),
    ],
)
def test_buckets(text: str, length: str, case: str) -> None:
    assert (length_bucket(text), case_bucket(text)) == (length, case)


def test_values_of_fields() -> None:
    assert values_of({"dirt": "b, a"}, "dirt") == ("a", "b")
    assert values_of({"dirt": ["b", "a"]}, "dirt") == ("a", "b")
    assert values_of({"dirt": ""}, "dirt") == values_of({}, "dirt") == ("(none)",)
    assert values_of({"year": 2020}, "year") == ("2020",)


def test_seen_looks_past_case_and_look_alikes() -> None:
    training = TrainingMentions()
    training.add("Атырау  облысында", "LOC")
    assert training.bucket("АТЫРАУ ОБЛЫСЫНДА", "LOC") == "seen"
    assert training.bucket("Атырау облысынан", "LOC") == "other form seen"
    assert training.bucket("Атырау облысында", "ORG") == "unseen"


def test_gold_without_the_nested_layer_makes_no_nested_prediction_wrong() -> None:
    inside = found("Сәуле", "PERSON", 0.9, "person.x")
    plain = replace(OTHER, nested_predicted=(PredictedSpan(0, 4, "LOC", 0.9, "x"),))
    report = measure([replace(CASE, nested_predicted=(inside,)), plain], FAST)
    assert report["scores"]["nested"] is None
    assert {item["layer"] for item in report["errors"]["items"]} == {"outer"}
    # With one annotated mention inside another, the layer counts.
    annotated = replace(plain, nested_gold=(LabelledSpan(0, 4, "LOC"),))
    report = measure([replace(CASE, nested_predicted=(inside,)), annotated], FAST)
    assert [(item["layer"], item["kind"]) for item in report["errors"]["items"]][-1] == ("nested", "spurious")
    # Of the chosen labels alone: no PERSON is annotated inside another, so none can be wrong there.
    report = measure([replace(CASE, nested_predicted=(inside,)), annotated], replace(FAST, labels=("PERSON",)))
    assert {item["layer"] for item in report["errors"]["items"]} == {"outer"}
    labels = {s["label"] for item in report["errors"]["items"] for s in (item["gold"], item["predicted"]) if s}
    assert labels == {"PERSON"}
