"""kk_encoder: what it needs, how it shares its network, and what the CRF makes of it."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam

from atau.components.encoder.component import TokenEncoder
from atau.components.encoder.outputs import write_outputs
from atau.components.encoder.scores import EncoderError
from atau.corpus.examples import Alignment, set_marks
from atau.corpus.marked import parse

pytest.importorskip("onnxruntime", reason='the extra "lg" is not installed')
pytest.importorskip("onnx", reason="onnx is not installed")

from tiny_encoder import SCHEME, write_tiny_encoder

TEXTS = ["Атырауда жиын өтті.", "", "Біз Алматыға бардық.\n\nА т ы р а у", "көл " * 200, "Orаlda"]
LOC = SCHEME.tag("U", "LOC")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_encoder(tmp_path_factory.mktemp("encoder") / "tiny")


@pytest.fixture(scope="module")
def nlp(source: Path) -> Language:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_sentences")
    nlp.add_pipe("kk_encoder")
    nlp.config["initialize"]["components"]["kk_encoder"] = {"source": str(source)}
    nlp.initialize()
    return nlp


def test_the_most_probable_tags_are_those_of_the_pieces(nlp: Language) -> None:
    assert nlp("Атырауда жиын өтті.").tensor.argmax(axis=1).tolist() == [LOC, 0, 0, 0]


def test_threads_share_one_encoder(nlp: Language) -> None:
    texts = TEXTS * 10
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: nlp(text).tensor, texts))
    assert all(np.array_equal(rows, nlp(text).tensor) for rows, text in zip(found, texts, strict=True))


@pytest.mark.parametrize(("name", "data"), [("network.onnx", b"x" * 100), ("pieces.tsv", b"x"), ("cfg", b"{")])
def test_a_damaged_file_is_named_as_such(nlp: Language, tmp_path: Path, name: str, data: bytes) -> None:
    nlp.get_pipe("kk_encoder").to_disk(tmp_path)  # type: ignore[attr-defined]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(EncoderError, match="damaged"):
        TokenEncoder().from_disk(tmp_path)


def test_without_onnx_runtime_it_says_what_to_install(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ImportError, match=r"pip install 'atau\[lg\]'"):
        TokenEncoder().from_disk(source)


def test_in_training_known_outputs_stand_for_the_network(source: Path, tmp_path: Path) -> None:
    path = tmp_path / "outputs.npz"
    rows = np.full((2, SCHEME.size), -3.0, dtype=np.float32)
    write_outputs(path, [("Көл бар", rows)])
    encoder = TokenEncoder()
    encoder.initialize(list, source=str(source), outputs=str(path))
    nlp = spacy.blank("kk")
    assert encoder(nlp("Көл бар")).tensor.tolist() == rows.tolist()
    assert encoder(nlp("Көл жоқ")).tensor.tolist() != rows.tolist()
    assert encoder.to_bytes() == TokenEncoder().from_disk(source).to_bytes()


def test_known_outputs_have_the_floor_of_calculated_ones(source: Path, tmp_path: Path) -> None:
    path = tmp_path / "outputs.npz"
    rows = np.linspace(-40.0, 0.0, 2 * SCHEME.size, dtype=np.float32).reshape(2, -1)
    write_outputs(path, [("Көл бар", rows)])
    encoder = TokenEncoder()
    encoder.initialize(list, source=str(source), outputs=str(path))
    nlp = spacy.blank("kk")
    known = encoder(nlp("Көл бар")).tensor
    assert known.min() == pytest.approx(-10.0)
    assert np.allclose(known[rows > -10], rows[rows > -10], atol=1e-2)


def test_the_crf_begins_with_what_the_encoder_says_and_learns_on(source: Path) -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_encoder")
    nlp.add_pipe("kk_crf", config={"model": {"@architectures": "atau.EncoderEmissions.v1"}, "min_count": 1})
    nlp.config["initialize"]["components"]["kk_encoder"] = {"source": str(source)}
    labelled = ["⟦LOC Орал⟧ ⟦ORG Мұнай⟧", "⟦PERSON Дина⟧ ⟦POSITION әкім⟧ ⟦QUANTITY 5⟧"]
    examples = []
    for text in labelled:
        marked = parse(text)
        gold = set_marks(nlp.make_doc(marked.text), marked.marks, "", Alignment())
        examples.append(Example(nlp.make_doc(marked.text), gold))
    nlp.initialize(lambda: examples)
    found = nlp("Атырау мен Алматы")
    assert [(ent.text, ent.label_) for ent in found.ents] == [("Атырау", "LOC"), ("Алматы", "LOC")]
    assert [len(doc) for doc in nlp.pipe(["", "Атырау", ""])] == [0, 1, 0]
    assert len(nlp("")) == 0
    optimizer = Adam(0.001)
    for _ in range(30):
        for example in examples:
            example.predicted = nlp.get_pipe("kk_encoder")(example.reference.copy())  # type: ignore[operator]
            example.predicted.ents = ()
        nlp.get_pipe("kk_crf").update(examples, sgd=optimizer)  # type: ignore[attr-defined]
    assert ("Дина", "PERSON") in [(ent.text, ent.label_) for ent in nlp("Дина әкім").ents]


def test_without_the_encoder_the_crf_says_what_it_waits_for() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_crf", config={"model": {"@architectures": "atau.EncoderEmissions.v1"}})
    with pytest.raises(ValueError, match="kk_encoder"):
        nlp.get_pipe("kk_crf").model.predict([nlp.make_doc("Атырау")])  # type: ignore[attr-defined]
