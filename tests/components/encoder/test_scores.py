"""kk_encoder and kk_student: scores for every token, the same whatever stands beside a text; stored without pickle."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from tiny_encoder import SCHEME, write_tiny_encoder
from tiny_student import tiny_student

from atau.components.encoder.scores import EncoderError, TagScores

TEXTS = ["Атырауда жиын өтті.", "", "Біз Алматыға бардық.\n\nА т ы р а у", "көл " * 200, "Orаlda", "ә" * 3000]


@pytest.fixture(scope="module", params=["kk_encoder", "kk_student"])
def name(request: pytest.FixtureRequest) -> str:
    if request.param == "kk_encoder":
        pytest.importorskip("onnxruntime", reason='the extra "lg" is not installed')
        pytest.importorskip("onnx", reason="onnx is not installed")
    return str(request.param)


@pytest.fixture(scope="module")
def nlp(name: str, tmp_path_factory: pytest.TempPathFactory) -> Language:
    source = tmp_path_factory.mktemp("scores") / "tiny"
    if name == "kk_encoder":
        write_tiny_encoder(source)
    else:
        tiny_student().to_disk(source)
    nlp = spacy.blank("kk")
    for pipe in ("kk_sentences", "kk_places", name):
        nlp.add_pipe(pipe)
    nlp.config["initialize"]["components"][name] = {"source": str(source)}
    nlp.initialize()
    return nlp


def test_log_probabilities_of_every_token(nlp: Language) -> None:
    for text in TEXTS:
        doc = nlp(text)
        assert doc.text == text
        assert doc.tensor.shape == (len(doc), SCHEME.size)
        # The lowest are raised, so that a sum may be a little over one.
        assert np.allclose(np.exp(doc.tensor).sum(axis=1), 1.0, atol=1e-2)


def test_a_text_has_the_same_scores_alone_in_a_batch_and_in_other_processes(nlp: Language) -> None:
    alone = [nlp(text).tensor for text in TEXTS]
    for found in (nlp.pipe(TEXTS, batch_size=2), nlp.pipe(TEXTS, n_process=2, batch_size=2)):
        assert all(np.array_equal(doc.tensor, one) for doc, one in zip(found, alone, strict=True))


def test_stored_and_loaded_it_says_the_same(nlp: Language, name: str, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    pipe = nlp.get_pipe(name)
    assert isinstance(pipe, TagScores)
    copies = [
        spacy.load(tmp_path / "model").get_pipe(name),
        type(pipe)().from_bytes(pipe.to_bytes()),
        pickle.loads(pickle.dumps(pipe)),  # spaCy sends components to its processes like this
    ]
    doc = nlp(TEXTS[0])
    for copy in copies:
        assert isinstance(copy, type(pipe))
        assert (copy.tags, copy.parts) == (pipe.tags, pipe.parts)
        assert np.array_equal(copy.log_probabilities(doc), doc.tensor)


def test_without_a_network_it_says_where_to_get_one(name: str) -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe(name)
    with pytest.raises(EncoderError, match=f"initialize.components.{name}.source"):
        nlp("Атырау")
