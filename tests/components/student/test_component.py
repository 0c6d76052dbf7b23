"""kk_student: what it reads, how threads share it, and what is said of damaged weights."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import spacy
import srsly
from spacy.language import Language
from tiny_student import tiny_network, tiny_student

from atau.components.encoder.scores import EncoderError
from atau.components.student import component, network
from atau.components.student.component import WEIGHTS, TokenStudent


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("student") / "tiny"
    tiny_student().to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def nlp(source: Path) -> Language:
    nlp = spacy.blank("kk")
    for name in ("kk_sentences", "kk_places", "kk_student"):
        nlp.add_pipe(name)
    nlp.config["initialize"]["components"]["kk_student"] = {"source": str(source)}
    nlp.initialize()
    return nlp


def test_a_token_is_read_by_its_neighbours_and_by_the_candidates_of_the_rules(nlp: Language) -> None:
    one, other = nlp("Атырауда жиын өтті.").tensor, nlp("Атырауда той өтті.").tensor
    assert not np.allclose(one[0], other[0])
    with nlp.select_pipes(disable="kk_places"):
        assert not np.allclose(nlp("Атырауда жиын өтті.").tensor[0], one[0])


def test_threads_share_one_student(source: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    # What is known of words is forgotten all the time.
    monkeypatch.setattr(component, "_MAX_WORDS", 12)
    texts = [f"Атырауда {word} жиын өтті {word}." for word in "аәбвгғдежзийкқлм"] * 20
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: nlp(text).tensor, texts))
    assert all(np.array_equal(rows, nlp(text).tensor) for rows, text in zip(found, texts, strict=True))


def test_a_long_text_is_read_in_parts_that_overlap(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"Атырауда {word} жиын өтті." for word in "аәбвгғдежзийкқлм")
    whole = nlp(text).tensor
    monkeypatch.setattr(network, "_AT_ONCE", 5)
    assert np.allclose(nlp(text).tensor, whole, atol=1e-4)


@pytest.mark.parametrize(
    "change",
    [
        lambda packed: packed.pop("norm"),
        lambda packed: packed.update(bias=packed["bias"][:3]),
        lambda packed: packed.update(steps=[1, 0]),
        lambda packed: packed.update(steps=[1, 2, 3]),
        lambda packed: packed.update(table=np.zeros((0, 8), dtype=np.int8)),
        lambda packed: packed.update(scales="x"),
    ],
)
def test_damaged_weights_are_an_error_that_says_so(source: Path, tmp_path: Path, change: object) -> None:
    assert callable(change)
    packed = tiny_network().pack()
    change(packed)
    tiny_student().to_disk(tmp_path)
    (tmp_path / WEIGHTS).write_bytes(srsly.msgpack_dumps(packed))
    with pytest.raises(EncoderError, match="damaged"):
        TokenStudent().from_disk(tmp_path)
