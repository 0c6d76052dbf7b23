"""One command makes the encoder and its outputs, and does not make again what is there."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import spacy

pytest.importorskip("torch", reason='the extra "train" is not installed')
pytest.importorskip("safetensors", reason='the extra "train" is not installed')
pytest.importorskip("onnxruntime", reason='the extra "lg" is not installed')

import torch
from commands import atau, said
from mini_corpus import CONFIGS, entities, kaznerd_file, train_mini
from safetensors.torch import load_file
from tiny_encoder import LETTERS
from tiny_encoder import PLACES as PLACE_PIECES
from tiny_source import HIDDEN, write_wheels
from tiny_start import write_tiny_start

from atau.components.encoder.component import TokenEncoder
from atau.components.encoder.outputs import key_of, read_outputs
from atau.components.encoder.pieces import SPACE
from atau.training.encoder import source
from atau.training.encoder.loop import WEIGHTS
from atau.training.folds import read_texts
from atau.training.settings import LOG

NAMES = ("Асқар", "Дина", "Серік", "Айгүл", "Ержан", "Сәуле")


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """Marked text in train and dev."""
    for side, names in (("train", NAMES), ("dev", NAMES[:2])):
        (tmp_path / side).mkdir()
        for i, name in enumerate(names):
            text = f"---\nid: {side}-{i}\n---\n⟦PERSON {name}⟧ ⟦LOC Оралда⟧ {side} {name.lower()} {i}.\n"
            (tmp_path / side / f"{i}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def _command(folder: Path, *options: object) -> list[object]:
    command = ["training", "encoder", folder / "train", "--dev", folder / "dev", "--folds", 2, "--epochs", 1]
    return [*command, "--output", folder / "made", *options]


def test_from_wheels_and_marked_text_to_an_encoder(marked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", SPACE, *LETTERS, *PLACE_PIECES, "<mask>"]
    rows = np.random.default_rng(0).normal(size=(len(pieces), HIDDEN)).astype(np.float32)
    write_wheels(marked, rows, pieces, layers=1)
    monkeypatch.setattr(source, "SOURCES", marked / "sources.tsv")
    command = _command(marked, "--wheels", marked, "--raw", "?no/raw.txt", "--start", "?no/start")
    result = atau(*command)
    assert result.exit_code == 0, result.output
    for path in ("no/raw.txt", "no/start"):
        assert f"not found, continuing without it: {path}" in result.output
    made = marked / "made"
    assert "fold-1-seed-0: epoch 1" in result.output
    assert "fold-1-seed-0: epoch 1" in (made / LOG).read_text("utf-8")
    for said_of in ("fold-0, what it left out", "fold-1, what it left out", "mean of the folds, --dev"):
        assert f"{said_of}: the encoder alone has F1 0." in result.output
    outputs = read_outputs(made / "outputs.npz")
    texts = [text.text for side in ("train", "dev") for text in read_texts(marked / side)]
    assert outputs.keys() == {key_of(text) for text in texts}
    encoder = TokenEncoder().from_disk(made / "model")
    doc = spacy.blank("kk")("Дина Оралда")
    assert encoder(doc).tensor.shape == (2, len(encoder.tags))
    again = atau(*command)
    assert again.exit_code == 0
    assert "made already" in again.output
    assert "epoch" not in again.output
    other = atau(*command, "--rate", "0.5")
    assert (other.exit_code, "other settings, data or first weights" in said(other)) == (2, True)


def test_what_was_interrupted_after_the_folds_is_made_of_them(marked: Path) -> None:
    command = _command(marked, "--start", write_tiny_start(marked / "start"))
    assert atau(*command).exit_code == 0
    first = (marked / "made/outputs.npz").read_bytes()
    (marked / "made/made.txt").unlink()
    (marked / "made/outputs.npz").unlink()
    result = atau(*command)
    assert result.exit_code == 0
    assert "epoch" not in result.output
    assert (marked / "made/outputs.npz").read_bytes() == first


def test_seeds_begin_alike_and_their_weights_are_averaged(marked: Path) -> None:
    start = write_tiny_start(marked / "start")
    result = atau(*_command(marked, "--start", start, "--seeds", 2, "--rate", 0))
    assert result.exit_code == 0, result.output
    runs = [load_file(marked / f"made/fold-0-seed-{seed}" / WEIGHTS) for seed in (0, 1)]
    assert not torch.equal(runs[0]["scores.weight"], runs[1]["scores.weight"])
    # Each moved a little from what both began with.
    assert torch.allclose(runs[0]["scores.weight"], runs[1]["scores.weight"], atol=0.05)
    outputs = read_outputs(marked / "made/outputs.npz")
    assert len(outputs) == len(NAMES) + 2


def test_auxiliary_text_is_learned_and_dropped(marked: Path) -> None:
    start = write_tiny_start(marked / "start")
    auxiliary = kaznerd_file(marked / "kaznerd.txt")
    with auxiliary.open("a", encoding="utf-8") as file:
        # A text of train, which must not be seen by the fold that leaves it out.
        file.write("\n".join(["Дина B-PERSON", "Оралда B-GPE", "train O", "дина O", "1 O", ". O", ""]))
    result = atau(
        *_command(marked, "--start", start, "--auxiliary", f"kaznerd={auxiliary}", "--auxiliary", "b=?no.txt")
    )
    assert result.exit_code == 0, result.output
    assert "left out 1 of 5 auxiliary texts" in result.output
    weights = load_file(marked / "made/fold-0-seed-0" / WEIGHTS)
    assert weights["auxiliary.weight"].shape == (1 + 4 * 3, 16)
    cfg = json.loads((marked / "made/model/cfg").read_text("utf-8"))
    assert cfg["parts"] == ["kaznerd"]
    assert cfg["tags"] == ["O", *(f"{prefix}-{label}" for label in ("LOC", "PERSON") for prefix in "BILU")]
    auxiliary.write_text("\n".join(["Дина O", "Оралда O", "train O", "дина O", "1 O", ". O", ""]), encoding="utf-8")
    result = atau(*_command(marked, "--start", start, "--auxiliary", f"kaznerd={auxiliary}"))
    assert (result.exit_code, "no auxiliary text with marks is left" in said(result)) == (2, True)


def test_a_run_does_not_go_on_with_another_auxiliary(marked: Path) -> None:
    start, auxiliary = write_tiny_start(marked / "start"), kaznerd_file(marked / "kaznerd.txt")
    command = _command(marked, "--start", start)
    assert atau(*command, "--auxiliary", f"kaznerd={auxiliary}").exit_code == 0
    other = marked / "other.txt"
    other.write_text("Асқар B-PERSON\nкелді O\n", encoding="utf-8")
    made = (marked / "made/made.txt").read_bytes()
    # The model would bear a name that is not of its training, or the old one; the text may be the same.
    for options in ([], ["--auxiliary", f"b={auxiliary}"], ["--auxiliary", f"kaznerd={other}"]):
        result = atau(*command, *options)
        assert (result.exit_code, "other settings, data or first weights" in said(result)) == (2, True)
    assert (marked / "made/made.txt").read_bytes() == made
    again = atau(*command, "--auxiliary", f"kaznerd={auxiliary}")
    assert (again.exit_code, "made already" in again.output) == (0, True)


def test_kaznerd_to_a_model_by_configs_kaznerd_lg(tmp_path: Path) -> None:
    iob = tmp_path / "kaznerd.txt"
    people = ("Асқар", "Дина", "Серік", "Ержан", "Болат", "Марат", "Сәуле", "Самат")
    rows = [[f"{name} B-PERSON", "2020 B-DATE", "жылы I-DATE", "Атырауда B-GPE", f"{name * 2} O"] for name in people]
    iob.write_text("\n\n".join(map("\n".join, rows)) + "\n", encoding="utf-8")
    start, made = write_tiny_start(tmp_path / "start"), tmp_path / "made"
    command = ["training", "encoder", iob, "--kaznerd", "--start", start, "--output", made, "--folds", 2]
    result = atau(*command, "--epochs", 2)
    assert result.exit_code == 0, result.output
    encoder = TokenEncoder().from_disk(made / "model")
    assert {tag[2:] for tag in encoder.tags[1:]} == {"DATE", "GPE", "PERSON"}
    texts = [text.text for text in read_texts(iob, kaznerd=True)]
    assert read_outputs(made / "outputs.npz").keys() == {key_of(text) for text in texts}
    given = {"paths__train": str(iob), "paths__dev": str(iob), "paths__encoder": str(made / "model")}
    nlp = spacy.load(train_mini("kaznerd_lg", tmp_path / "out", paths__outputs=str(made / "outputs.npz"), **given))
    assert nlp.pipe_labels["kk_crf"] == ["DATE", "GPE", "PERSON"]
    assert ("2020 жылы", "DATE") in entities(nlp, "Дина 2020 жылы Атырауда")
    # Scored and cross-validated by the commands at the head of the config.
    result = atau("evaluate", tmp_path / "out/model-last", iob, "--from", "kaznerd", "--tokens", "gold")
    assert result.exit_code == 0, result.output
    assert "DATE" in result.output
    paths = ["--set", f"paths.encoder={made / 'model'}", "--set", f"paths.outputs={made / 'outputs.npz'}"]
    options = [iob, "--kaznerd", "--folds", 2, "--epochs", 1, *paths]
    result = atau("training", "cross-validate", CONFIGS / "kaznerd_lg.cfg", *options)
    assert result.exit_code == 0, result.output
