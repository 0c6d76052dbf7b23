"""Fine-tuning learns, goes on after an interruption, and gives a file that kk_encoder runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import spacy

pytest.importorskip("torch", reason='the extra "train" is not installed')
pytest.importorskip("safetensors", reason='the extra "train" is not installed')

import torch
from tiny_encoder import SCHEME
from tiny_start import PIECES, tiny_tagger

from atau.components.crf.scheme import Scheme
from atau.components.encoder.component import TokenEncoder
from atau.training.encoder import loop
from atau.training.encoder.finetune import Tagged, Tuning, _steps, fine_tune, log_probabilities
from atau.training.encoder.loop import RUN, WEIGHTS
from atau.training.encoder.run import _finish
from atau.training.errors import SettingError

TUNING = Tuning(epochs=12, rate=5e-3, head_rate=1e-2, pieces=60, hidden_words=0.0, averaged=0.5, dropout=0.0)
# Other guidelines: a place is called GPE.
OTHER = Scheme(["GPE"])


def _data(scheme: Scheme = SCHEME, label: str = "LOC", repeat: int = 5) -> list[Tagged]:
    nlp = spacy.blank("kk")
    place, nothing = scheme.tag("U", label), 0
    sentences = {"Атырауда көл": [place, nothing], "Алматыға бар": [place, nothing], "көл бар": [nothing, nothing]}
    return [Tagged(nlp(text), tags) for text, tags in sentences.items()] * repeat


def _stop_at(line: str) -> Callable[[str], None]:
    def stop(said: str) -> None:
        if said.startswith(line):
            raise KeyboardInterrupt

    return stop


def test_it_learns_and_the_file_that_runs_says_the_same(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason='the extra "lg" is not installed')
    data = _data()
    tagger = fine_tune(tiny_tagger(SCHEME.size), PIECES, data, TUNING, tmp_path / "run")
    rows = list(log_probabilities(tagger, PIECES, [text.doc for text in data[:3]]))
    assert [found.argmax(axis=1).tolist() for found in rows] == [text.tags for text in data[:3]]
    _finish(tmp_path / "model", tagger, PIECES, SCHEME, data, ["news"])
    encoder = TokenEncoder().from_disk(tmp_path / "model")
    found = encoder.log_probabilities(data[0].doc)
    assert np.abs(np.exp(found) - np.exp(rows[0])).max() < 0.1


@pytest.mark.parametrize("line", ["epoch 4, step 0", "epoch 4, step 1", "epoch 1, step 1"])
def test_an_interrupted_run_ends_as_one_that_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setattr(loop, "SAVED_EVERY", 0.0)
    monkeypatch.setattr(loop, "TOLD_EVERY", 1)
    data, tuning = _data(), Tuning(epochs=5, rate=5e-3, pieces=60, hidden_words=0.2, dropout=0.1)
    whole = fine_tune(tiny_tagger(SCHEME.size), PIECES, data, tuning, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        fine_tune(tiny_tagger(SCHEME.size), PIECES, data, tuning, tmp_path / "halved", _stop_at(line))
    assert (tmp_path / "halved" / RUN).is_file()
    lines: list[str] = []
    halved = fine_tune(tiny_tagger(SCHEME.size), PIECES, data, tuning, tmp_path / "halved", lines.append)
    assert not lines[0].startswith("epoch 1, step 0")
    for name, value in whole.state_dict().items():
        assert torch.allclose(value, halved.state_dict()[name], atol=1e-6), name
    assert not (tmp_path / "halved" / RUN).exists()


@pytest.mark.parametrize("finished", [True, False])
def test_a_run_with_other_settings_data_or_weights_is_not_resumed(tmp_path: Path, finished: bool) -> None:
    tuning = Tuning(epochs=2, pieces=60)
    stop = (lambda line: None) if finished else _stop_at("epoch 2, step 0")
    try:
        fine_tune(tiny_tagger(SCHEME.size), PIECES, _data(), tuning, tmp_path, stop)
    except KeyboardInterrupt:
        assert not finished
    assert (tmp_path / (WEIGHTS if finished else RUN)).is_file()
    other = tiny_tagger(SCHEME.size)
    with torch.no_grad():
        other.encoder.norm.bias += 1
    for tagger, data, changed in (
        (tiny_tagger(SCHEME.size), _data(), Tuning(epochs=3, pieces=60)),
        (tiny_tagger(SCHEME.size), _data(label="ORG"), tuning),
        (other, _data(), tuning),
    ):
        with pytest.raises(SettingError, match="other settings, data or first weights"):
            fine_tune(tagger, PIECES, data, changed, tmp_path)


def test_a_damaged_run_is_named(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_bytes(b"no tensors")
    with pytest.raises(SettingError, match=f"{WEIGHTS} is damaged"):
        fine_tune(tiny_tagger(SCHEME.size), PIECES, _data(), Tuning(epochs=1, pieces=60), tmp_path)


def test_auxiliary_text_teaches_the_encoder_by_a_layer_of_its_own(tmp_path: Path) -> None:
    """What only the auxiliary text shows is learned by its layer, and is not in the tags of the model."""
    nlp = spacy.blank("kk")
    main = [Tagged(nlp("көл бар"), [0, 0])] * 20
    tagger = tiny_tagger(SCHEME.size, OTHER.size)
    fine_tune(tagger, PIECES, main, TUNING, tmp_path, auxiliary=_data(OTHER, "GPE"))
    (step,) = _steps(_data(OTHER, "GPE", 1)[:1], (), PIECES, TUNING, 0)
    assert tagger.auxiliary is not None
    vectors = tagger.words(step.main.numbers, step.main.places)
    assert tagger.auxiliary(vectors)[0].argmax(dim=-1).tolist() == [OTHER.tag("U", "GPE"), 0]
    (rows,) = log_probabilities(tagger, PIECES, [main[0].doc])
    assert rows.shape == (2, SCHEME.size)


def test_each_step_reads_both_texts_whichever_is_the_longer() -> None:
    nlp = spacy.blank("kk")
    few, many = [Tagged(nlp("көл бар"), [0, 0])] * 3, _data(OTHER, "GPE", 200)
    for main, beside in ((few, many), (many, few)):
        steps = _steps(main, beside, PIECES, TUNING, 0)
        assert all(step.auxiliary is not None for step in steps)
        assert len(steps) == len(_steps(main, (), PIECES, TUNING, 0))
        assert _steps(main, beside, PIECES, TUNING, 0)[0].pieces == steps[0].pieces
    drawn = [
        [s.auxiliary.numbers.tolist() for s in _steps(few, many, PIECES, TUNING, e) if s.auxiliary] for e in (0, 1)
    ]
    assert drawn[0] != drawn[1]
