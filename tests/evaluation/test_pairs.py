"""Pairs and schemes: by hand, against nervaluate, spaCy's Scorer and seqeval, and whatever the order."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from atau.evaluation.pairs import SCHEMES, credit, pair_up
from atau.evaluation.scored_text import LabelledSpan, PredictedSpan, ScoredText
from atau.evaluation.statistics import f1, macro, precision, recall
from atau.evaluation.tally import tally

LABELS = ("LOC", "ORG", "PERSON")
Layer = list[LabelledSpan]


def predicted(spans: Sequence[LabelledSpan]) -> list[PredictedSpan]:
    return [PredictedSpan(*span) for span in spans]


@st.composite
def layers(draw: st.DrawFn, length: int = 14) -> Layer:
    """Mentions that do not overlap, over the words of a sentence of `length` words."""
    found: Layer = []
    position = 0
    while position < length:
        gap, size = draw(st.integers(0, 3)), draw(st.integers(1, 3))
        start = position + gap
        if start + size > length:
            break
        found.append(LabelledSpan(start, start + size, draw(st.sampled_from(LABELS))))
        position = start + size
    return found


documents = st.lists(st.tuples(layers(), layers()), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("gold", "given_", "kinds", "points"),
    [
        # strict, exact, partial, type
        ([LabelledSpan(0, 4, "LOC")], [LabelledSpan(0, 4, "LOC")], ["correct"], (1, 1, 1, 1)),
        ([LabelledSpan(0, 4, "LOC")], [LabelledSpan(0, 4, "ORG")], ["type"], (0, 1, 1, 0)),
        ([LabelledSpan(0, 4, "LOC")], [LabelledSpan(0, 3, "LOC")], ["boundary"], (0, 0, 0.5, 1)),
        ([LabelledSpan(0, 4, "LOC")], [LabelledSpan(3, 9, "ORG")], ["type+boundary"], (0, 0, 0.5, 0)),
        ([LabelledSpan(0, 4, "LOC")], [LabelledSpan(4, 9, "LOC")], ["missed", "spurious"], (0, 0, 0, 0)),
        ([LabelledSpan(0, 4, "LOC")], [], ["missed"], (0, 0, 0, 0)),
        ([], [LabelledSpan(0, 4, "LOC")], ["spurious"], (0, 0, 0, 0)),
        # One prediction over two mentions has one partner: that of its label, else the larger part.
        (
            [LabelledSpan(0, 2, "ORG"), LabelledSpan(3, 9, "LOC")],
            [LabelledSpan(0, 9, "ORG")],
            ["boundary", "missed"],
            (0, 0, 0.5, 1),
        ),
        (
            [LabelledSpan(0, 2, "ORG"), LabelledSpan(3, 9, "LOC")],
            [LabelledSpan(0, 9, "PERSON")],
            ["missed", "type+boundary"],
            (0, 0, 0.5, 0),
        ),
        # The exact one is the partner, though another begins earlier.
        (
            [LabelledSpan(2, 4, "LOC")],
            [LabelledSpan(0, 9, "LOC"), LabelledSpan(2, 4, "LOC")],
            ["spurious", "correct"],
            (1, 1, 1, 1),
        ),
    ],
)
def test_by_hand(gold: Layer, given_: Layer, kinds: list[str], points: tuple[float, ...]) -> None:
    pairs = pair_up(gold, predicted(given_))
    assert [pair.kind for pair in pairs] == kinds
    assert tuple(credit(pairs, scheme) for scheme in SCHEMES) == points


@settings(deadline=None)
@given(layers(), layers(), st.randoms(use_true_random=False))
def test_the_order_plays_no_part(gold: Layer, given_: Layer, order: random.Random) -> None:
    before = pair_up(gold, predicted(given_))
    order.shuffle(gold)
    order.shuffle(given_)
    assert pair_up(gold, predicted(given_)) == before


@settings(deadline=None)
@given(layers(), layers())
def test_every_mention_stands_in_one_pair(gold: Layer, given_: Layer) -> None:
    pairs = pair_up(gold, predicted(given_))
    assert sorted(pair.gold for pair in pairs if pair.gold) == sorted(gold)
    assert sorted(pair.predicted.span for pair in pairs if pair.predicted) == sorted(given_)
    strict, exact, partial, by_type = (credit(pairs, scheme) for scheme in SCHEMES)
    assert strict == len(set(gold) & set(given_))
    assert exact == len({g[:2] for g in gold} & {p[:2] for p in given_})
    assert strict <= exact <= partial
    assert strict <= by_type


def cases_of(found: list[tuple[Layer, Layer]]) -> list[ScoredText]:
    return [ScoredText(str(i), "x" * 14, tuple(gold), tuple(predicted(p))) for i, (gold, p) in enumerate(found)]


def shared(gold: Layer, given_: Layer) -> bool:
    """Whether no mention overlaps two of the other side: then there is only one way to pair them."""

    def touching(one: LabelledSpan, others: Layer) -> int:
        return sum(other.start < one.end and one.start < other.end for other in others)

    return all(touching(g, given_) < 2 for g in gold) and all(touching(p, gold) < 2 for p in given_)


@settings(max_examples=150, deadline=None)
@given(documents)
def test_agrees_with_nervaluate(found: list[tuple[Layer, Layer]]) -> None:
    nervaluate = pytest.importorskip("nervaluate", reason="nervaluate needs Python 3.11")
    found = [pair for pair in found if shared(*pair)]
    if not any(gold or given_ for gold, given_ in found):
        return

    def entries(layer: Layer) -> list[dict[str, object]]:
        return [{"label": s.label, "start": s.start, "end": s.end - 1} for s in layer]

    true, pred = [entries(gold) for gold, _ in found], [entries(given_) for _, given_ in found]
    theirs = nervaluate.Evaluator(true, pred, tags=list(LABELS), loader="dict").evaluate()
    ours = tally(cases_of(found), LABELS)
    for scheme, name in zip(SCHEMES, ("strict", "exact", "partial", "ent_type"), strict=True):
        expected = theirs["overall"][name]
        totals = ours.column((scheme,)).sum(axis=0)
        assert totals[1:].tolist() == [expected.actual, expected.possible]
        assert totals[0] == expected.correct + 0.5 * expected.partial
        # Its precision under `exact` and `strict` leaves partial ones out; there are none of these there.
        assert (float(precision(totals)), float(recall(totals)), float(f1(totals))) == pytest.approx(
            (expected.precision, expected.recall, expected.f1)
        )
        for label, by_scheme in theirs["entities"].items():
            own = ours.column((scheme, label)).sum(axis=0)
            assert own[0] == by_scheme[name].correct + 0.5 * by_scheme[name].partial


def test_nervaluate_depends_on_the_order_of_predictions() -> None:
    """Why we have a pairing of our own (MantisAI/nervaluate#40): this pins the behaviour that we do not share."""
    nervaluate = pytest.importorskip("nervaluate", reason="nervaluate needs Python 3.11")
    gold = [{"label": "LOC", "start": 2, "end": 3}]
    given_ = [{"label": "LOC", "start": 0, "end": 8}, {"label": "LOC", "start": 2, "end": 3}]
    scores = [
        nervaluate.Evaluator([gold], [order], tags=["LOC"], loader="dict").evaluate()["overall"]["strict"].correct
        for order in (given_, given_[::-1])
    ]
    assert scores == [0, 1]
    long, short = LabelledSpan(0, 9, "LOC"), LabelledSpan(2, 4, "LOC")
    ours = [pair_up([short], predicted(order)) for order in ([long, short], [short, long])]
    assert ours[0] == ours[1]


@settings(max_examples=60, deadline=None)
@given(documents)
def test_agrees_with_seqeval(found: list[tuple[Layer, Layer]]) -> None:
    metrics = pytest.importorskip("seqeval.metrics")
    scheme = pytest.importorskip("seqeval.scheme").IOB2

    def tags(layer: Layer) -> list[str]:
        row = ["O"] * 14
        for start, end, label in layer:
            row[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
        return row

    if not any(gold for gold, _ in found) or not any(given_ for _, given_ in found):
        return  # seqeval warns, and has no labels to average
    true, pred = [tags(gold) for gold, _ in found], [tags(given_) for _, given_ in found]
    ours = tally(cases_of(found), LABELS)
    totals = ours.column(("strict",)).sum(axis=0)
    options = {"mode": "strict", "scheme": scheme, "zero_division": 0}
    theirs = metrics.precision_score, metrics.recall_score, metrics.f1_score
    for metric, their in zip((precision, recall, f1), theirs, strict=True):
        assert float(metric(totals)) == pytest.approx(their(true, pred, average="micro", **options))
        by_label = ours.with_keys([("strict", label) for label in LABELS]).values.sum(axis=0)
        assert float(macro(metric)(by_label)) == pytest.approx(their(true, pred, average="macro", **options))


@settings(max_examples=60, deadline=None)
@given(documents)
def test_agrees_with_spacy(found: list[tuple[Layer, Layer]]) -> None:
    from spacy.scorer import get_ner_prf
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan
    from spacy.training import Example

    vocab = spacy.blank("xx").vocab

    def doc(layer: Layer) -> Doc:
        made = Doc(vocab, words=[f"w{i}" for i in range(14)])
        made.set_ents([SpacySpan(made, *span) for span in layer], default="outside")
        return made

    theirs = get_ner_prf([Example(doc(given_), doc(gold)) for gold, given_ in found])
    ours = tally(cases_of(found), LABELS)
    totals = ours.column(("strict",)).sum(axis=0)
    if theirs["ents_f"] is None:
        assert totals.sum() == 0
        return
    expected = theirs["ents_p"], theirs["ents_r"], theirs["ents_f"]
    assert (float(precision(totals)), float(recall(totals)), float(f1(totals))) == pytest.approx(expected)
    for label, scores in theirs["ents_per_type"].items():
        assert float(f1(ours.column(("strict", label)).sum(axis=0))) == pytest.approx(scores["f"])
