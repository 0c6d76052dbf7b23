"""The folds are trained as spacy train would with the same config, or the config is refused."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import spacy
from mini_corpus import CONFIGS, train_mini
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import load_config
from thinc.api import Config, warmup_linear

from atau.training.errors import SettingError
from atau.training.folds import annotate_before, make_example, new_chain, read_texts, train_chain
from atau.training.recipe import CHAIN, Recipe, read_recipe
from atau.training.settings import apply_overrides

CASE = {"@augmenters": "atau.case.v1", "seed": 3}
READER = {"@readers": "atau.MarkedCorpus.v1", "path": None}
MIX_OF_TWO = {"@readers": "atau.Mix.v1", "corpora": {"a": READER, "b": {**READER, "augmenter": CASE}}}


def config_of(name: str, **changes: Any) -> Config:
    """configs/`name` with changes; keys: `__` for a dot."""
    config = load_config(CONFIGS / f"{name}.cfg")
    apply_overrides(config, {path.replace("__", "."): value for path, value in changes.items()})
    return config


def rates(recipe: Recipe, steps: int) -> list[float]:
    """The learning rate of every step."""
    optimizer = recipe.new_optimizer(steps)
    found = []
    for _ in range(steps):
        found.append(float(optimizer.learn_rate))
        optimizer.step_schedules()  # type: ignore[no-untyped-call]
    return found


@pytest.mark.parametrize("name", ["news", "news_cnn", "kaznerd"])
def test_everything_is_read_from_the_config(name: str) -> None:
    recipe = read_recipe(config_of(name, training__max_epochs=7, training__dropout=0.1, system__seed=3))
    assert (recipe.epochs, recipe.dropout, recipe.seed) == (7, 0.1, 3)
    assert recipe.batcher["size"] == 400


def test_batches_are_those_of_the_config() -> None:
    nlp = spacy.blank("kk")
    examples = [Example(doc, doc) for doc in (Doc(nlp.vocab, words=["сөз"] * count) for count in range(1, 30))]
    recipe = read_recipe(config_of("news", training__batcher__size=50, training__max_epochs=3))
    batches = recipe.batches(examples)
    epochs = [batch for batch in batches if examples[0] in batch]
    assert len(epochs) == 3
    order = [example for batch in batches for example in batch]
    assert sorted(map(id, order)) == sorted(map(id, examples * 3))
    assert order[: len(examples)] != order[len(examples) : 2 * len(examples)]
    expected: list[list[Example]] = []
    for epoch in range(3):
        part = order[epoch * len(examples) : (epoch + 1) * len(examples)]
        expected += minibatch_by_words(part, 50, tolerance=0.2, discard_oversize=False)
    assert batches == expected
    assert recipe.batches(examples) == batches
    assert read_recipe(config_of("news", system__seed=1)).batches(examples) != read_recipe(config_of("news")).batches(
        examples
    )


def test_the_warm_up_keeps_its_share_of_the_steps() -> None:
    given = {"warmup_steps": 100, "total_steps": 300, "initial_rate": 0.002}
    changes = {f"training__optimizer__learn_rate__{name}": value for name, value in given.items()}
    assert rates(read_recipe(config_of("news", **changes)), 60) == pytest.approx(
        list(islice(warmup_linear(0.002, 20, 60), 60))
    )


def test_a_constant_rate_and_another_optimizer() -> None:
    config = config_of("news", training__optimizer={"@optimizers": "SGD.v1", "learn_rate": 0.01, "use_averages": False})
    assert rates(read_recipe(config), 3) == pytest.approx([0.01] * 3)


def test_the_augmenter_of_all_readers_starts_anew_for_every_fold() -> None:
    alike = {**MIX_OF_TWO, "corpora": {name: {**READER, "augmenter": CASE} for name in "ab"}}
    assert read_recipe(config_of("news")).new_augmenter() is None
    for corpus in (alike, alike["corpora"]["a"]):  # type: ignore[index]
        recipe = read_recipe(config_of("news", corpora__train=corpus))
        nlp = spacy.blank("kk")
        doc = nlp.make_doc("Атырауда жиын өтті")
        runs = []
        for augmenter in (recipe.new_augmenter(), recipe.new_augmenter()):
            assert augmenter is not None
            runs.append([out.reference.text for _ in range(40) for out in augmenter(nlp, Example(doc.copy(), doc))])
        assert runs[0] == runs[1]
        assert len(set(runs[0])) > 1


def test_a_fold_is_what_spacy_train_makes(articles: Path, tmp_path: Path) -> None:
    """With all texts in one batch nothing depends on their order, so the two must agree."""
    changes: dict[str, Any] = {"training.batcher.size": 100_000, "training.max_epochs": 6, "training.eval_frequency": 9}
    changes |= {"components.kk_crf.feature_dropout": 0.0, "components.kk_crf.min_count": 1}
    changes |= {"training.optimizer.learn_rate.warmup_steps": 2, "training.optimizer.learn_rate.total_steps": 6}
    paths = {"paths.train": str(articles / "train"), "paths.dev": str(articles / "dev")}
    folder = train_mini(
        "news", tmp_path, **{name.replace(".", "__"): value for name, value in (changes | paths).items()}
    )
    nlp = spacy.load(folder)
    config = load_config(CONFIGS / "news.cfg")
    apply_overrides(config, changes)
    train, dev = ([make_example(nlp, text) for text in read_texts(articles / side)] for side in ("train", "dev"))
    for examples in (train, dev):
        annotate_before(nlp, CHAIN, examples)
    chain = train_chain(nlp, new_chain(nlp), train, read_recipe(config))
    docs = [example.predicted for example in (*train, *dev)]
    expected = nlp.get_pipe(CHAIN).predict(docs)  # type: ignore[attr-defined]
    found = chain.predict(docs)
    assert any(expected)
    assert [[guess[:3] for guess in guesses] for guesses in found] == [[g[:3] for g in guesses] for guesses in expected]
    for ours, theirs in zip(found, expected, strict=True):
        assert [guess[3] for guess in ours] == pytest.approx([guess[3] for guess in theirs], abs=1e-4)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"training__accumulate_gradient": 2}, "training.accumulate_gradient is 2"),
        ({"training__patience": 1600}, "training.patience"),
        ({"training__max_steps": 100}, "training.max_steps"),
        ({"training__max_epochs": 0}, "training.max_epochs is 0"),
        ({"training__max_epochs": -1}, "training.max_epochs is -1"),
        ({"training__frozen_components": ["kk_crf"]}, "training.frozen_components"),
        ({"training__before_update": {"@callbacks": "mine"}}, "training.before_update"),
        ({"training__annotating_components": ["kk_places"]}, "training.annotating_components lacks kk_sentences"),
        ({"training__optimizer__use_averages": True}, "training.optimizer.use_averages"),
        ({"training__optimizer__learn_rate": {"@schedules": "cyclic_triangular.v1"}}, "cyclic_triangular.v1"),
        ({"training__optimizer__learn_rate__total_steps": 0}, "training.optimizer.learn_rate warms up over 100 of 0"),
        ({"initialize__vectors": "vectors"}, "initialize.vectors"),
        ({"initialize__init_tok2vec": "weights.bin"}, "initialize.init_tok2vec"),
        ({"initialize__components__kk_crf__labels": ["LOC"]}, "initialize.components.kk_crf.labels"),
        ({"corpora__train": MIX_OF_TWO}, "corpora.train.*.augmenter differs between readers"),
        ({"corpora__train__max_length": 100}, "corpora.train.max_length"),
        ({"nlp__pipeline": ["kk_places"]}, "nlp.pipeline has no kk_crf"),
    ],
)
def test_a_config_that_cannot_be_followed(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(SettingError, match=r"cannot follow this config") as caught:
        read_recipe(config_of("news", **changes))
    assert named in str(caught.value)


def test_other_trained_components_are_refused() -> None:
    """Without spacy-transformers too: the config is refused before anything is made of it."""
    with pytest.raises(SettingError) as caught:
        read_recipe(config_of("news_trf"))
    assert "nlp.pipeline trains transformer too" in str(caught.value)
    assert "components.kk_crf.model.tok2vec listens" in str(caught.value)
    config = config_of("news")
    config["nlp"]["pipeline"].append("ner")
    config["components"]["ner"] = {"factory": "ner"}
    with pytest.raises(SettingError, match=r"nlp\.pipeline trains ner too"):
        read_recipe(config)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(SettingError) as caught:
        read_recipe(config_of("news", training__patience=5, training__max_steps=5))
    assert "training.patience" in str(caught.value)
    assert "training.max_steps" in str(caught.value)
