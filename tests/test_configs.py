"""The training configs: complete, debugged by spaCy, and training; the same seed gives the same model."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mini_corpus import CONFIGS, PLACES, entities, kaznerd_file, train_mini, write_articles
from spacy.cli.debug_config import debug_config
from spacy.cli.debug_data import debug_data
from spacy.util import load_config
from tiny_encoder import SCHEME, write_tiny_encoder

import atau
from atau.components.crf.scheme import Scheme
from atau.components.encoder.outputs import write_outputs

WITHOUT_TRANSFORMERS = ["news", "news_cnn", "news_transition", "kaznerd"]


def test_every_training_config_is_tested() -> None:
    names = {path.stem for path in CONFIGS.glob("*.cfg")}
    assert names == {*WITHOUT_TRANSFORMERS, "kaznerd_lg", "news_lg", "news_md", "news_trf", "rules"}


@pytest.mark.parametrize("name", WITHOUT_TRANSFORMERS)
def test_spacy_finds_no_fault(name: str, tmp_path: Path) -> None:
    # Fewer than a hundred examples are a fault for spaCy.
    if name == "kaznerd":
        train, dev = (kaznerd_file(tmp_path / f"{side}.txt", repeat=30) for side in ("train", "dev"))
    else:
        train, dev = write_articles(tmp_path / "train", 100), write_articles(tmp_path / "dev", 2)
    overrides = {"paths.train": str(train), "paths.dev": str(dev)}
    debug_config(CONFIGS / f"{name}.cfg", overrides=overrides)
    debug_data(CONFIGS / f"{name}.cfg", config_overrides=overrides, no_format=True, silent=True)


@pytest.mark.parametrize("name", ["news", "news_cnn", "news_lg", "news_md", "news_trf", "kaznerd_lg"])
def test_the_components_annotate_before_the_crf_in_training(name: str) -> None:
    config = load_config(CONFIGS / f"{name}.cfg")
    before = config["nlp"]["pipeline"]
    before = before[: before.index("kk_crf")]
    assert config["training"]["annotating_components"] == [pipe for pipe in before if pipe != "transformer"]


@pytest.mark.parametrize("name", ["news_cnn", "news_transition"])
def test_the_alternatives_train(name: str, articles: Path, tmp_path: Path) -> None:
    given = {"paths__train": str(articles / "train"), "paths__dev": str(articles / "dev")}
    nlp = atau.load(train_mini(name, tmp_path, **given))
    assert nlp.pipe_labels["kk_crf" if name == "news_cnn" else "ner"]
    assert nlp(f"{PLACES[0]} облысының әкімі келді.").has_annotation("ENT_IOB")


def test_kaznerd_by_its_exact_command(tmp_path: Path) -> None:
    """25 types on KazNERD's own tokens, nothing but the CRF writes the entities."""
    iob = str(kaznerd_file(tmp_path / "kaznerd.txt"))
    command = [sys.executable, "-m", "spacy", "train", str(CONFIGS / "kaznerd.cfg"), "--output", str(tmp_path / "out")]
    command += ["--paths.train", iob, "--paths.dev", iob]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": "1"})
    nlp = atau.load(tmp_path / "out" / "model-last")
    assert nlp.pipe_names[-1] == "kk_crf"
    assert nlp.pipe_labels["kk_crf"] == ["DATE", "GPE", "PERSON"]
    assert ("2020 жылы", "DATE") in entities(nlp, "Ақтау қаласында Дина Қасымова 2020 жылы туған .")


@pytest.mark.parametrize("name", ["news_lg", "kaznerd_lg"])
def test_with_an_encoder_by_the_command(name: str, articles: Path, tmp_path: Path) -> None:
    """The config takes the encoder and its outputs by paths; the CRF begins with what the encoder says."""
    pytest.importorskip("onnxruntime", reason='the extra "lg" is not installed')
    pytest.importorskip("onnx", reason="onnx is not installed")
    if name == "kaznerd_lg":
        train = dev = kaznerd_file(tmp_path / "kaznerd.txt")
        scheme, label = Scheme(["DATE", "GPE", "PERSON"]), "GPE"
    else:
        train, dev, scheme, label = articles / "train", articles / "dev", SCHEME, "LOC"
    encoder = write_tiny_encoder(tmp_path / "encoder", scheme, label)
    write_outputs(tmp_path / "outputs.npz", [("Көл", np.full((1, scheme.size), -3.0, dtype=np.float32))])
    given = {"paths__train": str(train), "paths__dev": str(dev), "paths__encoder": str(encoder)}
    nlp = atau.load(train_mini(name, tmp_path / "out", paths__outputs=str(tmp_path / "outputs.npz"), **given))
    assert nlp.get_pipe("kk_encoder").tags == scheme.tags  # type: ignore[attr-defined]
    doc = nlp("Кеше Орал қаласында жиын өтті .")
    assert doc.tensor.argmax(axis=1).tolist() == [0, scheme.tag("U", label), *[0] * (len(doc) - 2)]
    assert ("Орал", label) in [(span.text, span.label_) for span in doc.spans["model"]]
    weights = nlp.get_pipe("kk_crf").model.get_ref("output_layer").get_param("W")  # type: ignore[attr-defined]
    assert np.allclose(weights, np.eye(scheme.size), atol=0.2)


def test_the_same_seed_gives_the_same_model(trained: Path, articles: Path, tmp_path: Path) -> None:
    again = train_mini("news", tmp_path, paths__train=str(articles / "train"), paths__dev=str(articles / "dev"))
    for name in ("weights", "cfg", "model"):
        assert (again / "kk_crf" / name).read_bytes() == (trained / "kk_crf" / name).read_bytes()


def test_two_steps_on_a_tiny_transformer(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """configs/news_trf.cfg on a transformer of random numbers; nothing is fetched."""
    pytest.importorskip("spacy_transformers", reason='the extra "trf" is not installed')
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    folder = tiny_transformer(tmp_path / "tiny", (path.read_text("utf-8") for path in articles.rglob("*.txt")))
    overrides = {"paths.transformer": str(folder)}
    overrides |= {f"paths.{side}": str(articles / side) for side in ("train", "dev")}
    debug_config(CONFIGS / "news_trf.cfg", overrides=overrides)
    changes: dict[str, Any] = {key.replace(".", "__"): value for key, value in overrides.items()}
    # The CRF's last layer begins with zeros, so that the first gradient for the transformer is that of the second step.
    changes |= {"training__max_epochs": 0, "training__max_steps": 3, "training__batcher__size": 100}
    nlp = atau.load(train_mini("news_trf", tmp_path / "out", **changes))
    assert nlp.pipe_names[6:8] == ["transformer", "kk_crf"]
    assert nlp("Атырау облысының әкімі келді.").has_annotation("ENT_IOB")
    from transformers import AutoModel

    fresh = AutoModel.from_pretrained(folder).state_dict()
    now = nlp.get_pipe("transformer").model.transformer.state_dict()
    assert any(not (fresh[name] == now[name]).all() for name in fresh if "attention" in name and name in now)


def tiny_transformer(folder: Path, texts: Any) -> Path:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaModel

    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    pieces = Tokenizer(models.BPE(unk_token="<unk>"))
    pieces.pre_tokenizer = pre_tokenizers.Metaspace()
    pieces.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=300, special_tokens=special, show_progress=False))
    pieces.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=pieces, model_max_length=512, bos_token="<s>", eos_token="</s>", cls_token="<s>",
        sep_token="</s>", pad_token="<pad>", unk_token="<unk>", mask_token="<mask>",
    ).save_pretrained(folder)  # fmt: skip
    XLMRobertaModel(
        XLMRobertaConfig(
            vocab_size=pieces.get_vocab_size(),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=16,
            max_position_embeddings=514,
            pad_token_id=1,
            bos_token_id=0,
            eos_token_id=2,
        )
    ).save_pretrained(folder)
    return folder
