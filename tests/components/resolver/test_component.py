"""Which candidates become entities, which nested mentions, and that ties are determinate."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from atau.components.common.candidates import add_candidates, add_vetoes
from atau.components.common.precedence import Candidate, resolve, resolve_nested
from atau.components.resolver.calibrator import CandidateCalibrator
from atau.labels import PRECEDENCE


def _c(start: int, end: int, label: str, score: float = 0.5, source: str = "rule") -> Candidate:
    return Candidate(start, end, label, source, score)


@pytest.mark.parametrize(
    ("found", "flat", "nested"),
    [
        # The outermost wins, a place inside an office goes to the nested layer.
        ([_c(0, 1, "LOC"), _c(0, 3, "POSITION")], [(0, 3, "POSITION")], [(0, 1, "LOC")]),
        # An office inside an office, a number inside a name and a place inside a place go nowhere.
        ([_c(0, 2, "POSITION"), _c(0, 3, "POSITION")], [(0, 3, "POSITION")], []),
        ([_c(1, 2, "QUANTITY"), _c(0, 3, "ORG")], [(0, 3, "ORG")], []),
        ([_c(0, 1, "LOC"), _c(0, 2, "LOC")], [(0, 2, "LOC")], []),
        # Crossing: the longer one stays.
        ([_c(0, 3, "ORG"), _c(2, 4, "PERSON")], [(0, 3, "ORG")], []),
        # One level only: the largest inside.
        (
            [_c(0, 5, "POSITION"), _c(0, 4, "ORG"), _c(0, 1, "LOC")],
            [(0, 5, "POSITION")],
            [(0, 4, "ORG")],
        ),
        # The same tokens: the label order decides before the score.
        ([_c(0, 1, "LOC", 0.9), _c(0, 1, "PERSON", 0.1)], [(0, 1, "PERSON")], []),
    ],
)
def test_order(found: list[Candidate], flat: list[tuple[int, int, str]], nested: list[tuple[int, int, str]]) -> None:
    ents = resolve(found)
    inner = resolve_nested(found, ents)
    assert [(c.start, c.end, c.label) for c in ents] == flat
    assert [(c.start, c.end, c.label) for c in inner] == nested


_candidates = st.builds(
    lambda start, length, label, score, source: Candidate(start, start + length, label, source, score),
    st.integers(0, 15),
    st.integers(1, 6),
    st.sampled_from(PRECEDENCE),
    st.sampled_from([0.3, 0.6, 0.9]),
    st.sampled_from(["a", "b"]),
)


@given(st.lists(_candidates, max_size=25), st.randoms(use_true_random=False))
def test_no_overlap_and_order_of_input_is_irrelevant(found: list[Candidate], rng: random.Random) -> None:
    flat = resolve(found)
    nested = resolve_nested(found, flat)
    taken = [i for c in flat for i in range(c.start, c.end)]
    assert len(taken) == len(set(taken))
    inner = [i for c in nested for i in range(c.start, c.end)]
    assert len(inner) == len(set(inner))
    assert set(inner) <= set(taken)
    shuffled = list(found)
    rng.shuffle(shuffled)
    assert resolve(shuffled) == flat
    assert resolve_nested(shuffled, flat) == nested


def test_the_calibrator_is_read_when_training_begins_and_travels_with_the_model(tmp_path: Path) -> None:
    fitted = CandidateCalibrator({"chosen LOC": 4.0}, -1.0, (0.0, 1.0), (0.01, 0.99), {"LOC": 0.4})
    path = tmp_path / "trust.json"
    path.write_text(fitted.to_json(), encoding="utf-8")
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_places")
    nlp.add_pipe("kk_resolver")
    nlp.config["initialize"]["components"]["kk_resolver"] = {"trust": str(path)}
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    path.unlink()
    assert spacy.load(tmp_path / "model").get_pipe("kk_resolver").calibrator == fitted


def test_the_setting_of_the_factory_is_deprecated_and_still_works(tmp_path: Path) -> None:
    fitted = CandidateCalibrator({}, 0.0, (0.0, 1.0), (0.01, 0.99))
    path = tmp_path / "trust.json"
    path.write_text(fitted.to_json(), encoding="utf-8")
    with pytest.warns(DeprecationWarning, match=r"move it to initialize\.components\.kk_resolver\.trust"):
        resolver = spacy.blank("kk").add_pipe("kk_resolver", config={"trust": str(path)})
    assert resolver.calibrator == fitted


@pytest.mark.parametrize("calibrated", [False, True])
def test_no_candidate_of_that_label_meets_a_veto(calibrated: bool) -> None:
    nlp = spacy.blank("kk")
    resolver = nlp.add_pipe("kk_resolver")
    if calibrated:
        resolver.calibrator = CandidateCalibrator({}, 3.0, (0.0, 1.0), (0.0, 1.0), {})
    doc = nlp.make_doc("Ол 40-тан 33-орынға көтерілді.")
    add_candidates(doc, [(1, 2, "QUANTITY", "quantity.count"), (0, 1, "PERSON", "person.full")])
    doc.spans["model"] = [Span(doc, 1, 3, label="QUANTITY"), Span(doc, 2, 3, label="LOC")]
    doc.spans["model"].attrs.update(scores=[0.9, 0.8], best=[True, True])
    add_vetoes(doc, [(1, 2, "QUANTITY")])
    assert [(ent.start, ent.end, ent.label_) for ent in resolver(doc).ents] == [(0, 1, "PERSON"), (2, 3, "LOC")]


def test_candidates_of_a_model_without_their_scores_leave_the_decision_to_the_rules() -> None:
    nlp = spacy.blank("kk")
    resolver = nlp.add_pipe("kk_resolver")
    docs = []
    for text in ("Арал қаласы.", "Асан келді."):
        doc = nlp.make_doc(text)
        add_candidates(doc, [(0, 1, "LOC", "place.x")])
        doc.spans["model"] = [Span(doc, 0, 2, "ORG")]
        doc.spans["model"].attrs.update(scores=[0.9], best=[True])
        docs.append(doc)
    joined = Doc.from_docs(docs)
    assert joined is not None
    assert "scores" not in joined.spans["model"].attrs
    with pytest.warns(UserWarning, match="have lost their scores"):
        assert [(ent.text, ent.label_) for ent in resolver(joined).ents] == [("Арал", "LOC"), ("Асан", "LOC")]
